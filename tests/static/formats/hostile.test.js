/** Files of annotations that are damaged or made up: read, or refused in one of our own sentences. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readReport } from "../../../static/js/formats/annotations_reader.js";

const SEEDS = new URL("../../hostile/seeds/annotations/", import.meta.url);
const IMAGE = { width: 48, height: 32, file_name: "picture.png", image_id: 1 };

/** `make fuzz` says how many, and the seed is another each time; what fails is told with it. */
const RUNS = process.env.HOSTILE_RUNS;
const LIMITS = RUNS ? { numRuns: Number(RUNS) } : { numRuns: 3000, seed: 1 };

const FILES = readdirSync(SEEDS).map((name) => readFileSync(new URL(name, SEEDS), "utf8"));

/** What breaks readers that believe what they are given. */
const TREACHEROUS = [
  ...[null, true, "", -1, 0.5, 1e308, 2 ** 53, -(2 ** 31), [], {}, [[]], "\ud800", "\u0000"],
  ...["__proto__", "constructor", "<img src=x onerror=alert(1)>", "7".repeat(5000)],
  [1e9, 1e9],
  { size: [1e9, 1e9], counts: [1e18] },
  JSON.parse('{"__proto__": {"polluted": 1}, "toString": 1, "length": -1}'),
];

/** @param {string} text is read, or refused in a sentence that is ours */
function check(text) {
  try {
    for (const { segmentation } of readReport(text, IMAGE).annotations) {
      assert.deepEqual(segmentation.size, [32, 48]);
    }
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    assert.equal(name, "RangeError", String(error));
    // The engine's own range errors ("Invalid array length") end without a full stop.
    assert.match(message, /^(The file|Annotation \d+|Object .+) .{5,}\.$/s);
    assert.ok(message.length < 1000, `${message.length} characters`);
  }
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
}

/**
 * Every place in a document, with what holds it.
 *
 * @param {any} within
 * @returns {[any, string][]}
 */
function places(within) {
  if (typeof within !== "object" || within === null) return [];
  return Object.keys(within).flatMap((key) => [
    /** @type {[any, string]} */ ([within, key]),
    ...places(within[key]),
  ]);
}

/** @param {any} within @param {string} key also `__proto__` @param {any} value */
const put = (within, key, value) =>
  Object.defineProperty(within, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });

const value = fc.oneof(fc.constantFrom(...TREACHEROUS), fc.jsonValue());
const change = fc.record({ place: fc.nat(), value, gone: fc.boolean() });
const file = fc.constantFrom(...FILES);

test("undamaged, they are read", () => {
  for (const text of FILES) assert.notDeepEqual(readReport(text, IMAGE).annotations, []);
});

test("any part may be something else, or missing", () => {
  const changes = fc.array(change, { minLength: 1, maxLength: 4 });
  const property = fc.property(file, changes, (text, list) => {
    const document = JSON.parse(text);
    for (const { place, value, gone } of list) {
      const all = places(document);
      if (all.length === 0) break;
      const [within, key] = all[place % all.length];
      if (gone && !Array.isArray(within)) delete within[key];
      else put(within, key, structuredClone(value));
    }
    check(JSON.stringify(document));
  });
  fc.assert(property, LIMITS);
});

test("characters may be others, and the end may be missing", () => {
  const other = fc.tuple(fc.nat(), fc.constantFrom(...'"{}[],:-0e9\\u \u0000é'));
  const others = fc.array(other, { maxLength: 6 });
  const property = fc.property(file, others, fc.nat(), (text, list, end) => {
    let changed = text;
    for (const [at, character] of list) {
      const place = at % text.length;
      changed = changed.slice(0, place) + character + changed.slice(place + 1);
    }
    check(end % 3 ? changed : changed.slice(0, end % text.length));
  });
  fc.assert(property, LIMITS);
});

test("nesting without end is refused, and so is anything that is no text of ours", () => {
  for (const open of ["[", '{"images":', '{"image":{},"annotations":[']) {
    for (const depth of [10, 1000, 100_000]) {
      const close = open.replace(/[^[{]/g, "").replaceAll("[", "]").replaceAll("{", "}");
      check(open.repeat(depth));
      check(`${open.repeat(depth)}1${[...close].reverse().join("").repeat(depth)}`);
    }
  }
  for (const text of ["", " ", "1", "\ufeff{}", "\u0000", "NaN", "PK\u0003\u0004"]) check(text);
});
