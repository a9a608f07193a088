/**
 * What page and worker say to each other. Every request has an id and gets exactly one reply; the
 * worker answers in order, one request at a time.
 *
 * The worker keeps no result: a decode's logits travel to the page and come back with what is asked
 * about them. So a lost worker loses nothing, and a mask can be drawn again after later decodes.
 *
 * @import { ModelInfo } from "../server/api.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Frame, Part } from "../stage/geometry.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Prompt } from "../prompting/prompts.js"
 * @import { Rows } from "../ranking/features.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { Threads } from "./threads.js"
 *
 * @typedef {object} Loading
 * @property {ModelInfo} model
 * @property {string | null} failure why the plain decoder is to run, in a sentence; null where the
 *   folded one is
 *
 * @typedef {Threads & { plain: boolean, milliseconds: number }} Loaded the threads it runs on,
 *   whether it is the plain decoder, the time it took
 *
 * @typedef {Embedding & { name: number }} Named an embedding, under a number that the page gives it: here
 *   a copy of it arrives each time
 *
 * @typedef {object} Prepared an embedding is in place, or ready to be put there
 * @property {number} milliseconds
 *
 * @typedef {object} MaskSource all that a decode's masks are drawn from
 * @property {Float32Array<ArrayBuffer>} logits (4, S, S) low-resolution logits, one per mask token
 * @property {Frame} frame
 * @property {number} threshold
 * @property {string} decoder fingerprint of the one that answered
 *
 * @typedef {object} BlankSource where there is no prompt, and the mask is made by hand alone
 * @property {null} logits
 * @property {Frame} frame
 * @property {number} threshold
 *
 * @typedef {object} Decoded
 * @property {MaskSource} source
 * @property {Float32Array<ArrayBuffer>} iouPredictions (4,)
 * @property {number[]} candidates mask tokens to offer, best first
 * @property {Rows | null} features of the masks of a lone foreground point; null for other prompts
 * @property {Drawn} mask of the first candidate
 * @property {number} milliseconds from feeds to bits, in the worker
 *
 * @typedef {object} SelfTested
 * @property {string | null} fault of the decoder, in a sentence
 * @property {number} milliseconds
 *
 * @typedef {object} Drawing what to make of one token's logits
 * @property {Float32Array<ArrayBuffer> | null} logits (S, S)
 * @property {Frame} frame
 * @property {Part} size of the mask to draw, or of a part of it
 * @property {number} threshold
 * @property {readonly Correction[]} corrections by hand, over what the logits give
 *
 * @typedef {Mask & { fraction: number }} Drawn with the share of the whole picture inside, 0..1
 *
 * @typedef {{ readonly drawing: Drawing, readonly what: "holes" | "islands" }} Tidying
 *
 * @typedef {object} Comparing a mask with all four of a decode
 * @property {Drawing} drawing of the mask; its size is what is compared at
 * @property {MaskSource} source
 *
 * @typedef {object} Decoding
 * @property {Prompt} prompt
 * @property {Part} size of the mask to draw, or of a part of it
 * @property {Float32Array | null} maskInput logits of one token to refine (S, S)
 * @property {readonly number[] | null} weights of a memory, which then has a say in which candidate of
 *   a lone foreground point is first
 *
 * @typedef {object} Exchanges what is asked and answered, by action
 * @property {{ argument: Loading, result: Loaded }} load
 * @property {{ argument: Named, result: Prepared }} setEmbedding
 * @property {{ argument: Named, result: Prepared | null }} prepareAhead null when it has given way
 * @property {{ argument: Decoding, result: Decoded }} decode
 * @property {{ argument: null, result: SelfTested | null }} selfTest null when it has given way
 * @property {{ argument: Drawing, result: Drawn }} render
 * @property {{ argument: Drawing, result: Blob }} png
 * @property {{ argument: Drawing, result: Rle }} rle
 * @property {{ argument: Tidying, result: Rle | null }} tidy pixels to turn over; null for none
 * @property {{ argument: Comparing, result: number[] }} compare IoU with each (4,)
 *
 * @typedef {() => Promise<boolean>} OthersWait asks whether another request waits
 *
 * @typedef {{ [Action in keyof Exchanges]: (argument: Exchanges[Action]["argument"],
 *   othersWait?: OthersWait) => Promise<Exchanges[Action]["result"]> }} Actions the worker's side of them
 *
 * @typedef {{ id: number, action: keyof Actions, argument: unknown }} Request
 * @typedef {{ id: number, result: unknown } | { id: number, error: Failure }} Reply
 * @typedef {{ name: string, message: string }} Failure an error, as it crosses to the page
 *
 * @typedef {object} Port the worker's side of the line; a DedicatedWorkerGlobalScope is one
 * @property {((event: MessageEvent) => void) | null} onmessage
 * @property {(message: Reply, transfer: Transferable[]) => void} postMessage
 */

import { DecoderError, DecoderFailed, DecoderLost, FingerprintMismatch } from "./errors.js";

/** A worker's first message, in reply to nothing. @type {Reply} */
export const HELLO = { id: 0, result: null };

/** Requests that run no graph. @type {ReadonlySet<keyof Actions>} */
const DRAWINGS = new Set(["render", "png", "rle", "tidy", "compare"]);

/**
 * Answers requests on a port, in order, one at a time: a session must never run twice at once.
 *
 * @param {Port} port
 * @param {Actions} actions
 */
export function serve(port, actions) {
  let last = Promise.resolve();
  let waiting = 0;
  const othersWait = async () => {
    // What has been sent meanwhile is heard in a turn of its own only.
    await new Promise((end) => setTimeout(end));
    return waiting > 0;
  };
  port.onmessage = ({ data }) => {
    /** @type {Request} */
    const { id, action, argument } = data;
    waiting += 1;
    last = last.then(async () => {
      waiting -= 1;
      try {
        const result = await actions[action](/** @type {never} */ (argument), othersWait);
        port.postMessage({ id, result }, buffersOf(result));
      } catch (error) {
        port.postMessage({ id, error: failure(error, action) }, []);
      }
    });
  };
}

/**
 * The error a reply stands for.
 *
 * @param {Failure} failure
 * @returns {DecoderError}
 */
export function revive({ name, message }) {
  if (name === "FingerprintMismatch") return new FingerprintMismatch(message);
  if (name === "DecoderLost") return new DecoderLost(message);
  if (name === "DecoderFailed") return new DecoderFailed(message);
  return new DecoderError(message);
}

/**
 * @param {unknown} error
 * @param {keyof Actions} action
 * @returns {Failure}
 */
function failure(error, action) {
  const text = error instanceof Error ? error.message : String(error);
  const outOfMemory = /memory|alloc|OOM/i.test(text);
  const foreseen = error instanceof RangeError && !outOfMemory;
  if (error instanceof DecoderError || foreseen) return { name: error.name, message: text };
  // An error nobody foresaw comes from the runtime, and leaves it unusable.
  return {
    name: DRAWINGS.has(action) ? "DecoderLost" : "DecoderFailed",
    message: `The mask decoder failed (${outOfMemory ? "out of memory" : text}).`,
  };
}

/**
 * The buffers in a result, which are moved to the page rather than copied.
 *
 * @param {unknown} result
 * @returns {ArrayBuffer[]}
 */
function buffersOf(result) {
  if (ArrayBuffer.isView(result)) return [/** @type {ArrayBuffer} */ (result.buffer)];
  // A Blob has no own properties, and is shared rather than copied.
  if (typeof result === "object" && result !== null)
    return Object.values(result).flatMap(buffersOf);
  return [];
}
