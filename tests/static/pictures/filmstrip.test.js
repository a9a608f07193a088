import assert from "node:assert/strict";
import { test } from "node:test";
import {
  closeImage,
  reopenImage,
  restoreImages,
  showImage,
  stepAlong,
} from "../../../static/js/pictures/filmstrip_transitions.js";
import { watchMemory } from "../../../static/js/pictures/memory.js";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { addPoint, draftBox } from "../../../static/js/prompting/prompting_transitions.js";
import {
  float16ToFloat32,
  packEmbedding,
  unpackEmbedding,
} from "../../../static/js/server/embedding.js";
import { createClaims } from "../../../static/js/session/claims.js";
import { noteStored } from "../../../static/js/session/saving_transitions.js";
import { closeHome, openHome } from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";

/**
 * @param {readonly string[]} names of pictures that are open, the last on the stage
 * @param {number} [side] of each, pixels
 */
function opened(names, side = 40) {
  const store = new Store();
  watchMemory({ store });
  for (const name of names) {
    const key = store.state.nextId;
    const read = async () => new Blob();
    store.apply(openImage, { name, title: name, read }, 0);
    store.apply(showBitmap, key, /** @type {any} */ ({ width: side, height: side }));
    const embedding = /** @type {any} */ ({ encoderFingerprint: "f" });
    store.apply(finishOpening, key, embedding, 1);
    store.apply(noteStored, key, { bytes: null, embedding });
  }
  return store;
}

/** @param {Store} store */
const names = ({ state }) =>
  state.images.map(({ document }) => document.picture.file_name).join(" ");

/** @param {Store} store */
const active = ({ state }) => activeImage(state)?.document.picture.file_name;

/** @param {Store} store @param {string} name */
const keyOf = ({ state }, name) =>
  state.images.find(({ document }) => document.picture.file_name === name)?.key ?? -1;

/** @param {Store} store */
const resting = ({ state }) =>
  state.images
    .filter(({ runtime }) => runtime.step === "resting")
    .map(({ document }) => document.picture.file_name);

test("each picture keeps its own prompt; a box being drawn stays nowhere", () => {
  const store = opened(["a", "b"]);
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  store.apply(draftBox, { x0: 0, y0: 0, x1: 1, y1: 1 });
  store.apply(showImage, keyOf(store, "a"));
  assert.equal(activeImage(store.state)?.session.draft.prompt.points.length, 0);
  assert.equal(store.state.draft, null);
  store.apply(stepAlong, 1);
  assert.equal(activeImage(store.state)?.session.draft.prompt.points.length, 1);
  store.apply(stepAlong, 1);
  assert.equal(active(store), "b", "the strip ends");
});

test("a picture is shown even where it is the one behind the start screen", () => {
  const store = opened(["a", "b"]);
  store.apply(openHome);
  store.apply(showImage, keyOf(store, "b"));
  assert.equal(store.state.homeOpen, false);
});

test("closing shows the neighbour; the notice brings it back to its place", () => {
  const store = opened(["a", "b", "c"]);
  store.apply(showImage, keyOf(store, "b"));
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  store.apply(closeImage, keyOf(store, "b"), "b is closed.");
  assert.deepEqual([names(store), active(store)], ["a c", "c"]);
  store.apply(closeImage, keyOf(store, "c"), "c is closed.");
  assert.deepEqual([names(store), active(store)], ["a", "a"]);
  const { retry } = store.state.notices[0];
  assert.ok(retry?.type === "reopen");
  store.apply(reopenImage, retry.image, retry.place);
  assert.deepEqual([names(store), active(store)], ["a b", "b"]);
  assert.equal(activeImage(store.state)?.session.draft.prompt.points.length, 1);
  assert.equal(activeImage(store.state)?.runtime.step, "resting", "its pixels were given back");
});

test("without any picture the start screen is there", () => {
  const store = opened(["a"]);
  store.apply(closeImage, keyOf(store, "a"), "a is closed.");
  assert.equal(store.state.homeOpen, true);
  store.apply(closeHome);
  assert.equal(store.state.homeOpen, true);
});

test("restored pictures come before those opened meanwhile, under keys of their own", () => {
  const saved = opened(["a", "b"]);
  const store = opened(["new"]);
  store.apply(restoreImages, saved.state.images, null);
  assert.deepEqual([names(store), active(store)], ["a b new", "new"]);
  assert.equal(new Set(store.state.images.map(({ key }) => key)).size, 3);
  const key = store.state.nextId;
  assert.ok(store.state.images.every((image) => image.key < key));
});

test("three pictures beside the one on the stage stay in memory, those used last", () => {
  const store = opened(["a", "b", "c", "d", "e"]);
  assert.deepEqual(resting(store), ["a"]);
  store.apply(showImage, keyOf(store, "b"));
  store.apply(showImage, keyOf(store, "a"));
  assert.deepEqual(resting(store), ["a", "c"], "what is on the stage is woken by opening.js");
  const rest = store.state.images.find(({ document }) => document.picture.file_name === "c");
  assert.deepEqual([rest?.runtime.bitmap, rest?.runtime.embedding], [null, null]);
});

test("large pictures rest earlier", () => {
  assert.deepEqual(resting(opened(["a", "b", "c"], 3000)), ["a"]);
  assert.deepEqual(resting(opened(["a", "b"], 5000)), ["a"]);
});

test("an embedding is kept in half precision where that loses nothing", () => {
  const halves = Uint16Array.from({ length: 1 << 16 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00,
  );
  const rest = { dims: [halves.length], imageWidth: 1, imageHeight: 1, encoderFingerprint: "f" };
  const packed = packEmbedding({ data: float16ToFloat32(halves), ...rest });
  assert.deepEqual(packed.data, halves);
  assert.deepEqual(unpackEmbedding(packed)?.data, float16ToFloat32(halves));
  for (const number of [0.1, 1e-9, 70_000, 2 ** -24 * 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    const data = Float32Array.of(1, number);
    assert.equal(packEmbedding({ ...rest, data, dims: [2] }).data, data);
  }
});

test("what is no whole embedding is none", () => {
  const whole = { data: new Float32Array(2), dims: [1, 2], encoderFingerprint: "f" };
  assert.ok(unpackEmbedding(whole));
  for (const damaged of [
    null,
    "text",
    { ...whole, dims: [3] },
    { ...whole, data: [0, 0] },
    { ...whole, encoderFingerprint: undefined },
  ]) {
    assert.equal(unpackEmbedding(damaged), null);
  }
});

test("a picture is one page's until that page lets it go", async () => {
  /** @type {Map<string, Promise<unknown>>} */
  const taken = new Map();
  const locks = /** @type {any} */ ({
    /** @param {string} name @param {any} _ @param {() => Promise<void>} hold */
    async request(name, _, hold) {
      if (taken.has(name)) throw new DOMException("timed out", "TimeoutError");
      const held = hold();
      taken.set(name, held);
      await held;
      taken.delete(name);
    },
  });
  const [one, two] = [createClaims(locks), createClaims(locks)];
  assert.equal(await one.claim("a"), true);
  assert.equal(await one.claim("a"), true);
  assert.equal(await two.claim("a"), false);
  assert.equal(await two.claim("b"), true);
  one.release("a");
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(await two.claim("a"), true);
  assert.equal(await createClaims(undefined).claim("a"), true, "without locks, everyone");
});
