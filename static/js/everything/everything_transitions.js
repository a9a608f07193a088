/**
 * Transitions of segment everything: its switch, its job, its filters, and what is chosen of it.
 *
 * @import { Filters, FoundMask } from "./found.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { ImagePoint } from "../stage/geometry.js"
 * @import { Everything, State } from "../session/state.js"
 */

import { addObjects, removeObjects } from "../objects/objects_transitions.js";
import { lookAway } from "../prompting/aiming_transitions.js";
import { activeImage, changeImage, NO_EVERYTHING, survivors } from "../session/state.js";
import { maskAt } from "./found.js";

/**
 * Shows everything, or the one object again. Nothing is lost either way.
 *
 * @param {State} state
 * @param {boolean} on
 * @returns {State}
 */
export function switchEverything(state, on) {
  const image = activeImage(state);
  if (image === null || image.everything.on === on) return state;
  return change(lookAway(state), image.key, () => ({ on, hovered: null }));
}

/**
 * A job begins; what an earlier one found is gone, filters stay.
 *
 * @param {State} state
 * @param {number} key
 * @param {number} now milliseconds
 * @returns {State}
 */
export function startEverything(state, key, now) {
  return change(state, key, ({ on, filters, preset }) => ({
    ...NO_EVERYTHING,
    on,
    filters,
    preset,
    status: "running",
    since: now,
  }));
}

/**
 * News of the running job.
 *
 * @param {State} state
 * @param {number} key
 * @param {{ found: readonly FoundMask[], done: number, total: number }} news
 * @returns {State}
 */
export function advanceEverything(state, key, { found, done, total }) {
  return change(state, key, (everything) => ({
    found: found.length > 0 ? [...everything.found, ...found] : everything.found,
    done,
    total,
  }));
}

/**
 * @param {State} state
 * @param {number} key
 * @param {"done" | "stopped" | "failed" | "idle"} status idle, so that it begins anew
 * @param {number} now milliseconds
 * @returns {State}
 */
export function endEverything(state, key, status, now) {
  return change(state, key, ({ since }) => ({ status, milliseconds: now - since }));
}

/**
 * Chooses how thoroughly to search; the job begins anew.
 *
 * @param {State} state
 * @param {string} preset
 * @returns {State}
 */
export function choosePreset(state, preset) {
  const image = activeImage(state);
  if (image === null || image.everything.preset === preset) return state;
  return change(state, image.key, () => ({ preset, status: "idle" }));
}

/**
 * @param {State} state
 * @param {Partial<Filters>} filters
 * @returns {State}
 */
export function filterEverything(state, filters) {
  const image = activeImage(state);
  if (image === null) return state;
  return change(state, image.key, (everything) => ({
    filters: { ...everything.filters, ...filters },
    hovered: null,
  }));
}

/**
 * The pointer is over a pixel, or over none.
 *
 * @param {State} state
 * @param {ImagePoint | null} pixel
 * @returns {State}
 */
export function hoverEverything(state, pixel) {
  const image = activeImage(state);
  if (image === null) return state;
  const hovered = pixel === null ? null : (maskAt(survivors(image), pixel)?.id ?? null);
  if (hovered === image.everything.hovered) return state;
  return change(state, image.key, () => ({ hovered }));
}

/**
 * Takes a mask of everything into the objects, or out again.
 *
 * @param {State} state
 * @param {FoundMask} mask
 * @param {Annotation} annotation that it becomes
 * @returns {State}
 */
export function toggleObject(state, mask, annotation) {
  const image = activeImage(state);
  if (image === null) return state;
  // A later job finds the same mask again, under another id.
  const { counts } = mask.record.segmentation;
  const taken = image.history.present.objects
    .filter((object) => object.annotation.segmentation.counts === counts)
    .map((object) => object.annotation.id);
  return taken.length > 0 ? removeObjects(state, taken) : addObjects(state, [annotation]);
}

/**
 * @param {State} state
 * @param {number} key
 * @param {(everything: Everything) => Partial<Everything>} patch
 * @returns {State}
 */
function change(state, key, patch) {
  return changeImage(state, key, ({ everything }) => ({
    everything: { ...everything, ...patch(everything) },
  }));
}
