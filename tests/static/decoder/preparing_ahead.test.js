import assert from "node:assert/strict";
import { test } from "node:test";
import { watchPreparing } from "../../../static/js/decoder/preparing_ahead.js";
import { showImage } from "../../../static/js/pictures/filmstrip_transitions.js";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { hover, lookAway } from "../../../static/js/prompting/aiming_transitions.js";
import { notePlaced } from "../../../static/js/prompting/prompting_transitions.js";
import { finishModel } from "../../../static/js/shell/page_transitions.js";
import { Store } from "../../../static/js/shell/store.js";

const RUNTIME = { threads: 1, why: null, plain: false };

/**
 * A page with some pictures, the first one on the stage, whose time passes when it is told to.
 *
 * @param {number} pictures
 */
function page(pictures) {
  const store = new Store();
  /** @type {(() => void)[]} */
  const waiting = [];
  const wait = () => /** @type {Promise<void>} */ (new Promise((end) => waiting.push(end)));
  const rest = async () => {
    for (const end of waiting.splice(0)) end();
    await new Promise((end) => setTimeout(end));
  };
  const decoder = {
    /** @type {number[]} widths of the pictures */
    asked: [],
    answer: async () => /** @type {{ milliseconds: number } | null} */ ({ milliseconds: 1 }),
    /** @param {any} embedding */
    prepareAhead({ imageWidth }) {
      decoder.asked.push(imageWidth);
      return decoder.answer();
    },
  };
  const keys = Array.from({ length: pictures }, () => {
    const key = store.state.nextId;
    store.apply(openImage, { name: "cup.jpg", title: "Cup", read: async () => new Blob() }, 0);
    return key;
  });
  const encode = (/** @type {number} */ place) => {
    const key = keys[place];
    store.apply(showBitmap, key, /** @type {any} */ ({ width: 8, height: 6 }));
    store.apply(finishOpening, key, /** @type {any} */ ({ imageWidth: place }), 1);
  };
  const show = (/** @type {number} */ place) => {
    store.apply(showImage, keys[place]);
    store.apply(notePlaced, keys[place]);
  };
  const load = (/** @type {string} */ kind) =>
    store.apply(finishModel, /** @type {any} */ ({ kind }), RUNTIME);
  watchPreparing({ store, decoder, wait });
  load("vit_t");
  return { store, decoder, rest, encode, show, load };
}

test("the picture after the one on the stage is prepared once, while the hand rests", async () => {
  const { store, decoder, rest, encode, show } = page(3);
  encode(0);
  show(0);
  encode(2);
  await rest();
  assert.deepEqual(decoder.asked, [], "the next one is not encoded yet");
  encode(1);
  store.apply(hover, { x: 1, y: 1 });
  await rest();
  assert.deepEqual(decoder.asked, [], "the mask under the pointer is on its way");
  store.apply(lookAway);
  store.apply(lookAway);
  await rest();
  await rest();
  assert.deepEqual(decoder.asked, [1]);
  show(1);
  await rest();
  assert.deepEqual(decoder.asked, [1, 2]);
  show(2);
  await rest();
  assert.deepEqual(decoder.asked, [1, 2], "there is no picture after the last one");
});

test("whatever happens puts it off, and the picture on the stage comes first", async () => {
  const { store, decoder, rest, encode } = page(2);
  encode(0);
  encode(1);
  store.apply(showImage, store.state.images[0].key);
  await rest();
  assert.deepEqual(decoder.asked, [], "the decoder does not have the one on the stage yet");
  store.apply(notePlaced, store.state.images[0].key);
  store.apply(hover, { x: 1, y: 1 });
  store.apply(lookAway);
  store.apply(lookAway);
  await rest();
  await rest();
  assert.deepEqual(decoder.asked, [1]);
});

test("what gives way is asked for at the next rest, what fails only of another decoder", async () => {
  const { decoder, rest, encode, show, load } = page(2);
  encode(0);
  encode(1);
  show(0);
  decoder.answer = async () => null;
  await rest();
  assert.deepEqual(decoder.asked, [1]);
  decoder.answer = async () => {
    throw new Error("made by another encoder");
  };
  await rest();
  await rest();
  assert.deepEqual(decoder.asked, [1, 1]);
  load("tuned");
  show(0);
  await rest();
  assert.deepEqual(decoder.asked, [1, 1, 1]);
});
