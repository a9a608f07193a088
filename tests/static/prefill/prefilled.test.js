import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf } from "../../../static/js/document/document.js";
import { placedId } from "../../../static/js/document/places.js";
import { randomUuid } from "../../../static/js/document/uuid.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { createTaking } from "../../../static/js/objects/taking.js";
import { finishOpening, showBitmap } from "../../../static/js/pictures/opening_transitions.js";
import { createPrefilled } from "../../../static/js/prefill/prefilled.js";
import { createPrefilling, isBusy } from "../../../static/js/prefill/prefilling.js";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import { addWork, noteWork, showWork } from "../../../static/js/projects/working_transitions.js";
import { undo } from "../../../static/js/prompting/prompting_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { createFinding } from "../../../static/js/similar/finding.js";
import { moveLine } from "../../../static/js/similar/similar_transitions.js";
import { aboveLine, suggesting, suggestionsOf } from "../../../static/js/similar/suggestions.js";

const SHA = "7".padStart(64, "0");
const ID = placedId("p", SHA);
const DECODER = "d".repeat(64);

/** @param {number} row @param {number} score @param {string} label @param {number} line @returns {any} */
function suggestion(row, score, label = "nut", line = 0.5) {
  const bits = new Uint8Array(8 * 6);
  bits.fill(1, 8 * row, 8 * row + 4);
  return {
    id: randomUuid(),
    label,
    score,
    line,
    decoder_fingerprint: DECODER,
    segmentation: encodeRle({ bits, width: 8, height: 6 }),
    area: 4,
    bbox: [0, row, 3, 1],
    predicted_iou: 0.9,
    point_coords: [[1, row]],
    stability_score: 0.97,
    crop_box: [0, 0, 8, 6],
  };
}

/** A project's picture on the stage of which a server suggests these. @param {any[]} suggested */
async function page(suggested, state = "prefilled", fails = false) {
  const store = new Store();
  /** @type {any} */
  const picture = { id: SHA, state, objects: 0, exhaustive: null };
  store.apply(actAs, { id: "ada", name: "Ada", role: "annotator", token: "" });
  /** @type {string[]} */
  const asked = [];
  /** @type {(readonly string[])[]} */
  const rejected = [];
  /** @type {any} */
  const api = {
    async getSuggestions() {
      asked.push("suggestions");
      return suggested;
    },
    async rejectSuggestions(/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ ids) {
      rejected.push(ids);
      if (fails) throw new Error("away");
    },
  };
  const { refuse } = createPrefilled({ store, api });
  const taking = createTaking({
    store,
    decoder: /** @type {any} */ ({}),
    learn: async () => {},
    newId: randomUuid,
    date: () => "2026-11-30T12:00:00Z",
    strings: en,
  });
  /** @type {any} */
  const never = {};
  const finding = createFinding({
    store,
    api: never,
    own: () => null,
    taking,
    refuse,
    strings: en,
  });
  const size = { id: SHA, file_name: "a.png", width: 8, height: 6 };
  const source = { name: "a.png", title: "a.png", read: async () => new Blob() };
  store.apply(addWork, source, { id: ID, annotations: [], removed: [], picture: size }, picture, 0);
  store.apply(showWork, ID);
  const image = () =>
    /** @type {NonNullable<ReturnType<typeof activeImage>>} */ (activeImage(store.state));
  const { key } = image();
  store.apply(showBitmap, key, /** @type {any} */ ({ width: 8, height: 6, close() {} }));
  store.apply(finishOpening, key, /** @type {any} */ ({ name: "e" }), 1);
  await new Promise((end) => setTimeout(end));
  return { store, finding, asked, rejected, image, picture };
}

test("what a task suggested is there, each label with its own line until the slider is moved", async () => {
  const { store, image, asked } = await page([
    suggestion(1, 0.9),
    suggestion(2, 0.6, "leaf", 0.7),
    suggestion(3, 0.5),
  ]);
  assert.deepEqual(asked, ["suggestions"]);
  assert.equal(recordsOf(image().document).length, 0);
  assert.ok(suggesting(store.state));
  const above = () => aboveLine(image()).map(({ id }) => id);
  assert.deepEqual(above(), [0, 2]);
  store.apply(moveLine, 0.55);
  assert.deepEqual(above(), [0, 1]);
});

test("accepted it has the suggestion's id and label, which undo gives back", async () => {
  const suggested = [suggestion(1, 0.9), suggestion(2, 0.8, "leaf", 0.7)];
  const { store, finding, image } = await page(suggested);
  finding.acceptAll();
  const records = recordsOf(image().document);
  assert.deepEqual(
    records.map(({ id, label, suggestion }) => [id, label, suggestion]),
    suggested.map(({ id, label, score, line }) => [
      id,
      label,
      { by: "prefill", score, line, overlap: 1 },
    ]),
  );
  assert.equal(suggestionsOf(image()).length, 0);
  store.apply(undo);
  assert.equal(suggestionsOf(image()).length, 2);
  finding.accept();
  assert.deepEqual(
    recordsOf(image().document).map(({ id }) => id),
    [suggested[0].id],
  );
});

test("what is rejected the server hears; what it did not hear it hears the next time", async () => {
  const suggested = [suggestion(1, 0.9), suggestion(2, 0.8)];
  const { store, finding, rejected, image } = await page(suggested, "prefilled", true);
  finding.reject();
  assert.deepEqual(rejected, [[suggested[0].id]]);
  assert.deepEqual(
    suggestionsOf(image()).map(({ own }) => own?.id),
    [suggested[1].id],
  );
  // As after the picture was at rest.
  const { key } = image();
  store.apply((state) => ({
    ...state,
    images: state.images.map((each) =>
      each.key === key ? { ...each, runtime: { ...each.runtime, prefilled: null } } : each,
    ),
  }));
  await new Promise((end) => setTimeout(end));
  assert.deepEqual(rejected[1], [suggested[0].id]);
});

test("put away, they can be had back; in a new or accepted picture none are asked for", async () => {
  const { store, finding, image } = await page([suggestion(1, 0.9)]);
  finding.close();
  assert.equal(suggesting(store.state), false);
  assert.deepEqual([image().runtime.similar.status, suggestionsOf(image())], ["away", []]);
  finding.open();
  assert.ok(suggesting(store.state));
  for (const state of ["new", "accepted"]) {
    const other = await page([suggestion(1, 0.9)], state);
    assert.deepEqual(other.asked, []);
    if (state === "accepted") {
      other.store.apply(noteWork, ID, { ...other.picture, state: "returned" });
      assert.deepEqual(other.asked, ["suggestions"]);
    }
  }
});

test("the rest of the project is asked for by what is kept, and a refusal is said", async () => {
  const { store, finding, image } = await page([suggestion(1, 0.9)]);
  finding.acceptAll();
  /** @type {any[]} */
  const asked = [];
  const answer = { task: { state: "waiting" }, labels: [], least_kept: 3 };
  /** @type {any} */
  const api = {
    async makePrefill(/** @type {string} */ project, /** @type {any} */ wanted) {
      asked.push([project, wanted]);
      if (asked.length > 1) throw new Error("Suggestions are being made in this project.");
      return answer;
    },
  };
  const prefilling = createPrefilling({ store, api, wait: async () => {}, strings: en });
  await prefilling.findRest();
  const annotations = recordsOf(image().document).map(({ id }) => id);
  assert.deepEqual(asked, [["p", { picture_id: SHA, annotations }]]);
  assert.equal(store.state.notices.at(-1)?.message, en.findRestAsked);
  assert.ok(isBusy(/** @type {any} */ (answer)));
  await prefilling.findRest();
  assert.match(String(store.state.notices.at(-1)?.message), /being made/);
});
