import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStorage, openStorage } from "../../../static/js/storage/storage.js";

const nothing = () => {};
const lasting = await openStorage(nothing);

test("a browser with IndexedDB gives a storage that lasts", () => {
  assert.equal(lasting.lasting, true);
});

test("a browser that refuses to keep anything gives one that forgets", async (t) => {
  t.mock.method(indexedDB, "open", () => {
    throw new DOMException("The user denied permission.", "SecurityError");
  });
  assert.equal((await openStorage(nothing)).lasting, false);
});

test("so does one that never answers", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(indexedDB, "open", () => new EventTarget());
  const opening = openStorage(nothing);
  t.mock.timers.tick(10_000);
  assert.equal((await opening).lasting, false);
});

test("a database that comes too late is closed, and stands in nobody's way", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { open } = indexedDB;
  /** @type {IDBOpenDBRequest[]} */
  const requests = [];
  t.mock.method(indexedDB, "open", (/** @type {[string, number]} */ ...all) => {
    requests.push(open.apply(indexedDB, all));
    return requests[0];
  });
  const opening = openStorage(nothing);
  t.mock.timers.tick(10_000);
  assert.equal((await opening).lasting, false);
  const [request] = requests;
  await new Promise((end) => request.addEventListener("success", end));
  assert.throws(() => request.result.transaction("session"), { name: "InvalidStateError" });
});

for (const [name, { sessions }] of Object.entries({
  lasting,
  memory: createMemoryStorage(),
})) {
  test(`${name}: parts come back, each by itself, and only those given are replaced`, async () => {
    await sessions.save("a", { session: { step: 1 }, bytes: { file: new Blob(["cup"]) } });
    await sessions.save("a", { session: { step: 2 } });
    await sessions.save("b", { session: { step: 9 } });
    assert.deepEqual(await sessions.list(), [
      { id: "a", session: { step: 2 } },
      { id: "b", session: { step: 9 } },
    ]);
    const bytes = /** @type {any} */ (await sessions.load("a", "bytes"));
    assert.equal(await bytes.file.text(), "cup");
    assert.equal(await sessions.load("a", "embedding"), null);
    assert.equal(await sessions.load("nobody", "session"), null);
  });

  test(`${name}: a removed picture is gone with all its parts`, async () => {
    await sessions.save("a", { session: {}, found: [1] });
    await sessions.remove("a");
    assert.deepEqual(
      (await sessions.list()).map(({ id }) => id),
      ["b"],
    );
    assert.equal(await sessions.load("a", "found"), null);
  });

  test(`${name}: what is shared inside a part is shared when it comes back`, async () => {
    const prompt = { points: [] };
    await sessions.save("c", { session: { past: [prompt], present: { earlier: prompt } } });
    const session = /** @type {any} */ (await sessions.load("c", "session"));
    assert.equal(session.past[0], session.present.earlier);
    assert.notEqual(session.past[0], prompt);
  });

  test(`${name}: what cannot be cloned is refused whole`, async () => {
    await assert.rejects(sessions.save("d", { session: {}, bytes: () => {} }), /clone/);
    assert.equal(await sessions.load("d", "session"), null);
  });

  test(`${name}: settings are any values`, async () => {
    assert.equal(await sessions.loadSetting("labels"), null);
    await sessions.saveSetting("labels", [{ name: "dog", colour: 3 }]);
    assert.deepEqual(await sessions.loadSetting("labels"), [{ name: "dog", colour: 3 }]);
  });
}
