/**
 * The session of a picture: how one browser works on it. It is this browser's affair and outlives
 * the page; what was done to the picture itself is in its document.
 *
 * @import { Rle } from "../masks/rle.js"
 * @import { Filters } from "../everything/found.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { Prompt } from "../prompting/prompts.js"
 * @import { Camera } from "../stage/viewport.js"
 * @import { History } from "./history.js"
 *
 * @typedef {object} Session
 * @property {string} title as the page calls the picture
 * @property {Draft} draft
 * @property {History} history
 * @property {Colours} colours of its objects
 * @property {readonly string[]} hidden ids of annotations
 * @property {readonly string[]} selected ids of annotations
 * @property {Camera | null} camera where someone has gone in the picture; null shows it whole
 * @property {EverythingChoice} everything
 * @property {SuggestionChoice} suggestions
 *
 * @typedef {object} Draft a mask on the stage that is no object yet
 * @property {Prompt} prompt
 * @property {number | null} chosen the mask token chosen by hand; null means the best candidate
 * @property {readonly Correction[]} corrections made by hand to the prompt's mask
 * @property {string | null} editing id of the annotation whose place the mask will take
 * @property {string | null} label class that came with what the mask is made of; null for the active
 *   one. Drafts that were kept by earlier versions have none.
 *
 * @typedef {Readonly<Record<string, number>>} Colours indices in COLOURS, by id of the annotation;
 *   what is removed keeps its own, for undo
 *
 * @typedef {object} SuggestionChoice
 * @property {readonly Rle[]} rejected masks that are not to be suggested again
 * @property {number | null} line the score from which on suggestions count, set by hand; null for the
 *   one that came with them
 *
 * @typedef {object} EverythingChoice what is wanted of segment everything
 * @property {boolean} on whether it is shown, instead of the one object
 * @property {import("../server/api.js").Preset} preset the settings' name
 * @property {Filters} filters that choose among the candidates found
 */

import { COLOURS } from "../everything/colours.js";
import { DEFAULT_FILTERS } from "../everything/found.js";
import { EMPTY_PROMPT, isEmptyPrompt } from "../prompting/prompts.js";

/** @type {Draft} */
export const EMPTY_DRAFT = {
  prompt: EMPTY_PROMPT,
  chosen: null,
  corrections: [],
  editing: null,
  label: null,
};

/** @type {SuggestionChoice} */
export const NOTHING_REJECTED = { rejected: [], line: null };

/**
 * @param {string} title
 * @returns {Session} in which nothing was done yet
 */
export function newSession(title) {
  return {
    title,
    draft: EMPTY_DRAFT,
    history: { past: [], future: [] },
    colours: {},
    hidden: [],
    selected: [],
    camera: null,
    everything: { on: false, preset: "fast", filters: DEFAULT_FILTERS },
    suggestions: NOTHING_REJECTED,
  };
}

/** @param {Pick<Draft, "prompt" | "corrections">} draft */
export function isEmptyDraft({ prompt, corrections }) {
  return isEmptyPrompt(prompt) && corrections.length === 0;
}

/**
 * Colours for objects that have none: each gets the one that the least of them have.
 *
 * @param {Colours} colours
 * @param {readonly string[]} ids of the objects, the one in front first
 * @returns {Colours} the same where none lacks one
 */
export function withColours(colours, ids) {
  if (ids.every((id) => id in colours)) return colours;
  const taken = COLOURS.map(() => 0);
  for (const id of ids) if (id in colours) taken[colours[id]]++;
  /** @type {Record<string, number>} */
  const next = { ...colours };
  for (const id of ids.toReversed()) {
    if (id in next) continue;
    const colour = taken.indexOf(Math.min(...taken));
    taken[colour]++;
    next[id] = colour;
  }
  return next;
}
