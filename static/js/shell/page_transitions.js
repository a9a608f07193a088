/**
 * Transitions of the page around the picture: start screen, model, server, notices.
 *
 * @import { FolderPicture, GalleryImage, ModelInfo } from "../server/api.js"
 * @import { Loaded } from "../decoder/protocol.js"
 * @import { Notice, State } from "./state.js"
 *
 * @typedef {Omit<Loaded, "milliseconds">} Running how the decoder runs
 */

import { changed } from "../pictures/open_image.js";
import { NO_SELF_TEST } from "./state.js";

/** Notices whose messages are kept for a report. */
const REMEMBERED = 5;

/**
 * @param {State} state
 * @returns {State}
 */
export function openHome(state) {
  return { ...state, homeOpen: true };
}

/**
 * Back to the picture, if there is one.
 *
 * @param {State} state
 * @returns {State}
 */
export function closeHome(state) {
  return state.activeKey === null ? state : { ...state, homeOpen: false };
}

/**
 * @param {State} state
 * @param {readonly GalleryImage[]} images
 * @returns {State}
 */
export function showGallery(state, images) {
  return { ...state, gallery: { status: "ready", images } };
}

/**
 * @param {State} state
 * @param {readonly FolderPicture[]} folder
 * @returns {State}
 */
export function showFolder(state, folder) {
  return { ...state, folder };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function failGallery(state) {
  return { ...state, gallery: { status: "failed", images: [] } };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function startModel(state) {
  return { ...state, model: { ...state.model, status: "loading" } };
}

/**
 * @param {State} state
 * @param {ModelInfo} info
 * @param {Running} running
 * @returns {State}
 */
export function finishModel(state, info, { threads, why, plain }) {
  return {
    ...state,
    model: { status: "ready", info, threads, why, plain, selfTest: NO_SELF_TEST },
  };
}

/**
 * The page has changed over to another decoder: what is shown stays until it is decoded anew, and
 * the present prompts and all undo history with it.
 *
 * @param {State} state
 * @param {ModelInfo} info
 * @param {Running} running
 * @returns {State}
 */
export function changeDecoder(state, info, running) {
  const images = state.images.map((image) =>
    changed(image, { runtime: { answer: null, thumbnails: null, aim: null, glimpse: null } }),
  );
  return finishModel({ ...state, images }, info, running);
}

/**
 * Another worker has taken the place of the one that was lost.
 *
 * @param {State} state
 * @param {Running} running
 * @returns {State}
 */
export function replaceWorker(state, { threads, why, plain }) {
  return { ...state, model: { ...state.model, threads, why, plain, selfTest: NO_SELF_TEST } };
}

/**
 * @param {State} state
 * @param {string | null} fault that the decoder's self-test found
 * @param {number | null} milliseconds it took
 * @returns {State}
 */
export function finishSelfTest(state, fault, milliseconds) {
  const status = fault === null ? "passed" : "failed";
  return { ...state, model: { ...state.model, selfTest: { status, fault, milliseconds } } };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function failModel(state) {
  return { ...state, model: { ...state.model, status: "failed" } };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function loseServer(state) {
  return { ...state, server: "gone" };
}

/**
 * The server may answer by now: whoever needs it asks again.
 *
 * @param {State} state
 * @returns {State}
 */
export function expectServer(state) {
  return state.server === "ok" ? state : { ...state, server: "ok" };
}

/**
 * The server answers again. What was said about its absence is no longer true; what failed because
 * of it goes on by itself, or can be tried again.
 *
 * @param {State} state
 * @param {string} message what to say of those instead
 * @returns {State}
 */
export function findServer(state, message) {
  const notices = state.notices.map((notice) => {
    if (!notice.offline) return notice;
    const retry = notice.retry?.type === "resume" ? null : notice.retry;
    return { ...notice, kind: /** @type {const} */ ("info"), message, retry };
  });
  return { ...state, server: "ok", notices };
}

/**
 * Shows a notice; one that says the same is replaced, not repeated.
 *
 * @param {State} state
 * @param {Pick<Notice, "message"> & Partial<Notice>} notice an error without a way on, unless it
 *   says otherwise
 * @returns {State}
 */
export function notify(state, notice) {
  const others = state.notices.filter(({ message }) => message !== notice.message);
  /** @type {Notice} */
  const added = {
    kind: "error",
    retry: null,
    openAnother: false,
    lasting: false,
    details: [],
    offline: false,
    names: [],
    ...notice,
    id: state.nextId,
  };
  return {
    ...state,
    nextId: state.nextId + 1,
    notices: [...others, added],
    told: [...state.told, withoutNames(added)].slice(-REMEMBERED),
  };
}

/** @param {Notice} notice */
function withoutNames({ message, names }) {
  return names.reduce((text, name) => text.replaceAll(name, "…"), message);
}

/**
 * @param {State} state
 * @param {number} id of a notice
 * @returns {State}
 */
export function dismiss(state, id) {
  return { ...state, notices: state.notices.filter((notice) => notice.id !== id) };
}
