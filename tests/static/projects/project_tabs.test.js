import assert from "node:assert/strict";
import { test } from "node:test";
import { freeKey } from "../../../static/js/projects/labels_tab.js";
import { createManaging } from "../../../static/js/projects/managing.js";
import { LABELS, LEADS, obstacleTo } from "../../../static/js/projects/obstacle.js";
import {
  actAs,
  closeProject,
  describeProject,
  openProject,
} from "../../../static/js/projects/projects_transitions.js";
import { hashOf, routeOf } from "../../../static/js/projects/route.js";
import { placeAt } from "../../../static/js/projects/sorting.js";
import { mayOpen, TABS } from "../../../static/js/projects/tabs.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { INITIAL_STATE } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";

const strings = CATALOGUES.en;
const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "lead", token: "" });
const PROJECT = {
  ...{ id: "p", name: "Pets", guideline: "", lease_seconds: 300, archived: false, version: 3 },
  decoder: null,
  queue_order: /** @type {const} */ ("given"),
  ...{ made: "", labels: [{ id: "a", name: "cat", colour: "#4e9af1", key: "1" }] },
};

test("each tab has an address of its own, and an address that means nothing leads to the pictures", () => {
  for (const tab of TABS) assert.deepEqual(routeOf(hashOf("p-1", tab)), { id: "p-1", tab });
  assert.equal(hashOf("p", "pictures"), "#project/p");
  assert.deepEqual(routeOf("#project/p/nothing"), { id: "p", tab: "pictures" });
  for (const hash of ["", "#project/", "#project/p/labels/x"]) assert.equal(routeOf(hash), null);
});

test("a project opens on the tab that is asked for, or where it was left", () => {
  const labels = openProject(INITIAL_STATE, "p", "labels");
  assert.equal(openProject({ ...labels, homeOpen: false }, "p").projects.open?.tab, "labels");
  assert.equal(openProject(labels, "p", "time").projects.open?.tab, "time");
  assert.equal(openProject(labels, "q").projects.open?.tab, "pictures");
});

test("what is for leads is offered to them alone, and the sentence says whose it is", () => {
  const offered = TABS.filter((tab) => mayOpen(tab, "reviewer"));
  assert.deepEqual(offered, ["pictures", "labels", "people", "time", "learning"]);
  assert.equal(mayOpen("gold", null), false);
  assert.equal(mayOpen("gold", "lead"), true);
  const annotator = { role: /** @type {const} */ ("annotator") };
  assert.equal(
    obstacleTo(strings, annotator, PROJECT, LABELS),
    "This is changed by reviewers and leads; you are here as an annotator.",
  );
  assert.match(obstacleTo(strings, null, PROJECT, LEADS), /choose who works/);
  assert.match(obstacleTo(strings, ADA, { archived: true }, LEADS), /put away/);
  assert.equal(obstacleTo(strings, ADA, PROJECT, LEADS), "");
});

test("a new label gets the first digit that none has, and a dragged one stands between two halves", () => {
  const labels = [..."1245"].map((key) => ({ ...PROJECT.labels[0], key }));
  assert.equal(freeKey(labels), "3");
  assert.equal(freeKey([..."123456789"].map((key) => ({ ...PROJECT.labels[0], key }))), null);
  const rows = [0, 40, 80].map((top) => ({ top, height: 40 }));
  assert.deepEqual(
    [-5, 19, 21, 61, 119, 500].map((y) => placeAt(y, rows)),
    [0, 0, 1, 2, 3, 3],
  );
});

/** A page of a project, and a server whose answers can be replaced. @param {object} answers */
function page(answers) {
  const store = new Store();
  store.apply(actAs, ADA);
  store.apply(openProject, "p", "labels");
  store.apply(describeProject, PROJECT);
  const api = /** @type {any} */ ({
    countLabels: async () => ({ counts: [], relabelling: null }),
    ...answers,
  });
  const projects = /** @type {any} */ ({
    getProject: async () => ({ ...PROJECT, version: 4 }),
    getPeople: async () => [{ ...ADA, has_token: true, made: "" }],
  });
  return { store, managing: createManaging({ store, api, projects, strings }) };
}

test("after a change of labels the project is read anew, also where the change was refused", async () => {
  const refused = new ApiError("key_taken", "The key 1 is that of cat.", 409);
  for (const [answer, made] of /** @type {const} */ ([
    [async () => PROJECT.labels[0], true],
    [() => Promise.reject(refused), false],
  ])) {
    const { store, managing } = page({ makeLabel: answer });
    assert.equal(await managing.makeLabel("p", { name: "dog" }), made);
    assert.equal(store.state.projects.open?.project?.version, 4);
    assert.deepEqual(
      store.state.notices.map(({ message }) => message),
      made ? [] : [refused.message],
    );
  }
});

test("who gives themselves a token goes on under it, and without it when it is taken away", async () => {
  const { store, managing } = page({
    giveToken: async () => "secret",
    dropToken: async () => ({}),
    getLately: async () => ({ days: 7, people: [] }),
  });
  assert.equal(await managing.giveToken("p", "ada"), "secret");
  assert.equal(store.state.projects.person?.token, "secret");
  await managing.giveToken("p", "ben");
  await managing.dropToken("p", "ada");
  assert.equal(store.state.projects.person?.token, "");
});

test("settings that somebody else has changed meanwhile are shown, and nothing is overwritten", async () => {
  const changed = new ApiError("changed", "The project is another by now.", 412);
  const { store, managing } = page({ changeProject: () => Promise.reject(changed) });
  assert.equal(await managing.changeProject(PROJECT, { name: "Cats" }), false);
  assert.equal(store.state.projects.open?.project?.version, 4);
  store.apply(closeProject);
  assert.equal(store.state.projects.open, null);
});

test("of two choices of times the later one is shown, whichever is answered first", async () => {
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  const { store, managing } = page({
    getTimingSeries: (/** @type {string} */ _, /** @type {{ label: string }} */ { label }) =>
      new Promise((end) => waiting.set(label, () => end({ points: [], retrainings: [] }))),
    getTimingDays: async () => [],
  });
  const loads = ["boat", ""].map((label) => managing.loadTimes("p", { person: "", label }));
  for (const label of ["", "boat"]) {
    waiting.get(label)?.();
    await new Promise((end) => setImmediate(end));
  }
  await Promise.all(loads);
  assert.equal(store.state.projects.open?.facts.times?.of.label, "");
});
