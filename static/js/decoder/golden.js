/**
 * The self-test: the decoder answers a prompt whose answer is known, the manifest's golden case
 * (`export/golden.py`). A browser may compute wrongly without an error; then nothing else would tell.
 *
 * @import { GoldenCase, ModelInfo } from "../server/api.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Prompt } from "../prompting/prompts.js"
 * @import { Answer } from "./session.js"
 */

/**
 * Largest differences that pass. The exporter allows 1e-3 and 1e-4; processors that multiply and add
 * in one step may differ by a little more. Whatever computes wrongly is off by whole units.
 */
export const BOUNDS = { logits: 1e-2, iou: 1e-3 };

/**
 * What to ask.
 *
 * @param {Pick<ModelInfo, "embedding" | "encoder_fingerprint" | "golden" | "image_size">} model
 * @returns {{ embedding: Embedding, prompt: Prompt, maskInput: Float32Array }}
 */
export function goldenQuestion({ embedding, encoder_fingerprint, golden, image_size }) {
  const [x0, y0, x1, y1] = golden.box;
  const maskSide = image_size / 4;
  return {
    embedding: {
      data: hashed(embedding.shape.reduce((product, length) => product * length, 1)),
      dims: embedding.shape,
      imageWidth: golden.width,
      imageHeight: golden.height,
      encoderFingerprint: encoder_fingerprint,
    },
    prompt: {
      points: golden.points.map(([x, y, label]) => ({ x, y, label })),
      box: { x0, y0, x1, y1 },
    },
    maskInput: hashed(maskSide * maskSide, golden.mask_range),
  };
}

/**
 * @param {GoldenCase} golden
 * @param {Answer} answer to its question
 * @returns {string | null} what is wrong with the answer, in a sentence; null where nothing is
 */
export function faultOf(golden, { logits, iouPredictions }) {
  const side = Math.sqrt(logits.length / golden.logits.length);
  const sampled = logits.filter(
    (_, i) => (i % side) % golden.step === 0 && (Math.floor(i / side) % side) % golden.step === 0,
  );
  return (
    faultIn("logits", sampled, golden.logits.flat(), BOUNDS.logits) ??
    faultIn("scores", iouPredictions, golden.iou_predictions, BOUNDS.iou)
  );
}

/**
 * @param {string} what
 * @param {Float32Array} found
 * @param {readonly number[]} expected
 * @param {number} bound
 * @returns {string | null}
 */
function faultIn(what, found, expected, bound) {
  if (found.length !== expected.length) {
    return `The ${what} are ${found.length} numbers instead of ${expected.length}.`;
  }
  const differences = expected.map((value, i) => Math.abs(found[i] - value));
  const worst = Math.max(...differences);
  // Written so that what is no number fails too.
  if (worst <= bound) return null;
  return `The ${what} are off by ${worst.toPrecision(2)}; ${bound} is allowed.`;
}

/**
 * Knuth's multiplicative hash of the position, exact in float32 (`hashed` in `export/golden.py`).
 *
 * @param {number} length
 * @param {number} [range] the values go from half of it below zero to half of it above
 * @returns {Float32Array<ArrayBuffer>}
 */
export function hashed(length, range = 1) {
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    values[i] = (((Math.imul(i, 2654435761) >>> 16) - 32768) / 65536) * range;
  }
  return values;
}
