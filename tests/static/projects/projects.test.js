import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsIn, heightOf, layoutOf, placeOf } from "../../../static/js/projects/grid.js";
import { watchLeaseEnds } from "../../../static/js/projects/lease_ends.js";
import {
  addPage,
  failPage,
  filterPictures,
  refreshPictures,
} from "../../../static/js/projects/paging_transitions.js";
import { createProjecting, rememberedWorker } from "../../../static/js/projects/projecting.js";
import {
  actAs,
  closeProject,
  expectProjects,
  openProject,
  showPeople,
  showProjects,
} from "../../../static/js/projects/projects_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { INITIAL_STATE, screen } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";

/** @import { PicturePage, ProjectPicture } from "../../../static/js/server/projects_api.js" */

const PROJECT = { id: "p", name: "Pets", archived: false, made: "", pictures: {}, objects: 0 };
const ROLE = /** @type {const} */ ("annotator");
const PERSON = { id: "ada", name: "Ada", role: ROLE, has_token: false, made: "" };

/** @param {number} number @param {Partial<ProjectPicture>} [more] @returns {ProjectPicture} */
const picture = (number, more) => ({
  ...{ id: `${number}`, number, file_name: `${number}.png`, width: 4, height: 3, format: "PNG" },
  ...{
    group: "",
    state: "new",
    objects: 0,
    why: null,
    open_comments: 0,
    exhaustive: null,
    lease: null,
    worker_id: null,
  },
  ...{ version: 1, contents: 0, added: "", changed: "", file: "", thumbnail: "", embedding: "" },
  ...more,
});

/** @param {number} from @param {number} to @param {number | null} total @returns {PicturePage} */
const part = (from, to, total, next = `${to}`) => ({
  pictures: Array.from({ length: to - from + 1 }, (_, i) => picture(from + i)),
  next: next === "" ? null : next,
  total,
});

const opened = openProject(showProjects(INITIAL_STATE, [PROJECT]), "p");

test("the screen in front is the start screen, a project's page or the workbench", () => {
  assert.equal(screen(INITIAL_STATE), "home");
  assert.equal(screen(opened), "project");
  assert.equal(screen(closeProject(opened)), "home");
  assert.equal(screen({ ...opened, homeOpen: false }), "workbench");
  assert.equal(screen(openProject({ ...opened, homeOpen: false }, "p")), "project");
});

test("projects that are put away are not listed, and an open one has its name at once", () => {
  const state = showProjects(INITIAL_STATE, [PROJECT, { ...PROJECT, id: "q", archived: true }]);
  assert.deepEqual(
    state.projects.list.map(({ id }) => id),
    ["p"],
  );
  assert.equal(openProject(state, "p").projects.open?.name, "Pets");
});

test("who works here has the role that the server says, and is nobody where it knows no such person", () => {
  const remembered = { id: "ada", name: "Ada", role: /** @type {const} */ ("lead"), token: "t" };
  const state = actAs(INITIAL_STATE, remembered);
  assert.deepEqual(showPeople(state, [PERSON]).projects.person, {
    ...remembered,
    role: "annotator",
  });
  assert.equal(showPeople(state, []).projects.person, null);
});

test("parts follow each other, and an answer to an earlier question counts no more", () => {
  const filter = opened.projects.open?.filter;
  assert.ok(filter);
  const first = addPage(opened, "p", filter, null, part(1, 3, 5));
  assert.deepEqual([first.projects.open?.grid.total, first.projects.open?.grid.next], [5, "3"]);
  const both = addPage(first, "p", filter, "3", part(4, 5, null, ""));
  assert.equal(both.projects.open?.grid.pictures.length, 5);
  assert.equal(both.projects.open?.grid.total, 5);
  const twice = addPage(both, "p", filter, "3", part(4, 5, null, ""));
  assert.equal(twice.projects.open?.grid.pictures.length, 5, "a part that came twice");
  const other = filterPictures(both, "p", { search: "cat" });
  assert.equal(other.projects.open?.grid.pictures.length, 0);
  const late = addPage(other, "p", filter, null, part(1, 3, 5));
  assert.equal(late.projects.open?.grid.pictures.length, 0);
  assert.equal(failPage(other, "p", filter).projects.open?.grid.status, "loading");
  assert.equal(filterPictures(other, "p", { search: "cat" }), other);
  assert.equal(addPage(other, "q", filter, null, part(1, 3, 5)), other, "another project");
});

test("a picture that somebody has changed stays in its place", () => {
  const filter = opened.projects.open?.filter;
  assert.ok(filter);
  const state = addPage(opened, "p", filter, null, part(1, 3, 3, ""));
  const now = refreshPictures(state, "p", [picture(2, { state: "submitted", objects: 4 })]);
  assert.deepEqual(
    now.projects.open?.grid.pictures.map((each) => each.state),
    ["new", "submitted", "new"],
  );
});

test("of a hundred thousand cells only those near the window are made", () => {
  const layout = layoutOf({ width: 1000, least: 168, gap: 12, caption: 46 });
  assert.equal(layout.columns, 5);
  const total = 100_000;
  const height = heightOf(layout, total);
  assert.equal(height, 20_000 * layout.row);
  for (const top of [0, 777, height / 2, height - 800]) {
    const { first, end } = cellsIn(layout, total, { top, bottom: top + 800 });
    assert.ok(end - first <= 60, `${end - first} cells`);
    assert.ok(placeOf(layout, 12, first).top <= top, "all above is made");
    assert.ok(end === total || placeOf(layout, 12, end).top >= top + 800, "all below is made");
  }
  assert.deepEqual(cellsIn(layout, 3, { top: 0, bottom: 800 }), { first: 0, end: 3 });
  assert.deepEqual(cellsIn(layout, 0, { top: 0, bottom: 800 }), { first: 0, end: 0 });
  assert.deepEqual(cellsIn(layout, 9, { top: 0, bottom: 0 }), { first: 0, end: 0 });
  const last = placeOf(layout, 12, 4);
  assert.ok(Math.abs(last.left + layout.cell - 1000) < 1e-9, "a row fills the width");
  assert.equal(layoutOf({ width: 90, least: 168, gap: 12, caption: 46 }).columns, 1);
});

/** A server of one project with this many pictures, for a page that shows it. */
function served(count = 450) {
  const store = new Store();
  /** @type {(string | null)[]} */
  const asked = [];
  /** Who listens to which project. @type {string[]} */
  const listeners = [];
  let hear = (/** @type {any} */ _event) => {};
  /** @type {Map<string, string>} */
  const kept = new Map();
  const api = /** @type {any} */ ({
    getProjects: async () => [PROJECT],
    getRemovedProjects: async () => [],
    getPeople: async () => [PERSON],
    getProject: async () => ({ ...PROJECT, guideline: "Mark every pet." }),
    getProgress: async () => ({ pictures: { new: count }, objects: 0, at_work: [] }),
    getProjectPicture: async (/** @type {string} */ _, /** @type {string} */ id) =>
      picture(Number(id), { state: "accepted" }),
    getPicturePage: async (
      /** @type {string} */ _,
      /** @type {{ cursor: string | null, limit: number }} */ { cursor, limit },
    ) => {
      asked.push(cursor);
      const from = Number(cursor ?? 0) + 1;
      const to = Math.min(from + limit - 1, count);
      return part(from, to, cursor === null ? count : null, to === count ? "" : `${to}`);
    },
    makePerson: async (/** @type {string} */ name) => ({ ...PERSON, name }),
  });
  const projecting = createProjecting({
    ...{ store, api, strings: CATALOGUES.en, wait: async () => {} },
    hear() {},
    clock: () => 0,
    listenTo: (project, reader, listener) => {
      listeners.push(`${reader === null ? "guest" : reader.id} ${project}`);
      hear = listener;
      return () => listeners.push("-");
    },
    kept: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => kept.set(name, value),
    },
  });
  store.apply(expectProjects);
  /** @param {string} kind @param {string | null} picture_id */
  const happen = (kind, picture_id) => hear({ kind, picture_id });
  return { store, projecting, api, asked, kept, happen, listeners };
}

/** @param {Store} store @param {(state: Store["state"]) => boolean} holds */
const until = (store, holds) =>
  /** @type {Promise<void>} */ (
    new Promise((settle) => {
      store.watch(
        (state) => [state],
        (state) => {
          if (holds(state)) settle();
        },
      );
    })
  );

test("a project's page gets its pictures in parts, once each, and follows what others do", async () => {
  const { store, projecting, asked, happen } = served();
  store.apply(openProject, "p");
  await until(store, ({ projects }) => projects.open?.grid.pictures.length === 200);
  projecting.loadPart();
  projecting.loadPart();
  await until(store, ({ projects }) => projects.open?.grid.pictures.length === 400);
  assert.deepEqual(asked, [null, "200"]);
  happen("picture_changed", "7");
  await until(store, ({ projects }) => projects.open?.grid.pictures[6]?.state === "accepted");
  assert.equal(store.state.projects.open?.progress?.pictures.new, 450);
  happen("picture_added", "999");
  await until(store, ({ projects }) => projects.open?.grid.pictures[6]?.state === "new");
  assert.deepEqual(asked, [null, "200", null, "200"], "the parts that were here came anew");
});

test("who works here is remembered, and forgotten where the server knows no such person", async () => {
  const { store, projecting, kept, api } = served();
  assert.equal(rememberedWorker(null), null);
  await projecting.chooseName("Ada");
  const storage = { getItem: (/** @type {string} */ name) => kept.get(name) ?? null, setItem() {} };
  assert.equal(rememberedWorker(storage)?.id, "ada");
  api.getPeople = async () => [];
  await projecting.load();
  assert.equal(store.state.projects.person, null);
  assert.equal(rememberedWorker(storage), null);
  kept.set("person", "{");
  assert.equal(rememberedWorker(storage), null);
});

test("what cannot be read says why, and can be asked for again", async () => {
  const { store, projecting, api } = served(3);
  const works = api.getPicturePage;
  api.getPicturePage = async () => {
    throw new ApiError("storage_busy", "The database is busy.", 503);
  };
  store.apply(openProject, "p");
  await until(store, ({ projects }) => projects.open?.grid.status === "failed");
  assert.equal(store.state.notices.at(-1)?.message, "The database is busy.");
  api.getPicturePage = works;
  projecting.loadPartAgain();
  await until(store, ({ projects }) => projects.open?.grid.pictures.length === 3);
});

test("one listens in one's own name to the project that is looked at or worked in", () => {
  const { store, listeners } = served();
  store.apply(openProject, "p");
  store.apply(actAs, { ...PERSON, token: "" });
  store.apply(closeProject);
  assert.deepEqual(listeners, ["guest p", "-", "ada p", "-"]);
});

test("a picture is asked for again when the lease that is shown should be over", async () => {
  const store = new Store();
  let now = 1000;
  /** @type {number[]} */
  const pauses = [];
  const asked = await new Promise((settle) => {
    const wait = async (/** @type {number} */ pause) => {
      pauses.push(pause);
      now += pause;
    };
    const ask = (/** @type {string} */ project, /** @type {string} */ id) => {
      store.apply(closeProject);
      settle(`${project} ${id}`);
    };
    watchLeaseEnds({ store, clock: () => now, wait, ask });
    store.apply(openProject, "p");
    const filter = store.state.projects.open?.filter;
    assert.ok(filter);
    const lease = { person_id: "ben", until: new Date(61_000).toISOString() };
    const pictures = [picture(1), picture(2, { lease })];
    store.apply(addPage, "p", filter, null, { pictures, next: null, total: 2 });
  });
  assert.deepEqual([asked, pauses[0]], ["p 2", 60_000]);
});
