import assert from "node:assert/strict";
import { test } from "node:test";
import { placedId } from "../../../static/js/document/places.js";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import {
  doubtWork,
  noteSaved,
  renewable,
  renewWork,
} from "../../../static/js/projects/renewing_transitions.js";
import { createWorking } from "../../../static/js/projects/working.js";
import {
  noteDelivered,
  noteWork,
  workOnStage,
} from "../../../static/js/projects/working_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";
import { annotation } from "../document/records.js";

const strings = CATALOGUES.en;
const SHA = "1".padStart(64, "0");
const ID = placedId("p", SHA);
const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "lead", token: "" });

/** @param {number} contents @param {string} [state] @returns {any} */
const picture = (contents, state = "submitted") => ({
  ...{ id: SHA, file_name: "cup.png", state, objects: 1, lease: null, file: "/file" },
  ...{ version: contents, contents },
});

/** @param {string} revision @param {string[]} ids */
const entries = (revision, ...ids) =>
  ids.map((id, i) => ({
    revision: `${id}.${revision}`,
    rank: ids.length - i,
    record: annotation(id),
  }));

/** A page with one picture of a project, whose document the server keeps in its first contents. */
async function page() {
  const store = new Store();
  store.apply(actAs, ADA);
  const kept = { contents: 1, annotations: entries("1", "a", "b") };
  /** @type {any[]} */
  const acts = [];
  /** @type {unknown[]} */
  const expected = [];
  const api = /** @type {any} */ ({
    takeNext: async () => ({ picture: null, following: null }),
    takeLease: async () => picture(kept.contents),
    leavePicture: async () => {},
    act: async (/** @type {string} */ _, /** @type {string} */ __, /** @type {any} */ done) => {
      acts.push(done);
      if (done.contents !== null && done.contents !== kept.contents)
        throw new ApiError("contents_changed", "They have changed.", 409);
      return picture(kept.contents, "accepted");
    },
    getProject: async () => ({ id: "p", name: "Pets", lease_seconds: 300, labels: [] }),
  });
  let reads = 0;
  const working = createWorking({
    ...{ store, api, strings, now: () => 0, wait: () => new Promise(() => {}) },
    files: { getFile: async () => new Blob() },
    claims: { claim: async () => true, release() {} },
    saving: {
      expect: (/** @type {string} */ _, /** @type {Map<string, string>} */ revisions) =>
        expected.push([...revisions.values()]),
      saveAll: async () => {},
    },
    documents: {
      load: async (id) => {
        reads++;
        const size = { width: 2, height: 2 };
        return { id, removed: [], ...kept, picture: { id: SHA, file_name: "cup.png", ...size } };
      },
    },
  });
  await working.open("p", picture(1));
  await settled();
  const ids = () => store.state.images[0].document.annotations.map(({ record }) => record.id);
  return { store, working, kept, acts, expected, ids, reads: () => reads };
}

/** Lets what was begun and not waited for come to its end. */
const settled = () => new Promise((end) => setTimeout(end));

test("what others changed is read anew, and said, and is not taken for a change of one's own", async () => {
  const { store, kept, expected, ids, reads } = await page();
  store.apply(noteWork, ID, picture(1));
  await settled();
  assert.equal(reads(), 1, "what is known is not read again");
  Object.assign(kept, { contents: 2, annotations: entries("2", "c") });
  store.apply((state) => ({
    ...state,
    images: state.images.map((image) => ({
      ...image,
      session: { ...image.session, selected: ["a"], hidden: ["b"] },
    })),
  }));
  store.apply(noteWork, ID, picture(2));
  await settled();
  assert.deepEqual(ids(), ["c"]);
  assert.deepEqual(expected.at(-1), ["c.2"]);
  const [{ session }] = store.state.images;
  assert.deepEqual([session.selected, session.hidden], [[], []]);
  assert.equal(store.state.projects.works[ID].seen, 2);
  assert.equal(store.state.notices.at(-1)?.message, strings.workChanged("cup.png"));
  assert.equal(reads(), 2);
});

test("a page that is loaded anew does not read twice what it has just read", async () => {
  const { store } = await page();
  const [{ document }] = store.state.images;
  const anew = noteWork(doubtWork(store.state, ID), ID, picture(1));
  assert.deepEqual(renewable(anew), [ID]);
  assert.deepEqual(renewable(noteDelivered(anew, ID, document, 1)), []);
  assert.deepEqual(renewable(noteWork(noteDelivered(anew, ID, document, 1), ID, picture(2))), [ID]);
  assert.deepEqual(renewable(noteDelivered(anew, ID, document)), [ID], "only what was read counts");
});

test("what this page has to bring there goes first, and a mask that is being refined is waited for", async () => {
  const { store, kept, ids } = await page();
  const own = store.state.images[0].document.annotations.slice(1);
  const before = store.state;
  store.apply((state) => ({
    ...state,
    images: state.images.map((image) => ({
      ...image,
      document: { ...image.document, annotations: own },
    })),
  }));
  Object.assign(kept, { contents: 2, annotations: entries("2", "c") });
  store.apply(noteWork, ID, picture(2));
  await settled();
  assert.deepEqual(ids(), ["b"]);
  assert.deepEqual(renewable(store.state), []);
  // It came there behind a change of somebody else, which is not seen by that.
  const news = /** @type {const} */ ({ before: 2, contents: 3, state: "submitted", objects: 1 });
  const saved = noteSaved(before, ID, news);
  assert.deepEqual(renewable(saved), [ID]);
  assert.deepEqual(renewable(noteSaved(before, ID, { ...news, before: 1, contents: 2 })), []);
  assert.equal(noteSaved(before, "project/p/other", news), before, "closed meanwhile");
  const [image] = saved.images;
  const draft = { ...image.session.draft, editing: "a" };
  const refining = { ...image, session: { ...image.session, draft } };
  assert.deepEqual(renewable({ ...saved, images: [refining] }), []);
});

test("a decision names what was seen; where others changed it, it is looked at again first", async () => {
  const { store, working, kept, acts, ids } = await page();
  Object.assign(kept, { contents: 2, annotations: entries("2", "a") });
  await working.finish("accept");
  await settled();
  assert.deepEqual([acts.at(-1).contents, ids()], [1, ["a"]]);
  assert.equal(workOnStage(store.state)?.work.picture?.state, "submitted");
  assert.equal(store.state.notices.at(-1)?.message, strings.workChanged("cup.png"));
  await working.finish("accept");
  assert.deepEqual(acts.at(-1), { action: "accept", contents: 2 });
  assert.equal(workOnStage(store.state)?.work.picture?.state, "accepted");
});

test("where only the number was another, the decision is made, and undo keeps its steps", async () => {
  const { store, working, kept, acts } = await page();
  const history = { past: [], future: [] };
  store.apply((state) => ({
    ...state,
    images: state.images.map((image) => ({ ...image, session: { ...image.session, history } })),
  }));
  kept.contents = 4;
  await working.finish("accept");
  assert.deepEqual(
    acts.map(({ contents }) => contents),
    [1, 4],
  );
  assert.equal(store.state.images[0].session.history, history);
  await working.finish("return");
  assert.deepEqual(acts.at(-1), { action: "return" });
  const doubted = doubtWork(store.state, ID);
  assert.deepEqual(renewable(doubted), [ID]);
  const { document } = store.state.images[0];
  assert.equal(renewWork(doubted, { ...document, id: "gone" }, 5), doubted);
});
