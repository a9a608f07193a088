/**
 * Chords: how a key that was pressed is written in the table of keys, and how the table is read.
 *
 * @import { Key } from "./keys.js"
 */

/**
 * How a key is written in the table.
 *
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 * @returns {string}
 */
export function chordOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  // Where a sign stands on a keyboard is its own affair: with Shift, or without.
  const sign = digit === undefined && key.length === 1 && !/[\p{L}\d ]/u.test(key);
  const name = digit ?? (key.length === 1 ? key.toUpperCase() : key);
  return [
    ...(ctrlKey || metaKey ? ["Ctrl"] : []),
    ...(altKey ? ["Alt"] : []),
    ...(shiftKey && !sign ? ["Shift"] : []),
    name,
  ].join("+");
}

/** Chords that go in a row are shown by their first and last. */
const FEW = 4;

/**
 * @param {Key} key
 * @returns {readonly string[]} chords as a list of keys shows them
 */
export function shownChords({ name, chords }) {
  if (name === "arrows") return ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"];
  return chords.length > FEW ? [`${chords[0]} … ${chords.at(-1)}`] : chords;
}

/** @type {Record<string, string>} */
const SIGNS = {
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowRight: "→",
  ArrowDown: "↓",
  Escape: "Esc",
  PageUp: "Page ↑",
  PageDown: "Page ↓",
};

/**
 * @param {string} chord
 * @param {Record<string, string>} words for gestures
 * @returns {string} as it stands on a keyboard
 */
export function chordText(chord, words) {
  const part = (/** @type {string} */ each) => words[each] ?? SIGNS[each] ?? each;
  return chord.replace(/\w{2,}/g, part);
}
