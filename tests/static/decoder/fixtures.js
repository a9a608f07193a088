/**
 * A small model and picture, and actions that answer for them without a network.
 *
 * @import { ModelInfo } from "../../../static/js/server/api.js"
 * @import { Actions } from "../../../static/js/decoder/protocol.js"
 * @import { Embedding } from "../../../static/js/server/embedding.js"
 */

import assert from "node:assert/strict";
import { maskFromLogits, tokenLogits } from "../../../static/js/masks/masks.js";
import { frame } from "../../../static/js/stage/geometry.js";

const GRAPH = { file: "tiny.onnx", sha256: "0".repeat(64), bytes: 1, inputs: [], outputs: [] };

/** @type {ModelInfo} */
export const MODEL = {
  format: 3,
  preprocessing: 1,
  graphs: { prepare: GRAPH, mask: GRAPH, decode: GRAPH, plain: GRAPH },
  kind: "tiny",
  image_size: 64,
  mask_threshold: 0,
  encoder_fingerprint: "e".repeat(64),
  decoder_fingerprint: "d".repeat(64),
  precision: "float32",
  embedding: { shape: [1, 256, 4, 4] },
  golden: {
    width: 60,
    height: 40,
    points: [[30, 20, 1]],
    box: [10, 6, 48, 33],
    mask_range: 32,
    step: 5,
    iou_predictions: [0.5, 0.5, 0.5, 0.5],
    logits: [[-1.5], [-0.5], [0.5], [1.5]].map(([value]) => Array(16).fill(value)),
  },
  graph_urls: {
    prepare: "/static/models/prepare-tiny.onnx",
    mask: "/static/models/mask-tiny.onnx",
    decode: "/static/models/decode-tiny.onnx",
    plain: "/static/models/plain-tiny.onnx",
  },
  runtime_url: "/static/vendor/onnxruntime-web/0123456789ab/",
  device: "cpu",
  version: "1.2.3",
  limits: { max_bytes: 100e6, max_pixels: 100e6 },
};

/** @type {Embedding} */
export const EMBEDDING = {
  data: new Float32Array(256 * 4 * 4),
  dims: [1, 256, 4, 4],
  imageWidth: 60,
  imageHeight: 40,
  encoderFingerprint: "e".repeat(64),
};

export const SIZE = { width: 60, height: 40 };

/** @param {number} x */
export const pointAt = (x) => ({ points: [{ x, y: 1, label: /** @type {1} */ (1) }], box: null });

/** Token t's logits are everywhere t - 1.5: tokens 2 and 3 cover the picture, 0 and 1 nothing. */
export const logits = () =>
  Float32Array.from({ length: 4 * 256 }, (_, i) => Math.floor(i / 256) - 1.5);

/** @type {(...drawing: Parameters<typeof maskFromLogits>) => import("../../../static/js/decoder/protocol.js").Drawn} */
function drawn(...drawing) {
  const mask = maskFromLogits(...drawing);
  return { ...mask, fraction: mask.area / (mask.width * mask.height) };
}

/**
 * Actions that note what they are asked, in `asked`, and answer a decode with its point's x as the
 * predicted IoU of token 0.
 *
 * @param {string[]} asked
 * @returns {Actions}
 */
export function notingActions(asked) {
  let decoder = MODEL.decoder_fingerprint;
  const source = () => ({ frame: frame(SIZE, MODEL.image_size), threshold: 0, decoder });
  return {
    async load({ model, failure }) {
      const plain = failure !== null;
      asked.push(`load ${plain ? "plain " : ""}${model.kind}`);
      decoder = model.decoder_fingerprint;
      return {
        threads: plain ? 1 : 2,
        why: plain ? { name: "failure", failure } : null,
        plain,
        milliseconds: 1,
      };
    },
    async setEmbedding({ imageWidth }) {
      asked.push(`setEmbedding ${imageWidth}`);
      return { milliseconds: 1 };
    },
    async prepareAhead({ imageWidth, name }) {
      asked.push(`prepareAhead ${imageWidth} as ${name}`);
      return { milliseconds: 1 };
    },
    async decode({ prompt, size, maskInput, weights }) {
      const [{ x }] = prompt.points;
      const ranked = weights ? ` ranked by ${weights.length}` : "";
      asked.push(`decode ${x}${maskInput ? ` refining ${maskInput.length}` : ""}${ranked}`);
      return {
        source: { ...source(), logits: logits() },
        iouPredictions: Float32Array.of(x, 0.5, 0.75, 0.25),
        candidates: [2, 1, 3],
        features: null,
        mask: drawn(tokenLogits(logits(), 2), source().frame, size, 0),
        milliseconds: 1,
      };
    },
    async selfTest() {
      asked.push("selfTest");
      return { fault: null, milliseconds: 1 };
    },
    async render({ logits, frame, size, threshold }) {
      assert.ok(logits);
      asked.push(`render ${logits.length}`);
      return drawn(logits, frame, size, threshold);
    },
    async png({ logits, size }) {
      assert.ok(logits);
      asked.push(`png ${logits.length} ${size.width}x${size.height}`);
      return new Blob(["png"], { type: "image/png" });
    },
    async rle({ size, corrections }) {
      asked.push(`rle ${corrections.length} corrections`);
      return { size: [size.height, size.width], counts: "" };
    },
    async tidy({ what }) {
      asked.push(`tidy ${what}`);
      return null;
    },
    async compare({ drawing, source }) {
      assert.ok(drawing.logits);
      asked.push(`compare ${drawing.logits.length} with ${source.logits.length}`);
      return [1, 0.5, 0.25, 0];
    },
  };
}
