/**
 * Two decoders in one worker, as the page's own runs in one. The Python side imports this module
 * into the worker that it already runs in, and calls what it exports.
 *
 * @import { ModelInfo } from "../../static/js/server/api.js"
 * @import { Prompt } from "../../static/js/prompting/prompts.js"
 * @import { Answer, Decoder, Ort, Picture } from "./decoders.js"
 */

import { openMeta, openOurs } from "./decoders.js";

/** @type {Ort} */
let ort;
/** @type {Record<string, Decoder>} by side */
const decoders = {};
/** @type {Record<string, Answer>} each side's last answer */
const answers = {};

/**
 * Loads the runtime and the decoders that have a source.
 *
 * @param {object} options
 * @param {string} options.runtime URL of the runtime's folder
 * @param {number} options.threads
 * @param {ModelInfo | null} options.ours
 * @param {string | null} options.meta URL of Meta's export
 * @returns {Promise<string>} the runtime's version
 */
export async function open({ runtime, threads, ours, meta }) {
  if (threads > 1 && !self.crossOriginIsolated) {
    throw new Error("The page is not cross-origin isolated, so there are no threads to measure.");
  }
  ort = await import(`${runtime}ort.wasm.min.mjs`);
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = runtime;
  if (ours) decoders.ours = await openOurs(ort, ours);
  if (meta) decoders.meta = await openMeta(ort, meta);
  return ort.env.versions.web ?? "unknown";
}

/**
 * Puts a picture in place.
 *
 * @param {Omit<Picture, "embedding"> & { side: string, embedding: string }} picture the embedding
 *   by the URL of its float32 numbers
 * @returns {Promise<number>} milliseconds, without fetching
 */
export async function setPicture({ side, embedding, ...rest }) {
  const picture = { ...rest, embedding: await fetchFloats(embedding) };
  return timed(() => decoders[side].setPicture(picture));
}

/**
 * One click: prompt in, mask bits at the picture's size and predicted IoU out.
 *
 * @param {{ side: string, prompt: Prompt, refine: boolean }} click to refine is to feed back the
 *   logits of this side's last answer
 * @returns {Promise<number>} milliseconds
 */
export async function click({ side, prompt, refine }) {
  const maskInput = refine ? answers[side].logits : null;
  return timed(async () => {
    answers[side] = await decoders[side].click(prompt, maskInput);
  });
}

/**
 * Our answer to a prompt, to be judged. Its logits (4, S, S) float32 and the bits of its best
 * candidate, one byte each, go to the URLs `logits` and `bits`.
 *
 * @param {{ prompt: Prompt, maskInput: string | null, logits: string, bits: string }} question
 *   the mask input by the URL of its float32 numbers
 * @returns {Promise<number>} the token that the bits were drawn from
 */
export async function answer({ prompt, maskInput, logits, bits }) {
  const floats = maskInput === null ? null : await fetchFloats(maskInput);
  const result = await decoders.ours.click(prompt, floats);
  await fetch(logits, { method: "PUT", body: result.allLogits });
  await fetch(bits, { method: "PUT", body: result.bits });
  return result.token;
}

/**
 * Times any graph, to learn what the runtime and the machine can do.
 *
 * @param {object} options
 * @param {string} options.graph URL of its ONNX file
 * @param {Record<string, { url: string, dims: number[] }>} options.inputs float32, by name
 * @param {number} options.times how often to run it
 * @returns {Promise<number[]>} milliseconds of each run
 */
export async function timeRuns({ graph, inputs, times }) {
  const session = await ort.InferenceSession.create(graph, { executionProviders: ["wasm"] });
  /** @type {Record<string, import("onnxruntime-common").Tensor>} */
  const feeds = {};
  for (const [name, { url, dims }] of Object.entries(inputs)) {
    feeds[name] = new ort.Tensor("float32", await fetchFloats(url), dims);
  }
  const taken = [];
  for (let i = 0; i < times; i++) {
    taken.push(
      await timed(async () => {
        await session.run(feeds);
      }),
    );
  }
  await session.release();
  return taken;
}

/** @param {() => Promise<void>} work */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** @param {string} url */
async function fetchFloats(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
  return new Float32Array(await response.arrayBuffer());
}
