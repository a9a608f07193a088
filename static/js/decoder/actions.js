/**
 * What the worker can be asked to do. Knows no worker: it is handed ways to get onnxruntime and the
 * decoder's files.
 *
 * @import { GraphName, ModelInfo } from "../api.js"
 * @import { Actions, Drawing, Drawn } from "./protocol.js"
 * @import { Graphs, Runtime } from "./session.js"
 * @import { Threads } from "./threads.js"
 */

import { maskFromLogits, tokenLogits } from "../masks.js";
import { encodeMaskPng } from "../png.js";
import { candidateTokens } from "../prompts.js";
import { renderSize, scaleInto } from "../viewport.js";
import { DecoderError } from "./errors.js";
import { DecoderSession, FOLDED, PLAIN } from "./session.js";

/** Longest side at which a mask's share of the picture is counted where only a part is drawn. */
const COUNTED_SIDE = 1024;

/**
 * @param {object} parts
 * @param {(url: string | null, failure: string | null) =>
 *   Promise<{ ort: Runtime, threads: Threads }>} parts.loadRuntime
 * @param {(url: string) => Promise<Uint8Array>} parts.fetchFile
 * @returns {Actions}
 */
export function createActions({ loadRuntime, fetchFile }) {
  /** @type {DecoderSession | null} */
  let session = null;
  const loaded = () => {
    if (session === null) throw new DecoderError("The mask decoder is not loaded yet.");
    return session;
  };

  return {
    async load({ model, failure }) {
      const elapsed = stopwatch();
      const plain = failure !== null;
      const { ort, threads } = await loadRuntime(model.runtime_url, failure);
      const graphs = await fetchAll(model.graph_urls, plain ? PLAIN : FOLDED, fetchFile);
      // One after the other: two sessions at once would need twice the memory.
      await session?.release();
      session = null;
      session = await DecoderSession.create(ort, model, graphs);
      return { ...threads, plain, milliseconds: elapsed() };
    },

    async setEmbedding(embedding) {
      const elapsed = stopwatch();
      await loaded().setEmbedding(embedding);
      return { milliseconds: elapsed() };
    },

    async decode({ prompt, size, maskInput }) {
      const elapsed = stopwatch();
      const current = loaded();
      const { logits, iouPredictions } = await current.decode(prompt, maskInput);
      const candidates = candidateTokens(prompt, iouPredictions);
      const source = { logits, frame: current.frame, threshold: current.model.mask_threshold };
      const mask = draw({ ...source, logits: tokenLogits(logits, candidates[0]), size });
      return { source, iouPredictions, candidates, mask, milliseconds: elapsed() };
    },

    async render(drawing) {
      return draw(drawing);
    },

    async png(drawing) {
      return encodeMaskPng(draw(drawing));
    },
  };
}

/**
 * @param {ModelInfo["graph_urls"]} urls
 * @param {readonly GraphName[]} names
 * @param {(url: string) => Promise<Uint8Array>} fetchFile
 * @returns {Promise<Graphs>} in the order of their names
 */
async function fetchAll(urls, names, fetchFile) {
  const files = await Promise.all(names.map((name) => fetchFile(urls[name])));
  return Object.fromEntries(names.map((name, i) => [name, files[i]]));
}

/**
 * @param {Drawing} drawing
 * @returns {Drawn}
 */
function draw({ logits, frame, size, threshold }) {
  const mask = maskFromLogits(logits, frame, size, threshold);
  const counted = size.box
    ? maskFromLogits(logits, frame, renderSize(size, scaleInto(size, COUNTED_SIDE)), threshold)
    : mask;
  return { ...mask, fraction: counted.area / (counted.width * counted.height) };
}

/** @returns {() => number} milliseconds since it was made */
function stopwatch() {
  const start = performance.now();
  return () => performance.now() - start;
}
