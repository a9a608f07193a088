import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeptWindows, MOST, withWindows } from "../../../static/js/storage/kept_windows.js";
import { createMemorySessions } from "../../../static/js/storage/memory_sessions.js";

/** @param {number} x */
const windowAt = (x) => ({ x, y: 0, width: 1024, height: 1024 });

/** @param {number} x */
const embedding = (x) => ({
  data: Float32Array.of(x, 0.5),
  dims: [1, 2],
  imageWidth: 40_000,
  imageHeight: 1024,
  encoderFingerprint: "ab",
  window: windowAt(x),
});

test("windows come back as they were, and go with the picture's session", async () => {
  const kept = createKeptWindows(true);
  await kept.save("a", embedding(512));
  await kept.save("b", embedding(512));
  assert.deepEqual(await kept.load("a", windowAt(512)), embedding(512));
  assert.equal(await kept.load("a", windowAt(1024)), null);
  await withWindows(createMemorySessions(), kept).remove("a");
  assert.equal(await kept.load("a", windowAt(512)), null);
  assert.ok(await kept.load("b", windowAt(512)));
});

test("of a picture so many are kept, the latest", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const kept = createKeptWindows(true);
  for (let i = 0; i <= MOST; i++) {
    t.mock.timers.tick(1);
    await kept.save("c", embedding(512 * i));
    if (i === 0) continue;
    t.mock.timers.tick(1);
    await kept.save("c", embedding(512));
  }
  assert.equal(await kept.load("c", windowAt(0)), null);
  assert.ok(await kept.load("c", windowAt(512)), "kept again and again it is there once");
  assert.ok(await kept.load("c", windowAt(512 * MOST)));
});

test("a browser that keeps nothing, or fails, gives none", async (t) => {
  const none = createKeptWindows(false);
  await none.save("d", embedding(0));
  assert.equal(await none.load("d", windowAt(0)), null);
  t.mock.method(indexedDB, "open", () => {
    throw new DOMException("The user denied permission.", "SecurityError");
  });
  const refused = createKeptWindows(true);
  await refused.save("d", embedding(0));
  assert.equal(await refused.load("d", windowAt(0)), null);
});
