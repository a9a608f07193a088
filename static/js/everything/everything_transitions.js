/**
 * Transitions of segment everything: its switch, its job, its filters, and what is chosen of it.
 *
 * @import { Filters, FoundMask } from "./found.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { ImagePoint } from "../stage/geometry.js"
 * @import { Search } from "../pictures/runtime.js"
 * @import { EverythingChoice } from "../session/picture_session.js"
 * @import { State } from "../shell/state.js"
 */

import { recordsOf } from "../document/document.js";
import { addObjects, removeObjects } from "../objects/objects_transitions.js";
import { NO_SEARCH } from "../pictures/runtime.js";
import { lookAway } from "../prompting/aiming_transitions.js";
import { activeImage, changeImage } from "../shell/state.js";
import { maskAt } from "./found.js";
import { survivors } from "./survivors.js";

/**
 * Shows everything, or the one object again. Nothing is lost either way.
 *
 * @param {State} state
 * @param {boolean} on
 * @returns {State}
 */
export function switchEverything(state, on) {
  const image = activeImage(state);
  if (image === null || image.session.everything.on === on) return state;
  return search(choose(lookAway(state), image.key, { on }), image.key, () => ({ hovered: null }));
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
  return search(state, key, () => ({ ...NO_SEARCH, status: "running", since: now }));
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
  return search(state, key, (before) => ({
    found: found.length > 0 ? [...before.found, ...found] : before.found,
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
  return search(state, key, ({ since }) => ({ status, milliseconds: now - since }));
}

/**
 * Chooses how thoroughly to search; the job begins anew.
 *
 * @param {State} state
 * @param {import("../server/api.js").Preset} preset
 * @returns {State}
 */
export function choosePreset(state, preset) {
  const image = activeImage(state);
  if (image === null || image.session.everything.preset === preset) return state;
  return search(choose(state, image.key, { preset }), image.key, () => ({ status: "idle" }));
}

/**
 * @param {State} state
 * @param {Partial<Filters>} filters
 * @returns {State}
 */
export function filterEverything(state, filters) {
  const image = activeImage(state);
  if (image === null) return state;
  const chosen = { filters: { ...image.session.everything.filters, ...filters } };
  return search(choose(state, image.key, chosen), image.key, () => ({ hovered: null }));
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
  if (hovered === image.runtime.search.hovered) return state;
  return search(state, image.key, () => ({ hovered }));
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
  const taken = recordsOf(image.document)
    .filter(({ segmentation }) => segmentation.counts === counts)
    .map(({ id }) => id);
  return taken.length > 0 ? removeObjects(state, taken) : addObjects(state, [annotation]);
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Partial<EverythingChoice>} choice
 * @returns {State}
 */
function choose(state, key, choice) {
  return changeImage(state, key, ({ session: { everything } }) => ({
    session: { everything: { ...everything, ...choice } },
  }));
}

/**
 * @param {State} state
 * @param {number} key
 * @param {(search: Search) => Partial<Search>} patch
 * @returns {State}
 */
function search(state, key, patch) {
  return changeImage(state, key, ({ runtime }) => ({
    runtime: { search: { ...runtime.search, ...patch(runtime.search) } },
  }));
}
