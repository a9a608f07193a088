import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf } from "../../../static/js/document/document.js";
import {
  advanceEverything,
  endEverything,
  filterEverything,
  startEverything,
} from "../../../static/js/everything/everything_transitions.js";
import {
  addObjects,
  nameObject,
  removeObjects,
} from "../../../static/js/objects/objects_transitions.js";
import {
  closeImage,
  reopenImage,
  showImage,
} from "../../../static/js/pictures/filmstrip_transitions.js";
import {
  finishOpening,
  openImage,
  showBitmap,
  takeBytes,
  takeMiniature,
} from "../../../static/js/pictures/opening_transitions.js";
import { addPoint, undo } from "../../../static/js/prompting/prompting_transitions.js";
import { restore } from "../../../static/js/session/restoring.js";
import { createSaving } from "../../../static/js/session/saving.js";
import { dismiss } from "../../../static/js/shell/page_transitions.js";
import { activeImage, changeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { zoomBy } from "../../../static/js/stage/looking_transitions.js";
import { createMemoryStorage } from "../../../static/js/storage/storage.js";
import { annotation } from "../document/records.js";

/** @import { Embedding } from "../../../static/js/server/embedding.js" */

/** @type {Embedding} */
const EMBEDDING = {
  data: Float32Array.of(0.5, -2),
  dims: [1, 2],
  imageWidth: 60,
  imageHeight: 40,
  encoderFingerprint: "f",
};

/** What is written of a picture that has just been opened. */
const FIRST = ["id1: bytes session runtime outbox", "id1: document, 0 annotations", "id1: outbox"];

/** Claims of the only page there is. */
const claims = () => ({ claim: async () => true, release: () => {} });

/**
 * A page whose waiting ends when told to.
 *
 * @param {Partial<import("../../../static/js/storage/storage.js").Storage>} [changes]
 * @param {import("../../../static/js/storage/storage.js").Storage} [storage]
 */
function page(changes = {}, storage = { ...createMemoryStorage(), lasting: true }) {
  const store = new Store();
  /** @type {string[]} */
  const writes = [];
  /** @type {{ pause: number, end: () => void }[]} */
  const waits = [];
  const { documents, sessions, timings } = storage;
  /** @type {import("../../../static/js/storage/storage.js").Storage} */
  const watched = {
    timings,
    lasting: true,
    blocked: false,
    ...changes,
    documents: {
      ...documents,
      save: async (id, picture, changed) => {
        writes.push(`${id}: document, ${changed.length} annotations`);
        return (changes.documents ?? documents).save(id, picture, changed);
      },
    },
    sessions: {
      ...sessions,
      save: async (id, parts) => {
        writes.push(`${id}: ${Object.keys(parts).join(" ")}`);
        await (changes.sessions ?? sessions).save(id, parts);
      },
      remove: async (id) => {
        writes.push(`${id}: removed`);
        await sessions.remove(id);
      },
    },
  };
  let ids = 0;
  const saving = createSaving({
    store,
    storage: watched,
    claims: claims(),
    randomUuid: () => `id${++ids}`,
    wait: (pause) =>
      /** @type {Promise<void>} */ (
        new Promise((end) => {
          waits.push({ pause, end });
        })
      ),
    strings: en,
  });
  /** Lets the pause end, and everything be written. */
  const pass = async () => {
    for (const { end } of waits.splice(0)) end();
    for (let i = 0; i < 5; i++) await new Promise((end) => setTimeout(end));
  };
  /** @param {string} name @returns {number} the key of a picture that is open and read */
  const open = (name) => {
    const key = store.state.nextId;
    const read = async () => new Blob([name]);
    store.apply(openImage, { name, title: name, read }, 0);
    store.apply(takeBytes, key, { file: new Blob([name]), preview: null });
    store.apply(showBitmap, key, /** @type {any} */ ({ width: 60, height: 40 }));
    return key;
  };
  return { store, storage, saving, writes, waits, pass, open };
}

/** @param {import("../../../static/js/storage/storage.js").Storage} storage of the page before */
async function reloaded(storage) {
  const next = page({}, storage);
  const { store, saving } = next;
  await restore({ store, storage, claims: claims(), saving, strings: en });
  return next;
}

test("only what is new is written, shortly after it was done", async () => {
  const { store, writes, waits, pass, open } = page();
  const key = open("cup");
  assert.deepEqual(writes, [], "not at once");
  assert.ok(waits[0].pause <= 500);
  await pass();
  assert.deepEqual(writes.splice(0), FIRST);
  assert.equal(activeImage(store.state)?.runtime.bytes, null, "storage has them");
  store.apply(finishOpening, key, EMBEDDING, 5);
  await pass();
  store.apply(addPoint, { x: 1, y: 2 }, 1);
  store.apply(addPoint, { x: 3, y: 4 }, 1);
  await pass();
  store.apply(takeMiniature, key, new Blob(["small"]));
  await pass();
  assert.deepEqual(writes, ["id1: embedding runtime", "id1: session", "id1: runtime"]);
  store.apply((state) => changeImage(state, key, () => ({ runtime: { aim: null } })));
  assert.deepEqual(waits, [], "nothing of it is kept");
});

test("a page that is left saves at once", async () => {
  const { writes, saving, open } = page();
  open("cup");
  await saving.saveNow();
  assert.deepEqual(writes, FIRST);
});

test("everything comes back, undo history and shared prompts included", async () => {
  const { store, storage, pass, open } = page();
  store.apply((state) => ({
    ...state,
    room: { width: 600, height: 400, margin: 0, pixelRatio: 1 },
  }));
  const first = open("cup");
  store.apply(finishOpening, first, EMBEDDING, 5);
  store.apply(addPoint, { x: 1, y: 2 }, 1);
  store.apply(addPoint, { x: 3, y: 4 }, 0);
  store.apply(undo);
  store.apply(zoomBy, 4);
  const before = activeImage(store.state);
  open("table");
  store.apply(showImage, first);
  await pass();

  const { store: after, writes, waits } = await reloaded(storage);
  const [image, other] = after.state.images;
  assert.equal(after.state.activeKey, image.key);
  assert.equal(after.state.homeOpen, false);
  assert.deepEqual([image.runtime.step, other.runtime.step], ["resting", "waiting"]);
  assert.deepEqual(
    [image.session, image.document, image.runtime.stored],
    [before?.session, { ...before?.document, id: "id1" }, { bytes: true, embedding: "f" }],
  );
  const [redo] = image.session.history.future;
  assert.equal(redo.draft.prompt.earlier?.prompt, image.session.draft.prompt);
  assert.deepEqual([writes, waits], [[], []], "what came out of storage is not written again");
  const bytes = /** @type {any} */ (await storage.sessions.load("id1", "bytes"));
  assert.equal(await bytes.file.text(), "cup");
});

test("which picture is on the stage is saved at once, for a page that is loaded anew", async () => {
  const { store, storage, pass, open } = page();
  const first = open("cup");
  await pass();
  open("table");
  await pass();
  store.apply(showImage, first);
  await new Promise((end) => setTimeout(end));
  const { store: after } = await reloaded(storage);
  assert.equal(after.state.activeKey, after.state.images[0].key);
});

test("what segment everything found is saved when the search ends, and comes back", async () => {
  const { store, storage, writes, pass, open } = page();
  const key = open("cup");
  await pass();
  /** @type {any} */
  const record = { segmentation: { size: [2, 2], counts: "13" }, area: 3 };
  const found = [/** @type {any} */ ({ id: 7, record, runs: [] })];
  store.apply(startEverything, key, 0);
  await pass();
  store.apply(advanceEverything, key, { found, done: 1, total: 2 });
  await pass();
  store.apply(filterEverything, { minArea: 5 });
  await pass();
  store.apply(endEverything, key, "done", 9);
  await pass();
  assert.deepEqual(
    writes.filter((write) => write.includes("found")),
    ["id1: found runtime"],
  );
  const { store: after } = await reloaded(storage);
  const { session, runtime } = after.state.images[0];
  assert.deepEqual([runtime.search.status, session.everything.filters.minArea], ["done", 5]);
  assert.deepEqual(runtime.search.found[0].record, record);
  assert.equal(runtime.search.found[0].runs.length, 1);
});

test("a closed picture leaves storage once it cannot be brought back", async () => {
  const { store, writes, pass, open } = page();
  const key = open("cup");
  await pass();
  store.apply(closeImage, key, "cup is closed.");
  await pass();
  assert.ok(!writes.includes("id1: removed"));
  const [{ id, retry }] = store.state.notices;
  assert.ok(retry?.type === "reopen");
  store.apply(reopenImage, retry.image, retry.place);
  store.apply(dismiss, id);
  await pass();
  assert.ok(!writes.includes("id1: removed"));
  store.apply(closeImage, key, "cup is closed.");
  store.apply(dismiss, store.state.nextId - 1);
  await pass();
  assert.equal(writes.at(-1), "id1: removed");
});

test("leaving the page is no second thought about a closed picture", async () => {
  const { store, saving, writes, pass, open } = page();
  const key = open("cup");
  await pass();
  store.apply(closeImage, key, "cup is closed.");
  await saving.saveNow();
  assert.ok(!writes.includes("id1: removed"));
  await saving.leave();
  assert.equal(writes.at(-1), "id1: removed");
});

test("a storage that is full is told once, and work goes on", async () => {
  let full = true;
  const memory = createMemoryStorage();
  const { store, saving, waits, pass, open } = page(
    {
      sessions: {
        ...memory.sessions,
        save: async (id, parts) => {
          if (full) throw new DOMException("quota", "QuotaExceededError");
          await memory.sessions.save(id, parts);
        },
      },
    },
    memory,
  );
  open("cup");
  await pass();
  store.apply(addPoint, { x: 1, y: 2 }, 1);
  await pass();
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    [en.errorStorageFull],
  );
  assert.equal(saving.atRisk(), true);
  assert.ok(waits[0].pause >= 5000, "it is not asked again and again");
  full = false;
  await pass();
  assert.equal(saving.atRisk(), false);
  assert.equal((await memory.sessions.list()).length, 1);
});

test("leaving is asked about only where something would be lost", async () => {
  const { store, saving, pass, open } = page();
  assert.equal(saving.atRisk(), false);
  open("cup");
  assert.equal(saving.atRisk(), true, "its bytes are not in storage yet");
  await pass();
  store.apply(addPoint, { x: 1, y: 2 }, 1);
  assert.equal(saving.atRisk(), false, "leaving saves what is small");
  const forgetful = page({ lasting: false });
  assert.equal(forgetful.saving.atRisk(), false);
  forgetful.open("cup");
  await forgetful.pass();
  assert.equal(forgetful.saving.atRisk(), true);
  assert.equal(forgetful.store.state.notices[0].message, en.storageForgets);
});

test("a damaged picture is left out, told once, and not thrown away", async () => {
  const { storage, pass, open } = page();
  open("cup");
  await pass();
  const { sessions } = storage;
  const session = /** @type {any} */ (await sessions.load("id1", "session"));
  await sessions.save("newer", { session: { ...session, version: 99 } });
  await sessions.save("broken", { session: { ...session, history: { past: 3 } } });
  await sessions.save("alone", { session });
  const { store } = await reloaded(storage);
  assert.equal(store.state.images.length, 1);
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    [en.errorDamaged(3)],
  );
  const again = await reloaded(storage);
  assert.equal(again.store.state.notices.length, 0);
  assert.equal((await sessions.list()).length, 4);
});

test("pictures that another page has are left to it", async () => {
  const { store, storage, pass, open } = page();
  open("cup");
  await pass();
  const next = page({}, storage);
  const theirs = { claim: async () => false, release: () => {} };
  await restore({ ...next, storage, claims: theirs, strings: en });
  assert.equal(next.store.state.images.length, 0);
  const [notice] = next.store.state.notices;
  assert.equal(notice.message, en.openElsewhere(1));
  assert.deepEqual(notice.retry, { type: "fetch" });
  assert.equal(store.state.images.length, 1);
  await restore({ ...next, storage, claims: claims(), strings: en });
  await restore({ ...next, storage, claims: claims(), strings: en });
  assert.equal(next.store.state.images.length, 1, "a picture that is here already stays one");
});

test("a storage that cannot be read is told, and the page goes on", async () => {
  const { store, saving, storage } = page();
  const broken = {
    ...storage,
    sessions: {
      ...storage.sessions,
      list: async () => {
        throw new DOMException("The disk is broken.", "UnknownError");
      },
    },
  };
  await restore({ store, storage: broken, claims: claims(), saving, strings: en });
  assert.equal(store.state.notices[0].message, en.errorRestoring("The disk is broken."));
});

test("an object is a row of its own: what is done to one writes that one", async () => {
  const { store, writes, pass, open } = page();
  open("cup");
  store.apply(addObjects, ["a", "b", "c"].map(annotation));
  await pass();
  assert.ok(writes.includes("id1: document, 3 annotations"));
  writes.length = 0;
  store.apply(nameObject, "b", "Cup", "2026-11-25T12:00:00Z");
  await pass();
  store.apply(undo);
  await pass();
  store.apply(removeObjects, ["a", "c"]);
  await pass();
  assert.deepEqual(
    writes.filter((write) => write.includes("document")),
    [
      "id1: document, 1 annotations",
      "id1: document, 1 annotations",
      "id1: document, 2 annotations",
    ],
  );
});

test("what the documents' store has not taken waits in the outbox, for the next page too", async () => {
  const storage = { ...createMemoryStorage(), lasting: true };
  let away = true;
  const documents = {
    ...storage.documents,
    /** @type {typeof storage.documents.save} */
    save: async (...all) => {
      if (away) throw new Error("The store is away.");
      return storage.documents.save(...all);
    },
  };
  const { store, saving, pass, open } = page({ documents }, storage);
  open("cup");
  store.apply(addObjects, [annotation("a")]);
  await pass();
  assert.equal(saving.atRisk(), true);
  assert.deepEqual(await storage.documents.list(), []);
  const next = await reloaded(storage);
  assert.deepEqual(recordsOf(next.store.state.images[0].document), [annotation("a")]);
  away = false;
  await next.pass();
  assert.equal((await storage.documents.load("id1"))?.annotations.length, 1);
  assert.equal(await storage.sessions.load("id1", "outbox"), null);
  assert.deepEqual((await reloaded(storage)).waits, [], "nothing is left to be saved");
});

test("a page that is left before the documents' store answers has lost nothing", async () => {
  const storage = { ...createMemoryStorage(), lasting: true };
  /** @type {any} */
  const never = { ...storage.documents, save: () => new Promise(() => {}) };
  const { store, saving, open } = page({ documents: never }, storage);
  open("cup");
  store.apply(addObjects, [annotation("a"), annotation("b")]);
  saving.saveNow();
  await new Promise((end) => setTimeout(end));
  const next = await reloaded(storage);
  assert.equal(next.store.state.images[0].document.annotations.length, 2);
  next.store.apply(undo);
  assert.equal(next.store.state.images[0].document.annotations.length, 0);
});

test("saves that overtake each other are no conflict with oneself", async () => {
  const storage = { ...createMemoryStorage(), lasting: true };
  const documents = {
    ...storage.documents,
    /** @type {typeof storage.documents.save} */
    save: async (...all) => {
      await new Promise((end) => setTimeout(end));
      return storage.documents.save(...all);
    },
  };
  const { store, saving, open } = page({ documents }, storage);
  open("cup");
  store.apply(addObjects, [annotation("a")]);
  const first = saving.saveNow();
  store.apply(nameObject, "a", "Cup", "2026-11-25T12:00:00Z");
  await Promise.all([first, saving.saveNow()]);
  assert.deepEqual(store.state.notices, []);
  const { annotations = [] } = (await storage.documents.load("id1")) ?? {};
  assert.equal(annotations[0].record.name, "Cup");
  assert.equal(await storage.sessions.load("id1", "outbox"), null);
});

test("what is on its way already is waited for, where all has to have arrived", async () => {
  const storage = { ...createMemoryStorage(), lasting: true };
  let arrive = () => {};
  const arrived = /** @type {Promise<void>} */ (
    new Promise((end) => {
      arrive = end;
    })
  );
  const documents = {
    ...storage.documents,
    /** @type {typeof storage.documents.save} */
    save: async (...all) => {
      await arrived;
      return storage.documents.save(...all);
    },
  };
  const { store, saving, open } = page({ documents }, storage);
  open("cup");
  store.apply(addObjects, [annotation("a")]);
  saving.saveNow();
  let over = false;
  const all = saving.saveAll().then(() => {
    over = true;
  });
  for (let i = 0; i < 5; i++) await new Promise((end) => setTimeout(end));
  assert.equal(over, false, "it has not arrived yet");
  arrive();
  await all;
  assert.equal((await storage.documents.load("id1"))?.annotations.length, 1);
});

test("where two pages have changed one object, both versions stay, and it is said", async () => {
  const first = page();
  first.open("cup");
  first.store.apply(addObjects, ["a", "b", "c"].map(annotation));
  await first.pass();
  const second = await reloaded(first.storage);
  const now = "2026-11-25T12:00:00Z";
  first.store.apply(nameObject, "a", "theirs", now);
  first.store.apply(nameObject, "b", "changed", now);
  first.store.apply(removeObjects, ["c"]);
  await first.pass();
  second.store.apply(nameObject, "a", "ours", now);
  second.store.apply(removeObjects, ["b"]);
  second.store.apply(nameObject, "c", "kept", now);
  await second.pass();
  assert.deepEqual(
    second.store.state.notices.map(({ message }) => message),
    [en.keptBoth(2)],
  );
  await second.pass();
  const third = await reloaded(first.storage);
  const { document, session } = third.store.state.images[0];
  const names = recordsOf(document).map(({ name }) => name);
  assert.deepEqual(names, ["changed", "ours", "theirs", "kept"]);
  assert.equal(new Set(recordsOf(document).map(({ id }) => id)).size, 4);
  assert.ok(recordsOf(document).every(({ id }) => id in session.colours));
});

test("a picture that another page has removed is kept once more, with all that is at hand", async () => {
  const { store, storage, pass, open } = page();
  const key = open("cup");
  store.apply(finishOpening, key, EMBEDDING, 5);
  store.apply(addObjects, ["a", "b"].map(annotation));
  await pass();
  await storage.sessions.remove("id1");
  await storage.documents.remove("id1");
  store.apply(nameObject, "a", "Cup", "2026-11-25T12:00:00Z");
  await pass();
  await pass();
  const { store: after } = await reloaded(storage);
  assert.deepEqual(after.state.notices, []);
  assert.deepEqual(
    recordsOf(after.state.images[0].document).map(({ name }) => name),
    ["Cup", ""],
  );
  assert.notEqual(await storage.sessions.load("id1", "embedding"), null);
  assert.equal(await storage.sessions.load("id1", "outbox"), null);
});

for (const fails of [false, true]) {
  const how = fails ? "fails" : "ends";
  test(`a picture that is closed for good before its saving ${how} leaves nothing behind`, async () => {
    const storage = { ...createMemoryStorage(), lasting: true };
    /** @type {() => void} */
    let answer = () => {};
    const sessions = {
      ...storage.sessions,
      /** @type {typeof storage.sessions.save} */
      save: async (id, parts) => {
        await storage.sessions.save(id, parts);
        if (id !== "id1") return;
        await /** @type {Promise<void>} */ (
          new Promise((end) => {
            answer = end;
          })
        );
        if (fails) throw new DOMException("quota", "QuotaExceededError");
      },
    };
    const { store, saving, waits, pass, open } = page({ sessions }, storage);
    const key = open("cup");
    store.apply(addObjects, [annotation("a")]);
    const saved = saving.saveNow();
    store.apply(closeImage, key, "cup is closed.");
    store.apply(dismiss, store.state.nextId - 1);
    await saving.saveNow();
    answer();
    await saved;
    open("table");
    await pass();
    await pass();
    const kept = [await storage.sessions.list(), await storage.documents.list()];
    assert.deepEqual(
      kept.map((rows) => rows.map(({ id }) => id)),
      [["id2"], ["id2"]],
    );
    assert.equal(saving.atRisk(), false);
    assert.deepEqual(waits, []);
  });
}

test("closing a picture makes room also where its last saving failed", async () => {
  const storage = { ...createMemoryStorage(), lasting: true };
  let full = false;
  const sessions = {
    ...storage.sessions,
    /** @type {typeof storage.sessions.save} */
    save: async (id, parts) => {
      if (full && id === "id1") throw new DOMException("quota", "QuotaExceededError");
      await storage.sessions.save(id, parts);
    },
  };
  const { store, saving, waits, pass, open } = page({ sessions }, storage);
  const key = open("cup");
  await pass();
  full = true;
  store.apply(addPoint, { x: 1, y: 2 }, 1);
  await pass();
  assert.equal(saving.atRisk(), true);
  store.apply(closeImage, key, "cup is closed.");
  for (const { id } of store.state.notices) store.apply(dismiss, id);
  open("table");
  await pass();
  await pass();
  assert.deepEqual(
    (await storage.sessions.list()).map(({ id }) => id),
    ["id2"],
  );
  assert.equal(saving.atRisk(), false);
  assert.deepEqual(waits, []);
});

test("what has met a change of another page is saved again without a further change", async () => {
  const first = page();
  first.open("cup");
  first.store.apply(addObjects, [annotation("a")]);
  await first.pass();
  /** @type {() => void} */
  let answer = () => {};
  /** @type {Promise<void>} */
  const answered = new Promise((end) => {
    answer = end;
  });
  const { documents, sessions } = first.storage;
  const slow = {
    ...documents,
    /** @type {typeof documents.save} */
    save: async (...all) => {
      await answered;
      return documents.save(...all);
    },
  };
  const second = await reloaded({ ...first.storage, documents: slow });
  const now = "2026-11-25T12:00:00Z";
  for (const { store } of [first, second]) store.apply(nameObject, "a", "Cup", now);
  await first.pass();
  const left = second.saving.saveNow();
  await second.pass();
  answer();
  await left;
  await second.pass();
  assert.deepEqual(second.store.state.notices, []);
  assert.equal(await sessions.load("id1", "outbox"), null);
});
