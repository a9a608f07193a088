import assert from "node:assert/strict";
import { test } from "node:test";
import { handlesOf, hitMark, resizedBox } from "../../../static/js/prompting/marks.js";
import { EMPTY_PROMPT, marksOf, replay, withMark } from "../../../static/js/prompting/prompts.js";

const BOX = { x0: 100, y0: 100, x1: 300, y1: 200 };
const IMAGE = { width: 600, height: 400 };

/** @param {number} x @param {number} y @param {0 | 1} [label] */
const point = (x, y, label = 1) => ({ point: { x, y, label } });

const PROMPT = [point(150, 150), { box: BOX }, point(152, 150, 0)].reduce(
  (prompt, mark) => withMark(prompt, mark),
  EMPTY_PROMPT,
);

test("of two points that lie over each other the later one is hit", () => {
  assert.deepEqual(hitMark(PROMPT, { x: 151.5, y: 150.5 }, 1, 9), { kind: "point", index: 2 });
  assert.deepEqual(hitMark(PROMPT, { x: 142, y: 150 }, 1, 9), { kind: "point", index: 0 });
  assert.equal(hitMark(PROMPT, { x: 200, y: 150 }, 1, 9), null);
});

test("the reach is that of the hand, whatever the zoom", () => {
  const at = { x: 150.5 - 35, y: 150.5 };
  assert.equal(hitMark(PROMPT, at, 1, 9), null);
  assert.deepEqual(hitMark(PROMPT, at, 4, 9), { kind: "point", index: 0 });
});

test("a box has handles at corners and sides, and a way out beside it", () => {
  for (const { handle, x, y } of handlesOf(BOX, 1)) {
    assert.deepEqual(hitMark(PROMPT, { x, y }, 1, 9), { kind: "handle", index: 1, handle });
  }
  assert.equal(handlesOf(BOX, 1).length, 8);
  assert.deepEqual(hitMark(PROMPT, { x: 318, y: 100 }, 1, 9), { kind: "close", index: 1 });
  assert.deepEqual(
    handlesOf(BOX, 2).map(({ handle }) => handle),
    ["nw", "n", "ne", "se", "s", "sw"],
    "a side without room has none in its middle",
  );
});

test("a handle moves its own edges, never over the opposite ones or out of the picture", () => {
  assert.deepEqual(resizedBox(BOX, "e", { x: 350.4, y: 0 }, IMAGE), { ...BOX, x1: 350 });
  assert.deepEqual(resizedBox(BOX, "nw", { x: -5, y: 120 }, IMAGE), { ...BOX, x0: 0, y0: 120 });
  assert.deepEqual(resizedBox(BOX, "s", { x: 0, y: 20 }, IMAGE), { ...BOX, y1: 101 });
  assert.deepEqual(resizedBox(BOX, "w", { x: 900, y: 0 }, IMAGE), { ...BOX, x0: 299 });
});

test("marks come in the order made, and replayed give the very same prompt", () => {
  const marks = marksOf(PROMPT);
  assert.deepEqual(
    marks.map(({ mark }) => mark),
    [point(150, 150), { box: BOX }, point(152, 150, 0)],
  );
  assert.equal(replay(marks, PROMPT).prompt, PROMPT);
});

test("a replay takes over what comes before the change, and forgets choices that are none", () => {
  const first = withMark(EMPTY_PROMPT, point(1, 1));
  const second = withMark(first, point(2, 2), 3);
  const marks = marksOf(second);
  assert.deepEqual(
    marks.map(({ chosen }) => chosen),
    [3, null],
  );
  const moved = replay([marks[0], { mark: point(9, 9), chosen: null }], second);
  assert.deepEqual(moved.prompt.earlier, { prompt: first, chosen: 3 });
  assert.equal(moved.prompt.earlier?.prompt, first);
  const alone = replay([{ mark: point(2, 2, 0), chosen: 2 }], second);
  assert.equal(alone.chosen, null, "a background point alone raises no question");
});
