import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf } from "../../../static/js/document/document.js";
import { randomUuid } from "../../../static/js/document/uuid.js";
import { layPatches, patchOf } from "../../../static/js/everything/layer.js";
import { newAnnotation } from "../../../static/js/formats/annotation.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { iouOf } from "../../../static/js/masks/spans.js";
import {
  addObjects,
  selectObjects,
  takeMask,
} from "../../../static/js/objects/objects_transitions.js";
import { createTaking } from "../../../static/js/objects/taking.js";
import {
  finishOpening,
  openImage,
  showBitmap,
  takeNotes,
} from "../../../static/js/pictures/opening_transitions.js";
import { undo } from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/api.js";
import { restoredSession, savedSession } from "../../../static/js/session/saved_session.js";
import { KEYS, modeOf } from "../../../static/js/shell/keys.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { createFinding } from "../../../static/js/similar/finding.js";
import { moveLine } from "../../../static/js/similar/similar_transitions.js";
import {
  aboveLine,
  pickedSuggestion,
  suggestionAt,
  suggestionsOf,
} from "../../../static/js/similar/suggestions.js";
import { masksOver } from "../../../static/js/stage/layer_view.js";

const ID = "0123456789abcdef".repeat(4);

/** @param {number} row a bar of four pixels @param {number} [from] */
function mask(row, from = 0) {
  const bits = new Uint8Array(8 * 6);
  bits.fill(1, 8 * row + from, 8 * row + from + 4);
  return encodeRle({ bits, width: 8, height: 6 });
}

/** @param {number} id also its row @param {number} score */
const suggestion = (id, score) => ({
  event: "suggestion",
  id,
  score,
  segmentation: mask(id),
  area: 4,
  bbox: [0, id, 3, 1],
  predicted_iou: 0.9,
  point_coords: [[1, id]],
  stability_score: 0.97,
  crop_box: [0, 0, 8, 6],
});

/** A page with a picture and one kept object, a nut; and a server that answers with these events. */
function page(/** @type {any[]} */ events = [1, 2, 3].map((id) => suggestion(id, 1 - id / 4))) {
  const store = new Store();
  /** @type {any[]} */
  const asked = [];
  /** @type {any} */
  const api = {
    async *findSimilar(
      /** @type {string} */ id,
      /** @type {any} */ wanted,
      /** @type {any} */ more,
    ) {
      assert.equal(id, ID);
      asked.push(wanted);
      more.onDecoder("d".repeat(64));
      yield [{ event: "progress", done: 8, total: 16, seconds: 1 }];
      for (const each of events) {
        if (each instanceof Error) throw each;
        yield [each];
      }
      yield [{ event: "summary", count: events.length, line: 0.5, seconds: 2, cached: false }];
    },
  };
  /** @type {any} */
  const parts = { store, api, strings: en, own: () => null };
  const taking = createTaking({
    store,
    decoder: /** @type {any} */ ({}),
    learn: async () => {},
    newId: randomUuid,
    date: () => "2026-11-30T12:00:00Z",
    strings: en,
  });
  const finding = createFinding({ ...parts, taking, refuse() {} });
  store.apply(openImage, { name: "nuts.png", title: "Nuts", read: async () => new Blob() }, 0);
  const key = Number(activeImage(store.state)?.key);
  store.apply(showBitmap, key, /** @type {any} */ ({ width: 8, height: 6, close() {} }));
  store.apply(takeNotes, key, { id: ID, notes: [] });
  store.apply(finishOpening, key, /** @type {any} */ ({ name: "e" }), 1);
  const nut = newAnnotation({
    id: randomUuid(),
    label: "nut",
    segmentation: mask(0),
    source: "manual",
    created: "2026-11-30T12:00:00Z",
  });
  const image = () =>
    /** @type {NonNullable<ReturnType<typeof activeImage>>} */ (activeImage(store.state));
  return { store, finding, asked, nut, image };
}

/** @param {ReturnType<typeof page>} page */
async function found({ store, finding, nut }) {
  store.apply(addObjects, [nut]);
  await finding.find();
}

test("without an object nothing is asked, and a sentence says why", async () => {
  const { store, finding, asked } = page();
  await finding.find();
  assert.deepEqual(asked, []);
  assert.equal(store.state.notices.at(-1)?.message, en.similarNoExemplar);
});

test("suggestions are no annotations, and lie over the picture in a look of their own", async () => {
  const made = page();
  await found(made);
  const { image, asked, nut, store } = made;
  assert.deepEqual(asked[0].exemplars, [nut.segmentation]);
  assert.equal(recordsOf(image().document).length, 1);
  assert.deepEqual(
    suggestionsOf(image()).map(({ id }) => id),
    [1, 2, 3],
  );
  assert.deepEqual(
    aboveLine(image()).map(({ id }) => id),
    [1, 2],
  );
  assert.deepEqual(
    masksOver(image(), store.state).map(({ look }) => look.state),
    ["plain", "below", "suggested", "picked"],
  );
  assert.equal(suggestionAt(image(), { x: 2, y: 2 })?.id, 2);
  assert.equal(suggestionAt(image(), { x: 2, y: 3 }), null, "it is below the line");
  store.apply(moveLine, 0.2);
  assert.equal(aboveLine(image()).length, 3);
});

test("one is accepted, then all above the line, and undo brings suggestions back", async () => {
  const made = page();
  await found(made);
  const { finding, image, store } = made;
  assert.equal(modeOf({ ...store.state, homeOpen: false }), "suggestions");
  finding.accept();
  const [first] = recordsOf(image().document);
  assert.deepEqual(first.suggestion, { by: "similar", score: 0.75, line: 0.5, overlap: 1 });
  assert.equal(first.label, "nut");
  assert.equal(first.source, "everything");
  assert.deepEqual(first.segmentation, mask(1));
  assert.equal(pickedSuggestion(image())?.id, 2);
  finding.acceptAll();
  assert.equal(recordsOf(image().document).length, 3);
  assert.deepEqual(
    suggestionsOf(image()).map(({ id }) => id),
    [3],
  );
  store.apply(undo);
  assert.equal(suggestionsOf(image()).length, 2);
});

test("what is rejected is remembered, with the session, and not asked for again", async () => {
  const made = page();
  await found(made);
  const { finding, image, asked } = made;
  finding.reject();
  assert.deepEqual(
    suggestionsOf(image()).map(({ id }) => id),
    [2, 3],
  );
  const again = restoredSession(savedSession(image()), []);
  assert.deepEqual(again.suggestions.rejected, [mask(1)]);
  await finding.find();
  assert.deepEqual(asked[1].others, [mask(1)]);
  const { suggestions: _, ...earlier } = savedSession(image());
  assert.deepEqual(restoredSession(/** @type {any} */ (earlier), []).suggestions.rejected, []);
});

test("what is corrected is on the stage, and the record says how much of it was suggested", async () => {
  const made = page();
  await found(made);
  const { finding, image, store } = made;
  finding.correct();
  const [object] = recordsOf(image().document);
  assert.equal(image().session.draft.editing, object.id);
  assert.deepEqual(image().session.draft.corrections, [
    { type: "pixels", add: true, segmentation: mask(1) },
  ]);
  assert.equal(modeOf({ ...store.state, homeOpen: false }), "picture");
  const half = {
    ...object,
    segmentation: mask(1, 2),
    corrections: image().session.draft.corrections,
  };
  store.apply(takeMask, newAnnotation({ ...half, suggestion: undefined }));
  const [corrected] = recordsOf(image().document);
  assert.equal(corrected.id, object.id);
  assert.equal(corrected.suggestion?.overlap, 2 / 6);
  assert.equal(corrected.suggestion?.score, 0.75);
});

test("nothing found is an answer, and a failure is said", async () => {
  const nothing = page([]);
  await found(nothing);
  assert.equal(nothing.image().runtime.similar.status, "done");
  assert.equal(suggestionsOf(nothing.image()).length, 0);
  assert.equal(en.similarNothing(0), "Nothing like it was found in this picture.");
  const broken = page([suggestion(1, 0.9), new ApiError("busy", "Busy.", 503)]);
  await found(broken);
  assert.equal(broken.image().runtime.similar.status, "failed");
  assert.match(String(broken.store.state.notices.at(-1)?.message), /Busy\./);
});

test("exemplars are those selected, four at most, and others are named", async () => {
  const made = page();
  const { store, finding, asked, nut } = made;
  const more = [1, 2, 3, 4, 5].map((row) => ({
    ...nut,
    id: randomUuid(),
    segmentation: mask(row, 3),
  }));
  store.apply(addObjects, [...more, nut]);
  store.apply(selectObjects, [nut.id]);
  await finding.find();
  assert.deepEqual(asked[0].exemplars, [nut.segmentation]);
  assert.equal(asked[0].others.length, 5);
  store.apply(selectObjects, []);
  store.apply((state) => ({ ...state, activeClass: "nut" }));
  await finding.find();
  assert.equal(asked[1].exemplars.length, 4);
});

test("in review A is about a suggestion while there is one", async () => {
  const made = page();
  await found(made);
  const keys = (/** @type {any} */ mode) =>
    KEYS.filter(({ chords, modes }) => chords.includes("A") && modes.includes(mode));
  assert.deepEqual(
    [keys("suggestions"), keys("picture")].map(([{ name }]) => name),
    ["acceptSuggestion", "acceptPicture"],
  );
});

test("a suggestion is hatched, and its edge is broken", () => {
  const size = { width: 40, height: 40 };
  const bits = new Uint8Array(40 * 40).map((_, i) => Number(i % 40 > 4 && i % 40 < 35));
  const record = /** @type {any} */ ({
    segmentation: encodeRle({ bits, ...size }),
    bbox: [5, 0, 29, 39],
  });
  const shape = { record, runs: /** @type {[number, number][]} */ ([[5 * 40, 35 * 40]]) };
  const patch = patchOf(/** @type {any} */ (shape), size, size);
  const drawn = (/** @type {any} */ state) => {
    const pixels = new Uint32Array(40 * 40);
    layPatches(pixels, size, [{ patch, look: { colour: [9, 9, 9], state } }]);
    return pixels.reduce((sum, pixel) => sum + Number(pixel !== 0), 0);
  };
  const [plain, suggested, below] = ["plain", "suggested", "below"].map(drawn);
  assert.ok(below < suggested && suggested < plain / 2 && below > 0);
});

test("IoU of spans", () => {
  assert.equal(iouOf([[0, 4]], [[2, 6]]), 2 / 6);
  assert.equal(iouOf([], []), 1);
});
