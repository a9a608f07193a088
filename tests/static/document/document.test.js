import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  differences,
  newDocument,
  recordsOf,
  revised,
} from "../../../static/js/document/document.js";
import { record, redo, undo } from "../../../static/js/session/history.js";
import { newSession } from "../../../static/js/session/picture_session.js";
import { annotation, naming } from "./records.js";

/** A picture on which nothing was done. */
const fresh = () => ({ document: newDocument("cup.jpg"), session: newSession("Cup") });

test("a document is plain JSON", () => {
  const name = naming();
  const records = ["a", "b", "c"].map((each) => annotation(each));
  const full = revised(newDocument("cup.jpg"), differences(newDocument(""), records), name);
  const less = revised(full, differences(full, records.slice(1)), name);
  for (const document of [newDocument("cup.jpg"), full, less]) {
    assert.deepEqual(JSON.parse(JSON.stringify(document)), document);
  }
});

test("only what changes gets a revision, and a move changes the two that it swaps", () => {
  const name = naming();
  const [a, b, c, d] = ["a", "b", "c", "d"].map((each) => annotation(each));
  const before = revised(newDocument(""), differences(newDocument(""), [a, b, c, d]), name);
  const revisions = new Map(before.annotations.map((entry) => [entry.record, entry.revision]));
  const after = revised(before, differences(before, [a, c, b, d]), name);
  assert.deepEqual(recordsOf(after), [a, c, b, d]);
  assert.deepEqual(
    after.annotations.map(({ record, revision }) => revision === revisions.get(record)),
    [true, false, false, true],
  );
  const more = revised(after, differences(after, [annotation("e"), a, c, b, d]), name);
  assert.deepEqual(more.annotations.slice(1), after.annotations, "a new one lies in front");
});

test("undo and redo bring contents back under new revisions, which none ever had", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const step = fc.oneof(
    fc.shuffledSubarray(ids).map((kept) => ({ kept })),
    fc.constantFrom(/** @type {const} */ ("undo"), "redo"),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const name = naming();
      let now = fresh();
      /** Every state that a step has led to. @type {string[]} */
      const past = [];
      /** @type {string[]} */
      const future = [];
      /** @type {Map<string, string>} */
      const contents = new Map();
      const state = () =>
        recordsOf(now.document)
          .map(({ id }) => id)
          .join("");
      for (const each of steps) {
        if (each === "undo") {
          const next = undo(now, name);
          assert.equal(next === null, past.length === 0);
          if (next === null) continue;
          future.push(state());
          now = next;
          assert.equal(state(), past.pop());
        } else if (each === "redo") {
          const next = redo(now, name);
          assert.equal(next === null, future.length === 0);
          if (next === null) continue;
          past.push(state());
          now = next;
          assert.equal(state(), future.pop());
        } else {
          past.push(state());
          future.length = 0;
          now = record(now, { records: each.kept.map((id) => annotation(id)) }, name);
          assert.equal(state(), each.kept.join(""));
        }
        for (const { revision, rank, record } of now.document.annotations) {
          const content = JSON.stringify([rank, record]);
          assert.equal(contents.get(revision) ?? content, content);
          contents.set(revision, content);
        }
        assert.deepEqual(JSON.parse(JSON.stringify(now.document)), now.document);
      }
    }),
  );
});

test("a step of one object among a thousand holds that one", () => {
  const name = naming();
  const records = Array.from({ length: 1000 }, (_, i) => annotation(`object ${i}`));
  const full = record(fresh(), { records }, name);
  const renamed = records.with(500, { ...records[500], name: "Cup" });
  const { session, document } = record(full, { records: renamed }, name);
  const [, step] = session.history.past;
  assert.deepEqual(
    step.annotations.map(({ record }) => record),
    [records[500]],
  );
  const same = document.annotations.filter((entry, i) => entry === full.document.annotations[i]);
  assert.equal(same.length, 999, "the others are shared");
});
