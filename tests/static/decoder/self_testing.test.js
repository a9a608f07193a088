import assert from "node:assert/strict";
import { test } from "node:test";
import { Superseded } from "../../../static/js/decoder/errors.js";
import { watchSelfTest } from "../../../static/js/decoder/self_testing.js";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { hover, lookAway } from "../../../static/js/prompting/aiming_transitions.js";
import {
  finishModel,
  openHome,
  replaceWorker,
  startModel,
} from "../../../static/js/shell/page_transitions.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";

/** @type {any} */
const MODEL = { kind: "vit_t" };
const RUNTIME = { threads: 1, why: null, plain: false };

/** A page whose time passes when it is told to, and whose decoder answers as it is told to. */
function page() {
  const store = new Store();
  /** @type {(() => void)[]} */
  const waiting = [];
  const wait = () => /** @type {Promise<void>} */ (new Promise((end) => waiting.push(end)));
  const rest = async () => {
    for (const end of waiting.splice(0)) end();
    await new Promise((end) => setTimeout(end));
  };
  const decoder = {
    tests: 0,
    /** @type {() => Promise<import("../../../static/js/decoder/protocol.js").SelfTested | null>} */
    answer: async () => ({ fault: null, milliseconds: 200 }),
    async selfTest() {
      decoder.tests += 1;
      return decoder.answer();
    },
  };
  watchSelfTest({ store, decoder, wait, strings: en });
  const selfTest = () => store.state.model.selfTest;
  return { store, decoder, rest, selfTest };
}

test("a decoder that is loaded tests itself once nothing has happened for a while", async () => {
  const { store, decoder, rest, selfTest } = page();
  await rest();
  assert.equal(decoder.tests, 0);
  store.apply(finishModel, MODEL, RUNTIME);
  assert.deepEqual(selfTest(), { status: "waiting", fault: null, milliseconds: null });
  await rest();
  assert.deepEqual(selfTest(), { status: "passed", fault: null, milliseconds: 200 });
  store.apply(openHome);
  await rest();
  assert.equal(decoder.tests, 1);
  assert.deepEqual(store.state.notices, []);
});

test("whatever happens puts it off, and it waits for a picture and for answers", async () => {
  const { store, decoder, rest, selfTest } = page();
  store.apply(finishModel, MODEL, RUNTIME);
  const key = store.state.nextId;
  store.apply(openImage, { name: "cup.jpg", title: "Cup", read: async () => new Blob() }, 0);
  await rest();
  store.apply(showBitmap, key, /** @type {any} */ ({ width: 8, height: 6 }));
  await rest();
  assert.equal(decoder.tests, 0, "the picture is still being opened");
  store.apply(finishOpening, key, /** @type {any} */ ({}), 1);
  store.apply(hover, { x: 1, y: 1 });
  await rest();
  assert.equal(decoder.tests, 0, "the mask under the pointer is on its way");
  store.apply(lookAway);
  store.apply(lookAway);
  await rest();
  assert.equal(decoder.tests, 1);
  assert.equal(selfTest().status, "passed");
});

test("one that runs is not begun again", async () => {
  const { store, decoder, rest } = page();
  /** @type {(() => void)[]} */
  const ends = [];
  decoder.answer = () =>
    new Promise((end) => ends.push(() => end({ fault: null, milliseconds: 1 })));
  store.apply(finishModel, MODEL, RUNTIME);
  await rest();
  store.apply((state) => ({ ...state, draft: null }));
  await rest();
  assert.equal(decoder.tests, 1);
  ends[0]();
  await rest();
  assert.equal(store.state.model.selfTest.status, "passed");
});

test("one that has given way has its turn at the next rest", async () => {
  const { store, decoder, rest, selfTest } = page();
  const { answer } = decoder;
  decoder.answer = async () => null;
  store.apply(finishModel, MODEL, RUNTIME);
  await rest();
  assert.deepEqual([decoder.tests, selfTest().status], [1, "waiting"]);
  decoder.answer = answer;
  await rest();
  assert.equal(selfTest().status, "passed");
});

test("a fault is told, with a way on", async () => {
  const { store, decoder, rest, selfTest } = page();
  decoder.answer = async () => ({ fault: "The logits are off by 3.", milliseconds: 200 });
  store.apply(finishModel, MODEL, RUNTIME);
  await rest();
  assert.deepEqual(selfTest().status, "failed");
  const [notice] = store.state.notices;
  assert.match(notice.message, /masks may be wrong. The logits are off by 3. Try again/);
  assert.deepEqual(notice.retry, { type: "model" });
});

test("a decoder that fails in it has failed it; one that is replaced has not", async () => {
  const { store, decoder, rest, selfTest } = page();
  decoder.answer = async () => {
    store.apply(startModel);
    throw new Superseded();
  };
  store.apply(finishModel, MODEL, RUNTIME);
  await rest();
  assert.equal(selfTest().status, "waiting");
  decoder.answer = async () => {
    throw new Error("The mask decoder failed (out of memory).");
  };
  store.apply(finishModel, MODEL, RUNTIME);
  await rest();
  assert.deepEqual(selfTest(), {
    status: "failed",
    fault: "The mask decoder failed (out of memory).",
    milliseconds: null,
  });
});

test("another worker's decoder is tested anew", async () => {
  const { store, decoder, rest, selfTest } = page();
  store.apply(finishModel, MODEL, RUNTIME);
  await rest();
  store.apply(replaceWorker, { threads: 1, why: null, plain: true });
  assert.equal(selfTest().status, "waiting");
  await rest();
  assert.equal(decoder.tests, 2);
  assert.equal(selfTest().status, "passed");
});
