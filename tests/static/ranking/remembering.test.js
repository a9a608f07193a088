import assert from "node:assert/strict";
import { test } from "node:test";
import { openImage, showBitmap } from "../../../static/js/pictures/opening_transitions.js";
import { addWork, showWork } from "../../../static/js/projects/working_transitions.js";
import { FEATURES } from "../../../static/js/ranking/features.js";
import { EMPTY_MEMORY, withLesson } from "../../../static/js/ranking/learnt.js";
import { weightsNow } from "../../../static/js/ranking/ranking_transitions.js";
import { createRemembering } from "../../../static/js/ranking/remembering.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { findServer, loseServer } from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";

/** @typedef {import("../../../static/js/ranking/learnt.js").Memory} Memory */

const SIZE = { width: 40, height: 30 };
const PICTURE = "ab".repeat(32);
const ADA = { id: "ada", name: "Ada", role: /** @type {const} */ ("lead"), token: "" };
const FIRST = /** @type {any} */ ({
  features: Float64Array.from({ length: 4 * FEATURES.length }, (_, i) => ((i * 7) % 10) / 10),
  source: { logits: new Float32Array(0) },
  token: 2,
  ranked: false,
});

/** What a browser keeps, of one tab and of all. */
function storage() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    getItem: (/** @type {string} */ name) => items.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ value) => {
      items.set(name, value);
    },
  };
}

/** @param {ReturnType<typeof storage> | null} kept */
function page(kept = storage()) {
  const store = new Store();
  store.apply(openImage, { name: "a.png", title: "A", read: async () => new Blob() }, 0);
  store.apply(showBitmap, store.state.images[0].key, /** @type {any} */ (SIZE));
  store.apply((state) => ({ ...state, projects: { ...state.projects, person: ADA } }));
  /** @type {{ memory: Memory, ids: string[], down: number | null, overlaps: number[] }} */
  const server = { memory: EMPTY_MEMORY, ids: [], down: null, overlaps: [0, 0.2, 1, 0.4] };
  const up = () => {
    if (server.down !== null) throw new ApiError("x", "No.", server.down);
  };
  const api = {
    async getMemory() {
      up();
      return server.memory;
    },
    async teachMemory(/** @type {string} */ _, /** @type {readonly any[]} */ lessons) {
      up();
      for (const { id, label, rows, overlaps } of lessons) {
        if (server.ids.includes(id)) continue;
        server.ids.push(id);
        server.memory = withLesson(server.memory, { label, features: rows.flat(), overlaps });
      }
    },
    async forgetMemory() {
      up();
      server.memory = EMPTY_MEMORY;
    },
  };
  const decoder = { compare: async () => server.overlaps };
  const remembering = createRemembering({ store, decoder, api, kept, strings: en });
  const learn = (/** @type {string} */ id, label = "") => {
    const image = activeImage(store.state);
    assert.ok(image);
    return remembering.learn({ id, label, first: FIRST, wanted: { token: 2 }, image });
  };
  const openProject = () => {
    const id = `project/p1/${PICTURE}`;
    /** @type {any} */
    const document = {
      id,
      picture: { id: PICTURE, file_name: "b.png", ...SIZE },
      annotations: [],
      removed: [],
    };
    const source = { name: "b.png", title: "B", read: async () => new Blob() };
    store.apply(addWork, source, document, /** @type {any} */ ({ id: PICTURE }), 0);
    store.apply(showWork, id);
  };
  const objects = () => store.state.memory.all.objects;
  return { store, server, remembering, learn, openProject, objects };
}

const settled = () => new Promise((end) => setImmediate(end));

test("the browser learns from each object once, from the third on it has a say, and it keeps it", async () => {
  const kept = storage();
  const { store, learn, objects } = page(kept);
  await learn("a", "nut");
  await learn("b", "nut");
  await learn("b", "bolt");
  assert.equal(objects(), 2);
  assert.equal(weightsNow(store.state), null);
  await learn("c");
  assert.equal(objects(), 3);
  assert.equal(weightsNow(store.state)?.length, FEATURES.length);
  const again = page(kept);
  assert.equal(again.objects(), 3);
  assert.equal(again.store.state.memory.labels.nut.objects, 2);
});

test("tabs do not take each other's lessons away, and forgetting is for all of them", async () => {
  const kept = storage();
  const [one, other] = [page(kept), page(kept)];
  await one.learn("a");
  await other.learn("b");
  await one.learn("c");
  assert.equal(one.objects(), 3);
  other.remembering.forget();
  await one.learn("d");
  assert.equal(one.objects(), 1);
});

test("where nothing may be kept, it lasts as long as the page", async () => {
  const { learn, objects, remembering } = page(null);
  await learn("a");
  await learn("b");
  assert.equal(objects(), 2);
  await remembering.forget();
  assert.equal(objects(), 0);
});

test("what is damaged in the browser's storage begins anew", async () => {
  const kept = storage();
  kept.setItem("memory", '{"memory": {"version": 1}, "ids": 5}');
  kept.setItem("lessons", "[");
  const { learn, objects } = page(kept);
  assert.equal(objects(), 0);
  await learn("a");
  assert.equal(objects(), 1);
});

test("a project has a memory of its own, which others teach too", async () => {
  const { store, server, learn, openProject, objects } = page();
  await learn("own");
  const lesson = { label: "", features: [...FIRST.features], overlaps: server.overlaps };
  server.memory = withLesson(withLesson(EMPTY_MEMORY, lesson), lesson);
  openProject();
  assert.equal(objects(), 0, "another memory has no say while this one comes");
  await settled();
  assert.equal(objects(), 2);
  await learn("x", "cell");
  assert.equal(objects(), 3);
  assert.equal(server.memory.all.objects, 3);
  await learn("x", "cell");
  assert.equal(objects(), 3);
  assert.equal(store.state.memoryOf, "p1");
  store.apply((state) => ({ ...state, activeKey: state.images[0].key }));
  assert.equal(store.state.memoryOf, null);
  assert.equal(objects(), 1);
});

test("what a server has not heard waits in the browser, and is sent when it is back", async () => {
  const kept = storage();
  const { store, server, learn, openProject, objects } = page(kept);
  openProject();
  await settled();
  server.down = 0;
  store.apply(loseServer);
  await learn("x");
  await learn("y", "cell");
  assert.equal(objects(), 2);
  assert.equal(server.memory.all.objects, 0);
  const later = page(kept);
  later.server.down = 0;
  later.openProject();
  assert.equal(later.objects(), 2, "a reload forgets none of it");
  server.down = null;
  store.apply(findServer, "Back.");
  await settled();
  await settled();
  assert.deepEqual(server.ids, ["x", "y"]);
  assert.equal(objects(), 2);
  assert.equal(kept.getItem("lessons"), "{}");
});

test("what a server refuses is not sent again", async () => {
  const { server, learn, openProject } = page();
  openProject();
  await settled();
  server.down = 409;
  await learn("x");
  server.down = null;
  await learn("y");
  assert.deepEqual(server.ids, ["y"]);
});

test("a project forgets at the server; where that fails, it is said", async () => {
  const { store, server, remembering, learn, openProject, objects } = page();
  openProject();
  await settled();
  await learn("x");
  server.down = 403;
  await remembering.forget();
  assert.equal(store.state.notices.at(-1)?.message, "No.");
  assert.equal(objects(), 1);
  server.down = null;
  await remembering.forget();
  assert.equal(objects(), 0);
  assert.equal(server.memory.all.objects, 0);
});
