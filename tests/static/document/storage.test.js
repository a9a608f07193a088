import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStorage } from "../../../static/js/document/memory_storage.js";
import { openStorage } from "../../../static/js/document/storage.js";

const lasting = await openStorage();

test("a browser with IndexedDB gives a storage that lasts", () => {
  assert.equal(lasting.lasting, true);
});

test("a browser that refuses to keep anything gives one that forgets", async (t) => {
  t.mock.method(indexedDB, "open", () => {
    throw new DOMException("The user denied permission.", "SecurityError");
  });
  assert.equal((await openStorage()).lasting, false);
});

test("so does one that never answers", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(indexedDB, "open", () => new EventTarget());
  const opening = openStorage();
  t.mock.timers.tick(10_000);
  assert.equal((await opening).lasting, false);
});

for (const [name, storage] of Object.entries({ lasting, memory: createMemoryStorage() })) {
  test(`${name}: parts come back, each by itself, and only those given are replaced`, async () => {
    await storage.save("a", { work: { step: 1 }, bytes: { file: new Blob(["cup"]) } });
    await storage.save("a", { work: { step: 2 } });
    await storage.save("b", { work: { step: 9 } });
    assert.deepEqual(await storage.list(), [
      { id: "a", work: { step: 2 } },
      { id: "b", work: { step: 9 } },
    ]);
    const bytes = /** @type {any} */ (await storage.load("a", "bytes"));
    assert.equal(await bytes.file.text(), "cup");
    assert.equal(await storage.load("a", "embedding"), null);
    assert.equal(await storage.load("nobody", "work"), null);
  });

  test(`${name}: a removed picture is gone with all its parts`, async () => {
    await storage.save("a", { work: {}, found: [1] });
    await storage.remove("a");
    assert.deepEqual(
      (await storage.list()).map(({ id }) => id),
      ["b"],
    );
    assert.equal(await storage.load("a", "found"), null);
  });

  test(`${name}: what is shared inside a part is shared when it comes back`, async () => {
    const prompt = { points: [] };
    await storage.save("c", { work: { past: [prompt], present: { earlier: prompt } } });
    const work = /** @type {any} */ (await storage.load("c", "work"));
    assert.equal(work.past[0], work.present.earlier);
    assert.notEqual(work.past[0], prompt);
  });

  test(`${name}: what cannot be cloned is refused whole`, async () => {
    await assert.rejects(storage.save("d", { work: {}, bytes: () => {} }), /clone/);
    assert.equal(await storage.load("d", "work"), null);
  });

  test(`${name}: settings are any values`, async () => {
    assert.equal(await storage.loadSetting("labels"), null);
    await storage.saveSetting("labels", [{ name: "dog", colour: 3 }]);
    assert.deepEqual(await storage.loadSetting("labels"), [{ name: "dog", colour: 3 }]);
  });
}
