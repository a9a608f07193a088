import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { afterEach, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { recordsOf } from "../../../static/js/document/document.js";
import { checkAnnotation } from "../../../static/js/formats/annotation_faults.js";
import { redo, undo } from "../../../static/js/prompting/prompting_transitions.js";
import { restore } from "../../../static/js/session/restoring.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { openStorage } from "../../../static/js/storage/storage.js";
import { openDB } from "../../../static/vendor/idb/index.js";
import { unflatten } from "../../sessions/flat.js";

const FILE = new URL("../../sessions/version-1.json", import.meta.url);
const recorded = unflatten(JSON.parse(await readFile(FILE, "utf8")));
const work = recorded.stores.work.find((/** @type {any} */ { value }) => value.name === "cup.jpg");

/** Open connections, closed after the test. @type {{ close(): void }[]} */
const connections = [];
afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
});

/**
 * The database as version 1 left it.
 *
 * @param {(stores: any) => void} [damage] done to it
 * @returns a connection as that version has it, open
 */
async function old(damage = () => {}) {
  globalThis.indexedDB = new IDBFactory();
  const { version, stores } = structuredClone(recorded);
  damage(stores);
  const database = await openDB("segment-studio", version, {
    upgrade(opened) {
      for (const name of Object.keys(stores)) opened.createObjectStore(name);
    },
  });
  for (const [name, rows] of Object.entries(stores)) {
    for (const { key, value } of rows) await database.put(name, value, key);
  }
  connections.push(database);
  return database;
}

/** The page that comes after. */
async function opened() {
  const store = new Store();
  /** @type {any[]} */
  const known = [];
  const storage = await openStorage(() => {});
  await restore({
    store,
    storage,
    claims: { claim: async () => true, release: () => {} },
    saving: { know: (pictures) => known.push(...pictures) },
    strings: en,
  });
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  return { store, storage, known, image };
}

/** @param {any} edit of version 1 */
const objectsOf = ({ objects }) =>
  objects.map((/** @type {any} */ { annotation, colour, hidden }) => [
    { ...annotation, picture: { id: work.value.imageId, file_name: "cup.jpg" } },
    colour,
    hidden,
  ]);

/** @param {import("../../../static/js/pictures/open_image.js").OpenImage} image */
const objectsNow = ({ document, session: { colours, hidden } }) =>
  recordsOf(document).map((record) => [record, colours[record.id], hidden.includes(record.id)]);

test("a session of version 1 is brought over whole, with every step back and forth", async () => {
  (await old()).close();
  const { store, image } = await opened();
  assert.deepEqual(store.state.notices, []);
  assert.equal(store.state.images.length, 2);
  const { history, title, camera, everything, width, height, imageId, order } = work.value;
  const { document, session, runtime } = image();
  assert.deepEqual(document.picture, { id: imageId, file_name: "cup.jpg", width, height });
  assert.deepEqual([session.title, session.camera, image().key], [title, camera, order]);
  assert.deepEqual(session.everything, {
    on: everything.on,
    preset: everything.preset,
    filters: everything.filters,
  });
  assert.equal(runtime.search.status, everything.status);
  assert.equal(runtime.search.found.length, recorded.stores.found[0].value.length);
  assert.ok(runtime.miniature);
  assert.equal(runtime.step, "resting");
  for (const record of recordsOf(document)) checkAnnotation(record);

  const edits = [...history.past, history.present, ...history.future];
  const same = (/** @type {any} */ { objects: _, ...draft }, /** @type {string} */ when) => {
    const { prompt, chosen, corrections, editing } = image().session.draft;
    assert.deepEqual({ prompt, chosen, corrections, editing }, draft, when);
  };
  const holds = (/** @type {number} */ i) => {
    same(edits[i], `step ${i}`);
    assert.deepEqual(objectsNow(image()), objectsOf(edits[i]), `step ${i}`);
  };
  const present = history.past.length;
  assert.ok(present > 10 && history.future.length > 0, "the recording has both ways");
  for (let i = present; i >= 0; i--) {
    holds(i);
    store.apply(undo);
  }
  for (let i = 0; i < edits.length; i++) {
    holds(i);
    store.apply(redo);
  }
});

test("nothing of version 1 is left over, and files and embeddings stay as they are", async () => {
  (await old()).close();
  const { storage, known } = await opened();
  for (const { key, value } of recorded.stores.bytes) {
    const bytes = /** @type {any} */ (await storage.sessions.load(key, "bytes"));
    assert.deepEqual(await bytes.file.arrayBuffer(), await value.file.arrayBuffer());
    assert.equal(bytes.preview?.size, value.preview?.size);
  }
  for (const { key } of recorded.stores.embedding) {
    assert.ok(await storage.sessions.load(key, "embedding"));
  }
  assert.equal((await storage.documents.list()).length, 2);
  assert.deepEqual(
    known.map(({ pending }) => pending),
    [false, false],
    "nothing of it has to be saved again",
  );
  const database = await openDB("segment-studio");
  connections.push(database);
  assert.ok(!database.objectStoreNames.contains("work"));
});

test("what cannot be read is left out, told, and kept as it is", async () => {
  const broken = { version: 1, name: "broken" };
  const torn = structuredClone(work.value);
  torn.history.past[3].objects[0].annotation = 7;
  (
    await old((stores) => {
      stores.work.push({ key: "broken", value: broken }, { key: "torn", value: torn });
      stores.work.push({ key: "later", value: { ...work.value, version: 99 } });
    })
  ).close();
  const { store } = await opened();
  assert.equal(store.state.images.length, 2);
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    [en.errorDamaged(3)],
  );
  const database = await openDB("segment-studio");
  connections.push(database);
  assert.deepEqual(await database.getAllKeys("work"), ["broken", "later", "torn"]);
  assert.deepEqual(await database.get("work", "broken"), broken);
  database.close();
  assert.deepEqual((await opened()).store.state.notices, [], "it is told once");
});

test("a migration that breaks off changes nothing, and is done by the next page", async (t) => {
  const database = await old();
  const before = await database.getAll("work");
  database.close();
  const { prototype } = globalThis.IDBObjectStore;
  const { put } = prototype;
  let puts = 0;
  const breaking = t.mock.method(
    prototype,
    "put",
    /** @this {IDBObjectStore} @param {[value: any, key?: IDBValidKey]} row */
    function (...row) {
      if (++puts === 4) throw new DOMException("The disk is broken.", "UnknownError");
      return put.apply(this, row);
    },
  );
  assert.equal((await openStorage(() => {})).lasting, false);
  breaking.mock.restore();
  const again = await openDB("segment-studio", 1);
  assert.deepEqual(await again.getAll("work"), before);
  again.close();
  assert.equal((await opened()).store.state.images.length, 2);
});

test("a migration may take its time", async (t) => {
  (await old()).close();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { open } = indexedDB;
  t.mock.method(indexedDB, "open", (/** @type {[string, number]} */ ...all) => {
    const request = open.apply(indexedDB, all);
    const later = () => queueMicrotask(() => t.mock.timers.tick(60_000));
    request.addEventListener("upgradeneeded", later);
    return request;
  });
  const storage = await openStorage(() => {});
  assert.equal(storage.lasting, true);
  assert.equal((await storage.sessions.list()).length, 2);
});

test("an open page of version 1 is named, and once it is closed all is there", async () => {
  const theirs = await old();
  const { store, storage } = await opened();
  assert.deepEqual([storage.lasting, storage.blocked], [false, true]);
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    [en.storageBlocked],
  );
  theirs.close();
  assert.equal((await opened()).store.state.images.length, 2);
});

test("a page of a later version gets the database, and this one says so", async () => {
  (await old()).close();
  let outdated = 0;
  const storage = await openStorage(() => outdated++);
  const later = await openDB("segment-studio", 99);
  connections.push(later);
  assert.equal(outdated, 1);
  await assert.rejects(storage.sessions.list());
});
