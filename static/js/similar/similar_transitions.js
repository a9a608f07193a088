/**
 * Transitions of a search for similar objects: its job, the line, and what becomes of suggestions.
 *
 * @import { Similar, Suggestion } from "../pictures/runtime.js"
 * @import { SuggestionChoice } from "../session/picture_session.js"
 * @import { State } from "../shell/state.js"
 */

import { NO_SIMILAR } from "../pictures/runtime.js";
import { activeImage, changeImage } from "../shell/state.js";
import { pickedSuggestion, suggestionsOf } from "./suggestions.js";

/**
 * A search begins; what an earlier one suggested is gone, and the line is its own again.
 *
 * @param {State} state
 * @param {number} key
 * @param {string} label that accepted suggestions get
 * @param {string | null} [words] that are looked for; null for the rest like some objects
 * @returns {State}
 */
export function startSimilar(state, key, label, words = null) {
  const started = change(state, key, () => ({
    ...NO_SIMILAR,
    by: words === null ? "similar" : "text",
    status: "running",
    label,
    words,
  }));
  return choose(started, key, () => ({ line: null }));
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Partial<Pick<Similar, "status" | "done" | "total" | "found" | "line" | "way">>} news
 * @returns {State}
 */
export function advanceSimilar(state, key, news) {
  return change(state, key, () => news);
}

/**
 * Puts the suggestions of the picture on the stage away: where they came of a search, what a task
 * suggested is there again; that itself can be had back by {@link openPrefilled}.
 *
 * @param {State} state
 * @returns {State}
 */
export function closeSimilar(state) {
  const image = activeImage(state);
  if (image === null) return state;
  const { similar, prefilled } = image.runtime;
  if (similar.by === "prefill") return change(state, image.key, () => ({ status: "away" }));
  return change(state, image.key, () => prefill(prefilled));
}

/**
 * @param {State} state
 * @returns {State} with what a task suggested of the picture on the stage
 */
export function openPrefilled(state) {
  const image = activeImage(state);
  return image === null ? state : change(state, image.key, () => prefill(image.runtime.prefilled));
}

/**
 * What a task suggests of a picture is known; a search that somebody has begun stays.
 *
 * @param {State} state
 * @param {number} key
 * @param {readonly Suggestion[]} prefilled the likeliest first
 * @returns {State}
 */
export function showPrefilled(state, key, prefilled) {
  const known = changeImage(state, key, () => ({ runtime: { prefilled } }));
  return change(known, key, (similar) =>
    similar.by === "prefill" || similar.status === "idle" ? prefill(prefilled) : similar,
  );
}

/**
 * @param {readonly Suggestion[] | null} found
 * @returns {Similar}
 */
function prefill(found) {
  if (found === null || found.length === 0) return NO_SIMILAR;
  // What the slider begins with; until it is moved, each label has its own.
  const line = Math.min(...found.map(({ own }) => own?.line ?? 1));
  return { ...NO_SIMILAR, by: "prefill", status: "done", found, line };
}

/**
 * @param {State} state
 * @param {number} line score from which on suggestions count
 * @returns {State}
 */
export function moveLine(state, line) {
  const image = activeImage(state);
  return image === null ? state : choose(state, image.key, () => ({ line }));
}

/**
 * @param {State} state
 * @param {number} id of the suggestion that keys are about
 * @returns {State}
 */
export function pickSuggestion(state, id) {
  const image = activeImage(state);
  return image === null ? state : change(state, image.key, () => ({ picked: id }));
}

/**
 * @param {State} state
 * @param {-1 | 1} by places, from the likeliest on, and round again
 * @returns {State}
 */
export function walkSuggestions(state, by) {
  const image = activeImage(state);
  const picked = image && pickedSuggestion(image);
  if (!image || !picked) return state;
  const left = suggestionsOf(image);
  const next = left[(left.indexOf(picked) + by + left.length) % left.length];
  return change(state, image.key, () => ({ picked: next.id }));
}

/**
 * Rejects a suggestion, for good: it is remembered with the picture.
 *
 * @param {State} state
 * @param {Suggestion} suggestion
 * @returns {State}
 */
export function rejectSuggestion(state, suggestion) {
  const image = activeImage(state);
  if (image === null) return state;
  const next = after(image.key, state, suggestion);
  return choose(next, image.key, ({ rejected }) => ({
    rejected: [...rejected, suggestion.record.segmentation],
  }));
}

/**
 * The state in which keys are about the suggestion that follows another, as that goes.
 *
 * @param {number} key
 * @param {State} state
 * @param {Suggestion} suggestion
 */
function after(key, state, suggestion) {
  return change(state, key, (_, image) => {
    const left = suggestionsOf(image);
    const at = left.indexOf(suggestion);
    return { picked: (left[at + 1] ?? left[at - 1])?.id ?? null };
  });
}

/**
 * @param {State} state
 * @param {Suggestion} suggestion that has become an object
 * @returns {State}
 */
export function leaveSuggestion(state, suggestion) {
  const image = activeImage(state);
  return image === null ? state : after(image.key, state, suggestion);
}

/**
 * @param {State} state
 * @param {number} key
 * @param {(similar: Similar, image: import("../pictures/open_image.js").OpenImage) =>
 *   Partial<Similar>} patch
 * @returns {State}
 */
function change(state, key, patch) {
  return changeImage(state, key, (image) => ({
    runtime: { similar: { ...image.runtime.similar, ...patch(image.runtime.similar, image) } },
  }));
}

/**
 * @param {State} state
 * @param {number} key
 * @param {(choice: SuggestionChoice) => Partial<SuggestionChoice>} patch
 * @returns {State}
 */
function choose(state, key, patch) {
  return changeImage(state, key, ({ session: { suggestions } }) => ({
    session: { suggestions: { ...suggestions, ...patch(suggestions) } },
  }));
}
