import assert from "node:assert/strict";
import { test } from "node:test";
import { placedId } from "../../../static/js/document/places.js";
import { COLOURS } from "../../../static/js/everything/colours.js";
import { classesOfLabels } from "../../../static/js/projects/project_classes.js";
import { actAs, openProject } from "../../../static/js/projects/projects_transitions.js";
import { createWorking } from "../../../static/js/projects/working.js";
import {
  isPending,
  noteDelivered,
  noteWork,
  stageOf,
  workOnStage,
} from "../../../static/js/projects/working_transitions.js";
import { notePlaced } from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";
import { annotation } from "../document/records.js";

const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "lead", token: "" });
const strings = CATALOGUES.en;

/** @param {number} number */
const shaOf = (number) => `${number}`.padStart(64, "0");
/** @param {number} number @returns {any} */
const picture = (number) => ({
  ...{ id: shaOf(number), file_name: `${number}.png`, state: "new", objects: 0, lease: null },
  file: `/file/${number}`,
});

const after = {
  submit: "submitted",
  accept: "accepted",
  return: "returned",
  reconsider: "submitted",
  take_back: "in_progress",
};

/** A queue of this many pictures, and a page that works on them. */
function queue(count = 4) {
  const store = new Store();
  store.apply(actAs, ADA);
  /** @type {Set<string>} */
  const submitted = new Set();
  /** @type {string[]} */
  const acts = [];
  const api = /** @type {any} */ ({
    async takeNext(
      /** @type {string} */ _,
      /** @type {{ stage: string, without: string[] }} */ { stage, without },
    ) {
      const open = Array.from({ length: count }, (_, i) => picture(i + 1)).filter(
        ({ id }) => submitted.has(id) === (stage === "review") && !without.includes(id),
      );
      return { picture: open[0] ?? null, following: open[1] ?? null };
    },
    takeLease: async (/** @type {string} */ _, /** @type {string} */ id) => ({
      ...picture(Number(id)),
      state: submitted.has(id) ? "submitted" : "new",
    }),
    leavePicture: async (/** @type {string} */ _, /** @type {string} */ id) => {
      acts.push(`leave ${Number(id)}`);
    },
    act: async (
      /** @type {string} */ _,
      /** @type {string} */ id,
      /** @type {{ action: keyof typeof after }} */ { action },
    ) => {
      const state = after[action];
      if (state === "submitted") submitted.add(id);
      else submitted.delete(id);
      acts.push(`${action} ${Number(id)}`);
      return { ...picture(Number(id)), state };
    },
    getProject: async () => ({ id: "p", name: "Pets", lease_seconds: 300, labels: [] }),
  });
  const saving = {
    expect() {},
    /** All that is open arrives. */
    async saveAll() {
      for (const { document } of store.state.images) {
        store.apply(noteDelivered, String(document.id), document);
      }
    },
  };
  const working = createWorking({
    ...{ store, api, saving, strings, now: () => 0, wait: () => new Promise(() => {}) },
    files: { getFile: async () => new Blob() },
    claims: { claim: async () => true, release() {} },
    documents: {
      load: async (id) => ({
        ...{ id, annotations: [], removed: [] },
        picture: { id: id.slice(-64), file_name: "", width: 4, height: 3 },
      }),
    },
  });
  const shown = () => Number(workOnStage(store.state)?.picture ?? 0);
  const open = () => store.state.images.map(({ document }) => Number(document.picture.id));
  return { store, working, api, saving, acts, shown, open, submitted };
}

/** Lets what was begun and not waited for come to its end. */
const settled = () => new Promise((end) => setTimeout(end));

test("the next picture is on the stage, the one after it waits, the one that was left goes", async () => {
  const { store, working, shown, open, acts } = queue();
  await working.next("p", "annotate");
  await settled();
  assert.deepEqual([shown(), open()], [1, [1, 2]]);
  assert.equal(store.state.homeOpen, false);
  await working.goOn();
  await settled();
  assert.deepEqual([shown(), open(), acts], [2, [2, 3], ["leave 1"]]);
});

test("the one that follows is opened when the decoder has taken the one on the stage", async () => {
  const { store, working, shown, open } = queue();
  store.apply((state) => ({ ...state, model: { ...state.model, status: "ready" } }));
  await working.next("p", "annotate");
  await settled();
  assert.deepEqual([shown(), open()], [1, [1]]);
  store.apply(notePlaced, Number(store.state.activeKey));
  await settled();
  assert.deepEqual(open(), [1, 2]);
  await working.goOn();
  await working.goOn();
  store.apply(notePlaced, Number(store.state.activeKey));
  await settled();
  assert.deepEqual([shown(), open()], [3, [3, 4]], "who goes on at once opens nothing twice");
});

test("what was passed over comes again only when all others are done", async () => {
  const { working, shown } = queue(3);
  const seen = [];
  for (let i = 0; i < 5; i++) {
    await working.next("p", "annotate");
    await settled();
    seen.push(shown());
  }
  assert.deepEqual(seen, [1, 2, 3, 1, 2]);
});

test("what was passed over is opened ahead once nothing else is left", async () => {
  const { working, shown, open } = queue(3);
  const seen = [];
  for (let i = 0; i < 4; i++) {
    await working.next("p", "annotate");
    await settled();
    seen.push([shown(), open()]);
  }
  assert.deepEqual(seen, [
    [1, [1, 2]],
    [2, [2, 3]],
    [3, [3, 1]],
    [1, [1, 2]],
  ]);
});

test("submitting goes on to the next, and an empty queue says so", async () => {
  const { store, working, shown, acts } = queue(2);
  await working.next("p", "annotate");
  await working.finish("submit");
  await working.finish("submit");
  await settled();
  assert.deepEqual(
    acts.filter((each) => each.startsWith("submit")),
    ["submit 1", "submit 2"],
  );
  assert.equal(shown(), 2, "the last one stays");
  assert.equal(workOnStage(store.state)?.work.picture?.state, "submitted");
  assert.equal(store.state.notices.at(-1)?.message, strings.queueEmpty);
});

test("on the project's page the picture beneath is the next one, where it is the only one", async () => {
  const { store, working, shown, open } = queue(1);
  await working.next("p", "annotate");
  await working.goOn();
  assert.equal(store.state.notices.at(-1)?.message, strings.queueEmpty, "there is no other");
  store.apply(openProject, "p");
  assert.equal(store.state.homeOpen, true);
  await working.next("p", "annotate");
  await settled();
  assert.deepEqual([shown(), open(), store.state.homeOpen], [1, [1], false]);
});

test("who submitted takes that back where the picture lies", async () => {
  const { store, working, acts, shown } = queue(1);
  await working.next("p", "annotate");
  await working.finish("submit");
  assert.equal(store.state.projects.decision?.action, "submit");
  await working.retract();
  assert.deepEqual(acts, ["submit 1", "take_back 1"]);
  assert.equal(shown(), 1);
  assert.equal(workOnStage(store.state)?.work.picture?.state, "in_progress");
  assert.equal(store.state.projects.decision, null, "there is nothing left to take back");
});

test("a picture that the server does not have all of stays open, and is not submitted", async () => {
  const { store, working, saving, shown, open, acts } = queue();
  await working.next("p", "annotate");
  await settled();
  saving.saveAll = async () => {};
  store.apply((state) => ({
    ...state,
    images: state.images.map((image, i) => {
      const annotations = [{ revision: "r", rank: 1, record: annotation("a") }];
      return i === 0 ? { ...image, document: { ...image.document, annotations } } : image;
    }),
  }));
  const [image] = store.state.images;
  assert.ok(isPending(store.state, image));
  await working.finish("submit");
  assert.deepEqual(acts, []);
  assert.equal(store.state.notices.at(-1)?.message, strings.workPendingYet);
  await working.close(image);
  assert.ok(open().includes(1));
  await working.goOn();
  await settled();
  assert.equal(shown(), 2);
  assert.ok(open().includes(1), "it goes when the server has it");
});

test("who reviews goes through what is submitted, and takes the last decision back", async () => {
  const { store, working, shown, acts, submitted } = queue(4);
  for (const number of [2, 3, 4]) submitted.add(shaOf(number));
  await working.next("p", "review");
  await settled();
  assert.deepEqual([shown(), stageOf(store.state)], [2, "review"]);
  await working.finish("accept");
  await settled();
  assert.equal(shown(), 3);
  await working.finish("return");
  await settled();
  assert.equal(shown(), 4);
  const { message, retry } = store.state.notices.at(-1) ?? {};
  assert.deepEqual([message, retry?.type], ["3.png: Returned", "decision"]);
  await working.takeBack();
  await settled();
  assert.equal(shown(), 3);
  assert.equal(workOnStage(store.state)?.work.picture?.state, "submitted");
  assert.equal(store.state.notices.length, 0);
  const decided = acts.filter((each) => !each.startsWith("leave"));
  assert.deepEqual(decided, ["accept 2", "return 3", "reconsider 3"]);
  await working.takeBack();
  assert.equal(decided.length, acts.filter((each) => !each.startsWith("leave")).length);
});

test("a submitted picture is opened to be reviewed by who may, and to be looked at by others", async () => {
  const { store, working } = queue();
  await working.open("p", { ...picture(1), state: "submitted" });
  assert.equal(stageOf(store.state), "review");
  store.apply(actAs, { ...ADA, role: "annotator" });
  await working.open("p", { ...picture(1), state: "submitted" });
  assert.equal(stageOf(store.state), "annotate");
});

test("a mask that is not kept is not left behind", async () => {
  const { store, working, shown } = queue();
  await working.next("p", "annotate");
  store.apply((state) => ({
    ...state,
    images: state.images.map((image) => ({
      ...image,
      session: {
        ...image.session,
        draft: {
          ...image.session.draft,
          prompt: { ...image.session.draft.prompt, points: [{ x: 1, y: 1, label: 1 }] },
        },
      },
    })),
  }));
  await working.goOn();
  await working.finish("submit");
  assert.equal(shown(), 1);
  assert.equal(store.state.notices.at(-1)?.message, strings.workUnkept);
});

test("who is there first is named, and forbids nothing; a lost server changes nothing", async () => {
  const { store, working, api, shown } = queue();
  api.takeLease = async () => ({ ...picture(1), lease: { person_id: "ben", until: "" } });
  await working.next("p", "annotate");
  await settled();
  assert.equal(store.state.notices.at(-1)?.message, strings.workTaken(strings.somebody));
  api.takeNext = async () => {
    throw new ApiError("unreachable", "The server does not answer.", 0);
  };
  await working.goOn();
  assert.equal(shown(), 1);
  assert.equal(store.state.server, "gone");
});

test("what the server says of a picture is known where it is open, and changes no other document", () => {
  const { store } = queue();
  const state = noteWork(store.state, placedId("p", shaOf(1)), picture(1));
  const id = placedId("p", shaOf(1));
  assert.equal(
    noteWork(state, id, { state: "accepted", objects: 2 }).projects.works[id].picture?.state,
    "accepted",
  );
  assert.equal(noteDelivered(state, "6f9619ff", null), state, "the browser's own");
});

test("labels are classes in the order of their digits, no two in one colour while there are enough", () => {
  const labels = ["2", "1", null].map((key, i) => ({
    ...{ id: `${i}`, name: `label ${i}`, colour: "#56b4e9", key },
  }));
  const classes = classesOfLabels(labels);
  assert.deepEqual(
    classes.map(({ name }) => name),
    ["label 1", "label 0", "label 2"],
  );
  assert.equal(classes[0].colour, 1, "the very colour");
  assert.equal(new Set(classes.map(({ colour }) => colour)).size, 3);
  const many = Array.from({ length: COLOURS.length + 2 }, (_, i) => ({ ...labels[0], id: `${i}` }));
  assert.ok(classesOfLabels(many).every(({ colour }) => colour in COLOURS));
});
