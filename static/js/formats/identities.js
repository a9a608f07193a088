/**
 * Ids as files have them: compared by value, and made of content where there are none. Mirrors
 * `sam/formats/identities.py`.
 */

import { shown } from "./faults.js";

const NUMBER = /^\s*[+-]?[0-9]+(\.0*)?\s*$/;
const MOST_SHOWN = 60;
/** Odd, of well-known hashes; each gives a quarter of an id. */
const FACTORS = [0x01000193, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];

/**
 * What an id is to be compared by: 1, 1.0, "1" and "001" are one id.
 *
 * @param {unknown} found
 * @returns {string}
 */
export function byValue(found) {
  if (typeof found === "number" && Number.isInteger(found)) return String(BigInt(found));
  if (typeof found !== "string") return shown(found);
  if (!NUMBER.test(found) || found.length >= 300) return found;
  return String(BigInt(found.trim().split(".")[0].replace("+", "")));
}

/**
 * What a report calls an object: its id, or its place where it has none.
 *
 * @param {Record<string, any>} found
 * @param {number} number
 */
export function calledBy({ id }, number) {
  if (typeof id === "string" && id !== "") {
    const characters = [...id];
    if (characters.length <= MOST_SHOWN) return id;
    return `${characters.slice(0, MOST_SHOWN).join("")}…`;
  }
  return typeof id === "number" || typeof id === "boolean" ? shown(id) : `#${number}`;
}

/**
 * A UUID (version 8, RFC 9562) that is the same for the same text, here and in Python. So an object
 * that a file has no UUID for gets the same id each time that the file is read.
 *
 * @param {string} text
 * @returns {string}
 */
export function madeOf(text) {
  const bytes = new TextEncoder().encode(text);
  const digits = FACTORS.map((factor) => {
    let value = 0;
    for (const byte of bytes) value = (Math.imul(value, factor) + byte) >>> 0;
    value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
    value = Math.imul(value ^ (value >>> 12), 0x297a2d39) >>> 0;
    return ((value ^ (value >>> 15)) >>> 0).toString(16).padStart(8, "0");
  }).join("");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}
