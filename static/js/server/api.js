/**
 * The server's interface (/api/v1) as functions. Whatever goes wrong becomes an {@link ApiError}
 * whose message can be shown as it is; only an abort stays the AbortError it is.
 *
 * @import { Embedding } from "./embedding.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { ImageEntry } from "../formats/records.js"
 * @import { Tile } from "../tiles/tiles.js"
 * @import { Window } from "../windows/windows.js"
 * @import { components } from "./api_types.js"
 *
 * @typedef {components["schemas"]["Model"]} ModelInfo the decoder's manifest and where its graphs are
 * @typedef {keyof ModelInfo["graph_urls"]} GraphName
 * @typedef {ModelInfo["golden"]} GoldenCase a prompt whose answer is known
 * @typedef {components["schemas"]["Image"]} ImageInfo a picture the server holds
 * @typedef {components["schemas"]["Photograph"]} GalleryImage
 * @typedef {components["schemas"]["FolderPicture"]} FolderPicture
 * @typedef {components["schemas"]["EverythingRequest"]} EverythingRequest
 * @typedef {NonNullable<EverythingRequest["preset"]>} Preset
 * @typedef {components["schemas"]["Event"]} EverythingEvent
 * @typedef {components["schemas"]["SimilarEvent"]} SimilarEvent
 * @typedef {components["schemas"]["FindEvent"]} FindEvent
 *
 * @typedef {Abortable & { decoder?: string | null,
 *   onDecoder?: (fingerprint: string | null) => void }} StreamOptions
 *
 * @typedef {{ signal?: AbortSignal }} Abortable
 */

import { tileName } from "../tiles/tiles.js";
import { windowName } from "../windows/windows.js";
import { EmbeddingError, parseEmbedding } from "./embedding.js";
import { ApiError, answered, getJson, patiently, read, request } from "./requests.js";

export { ApiError };

const ROOT = "/api/v1";

/**
 * @param {Abortable & { decoder?: string | null }} [options] the fingerprint of a decoder; without one
 *   it is the one in force
 * @returns {Promise<ModelInfo>}
 */
export function getModel({ signal, decoder = null } = {}) {
  return getJson(`${ROOT}/model${decoder === null ? "" : `?decoder=${decoder}`}`, signal);
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
 * The server's folder of pictures.
 *
 * @param {Abortable} [options]
 * @returns {Promise<FolderPicture[]>}
 */
export async function getFolder({ signal } = {}) {
  const { pictures } = await getJson(`${ROOT}/folder`, signal);
  return pictures;
}

/**
 * Has the server read a picture where it lies.
 *
 * @param {string} name in its folder
 * @param {Abortable} [options]
 * @returns {Promise<ImageInfo>}
 */
export async function openInFolder(name, { signal } = {}) {
  const url = `${ROOT}/folder?name=${encodeURIComponent(name)}`;
  const response = await patiently(url, { method: "POST", signal });
  return read(response, () => response.json());
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
 * A part of a picture that is too large to be drawn whole.
 *
 * @param {string} id of the picture
 * @param {Tile} tile
 * @param {Abortable & { exact?: boolean }} [options] `exact` for a PNG, in which no colour is changed
 * @returns {Promise<Blob>}
 */
export function getTile(id, tile, { signal, exact = false } = {}) {
  return getFile(`${ROOT}/images/${id}/tiles/${tileName(tile)}${exact ? "?exact=yes" : ""}`, {
    signal,
  });
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
 * The embedding of a picture, or of a window of it; comes when the server has encoded it.
 *
 * @param {Pick<ImageInfo, "embedding">} image
 * @param {Abortable & { window?: Window, ahead?: boolean }} [options] `ahead` where nobody waits for it
 * @returns {Promise<Embedding>}
 */
export async function getEmbedding(image, { signal, window, ahead = false } = {}) {
  const query = window ? `?window=${windowName(window)}${ahead ? "&ahead=yes" : ""}` : "";
  const response = await patiently(`${image.embedding}${query}`, { signal });
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
 * @param {Abortable & { decoder?: string | null, onDecoder?: (fingerprint: string | null) => void }}
 *   [options] `decoder` is the fingerprint of the one to use, null for the one in force; `onDecoder` is
 *   called with the one that finds the masks, before the first of them
 * @returns {AsyncGenerator<Exclude<EverythingEvent, { event: "error" }>[]>}
 * @throws {ApiError} also in the middle of it
 */
export async function* segmentEverything(id, settings, options = {}) {
  /** @type {AsyncGenerator<EverythingEvent[]>} */
  const events = streamed(`${ROOT}/images/${id}/everything`, settings, options);
  for await (const some of events) yield some.filter((event) => event.event !== "error");
}

/**
 * Suggests the rest like some objects of a picture: the events as they come, several at a time.
 *
 * @param {string} id of the picture
 * @param {{ exemplars: readonly Rle[], others?: readonly Rle[], preset?: Preset }} wanted one to four
 *   exemplars
 * @param {Abortable & { decoder?: string | null, onDecoder?: (fingerprint: string | null) => void }}
 *   [options] as of {@link segmentEverything}
 * @returns {AsyncGenerator<Exclude<SimilarEvent, { event: "error" }>[]>}
 * @throws {ApiError} also in the middle of it
 */
export async function* findSimilar(id, wanted, options = {}) {
  /** @type {AsyncGenerator<SimilarEvent[]>} */
  const events = streamed(`${ROOT}/images/${id}/similar`, wanted, options);
  for await (const some of events) yield some.filter((event) => event.event !== "error");
}

/**
 * Looks for what words mean in a picture; a text model that is still being loaded is waited for.
 *
 * @param {string} id
 * @param {components["schemas"]["FindRequest"]} wanted
 * @param {StreamOptions} [options]
 * @returns {AsyncGenerator<Exclude<FindEvent, { event: "error" }>[]>}
 * @throws {ApiError} also in the middle of it
 */
export async function* findWords(id, wanted, options = {}) {
  /** @type {AsyncGenerator<FindEvent[]>} */
  const events = streamed(`${ROOT}/images/${id}/find`, wanted, options, patiently);
  for await (const some of events) yield some.filter((event) => event.event !== "error");
}

/**
 * @param {Abortable} [options]
 * @returns {Promise<components["schemas"]["TextModel"]>} what is known of the server's text model
 * @throws {ApiError}
 */
export function textModel({ signal } = {}) {
  return getJson(`${ROOT}/text`, signal);
}

/**
 * The lines of an answer that is a stream, some at a time, as they come. One that says what went wrong
 * is thrown, after those before it; the last one is a summary, or the answer broke off.
 *
 * @param {string} path
 * @param {object} body
 * @param {Abortable & { decoder?: string | null, onDecoder?: (fingerprint: string | null) => void }}
 *   options
 * @param {(url: string, init: RequestInit) => Promise<Response>} send
 * @returns {AsyncGenerator<any[]>}
 */
async function* streamed(path, body, { signal, decoder = null, onDecoder }, send = request) {
  const headers = { "Content-Type": "application/json" };
  const url = decoder === null ? path : `${path}?decoder=${decoder}`;
  const init = { method: "POST", headers, body: JSON.stringify(body), signal };
  const response = await send(url, init);
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
