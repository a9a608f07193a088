/**
 * Has the windows of a large picture there before they are asked: once the view rests, those that show
 * it, the one under the pointer first; then the larger one that an object may go on in; then those
 * around. One request at a time; what the view has left is given up, and a prompt's own window goes
 * before all others.
 *
 * @import * as Api from "../server/api.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { KeptWindows } from "../storage/kept_windows.js"
 * @import { Box } from "../stage/geometry.js"
 * @import { Window } from "./windows.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "getEmbedding">} api
 * @property {(id: string) => Promise<void>} send a picture to the server that the server had once
 * @property {Pick<KeptWindows, "load" | "save">} kept in this browser
 * @property {(pause: number) => Promise<void>} wait milliseconds
 *
 * @typedef {"prompt" | "view" | "ahead"} Reason
 * @typedef {{ readonly window: Window, readonly reason: Reason }} Wish
 */

import { isEmptyPrompt } from "../prompting/prompts.js";
import { wantedToken } from "../prompting/wanted.js";
import { ApiError } from "../server/api.js";
import { loseServer } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { nextWindow } from "./outgrown.js";
import { closeLook, embeddingOf, pointOfInterest, windowAtRest } from "./seeing.js";
import { nextLarger, sameWindow, windowName, windowsForView } from "./windows.js";
import { fetchWindow, KEPT, takeWindow } from "./windows_transitions.js";

/** How long the view must have rested, milliseconds. */
const REST_MS = 250;

/** @param {Parts} parts */
export function watchWindows({ store, api, send, kept, wait }) {
  /** @type {(Wish & { key: number, abort: AbortController }) | null} */
  let running = null;
  /** Names of windows that the server did not give. @type {Set<string>} */
  let refused = new Set();
  let rested = false;
  let views = 0;

  /** @returns {Wish[]} the most urgent first */
  const due = () => {
    const { state } = store;
    const image = activeImage(state);
    if (image === null || state.server !== "ok") return [];
    return wishes(state, image).filter(
      ({ window, reason }) =>
        (rested || reason === "prompt") &&
        embeddingOf(image, window) === null &&
        !refused.has(windowName(window)),
    );
  };

  const tend = () => {
    const wanted = due();
    const { activeKey } = store.state;
    if (running !== null) {
      const own = running;
      const still = wanted.find(({ window }) => sameWindow(window, own.window));
      const urgent = wanted[0]?.reason === "prompt" && wanted[0] !== still;
      // While the camera moves nothing new is asked for, but what is on its way may still be wanted.
      const left = own.key !== activeKey || (rested && still === undefined);
      const hurried = own.reason === "ahead" && still !== undefined && still.reason !== "ahead";
      if (left || urgent || hurried) own.abort.abort();
      return;
    }
    if (wanted.length > 0 && activeKey !== null) run(wanted[0], activeKey);
  };

  /**
   * @param {Wish} wish
   * @param {number} key
   */
  const run = async (wish, key) => {
    const abort = new AbortController();
    running = { ...wish, key, abort };
    store.apply(fetchWindow, wish.reason === "ahead" ? null : wish.window);
    try {
      const embedding = await get(wish, key, abort.signal);
      store.apply(takeWindow, key, embedding);
    } catch (error) {
      if (!abort.signal.aborted) refuse(wish.window, error);
    }
    running = null;
    store.apply(fetchWindow, null);
    tend();
  };

  /**
   * @param {Wish} wish
   * @param {number} key
   * @param {AbortSignal} signal
   */
  const get = async ({ window, reason }, key, signal) => {
    const image = store.state.images.find((each) => each.key === key);
    const { id, width, height } = image?.document.picture ?? {};
    const own = image?.document.id ?? null;
    const fits = (/** @type {Embedding} */ { encoderFingerprint, imageWidth, imageHeight }) =>
      encoderFingerprint === store.state.model.info?.encoder_fingerprint &&
      imageWidth === width &&
      imageHeight === height;
    const known = own === null ? null : await kept.load(own, window);
    signal.throwIfAborted();
    if (known !== null && fits(known)) return known;
    if (!id) throw new ApiError("unknown", "The server does not know the picture.", 0);
    const from = { embedding: `/api/v1/images/${id}/embedding` };
    const options = { signal, window, ahead: reason === "ahead" };
    const embedding = await api.getEmbedding(from, options).catch(async (error) => {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      await send(id);
      return api.getEmbedding(from, options);
    });
    if (!fits(embedding))
      throw new ApiError("unreadable", "The window is of another encoder.", 200);
    if (own !== null) kept.save(own, embedding);
    return embedding;
  };

  /**
   * The whole picture answers in its place; it is asked for again where something has changed.
   *
   * @param {Window} window
   * @param {unknown} error
   */
  const refuse = (window, error) => {
    if (error instanceof ApiError && error.code === "unreachable") store.apply(loseServer);
    else refused.add(windowName(window));
  };

  store.watch(
    (state) => [state.activeKey, state.server, state.model.info],
    () => {
      refused = new Set();
    },
  );
  store.watch(
    (state) => [state.activeKey, activeImage(state)?.session.camera, state.room],
    async () => {
      const own = ++views;
      rested = false;
      if (activeImage(store.state) === null) return;
      await wait(REST_MS);
      if (views !== own) return;
      rested = true;
      tend();
    },
  );
  store.watch((state) => {
    const image = activeImage(state);
    const { embedding, windows, answer } = image?.runtime ?? {};
    const { prompt, chosen } = image?.session.draft ?? {};
    return [state.server, state.model.info, embedding, windows, answer, prompt, chosen];
  }, tend);
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Wish[]} the windows that it should have, the most urgent first
 */
function wishes(state, image) {
  const { answer, embedding } = image.runtime;
  if (embedding === null || image.session.everything.on) return [];
  const { prompt } = image.session.draft;
  const asked =
    answer?.prompt === prompt && !isEmptyPrompt(prompt)
      ? nextWindow(answer, wantedToken(image))
      : null;
  const look = closeLook(state, image);
  if (look === null) return asked === null ? [] : [{ window: asked, reason: "prompt" }];
  const { side, view, picture } = look;
  const middle = pointOfInterest(image, view);
  const far = (/** @type {Window} */ { x, y, width, height }) =>
    Math.hypot(x + width / 2 - middle.x, y + height / 2 - middle.y);
  const near = (/** @type {Box} */ box) =>
    windowsForView(box, picture, side).sort((a, b) => far(a) - far(b));
  const seen = windowAtRest(state, image);
  if (seen === null) return asked === null ? [] : [{ window: asked, reason: "prompt" }];
  const shown = [seen, ...near(view)];
  const larger = nextLarger(seen, picture, side);
  const around = near(enlarged(view)).filter(({ width }) => width === seen.width);
  const ahead = [...(larger ? [larger] : []), ...around];
  return [
    ...(asked === null ? [] : [{ window: asked, reason: /** @type {const} */ ("prompt") }]),
    ...shown.map((window) => ({ window, reason: /** @type {const} */ ("view") })),
    ...ahead.map((window) => ({ window, reason: /** @type {const} */ ("ahead") })),
  ]
    .filter((each, i, all) => all.findIndex((one) => sameWindow(one.window, each.window)) === i)
    .slice(0, KEPT - 1);
}

/**
 * @param {Box} view
 * @returns {Box} with half of it more on every side
 */
function enlarged({ x0, y0, x1, y1 }) {
  const [across, down] = [(x1 - x0) / 2, (y1 - y0) / 2];
  return { x0: x0 - across, y0: y0 - down, x1: x1 + across, y1: y1 + down };
}
