import assert from "node:assert/strict";
import { test } from "node:test";
import { closeImage, showImage } from "../../../static/js/pictures/filmstrip_transitions.js";
import {
  abandonOpening,
  advance,
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import {
  addPoint,
  chooseCandidate,
  chooseTool,
  clearPrompt,
  moveMark,
  redo,
  removeMark,
  setBox,
  showAnswer,
  showMask,
  showThumbnails,
  takeMark,
  undo,
} from "../../../static/js/prompting/prompting_transitions.js";
import { maskFacts, maskState, wantedToken } from "../../../static/js/prompting/wanted.js";
import { EMPTY_DRAFT } from "../../../static/js/session/picture_session.js";
import {
  closeHome,
  dismiss,
  findServer,
  loseServer,
  notify,
  openHome,
} from "../../../static/js/shell/page_transitions.js";
import { chooseLanguage, chooseTheme } from "../../../static/js/shell/settings_transitions.js";
import { activeImage, phase } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";

/** @import { OpenImage } from "../../../static/js/pictures/open_image.js" */

/**
 * @param {string} name
 * @returns {import("../../../static/js/pictures/open_image.js").Source}
 */
const source = (name) => ({ name, title: name, read: async () => new Blob() });

/** @param {number} width @param {number} height */
const bitmap = (width, height) => /** @type {ImageBitmap} */ ({ width, height });

/** @type {any} */
const EMBEDDING = { data: new Float32Array(0) };

/**
 * A store with a picture that has been opened.
 *
 * @param {string} [name]
 */
function opened(name = "coffee") {
  const store = new Store();
  const key = open(store, name);
  return { store, key };
}

/** @param {Store} store @param {string} name @returns {number} the picture's key */
function begin(store, name) {
  const key = store.state.nextId;
  store.apply(openImage, source(name), 0);
  return key;
}

/** @param {Store} store @param {string} name @returns {number} the picture's key */
function open(store, name) {
  const key = begin(store, name);
  store.apply(showBitmap, key, bitmap(600, 400));
  store.apply(advance, key, "encoding", 1000);
  store.apply(finishOpening, key, EMBEDDING, 2500);
  return key;
}

/** @param {Store} store @returns {OpenImage} */
function image(store) {
  const active = activeImage(store.state);
  assert.ok(active);
  return active;
}

/** @param {Store} store */
const prompt = (store) => image(store).session.draft.prompt;

/**
 * Answers the present prompt as the decoder would.
 *
 * @param {Store} store
 * @param {import("../../../static/js/pictures/runtime.js").Candidate[]} candidates
 * @param {import("../../../static/js/prompting/prompts.js").Prompt} [of]
 */
function answer(store, candidates, of = prompt(store)) {
  const { key } = image(store);
  const token = candidates[0].token;
  /** @type {any} */
  const origin = { logits: new Float32Array(0) };
  const window = { x: 0, y: 0, ...image(store).document.picture };
  const seen = { window, closer: null, cut: [], larger: null };
  store.apply(
    showAnswer,
    key,
    { prompt: of, ...seen, candidates, milliseconds: 20, source: origin, first: null },
    { prompt: of, token, ...drawn(3) },
  );
}

/** @param {number} area of four pixels */
function drawn(area) {
  return {
    corrections: EMPTY_DRAFT.corrections,
    part: { width: 2, height: 2 },
    mask: mask(area),
    fraction: area / 4,
  };
}

/** @param {number} area of four pixels */
function mask(area) {
  return { bits: new Uint8Array(4), width: 2, height: 2, area, box: null };
}

const THREE = [
  { token: 2, iou: 0.9 },
  { token: 1, iou: 0.8 },
  { token: 3, iou: 0.7 },
];

test("a picture goes through its phases and knows how long its embedding took", () => {
  const store = new Store();
  assert.equal(phase(store.state), "empty");
  const key = begin(store, "coffee");
  assert.equal(phase(store.state), "opening");
  store.apply(showBitmap, key, bitmap(600, 400));
  store.apply(advance, key, "sending", 500);
  assert.equal(phase(store.state), "opening");
  store.apply(advance, key, "encoding", 1000);
  assert.equal(phase(store.state), "encoding");
  store.apply(finishOpening, key, EMBEDDING, 2500);
  assert.equal(phase(store.state), "ready");
  assert.equal(image(store).runtime.encodeMilliseconds, 1500);
  assert.deepEqual(
    [image(store).document.picture.width, image(store).document.picture.height],
    [600, 400],
  );
});

test("prompts made while the picture is encoded are kept", () => {
  const store = new Store();
  const key = begin(store, "coffee");
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  assert.equal(prompt(store).points.length, 0, "nothing to point at before the pixels are there");
  store.apply(showBitmap, key, bitmap(600, 400));
  store.apply(addPoint, { x: 30, y: 40 }, 1);
  assert.equal(maskState(image(store)), "pending");
  store.apply(finishOpening, key, EMBEDDING, 1);
  assert.deepEqual(prompt(store).points, [{ x: 30, y: 40, label: 1 }]);
});

test("a preview of another size than the browser's pixels drops prompts made on those", () => {
  const store = new Store();
  const key = begin(store, "scan");
  store.apply(showBitmap, key, bitmap(600, 400));
  store.apply(addPoint, { x: 30, y: 40 }, 1);
  store.apply(showBitmap, key, bitmap(600, 400));
  assert.equal(prompt(store).points.length, 1);
  store.apply(showBitmap, key, bitmap(400, 600));
  assert.equal(prompt(store).points.length, 0);
});

test("a picture that fails gives the stage back to the one before, with its prompts", () => {
  const { store } = opened("coffee");
  store.apply(addPoint, { x: 5, y: 6 }, 1);
  const coffee = image(store).key;
  begin(store, "slow");
  store.apply(showImage, coffee);
  store.apply(abandonOpening, begin(store, "broken"));
  assert.equal(image(store).document.picture.file_name, "coffee");
  assert.equal(prompt(store).points.length, 1);
  assert.equal(store.state.homeOpen, false);
});

test("without a picture before, a failure leads back to the start screen", () => {
  const store = new Store();
  const key = begin(store, "broken");
  assert.equal(store.state.homeOpen, false);
  store.apply(abandonOpening, key);
  assert.equal(phase(store.state), "empty");
  assert.equal(store.state.homeOpen, true);
  store.apply(closeHome);
  assert.equal(store.state.homeOpen, true, "there is nothing behind it");
});

test("news of a picture that is gone changes nothing", () => {
  const { store, key } = opened("coffee");
  open(store, "chelsea");
  store.apply(closeImage, key, "closed");
  const before = store.state;
  store.apply(finishOpening, key, EMBEDDING, 9000);
  store.apply(advance, key, "encoding", 9000);
  assert.equal(store.state, before);
});

test("points and box combine, and a new box replaces the old one", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 5, y: 6 }, 1);
  store.apply(setBox, { x0: 1, y0: 2, x1: 30, y1: 40 });
  store.apply(addPoint, { x: 7, y: 8 }, 0);
  store.apply(setBox, { x0: 0, y0: 0, x1: 9, y1: 9 });
  const { points, box, earlier } = prompt(store);
  assert.deepEqual(points, [
    { x: 5, y: 6, label: 1 },
    { x: 7, y: 8, label: 0 },
  ]);
  assert.deepEqual(box, { x0: 0, y0: 0, x1: 9, y1: 9 });
  assert.equal(earlier?.prompt.box, null, "the box is the last mark");
  assert.equal(earlier?.prompt.points.length, 2);
});

test("moving a mark is one step; what was made before it is the very same", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 5, y: 6 }, 1);
  const first = prompt(store);
  store.apply(setBox, { x0: 1, y0: 2, x1: 30, y1: 40 });
  store.apply(addPoint, { x: 7, y: 8 }, 0);
  const before = prompt(store);
  const steps = image(store).session.history.past.length;
  store.apply(takeMark);
  for (const x1 of [31, 32, 33]) store.apply(moveMark, 1, { box: { x0: 1, y0: 2, x1, y1: 40 } });
  assert.equal(prompt(store).box?.x1, 33);
  assert.equal(prompt(store).points.length, 2);
  assert.equal(prompt(store).earlier?.prompt.earlier?.prompt, first);
  assert.equal(image(store).session.history.past.length, steps + 1);
  store.apply(undo);
  assert.equal(prompt(store), before);
});

test("removing a mark is a step; without the last one nothing is left", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 5, y: 6 }, 1);
  store.apply(setBox, { x0: 1, y0: 2, x1: 30, y1: 40 });
  store.apply(removeMark, 0);
  assert.deepEqual(prompt(store), {
    points: [],
    box: { x0: 1, y0: 2, x1: 30, y1: 40 },
    earlier: null,
  });
  store.apply(removeMark, 0);
  assert.equal(maskState(image(store)), "none");
  store.apply(undo);
  store.apply(undo);
  assert.equal(prompt(store).points.length, 1);
});

test("undo and redo go through 120 steps and back to the same objects", () => {
  const { store } = opened();
  const steps = [prompt(store)];
  for (let i = 0; i < 120; i++) {
    store.apply(addPoint, { x: i, y: i }, i % 2 === 0 ? 1 : 0);
    steps.push(prompt(store));
  }
  for (let i = 119; i >= 0; i--) {
    store.apply(undo);
    assert.equal(prompt(store), steps[i]);
  }
  store.apply(undo);
  assert.equal(prompt(store), steps[0]);
  for (let i = 1; i <= 120; i++) {
    store.apply(redo);
    assert.equal(prompt(store), steps[i]);
  }
  store.apply(redo);
  assert.equal(prompt(store), steps[120]);
});

test("a new step after an undo forgets what was undone", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  store.apply(addPoint, { x: 2, y: 2 }, 1);
  store.apply(undo);
  store.apply(addPoint, { x: 3, y: 3 }, 1);
  store.apply(redo);
  assert.deepEqual(
    prompt(store).points.map(({ x }) => x),
    [1, 3],
  );
});

test("reset is a step that can be undone; resetting nothing is none", () => {
  const { store } = opened();
  store.apply(clearPrompt);
  assert.equal(image(store).session.history.past.length, 0);
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer(store, THREE);
  store.apply(clearPrompt);
  assert.equal(maskState(image(store)), "none");
  assert.equal(image(store).runtime.shown, null);
  store.apply(undo);
  assert.equal(prompt(store).points.length, 1);
  assert.equal(maskState(image(store)), "pending");
});

test("the mask on the stage stays until the next prompt is answered", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer(store, THREE);
  assert.equal(maskState(image(store)), "shown");
  const { shown } = image(store).runtime;
  store.apply(addPoint, { x: 2, y: 2 }, 0);
  assert.equal(maskState(image(store)), "pending");
  assert.equal(image(store).runtime.shown, shown);
  assert.equal(maskFacts(image(store)), null, "figures of an old mask are no facts");
  answer(store, [{ token: 0, iou: 0.95 }]);
  assert.deepEqual(maskFacts(image(store)), {
    token: 0,
    iou: 0.95,
    fraction: 0.75,
    milliseconds: 20,
  });
});

test("an answer to a prompt that is no longer the present one is not shown", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  const old = prompt(store);
  store.apply(addPoint, { x: 2, y: 2 }, 1);
  answer(store, THREE, old);
  assert.equal(image(store).runtime.answer, null);
  assert.equal(maskState(image(store)), "pending");
});

test("choosing a candidate is remembered by undo, but is no step of its own", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer(store, THREE);
  assert.equal(wantedToken(image(store)), 2);
  store.apply(chooseCandidate, 3);
  assert.equal(wantedToken(image(store)), 3);
  assert.equal(maskState(image(store)), "pending", "its mask is not drawn yet");
  store.apply(showMask, image(store).key, { prompt: prompt(store), token: 3, ...drawn(1) });
  assert.equal(maskState(image(store)), "shown");
  store.apply(addPoint, { x: 2, y: 2 }, 0);
  store.apply(undo);
  assert.equal(image(store).session.draft.chosen, 3);
  store.apply(undo);
  assert.equal(prompt(store).points.length, 0);
});

test("a candidate can be chosen only among those on offer for the present prompt", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  store.apply(chooseCandidate, 2);
  assert.equal(image(store).session.draft.chosen, null, "not answered yet");
  answer(store, THREE);
  store.apply(chooseCandidate, 0);
  assert.equal(image(store).session.draft.chosen, null, "token 0 is not on offer");
});

test("thumbnails of an older prompt are not taken", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  const old = prompt(store);
  answer(store, THREE);
  store.apply(addPoint, { x: 2, y: 2 }, 1);
  const window = image(store).runtime.answer?.window;
  assert.ok(window);
  store.apply(showThumbnails, image(store).key, old, new Map([[1, mask(1)]]), window);
  assert.equal(image(store).runtime.thumbnails, null);
});

test("the same notice is shown once, and a server that is back changes what was said of it", () => {
  const store = new Store();
  const gone = { message: "gone", offline: true };
  store.apply(notify, gone);
  store.apply(notify, { ...gone, message: "other", offline: false });
  store.apply(notify, gone);
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    ["other", "gone"],
  );
  store.apply(loseServer);
  store.apply(findServer, "back");
  assert.deepEqual(
    store.state.notices.map(({ message, kind }) => [message, kind]),
    [
      ["other", "error"],
      ["back", "info"],
    ],
  );
  for (const { id } of store.state.notices) store.apply(dismiss, id);
  assert.equal(store.state.notices.length, 0);
});

test("a watcher hears at once, then only when what it selected changes", () => {
  const store = new Store();
  /** @type {unknown[]} */
  const heard = [];
  const end = store.watch(
    (state) => [state.tool],
    (tool) => heard.push(tool),
  );
  store.apply(chooseTool, 0);
  store.apply(openHome);
  store.apply(chooseTool, 0);
  store.apply(chooseTool, 1);
  end();
  store.apply(chooseTool, 0);
  assert.deepEqual(heard, [1, 0, 1]);
});

test("a watcher that changes the state itself leaves everyone with the last state", () => {
  const store = new Store();
  /** @type {unknown[]} */
  const heard = [];
  store.watch(
    (state) => [state.server],
    (server) => {
      if (server === "gone") store.apply(findServer, "back");
    },
  );
  store.watch(
    (state) => [state.server],
    (server) => heard.push(server),
  );
  store.apply(loseServer);
  assert.equal(store.state.server, "ok");
  assert.equal(heard.at(-1), "ok");
});

test("another language or theme leaves the picture, its prompt and its mask alone", () => {
  const { store } = opened();
  store.apply(addPoint, { x: 5, y: 5 }, 1);
  const { images } = store.state;
  /** @type {string[]} */
  const shown = [];
  store.watch(
    (state) => [state.language, state.theme],
    (language, theme) => shown.push(`${language} ${theme}`),
  );
  store.apply(chooseLanguage, "zh");
  store.apply(chooseTheme, "dark");
  store.apply(chooseTheme, "dark");
  assert.deepEqual(shown, ["en system", "zh system", "zh dark"]);
  assert.equal(store.state.images, images);
});
