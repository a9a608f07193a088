/**
 * The mask decoder itself: feeds -> run -> logits. It is handed onnxruntime, so it runs the same in
 * a worker and in node.
 *
 * Three graphs share the work (`export/graphs.py`): `prepare` runs once for a picture, `mask` when
 * an earlier mask is refined, `decode` for every prompt. What one returns is fed to the next under
 * the names that it has there.
 *
 * @import * as Ort from "onnxruntime-common"
 * @import { GraphName, ModelInfo } from "../api.js"
 * @import { Embedding } from "../embedding.js"
 * @import { Frame } from "../geometry.js"
 * @import { Feed, Prompt } from "../prompts.js"
 *
 * @typedef {Pick<typeof Ort, "InferenceSession" | "Tensor">} Runtime
 * @typedef {Record<GraphName, Uint8Array>} Graphs the ONNX files
 * @typedef {Record<string, Ort.Tensor>} Tensors by name
 *
 * @typedef {object} Answer
 * @property {Float32Array<ArrayBuffer>} logits (4, S, S)
 * @property {Float32Array<ArrayBuffer>} iouPredictions (4,)
 */

import { frame } from "../geometry.js";
import { decoderFeeds, maskFeed } from "../prompts.js";
import { DecoderError, FingerprintMismatch } from "./errors.js";

/** Before the names of what `mask` returns. */
const CORRECTED = "corrected_";

export class DecoderSession {
  /**
   * @param {Runtime} ort
   * @param {ModelInfo} model
   * @param {Record<GraphName, Ort.InferenceSession>} sessions
   */
  constructor(ort, model, sessions) {
    this.ort = ort;
    this.model = model;
    this.sessions = sessions;
    /** @type {{ tensors: Tensors, frame: Frame } | null} */
    this.current = null;
  }

  /**
   * @param {Runtime} ort
   * @param {ModelInfo} model
   * @param {Graphs} graphs
   * @returns {Promise<DecoderSession>}
   */
  static async create(ort, model, graphs) {
    const open = (/** @type {Uint8Array} */ graph) =>
      ort.InferenceSession.create(graph, { executionProviders: ["wasm"] });
    // One after the other, as the runtime demands.
    const prepare = await open(graphs.prepare);
    const mask = await open(graphs.mask);
    const decode = await open(graphs.decode);
    return new DecoderSession(ort, model, { prepare, mask, decode });
  }

  /**
   * Puts a picture's embedding in place of the last one, and computes what its decodes share.
   *
   * @param {Embedding} embedding
   * @returns {Promise<void>}
   * @throws {FingerprintMismatch}
   */
  async setEmbedding(embedding) {
    this.#forget();
    const { data, dims, imageWidth, imageHeight, encoderFingerprint } = embedding;
    const expected = this.model.encoder_fingerprint;
    if (encoderFingerprint !== expected) {
      throw new FingerprintMismatch(
        "This picture was encoded by another model than the mask decoder belongs to " +
          `(${encoderFingerprint.slice(0, 12)} instead of ${expected.slice(0, 12)}). ` +
          "Reload the page, then open the picture again.",
      );
    }
    const tensors = await this.#run("prepare", {}, { image_embeddings: { data, dims } });
    const size = { width: imageWidth, height: imageHeight };
    this.current = { tensors, frame: frame(size, this.model.image_size) };
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
    const { tensors, frame } = this.#ready();
    const corrected = maskInput === null ? {} : await this.#correct(tensors, maskInput, frame);
    try {
      const feeds = { ...tensors, ...corrected };
      const outputs = await this.#run("decode", feeds, decoderFeeds(prompt, frame));
      return {
        logits: take(outputs.low_res_masks),
        iouPredictions: take(outputs.iou_predictions),
      };
    } finally {
      dispose(corrected);
    }
  }

  /** Gives the runtime's memory back. */
  async release() {
    this.#forget();
    for (const session of Object.values(this.sessions)) await session.release();
  }

  /**
   * The picture's tensors as a mask input changes them.
   *
   * @param {Tensors} tensors
   * @param {Float32Array} maskInput
   * @param {Frame} frame
   * @returns {Promise<Tensors>}
   */
  async #correct(tensors, maskInput, frame) {
    const { inputNames } = this.sessions.mask;
    const changed = Object.entries(tensors).filter(([name]) => inputNames.includes(name));
    const feed = { mask_input: maskFeed(maskInput, frame) };
    const outputs = await this.#run("mask", Object.fromEntries(changed), feed);
    const renamed = Object.entries(outputs).map(([name, tensor]) => [
      name.slice(CORRECTED.length),
      tensor,
    ]);
    return Object.fromEntries(renamed);
  }

  /**
   * @param {GraphName} name
   * @param {Tensors} tensors to feed as they are; they stay
   * @param {{ readonly [name: string]: Feed }} feeds to make tensors of, for this run
   * @returns {Promise<Tensors>}
   */
  async #run(name, tensors, feeds) {
    const made = Object.fromEntries(
      Object.entries(feeds).map(([name, { data, dims }]) => [
        name,
        new this.ort.Tensor("float32", data, dims),
      ]),
    );
    try {
      return await this.sessions[name].run({ ...tensors, ...made });
    } finally {
      dispose(made);
    }
  }

  #forget() {
    dispose(this.current?.tensors ?? {});
    this.current = null;
  }

  #ready() {
    if (this.current === null) throw new DecoderError("There is no picture to decode a prompt on.");
    return this.current;
  }
}

/** @param {Tensors} tensors */
function dispose(tensors) {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}

/**
 * An output's numbers in a buffer of their own, so that they can be moved to the page.
 *
 * @param {Ort.Tensor} tensor
 * @returns {Float32Array<ArrayBuffer>}
 */
function take(tensor) {
  const data = Float32Array.from(/** @type {Float32Array} */ (tensor.data));
  tensor.dispose();
  return data;
}
