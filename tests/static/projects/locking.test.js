import assert from "node:assert/strict";
import { test } from "node:test";
import { placedId } from "../../../static/js/document/places.js";
import {
  addObjects,
  hideObjects,
  removeObjects,
} from "../../../static/js/objects/objects_transitions.js";
import { addImage } from "../../../static/js/pictures/opening_transitions.js";
import { lockOf, mayRetract } from "../../../static/js/projects/locking.js";
import { actAs, describeProject } from "../../../static/js/projects/projects_transitions.js";
import { addWork, noteWork, showWork } from "../../../static/js/projects/working_transitions.js";
import {
  addPoint,
  clearPrompt,
  correct,
  redo,
  undo,
} from "../../../static/js/prompting/prompting_transitions.js";
import { Store } from "../../../static/js/shell/store.js";
import { annotation } from "../document/records.js";

/** @typedef {import("../../../static/js/server/projects_api.js").PictureState} PictureState */

const PICTURE = "1".padStart(64, "0");
const ID = placedId("p", PICTURE);
const BEN = /** @type {const} */ ({ id: "ben", name: "Ben", role: "annotator", token: "" });
const source = { name: "1.png", title: "1.png", read: async () => new Blob() };

/** A picture of a project on the stage, with an object and one more that was undone. */
function stage() {
  const store = new Store();
  store.apply(actAs, BEN);
  const picture = { id: PICTURE, file_name: "1.png", width: 4, height: 3 };
  const loaded = { id: ID, picture, annotations: [], removed: [] };
  const said = /** @type {any} */ ({ id: PICTURE, state: "in_progress", worker_id: "ben" });
  store.apply(addWork, source, loaded, said, 0);
  store.apply(showWork, ID);
  store.apply(addObjects, [annotation("a")]);
  store.apply(addObjects, [annotation("b")]);
  store.apply(undo);
  const become = (/** @type {PictureState} */ state, worker_id = "ben") =>
    store.apply(noteWork, ID, /** @type {any} */ ({ id: PICTURE, state, worker_id }));
  const image = () => store.state.images[0];
  return { store, image, become };
}

const POINT = /** @type {any} */ ({ x: 1, y: 1 });

test("what is submitted stays as it is for who annotates, whatever is tried", () => {
  const { store, image, become } = stage();
  become("submitted");
  assert.equal(lockOf(store.state, image()), "submitted");
  const { document, session } = image();
  store.apply(addPoint, POINT, 1);
  store.apply(correct, { type: "polygon", add: true, points: [] });
  store.apply(addObjects, [annotation("c")]);
  store.apply(removeObjects, ["a"]);
  store.apply(undo);
  store.apply(redo);
  assert.equal(image().document, document);
  assert.equal(image().session, session);
  assert.equal(store.state.projects.refused, 6, "and each is told");
  store.apply(hideObjects, ["a"], true);
  assert.deepEqual(image().session.hidden, ["a"], "how it is looked at is everybody's own affair");
});

test("a mask that was begun before can be given up", () => {
  const { store, image, become } = stage();
  store.apply(addPoint, POINT, 1);
  become("accepted");
  store.apply(clearPrompt);
  assert.deepEqual(image().session.draft.prompt.points, []);
  assert.equal(store.state.projects.refused, 0);
});

test("who reviews corrects what is submitted, and nobody what is accepted or put away", () => {
  const { store, image, become } = stage();
  store.apply(actAs, { ...BEN, role: "reviewer" });
  become("submitted");
  assert.equal(lockOf(store.state, image()), null);
  store.apply(removeObjects, ["a"]);
  assert.deepEqual(image().document.annotations, []);
  become("accepted");
  assert.equal(lockOf(store.state, image()), "accepted");
  become("in_progress");
  assert.equal(lockOf(store.state, image()), null);
  store.apply(describeProject, /** @type {any} */ ({ id: "p", name: "P", archived: true }));
  assert.equal(lockOf(store.state, image()), "away");
  store.apply(addImage, source, 0);
  assert.equal(lockOf(store.state, store.state.images[1]), null, "the browser's own");
});

test("a submission is taken back by who made it", () => {
  const { store, become } = stage();
  assert.equal(mayRetract(store.state), false, "there is none");
  become("submitted");
  assert.equal(mayRetract(store.state), true);
  become("submitted", "cleo");
  assert.equal(mayRetract(store.state), false);
});
