/**
 * The mask decoder itself: feeds -> run -> logits. It is handed onnxruntime, so it runs the same in
 * a worker and in node.
 *
 * Three graphs share the work (`export/graphs.py`): `prepare` runs once for a picture, `mask` when
 * an earlier mask is refined, `decode` for every prompt. What one returns is fed to the next under
 * the names that it has there. Where they fail, the `plain` graph answers alone.
 *
 * @import * as Ort from "onnxruntime-common"
 * @import { GraphName, ModelInfo } from "../server/api.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Named } from "./protocol.js"
 * @import { Frame } from "../stage/geometry.js"
 * @import { DecoderFeeds, Feed, Prompt } from "../prompting/prompts.js"
 *
 * @typedef {Pick<typeof Ort, "InferenceSession" | "Tensor">} Runtime
 * @typedef {Partial<Record<GraphName, Uint8Array | Promise<Uint8Array>>>} Graphs the ONNX files, or
 *   those that are still to come: `FOLDED` or `PLAIN`
 * @typedef {Record<string, Ort.Tensor>} Tensors by name
 *
 * @typedef {{ tensors: Tensors, frame: Frame }} Prepared what the decodes of a picture share
 *
 * @typedef {object} Answer
 * @property {Float32Array<ArrayBuffer>} logits (4, S, S)
 * @property {Float32Array<ArrayBuffer>} iouPredictions (4,)
 */

import { decoderFeeds, maskFeed } from "../prompting/prompts.js";
import { windowFrame } from "../stage/geometry.js";
import { wholeOf } from "../windows/windows.js";
import { DecoderError, FingerprintMismatch } from "./errors.js";

/**
 * The graphs of the folded decoder, in the order to open them: the runtime compiles itself for the
 * first, which is small, while the last, nearly all there is, comes over the network.
 *
 * @type {readonly GraphName[]}
 */
export const FOLDED = ["mask", "prepare", "decode"];

/** The graph of the plain one. @type {readonly GraphName[]} */
export const PLAIN = ["plain"];

/** Before the names of what `mask` returns. */
const CORRECTED = "corrected_";

/**
 * Threads that have nothing to do sleep. By default they spin for a while, just when the page wants
 * the processor to paint what they have computed.
 *
 * @type {Ort.InferenceSession.SessionOptions}
 */
const OPTIONS = {
  executionProviders: ["wasm"],
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};

/**
 * `prepare` runs once for a picture, and is as quick without the runtime's later optimizations, whose
 * copies of its constants the WASM heap has to hold: 24 MB that it never gives back.
 *
 * @param {string} graph
 * @returns {Ort.InferenceSession.SessionOptions}
 */
const optionsOf = (graph) =>
  graph === "prepare" ? { ...OPTIONS, graphOptimizationLevel: "basic" } : OPTIONS;

export class DecoderSession {
  /**
   * @param {Runtime} ort
   * @param {ModelInfo} model
   * @param {Partial<Record<GraphName, Ort.InferenceSession>>} sessions
   */
  constructor(ort, model, sessions) {
    this.ort = ort;
    this.model = model;
    this.sessions = sessions;
    /** @type {Prepared | null} */
    this.current = null;
    /** The picture that is likely to be the next one. @type {{ name: number, prepared: Prepared } | null} */
    this.ahead = null;
  }

  /**
   * @param {Runtime} ort
   * @param {ModelInfo} model
   * @param {Graphs} graphs opened in their order, each once it is there
   * @returns {Promise<DecoderSession>}
   */
  static async create(ort, model, graphs) {
    /** @type {DecoderSession["sessions"]} */
    const sessions = {};
    // One after the other, as the runtime demands.
    for (const [name, graph] of Object.entries(graphs)) {
      const session = await ort.InferenceSession.create(await graph, optionsOf(name));
      sessions[/** @type {GraphName} */ (name)] = session;
    }
    return new DecoderSession(ort, model, sessions);
  }

  /**
   * Puts a picture's embedding in place of the last one, and computes what its decodes share, unless
   * that was done ahead.
   *
   * @param {Named} embedding
   * @returns {Promise<void>}
   * @throws {FingerprintMismatch}
   */
  async setEmbedding(embedding) {
    this.#forget();
    if (this.ahead?.name === embedding.name) {
      this.current = this.ahead.prepared;
      this.ahead = null;
      return;
    }
    this.current = await this.#prepare(embedding);
  }

  /**
   * Computes what the decodes of a picture will share, and keeps it until that one is put in place or
   * another is prepared. The picture in place stays there.
   *
   * @param {Named} embedding
   * @param {() => Promise<boolean>} givesWay asked first: once begun it cannot be broken off
   * @returns {Promise<boolean>} whether it is there
   * @throws {FingerprintMismatch}
   */
  async prepareAhead(embedding, givesWay) {
    const { name } = embedding;
    if (this.ahead?.name === name) return true;
    if (await givesWay()) return false;
    this.#forgetAhead();
    this.ahead = { name, prepared: await this.#prepare(embedding) };
    return true;
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
    return this.#answer(this.#ready(), prompt, maskInput);
  }

  /**
   * Answers one prompt on another embedding, and leaves the picture in place.
   *
   * @param {Embedding} embedding
   * @param {Prompt} prompt
   * @param {Float32Array | null} maskInput
   * @param {() => Promise<boolean>} givesWay asked half-way
   * @returns {Promise<Answer | null>} null when it has given way
   */
  async decodeAside(embedding, prompt, maskInput, givesWay) {
    const aside = await this.#prepare(embedding);
    try {
      return (await givesWay()) ? null : await this.#answer(aside, prompt, maskInput);
    } finally {
      dispose(aside.tensors);
    }
  }

  /** Gives the runtime's memory back. */
  async release() {
    this.#forget();
    this.#forgetAhead();
    for (const session of Object.values(this.sessions)) await session.release();
  }

  /**
   * @param {Embedding} embedding
   * @returns {Promise<Prepared>}
   * @throws {FingerprintMismatch}
   */
  async #prepare(embedding) {
    const { data, dims, imageWidth, imageHeight, encoderFingerprint, window } = embedding;
    const expected = this.model.encoder_fingerprint;
    if (encoderFingerprint !== expected) {
      throw new FingerprintMismatch(
        "This picture was encoded by another model than the mask decoder belongs to " +
          `(${encoderFingerprint.slice(0, 12)} instead of ${expected.slice(0, 12)}).`,
      );
    }
    const feeds = { image_embeddings: { data, dims } };
    const tensors = this.sessions.plain
      ? this.#tensors(feeds)
      : await this.#run("prepare", {}, feeds);
    const size = { width: imageWidth, height: imageHeight };
    const part = window ?? wholeOf(size);
    return { tensors, frame: windowFrame(part, size, this.model.image_size) };
  }

  /**
   * @param {Prepared} prepared
   * @param {Prompt} prompt
   * @param {Float32Array | null} maskInput
   * @returns {Promise<Answer>}
   */
  async #answer({ tensors, frame }, prompt, maskInput) {
    const feeds = decoderFeeds(prompt, frame);
    const mask = maskInput === null ? null : maskFeed(maskInput, frame);
    const outputs = this.sessions.plain
      ? await this.#run("plain", tensors, { ...feeds, ...plainMaskFeeds(mask, frame) })
      : await this.#decodeFolded(tensors, feeds, mask);
    return {
      logits: take(outputs.low_res_masks),
      iouPredictions: take(outputs.iou_predictions),
    };
  }

  /**
   * @param {Tensors} tensors
   * @param {DecoderFeeds} feeds
   * @param {Feed | null} mask
   * @returns {Promise<Tensors>}
   */
  async #decodeFolded(tensors, feeds, mask) {
    const corrected = mask === null ? {} : await this.#correct(tensors, mask);
    try {
      return await this.#run("decode", { ...tensors, ...corrected }, { ...feeds });
    } finally {
      dispose(corrected);
    }
  }

  /**
   * The picture's tensors as a mask input changes them.
   *
   * @param {Tensors} tensors
   * @param {Feed} mask
   * @returns {Promise<Tensors>}
   */
  async #correct(tensors, mask) {
    const { inputNames } = this.#session("mask");
    const changed = Object.entries(tensors).filter(([name]) => inputNames.includes(name));
    const outputs = await this.#run("mask", Object.fromEntries(changed), { mask_input: mask });
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
    const made = this.#tensors(feeds);
    try {
      return await this.#session(name).run({ ...tensors, ...made });
    } finally {
      dispose(made);
    }
  }

  /**
   * @param {{ readonly [name: string]: Feed }} feeds
   * @returns {Tensors}
   */
  #tensors(feeds) {
    return Object.fromEntries(
      Object.entries(feeds).map(([name, { data, dims }]) => [
        name,
        new this.ort.Tensor("float32", data, dims),
      ]),
    );
  }

  /** @param {GraphName} name */
  #session(name) {
    const session = this.sessions[name];
    if (session === undefined) throw new DecoderError(`The graph "${name}" is not loaded.`);
    return session;
  }

  #forget() {
    dispose(this.current?.tensors ?? {});
    this.current = null;
  }

  #forgetAhead() {
    dispose(this.ahead?.prepared.tensors ?? {});
    this.ahead = null;
  }

  #ready() {
    if (this.current === null) throw new DecoderError("There is no picture to decode a prompt on.");
    return this.current;
  }
}

/**
 * A mask input, or that there is none, as the plain graph takes it.
 *
 * @param {Feed | null} mask
 * @param {Frame} frame
 * @returns {{ mask_input: Feed, has_mask_input: Feed }}
 */
function plainMaskFeeds(mask, frame) {
  const none = new Float32Array((frame.imageSize / 4) ** 2);
  return {
    mask_input: mask ?? maskFeed(none, frame),
    has_mask_input: { data: Float32Array.of(mask === null ? 0 : 1), dims: [1] },
  };
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
