import assert from "node:assert/strict";
import { test } from "node:test";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import {
  allowGlimpses,
  hover,
  lookAway,
  press,
  showGlimpse,
} from "../../../static/js/prompting/aiming_transitions.js";
import {
  addPoint,
  chooseTool,
  setBox,
  undo,
} from "../../../static/js/prompting/prompting_transitions.js";
import { glimpsedMask, unanswered } from "../../../static/js/prompting/wanted.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { measureRoom } from "../../../static/js/stage/looking_transitions.js";

/** @import { Prompt } from "../../../static/js/prompting/prompts.js" */

const SOURCE = { name: "cup", title: "cup", read: async () => new Blob() };
/** @type {any} */
const BITMAP = { width: 600, height: 400 };
/** @type {any} */
const EMBEDDING = {};
const HERE = { x: 7, y: 8 };
const THERE = { x: 70, y: 80 };

/** @param {{ encoded?: boolean }} [options] */
function page({ encoded = true } = {}) {
  const store = new Store();
  const key = store.state.nextId;
  store.apply(openImage, SOURCE, 0);
  store.apply(showBitmap, key, BITMAP);
  if (encoded) store.apply(finishOpening, key, EMBEDDING, 1);
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  /** @param {Prompt | undefined} prompt */
  const answer = (prompt) => {
    assert.ok(prompt);
    /** @type {any} */
    const said = { prompt, candidates: [{ token: 2, iou: 0.9 }], milliseconds: 1, source: {} };
    /** @type {any} */
    const shown = { prompt, token: 2, mask: {} };
    store.apply(showGlimpse, key, said, shown);
  };
  return { store, image, answer };
}

test("hovering asks for one foreground point, once for a pixel, and for nothing that undo knows", () => {
  const { store, image } = page();
  store.apply(hover, HERE);
  const { session, runtime } = image();
  const { aim } = runtime;
  assert.deepEqual(aim?.prompt, { points: [{ ...HERE, label: 1 }], box: null, earlier: null });
  assert.deepEqual(unanswered(image()), [aim?.prompt]);
  assert.deepEqual([session.history.past.length, session.draft.prompt.points.length], [0, 0]);
  const { state } = store;
  store.apply(hover, { ...HERE });
  assert.equal(store.state, state);
});

test("a pixel beside the last one is asked for where a screen shows them apart", () => {
  const { store, image } = page();
  store.apply(measureRoom, { width: 60, height: 40, margin: 0, pixelRatio: 1 });
  store.apply(hover, HERE);
  const { aim } = image().runtime;
  store.apply(hover, { x: HERE.x + 6, y: HERE.y - 6 });
  assert.equal(image().runtime.aim, aim, "ten pixels of the picture are one of the screen");
  store.apply(hover, { x: HERE.x + 11, y: HERE.y });
  assert.notEqual(image().runtime.aim, aim);

  store.apply(measureRoom, { width: 600, height: 400, margin: 0, pixelRatio: 1 });
  store.apply(hover, HERE);
  const before = image().runtime.aim;
  store.apply(hover, { x: HERE.x + 1, y: HERE.y });
  assert.notEqual(image().runtime.aim, before);
});

test("the mask under the pointer stays until the next is there, and goes with the pointer", () => {
  const { store, image, answer } = page();
  store.apply(hover, HERE);
  const first = image().runtime.aim?.prompt;
  answer(first);
  store.apply(hover, THERE);
  assert.equal(glimpsedMask(image())?.prompt, first);
  answer(image().runtime.aim?.prompt);
  assert.notEqual(glimpsedMask(image())?.prompt, first);
  store.apply(lookAway);
  assert.equal(glimpsedMask(image()), null);
  answer(first);
  assert.equal(glimpsedMask(image()), null, "an answer that comes too late");
});

test("a click takes the glimpse over; its undo does not bring it back", () => {
  const { store, image, answer } = page();
  store.apply(hover, HERE);
  answer(image().runtime.aim?.prompt);
  store.apply(press, HERE, 1);
  assert.ok(glimpsedMask(image()), "pressing on what is shown hides nothing");
  store.apply(addPoint, HERE, 1);
  assert.equal(image().runtime.shown?.prompt, image().session.draft.prompt);
  assert.equal(image().runtime.answer?.prompt, image().session.draft.prompt);
  assert.deepEqual([image().runtime.aim, image().runtime.glimpse], [null, null]);
  store.apply(undo);
  assert.deepEqual([image().runtime.shown, image().runtime.glimpse], [null, null]);
});

test("nothing is glimpsed before the embedding, beside a prompt, to take away, or unwanted", () => {
  const early = page({ encoded: false });
  early.store.apply(hover, HERE);
  assert.equal(early.image().runtime.aim, null);

  const { store, image } = page();
  store.apply(hover, HERE);
  store.apply(allowGlimpses, false);
  assert.equal(image().runtime.aim, null);
  store.apply(hover, HERE);
  assert.equal(image().runtime.aim, null);
  store.apply(allowGlimpses, true);
  store.apply(chooseTool, 0);
  store.apply(hover, HERE);
  assert.equal(image().runtime.aim, null);
  store.apply(chooseTool, 1);
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  store.apply(hover, HERE);
  assert.equal(image().runtime.aim, null);
});

test("a press aims at the whole prompt to be, unseen, after the present one", () => {
  const { store, image, answer } = page();
  store.apply(press, HERE, 0);
  answer(image().runtime.aim?.prompt);
  assert.equal(glimpsedMask(image()), null, "a finger shows nothing before it is lifted");
  store.apply(addPoint, HERE, 1);
  store.apply(press, THERE, 0);
  const { session, runtime } = image();
  const { aim } = runtime;
  assert.deepEqual(
    aim?.prompt.points.map(({ label }) => label),
    [1, 0],
  );
  assert.deepEqual(unanswered(image()), [session.draft.prompt, aim?.prompt]);
  store.apply(addPoint, THERE, 0);
  assert.equal(image().session.draft.prompt, aim?.prompt);
});

test("an answer to a press that was dropped is no glimpse of what is hovered over next", () => {
  const { store, image, answer } = page();
  store.apply(press, HERE, 0);
  const pressed = image().runtime.aim?.prompt;
  store.apply(lookAway);
  store.apply(hover, THERE);
  answer(pressed);
  assert.equal(glimpsedMask(image()), null);
});
