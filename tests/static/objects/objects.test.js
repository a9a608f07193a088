import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseClass, classify } from "../../../static/js/classes/classes_transitions.js";
import { randomUuid } from "../../../static/js/document/uuid.js";
import {
  advanceEverything,
  filterEverything,
} from "../../../static/js/everything/everything_transitions.js";
import { foundMask } from "../../../static/js/everything/found.js";
import { checkAnnotation } from "../../../static/js/formats/annotation_faults.js";
import { published } from "../../../static/js/formats/published.js";
import { decodeRle, encodeRle, insideRuns } from "../../../static/js/masks/rle.js";
import { differenceOf, unionOf } from "../../../static/js/masks/spans.js";
import { createExporting } from "../../../static/js/objects/exporting.js";
import { objectAt } from "../../../static/js/objects/objects.js";
import {
  addObjects,
  hideObjects,
  moveObjects,
  nameObject,
  offerBox,
  removeObjects,
  reopenObject,
  selectObject,
  selectObjects,
  selectTouched,
  walkObjects,
} from "../../../static/js/objects/objects_transitions.js";
import { createTaking } from "../../../static/js/objects/taking.js";
import {
  finishOpening,
  openImage,
  showBitmap,
  takeNotes,
} from "../../../static/js/pictures/opening_transitions.js";
import { selectedBy } from "../../../static/js/prompting/click_target.js";
import {
  addPoint,
  chooseCandidate,
  correct,
  setBox,
  showAnswer,
  showMask,
  takeUp,
  undo,
} from "../../../static/js/prompting/prompting_transitions.js";
import { marksOf } from "../../../static/js/prompting/prompts.js";
import { isEmptyDraft } from "../../../static/js/session/picture_session.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { masksOver } from "../../../static/js/stage/layer_view.js";
import { readZip } from "../zip_reader.js";

const SIZE = { width: 8, height: 6 };
const NOW = "2026-11-25T12:00:00Z";
const MODEL = /** @type {any} */ ({
  kind: "vit_t",
  encoder_fingerprint: "a".repeat(64),
  decoder_fingerprint: "b".repeat(64),
});

/** A rectangle of the picture. @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function rectangle(x0, y0, x1, y1) {
  const bits = new Uint8Array(48);
  for (let y = y0; y < y1; y++) bits.fill(1, y * 8 + x0, y * 8 + x1);
  return encodeRle({ bits, ...SIZE });
}

/** A page with a picture, whose decoder gives the masks it is told to. */
function page() {
  const store = new Store();
  const key = store.state.nextId;
  store.apply(openImage, { name: "cup.jpg", title: "Cup", read: async () => new Blob() }, 0);
  store.apply(showBitmap, key, /** @type {any} */ (SIZE));
  store.apply(finishOpening, key, /** @type {any} */ ({}), 1);
  store.apply((state) => ({ ...state, model: { ...state.model, info: MODEL } }));
  const masks = { next: rectangle(0, 0, 4, 4), tidied: /** @type {any} */ (null) };
  const decoder = { rle: async () => masks.next, tidy: async () => masks.tidied };
  /** @type {any[]} */
  const lessons = [];
  const learn = async (/** @type {any} */ lesson) => {
    lessons.push(lesson);
  };
  const taking = createTaking({
    store,
    decoder,
    learn,
    newId: randomUuid,
    date: () => NOW,
    strings: en,
  });
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  /** Answers the present prompt. */
  const answer = (
    decoder = MODEL.decoder_fingerprint,
    first = /** @type {any} */ (null),
    seen = /** @type {any} */ (null),
  ) => {
    const { prompt } = image().session.draft;
    const candidates = [1, 2, 3].map((token) => ({ token, iou: 1 - token / 10 }));
    const source = /** @type {any} */ ({ logits: new Float32Array(0), decoder });
    const window = seen ?? { x: 0, y: 0, ...SIZE };
    const where = { window, closer: null, cut: [false, false, false, false], larger: null };
    const answer = { prompt, ...where, candidates, milliseconds: 1, source, first };
    store.apply(showAnswer, key, answer, drawn(1));
  };
  /** @param {number} token */
  const drawn = (token) => {
    const { prompt, corrections } = image().session.draft;
    const mask = { bits: new Uint8Array(0), ...SIZE, area: 16, box: null };
    return { prompt, token, corrections, part: SIZE, mask, fraction: 1 / 3 };
  };
  /** @param {number} [token] */
  const draw = (token = 1) => store.apply(showMask, key, drawn(token));
  const objects = () => {
    const { document, session } = image();
    return document.annotations.map(({ record }) => ({
      annotation: record,
      colour: session.colours[record.id],
      hidden: session.hidden.includes(record.id),
    }));
  };
  const ids = () => objects().map(({ annotation }) => annotation.id);
  return { store, taking, lessons, masks, image, answer, draw, objects, ids };
}

/** @type {import("../../../static/js/masks/corrections.js").Correction} */
const BRUSH = { type: "brush", add: true, radius: 2, points: [[1, 1]] };

test("taking a mask makes an annotation of all that is known, and frees the stage", async () => {
  const { store, taking, image, answer, draw, objects } = page();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer();
  store.apply(chooseCandidate, 2);
  draw(2);
  await taking.take();
  assert.ok(isEmptyDraft(image().session.draft));
  const [{ annotation, colour, hidden }] = objects();
  assert.deepEqual([colour, hidden], [0, false]);
  checkAnnotation(structuredClone(annotation));
  assert.equal(annotation.name, "Object 1");
  assert.equal(annotation.source, "prompt");
  assert.deepEqual(annotation.prompts, [{ type: "point", x: 1, y: 1, label: 1, chosen: 2 }]);
  assert.deepEqual([annotation.chosen, annotation.predicted_iou], [2, 0.8]);
  assert.equal(annotation.candidates.length, 3);
  assert.deepEqual(annotation.model, { ...MODEL });
  assert.equal("picture" in annotation, false);
  store.apply(undo);
  assert.deepEqual(objects(), []);
  assert.equal(image().session.draft.prompt.points.length, 1);
});

test("an annotation names its picture once the server has, also when it is merged", async () => {
  const { store, taking, masks, image, draw, objects, ids } = page();
  const id = "5e".repeat(32);
  store.apply(takeNotes, image().key, { id, notes: [] });
  for (const [x0, y0, x1, y1] of [
    [0, 0, 4, 4],
    [4, 4, 8, 6],
  ]) {
    masks.next = rectangle(x0, y0, x1, y1);
    store.apply(correct, BRUSH);
    draw(0);
    await taking.take();
  }
  store.apply(selectObjects, ids());
  taking.combine("merge");
  const [{ annotation }, ...others] = objects();
  assert.deepEqual(others, []);
  assert.deepEqual(annotation.picture, { id, file_name: "cup.jpg" });
  checkAnnotation(structuredClone(annotation));
});

test("an annotation names the decoder that made its mask, whatever the page has by then", async () => {
  const { store, taking, answer, draw, objects } = page();
  const old = "c".repeat(64);
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer(old);
  draw(1);
  await taking.take();
  assert.deepEqual(objects()[0].annotation.model, { ...MODEL, decoder_fingerprint: old });
});

test("what is kept after a click is learnt from, and says which mask a memory put first", async () => {
  const { store, taking, lessons, image, answer, draw, objects } = page();
  const first = /** @type {any} */ ({ features: [], source: {}, token: 1, ranked: true });
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer(undefined, first);
  draw(1);
  await taking.take("nut");
  const [{ annotation }] = objects();
  assert.deepEqual(
    lessons.map(({ id, label, first, wanted }) => [id, label, first.token, wanted.token]),
    [[annotation.id, "nut", 1, 1]],
  );
  store.apply(undo);
  assert.equal(image().session.draft.chosen, 1, "undo brings back this very mask");

  store.apply(addPoint, { x: 2, y: 2 }, 0);
  answer(undefined, { ...first, token: 3 });
  draw(1);
  await taking.take();
  assert.deepEqual(
    objects()[0].annotation.prompts.map(({ chosen }) => chosen),
    [1, 1],
  );
  assert.equal(lessons.length, 2);
  store.apply(correct, BRUSH);
  draw(0);
  await taking.take();
  assert.equal(lessons.length, 2, "what a hand has drawn has no first click");
});

test("a mask that is not drawn yet is not taken, nor one that changes meanwhile", async () => {
  const { store, taking, answer, objects } = page();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  await taking.take();
  assert.deepEqual(objects(), []);
  answer();
  const taken = taking.take();
  store.apply(addPoint, { x: 2, y: 2 }, 1);
  await taken;
  assert.deepEqual(objects(), []);
});

test("what a hand alone has drawn is an object without a model", async () => {
  const { store, taking, draw, objects } = page();
  store.apply(correct, BRUSH);
  draw(0);
  await taking.take();
  const [{ annotation }] = objects();
  checkAnnotation(structuredClone(annotation));
  assert.deepEqual(
    [annotation.source, annotation.model, annotation.chosen],
    ["manual", null, null],
  );
  assert.deepEqual(annotation.corrections, [BRUSH]);
});

test("reopening brings prompts, choice and corrections back; taking it again replaces it", async () => {
  const { store, taking, masks, image, answer, draw, objects, ids } = page();
  store.apply(addPoint, { x: 1, y: 1 }, 1);
  answer();
  store.apply(chooseCandidate, 3);
  draw(3);
  store.apply(setBox, { x0: 0, y0: 0, x1: 5, y1: 5 });
  store.apply(correct, BRUSH);
  answer();
  draw();
  await taking.take();
  const [id] = ids();
  store.apply(nameObject, id, "Cup", NOW);
  store.apply(classify, [id], "dish", NOW);
  store.apply(addPoint, { x: 7, y: 1 }, 1);
  answer();
  masks.next = rectangle(5, 0, 8, 2);
  await taking.take();
  assert.equal(objects().length, 2);

  store.apply(reopenObject, id);
  const edit = image().session.draft;
  assert.equal(edit.editing, id);
  assert.deepEqual(edit.corrections, [BRUSH]);
  assert.deepEqual(
    marksOf(edit.prompt).map(({ chosen }) => chosen),
    [3, null],
  );
  assert.deepEqual(edit.prompt.box, { x0: 0, y0: 0, x1: 5, y1: 5 });
  masks.next = rectangle(0, 0, 5, 5);
  answer();
  draw();
  await taking.take();
  assert.equal(ids().indexOf(id), 1, "in its old place");
  const { annotation } = objects()[1];
  assert.deepEqual([annotation.name, annotation.label], ["Cup", "dish"]);
  assert.deepEqual(annotation.segmentation, masks.next);
  assert.equal(image().session.draft.editing, null);
});

test("a mask is kept with the active class, with the one given, or with the one that it came with", async () => {
  const { store, taking, draw, objects, masks, answer } = page();
  const keep = async (/** @type {number} */ x, /** @type {string | null} */ given) => {
    masks.next = rectangle(x, 0, x + 1, 2);
    store.apply(correct, BRUSH);
    draw(0);
    await taking.take(given);
  };
  store.apply(chooseClass, "cell");
  await keep(0, null);
  await keep(1, "debris");
  assert.equal(store.state.activeClass, "cell", "which a class that is given does not change");
  store.apply(offerBox, { x0: 2, y0: 0, x1: 3, y1: 2 }, "nucleus");
  masks.next = rectangle(2, 0, 3, 2);
  answer();
  await taking.take();
  assert.deepEqual(
    objects().map(({ annotation }) => annotation.label),
    ["nucleus", "debris", "cell"],
  );
  store.apply(reopenObject, objects()[1].annotation.id);
  masks.next = rectangle(1, 0, 2, 3);
  store.apply(correct, BRUSH);
  draw(0);
  await taking.take("cell");
  assert.equal(
    objects()[1].annotation.label,
    "cell",
    "what is refined takes a class that is given",
  );
});

test("a click finds the smallest object that can be seen, a rectangle all that it touches", () => {
  const { store, image, ids } = page();
  store.apply(addObjects, [
    made(rectangle(0, 0, 6, 6)),
    made(rectangle(1, 1, 3, 3)),
    made(rectangle(5, 5, 8, 6)),
  ]);
  const [large, small, other] = ids();
  const at = (/** @type {number} */ x, /** @type {number} */ y) => objectAt(image(), { x, y })?.id;
  assert.equal(at(1, 1), small);
  assert.equal(at(0, 0), large);
  assert.equal(at(7, 0), undefined);
  store.apply(hideObjects, [small], true);
  assert.equal(at(1, 1), large);
  store.apply(selectTouched, { x0: 0, y0: 0, x1: 4, y1: 4 }, false);
  assert.deepEqual(image().session.selected, [large], "what is hidden is not touched");
  store.apply(selectTouched, { x0: 6.5, y0: 5.2, x1: 7.5, y1: 6 }, true);
  assert.deepEqual(image().session.selected, [large, other]);
  store.apply(selectObject, large, true);
  assert.deepEqual(image().session.selected, [other]);
  store.apply(selectTouched, { x0: 6.2, y0: 0, x1: 8, y1: 4 }, false);
  assert.deepEqual(image().session.selected, [], "a box alone is not touched, pixels are");
});

test("a click selects what is kept, but refines a mask that is there, and looks into what is selected", () => {
  const { store, ids } = page();
  store.apply(addObjects, [made(rectangle(0, 0, 4, 4))]);
  const [id] = ids();
  const pixel = { x: 1, y: 1 };
  assert.equal(selectedBy(store.state, pixel)?.id, id);
  assert.equal(selectedBy(store.state, { x: 6, y: 1 }), null);
  store.apply(selectObject, id, false);
  assert.equal(selectedBy(store.state, pixel), null, "a second click prompts");
  store.apply(takeUp, { tool: "select" });
  assert.equal(selectedBy(store.state, pixel)?.id, id, "the select tool only selects");
  store.apply(takeUp, { tool: "prompt" });
  store.apply(selectObjects, []);
  store.apply(addPoint, { x: 6, y: 1 }, 1);
  assert.equal(selectedBy(store.state, pixel), null);
});

test("a mask that is an object already is selected and not kept twice", async () => {
  const { store, taking, image, draw, ids } = page();
  for (const _ of [1, 2]) {
    store.apply(correct, BRUSH);
    draw(0);
    await taking.take();
  }
  assert.equal(ids().length, 1);
  assert.deepEqual(image().session.selected, ids());
  assert.ok(isEmptyDraft(image().session.draft));
  assert.equal(store.state.notices.at(-1)?.message, en.keptAlready("Object 1"));
});

test("objects are hidden, moved and deleted, each a step; nothing changed is none", () => {
  const { store, image, objects, ids } = page();
  store.apply(
    addObjects,
    [0, 2, 4].map((x) => made(rectangle(x, 0, x + 2, 2))),
  );
  const [a, b, c] = ids();
  const steps = () => image().session.history.past.length;
  const before = steps();
  store.apply(hideObjects, [b], true);
  assert.equal(objects()[1].hidden, true);
  store.apply(hideObjects, [b], true);
  assert.equal(steps(), before + 1);
  store.apply(moveObjects, [b, c], -1);
  assert.deepEqual(ids(), [b, c, a]);
  store.apply(moveObjects, [b, c], -1);
  assert.equal(steps(), before + 2, "they are at the top already");
  store.apply(removeObjects, [c]);
  assert.deepEqual(ids(), [b, a]);
  for (let i = 0; i < 3; i++) store.apply(undo);
  assert.deepEqual(ids(), [a, b, c]);
  assert.equal(objects()[1].hidden, false);
});

test("a small object lies on a large one and is found there, whichever came first", () => {
  for (const order of [1, -1]) {
    const { store, image } = page();
    const [cup, table] = [made(rectangle(2, 2, 4, 4)), made(rectangle(0, 0, 7, 6))];
    store.apply(addObjects, order > 0 ? [cup, table] : [table, cup]);
    const areas = masksOver(image(), store.state).map(({ mask }) => mask.record.area);
    assert.deepEqual(areas, [42, 4], "the table lowest");
  }
});

test("all masks are taken but those that are nearly the whole picture, which is said", () => {
  const { store, taking, image, objects } = page();
  const found = [rectangle(0, 0, 8, 6), rectangle(1, 1, 3, 3), rectangle(0, 0, 8, 5)].map(
    (segmentation, id) =>
      foundMask(id, { ...published(made(segmentation)), predicted_iou: 1, stability_score: 1 }),
  );
  store.apply(advanceEverything, image().key, { found, done: 1, total: 1 });
  store.apply(filterEverything, { overlap: 1 });
  taking.pickAll();
  assert.deepEqual(objects().map(areaOf), [4, 40]);
  assert.equal(store.state.notices.at(-1)?.message, en.leftOutWhole(1));
  taking.pick({ x: 7, y: 5 });
  assert.deepEqual(objects().map(areaOf), [48, 4, 40], "a click takes it all the same");
});

test("objects are walked one by one, on from the selected ones, and around the end", () => {
  const { store, image, ids } = page();
  store.apply(walkObjects, 1);
  assert.deepEqual(image().session.selected, []);
  store.apply(
    addObjects,
    [0, 2, 4].map((x) => made(rectangle(x, 0, x + 2, 2))),
  );
  const [a, b, c] = ids();
  for (const [by, selected] of /** @type {[1 | -1, string][]} */ ([
    [1, a],
    [1, b],
    [-1, a],
    [-1, c],
    [1, a],
  ])) {
    store.apply(walkObjects, by);
    assert.deepEqual(image().session.selected, [selected]);
  }
  store.apply(selectObjects, [a, b]);
  store.apply(walkObjects, 1);
  assert.deepEqual(image().session.selected, [c]);
});

test("selected objects are merged, or taken from the last one", () => {
  const { store, taking, objects, ids } = page();
  const fill = () =>
    store.apply(addObjects, [made(rectangle(0, 0, 3, 3)), made(rectangle(2, 2, 6, 6))]);
  fill();
  store.apply(selectObjects, ids());
  taking.combine("merge");
  assert.equal(objects().length, 1);
  assert.equal(areaOf(objects()[0]), 9 + 16 - 1);
  checkAnnotation(structuredClone(objects()[0].annotation));
  store.apply(undo);
  taking.combine("subtract");
  assert.deepEqual(objects().map(areaOf), [9, 15]);
  taking.combine("subtract");
  assert.deepEqual(objects().map(areaOf), [9, 15]);
});

test("holes are filled as a correction; where there are none, it is said", async () => {
  const { store, taking, masks, image, draw } = page();
  store.apply(correct, BRUSH);
  draw(0);
  await taking.tidy("holes");
  assert.equal(store.state.notices[0].message, en.noHoles);
  masks.tidied = rectangle(1, 1, 2, 2);
  await taking.tidy("holes");
  assert.deepEqual(image().session.draft.corrections[1], {
    type: "pixels",
    add: true,
    segmentation: masks.tidied,
  });
});

test("spans are united and cut like sets of pixels", () => {
  const random = () => Uint8Array.from({ length: 48 }, () => Number(Math.random() < 0.5));
  for (let i = 0; i < 200; i++) {
    const [a, b, c] = [random(), random(), random()].map((bits) => ({
      bits,
      spans: insideRuns(encodeRle({ bits, ...SIZE })),
    }));
    const bitsOf = (/** @type {[number, number][]} */ spans) => {
      const bits = new Uint8Array(48);
      for (const [start, end] of spans) bits.fill(1, start, end);
      // Spans run down the columns.
      return bits.map((_, i) => bits[(i % 8) * 6 + Math.floor(i / 8)]);
    };
    const union = bitsOf(unionOf([a.spans, b.spans, c.spans]));
    const difference = bitsOf(differenceOf(a.spans, [b.spans, c.spans]));
    a.bits.forEach((bit, i) => {
      assert.equal(union[i], bit | b.bits[i] | c.bits[i]);
      assert.equal(difference[i], bit & ~(b.bits[i] | c.bits[i]));
    });
  }
});

test("a file holds the objects of its scope, and says so", async () => {
  const { store, ids } = page();
  store.apply(addObjects, [made(rectangle(0, 0, 3, 3)), made(rectangle(3, 3, 6, 6))]);
  /** @type {any[][]} */
  const written = [];
  const exporting = createExporting({
    store,
    decoder: { rle: async () => rectangle(0, 0, 1, 1) },
    write: async (...all) => {
      written.push(all);
      return new Blob();
    },
    pixelsIn: async () => ({ data: new Uint8Array(8 * 6 * 4), ...SIZE }),
    copy: async () => {},
    strings: en,
  });
  store.apply((state) => ({
    ...state,
    images: state.images.map((image) => ({ ...image, bitmap: /** @type {any} */ (SIZE) })),
  }));
  assert.equal((await exporting.file("coco", "picture"))?.name, "cup.jpg.coco.json");
  assert.equal(written[0][2].length, 2);
  assert.equal(await exporting.file("coco", "selected"), null);
  store.apply(selectObjects, [ids()[1]]);
  assert.equal((await exporting.file("bundle", "selected"))?.name, "cup.jpg.selected-1.zip");
  assert.deepEqual(
    written[1][2].map((/** @type {any} */ { id }) => id),
    [ids()[1]],
  );
  assert.ok(written[1][3], "a bundle has cut-outs");
  await exporting.file("coco", "picture");
  assert.equal(written[2][2].length, 2, "a selection counts where it is asked for only");

  // Another picture of the same name, with an object more.
  store.apply((state) => ({
    ...state,
    images: [...state.images, { ...state.images[0], key: 77 }],
  }));
  const both = await exporting.file("coco", "pictures");
  assert.equal(both?.name, "2-pictures.coco.zip");
  assert.ok(both);
  assert.deepEqual(
    [...(await readZip(both.blob)).keys()],
    ["cup.jpg.coco.json", "2-cup.jpg.coco.json"],
  );
  assert.equal(written.length, 5);
  store.apply((state) => ({ ...state, images: state.images.slice(0, 1) }));
});

/** @param {{ annotation: import("../../../static/js/formats/annotation.js").Annotation }} object */
function areaOf({ annotation }) {
  return decodeRle(annotation.segmentation).bits.reduce((sum, bit) => sum + bit, 0);
}

/** @param {import("../../../static/js/masks/rle.js").Rle} segmentation */
function made(segmentation) {
  return {
    version: /** @type {1} */ (1),
    id: randomUuid(),
    name: "",
    label: "",
    segmentation,
    prompts: [],
    corrections: [],
    candidates: [],
    chosen: null,
    source: /** @type {const} */ ("import"),
    predicted_iou: null,
    stability_score: null,
    point_coords: null,
    crop_box: null,
    model: null,
    created: NOW,
    modified: NOW,
  };
}
