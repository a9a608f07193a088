import assert from "node:assert/strict";
import { test } from "node:test";
import { maskAnnotation, reopened } from "../../../static/js/objects/objects.js";
import {
  finishOpening,
  openImage,
  showBitmap,
  takeNotes,
} from "../../../static/js/pictures/opening_transitions.js";
import { hover, lookAway } from "../../../static/js/prompting/aiming_transitions.js";
import {
  addPoint,
  chooseCandidate,
  clearPrompt,
  setBox,
  undo,
} from "../../../static/js/prompting/prompting_transitions.js";
import { createSegmenting } from "../../../static/js/prompting/segmenting.js";
import { maskState } from "../../../static/js/prompting/wanted.js";
import { ApiError } from "../../../static/js/server/api.js";
import { finishModel } from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { windowFrame } from "../../../static/js/stage/geometry.js";
import {
  measureRoom,
  panBy,
  showWhole,
  zoomBy,
} from "../../../static/js/stage/looking_transitions.js";
import { watchWindows } from "../../../static/js/windows/fetching.js";
import { sharpness } from "../../../static/js/windows/sharp_view.js";
import { wholeOf, windowName, windowOfNumbers } from "../../../static/js/windows/windows.js";

/** @type {any} */
const MODEL = { kind: "vit_t", image_size: 1024, encoder_fingerprint: "ab" };
const RUNTIME = { threads: 1, why: null, plain: false };

/**
 * A page with a picture, a decoder that writes down what it is asked, and a server that gives windows
 * when it is told to. Masks of windows in `cut` reach the border.
 */
function page({ width = 10_000, height = 8_000 } = {}) {
  const store = new Store();
  /** @type {string[]} */
  const asked = [];
  /** @type {Map<string, (embedding?: any) => void>} requests under way */
  const requests = new Map();
  /** @type {Set<string>} */
  const cut = new Set();
  const picture = { width, height };
  /** @type {any} */
  let placed = null;
  const decoded = (/** @type {any} */ prompt, /** @type {any} */ way) => {
    const window = placed.window ?? wholeOf(picture);
    const name = placed.window ? windowName(window) : "whole";
    asked.push(`decode ${prompt.points.length} in ${name}${way.maskInput ? " refining" : ""}`);
    const inside = cut.has(name) ? 1 : -1;
    const logits = new Float32Array(4 * 256 * 256).fill(inside);
    const source = {
      logits,
      frame: windowFrame(window, picture, 1024),
      threshold: 0,
      decoder: "d",
    };
    const tokens = prompt.points.length === 1 && !prompt.box ? [2, 1, 3] : [0];
    return {
      candidates: tokens.map((token) => ({ token, iou: 0.9 })),
      mask: { token: tokens[0], fraction: 0.5 },
      milliseconds: 1,
      source,
      features: null,
    };
  };
  /** @type {any} */
  const decoder = {
    setEmbedding: async (/** @type {any} */ embedding) => {
      placed = embedding;
      asked.push(`place ${embedding.window ? windowName(embedding.window) : "whole"}`);
    },
    decode: async (/** @type {any} */ prompt, /** @type {any} */ _, /** @type {any} */ way) =>
      decoded(prompt, way),
    render: async (/** @type {any} */ { token }) => ({ token, fraction: 0.5 }),
  };
  const wait = settled;
  createSegmenting({ store, decoder, painted: async () => {}, wait, strings: en });
  /** @type {any} */
  const api = {
    getEmbedding: (/** @type {any} */ _, /** @type {any} */ { window, ahead, signal }) =>
      new Promise((resolve, reject) => {
        const name = `${windowName(window)}${ahead ? " ahead" : ""}`;
        const embedding = {
          window,
          imageWidth: width,
          imageHeight: height,
          encoderFingerprint: "ab",
        };
        requests.set(name, (error) => {
          requests.delete(name);
          if (error) reject(error);
          else resolve(embedding);
        });
        signal.addEventListener("abort", () => {
          requests.delete(name);
          reject(signal.reason);
        });
      }),
  };
  const kept = { load: async () => null, save: async () => {} };
  watchWindows({ store, api, send: async () => {}, kept, wait });
  store.apply(finishModel, MODEL, RUNTIME);
  store.apply(measureRoom, { width: 1000, height: 800, margin: 0, pixelRatio: 1 });
  const key = store.state.nextId;
  store.apply(openImage, { name: "a.jpg", title: "a", read: async () => new Blob() }, 0);
  store.apply(showBitmap, key, /** @type {any} */ (picture));
  store.apply(takeNotes, key, { id: "5e".repeat(32), notes: [] });
  store.apply(finishOpening, key, /** @type {any} */ ({ encoderFingerprint: "ab" }), 1);
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  const answered = () => {
    const { answer } = image().runtime;
    assert.ok(answer && answer.prompt === image().session.draft.prompt);
    return windowName(answer.window);
  };
  /** The server answers what is under way. @param {Error} [error] */
  const give = async (error) => {
    const [name, end] = [...requests][0] ?? [];
    end?.(error);
    await settled();
    return name;
  };
  return { store, asked, requests, cut, image, answered, give };
}

/** Enough turns for what waits for a view to rest, too. */
async function settled() {
  for (let turn = 0; turn < 4; turn++) await new Promise((end) => setTimeout(end));
}

/** Zoomed in to native scale, around MIDDLE. */
function zoomedIn() {
  const parts = page();
  parts.store.apply(zoomBy, 10, { x: 194.4, y: 244.4 });
  return parts;
}

const MIDDLE = { x: 2250, y: 2600 };

test("a click before the window is there is answered at once, and sharpened when it comes", async () => {
  const { store, asked, requests, image, answered, give } = zoomedIn();
  await settled();
  store.apply(addPoint, MIDDLE, 1);
  await settled();
  assert.equal(answered(), windowName(wholeOf(image().document.picture)));
  assert.equal(maskState(image()), "shown");
  const { closer } = image().runtime.answer ?? {};
  assert.equal(closer && windowName(closer), [...requests.keys()][0]);
  asked.length = 0;
  const name = await give();
  assert.deepEqual(asked.slice(0, 2), [`place ${name}`, `decode 1 in ${name}`]);
  assert.equal(answered(), name);
  assert.equal(maskState(image()), "shown");
  assert.equal(sharpness(store.state), "here");
});

test("while the view rests its windows come one by one, the nearest first, then others ahead", async () => {
  const { store, requests, give } = zoomedIn();
  assert.equal(requests.size, 0, "not while it moves");
  await settled();
  assert.equal(sharpness(store.state), "soon");
  const names = [];
  for (let name = await give(); name !== undefined; name = await give()) names.push(name);
  assert.ok(names.length > 4 && names.length < 12);
  const first = names.findIndex((name) => name.endsWith("ahead"));
  assert.ok(first >= 4);
  assert.ok(names.slice(first).every((name) => name.endsWith("ahead")));
  assert.match(names[first], /,2048,2048 ahead$/, "the one that an object may go on in");
});

test("what the view has left is given up", async () => {
  const { store, requests } = zoomedIn();
  await settled();
  const [before] = requests.keys();
  store.apply(panBy, { x: -4000, y: 0 });
  await settled();
  const [after] = requests.keys();
  assert.notEqual(after, before);
  assert.equal(requests.size, 1);
  store.apply(showWhole);
  await settled();
  assert.equal(requests.size, 0);
  assert.equal(sharpness(store.state), "none");
});

test("a prompt's own window goes before those around", async () => {
  const { store, requests, give } = zoomedIn();
  await settled();
  for (let i = 0; ![...requests.keys()][0].endsWith("ahead") && i < 12; i++) await give();
  store.apply(setBox, { x0: 2100, y0: 2100, x1: 2900, y1: 2950 });
  await settled();
  const [urgent] = requests.keys();
  assert.match(urgent, /,2048,2048$/);
  await give();
  assert.equal(activeImage(store.state)?.runtime.answer?.closer, null);
});

test("an object that its window cuts is continued in the next larger one, marks and all", async () => {
  const { store, asked, cut, requests, image, answered, give } = zoomedIn();
  await settled();
  const name = String([...requests.keys()][0]);
  cut.add(name);
  await give();
  asked.length = 0;
  store.apply(addPoint, MIDDLE, 1);
  await settled();
  assert.equal(answered(), name, "it is shown as it is meanwhile");
  const larger = String([...requests.keys()][0]);
  assert.match(larger, /,2048,2048$/);
  await give();
  assert.equal(answered(), larger);
  asked.length = 0;
  store.apply(addPoint, { x: 2300, y: 2500 }, 0);
  await settled();
  assert.deepEqual(asked, [`decode 2 in ${larger} refining`]);
  assert.equal(answered(), larger);
  store.apply(undo);
  await settled();
  assert.equal(answered(), larger);
  assert.equal(maskState(image()), "shown");
});

test("a mark beyond the window has all of them asked anew in one that holds them", async () => {
  const { store, asked, requests, answered, give } = zoomedIn();
  await settled();
  const name = String(await give());
  const window = windowOfNumbers(/** @type {any} */ (name.split(",").map(Number)));
  store.apply(addPoint, { x: window.x + 500, y: window.y + 500 }, 1);
  await settled();
  asked.length = 0;
  store.apply(addPoint, { x: window.x + 1100, y: window.y + 500 }, 1);
  await settled();
  while (![...requests.keys()].length) await settled();
  for (let i = 0; activeImage(store.state)?.runtime.answer?.closer && i < 12; i++) await give();
  const now = answered();
  assert.notEqual(now, name);
  const held = windowOfNumbers(/** @type {any} */ (now.split(",").map(Number)));
  assert.ok(held.x <= window.x + 500 && held.x + held.width >= window.x + 1100);
  assert.deepEqual(asked.slice(-2), [`decode 1 in ${now}`, `decode 2 in ${now} refining`]);
});

test("a candidate that its window cuts is continued too, once it is chosen", async () => {
  const { store, cut, requests, answered, give } = zoomedIn();
  await settled();
  const name = String([...requests.keys()][0]);
  await give();
  store.apply(addPoint, MIDDLE, 1);
  await settled();
  const { answer } = activeImage(store.state)?.runtime ?? {};
  assert.ok(answer);
  cut.clear();
  Object.assign(answer, { cut: [false, false, false, true] });
  store.apply(chooseCandidate, 3);
  await settled();
  assert.equal(answered(), name);
  assert.match(String([...requests.keys()][0]), /,2048,2048$/);
});

test("glimpses are of the window too, and the decoder has it before the pointer comes", async () => {
  const { store, asked, image, give } = zoomedIn();
  await settled();
  const name = await give();
  await settled();
  assert.equal(asked.at(-1), `place ${name}`);
  asked.length = 0;
  store.apply(hover, MIDDLE);
  await settled();
  assert.deepEqual(asked, [`decode 1 in ${name}`]);
  assert.equal(windowName(/** @type {any} */ (image().runtime.glimpse?.answer.window)), name);
  store.apply(lookAway);
  store.apply(clearPrompt);
});

test("a record says which window its mask is of, and is opened in that one again", async () => {
  const { store, image, give, answered } = zoomedIn();
  await settled();
  await give();
  store.apply(addPoint, MIDDLE, 1);
  await settled();
  const segmentation = { size: /** @type {[number, number]} */ ([8000, 10_000]), counts: "" };
  const identity = { id: "a", now: "2026-11-30T12:00:00Z", name: "", label: "", info: MODEL };
  const record = maskAnnotation(image(), segmentation, identity);
  assert.equal(record.window?.join(), answered());
  const again = reopened(record);
  assert.equal(again.prompt.window && windowName(again.prompt.window), answered());
  const { prompt } = reopened({ ...record, window: undefined });
  assert.ok(!("window" in prompt));
});

test("where the server does not give a window, the whole picture's answer stays", async () => {
  const { store, requests, give, answered, image } = zoomedIn();
  store.apply(addPoint, MIDDLE, 1);
  await settled();
  const asked = [...requests.keys()];
  await give(new ApiError("internal_error", "It failed.", 500));
  assert.equal(answered(), windowName(wholeOf(image().document.picture)));
  assert.ok(!requests.has(asked[0]), "it is not asked again and again");
  await give(new ApiError("unreachable", "Gone.", 0));
  assert.equal(store.state.server, "gone");
  assert.equal(requests.size, 0);
});

test("small pictures, and large ones that are seen whole, have no windows", async () => {
  const small = page({ width: 1280, height: 960 });
  small.store.apply(zoomBy, 6, { x: 500, y: 400 });
  const whole = page();
  for (const { store, requests, asked, answered, image } of [small, whole]) {
    store.apply(addPoint, { x: 640, y: 480 }, 1);
    await settled();
    assert.equal(requests.size, 0);
    assert.deepEqual(asked, ["place whole", "decode 1 in whole"]);
    assert.equal(answered(), windowName(wholeOf(image().document.picture)));
    assert.ok(!("window" in image().session.draft.prompt));
    assert.equal(sharpness(store.state), "none");
  }
});
