import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf } from "../../../static/js/document/document.js";
import { placedId } from "../../../static/js/document/places.js";
import { addObjects } from "../../../static/js/objects/objects_transitions.js";
import { addImage } from "../../../static/js/pictures/opening_transitions.js";
import { createMoving } from "../../../static/js/projects/moving.js";
import { progressOf } from "../../../static/js/projects/project_list_view.js";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import { addPoint } from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { changeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";
import { annotation } from "../document/records.js";

/** @import { State } from "../../../static/js/shell/state.js" */

const strings = CATALOGUES.en;
const SHA = "1".padStart(64, "0");
const { size } = annotation("a").segmentation;
const [height, width] = size;

/**
 * A browser with pictures of its own, and a project that has the label "cat".
 *
 * @param {readonly string[][]} labels of each picture's objects
 * @param {{ role?: "annotator" | "lead", refuse?: (name: string) => void, conflicts?: object[] }} [how]
 */
function studio(labels, { role = "lead", refuse = () => {}, conflicts = [] } = {}) {
  const store = new Store();
  store.apply(actAs, { id: "ada", name: "Ada", role, token: "" });
  labels.forEach((each, i) => {
    const name = `${i}.png`;
    const read = async () => new Blob([name]);
    store.apply(addImage, { name, title: name, read }, 0);
    const key = store.state.nextId - 1;
    store.apply((/** @type {State} */ state) => ({
      ...changeImage(state, key, ({ document }) => ({
        document: { picture: { ...document.picture, width, height } },
      })),
      activeKey: key,
    }));
    const records = each.map((label, k) => ({ ...annotation(`${i}-${k}`), label }));
    if (records.length > 0) store.apply(addObjects, records);
  });
  /** @type {any[]} */
  const sent = [];
  /** @type {string[]} */
  const made = [];
  /** @type {string[]} */
  const opened = [];
  const parts = /** @type {any} */ ({
    api: {
      getProject: async () => ({ id: "p", name: "Pets", labels: [{ name: "cat" }] }),
      async saveAnnotations(
        /** @type {string} */ _,
        /** @type {string} */ id,
        /** @type {any} */ changes,
      ) {
        sent.push(...changes.map((/** @type {any} */ each) => ({ id, ...each })));
        return { conflicts };
      },
    },
    tabs: {
      makeLabel: async (/** @type {string} */ _, /** @type {{ name: string }} */ { name }) =>
        made.push(name),
      async putPicture(/** @type {string} */ _, /** @type {{ name: string }} */ { name }) {
        refuse(name);
        return { id: SHA, file_name: name, width, height };
      },
    },
    sessions: { load: async () => null },
    working: {
      async open(/** @type {string} */ project, /** @type {{ id: string }} */ { id }) {
        opened.push(placedId(project, id));
      },
    },
  });
  const moving = createMoving({ store, strings, ...parts });
  const move = () =>
    moving.move(
      "p",
      moving.movable().map(({ key }) => key),
    );
  return { store, moving, move, sent, made, opened };
}

test("pictures move with all their objects; labels that are missing are made, and it is said", async () => {
  const { store, move, sent, made, opened } = studio([["cat", "dog"], ["dog"]]);
  const [{ revision, rank }] = store.state.images[0].document.annotations;
  const moved = await move();
  assert.deepEqual([moved?.pictures, moved?.objects, moved?.left], [2, 3, []]);
  assert.deepEqual(made, ["dog"]);
  assert.deepEqual(
    [sent[0].revision, sent[0].rank, sent[0].predecessor, sent[0].id],
    [revision, rank, null, SHA],
  );
  assert.deepEqual(sent[0].record.picture, { id: SHA, file_name: "0.png" });
  assert.deepEqual(store.state.images, []);
  assert.equal(opened.length, 1);
  assert.equal(
    store.state.notices[0].message,
    "2 pictures with 3 objects moved into Pets. New labels: dog.",
  );
});

test("what an annotator's objects are called stays, though they may make no label", async () => {
  const { store, move, sent, made } = studio([["dog"]], { role: "annotator" });
  await move();
  assert.deepEqual([made, sent[0].record.label], [[], "dog"]);
  assert.match(store.state.notices[0].message, /keep the labels dog/);
});

test("what the server does not take stays with all of it, with the reason, and holds up nothing", async () => {
  const refuse = (/** @type {string} */ name) => {
    if (name === "0.png") throw new ApiError("unsupported", "Found no known picture.", 415);
  };
  const { store, move } = studio([["cat"], ["cat"]], { refuse });
  const moved = await move();
  assert.equal(moved?.pictures, 1);
  assert.deepEqual(moved?.left, [{ name: "0.png", why: "Found no known picture." }]);
  assert.equal(recordsOf(store.state.images[0].document).length, 1);
});

test("a mask that is not kept, and other versions in the project, keep a picture here", async () => {
  const busy = studio([["cat"]]);
  busy.store.apply(addPoint, { x: 1, y: 1 }, 1);
  assert.equal((await busy.move())?.left[0].why, strings.workUnkept);
  const met = studio([["cat"]], { conflicts: [{}] });
  assert.match((await met.move())?.left[0].why ?? "", /other versions of 1 object/);
  assert.deepEqual([busy.store.state.images.length, met.store.state.images.length], [1, 1]);
});

test("how far a project is is a word, or the share that is done", () => {
  assert.equal(progressOf({}), "empty");
  assert.equal(progressOf({ new: 3, prefilled: 1 }), "fresh");
  assert.equal(progressOf({ accepted: 3, submitted: 1 }), "review");
  assert.equal(progressOf({ accepted: 3, skipped: 1 }), "done");
  assert.equal(progressOf({ accepted: 1, in_progress: 3 }), 0.25);
});
