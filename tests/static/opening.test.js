import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../static/js/api.js";
import { createOpening } from "../../static/js/opening.js";
import { activeImage, phase } from "../../static/js/state.js";
import { Store } from "../../static/js/store.js";
import { en } from "../../static/js/strings/en.js";
import { addPoint } from "../../static/js/transitions/prompting.js";

/**
 * A page with a server and a browser that answer when told to.
 *
 * @param {Record<string, any>} [answers]
 */
function page(answers = {}) {
  const store = new Store();
  /** @type {string[]} */
  const closed = [];
  /** @type {any} */
  const api = {
    putImage: async () => ({
      id: "abc",
      width: 60,
      height: 40,
      preview: null,
      embedding: "/e",
      notes: [],
    }),
    getEmbedding: async () => ({ data: new Float32Array(1) }),
    getFile: async (/** @type {string} */ url) => new Blob([url]),
    ...answers,
  };
  const readBitmap = async (/** @type {Blob} */ blob) => {
    const text = await blob.text();
    if (text === "unknown") throw new DOMException("unknown format", "InvalidStateError");
    const [width, height] = text === "turned" ? [40, 60] : [60, 40];
    return /** @type {any} */ ({ width, height, text, close: () => closed.push(text) });
  };
  const open = createOpening({ store, api, readBitmap, now: () => 0, strings: en });
  const openText = (/** @type {string} */ text) =>
    open({ name: text, title: text, read: async () => new Blob([text]) });
  const shownText = () => /** @type {any} */ (activeImage(store.state)?.bitmap)?.text;
  return { store, open, openText, shownText, closed };
}

/** A promise that is settled from outside. */
function later() {
  /** @type {(value: any) => void} */
  let resolve = () => {};
  /** @type {(error: unknown) => void} */
  let reject = () => {};
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const turn = () => new Promise((end) => setTimeout(end));

test("the picture is on the stage while the server still encodes", async () => {
  const embedding = later();
  const { store, openText, shownText } = page({ getEmbedding: () => embedding.promise });
  const opening = openText("cup");
  await turn();
  assert.equal(phase(store.state), "encoding");
  assert.equal(shownText(), "cup");
  embedding.resolve({ data: new Float32Array(1) });
  await opening;
  assert.equal(phase(store.state), "ready");
});

test("where the browser's pixels may differ, the server's preview takes their place", async () => {
  const answer = {
    id: "abc",
    width: 60,
    height: 40,
    preview: "/preview",
    embedding: "/e",
    notes: [],
  };
  const { openText, shownText, closed } = page({ putImage: async () => answer });
  await openText("cmyk");
  assert.equal(shownText(), "/preview");
  assert.deepEqual(closed, ["cmyk"], "the memory of the first pixels is given back");
  const tiff = page({ putImage: async () => answer });
  await tiff.openText("unknown");
  assert.equal(tiff.shownText(), "/preview");
});

test("what reading did to the picture is known from the server's answer on", async () => {
  const notes = ["Transparent parts are shown on white."];
  const answer = { id: "abc", width: 60, height: 40, preview: null, embedding: "/e", notes };
  const embedding = later();
  const { store, openText } = page({
    putImage: async () => answer,
    getEmbedding: () => embedding.promise,
  });
  const opening = openText("cup");
  assert.deepEqual(activeImage(store.state)?.notes, []);
  await turn();
  assert.deepEqual(activeImage(store.state)?.notes, notes);
  embedding.resolve({ data: new Float32Array(1) });
  await opening;
  assert.deepEqual(activeImage(store.state)?.notes, notes);
});

test("pixels of another size than the server's are not trusted", async () => {
  const { openText, shownText } = page();
  await openText("turned");
  assert.equal(shownText(), "/api/v1/images/abc/preview");
});

test("opening another picture gives the first one up", async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  const first = later();
  const { store, openText } = page({
    getEmbedding: (/** @type {any} */ _, /** @type {any} */ { signal }) => {
      signals.push(signal);
      return signals.length === 1 ? first.promise : Promise.resolve({ data: new Float32Array(1) });
    },
  });
  const opening = openText("slow");
  await turn();
  await openText("cup");
  assert.equal(signals[0].aborted, true);
  first.reject(new DOMException("aborted", "AbortError"));
  await opening;
  assert.equal(activeImage(store.state)?.source.name, "cup");
  assert.equal(phase(store.state), "ready");
  assert.equal(store.state.notices.length, 0);
});

test("a refused picture leaves the one before, is named, says why and offers another", async () => {
  let refuse = false;
  const { store, openText, shownText } = page({
    putImage: async () => {
      if (refuse) throw new ApiError("unsupported", "This is no picture.", 415);
      return { id: "abc", width: 60, height: 40, preview: null, embedding: "/e", notes: [] };
    },
  });
  await openText("cup");
  refuse = true;
  await openText("broken");
  assert.equal(shownText(), "cup");
  const [{ message, retry, openAnother }] = store.state.notices;
  assert.deepEqual([message, retry, openAnother], ["broken: This is no picture.", null, true]);
});

test("when the server is gone, trying again brings the prompts made meanwhile", async () => {
  const embedding = later();
  const answers = [embedding.promise, Promise.resolve({ data: new Float32Array(1) })];
  const { store, open, openText } = page({ getEmbedding: () => answers.shift() });
  const opening = openText("cup");
  await turn();
  store.apply(addPoint, { x: 3, y: 4 }, 1);
  embedding.reject(new ApiError("unreachable", "no answer", 0));
  await opening;
  assert.equal(store.state.server, "gone");
  assert.equal(phase(store.state), "empty");
  const { retry, message } = store.state.notices[0];
  assert.equal(message, en.errorServerGoneEmpty("cup"));
  assert.ok(retry?.type === "open");
  await open(retry.source, retry.history);
  assert.equal(activeImage(store.state)?.history.present.prompt.points.length, 1);
});

test("a file that cannot be read is named", async () => {
  const { store, open } = page();
  await open({
    name: "a.jpg",
    title: "a.jpg",
    read: async () => {
      throw new DOMException("gone", "NotReadableError");
    },
  });
  assert.equal(store.state.notices[0].message, en.errorUnreadable("a.jpg"));
});
