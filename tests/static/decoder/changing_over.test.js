import assert from "node:assert/strict";
import { test } from "node:test";
import { watchDecoder } from "../../../static/js/decoder/changing_over.js";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { addPoint, showAnswer } from "../../../static/js/prompting/prompting_transitions.js";
import { finishModel, startModel } from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { MODEL } from "./fixtures.js";

const RUNTIME = { threads: 2, why: null, plain: false };
const TUNED = {
  ...MODEL,
  decoder_fingerprint: "f".repeat(64),
  graph_urls: { ...MODEL.graph_urls, mask: "/static/models/mask-tuned.onnx" },
};

/** A page whose time passes when it is told to, and a server that has decoders. */
function page() {
  const store = new Store();
  /** @type {(() => void)[]} */
  const waiting = [];
  const wait = () => /** @type {Promise<void>} */ (new Promise((end) => waiting.push(end)));
  const server = {
    info: MODEL,
    says: MODEL.decoder_fingerprint,
    others: { [TUNED.decoder_fingerprint]: TUNED },
    there: true,
  };
  /** @type {string[]} */
  const asked = [];
  const answers = (/** @type {string} */ what, /** @type {() => any} */ answer) => async () => {
    asked.push(what);
    if (!server.there) throw new Error("The server does not answer.");
    return answer();
  };
  const api = {
    getDecoderInForce: answers("in force", () => server.says),
    /** @param {{ decoder?: string | null }} [options] */
    getModel: ({ decoder: wanted = null } = {}) =>
      answers("model", () => (wanted === null ? server.info : server.others[wanted]))(),
    getFile: async (/** @type {string} */ url) => {
      asked.push(url);
      return new Blob();
    },
  };
  /** @type {{ fails: Error | null, present: Promise<void>, own: string | null }} */
  const mood = { fails: null, present: Promise.resolve(), own: null };
  /** @type {any} */
  const decoder = {
    changeOver: async () => {
      asked.push("change over");
      if (mood.fails) throw mood.fails;
      return RUNTIME;
    },
  };
  watchDecoder({ store, api, decoder, own: () => mood.own, attention: () => mood.present, wait });
  return {
    ...{ store, server, asked, mood },
    /** Some seconds later. */
    async later() {
      asked.length = 0;
      for (const end of waiting.splice(0)) end();
      await new Promise((end) => setTimeout(end));
    },
    /** @param {typeof MODEL} info */
    switchTo(info) {
      server.info = info;
      server.says = info.decoder_fingerprint;
    },
  };
}

/** A page with a decoder, and a picture with a prompt and its mask. */
async function ready() {
  const parts = page();
  const { store } = parts;
  store.apply(finishModel, MODEL, RUNTIME);
  const key = store.state.nextId;
  store.apply(openImage, { name: "a", title: "a", read: async () => new Blob() }, 0);
  store.apply(showBitmap, key, /** @type {any} */ ({ width: 60, height: 40 }));
  store.apply(finishOpening, key, /** @type {any} */ ({ name: "embedding" }), 1);
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  const { prompt } = image().session.draft;
  const answer = /** @type {any} */ ({ prompt, candidates: [{ token: 0, iou: 1 }], source: {} });
  const shown = /** @type {any} */ ({ prompt, token: 0, corrections: [], fraction: 0.5 });
  store.apply(showAnswer, key, answer, shown);
  return { ...parts, image };
}

test("a page asks which decoder is in force, and nothing more while it has that one", async () => {
  const { later, asked } = await ready();
  await later();
  assert.deepEqual(asked, ["in force"]);
  await later();
  assert.deepEqual(asked, ["in force"]);
});

test("it changes over to another one, and keeps embedding, prompt, history and the mask it shows", async () => {
  const { later, asked, switchTo, store, image } = await ready();
  const before = image();
  switchTo(TUNED);
  await later();
  const { prepare, mask, decode } = TUNED.graph_urls;
  assert.deepEqual(asked, ["in force", "model", mask, prepare, decode, "change over"]);
  assert.equal(store.state.model.info, TUNED);
  assert.equal(store.state.model.selfTest.status, "waiting");
  const after = image();
  assert.equal(after.session, before.session);
  assert.equal(after.document, before.document);
  assert.equal(after.runtime.embedding, before.runtime.embedding);
  assert.equal(after.runtime.shown, before.runtime.shown); // until it is decoded anew
  assert.equal(after.runtime.answer, null);
  await later();
  assert.deepEqual(asked, ["in force"]);
});

test("nobody asks while nobody is at the page, or its decoder is being loaded", async () => {
  const { later, asked, mood, store } = await ready();
  /** @type {() => void} */
  let comesBack = () => {};
  mood.present = new Promise((end) => {
    comesBack = () => end();
  });
  await later();
  assert.deepEqual(asked, []);
  comesBack();
  await new Promise((end) => setTimeout(end));
  assert.deepEqual(asked, ["in force"]);
  store.apply(startModel);
  await later();
  assert.deepEqual(asked, []);
});

test("without the server the page goes on with what it has, and looks again later", async () => {
  const { later, asked, server, switchTo, store } = await ready();
  server.there = false;
  switchTo(TUNED);
  await later();
  assert.equal(store.state.model.info, MODEL);
  assert.deepEqual(store.state.notices, []);
  server.there = true;
  await later();
  assert.ok(asked.includes("change over"));
  assert.equal(store.state.model.info, TUNED);
});

test("a decoder that fails to load is tried again, and the old one stays", async () => {
  const { later, mood, switchTo, store } = await ready();
  mood.fails = new Error("out of memory");
  switchTo(TUNED);
  await later();
  assert.equal(store.state.model.info, MODEL);
  mood.fails = null;
  await later();
  assert.equal(store.state.model.info, TUNED);
});

test("one that the server does not use, or of another encoder, is asked about once", async () => {
  const { later, asked, server, store } = await ready();
  server.says = "0".repeat(64);
  await later();
  assert.deepEqual(asked, ["in force", "model"]);
  await later();
  assert.deepEqual(asked, ["in force"]);
  server.says = TUNED.decoder_fingerprint;
  server.info = { ...TUNED, encoder_fingerprint: "1".repeat(64) };
  await later();
  assert.deepEqual(asked, ["in force", "model"]);
  assert.equal(store.state.model.info, MODEL);
});

test("where the plain decoder runs, its graph alone is fetched", async () => {
  const { later, asked, switchTo, store } = await ready();
  store.apply(finishModel, MODEL, { ...RUNTIME, plain: true });
  switchTo(TUNED);
  await later();
  assert.deepEqual(asked.slice(2), [TUNED.graph_urls.plain, "change over"]);
});

test("a picture's own decoder is used while it is on the stage, and the one in force after it", async () => {
  const { later, asked, store, mood } = await ready();
  mood.own = TUNED.decoder_fingerprint;
  await later();
  assert.ok(!asked.includes("in force"));
  assert.equal(store.state.model.info?.decoder_fingerprint, TUNED.decoder_fingerprint);
  await later();
  assert.deepEqual(asked, [], "it has that one");
  mood.own = null;
  await later();
  assert.equal(store.state.model.info?.decoder_fingerprint, MODEL.decoder_fingerprint);
});
