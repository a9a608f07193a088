/**
 * Names of files that every system can have, from what people call pictures and objects. Mirrors
 * `sam/formats/file_names.py`.
 *
 * @import { Annotation } from "./annotation.js"
 */

/** Slashes, what Windows forbids, and what is not to be seen: controls, marks of direction, ... */
const REFUSED = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;
const MOST_OF_PICTURE = 40;
const MOST_OF_OBJECT = 20;

/**
 * What can be told of a text in a file's name; may be empty. Refused characters become "_"; dots
 * and blanks at either end go.
 *
 * @param {string} text
 * @param {number} most characters
 * @returns {string}
 */
export function safeName(text, most) {
  const kept = stripped(text.normalize("NFC").replace(REFUSED, "_"));
  return stripped([...kept].slice(0, most).join(""));
}

/** @param {string} text */
const stripped = (text) => text.replace(/^[ .]+|[ .]+$/g, "");

/**
 * The words of a text with a blank between them: no end of a line, no control character.
 *
 * @param {string} text
 * @returns {string}
 */
export const oneLine = (text) => text.replace(/[\p{Cc}\p{Z}]+/gu, " ").replace(/^ | $/g, "");

/**
 * The name of a picture's file without folder and ending, made safe. Where nothing is left it is
 * "picture". A name that Windows keeps for itself gets a "_" behind it.
 *
 * @param {string} fileName
 * @returns {string}
 */
export function pictureName(fileName) {
  const name = fileName.split(/[\\/]/).at(-1) ?? "";
  const stem = name.slice(0, Math.max(0, name.lastIndexOf("."))) || name;
  const safe = safeName(stem, MOST_OF_PICTURE) || "picture";
  return RESERVED.test(safe) ? `${safe}_` : safe;
}

/**
 * A name for each object, from the picture and the label (or the name, where there is no label). No
 * two are alike, even where capitals are not told apart: `cat-dog`, `cat-dog-2`.
 *
 * @param {string} fileName
 * @param {readonly Annotation[]} annotations
 * @returns {string[]}
 */
export function objectNames(fileName, annotations) {
  const stem = pictureName(fileName);
  /** @type {Set<string>} */
  const taken = new Set();
  return annotations.map(({ label, name }) => {
    const called = `${stem}-${safeName(label || name, MOST_OF_OBJECT) || "object"}`;
    let unique = called;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${called}-${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
