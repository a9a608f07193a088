import assert from "node:assert/strict";
import { test } from "node:test";
import { placedId } from "../../../static/js/document/places.js";
import { addImage } from "../../../static/js/pictures/opening_transitions.js";
import {
  actAs,
  openProject,
  showProjects,
} from "../../../static/js/projects/projects_transitions.js";
import { createRemoving } from "../../../static/js/projects/removing.js";
import { addWork, showWork } from "../../../static/js/projects/working_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";

const strings = CATALOGUES.en;
const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "lead", token: "" });
const [A, B] = ["a", "b"].map((letter) => letter.repeat(64));
const source = (/** @type {string} */ name) => ({
  name,
  title: name,
  read: async () => new Blob(),
});

/** Two pictures of one project open, one of another, and one of the browser's own. */
function page() {
  const store = new Store();
  store.apply(actAs, ADA);
  const project = (/** @type {string} */ id) =>
    /** @type {any} */ ({
      id,
      name: id.toUpperCase(),
      archived: id === "p",
      pictures: {},
      objects: 0,
    });
  store.apply(showProjects, [project("p"), project("q")]);
  store.apply(addImage, source("own.png"), 0);
  for (const [id, sha] of [
    ["p", A],
    ["p", B],
    ["q", A],
  ]) {
    const picture = { id: sha, file_name: `${sha[0]}.png`, width: 4, height: 3 };
    const document = { id: placedId(id, sha), picture, annotations: [], removed: [] };
    const said = /** @type {any} */ ({ id: sha, state: "new" });
    store.apply(addWork, source(`${id}-${sha[0]}.png`), document, said, 0);
  }
  store.apply(showWork, placedId("p", A));
  /** @type {unknown[][]} */
  const asked = [];
  /** @type {{ error: ApiError | null }} */
  const server = { error: null };
  const answer = async (/** @type {unknown[]} */ ...all) => {
    asked.push(all);
    if (server.error !== null) throw server.error;
  };
  const api = /** @type {any} */ ({ removeProject: answer, removePicture: answer });
  const removing = createRemoving({ store, api, strings });
  const open = () => store.state.images.map(({ session }) => session.title);
  const said = () => store.state.notices.map(({ message }) => message);
  const happened = (/** @type {string} */ kind, /** @type {string | null} */ picture_id) =>
    removing.hear("p", { number: 1, kind, person_id: "ben", picture_id, data: {}, at: "" });
  return { store, removing, asked, server, open, said, happened };
}

test("a picture that was removed is closed, here and where somebody else did it, and nothing else is", async () => {
  const { store, removing, asked, open, said, happened } = page();
  await removing.removePicture("p", A);
  assert.deepEqual(asked, [["p", A, ADA]]);
  assert.deepEqual(open(), ["own.png", "p-b.png", "q-a.png"]);
  assert.deepEqual(said(), [strings.pictureRemoved("p-a.png")]);
  assert.equal(placedId("p", A) in store.state.projects.works, false);
  happened("picture_removed", A);
  assert.equal(said().length, 1, "its own doing is no news");
  happened("picture_removed", B);
  assert.deepEqual(open(), ["own.png", "q-a.png"]);
});

test("a project that was removed leaves nothing open but what is of others", async () => {
  const { store, removing, asked, open, said, happened } = page();
  store.apply(openProject, "p");
  assert.equal(await removing.removeProject("p", "P"), true);
  assert.deepEqual(asked, [["p", "P", ADA]]);
  assert.deepEqual(open(), ["own.png", "q-a.png"]);
  assert.equal(store.state.projects.open, null);
  assert.deepEqual(store.state.projects.archived, []);
  assert.deepEqual(said(), [strings.projectRemoved("P")]);
  happened("project_removed", null);
  assert.equal(said().length, 1);
});

test("what the server refuses stays open", async () => {
  const { removing, server, open, said } = page();
  const before = open();
  server.error = new ApiError("name_differs", "The project is called 'P'.", 409);
  assert.equal(await removing.removeProject("p", "p"), false);
  await removing.removePicture("p", A);
  assert.deepEqual(open(), before);
  assert.deepEqual(said(), ["The project is called 'P'."]);
});
