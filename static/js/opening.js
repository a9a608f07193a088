/**
 * Opening a picture: its pixels on the stage, its file at the server, its embedding back.
 *
 * @import * as Api from "./api.js"
 * @import { History } from "./history.js"
 * @import { Edit, Source } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/index.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "putImage" | "getEmbedding" | "getFile">} api
 * @property {(blob: Blob) => Promise<ImageBitmap>} readBitmap
 * @property {() => number} now milliseconds
 * @property {Strings} strings
 */

import { ApiError } from "./api.js";
import { activeImage } from "./state.js";
import {
  abandonOpening,
  advance,
  finishOpening,
  openImage,
  showBitmap,
  takeNotes,
} from "./transitions/opening.js";
import { loseServer, notify } from "./transitions/page.js";

/** Answers about the picture itself; whatever else fails may go better the next time. */
const REFUSALS = new Set([400, 413, 415, 422]);

/**
 * @param {Parts} parts
 * @returns {(source: Source, history?: History<Edit> | null) => Promise<void>} opens a picture;
 *   one that is still being opened is given up for it
 */
export function createOpening({ store, api, readBitmap, now, strings }) {
  let running = new AbortController();
  /** @type {Set<ImageBitmap>} */
  const bitmaps = new Set();

  // A bitmap's memory is not the garbage collector's to find: 100 MB for 24 megapixels.
  store.watch(
    (state) => [state.images],
    (images) => {
      for (const bitmap of bitmaps) {
        if (images.some((image) => image.bitmap === bitmap)) continue;
        bitmap.close();
        bitmaps.delete(bitmap);
      }
    },
  );

  /**
   * @param {number} key
   * @param {Blob} blob
   * @param {AbortSignal} signal
   */
  const show = async (key, blob, signal) => {
    const bitmap = await readBitmap(blob);
    if (signal.aborted) {
      bitmap.close();
      return null;
    }
    bitmaps.add(bitmap);
    store.apply(showBitmap, key, bitmap);
    return bitmap;
  };

  /**
   * @param {number} key
   * @param {Source} source
   * @param {AbortSignal} signal
   */
  const run = async (key, source, signal) => {
    const blob = await source.read(signal);
    signal.throwIfAborted();
    store.apply(advance, key, "sending", now());
    // What this browser cannot decode, the server may: its preview is shown then.
    const early = show(key, blob, signal).catch(() => null);
    const image = await api.putImage(blob, { signal });
    store.apply(takeNotes, key, image);
    store.apply(advance, key, "encoding", now());
    const embedding = api.getEmbedding(image, { signal });
    const pixels = early.then(async (bitmap) => {
      const same = bitmap?.width === image.width && bitmap.height === image.height;
      if (same && image.preview === null) return;
      const url = image.preview ?? `/api/v1/images/${image.id}/preview`;
      await show(key, await api.getFile(url, { signal }), signal);
    });
    const [finished] = await Promise.all([embedding, pixels]);
    store.apply(finishOpening, key, finished, now());
  };

  /**
   * @param {unknown} error
   * @param {Source} source
   * @param {History<Edit> | null} history
   */
  const report = (error, source, history) => {
    const refused = error instanceof ApiError && REFUSALS.has(error.status);
    const offline = error instanceof ApiError && error.code === "unreachable";
    if (offline) store.apply(loseServer);
    if (!(error instanceof ApiError || error instanceof DOMException)) reportError(error);
    store.apply(notify, {
      message: sentence(error, strings.title(source)),
      retry: refused ? null : { type: "open", source, history },
      names: [strings.title(source)],
      openAnother: refused && activeImage(store.state) !== null,
      offline,
    });
  };

  /**
   * @param {unknown} error
   * @param {string} title
   */
  const sentence = (error, title) => {
    if (!(error instanceof ApiError)) return strings.errorUnreadable(title);
    if (REFUSALS.has(error.status)) return strings.errorRefused(title, error.message);
    if (error.code !== "unreachable") return error.message;
    return activeImage(store.state)
      ? strings.errorServerGone(title)
      : strings.errorServerGoneEmpty(title);
  };

  return async (source, history = null) => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const key = store.state.nextId;
    store.apply(openImage, source, now(), history);
    try {
      await run(key, source, signal);
    } catch (error) {
      if (signal.aborted) return;
      const failed = store.state.images.find((image) => image.key === key);
      store.apply(abandonOpening, key);
      report(error, source, failed?.history ?? null);
    }
  };
}
