/**
 * The real decoder in onnxruntime-web, held to what PyTorch answers (`tests/vectors/decoder.json`).
 */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import * as ort from "onnxruntime-web/wasm";
import { FingerprintMismatch } from "../../../static/js/decoder/errors.js";
import { faultOf, goldenQuestion } from "../../../static/js/decoder/golden.js";
import { DecoderSession, FOLDED, PLAIN } from "../../../static/js/decoder/session.js";
import { createActions } from "../../../static/js/decoder/worker_actions.js";
import { tokenLogits } from "../../../static/js/masks/masks.js";
import { decodeRle } from "../../../static/js/masks/rle.js";
import { candidateTokens } from "../../../static/js/prompting/prompts.js";
import { formulaEmbedding, promptOf, vectors } from "../vectors.js";

const cases = vectors("decoder");
const fingerprint = cases[0].decoder_fingerprint;
const folder = `../../../static/models/${fingerprint.slice(0, 16)}/`;
const HOME = new URL(folder, import.meta.url);
const manifestFile = new URL("manifest.json", HOME);
const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, "utf8")) : null;
/** Whether another request waits. */
const alone = async () => false;
const skip =
  manifest?.decoder_fingerprint !== fingerprint &&
  "static/models does not hold the default decoder; `make setup` exports it.";

describe("the exported decoder in onnxruntime-web", { skip }, () => {
  const files = Object.entries(manifest?.graphs ?? {}).map(([name, { file }]) => [name, file]);
  const model = { ...manifest, graph_urls: Object.fromEntries(files) };
  const embedding = {
    data: formulaEmbedding(),
    dims: [1, 256, 64, 64],
    imageWidth: cases[0].width,
    imageHeight: cases[0].height,
    encoderFingerprint: manifest?.encoder_fingerprint,
    name: 1,
  };
  const fetchFile = async (/** @type {string} */ name) => readFileSync(new URL(name, HOME));
  /** @param {readonly import("../../../static/js/server/api.js").GraphName[]} names */
  const open = async (names) => {
    /** @type {import("../../../static/js/decoder/session.js").Graphs} */
    const graphs = {};
    for (const name of names) graphs[name] = await fetchFile(model.graph_urls[name]);
    const session = await DecoderSession.create(ort, model, graphs);
    await session.setEmbedding(embedding);
    return session;
  };
  /** @type {{ folded: DecoderSession, plain: DecoderSession }} */
  let sessions;
  /** @type {DecoderSession} */
  let session;

  before(async () => {
    ort.env.wasm.numThreads = 1;
    sessions = { folded: await open(FOLDED), plain: await open(PLAIN) };
    session = sessions.folded;
  });
  after(async () => {
    await sessions.folded.release();
    await sessions.plain.release();
  });

  const forms = /** @type {const} */ (["folded", "plain"]);
  for (const { vector, form } of cases.flatMap((vector) =>
    forms.map((form) => ({ vector, form })),
  )) {
    test(`the ${form} decoder answers as PyTorch does: ${vector.name}`, async () => {
      const session = sessions[form];
      const prompt = promptOf(vector);
      const { logits, iouPredictions } = await session.decode(prompt);
      assertClose(iouPredictions, vector.iou_predictions);
      for (const token of [0, 1, 2, 3]) {
        assertClose(sample(tokenLogits(logits, token)), vector.logits[token]);
      }
      const refined = await session.decode(prompt, tokenLogits(logits, 0));
      assertClose([refined.iouPredictions[0]], vector.refined_iou);
      assertClose(sample(tokenLogits(refined.logits, 0)), vector.refined_logits);
    });
  }

  for (const form of forms) {
    test(`the ${form} decoder passes its self-test, and the picture stays in place`, async () => {
      const session = sessions[form];
      const before = await session.decode(promptOf(cases[0]));
      const { embedding, prompt, maskInput } = goldenQuestion(model);
      const answer = await session.decodeAside(embedding, prompt, maskInput, alone);
      assert.ok(answer);
      assert.equal(faultOf(model.golden, answer), null);
      const givenWay = await session.decodeAside(embedding, prompt, maskInput, async () => true);
      assert.equal(givenWay, null);
      assert.deepEqual(await session.decode(promptOf(cases[0])), before);
    });
  }

  for (const form of forms) {
    test(`the ${form} decoder prepares the next picture, and the one in place stays`, async () => {
      const session = sessions[form];
      const prompt = promptOf(cases[0]);
      const before = await session.decode(prompt);
      const other = { ...embedding, data: embedding.data.map((each) => -each), name: 2 };
      const busy = async () => true;
      assert.equal(await session.prepareAhead(other, busy), false);
      assert.equal(await session.prepareAhead(other, alone), true);
      assert.equal(await session.prepareAhead(other, busy), true, "it is there already");
      assert.deepEqual(await session.decode(prompt), before);
      // What was prepared is what answers, not what is handed in with its name.
      await session.setEmbedding({ ...embedding, name: 2 });
      const ahead = await session.decode(prompt);
      await session.setEmbedding({ ...other, name: 3 });
      assert.deepEqual(await session.decode(prompt), ahead);
      assert.notDeepEqual(ahead, before);
      await session.setEmbedding(embedding);
      assert.deepEqual(await session.decode(prompt), before);
    });
  }

  test("another encoder's embedding is refused, and the picture before it is gone", async () => {
    const foreign = { ...embedding, encoderFingerprint: "0".repeat(64), name: 4 };
    await assert.rejects(session.prepareAhead(foreign, alone), FingerprintMismatch);
    await session.decode(promptOf(cases[0]));
    await assert.rejects(session.setEmbedding(foreign), (error) => {
      return error instanceof FingerprintMismatch && error.message.includes("000000000000 instead");
    });
    await assert.rejects(session.decode(promptOf(cases[0])), /no picture/);
  });

  test("loading a model again, a picture and a prompt give a mask and a file", async () => {
    const threads = { threads: 1, why: null };
    const actions = createActions({ loadRuntime: async () => ({ ort, threads }), fetchFile });
    const size = { width: 300, height: 200 };
    const decoding = { prompt: promptOf(cases[0]), size, maskInput: null, weights: null };
    await assert.rejects(actions.decode(decoding), /not loaded/);
    await actions.load({ model, failure: null });
    await assert.rejects(actions.decode(decoding), /no picture/);
    await actions.load({ model, failure: null });
    assert.equal((await actions.selfTest(null))?.fault, null);
    await assert.rejects(actions.decode(decoding), /no picture/);
    await actions.setEmbedding(embedding);
    const { source, iouPredictions, candidates, mask } = await actions.decode(decoding);
    assert.deepEqual(candidates, candidateTokens(decoding.prompt, iouPredictions));
    const best = tokenLogits(source.logits, candidates[0]);
    const drawing = { ...source, logits: best, size, corrections: [] };
    assert.deepEqual(await actions.render(drawing), mask);
    assert.deepEqual(decodeRle(await actions.rle(drawing)).bits, mask.bits);
    /** @type {import("../../../static/js/masks/corrections.js").Correction} */
    const all = { type: "brush", add: true, radius: 999, points: [[0, 0]] };
    const erased = await actions.render({ ...drawing, corrections: [{ ...all, add: false }] });
    assert.equal(erased.area, 0);
    const blank = { ...drawing, logits: null, corrections: [all] };
    assert.equal((await actions.render(blank)).area, 300 * 200);
    assert.equal(await actions.tidy({ drawing: blank, what: "holes" }), null);
    assert.equal((await actions.png(drawing)).type, "image/png");
  });
});

/** Every 37th row and column. @param {Float32Array} logits (256, 256) */
function sample(logits) {
  const every37th = (/** @type {number} */ i) => i % 37 === 0;
  return logits.filter((_, i) => every37th(i % 256) && every37th(Math.floor(i / 256)));
}

/** @param {ArrayLike<number>} actual @param {number[]} expected */
function assertClose(actual, expected) {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(Math.abs(actual[i] - value) < 1e-3, `${i}: ${actual[i]} instead of ${value}`);
  }
}
