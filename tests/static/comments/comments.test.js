import assert from "node:assert/strict";
import { test } from "node:test";
import { createCommenting } from "../../../static/js/comments/commenting.js";
import { pinOf, pinPlace, reasonOf, threadsOf } from "../../../static/js/comments/comments.js";
import {
  beginComment,
  goToComment,
  pinComment,
  writingHere,
} from "../../../static/js/comments/comments_transitions.js";
import { placedId } from "../../../static/js/document/places.js";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import { addWork, showWork } from "../../../static/js/projects/working_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";
import { lookingAt, placement } from "../../../static/js/stage/viewport.js";
import { annotation } from "../document/records.js";

const strings = CATALOGUES.en;
const SHA = "7".padStart(64, "0");
const ID = placedId("p", SHA);
const OBJECT = annotation("a");

/** @param {string} id @param {object} [more] @returns {any} */
const comment = (id, more) => ({
  ...{ id, picture_id: SHA, annotation_id: null, x: null, y: null, text: id, answers: null },
  ...{ action: null, person_id: "ada", resolved: false, made: "2026-11-29T20:00:00Z" },
  ...more,
});

const document = {
  id: ID,
  picture: { id: SHA, file_name: "a.png", width: 40, height: 30 },
  annotations: [{ revision: "r", rank: 1, record: OBJECT }],
  removed: [],
};

/** A page with a picture of a project on the stage, and a server that has these comments. */
function page(/** @type {any[]} */ comments = []) {
  const store = new Store();
  store.apply(actAs, { id: "ada", name: "Ada", role: "reviewer", token: "" });
  const picture = /** @type {any} */ ({ id: SHA, state: "submitted", objects: 1 });
  const source = { name: "a.png", title: "a.png", read: async () => new Blob() };
  store.apply(addWork, source, document, picture, 0);
  store.apply(showWork, ID);
  /** @type {any[]} */
  const done = [];
  const commenting = createCommenting({
    ...{ store, strings, saving: { saveAll: async () => {} } },
    api: {
      getComments: async () => [...comments],
      async makeComment(_, __, said) {
        const made = comment(`${comments.length}`, said);
        comments.push(made);
        return made;
      },
      async resolveComment(_, id, resolved) {
        const found = comments.findIndex((each) => each.id === id);
        comments[found] = { ...comments[found], resolved };
        return comments[found];
      },
    },
    working: {
      async finish(action, more) {
        done.push([action, more]);
        return true;
      },
    },
  });
  const shown = () => store.state.projects.works[ID].comments ?? [];
  return { store, commenting, comments, done, shown };
}

const settled = () => new Promise((end) => setTimeout(end));

test("answers belong to what they answer, and numbers stay when a comment is resolved", () => {
  const all = [comment("1", { resolved: true }), comment("2"), comment("3", { answers: "1" })];
  assert.deepEqual(
    threadsOf(all).map(({ number, answers }) => [number, answers.map(({ id }) => id)]),
    [
      [1, ["3"]],
      [2, []],
    ],
  );
  const returned = [comment("1", { action: "return" }), comment("2", { action: "return" })];
  assert.equal(reasonOf([...returned, comment("3")])?.id, "2");
});

test("a pin is at its place, or at its object, or nowhere where that was removed", () => {
  const at = { x: 3, y: 4.5 };
  assert.deepEqual(pinPlace(document, pinOf(comment("1", { ...at, annotation_id: "a" }))), at);
  assert.notEqual(pinPlace(document, { at: null, annotation: "a" }), null);
  assert.equal(pinPlace(document, { at: null, annotation: "b" }), null);
});

test("a comment is about what is selected, until another place is clicked", async () => {
  const { store, commenting, comments, shown } = page();
  store.apply((state) => ({
    ...state,
    images: state.images.map((image) => ({
      ...image,
      session: { ...image.session, selected: ["a"] },
    })),
  }));
  store.apply(beginComment);
  assert.deepEqual(writingHere(store.state)?.pin, { at: null, annotation: "a" });
  store.apply(pinComment, { x: 39.5, y: 29.5 });
  const writing = writingHere(store.state);
  assert.deepEqual(writing?.pin, { at: { x: 39.5, y: 29.5 }, annotation: null });
  assert.ok(writing);
  assert.equal(await commenting.send(writing, "  "), false);
  assert.equal(store.state.notices.at(-1)?.message, strings.commentEmpty);
  assert.equal(await commenting.send(writing, " And this? "), true);
  assert.equal(writingHere(store.state), null);
  assert.deepEqual([comments[0].text, comments[0].x], ["And this?", 39.5]);
  assert.equal(shown().length, 1);
});

test("a picture is returned with a reason, or for what was said of it already", async () => {
  const { store, commenting, done, comments } = page();
  const returning = () => {
    commenting.begin({ returning: true });
    return /** @type {any} */ (writingHere(store.state));
  };
  assert.equal(await commenting.send(returning(), ""), false, "nothing says why");
  await commenting.send(returning(), "One is missing.");
  assert.deepEqual(done, [["return", { comment: "One is missing." }]]);
  comments.push(comment("1"));
  commenting.hear("p", /** @type {any} */ ({ kind: "comment_made", picture_id: SHA }));
  await settled();
  await commenting.send(returning(), "");
  assert.deepEqual(done[1], ["return", {}]);
});

test("one goes from open comment to open comment, and to what each is about", async () => {
  const said = [comment("1", { annotation_id: "a" }), comment("2", { resolved: true })];
  const { store, commenting } = page([...said, comment("3")]);
  await settled();
  const pointed = () => store.state.projects.pointed;
  commenting.step(1);
  assert.deepEqual([pointed(), activeImage(store.state)?.session.selected], ["1", ["a"]]);
  commenting.step(1);
  assert.equal(pointed(), "3");
  commenting.step(1);
  assert.equal(pointed(), "1");
  await commenting.resolve(said[0], true);
  commenting.step(-1);
  assert.equal(pointed(), "3");
  assert.equal(goToComment(store.state, comment("4")).projects.pointed, "4");
});

test("the camera stays where a part can be seen well, and goes to it where it cannot", () => {
  const room = { width: 800, height: 600, margin: 24, pixelRatio: 1 };
  const image = { width: 4000, height: 3000 };
  const large = { x0: 500, y0: 500, x1: 1500, y1: 1200 };
  assert.equal(lookingAt(room, image, null, large), null);
  const small = { x0: 3000, y0: 2000, x1: 3040, y1: 2020 };
  const camera = lookingAt(room, image, null, small);
  assert.deepEqual(camera?.centre, { x: 3020, y: 2010 });
  const { left, top, scale } = placement(room, image, camera);
  assert.ok(40 * scale >= 800 / 13 || 20 * scale >= 600 / 13);
  assert.ok(left + 3000 * scale > 0 && top + 2020 * scale < 600);
  assert.equal(lookingAt(room, image, camera, small), camera);
  assert.deepEqual(lookingAt(room, image, camera, { ...small, x0: 400, x1: 440 })?.centre.x, 420);
});
