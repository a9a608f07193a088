/**
 * The runtime's memory is not the garbage collector's to find: every tensor has to be given back.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { DecoderSession } from "../../../static/js/decoder/session.js";
import { EMBEDDING, MODEL, pointAt } from "./fixtures.js";

/** A runtime that knows which of its tensors have not been given back. */
function countingRuntime() {
  /** @type {Set<Tensor>} */
  const alive = new Set();

  class Tensor {
    /** @param {string} type @param {Float32Array} data @param {readonly number[]} dims */
    constructor(type, data, dims) {
      Object.assign(this, { type, dims });
      this.data = data;
      alive.add(this);
    }

    dispose() {
      assert.ok(alive.delete(this), "given back twice");
    }
  }

  /** @param {Record<string, number>} outputs lengths by name @param {string[]} inputNames */
  const session = (outputs, inputNames) => ({
    inputNames,
    async run(/** @type {Record<string, Tensor>} */ feeds) {
      for (const tensor of Object.values(feeds)) assert.ok(alive.has(tensor), "fed after its end");
      const made = Object.entries(outputs).map(([name, length]) => [
        name,
        new Tensor("float32", new Float32Array(length), [length]),
      ]);
      return Object.fromEntries(made);
    },
  });
  const sessions = {
    prepare: session({ cells: 8, keys0: 8, queries1: 8 }, ["image_embeddings"]),
    mask: session({ corrected_cells: 8, corrected_keys0: 8 }, ["mask_input", "cells", "keys0"]),
    decode: session({ low_res_masks: 4 * 256, iou_predictions: 4 }, []),
  };
  return { alive, sessions, ort: { Tensor } };
}

test("500 clicks, some of them refining, leave only the picture's own tensors alive", async () => {
  const { alive, sessions, ort } = countingRuntime();
  const decoder = new DecoderSession(
    /** @type {any} */ (ort),
    MODEL,
    /** @type {any} */ (sessions),
  );
  await decoder.setEmbedding({ ...EMBEDDING, name: 1 });
  const prepared = alive.size;
  assert.equal(prepared, 3);
  for (let click = 0; click < 500; click++) {
    const maskInput = click % 5 === 0 ? new Float32Array(256) : null;
    await decoder.decode(pointAt(click), maskInput);
  }
  assert.equal(alive.size, prepared);
  await decoder.setEmbedding({ ...EMBEDDING, name: 1 });
  assert.equal(alive.size, prepared, "the next picture's take the place of the last one's");
});
