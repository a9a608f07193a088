import assert from "node:assert/strict";
import { test } from "node:test";
import { DecoderError } from "../../../static/js/decoder/errors.js";
import { Line } from "../../../static/js/decoder/line.js";
import { serve } from "../../../static/js/decoder/protocol.js";
import { EMBEDDING, MODEL, notingActions, pointAt, SIZE } from "./fixtures.js";
import { localWorker } from "./local_worker.js";

const decoding = (/** @type {number} */ x) => ({
  prompt: pointAt(x),
  size: SIZE,
  maskInput: null,
  weights: null,
});

test("requests are answered in order, one at a time", async () => {
  let running = 0;
  let most = 0;
  const actions = notingActions([]);
  const { decode } = actions;
  actions.decode = async (decoding) => {
    most = Math.max(most, ++running);
    // The later ones would be quicker.
    for (let turns = 12 - decoding.prompt.points[0].x; turns > 0; turns--) {
      await new Promise((end) => setImmediate(end));
    }
    running--;
    return decode(decoding);
  };
  const line = new Line(localWorker(actions), () => {});
  /** @type {number[]} */
  const order = [];
  await Promise.all(
    [1, 5, 9].map(async (x) => {
      const { iouPredictions } = await line.ask("decode", decoding(x));
      order.push(iouPredictions[0]);
    }),
  );
  assert.deepEqual(order, [1, 5, 9]);
  assert.equal(most, 1);
});

test("an action can ask whether another request waits", async () => {
  const actions = notingActions([]);
  actions.selfTest = async (_, othersWait) =>
    (await othersWait?.()) ? null : { fault: null, milliseconds: 1 };
  const line = new Line(localWorker(actions), () => {});
  assert.deepEqual(await line.ask("selfTest", null), { fault: null, milliseconds: 1 });
  const hurried = line.ask("selfTest", null);
  await line.ask("decode", decoding(1));
  assert.equal(await hurried, null);
});

test("a failure does not hold up the requests after it", async () => {
  const actions = notingActions([]);
  actions.load = async () => {
    throw new DecoderError("There is no such model.");
  };
  const line = new Line(localWorker(actions), () => {});
  const [failed, prepared] = await Promise.allSettled([
    line.ask("load", { model: MODEL, failure: null }),
    line.ask("setEmbedding", { ...EMBEDDING, name: 1 }),
  ]);
  assert.equal(failed.status, "rejected");
  assert.equal(prepared.status, "fulfilled");
});

test("the buffers of a result are moved, not copied", async () => {
  const transferred = await new Promise((resolve) => {
    /** @type {import("../../../static/js/decoder/protocol.js").Port} */
    const port = { onmessage: null, postMessage: (_, transfer) => resolve(transfer.length) };
    serve(port, notingActions([]));
    const data = { id: 1, action: "decode", argument: decoding(1) };
    port.onmessage?.(/** @type {any} */ ({ data }));
  });
  // The logits, the predicted IoU and the mask's bits.
  assert.equal(transferred, 3);
});
