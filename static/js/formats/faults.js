/**
 * A fault of a record: a code that stays, where it is, and a sentence for people. Codes and places
 * are those of `sam/formats/faults.py`, which lists them.
 *
 * @typedef {readonly (string | number)[]} Path keys and indices that lead to a value
 *
 * @typedef {object} Fault
 * @property {string} code which kind of wrong
 * @property {Path} path
 * @property {string} sentence without its subject and full stop
 */

const MOST_SHOWN = 60;

const RLE = "a compressed RLE whose runs fill its size";
const TIME = "a time such as 2026-11-25T14:43:09Z";

/**
 * What must stand at a place where a fault's code does not say it; `*` is any number.
 *
 * @type {Record<string, string>}
 */
const EXPECTED = {
  "/id": "a UUID in lower case",
  "/segmentation": RLE,
  "/prompts/*": "x0 <= x1 and y0 <= y1",
  "/prompts/*/type": "point, box or text",
  "/prompts/*/text": "letters",
  "/corrections/*/type": "brush, polygon or pixels",
  "/corrections/*/segmentation": RLE,
  "/picture/id": "a sha256 as 64 hexadecimal digits",
  "/created": TIME,
  "/modified": TIME,
};

/** Annotations in JSON are none; the message gives the first fault and says how many follow. */
export class RecordError extends RangeError {
  /**
   * @param {string} whose what is wrong, as the sentence's subject
   * @param {readonly Fault[]} faults everything that is wrong with it, one at least
   */
  constructor(whose, faults) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    super(`${whose} ${faults[0].sentence}${more}.`);
    this.whose = whose;
    this.faults = faults;
  }
}

/**
 * A fault of the value that stands at a path.
 *
 * @param {string} code
 * @param {Path} path
 * @param {unknown} found the whole record, which the value is taken from
 * @param {string} [expected] in words; otherwise what its place or its code says
 * @returns {Fault}
 */
export function fault(code, path, found, expected) {
  const name = nameOf(path);
  if (code === "missing") return { code, path, sentence: `has no ${name}` };
  if (code === "unknown") {
    const sentence = `has an unknown field ${shown(name)}; expected those of version 1 or 2`;
    return { code, path, sentence };
  }
  const wanted = expected ?? (code === "text" ? "text" : EXPECTED[patternOf(path)]);
  const value = shown(at(path, found));
  const said = name === "" ? `is ${value}` : `has ${name} ${value}`;
  return { code, path, sentence: `${said}; expected ${wanted}` };
}

/**
 * A path as a JSON Pointer (RFC 6901).
 *
 * @param {Path} path
 */
export const pointerOf = (path) =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/**
 * A value in an error, as JSON, cut where it is long.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function shown(value) {
  const characters = [...json(value ?? null)];
  if (characters.length <= MOST_SHOWN) return characters.join("");
  return `${characters.slice(0, MOST_SHOWN).join("")}…`;
}

/**
 * Words as a choice: "a, b or c".
 *
 * @param {readonly unknown[]} words
 */
export const either = (words) =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** @param {unknown} value */
function json(value) {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    // What was parsed holds no cycle: it goes deeper than the engine writes, though it read it.
    return "a value nested too deeply";
  }
}

/**
 * The path as people write it: `prompts[0].label`.
 *
 * @param {Path} path
 */
function nameOf(path) {
  const parts = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`));
  return parts.join("").replace(/^\./, "");
}

/** @param {Path} path */
const patternOf = (path) => path.map((key) => `/${typeof key === "number" ? "*" : key}`).join("");

/**
 * @param {Path} path
 * @param {any} found
 */
const at = (path, found) => path.reduce((value, key) => value[key], found);
