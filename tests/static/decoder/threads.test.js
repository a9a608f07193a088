import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseThreads } from "../../../static/js/decoder/threads.js";

test("an isolated page uses up to four threads, and says what limits it", () => {
  const many = chooseThreads({ isolated: true, secure: true, cores: 16 });
  assert.deepEqual(many, { threads: 4, why: null });
  const few = chooseThreads({ isolated: true, secure: true, cores: 2 });
  assert.deepEqual(few, { threads: 2, why: { name: "processors", processors: 2 } });
});

test("without isolation there is one thread, for a reason", () => {
  const plain = chooseThreads({ isolated: false, secure: false, cores: 16 });
  assert.deepEqual(plain, { threads: 1, why: { name: "insecure" } });
  const bare = chooseThreads({ isolated: false, secure: true, cores: 16 });
  assert.equal(bare.threads, 1);
  assert.deepEqual(bare, { threads: 1, why: { name: "unisolated" } });
});

test("after a failure there is one thread, and what failed is said", () => {
  const chosen = chooseThreads({ isolated: true, secure: true, cores: 16 }, "It failed (hail).");
  assert.deepEqual(chosen, {
    threads: 1,
    why: { name: "failure", failure: "It failed (hail)." },
  });
});
