/**
 * Transitions of having several pictures open.
 *
 * @import { State } from "../shell/state.js"
 * @import { OpenImage } from "./open_image.js"
 */

import { lookAway } from "../prompting/aiming_transitions.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { changed } from "./open_image.js";
import { NOTHING_SHOWN } from "./runtime.js";

/**
 * Puts another of the open pictures on the stage.
 *
 * @param {State} state
 * @param {number} key
 * @returns {State}
 */
export function showImage(state, key) {
  if (!state.images.some((image) => image.key === key)) return state;
  if (state.activeKey === key && !state.homeOpen) return state;
  return { ...goTo(state, key), homeOpen: false };
}

/**
 * @param {State} state
 * @param {number} by places along the filmstrip, which ends at either end
 * @returns {State}
 */
export function stepAlong(state, by) {
  const place = state.images.findIndex(({ key }) => key === state.activeKey);
  const next = place < 0 ? undefined : state.images[place + by];
  return next ? showImage(state, next.key) : state;
}

/**
 * Takes a picture off the filmstrip. Its notice, while it lasts, can bring it back.
 *
 * @param {State} state
 * @param {number} key
 * @param {string} message of the notice
 * @returns {State} the notice's id is one below its nextId
 */
export function closeImage(state, key, message) {
  const place = state.images.findIndex((image) => image.key === key);
  if (place < 0) return state;
  const image = atRest(state.images[place]);
  const neighbour = state.images[place + 1] ?? state.images[place - 1];
  const moved = state.activeKey === key && neighbour ? goTo(state, neighbour.key) : state;
  return notify(removeImage(moved, key), {
    kind: "info",
    message,
    retry: { type: "reopen", image, place },
  });
}

/**
 * Brings a closed picture back to where it was.
 *
 * @param {State} state
 * @param {OpenImage} image
 * @param {number} place
 * @returns {State}
 */
export function reopenImage(state, image, place) {
  const { search } = image.runtime;
  // Its job ended when it was closed, and begins anew.
  const back =
    search.status === "running"
      ? changed(image, { runtime: { search: { ...search, status: "idle" } } })
      : image;
  const images = state.images.toSpliced(place, 0, back);
  return { ...goTo({ ...state, images }, image.key), homeOpen: false };
}

/**
 * Puts pictures that were saved before those that have been opened meanwhile.
 *
 * @param {State} state
 * @param {readonly OpenImage[]} images in the order of the filmstrip
 * @param {string | null} documentId of the one that was on the stage
 * @returns {State}
 */
export function restoreImages(state, images, documentId) {
  if (images.length === 0) return state;
  const taken = new Set(state.images.map(({ key }) => key));
  let nextId = Math.max(state.nextId, ...images.map(({ key }) => key + 1));
  const restored = images.map((image) => {
    // Another page may have used the same keys.
    const key = taken.has(image.key) ? nextId++ : image.key;
    taken.add(key);
    return { ...image, key };
  });
  const next = { ...state, images: [...restored, ...state.images], nextId };
  if (state.activeKey !== null) return next;
  const active = restored.find((image) => image.document.id === documentId) ?? restored[0];
  return { ...goTo(next, active.key), homeOpen: false };
}

/**
 * Gives the memory of a picture's pixels back, and of all that storage has of it.
 *
 * @param {State} state
 * @param {number} key
 * @returns {State}
 */
export function restImage(state, key) {
  const images = state.images.map((image) => (image.key === key ? atRest(image) : image));
  return { ...state, images };
}

/**
 * @param {OpenImage} image
 * @returns {OpenImage} without what can be had again
 */
function atRest(image) {
  const { step, stored, embedding } = image.runtime;
  const opened = step === "ready" || step === "resting";
  const failed = step === "failed";
  return changed(image, {
    runtime: {
      step: opened ? "resting" : failed ? "failed" : "waiting",
      bitmap: null,
      tiles: [],
      embedding: stored.embedding ? null : embedding,
      windows: [],
      ...NOTHING_SHOWN,
    },
  });
}

/**
 * Makes a picture the one on the stage; what the pointer was about to do to another is forgotten.
 *
 * @param {State} state
 * @param {number} key
 * @returns {State}
 */
export function goTo(state, key) {
  if (state.activeKey === key) return state;
  const begun = { draft: null, stroke: null, crosshair: null, corner: null };
  return { ...lookAway(state), ...begun, activeKey: key, previousKey: state.activeKey };
}

/**
 * @param {State} state
 * @param {number} key
 * @returns {State} if it was on the stage, with the picture there that was before, or the last one
 */
export function removeImage(state, key) {
  const images = state.images.filter((image) => image.key !== key);
  const next = { ...state, images };
  if (activeImage(next) !== null) return next;
  const back = images.find((image) => image.key === state.previousKey) ?? images.at(-1);
  const activeKey = back?.key ?? null;
  return { ...next, activeKey, homeOpen: state.homeOpen || back === undefined };
}
