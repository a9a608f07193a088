/**
 * The server's interface (/api/v1) as functions. Whatever goes wrong becomes an {@link ApiError}
 * whose message can be shown as it is; only an abort stays the AbortError it is.
 *
 * @import { Embedding } from "./embedding.js"
 * @import { ImageEntry } from "../formats/records.js"
 * @import { components } from "./api_types.js"
 *
 * @typedef {components["schemas"]["Model"]} ModelInfo the decoder's manifest and where its graphs are
 * @typedef {keyof ModelInfo["graph_urls"]} GraphName
 * @typedef {ModelInfo["golden"]} GoldenCase a prompt whose answer is known
 * @typedef {components["schemas"]["Image"]} ImageInfo a picture the server holds
 * @typedef {components["schemas"]["Photograph"]} GalleryImage
 * @typedef {components["schemas"]["EverythingRequest"]} EverythingRequest
 * @typedef {NonNullable<EverythingRequest["preset"]>} Preset
 * @typedef {components["schemas"]["Event"]} EverythingEvent
 *
 * @typedef {{ signal?: AbortSignal }} Abortable
 */

import { EmbeddingError, parseEmbedding } from "./embedding.js";

const ROOT = "/api/v1";

/** How long a busy server is asked again before its refusal is shown, in milliseconds. */
const PATIENCE = 120_000;

/** What the server refused, or that it could not be reached. */
export class ApiError extends Error {
  name = "ApiError";

  /**
   * @param {string} code the envelope's code; "unreachable" or "unreadable" for answers that have none
   * @param {string} message one sentence to show
   * @param {number} status HTTP status; 0 when there was no answer
   */
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * @param {Abortable} [options]
 * @returns {Promise<ModelInfo>}
 */
export function getModel({ signal } = {}) {
  return getJson(`${ROOT}/model`, signal);
}

/**
 * Which decoder is in force. The browser asks with the answer's ETag, and mostly hears that it is
 * still the same.
 *
 * @param {Abortable} [options]
 * @returns {Promise<string>} its fingerprint
 */
export async function getDecoderInForce({ signal } = {}) {
  const { decoder_fingerprint } = await getJson("/static/models/current.json", signal);
  return decoder_fingerprint;
}

/**
 * @param {Abortable} [options]
 * @returns {Promise<GalleryImage[]>}
 */
export async function getGallery({ signal } = {}) {
  const { images } = await getJson(`${ROOT}/gallery`, signal);
  return images;
}

/**
 * A file of the server's (a gallery picture, a preview) as bytes.
 *
 * @param {string} url
 * @param {Abortable} [options]
 * @returns {Promise<Blob>}
 */
export async function getFile(url, { signal } = {}) {
  const response = await patiently(url, { signal });
  return read(response, () => response.blob());
}

/**
 * Hands the server a picture. The same bytes again give the same answer, without a second copy.
 *
 * @param {Blob} blob the file's bytes
 * @param {Abortable} [options]
 * @returns {Promise<ImageInfo>}
 */
export async function putImage(blob, { signal } = {}) {
  const headers = { "Content-Type": "application/octet-stream" };
  const init = { method: "POST", headers, body: blob, signal };
  const response = await patiently(`${ROOT}/images`, init);
  return read(response, () => response.json());
}

/**
 * Has files of other tools read for a picture.
 *
 * @param {readonly File[]} files that belong together
 * @param {ImageEntry} image that they are for
 * @param {{ picture?: string, turn?: number }} choice what was chosen of the answer's `choices`
 * @param {Abortable} [options]
 * @returns {Promise<components["schemas"]["Annotations"]>}
 */
export async function readAnnotations(files, image, { picture, turn }, { signal } = {}) {
  const { width, height, file_name, sha256 } = image;
  const about = Object.entries({ width, height, file_name, image_id: sha256, picture, turn });
  const query = new URLSearchParams();
  for (const [name, value] of about) if (value !== undefined) query.set(name, String(value));
  const body = new FormData();
  for (const file of files) body.append("file", file, file.name);
  const response = await patiently(`${ROOT}/annotations?${query}`, {
    method: "POST",
    body,
    signal,
  });
  return read(response, () => response.json());
}

/**
 * The embedding of a picture; comes when the server has encoded it.
 *
 * @param {Pick<ImageInfo, "embedding">} image
 * @param {Abortable} [options]
 * @returns {Promise<Embedding>}
 */
export async function getEmbedding(image, { signal } = {}) {
  const response = await patiently(image.embedding, { signal });
  const body = await read(response, () => response.arrayBuffer());
  try {
    return parseEmbedding(response.headers, body);
  } catch (error) {
    if (!(error instanceof EmbeddingError)) throw error;
    throw new ApiError("unreadable", error.message, response.status);
  }
}

/**
 * Segments everything in a picture: the events as they come, several at a time. Aborting ends the
 * server's work too.
 *
 * @param {string} id of the picture
 * @param {EverythingRequest} settings
 * @param {Abortable & { onDecoder?: (fingerprint: string | null) => void }} [options] called with
 *   the decoder that finds the masks, before the first of them
 * @returns {AsyncGenerator<Exclude<EverythingEvent, { event: "error" }>[]>}
 * @throws {ApiError} also in the middle of it
 */
export async function* segmentEverything(id, settings, { signal, onDecoder } = {}) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(settings);
  const url = `${ROOT}/images/${id}/everything`;
  const response = await request(url, { method: "POST", headers, body, signal });
  if (response.body === null) throw brokenOff(response);
  onDecoder?.(response.headers.get("Decoder-Fingerprint"));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let ended = false;
  for (;;) {
    const { done, value } = await answered(() => reader.read());
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    const events = lines.map((line) => /** @type {EverythingEvent} */ (JSON.parse(line)));
    const good = events.filter((event) => event.event !== "error");
    ended ||= good.some(({ event }) => event === "summary");
    if (good.length > 0) yield good;
    const failed = events.find((event) => event.event === "error");
    if (failed) throw new ApiError(failed.error.code, failed.error.message, failed.error.status);
  }
  if (!ended) throw brokenOff(response);
}

/** @param {Response} response */
const brokenOff = ({ status }) =>
  new ApiError("unreadable", "The server's answer broke off before its end. Try again.", status);

/**
 * @param {string} url
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<any>}
 */
async function getJson(url, signal) {
  const response = await request(url, { signal });
  return read(response, () => response.json());
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>} an answer with a 2xx status
 */
async function request(url, init) {
  const response = await answered(() => fetch(url, init));
  if (!response.ok) throw await refusal(response);
  return response;
}

/**
 * Like {@link request}, but a server that is busy is asked again when it says so.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>}
 */
async function patiently(url, init) {
  for (let waited = 0; ; ) {
    const response = await answered(() => fetch(url, init));
    if (response.ok) return response;
    const pause = pauseOf(response);
    if (pause === null || waited + pause > PATIENCE) throw await refusal(response);
    waited += pause;
    await sleep(pause, init.signal);
  }
}

/**
 * How long to wait before asking again, in milliseconds; null where that is of no use. Pages that
 * were turned away together do not come back together.
 *
 * @param {Response} response
 */
function pauseOf(response) {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const busy = response.status === 503 || response.status === 429;
  return busy && seconds >= 0 ? seconds * 1000 * (1 + Math.random() / 4) : null;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal | null | undefined} signal ends it at once, with the signal's reason
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
  });
}

/**
 * The body of a good answer; one that breaks off or does not parse says so.
 *
 * @template T
 * @param {Response} response
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
function read(response, body) {
  return answered(async () => {
    try {
      return await body();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new ApiError(
        "unreadable",
        `The server's answer to ${new URL(response.url).pathname} is not JSON.`,
        response.status,
      );
    }
  });
}

/**
 * @template T
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
async function answered(action) {
  try {
    return await action();
  } catch (error) {
    // fetch reports every network failure as a bare TypeError.
    if (!(error instanceof TypeError)) throw error;
    throw new ApiError(
      "unreachable",
      "The server does not answer. Check that it is still running, then try again.",
      0,
    );
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function refusal(response) {
  try {
    const { error } = await response.json();
    return new ApiError(error.code, error.message, error.status);
  } catch {
    // The HTTP library, or a proxy in between, answers in its own words.
    if (response.status === 413) {
      return new ApiError("image_too_large", "The file is larger than the server takes.", 413);
    }
    return new ApiError(
      "unreadable",
      `The server answered with status ${response.status} and no explanation.`,
      response.status,
    );
  }
}
