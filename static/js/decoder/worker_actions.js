/**
 * What the worker can be asked to do. Knows no worker: it is handed ways to get onnxruntime and the
 * decoder's files.
 *
 * @import { GraphName, ModelInfo } from "../server/api.js"
 * @import { Part } from "../stage/geometry.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Actions, Drawing, Drawn } from "./protocol.js"
 * @import { Graphs, Runtime } from "./session.js"
 * @import { Threads } from "./threads.js"
 */

import { encodeMaskPng } from "../formats/png.js";
import { applyCorrections } from "../masks/corrections.js";
import { maskFromLogits, maskOfBits, tokenLogits } from "../masks/masks.js";
import { holesOf, islandsOf } from "../masks/regions.js";
import { encodeRle } from "../masks/rle.js";
import { candidateTokens, isAmbiguous, MASK_TOKENS } from "../prompting/prompts.js";
import { featuresOf } from "../ranking/features.js";
import { rankedTokens } from "../ranking/learnt.js";
import { boxOf, imageToModel } from "../stage/geometry.js";
import { renderSize, scaleInto } from "../stage/viewport.js";
import { DecoderError } from "./errors.js";
import { faultOf, goldenQuestion } from "./golden.js";
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
      const graphs = fetchAll(model.graph_urls, plain ? PLAIN : FOLDED, fetchFile);
      const { ort, threads } = await loadRuntime(model.runtime_url, failure);
      if (session !== null) {
        // What answers makes way only for what is there. Two at once would need twice the memory.
        await Promise.all(Object.values(graphs));
        await session.release();
        session = null;
      }
      session = await DecoderSession.create(ort, model, graphs);
      return { ...threads, plain, milliseconds: elapsed() };
    },

    async setEmbedding(embedding) {
      const elapsed = stopwatch();
      await loaded().setEmbedding(embedding);
      return { milliseconds: elapsed() };
    },

    async prepareAhead(embedding, othersWait = async () => false) {
      const elapsed = stopwatch();
      const done = await loaded().prepareAhead(embedding, othersWait);
      return done ? { milliseconds: elapsed() } : null;
    },

    async decode({ prompt, size, maskInput, weights }) {
      const elapsed = stopwatch();
      const current = loaded();
      const { logits, iouPredictions } = await current.decode(prompt, maskInput);
      const { mask_threshold: threshold, decoder_fingerprint: decoder } = current.model;
      const { frame } = current;
      const source = { logits, frame, threshold, decoder };
      const features = isAmbiguous(prompt)
        ? featuresOf(
            logits,
            iouPredictions,
            imageToModel(prompt.points[0], frame),
            frame,
            threshold,
          )
        : null;
      const candidates =
        features && weights
          ? rankedTokens(features, weights)
          : candidateTokens(prompt, iouPredictions);
      const best = tokenLogits(logits, candidates[0]);
      const mask = draw({ ...source, logits: best, size, corrections: [] });
      return { source, iouPredictions, candidates, features, mask, milliseconds: elapsed() };
    },

    async selfTest(_, othersWait = async () => false) {
      const elapsed = stopwatch();
      const current = loaded();
      const { embedding, prompt, maskInput } = goldenQuestion(current.model);
      const answer = await current.decodeAside(embedding, prompt, maskInput, othersWait);
      return answer && { fault: faultOf(current.model.golden, answer), milliseconds: elapsed() };
    },

    async render(drawing) {
      return draw(drawing);
    },

    async png(drawing) {
      return encodeMaskPng(bitsOf(drawing, drawing.size));
    },

    async rle(drawing) {
      return encodeRle(bitsOf(drawing, drawing.size));
    },

    async tidy({ drawing, what }) {
      const mask = bitsOf(drawing, drawing.size);
      return what === "holes" ? holesOf(mask) : islandsOf(mask);
    },

    async compare({ drawing, source }) {
      const { bits } = bitsOf(drawing, drawing.size);
      return Array.from({ length: MASK_TOKENS }, (_, token) => {
        const logits = tokenLogits(source.logits, token);
        return overlapOf(
          bits,
          maskFromLogits(logits, source.frame, drawing.size, source.threshold).bits,
        );
      });
    },
  };
}

/**
 * @param {ModelInfo["graph_urls"]} urls
 * @param {readonly GraphName[]} names
 * @param {(url: string) => Promise<Uint8Array>} fetchFile
 * @returns {Graphs} in the order of their names
 */
function fetchAll(urls, names, fetchFile) {
  const files = names.map((name) => fetchFile(urls[name]));
  // One that fails is waited for, and reported, in its turn.
  for (const file of files) file.catch(() => {});
  return Object.fromEntries(names.map((name, i) => [name, files[i]]));
}

/**
 * @param {Drawing} drawing
 * @returns {Drawn}
 */
function draw(drawing) {
  const { size } = drawing;
  const mask = bitsOf(drawing, size);
  const counted = size.box
    ? bitsOf(drawing, renderSize(size, scaleInto(size, COUNTED_SIDE)))
    : mask;
  return { ...mask, fraction: counted.area / (counted.width * counted.height) };
}

/**
 * @param {Drawing} drawing
 * @param {Part} part
 * @returns {Mask} what the logits give, corrected by hand
 */
function bitsOf({ logits, frame, threshold, corrections }, part) {
  const { x0, y0, x1, y1 } = boxOf(part);
  const size = { width: x1 - x0, height: y1 - y0 };
  const mask = logits && maskFromLogits(logits, frame, part, threshold);
  if (mask && corrections.length === 0) return mask;
  const bits = mask?.bits ?? new Uint8Array(size.width * size.height);
  applyCorrections(bits, part, frame, corrections);
  return maskOfBits(bits, size);
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b of the same size
 * @returns {number} their IoU; 1 where both are empty
 */
function overlapOf(a, b) {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.length; i++) {
    both += a[i] & b[i];
    either += a[i] | b[i];
  }
  return either === 0 ? 1 : both / either;
}

/** @returns {() => number} milliseconds since it was made */
function stopwatch() {
  const start = performance.now();
  return () => performance.now() - start;
}
