/**
 * What the worker can be asked to do. Knows no worker: it is handed ways to get onnxruntime and the
 * decoder's files.
 *
 * @import { GraphName, ModelInfo } from "../server/api.js"
 * @import { Box, Part } from "../stage/geometry.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Actions, Drawing, Drawn } from "./protocol.js"
 * @import { Graphs, Runtime } from "./session.js"
 * @import { Threads } from "./threads.js"
 */

import { encodeMaskPng } from "../formats/mask_png.js";
import { applyCorrections } from "../masks/corrections.js";
import { extentOf } from "../masks/extent.js";
import { maskFromLogits, maskOfBits, tokenLogits } from "../masks/masks.js";
import { holesOf, islandsOf } from "../masks/regions.js";
import { encodeRle, setInto } from "../masks/rle.js";
import { candidateTokens, isAmbiguous, MASK_TOKENS } from "../prompting/prompts.js";
import { featuresOf } from "../ranking/features.js";
import { rankedTokens } from "../ranking/learnt.js";
import { boxOf, imageToModel, pictureIn } from "../stage/geometry.js";
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
      const box = boxAround(drawing);
      const mask = bitsOf(drawing, { ...drawing.size, box });
      return encodeMaskPng(mask, { x: box.x0, y: box.y0 }, drawing.size);
    },

    async rle(drawing) {
      const part = { ...drawing.size, box: boxAround(drawing) };
      return setInto(encodeRle(bitsOf(drawing, part)), part.box, drawing.size);
    },

    async tidy({ drawing, what }) {
      const part = { ...drawing.size, box: boxAround(drawing) };
      const mask = bitsOf(drawing, part);
      const found = what === "holes" ? holesOf(mask) : islandsOf(mask);
      return found && setInto(found, part.box, drawing.size);
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
  if (drawing.frame.within) return { ...mask, fraction: shareOf(drawing) };
  const counted = size.box
    ? bitsOf(drawing, renderSize(size, scaleInto(size, COUNTED_SIDE)))
    : mask;
  return { ...mask, fraction: counted.area / (counted.width * counted.height) };
}

/**
 * @param {Drawing} drawing
 * @returns {number} the share of the picture inside a mask of a window, counted where it lies: of a
 *   large picture it may be so little that in all of it no pixel would be left
 */
function shareOf(drawing) {
  const picture = pictureIn(drawing.frame);
  const around = extentOf(drawing, picture);
  const size = { width: around.x1 - around.x0, height: around.y1 - around.y0 };
  const scale = scaleInto(size, COUNTED_SIDE);
  const { width, height } = renderSize(picture, scale);
  const [u, v] = [width / picture.width, height / picture.height];
  const box = {
    x0: Math.floor(around.x0 * u),
    y0: Math.floor(around.y0 * v),
    x1: Math.min(Math.ceil(around.x1 * u), width),
    y1: Math.min(Math.ceil(around.y1 * v), height),
  };
  return bitsOf(drawing, { width, height, box }).area / (width * height);
}

/**
 * @param {Drawing} drawing at the picture's own size; any other is made whole
 * @returns {Box} around all that may be inside, and a pixel that is not, as far as the picture goes
 */
function boxAround(drawing) {
  const { width, height } = drawing.size;
  const picture = pictureIn(drawing.frame);
  if (picture.width !== width || picture.height !== height) return boxOf(drawing.size);
  const { x0, y0, x1, y1 } = extentOf(drawing, picture);
  return {
    x0: Math.max(x0 - 1, 0),
    y0: Math.max(y0 - 1, 0),
    x1: Math.min(x1 + 1, width),
    y1: Math.min(y1 + 1, height),
  };
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
  applyCorrections(bits, part, pictureIn(frame), corrections);
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
