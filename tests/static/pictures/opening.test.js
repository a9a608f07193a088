import assert from "node:assert/strict";
import { test } from "node:test";
import { restImage, showImage } from "../../../static/js/pictures/filmstrip_transitions.js";
import { createOpening } from "../../../static/js/pictures/opening.js";
import { addPoint } from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/api.js";
import { keepUnder, noteStored } from "../../../static/js/session/saving_transitions.js";
import {
  failModel,
  findServer,
  finishModel,
  loseServer,
  startModel,
} from "../../../static/js/shell/page_transitions.js";
import { activeImage, changeImage, phase } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { createMemorySessions } from "../../../static/js/storage/memory_sessions.js";
import { MODEL } from "../decoder/fixtures.js";

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
    const overview = text.endsWith("?longest=2000");
    const [width, height] = text === "turned" ? [40, 60] : overview ? [2000, 1600] : [60, 40];
    const bitmap = { width, height, text, close: () => closed.push(text) };
    return /** @type {any} */ ({ bitmap, width, height });
  };
  const sessions = createMemorySessions();
  const miniatureOf = async (/** @type {any} */ { text }) => new Blob([`small ${text}`]);
  const parts = { store, api, sessions, readBitmap, miniatureOf, now: () => 0, strings: en };
  const opening = createOpening(parts);
  /** @param {readonly string[]} texts of files that are opened together */
  const open = (...texts) => {
    opening.openAll(
      texts.map((text) => ({ name: text, title: text, read: async () => new Blob([text]) })),
    );
    return turns();
  };
  const shownText = () => /** @type {any} */ (activeImage(store.state)?.runtime.bitmap)?.text;
  return { store, sessions, opening, open: open, shownText, closed };
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

/** Long enough for all that has answers. */
async function turns() {
  for (let i = 0; i < 20; i++) await turn();
}

test("the picture is on the stage while the server still encodes", async () => {
  const embedding = later();
  const { store, open, shownText } = page({ getEmbedding: () => embedding.promise });
  const opening = open("cup");
  await opening;
  assert.equal(phase(store.state), "encoding");
  assert.equal(shownText(), "cup");
  embedding.resolve({ data: new Float32Array(1) });
  await turns();
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
  const { open, shownText, closed } = page({ putImage: async () => answer });
  await open("cmyk");
  assert.equal(shownText(), "/preview");
  assert.deepEqual(closed, ["cmyk"], "the memory of the first pixels is given back");
  const tiff = page({ putImage: async () => answer });
  await tiff.open("unknown");
  assert.equal(tiff.shownText(), "/preview");
});

test("of a large picture the server's preview is an overview, and the picture has its own size", async () => {
  const size = { width: 10000, height: 8000 };
  const answer = { id: "abc", ...size, preview: "/preview", embedding: "/e", notes: [] };
  const { store, open, shownText } = page({ putImage: async () => answer });
  await open("unknown");
  assert.equal(shownText(), "/preview?longest=2000");
  const { picture } = /** @type {any} */ (activeImage(store.state)).document;
  assert.deepEqual([picture.width, picture.height], [10000, 8000]);
});

test("a picture that lies at the server is opened there, and only its preview is here", async () => {
  const size = { width: 10000, height: 8000 };
  const answer = { id: "abc", ...size, preview: "/preview", embedding: "/e", notes: [] };
  /** @type {string[]} */
  const asked = [];
  const { store, opening, shownText } = page({
    openInFolder: async (/** @type {string} */ name) => {
      asked.push(name);
      return answer;
    },
    putImage: async () => assert.fail("a preview is no picture"),
  });
  const preview = new Blob(["/preview?longest=2000"]);
  const lying = { name: "scans/slide.tif", ...size };
  const read = async () => ({ file: preview, preview, lying });
  opening.openAll([{ name: "slide.tif", title: "slide.tif", read }]);
  await turns();
  assert.equal(phase(store.state), "ready");
  assert.equal(shownText(), "/preview?longest=2000");
  assert.equal(activeImage(store.state)?.document.picture.width, 10000);
  await opening.send("abc");
  assert.deepEqual(asked, ["scans/slide.tif", "scans/slide.tif"]);
});

test("what reading did to the picture is known from the server's answer on", async () => {
  const notes = ["Transparent parts are shown on white."];
  const size = { width: 60, height: 40 };
  const answer = { id: "abc", ...size, preview: null, embedding: "/e", first_channel: "/c", notes };
  const embedding = later();
  const { store, open } = page({
    putImage: async () => answer,
    getEmbedding: () => embedding.promise,
  });
  const opening = open("cup");
  assert.deepEqual(activeImage(store.state)?.runtime.notes, []);
  await opening;
  assert.deepEqual(activeImage(store.state)?.runtime.notes, notes);
  assert.equal(activeImage(store.state)?.runtime.channel, "/c");
  embedding.resolve({ data: new Float32Array(1) });
  await turns();
  assert.deepEqual(activeImage(store.state)?.runtime.notes, notes);
});

test("pixels of another size than the server's are not trusted", async () => {
  const { open, shownText } = page();
  await open("turned");
  assert.equal(shownText(), "/api/v1/images/abc/preview");
});

test("the picture on the stage goes first; one that was being encoded waits and follows", async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  const first = later();
  const { store, open } = page({
    getEmbedding: (/** @type {any} */ _, /** @type {any} */ { signal }) => {
      signals.push(signal);
      return signals.length === 1 ? first.promise : Promise.resolve({ data: new Float32Array(1) });
    },
  });
  await open("slow");
  const opening = open("cup");
  await turn();
  assert.equal(signals[0].aborted, true);
  first.reject(new DOMException("aborted", "AbortError"));
  await opening;
  assert.equal(activeImage(store.state)?.document.picture.file_name, "cup");
  assert.deepEqual(
    store.state.images.map(({ document, runtime }) => [document.picture.file_name, runtime.step]),
    [
      ["slow", "ready"],
      ["cup", "ready"],
    ],
  );
  assert.equal(signals.length, 3);
  assert.equal(store.state.notices.length, 0);
});

test("of several pictures the first is on the stage, and they are encoded one at a time", async () => {
  let atOnce = 0;
  let most = 0;
  /** @type {string[]} */
  const sent = [];
  const { store, open } = page({
    putImage: async (/** @type {Blob} */ blob) => {
      sent.push(await blob.text());
      return { id: sent.at(-1), width: 60, height: 40, preview: null, embedding: "/e", notes: [] };
    },
    getEmbedding: async () => {
      most = Math.max(most, ++atOnce);
      await turn();
      atOnce--;
      return { data: new Float32Array(1) };
    },
  });
  await open("one", "two", "three");
  assert.equal(activeImage(store.state)?.document.picture.file_name, "one");
  assert.deepEqual(sent, ["one", "two", "three"]);
  assert.equal(most, 1);
  for (const { runtime } of store.state.images) {
    assert.equal(runtime.step, "ready");
    assert.ok(runtime.miniature);
  }
});

test("one that this browser cannot show is opened in its turn too", async () => {
  const { store, open } = page({
    putImage: async (/** @type {Blob} */ blob) => {
      const id = await blob.text();
      const preview = id === "unknown" ? "/preview" : null;
      return { id, width: 60, height: 40, preview, embedding: "/e", notes: [] };
    },
  });
  await open("cup", "unknown");
  const [, image] = store.state.images;
  assert.equal(image.runtime.step, "ready");
  assert.ok(image.runtime.bytes?.preview, "to be shown again without the server");
  assert.equal(await image.runtime.miniature?.text(), "small /preview");
});

test("one that is refused does not disturb the others", async () => {
  const { store, open } = page({
    putImage: async (/** @type {Blob} */ blob) => {
      const id = await blob.text();
      if (id === "bad") throw new ApiError("unsupported", "This is no picture.", 415);
      return { id, width: 60, height: 40, preview: null, embedding: "/e", notes: [] };
    },
  });
  await open("one", "bad", "three");
  assert.deepEqual(
    store.state.images.map(({ document, runtime }) => [document.picture.file_name, runtime.step]),
    [
      ["one", "ready"],
      ["three", "ready"],
    ],
  );
  assert.equal(activeImage(store.state)?.document.picture.file_name, "one");
  assert.equal(store.state.notices.length, 1);
});

test("a picture that rests comes back out of storage, without the server", async () => {
  const { store, open, sessions, shownText, closed } = page();
  await open("cup");
  const key = store.state.images[0].key;
  const embedding = /** @type {any} */ ({
    data: new Float32Array(1),
    dims: [1],
    encoderFingerprint: "f",
  });
  await sessions.save("s", { bytes: store.state.images[0].runtime.bytes, embedding });
  store.apply(keepUnder, key, "s");
  store.apply((state) => changeImage(state, key, () => ({ runtime: { embedding } })));
  store.apply(noteStored, key, store.state.images[0].runtime);
  await open("table");
  store.apply(loseServer);
  store.apply(restImage, key);
  assert.deepEqual([store.state.images[0].runtime.step, closed], ["resting", ["cup"]]);
  store.apply(failModel);
  store.apply(showImage, key);
  await turns();
  assert.equal(shownText(), "cup");
  assert.deepEqual(
    [activeImage(store.state)?.runtime.step, activeImage(store.state)?.runtime.embedding],
    ["ready", embedding],
  );

  store.apply(restImage, key);
  store.apply(findServer, "back");
  const info = /** @type {any} */ ({ ...MODEL, encoder_fingerprint: "another" });
  store.apply(finishModel, info, { threads: 1, why: null, plain: false });
  await turns();
  const image = activeImage(store.state);
  assert.equal(image?.runtime.step, "ready", "one of another encoder is encoded anew");
  assert.notEqual(image?.runtime.embedding?.encoderFingerprint, "f");
});

test("a server that was started anew is sent the picture again", async () => {
  const answers = [
    Promise.reject(new ApiError("image_not_found", "There is no such picture.", 404)),
    Promise.resolve({ data: new Float32Array(1) }),
  ];
  let sent = 0;
  const { store, open, opening } = page({
    putImage: async () => {
      sent++;
      return { id: "abc", width: 60, height: 40, preview: null, embedding: "/e", notes: [] };
    },
    getEmbedding: () => answers.shift(),
  });
  await open("cup");
  assert.equal(phase(store.state), "ready");
  assert.equal(sent, 2);
  await opening.send("abc");
  assert.equal(sent, 3);
});

test("a refused picture leaves the one before, is named, says why and offers another", async () => {
  let refuse = false;
  const { store, open, shownText } = page({
    putImage: async () => {
      if (refuse) throw new ApiError("unsupported", "This is no picture.", 415);
      return { id: "abc", width: 60, height: 40, preview: null, embedding: "/e", notes: [] };
    },
  });
  await open("cup");
  refuse = true;
  await open("broken");
  assert.equal(shownText(), "cup");
  const [{ message, retry, openAnother }] = store.state.notices;
  assert.deepEqual([message, retry, openAnother], ["broken: This is no picture.", null, true]);
});

test("while the server is gone pictures wait with all that was done, and go on by themselves", async () => {
  const embedding = later();
  const answers = [embedding.promise, Promise.resolve({ data: new Float32Array(1) })];
  const { store, open, shownText } = page({ getEmbedding: () => answers.shift() });
  await open("cup");
  store.apply(addPoint, { x: 3, y: 4 }, 1);
  embedding.reject(new ApiError("unreachable", "no answer", 0));
  await turns();
  assert.equal(store.state.server, "gone");
  assert.equal(activeImage(store.state)?.runtime.step, "waiting");
  assert.equal(shownText(), "cup");
  const { message, retry } = store.state.notices[0];
  assert.equal(message, en.errorServerGoneKept("cup"));
  assert.equal(retry?.type, "resume");
  store.apply(findServer, "It is back.");
  await turns();
  assert.equal(phase(store.state), "ready");
  assert.equal(activeImage(store.state)?.session.draft.prompt.points.length, 1);
  assert.deepEqual(
    [store.state.notices[0].message, store.state.notices[0].retry],
    ["It is back.", null],
  );
});

test("a failure can be tried again, and is tried only then", async () => {
  let busy = true;
  let asked = 0;
  const { store, open, opening } = page({
    getEmbedding: async () => {
      asked++;
      if (busy) throw new ApiError("busy", "The server is busy.", 503);
      return { data: new Float32Array(1) };
    },
  });
  await open("cup");
  assert.equal(activeImage(store.state)?.runtime.step, "failed");
  assert.equal(asked, 1);
  busy = false;
  const { retry } = store.state.notices[0];
  assert.ok(retry?.type === "resume");
  opening.resume(retry.key);
  await turns();
  assert.equal(phase(store.state), "ready");
});

test("a photograph that the server cannot send is opened when it is tried again", async () => {
  let gone = true;
  const { store, opening } = page();
  const read = async () => {
    if (gone) throw new ApiError("unreachable", "no answer", 0);
    return new Blob(["cup"]);
  };
  opening.openAll([{ name: "cup", title: "cup", read }]);
  await turns();
  assert.equal(phase(store.state), "empty");
  const { retry, message } = store.state.notices[0];
  assert.equal(message, en.errorServerGoneEmpty("cup"));
  assert.ok(retry?.type === "open");
  gone = false;
  store.apply(findServer, "It is back.");
  opening.openAgain(retry.source);
  await turns();
  assert.equal(phase(store.state), "ready");
});

test("a file that cannot be read is named", async () => {
  const { store, opening } = page();
  const read = async () => {
    throw new DOMException("gone", "NotReadableError");
  };
  opening.openAll([{ name: "a.jpg", title: "a.jpg", read }]);
  await turns();
  assert.equal(store.state.notices[0].message, en.errorUnreadable("a.jpg"));
});

test("a file that is larger than the server takes is refused before it is sent", async () => {
  /** @type {unknown[]} */
  const sent = [];
  const { store, open } = page({
    putImage: async (/** @type {unknown} */ file) => {
      sent.push(file);
    },
  });
  const most = "cup".length - 1; // the file is its name
  store.apply(startModel);
  store.apply(
    finishModel,
    { ...MODEL, limits: { max_bytes: most, max_pixels: 1e6 } },
    { threads: 1, why: null, plain: false },
  );
  await open("cup");
  await turns();
  assert.deepEqual(sent, []);
  assert.equal(store.state.images.length, 0);
  const { message, retry } = store.state.notices.at(-1) ?? {};
  assert.equal(message, "cup: 3 bytes, at most 2 bytes are opened here.");
  assert.equal(retry, null, "trying again would not help");
});
