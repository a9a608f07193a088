import assert from "node:assert/strict";
import { test } from "node:test";
import { FingerprintMismatch, Superseded } from "../../../static/js/decoder/errors.js";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { hover, lookAway, press } from "../../../static/js/prompting/aiming_transitions.js";
import {
  addPoint,
  chooseCandidate,
  clearPrompt,
  moveMark,
  removeMark,
  setBox,
  takeMark,
  undo,
} from "../../../static/js/prompting/prompting_transitions.js";
import { createSegmenting } from "../../../static/js/prompting/segmenting.js";
import { glimpsedMask, maskState } from "../../../static/js/prompting/wanted.js";
import { FEATURES } from "../../../static/js/ranking/features.js";
import { EMPTY_MEMORY, FIRST, weightsOf, withLesson } from "../../../static/js/ranking/learnt.js";
import { remember } from "../../../static/js/ranking/ranking_transitions.js";
import {
  changeDecoder,
  finishModel,
  startModel,
} from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { measureRoom, showWhole, zoomBy } from "../../../static/js/stage/looking_transitions.js";

/** @type {any} */
const MODEL = { kind: "vit_t" };
/** Of four tokens, each its own number. */
const LOGITS = Float32Array.of(0, 1, 2, 3);
const RUNTIME = { threads: 1, why: null, plain: false };

/** A store, and a decoder that writes down what it is asked. */
function page() {
  const store = new Store();
  /** @type {string[]} */
  const asked = [];
  /** @type {{ yields: () => boolean }[]} of the decodes */
  const options = [];
  /** @type {{ fails: Error | null, delay: Promise<void> | null }} */
  const mood = { fails: null, delay: null };
  const painted = async () => {
    asked.push("paint");
  };
  const mask = (/** @type {number} */ token, /** @type {any} */ { width, height }) => ({
    token,
    bits: new Uint8Array(0),
    width,
    height,
    area: token,
    box: null,
    fraction: 0.25,
  });
  /** @type {any} */
  const decoder = {
    setEmbedding: async (/** @type {any} */ { name }) => {
      asked.push(`place ${name}`);
      await mood.delay;
    },
    decode: async (/** @type {any} */ prompt, /** @type {any} */ size, /** @type {any} */ way) => {
      options.push(way);
      const points = prompt.points.length;
      const refining = way.maskInput ? ` refining ${way.maskInput[0]}` : "";
      asked.push(
        `decode ${points}${prompt.box ? "+box" : ""}${refining} at ${size.width}x${size.height}`,
      );
      await mood.delay;
      if (mood.fails) throw mood.fails;
      const lone = points === 1 && !prompt.box;
      const tokens = way.weights ? [0, 3, 1, 2] : lone ? [3, 1, 2] : [0];
      const candidates = tokens.map((token) => ({ token, iou: 0.9 - token / 100 }));
      return {
        candidates,
        mask: mask(tokens[0], size),
        milliseconds: 7,
        source: { logits: LOGITS },
        features: lone ? new Float64Array(4 * FEATURES.length) : null,
      };
    },
    render: async (/** @type {any} */ { token }, /** @type {any} */ size) => {
      asked.push(`render ${token} at ${size.width}x${size.height}`);
      return mask(token, size);
    },
    png: async (/** @type {any} */ { token }, /** @type {any} */ size) => {
      asked.push(`png ${token} at ${size.width}x${size.height}`);
      return new Blob();
    },
  };
  const segmenting = createSegmenting({ store, decoder, painted, wait: settled, strings: en });
  /** @param {string} name */
  const open = (name) => {
    const key = store.state.nextId;
    store.apply(openImage, { name, title: name, read: async () => new Blob() }, 0);
    store.apply(showBitmap, key, /** @type {any} */ ({ width: 60, height: 40 }));
    return () => store.apply(finishOpening, key, /** @type {any} */ ({ name }), 1);
  };
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  return { store, asked, options, mood, open, image, segmenting };
}

/** @param {number} width @param {number} height */
const room = (width, height) => ({ width, height, margin: 0, pixelRatio: 1 });

/** A page whose picture and model are ready. */
async function ready() {
  const parts = page();
  parts.store.apply(finishModel, MODEL, RUNTIME);
  parts.open("cup.jpg")();
  await settled();
  parts.asked.length = 0;
  return parts;
}

const settled = () => /** @type {Promise<void>} */ (new Promise((end) => setTimeout(end)));

test("a prompt made before picture and decoder are ready is answered when both are", async () => {
  const { store, asked, open, image } = page();
  const finish = open("cup.jpg");
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  finish();
  await settled();
  assert.deepEqual(asked, []);
  store.apply(finishModel, MODEL, RUNTIME);
  await settled();
  assert.deepEqual(asked.slice(0, 2), ["place cup.jpg", "decode 1 at 60x40"]);
  assert.equal(maskState(image()), "shown");
});

test("while the picture is placed, only the latest prompt is decoded", async () => {
  const { store, asked, mood, open } = page();
  store.apply(finishModel, MODEL, RUNTIME);
  /** @type {() => void} */
  let place = () => {};
  mood.delay = new Promise((end) => {
    place = end;
  });
  open("cup.jpg")();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  store.apply(addPoint, { x: 2, y: 2 }, 0);
  place();
  await settled();
  assert.deepEqual(asked, ["place cup.jpg", "decode 1 at 1x1", "decode 2 refining 3 at 60x40"]);
});

test("a decoder that is loaded anew is given the picture again", async () => {
  const { store, asked } = await ready();
  store.apply(startModel);
  store.apply(finishModel, MODEL, RUNTIME);
  await settled();
  assert.deepEqual(asked, ["place cup.jpg"]);
});

test("with another decoder the shown mask is decoded anew, each mark of its prompt", async () => {
  const { store, asked, image } = await ready();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  store.apply(addPoint, { x: 2, y: 2 }, 0);
  await settled();
  const { shown } = image().runtime;
  asked.length = 0;
  store.apply(changeDecoder, { ...MODEL }, RUNTIME);
  assert.equal(image().runtime.shown, shown); // until the new one is there
  assert.equal(maskState(image()), "pending");
  await settled();
  // The picture is in place already.
  assert.deepEqual(asked, ["decode 1 at 1x1", "decode 2 refining 3 at 60x40"]);
  assert.equal(maskState(image()), "shown");
  asked.length = 0;
  store.apply(undo);
  await settled();
  // It was decoded anew on the way.
  assert.deepEqual(asked.slice(0, 1), ["render 3 at 60x40"]);
});

test("a mask that is decoded while the decoder is changed is decoded anew", async () => {
  const { store, asked, mood, image } = await ready();
  /** @type {() => void} */
  let go = () => {};
  mood.delay = new Promise((end) => {
    go = end;
  });
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  store.apply(changeDecoder, { ...MODEL }, RUNTIME);
  mood.delay = null;
  go();
  await settled();
  assert.deepEqual(asked.slice(0, 2), ["decode 1 at 60x40", "decode 1 at 60x40"]);
  assert.equal(maskState(image()), "shown");
});

test("an ambiguous prompt gets thumbnails; another candidate is drawn when it is chosen", async () => {
  const { store, asked, image } = await ready();
  store.apply(measureRoom, room(120, 80));
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  assert.deepEqual(asked, [
    "decode 1 at 120x80",
    "paint",
    "render 3 at 60x40",
    "render 1 at 60x40",
    "render 2 at 60x40",
  ]);
  assert.deepEqual([...(image().runtime.thumbnails?.masks.keys() ?? [])], [3, 1, 2]);
  asked.length = 0;
  store.apply(chooseCandidate, 2);
  await settled();
  assert.deepEqual(asked, ["render 2 at 120x80"]);
  assert.equal(image().runtime.shown?.token, 2);
});

test("undo brings the chosen candidate back without showing the best one in between", async () => {
  const { store, image } = await ready();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  store.apply(chooseCandidate, 2);
  await settled();
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  await settled();
  assert.equal(image().runtime.shown?.token, 0);
  /** @type {unknown[]} */
  const tokens = [];
  store.watch(
    (state) => [activeImage(state)?.runtime.shown],
    (shown) => tokens.push(shown?.token),
  );
  store.apply(undo);
  await settled();
  assert.deepEqual(tokens, [0, 2]);
});

test("a mark refines the mask that was shown before it, the chosen candidate's", async () => {
  const { store, asked } = await ready();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  store.apply(chooseCandidate, 2);
  await settled();
  asked.length = 0;
  store.apply(addPoint, { x: 2, y: 2 }, 0);
  await settled();
  assert.deepEqual(asked, ["decode 2 refining 2 at 60x40"]);
});

test("what is left when a mark is moved or removed is decoded anew from there, in order", async () => {
  const { store, asked } = await ready();
  for (const x of [1, 2, 3, 4]) {
    store.apply(addPoint, { x, y: 1 }, 1);
    await settled();
  }
  asked.length = 0;
  store.apply(removeMark, 1);
  await settled();
  assert.deepEqual(asked, ["decode 2 refining 3 at 1x1", "decode 3 refining 0 at 60x40"]);
  asked.length = 0;
  store.apply(takeMark);
  store.apply(moveMark, 0, { point: { x: 9, y: 9, label: 1 } });
  await settled();
  assert.deepEqual(asked, [
    "decode 1 at 1x1",
    "decode 2 refining 3 at 1x1",
    "decode 3 refining 0 at 60x40",
  ]);
});

test("what is known already is only drawn: undo decodes nothing", async () => {
  const { store, asked, image } = await ready();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  store.apply(addPoint, { x: 2, y: 1 }, 1);
  await settled();
  asked.length = 0;
  store.apply(undo);
  await settled();
  assert.ok(asked.every((request) => !request.startsWith("decode")));
  assert.equal(maskState(image()), "shown");
});

test("a resized stage gets its mask drawn at the new size, and decodes nothing", async () => {
  const { store, asked, image } = await ready();
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  await settled();
  asked.length = 0;
  store.apply(measureRoom, room(90, 60));
  store.apply(measureRoom, room(150, 100));
  await settled();
  assert.equal(asked.at(-1), "render 0 at 150x100");
  assert.equal(image().runtime.shown?.mask.width, 150);
  assert.ok(asked.every((request) => request.startsWith("render")));
});

test("zoomed in, only what can be seen is drawn, in the picture's own pixels", async () => {
  const { store, asked, image } = await ready();
  store.apply(measureRoom, room(60, 40));
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  await settled();
  asked.length = 0;
  store.apply(zoomBy, 8, { x: 0, y: 0 });
  await settled();
  assert.deepEqual(asked, ["render 0 at 60x40"]);
  assert.deepEqual(image().runtime.shown?.part.box, { x0: 0, y0: 0, x1: 9, y1: 6 });
  store.apply(showWhole);
  await settled();
  assert.equal(image().runtime.shown?.part.box, undefined);
});

test("a prompt that cannot be answered says so, and can be tried again", async () => {
  const { store, mood, segmenting, image } = await ready();
  mood.fails = new Error("Out of memory.");
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  assert.equal(store.state.notices[0].message, en.errorDecode("Out of memory."));
  assert.equal(store.state.notices[0].retry?.type, "decode");
  mood.fails = null;
  segmenting.retry();
  await settled();
  assert.equal(maskState(image()), "shown");
});

test("another model's decoder is refused in words, with the way to the right one", async () => {
  const { store, mood } = await ready();
  mood.fails = new FingerprintMismatch("Encoded by another model.");
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  const [{ message, retry }] = store.state.notices;
  assert.match(message, /^Encoded by another model\. .* your points stay\.$/);
  assert.equal(retry?.type, "renew");
});

test("a superseded decode is nothing to report", async () => {
  const { store, mood } = await ready();
  mood.fails = new Superseded();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await settled();
  assert.equal(store.state.notices.length, 0);
});

test("the PNG is of the picture's own size and named after it", async () => {
  const { store, asked, segmenting } = await ready();
  assert.equal(await segmenting.writePng(), null);
  store.apply(measureRoom, room(30, 20));
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  await settled();
  const file = await segmenting.writePng();
  assert.equal(file?.name, "cup-mask.png");
  assert.equal(asked.at(-1), "png 0 at 60x40");
  store.apply(clearPrompt);
  assert.equal(await segmenting.writePng(), null);
});

/** What is done by hand, until it is let go. */
function holding() {
  /** @type {() => void} */
  let release = () => {};
  /** @type {Promise<void>} */
  const delay = new Promise((end) => {
    release = end;
  });
  return { delay, release };
}

const HERE = { x: 7, y: 8 };

test("what the pointer hovers over is decoded once, and a click there needs no decode", async () => {
  const { store, asked, image } = await ready();
  store.apply(hover, HERE);
  store.apply(hover, { ...HERE });
  await settled();
  assert.deepEqual(asked, ["decode 1 at 60x40"], "no thumbnails for what nobody asked");
  assert.equal(glimpsedMask(image())?.token, 3);
  assert.equal(maskState(image()), "none");
  assert.equal(image().session.history.past.length, 0);
  store.apply(addPoint, { ...HERE }, 1);
  assert.equal(maskState(image()), "shown", "at once");
  assert.equal(image().runtime.shown?.token, 3);
  assert.equal(glimpsedMask(image()), null);
  await settled();
  assert.deepEqual(asked.slice(1), [
    "paint",
    "render 3 at 60x40",
    "render 1 at 60x40",
    "render 2 at 60x40",
  ]);
});

test("a press is decoded at once; the click that it becomes waits for that decode only", async () => {
  const { store, asked, mood, image } = await ready();
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  await settled();
  asked.length = 0;
  const held = holding();
  mood.delay = held.delay;
  store.apply(press, HERE, 0);
  store.apply(addPoint, { ...HERE }, 0);
  assert.equal(maskState(image()), "pending");
  assert.equal(glimpsedMask(image()), null);
  held.release();
  await settled();
  assert.deepEqual(asked, ["decode 1+box refining 0 at 60x40"]);
  assert.equal(maskState(image()), "shown");
});

test("a press that becomes a box leaves nothing behind", async () => {
  const { store, mood, image } = await ready();
  const held = holding();
  mood.delay = held.delay;
  store.apply(press, HERE, 1);
  store.apply(lookAway);
  held.release();
  await settled();
  assert.equal(image().runtime.glimpse, null);
  assert.equal(maskState(image()), "none");
});

test("a hover that cannot be answered is not worth a word; the click after it is", async () => {
  const { store, mood, image } = await ready();
  mood.fails = new Error("Out of memory.");
  store.apply(hover, HERE);
  await settled();
  assert.equal(store.state.notices.length, 0);
  store.apply(addPoint, HERE, 1);
  await settled();
  assert.equal(store.state.notices.length, 1);
  assert.equal(maskState(image()), "pending");
});

test("only what nobody clicked yields", async () => {
  const { store, options, mood } = await ready();
  mood.delay = new Promise(() => {});
  store.apply(hover, HERE);
  await settled();
  const [hovered] = options;
  assert.equal(hovered.yields(), true);
  store.apply(addPoint, HERE, 1);
  assert.equal(hovered.yields(), false, "the same decode, once it is wanted");
  store.apply(undo);
  assert.equal(hovered.yields(), true);
});

/** What a memory has after three objects. */
function learnt() {
  const lesson = {
    label: "",
    features: Array(4 * FEATURES.length).fill(0.5),
    overlaps: [1, 0, 0, 0],
  };
  return Array(FIRST).fill(lesson).reduce(withLesson, EMPTY_MEMORY);
}

test("a memory ranks the candidates of hovering and clicking, and of nothing else", async () => {
  const { store, options, image } = await ready();
  store.apply(hover, { x: 5, y: 5 });
  await settled();
  const memory = learnt();
  store.apply(remember, null, memory);
  store.apply(hover, { x: 8, y: 8 });
  await settled();
  assert.equal(image().runtime.glimpse?.shown.token, 0);
  store.apply(addPoint, { x: 8, y: 8 }, 1);
  store.apply(setBox, { x0: 1, y0: 1, x1: 9, y1: 9 });
  await settled();
  assert.deepEqual(
    options.map((option) => /** @type {any} */ (option).weights),
    [null, weightsOf(memory, ""), null],
  );
});

test("what a memory put first is written down where a mark refines it", async () => {
  const { store, asked, image } = await ready();
  store.apply(remember, null, learnt());
  store.apply(addPoint, { x: 8, y: 8 }, 1);
  await settled();
  assert.equal(image().session.draft.chosen, null);
  // Forgotten meanwhile: the second mark refines what was shown all the same.
  store.apply(remember, null, EMPTY_MEMORY);
  store.apply(press, { x: 9, y: 9 }, 0);
  store.apply(addPoint, { x: 9, y: 9 }, 0);
  await settled();
  assert.equal(image().session.draft.prompt.earlier?.chosen, 0);
  assert.ok(asked.includes("decode 2 refining 0 at 60x40"), String(asked));
  const { first } = image().runtime.answer ?? {};
  assert.deepEqual([first?.token, first?.ranked, first?.features.length], [0, true, 68]);
});
