import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseThreads } from "../../../static/js/decoder/threads.js";

test("an isolated page uses up to four threads, and says what limits it", () => {
  const many = chooseThreads({ isolated: true, secure: true, cores: 16 });
  assert.deepEqual(many, { threads: 4, why: null });
  const few = chooseThreads({ isolated: true, secure: true, cores: 2 });
  assert.equal(few.threads, 2);
  assert.match(few.why ?? "", /2 logical processors/);
});

test("without isolation there is one thread, for a reason in words", () => {
  const plain = chooseThreads({ isolated: false, secure: false, cores: 16 });
  assert.equal(plain.threads, 1);
  assert.match(plain.why ?? "", /plain HTTP/);
  const bare = chooseThreads({ isolated: false, secure: true, cores: 16 });
  assert.equal(bare.threads, 1);
  assert.match(bare.why ?? "", /headers are missing/);
});

test("after a failure there is one thread, and what failed is said", () => {
  const chosen = chooseThreads({ isolated: true, secure: true, cores: 16 }, "It failed (hail).");
  assert.equal(chosen.threads, 1);
  assert.match(chosen.why ?? "", /^It failed \(hail\)\. The plain decoder runs instead/);
});
