/**
 * The decoders that are compared, behind one interface: ours as the page's worker runs it, and
 * Meta's own export of the same weights, used as its documentation says.
 *
 * @import { ModelInfo } from "../../static/js/server/api.js"
 * @import { Prompt } from "../../static/js/prompting/prompts.js"
 *
 * @typedef {typeof import("onnxruntime-common")} Ort
 *
 * @typedef {object} Picture
 * @property {Float32Array<ArrayBuffer>} embedding (1, 256, 64, 64)
 * @property {readonly number[]} dims
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Answer
 * @property {Uint8Array<ArrayBuffer>} bits (height, width), 1 inside
 * @property {number} iou predicted
 * @property {number} token that the mask is of
 * @property {Float32Array<ArrayBuffer>} logits (S, S) of the mask, to feed back
 * @property {Float32Array<ArrayBuffer>} allLogits of all masks that the decoder returned
 *
 * @typedef {object} Decoder
 * @property {(picture: Picture) => Promise<void>} setPicture
 * @property {(prompt: Prompt, maskInput: Float32Array<ArrayBuffer> | null) => Promise<Answer>} click
 */

import { createActions } from "../../static/js/decoder/worker_actions.js";
import { frame } from "../../static/js/stage/geometry.js";
import { tokenLogits } from "../../static/js/masks/masks.js";
import { decoderFeeds } from "../../static/js/prompting/prompts.js";

/**
 * @param {Ort} ort
 * @param {ModelInfo} model
 * @returns {Promise<Decoder>}
 */
export async function openOurs(ort, model) {
  const threads = { threads: ort.env.wasm.numThreads ?? 1, why: null };
  const actions = createActions({ loadRuntime: async () => ({ ort, threads }), fetchFile });
  await actions.load({ model, failure: null });
  let size = { width: 0, height: 0 };
  return {
    async setPicture({ embedding, dims, width, height }) {
      size = { width, height };
      await actions.setEmbedding({
        data: embedding,
        dims,
        imageWidth: width,
        imageHeight: height,
        encoderFingerprint: model.encoder_fingerprint,
        name: 1,
      });
    },
    async click(prompt, maskInput) {
      const decoded = await actions.decode({ prompt, size, maskInput, weights: null });
      const [token] = decoded.candidates;
      const { logits } = decoded.source;
      return {
        bits: decoded.mask.bits,
        iou: decoded.iouPredictions[token],
        token,
        logits: tokenLogits(logits, token),
        allLogits: logits,
      };
    },
  };
}

/** Side of the square that the published models see. */
const IMAGE_SIZE = 1024;
const MASK_SIDE = IMAGE_SIZE / 4;

/**
 * What does not change from click to click is made once: Meta's side shall lack no advantage.
 *
 * @param {Ort} ort
 * @param {string} url of `sam.onnx`
 * @returns {Promise<Decoder>}
 */
export async function openMeta(ort, url) {
  const session = await ort.InferenceSession.create(await fetchFile(url), {
    executionProviders: ["wasm"],
  });
  const tensor = (/** @type {Float32Array} */ data, /** @type {readonly number[]} */ dims) =>
    new ort.Tensor("float32", data, dims);
  const maskDims = [1, 1, MASK_SIDE, MASK_SIDE];
  const noMask = tensor(new Float32Array(MASK_SIDE * MASK_SIDE), maskDims);
  const hasMask = [tensor(Float32Array.of(0), [1]), tensor(Float32Array.of(1), [1])];
  /** @type {Record<string, import("onnxruntime-common").Tensor>} */
  let ofPicture = {};
  let pictureFrame = frame({ width: 1, height: 1 }, IMAGE_SIZE);
  return {
    async setPicture({ embedding, dims, width, height }) {
      pictureFrame = frame({ width, height }, IMAGE_SIZE);
      ofPicture = {
        image_embeddings: tensor(embedding, dims),
        orig_im_size: tensor(Float32Array.of(height, width), [2]),
      };
    },
    async click(prompt, maskInput) {
      const { point_coords, point_labels } = decoderFeeds(prompt, pictureFrame);
      const outputs = await session.run({
        ...ofPicture,
        point_coords: tensor(point_coords.data, point_coords.dims),
        point_labels: tensor(point_labels.data, point_labels.dims),
        mask_input: maskInput === null ? noMask : tensor(maskInput, maskDims),
        has_mask_input: hasMask[maskInput === null ? 0 : 1],
      });
      const logits = floats(outputs.low_res_masks);
      const answer = {
        bits: thresholded(floats(outputs.masks)),
        iou: floats(outputs.iou_predictions)[0],
        token: 0,
        logits,
        allLogits: logits,
      };
      for (const output of Object.values(outputs)) output.dispose();
      return answer;
    },
  };
}

/** @param {Float32Array} values */
function thresholded(values) {
  const bits = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bits[i] = values[i] > 0 ? 1 : 0;
  return bits;
}

/** @param {import("onnxruntime-common").Tensor} tensor on the CPU: its numbers are already ours */
function floats(tensor) {
  return /** @type {Float32Array<ArrayBuffer>} */ (tensor.data);
}

/** @param {string} url */
async function fetchFile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}
