/**
 * The mask decoder itself: feeds -> run -> logits. It is handed onnxruntime, so it runs the same in
 * a worker and in node.
 *
 * @import * as Ort from "onnxruntime-common"
 * @import { ModelInfo } from "../api.js"
 * @import { Embedding } from "../embedding.js"
 * @import { Frame } from "../geometry.js"
 * @import { Prompt } from "../prompts.js"
 *
 * @typedef {Pick<typeof Ort, "InferenceSession" | "Tensor">} Runtime
 *
 * @typedef {object} Answer
 * @property {Float32Array<ArrayBuffer>} logits (4, S, S)
 * @property {Float32Array<ArrayBuffer>} iouPredictions (4,)
 */

import { frame } from "../geometry.js";
import { decoderFeeds } from "../prompts.js";
import { DecoderError, FingerprintMismatch } from "./errors.js";

export class DecoderSession {
  /**
   * @param {Runtime} ort
   * @param {ModelInfo} model
   * @param {Ort.InferenceSession} session
   */
  constructor(ort, model, session) {
    this.ort = ort;
    this.model = model;
    this.session = session;
    /** @type {{ tensor: Ort.Tensor, frame: Frame } | null} */
    this.current = null;
  }

  /**
   * @param {Runtime} ort
   * @param {ModelInfo} model
   * @param {Uint8Array} graph the decoder's ONNX file
   * @returns {Promise<DecoderSession>}
   */
  static async create(ort, model, graph) {
    const session = await ort.InferenceSession.create(graph, { executionProviders: ["wasm"] });
    return new DecoderSession(ort, model, session);
  }

  /**
   * Puts a picture's embedding in place of the last one.
   *
   * @param {Embedding} embedding
   * @returns {Promise<void>}
   * @throws {FingerprintMismatch}
   */
  async setEmbedding(embedding) {
    // Should the new one be refused, prompts must not be answered on the old one.
    this.current?.tensor.dispose();
    this.current = null;
    const { data, dims, imageWidth, imageHeight, encoderFingerprint } = embedding;
    const expected = this.model.encoder_fingerprint;
    if (encoderFingerprint !== expected) {
      throw new FingerprintMismatch(
        "This picture was encoded by another model than the mask decoder belongs to " +
          `(${encoderFingerprint.slice(0, 12)} instead of ${expected.slice(0, 12)}). ` +
          "Reload the page, then open the picture again.",
      );
    }
    this.current = {
      tensor: new this.ort.Tensor("float32", data, dims),
      frame: frame({ width: imageWidth, height: imageHeight }, this.model.image_size),
    };
  }

  /** The frame of the current picture. */
  get frame() {
    return this.#ready().frame;
  }

  /**
   * @param {Prompt} prompt
   * @param {Float32Array | null} [maskInput] (S, S) logits to refine
   * @returns {Promise<Answer>}
   */
  async decode(prompt, maskInput = null) {
    const { tensor, frame } = this.#ready();
    const prompted = Object.entries(decoderFeeds(prompt, frame, maskInput)).map(
      ([name, { data, dims }]) =>
        /** @type {const} */ ([name, new this.ort.Tensor("float32", data, dims)]),
    );
    const feeds = { image_embeddings: tensor, ...Object.fromEntries(prompted) };
    try {
      const outputs = await this.session.run(feeds);
      return {
        logits: take(outputs.low_res_masks),
        iouPredictions: take(outputs.iou_predictions),
      };
    } finally {
      for (const [, tensor] of prompted) tensor.dispose();
    }
  }

  /** Gives the runtime's memory back. */
  async release() {
    this.current?.tensor.dispose();
    this.current = null;
    await this.session.release();
  }

  #ready() {
    if (this.current === null) throw new DecoderError("There is no picture to decode a prompt on.");
    return this.current;
  }
}

/**
 * An output's numbers in a buffer of their own, so that they can be moved to the page.
 *
 * @param {Ort.Tensor} tensor
 * @returns {Float32Array<ArrayBuffer>}
 */
function take(tensor) {
  const data = /** @type {Float32Array<ArrayBuffer>} */ (tensor.data).slice();
  tensor.dispose();
  return data;
}
