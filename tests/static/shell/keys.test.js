import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chordOf, chordText, shownChords } from "../../../static/js/shell/chords.js";
import { KEYS, modeOf } from "../../../static/js/shell/keys.js";
import { INITIAL_STATE } from "../../../static/js/shell/state.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { zh } from "../../../static/js/shell/strings/zh.js";

test("no key has two meanings in one mode", () => {
  const met = new Map();
  for (const { name, chords, modes } of KEYS) {
    for (const mode of modes) {
      for (const chord of chords) {
        const place = `${mode}: ${chord}`;
        assert.ok(!met.has(place), `${place} is ${met.get(place)} and ${name}`);
        met.set(place, name);
      }
    }
  }
  assert.ok(met.size > 100);
});

test("every key is told in both languages, and nothing else is", () => {
  const names = KEYS.map(({ name }) => name).sort();
  assert.equal(new Set(names).size, names.length);
  for (const { keys } of [en, zh]) assert.deepEqual(Object.keys(keys).sort(), names);
});

test("docs/keys.md is this table", () => {
  const rows = KEYS.map((key) => {
    const chords = shownChords(key).map((chord) => `\`${chordText(chord, en.chordWords)}\``);
    return `| ${chords.join(" ")} | ${en.keys[key.name]} | ${key.modes.join(", ")} |`;
  });
  const text = readFileSync(new URL("../../../docs/keys.md", import.meta.url), "utf8");
  const there = text.split("\n").filter((line) => line.startsWith("| `"));
  assert.deepEqual(there, rows);
});

test("buttons that a key presses too name one that there is", () => {
  const page = readFileSync(new URL("../../../templates/index.html", import.meta.url), "utf8");
  const named = [...page.matchAll(/ data-key="(\w+)"/g)].map(([, name]) => name);
  assert.ok(named.length > 10);
  const names = new Set(KEYS.map(({ name }) => String(name)));
  for (const name of named) assert.ok(names.has(name), name);
});

test("a key is known by what it says, and a digit by where it stands", () => {
  /** @param {string} key @param {string} code @param {Partial<KeyboardEvent>} [more] */
  const chord = (key, code, more = {}) =>
    chordOf({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more, key, code });
  assert.equal(chord("z", "KeyZ", { metaKey: true, shiftKey: true }), "Ctrl+Shift+Z");
  assert.equal(chord("&", "Digit1"), "1", "a French keyboard");
  assert.equal(chord("¡", "Digit1", { altKey: true }), "Alt+1", "a Mac");
  assert.equal(chord("=", "Digit0", { shiftKey: true }), "Shift+0", "a German keyboard");
  assert.equal(chord("3", "Numpad3"), "3");
  assert.equal(chord("?", "Minus", { shiftKey: true }), "?", "wherever it stands");
  assert.equal(chord("+", "Equal", { shiftKey: true }), "+");
  assert.equal(chord("V", "KeyV"), "V", "with Caps Lock");
  assert.equal(chord("V", "KeyV", { shiftKey: true }), "Shift+V");
  assert.equal(chord("ArrowLeft", "ArrowLeft", { shiftKey: true }), "Shift+ArrowLeft");
});

test("without a picture only the start screen has keys", () => {
  assert.equal(modeOf({ ...INITIAL_STATE, homeOpen: false }), "home");
});
