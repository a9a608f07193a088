import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { placedId } from "../../../static/js/document/places.js";
import { activeMs } from "../../../static/js/projects/activity.js";
import { correctionsOf, follow } from "../../../static/js/projects/measuring.js";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import { createTimekeeping } from "../../../static/js/projects/timekeeping.js";
import { addWork, noteWork, showWork } from "../../../static/js/projects/working_transitions.js";
import {
  addPoint,
  clearPrompt,
  correct,
} from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { EMPTY_DRAFT } from "../../../static/js/session/picture_session.js";
import { findServer, loseServer } from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";
import { openDatabase } from "../../../static/js/storage/database.js";
import { createIndexedTimings } from "../../../static/js/storage/kept_timings.js";
import { annotation } from "../document/records.js";
import { vectors } from "../vectors.js";

const strings = CATALOGUES.en;
const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "reviewer", token: "" });
const SHA = "1".padStart(64, "0");

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

for (const { name, moments, hidden, active_ms } of vectors("active_time")) {
  test(`active time: ${name}`, () => assert.equal(activeMs(moments, hidden), active_ms));
}

test("what is opened again brings its own clicks, which nobody has made now", () => {
  const prompt = { points: [{ x: 1, y: 1, label: /** @type {const} */ (1) }], box: null };
  const opened = follow(null, { ...EMPTY_DRAFT, prompt, editing: "a" }, 0);
  assert.deepEqual([opened?.clicks, opened && correctionsOf(opened)], [0, 0]);
  assert.equal(follow(null, { ...EMPTY_DRAFT, prompt }, 0)?.clicks, 1);
  assert.equal(follow(opened, EMPTY_DRAFT, 5), null);
});

/** A picture of a project on the stage, and a server that is there or not. */
async function stage() {
  const store = new Store();
  store.apply(actAs, ADA);
  const id = placedId("p", SHA);
  const picture = { id: SHA, file_name: "a.png", width: 40, height: 30 };
  const document = { id, picture, annotations: [], removed: [] };
  const source = { name: "a.png", title: "a.png", read: async () => new Blob() };
  const described = /** @type {any} */ ({ id: SHA, file_name: "a.png", state: "new", objects: 0 });
  store.apply(addWork, source, document, described, 0);
  store.apply(showWork, id);
  const time = { now: 1000, answer: /** @type {ApiError | null} */ (null) };
  /** Timings that the server has, by id. @type {Map<string, any>} */
  const taken = new Map();
  const api = /** @type {any} */ ({
    async addTimings(/** @type {string} */ _, /** @type {any[]} */ timings) {
      for (const each of timings) taken.set(each.id, each);
      // What is taken may be answered to nobody.
      if (time.answer !== null) throw time.answer;
    },
  });
  const kept = createIndexedTimings(await openDatabase(() => {}));
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(ids++).padStart(12, "0")}`;
  const parts = { store, api, kept, now: () => time.now, date: () => "2026-11-29T20:00:00.000Z" };
  const timekeeping = createTimekeeping({ ...parts, newId, strings });
  /** @param {number} after milliseconds */
  const wait = (after) => {
    time.now += after;
  };
  const keep = async () => {
    const image = activeImage(store.state);
    assert.ok(image);
    const done = timekeeping.keep(image, annotation("a"));
    store.apply(clearPrompt);
    await done;
  };
  return { store, time, taken, kept, timekeeping, wait, keep, id };
}

/** @param {Store} store @param {number} x */
const click = (store, x) => store.apply(addPoint, { x, y: 5 }, 1);
const unreachable = new ApiError("unreachable", "The server does not answer.", 0);

test("a mask takes the time from its first prompt, without pauses and hidden pages", async () => {
  const { store, taken, kept, timekeeping, wait, keep, id } = await stage();
  wait(60_000);
  click(store, 3);
  wait(2000);
  click(store, 7);
  wait(40_000); // a pause
  store.apply(correct, { type: "pixels", add: true, segmentation: annotation("a").segmentation });
  timekeeping.see(false);
  wait(10_000);
  timekeeping.see(true);
  wait(3000);
  store.apply(noteWork, id, { state: "submitted", objects: 0 });
  await keep();
  const [first] = [...taken.values()];
  const { active_ms, clicks, corrections } = first;
  assert.deepEqual([active_ms, clicks, corrections, first.stage], [5000, 2, 2, "review"]);
  assert.equal(first.picture_id, SHA);
  assert.deepEqual(await kept.all(), []);
  // The next one begins anew.
  wait(9000);
  click(store, 9);
  wait(1500);
  await keep();
  assert.equal([...taken.values()][1].active_ms, 1500);
});

test("what is looked at goes on counting, and a mask that takes long says so once", async () => {
  const { store, timekeeping, wait, keep } = await stage();
  const said = () =>
    store.state.notices.filter(({ message }) => message === strings.maskTakesLong).length;
  click(store, 3);
  for (let i = 0; i < 3; i++) {
    wait(14_000);
    timekeeping.stir();
    assert.equal(said(), i < 2 ? 0 : 1);
  }
  const { nextId } = store.state;
  wait(14_000);
  timekeeping.stir();
  assert.equal(store.state.nextId, nextId);
  await keep();
});

test("times arrive when the server is back, once each, also after a reload", async () => {
  const first = await stage();
  first.time.answer = unreachable;
  first.store.apply(loseServer);
  click(first.store, 3);
  await first.keep();
  assert.equal((await first.kept.all()).length, 1);
  // Another page of the same browser, later.
  const later = await stage();
  await later.timekeeping.send();
  assert.equal(later.taken.size, 1);
  assert.deepEqual([...later.taken], [...first.taken], "under one id");
  assert.deepEqual(await later.kept.all(), []);
  first.time.answer = null;
  first.store.apply(findServer, "back");
  await first.timekeeping.send();
  assert.equal(first.taken.size, 1);
});

test("what the server will never take is given up, and what it may take later stays", async () => {
  const { store, time, kept, keep, timekeeping } = await stage();
  time.answer = new ApiError("project_archived", "The project is put away.", 409);
  click(store, 3);
  await keep();
  assert.equal((await kept.all()).length, 1);
  store.apply(actAs, { ...ADA, id: "ben" });
  time.answer = null;
  await timekeeping.send();
  assert.equal((await kept.all()).length, 1, "it is somebody else's");
  store.apply(actAs, ADA);
  time.answer = new ApiError("project_not_found", "There is no project.", 404);
  await timekeeping.send();
  assert.deepEqual(await kept.all(), []);
});
