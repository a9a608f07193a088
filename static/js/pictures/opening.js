/**
 * Opening pictures, one at a time: its pixels on the stage, its file at the server, its embedding
 * back. The picture on the stage goes first. One that was opened before needs no server: storage has
 * all of it.
 *
 * @import * as Api from "../server/api.js"
 * @import { ImageInfo } from "../server/api.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { State } from "../shell/state.js"
 * @import { Size } from "../stage/geometry.js"
 * @import { OpenImage, Source } from "./open_image.js"
 * @import { ReadPicture } from "./picture.js"
 * @import { Bytes } from "./runtime.js"
 * @import { Sessions } from "../session/sessions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "putImage" | "openInFolder" | "getEmbedding" | "getFile">} api
 * @property {Pick<Sessions, "load">} sessions
 * @property {(blob: Blob) => Promise<ReadPicture>} readBitmap
 * @property {(bitmap: ImageBitmap) => Promise<Blob>} miniatureOf
 * @property {() => number} now milliseconds
 * @property {Strings} strings
 *
 * @typedef {object} Opening
 * @property {(sources: readonly Source[]) => void} openAll the first goes on the stage
 * @property {(source: Source) => void} openAgain
 * @property {(key: number) => void} resume a picture that failed
 * @property {(id: string) => Promise<void>} send a picture to the server that the server had once
 */

import { placeOf } from "../document/places.js";
import { ApiError } from "../server/api.js";
import { unpackEmbedding } from "../server/embedding.js";
import { expectServer, loseServer, notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { isLarge, OVERVIEW_SIDE } from "../tiles/tiles.js";
import { sourceOf } from "./open_image.js";
import {
  abandonOpening,
  addImage,
  advance,
  dropEmbedding,
  finishOpening,
  openImage,
  resumeOpening,
  showBitmap,
  takeBytes,
  takeMiniature,
  takeNotes,
  wakeImage,
} from "./opening_transitions.js";
import { isRead } from "./runtime.js";

/** Answers about the picture itself; whatever else fails may go better the next time. */
const REFUSALS = new Set([400, 413, 415, 422]);

/**
 * @param {Parts} parts
 * @returns {Opening}
 */
export function createOpening({ store, api, sessions, readBitmap, miniatureOf, now, strings }) {
  /** @type {{ key: number, abort: AbortController } | null} */
  let running = null;
  /** @type {Set<ImageBitmap>} */
  const bitmaps = new Set();

  /** @param {number} key */
  const find = (key) => store.state.images.find((image) => image.key === key) ?? null;

  // A bitmap's memory is not the garbage collector's to find: 100 MB for 24 megapixels.
  store.watch(
    (state) => [state.images],
    (images) => {
      for (const bitmap of bitmaps) {
        if (images.some((image) => image.runtime.bitmap === bitmap)) continue;
        bitmap.close();
        bitmaps.delete(bitmap);
      }
    },
  );

  /** Sees to it that the picture whose turn it is is being opened. */
  const tend = () => {
    const next = nextOf(store.state);
    if (running !== null) {
      const urgent = next?.key === store.state.activeKey && next?.key !== running.key;
      if (urgent || find(running.key) === null) running.abort.abort();
      return;
    }
    if (next !== null) run(next);
  };

  /** @param {OpenImage} image */
  const run = async (image) => {
    const { key } = image;
    const abort = new AbortController();
    running = { key, abort };
    try {
      await work(image, abort.signal);
    } catch (error) {
      const step = image.runtime.step === "resting" ? "resting" : "waiting";
      if (abort.signal.aborted) store.apply(advance, key, step, now());
      else report(error, key);
    }
    running = null;
    tend();
  };

  /**
   * @param {OpenImage} image
   * @param {AbortSignal} signal
   */
  const work = async (image, signal) => {
    const { key } = image;
    // Off the stage all are read before one is sent, so that the filmstrip shows them.
    const mayBeSent = () =>
      store.state.server === "ok" && (isRead(image.runtime) || key === store.state.activeKey);
    store.apply(advance, key, "reading", now());
    const bytes = await read(key, signal);
    const pixels = show(key, bytes, signal);
    const embedding = await keptEmbedding(key);
    if (embedding !== null && (await pixels) !== null) {
      store.apply(wakeImage, key, embedding);
    } else if (mayBeSent()) {
      await encode(key, bytes, pixels, signal);
    } else {
      // What only the server can show has nothing to wait for without it.
      const stuck = (await pixels) === null && store.state.server === "gone";
      store.apply(advance, key, stuck ? "failed" : "waiting", now());
    }
  };

  /**
   * @param {number} key
   * @param {AbortSignal} signal
   * @returns {Promise<Bytes>}
   */
  const read = async (key, signal) => {
    const image = find(key);
    if (image === null) throw new DOMException("The picture was closed.", "AbortError");
    const { runtime } = image;
    if (runtime.bytes !== null) return runtime.bytes;
    if (runtime.stored.bytes && image.document.id !== null) {
      const saved = await sessions.load(image.document.id, "bytes");
      if (saved !== null) return /** @type {Bytes} */ (saved);
    }
    const found = await runtime.read(signal);
    signal.throwIfAborted();
    const bytes = found instanceof Blob ? { file: found, preview: null } : found;
    store.apply(takeBytes, key, bytes);
    return bytes;
  };

  /**
   * @param {number} key
   * @param {Bytes} bytes
   * @param {AbortSignal} signal
   * @returns {Promise<ReadPicture | null>} null where this browser cannot show them
   */
  const show = async (key, { file, preview, lying }, signal) => {
    const image = find(key);
    const { width = 0, height = 0 } = image?.document.picture ?? {};
    if (image?.runtime.bitmap) return { bitmap: image.runtime.bitmap, width, height };
    // The preview of a large picture is smaller than that.
    const large = preview !== null && isLarge({ width, height });
    const size = lying ?? (large ? { width, height } : null);
    const drawn = await draw(key, preview ?? file, signal, size).catch(() => null);
    if (drawn !== null && find(key)?.runtime.miniature === null) makeMiniature(key, drawn.bitmap);
    return drawn;
  };

  /**
   * @param {number} key
   * @param {Blob} blob
   * @param {AbortSignal} signal
   * @param {Size | null} known the picture's size, where the blob is an overview of it
   * @returns {Promise<ReadPicture | null>}
   */
  const draw = async (key, blob, signal, known = null) => {
    const read = await readBitmap(blob);
    const { bitmap } = read;
    const { width: across, height: down } = known ?? read;
    const size = { width: across, height: down };
    const image = find(key);
    const { width, height } = placedImage(image) ?? size;
    // Of a picture in a project other sizes are no picture: masks of others are of that size.
    const fits = size.width === width && size.height === height;
    if (signal.aborted || image === null || !fits) {
      bitmap.close();
      return null;
    }
    bitmaps.add(bitmap);
    store.apply(showBitmap, key, bitmap, size);
    return { bitmap, ...size };
  };

  /**
   * @param {number} key
   * @param {ImageBitmap} bitmap
   */
  const makeMiniature = async (key, bitmap) => {
    // The filmstrip can do without.
    const miniature = await miniatureOf(bitmap).catch(() => null);
    // Others may be shown meanwhile, with a miniature of their own.
    const latest = find(key)?.runtime.bitmap ?? bitmap;
    if (miniature !== null && latest === bitmap) store.apply(takeMiniature, key, miniature);
  };

  /**
   * @param {number} key
   * @returns {Promise<Embedding | null>} the one at hand or in storage, if it is of the model in use
   */
  const keptEmbedding = async (key) => {
    const image = find(key);
    if (image === null) return null;
    const { id } = image.document;
    const { stored } = image.runtime;
    if (image.runtime.embedding !== null) return image.runtime.embedding;
    if (!stored.embedding || id === null) return null;
    const [kept] = await Promise.all([sessions.load(id, "embedding"), modelIsKnown()]);
    const embedding = unpackEmbedding(kept);
    const { info } = store.state.model;
    const fits = info === null || embedding?.encoderFingerprint === info.encoder_fingerprint;
    if (fits && embedding !== null) return embedding;
    store.apply(dropEmbedding, key);
    return null;
  };

  /** Settles once the server has said which model it has, or could not be asked. */
  const modelIsKnown = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const end = store.watch(
          ({ model: { info, status } }) => [info !== null || status !== "loading"],
          (known) => {
            if (!known) return;
            resolve();
            queueMicrotask(() => end());
          },
        );
      })
    );

  /**
   * What the server would refuse is not sent there first.
   *
   * @param {number} bytes of a file
   * @throws {ApiError} as the server's
   */
  const refuseLarger = (bytes) => {
    const most = store.state.model.info?.limits.max_bytes ?? Number.POSITIVE_INFINITY;
    if (bytes <= most) return;
    throw new ApiError("image_too_large", strings.errorTooLarge(bytes, most), 413);
  };

  /**
   * Has the server have a picture.
   *
   * @param {Bytes} bytes
   * @param {AbortSignal} [signal]
   */
  const put = ({ file, lying }, signal) =>
    lying ? api.openInFolder(lying.name, { signal }) : api.putImage(file, { signal });

  /**
   * @param {number} key
   * @param {Bytes} bytes
   * @param {Promise<ReadPicture | null>} pixels
   * @param {AbortSignal} signal
   */
  const encode = async (key, bytes, pixels, signal) => {
    if (!bytes.lying) refuseLarger(bytes.file.size);
    store.apply(advance, key, "sending", now());
    const known = placedImage(find(key));
    const image = known ?? (await put(bytes, signal));
    store.apply(takeNotes, key, image);
    store.apply(advance, key, "encoding", now());
    const embedding = api.getEmbedding(image, { signal }).catch(async (error) => {
      if (!isForgotten(error) || known !== null) throw error;
      await put(bytes, signal);
      return api.getEmbedding(image, { signal });
    });
    const shown = pixels.then(async (read) => {
      // What this browser cannot decode, or not alike, is shown as the server did.
      const same = read?.width === image.width && read.height === image.height;
      if (same && (image.preview === null || bytes.preview !== null)) return;
      const { width, height } = image;
      const large = isLarge({ width, height });
      const url = image.preview ?? `/api/v1/images/${image.id}/preview`;
      const smaller = large ? `?longest=${OVERVIEW_SIDE}` : "";
      const preview = await api.getFile(`${url}${smaller}`, { signal });
      const lying = bytes.lying && { ...bytes.lying, width, height };
      store.apply(takeBytes, key, { ...bytes, preview, ...(lying && { lying }) });
      const drawn = await draw(key, preview, signal, large ? { width, height } : null);
      if (drawn !== null) makeMiniature(key, drawn.bitmap);
    });
    const [finished] = await Promise.all([embedding, shown]);
    store.apply(finishOpening, key, finished, now());
  };

  /**
   * @param {unknown} error
   * @param {number} key
   */
  const report = (error, key) => {
    const image = find(key);
    if (image === null) return;
    const source = sourceOf(image);
    const refused = error instanceof ApiError && REFUSALS.has(error.status);
    const offline = error instanceof ApiError && error.code === "unreachable";
    // What the server has accepted once may have work on it.
    const kept = isRead(image.runtime) && !(refused && image.document.picture.id === null);
    if (offline) store.apply(loseServer);
    if (kept) store.apply(advance, key, offline ? "waiting" : "failed", now());
    else store.apply(abandonOpening, key);
    if (!(error instanceof ApiError || error instanceof DOMException)) reportError(error);
    store.apply(notify, {
      message: sentence(error, strings.title(source), kept),
      retry: kept ? { type: "resume", key } : refused ? null : { type: "open", source },
      names: [strings.title(source)],
      openAnother: refused && activeImage(store.state) !== null,
      offline,
    });
  };

  /**
   * @param {unknown} error
   * @param {string} title
   * @param {boolean} kept whether the picture stays in the filmstrip
   */
  const sentence = (error, title, kept) => {
    if (!(error instanceof ApiError)) return strings.errorUnreadable(title);
    if (REFUSALS.has(error.status)) return strings.errorRefused(title, error.message);
    if (error.code !== "unreachable") return error.message;
    if (kept) return strings.errorServerGoneKept(title);
    return activeImage(store.state)
      ? strings.errorServerGone(title)
      : strings.errorServerGoneEmpty(title);
  };

  store.watch((state) => [state.images, state.activeKey, state.server], tend);
  store.watch(
    (state) => [state.server],
    (server) => {
      if (server === "ok") store.apply(resumeOpening);
    },
  );

  return {
    openAll([first, ...others]) {
      store.apply(openImage, first, now());
      for (const source of others) store.apply(addImage, source, now());
    },
    openAgain: (source) => store.apply(openImage, source, now()),
    resume(key) {
      store.apply(resumeOpening, (image) => image.key === key);
      store.apply(expectServer);
    },
    async send(id) {
      const image = store.state.images.find((image) => image.document.picture.id === id);
      if (!image) return;
      await put(await read(image.key, new AbortController().signal));
    },
  };
}

/**
 * @param {State} state
 * @returns {OpenImage | null} the picture whose turn it is
 */
function nextOf(state) {
  const active = activeImage(state);
  if (active !== null && lacksSomething(state, active)) return active;
  const waiting = state.images.filter(({ runtime: { step } }) => step === "waiting");
  const [next = null] = state.server === "ok" ? waiting : [];
  return waiting.find(({ runtime }) => !isRead(runtime)) ?? next;
}

/**
 * @param {State} state
 * @param {OpenImage} image on the stage
 */
function lacksSomething(state, image) {
  const { step, bitmap, embedding, stored } = image.runtime;
  if (step === "resting") return true;
  if (step !== "waiting") return false;
  const { width } = image.document.picture;
  const atHand = (bitmap === null && width > 0) || embedding !== null || stored.embedding;
  return state.server === "ok" || !isRead(image.runtime) || atHand;
}

/**
 * @param {OpenImage | null} image
 * @returns {Pick<ImageInfo, "id" | "width" | "height" | "preview" | "embedding" | "notes"> | null} what
 *   the server says of it, where it is in a project and so needs not be sent; else null
 */
function placedImage(image) {
  const place = placeOf(image?.document.id);
  if (image === null || place === null) return null;
  const { width, height } = image.document.picture;
  const embedding = `/api/v1/images/${place.picture}/embedding`;
  return { id: place.picture, width, height, preview: null, embedding, notes: [] };
}

/**
 * @param {unknown} error
 * @returns {boolean} whether the server has lost a picture: it was started anew
 */
const isForgotten = (error) => error instanceof ApiError && error.status === 404;
