/**
 * What every store of documents must keep to, a server's too.
 *
 * @import { Documents } from "../../../static/js/document/documents.js"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { annotation } from "./records.js";

const PICTURE = { id: "f".repeat(64), file_name: "cup.jpg", width: 2, height: 2 };

/**
 * @param {string} id of the annotation
 * @param {string | null} predecessor
 * @param {string} revision
 * @param {Partial<import("../../../static/js/document/documents.js").Change>} [more]
 */
function change(id, predecessor, revision, more = {}) {
  const record = annotation(id);
  return { annotationId: id, predecessor, revision, rank: 1, record, ...more };
}

/**
 * @param {string} name of the store
 * @param {() => Promise<Documents>} open an empty one
 */
export function holdsTheContract(name, open) {
  test(`${name}: a document comes back as it was saved, the one in front first`, async () => {
    const documents = await open();
    assert.deepEqual([await documents.list(), await documents.load("d")], [[], null]);
    const changes = [change("a", null, "r1"), change("b", null, "r2", { rank: 2 })];
    const outcome = await documents.save("d", PICTURE, changes);
    assert.deepEqual(outcome, { made: true, conflicts: [] });
    assert.deepEqual(await documents.list(), [{ id: "d", picture: PICTURE }]);
    assert.deepEqual(await documents.load("d"), {
      id: "d",
      picture: PICTURE,
      annotations: [
        { revision: "r2", rank: 2, record: annotation("b") },
        { revision: "r1", rank: 1, record: annotation("a") },
      ],
      removed: [],
    });
  });

  test(`${name}: a document without annotations is one, and its picture may change`, async () => {
    const documents = await open();
    await documents.save("d", { ...PICTURE, id: null }, []);
    await documents.save("d", PICTURE, []);
    assert.deepEqual((await documents.load("d"))?.picture, PICTURE);
  });

  test(`${name}: a change that follows what is there takes its place`, async () => {
    const documents = await open();
    await documents.save("d", PICTURE, [change("a", null, "r1"), change("b", null, "r2")]);
    const renamed = { ...annotation("a"), name: "Cup" };
    const next = [change("a", "r1", "r3", { record: renamed })];
    assert.deepEqual(await documents.save("d", PICTURE, next), { made: false, conflicts: [] });
    const { annotations = [] } = (await documents.load("d")) ?? {};
    assert.deepEqual(
      annotations.map(({ revision, record }) => [revision, record.name]),
      [
        ["r3", "Cup"],
        ["r2", ""],
      ],
    );
  });

  test(`${name}: a change that follows another is reported and overwrites nothing`, async () => {
    const documents = await open();
    await documents.save("d", PICTURE, [change("a", null, "r1")]);
    await documents.save("d", PICTURE, [change("a", "r1", "r2", { rank: 5 })]);
    const { conflicts } = await documents.save("d", PICTURE, [
      change("a", "r1", "r3"),
      change("b", null, "r4"),
      change("c", "r9", "r5"),
    ]);
    assert.deepEqual(conflicts, [
      { annotationId: "a", stored: { revision: "r2", rank: 5, record: annotation("a") } },
      { annotationId: "c", stored: null },
    ]);
    const { annotations = [] } = (await documents.load("d")) ?? {};
    assert.deepEqual(
      annotations.map(({ revision }) => revision),
      ["r2", "r4"],
      "what follows is taken all the same",
    );
  });

  test(`${name}: a save may be repeated`, async () => {
    const documents = await open();
    const changes = [change("a", null, "r1")];
    await documents.save("d", PICTURE, changes);
    assert.deepEqual(await documents.save("d", PICTURE, changes), { made: false, conflicts: [] });
    assert.equal((await documents.load("d"))?.annotations.length, 1);
  });

  test(`${name}: a removed annotation leaves its revision, for what follows it`, async () => {
    const documents = await open();
    await documents.save("d", PICTURE, [change("a", null, "r1")]);
    await documents.save("d", PICTURE, [change("a", "r1", "r2", { record: null })]);
    const { annotations, removed } = (await documents.load("d")) ?? {};
    assert.deepEqual([annotations, removed], [[], [{ id: "a", revision: "r2" }]]);
    const blind = await documents.save("d", PICTURE, [change("a", null, "r3")]);
    assert.deepEqual(
      blind.conflicts.map(({ stored }) => [stored?.revision, stored?.record]),
      [["r2", null]],
    );
    const back = await documents.save("d", PICTURE, [change("a", "r2", "r4")]);
    assert.deepEqual(back.conflicts, []);
    assert.deepEqual((await documents.load("d"))?.removed, []);
  });

  test(`${name}: what was given and what comes back are nobody else's`, async () => {
    const documents = await open();
    const record = { ...annotation("a") };
    await documents.save("d", PICTURE, [change("a", null, "r1", { record })]);
    record.name = "changed afterwards";
    const loaded = await documents.load("d");
    assert.ok(loaded);
    assert.equal(loaded.annotations[0].record.name, "");
    loaded.annotations[0].record.name = "changed too";
    assert.equal((await documents.load("d"))?.annotations[0].record.name, "");
  });

  test(`${name}: a removed document is gone, its neighbour is not`, async () => {
    const documents = await open();
    for (const id of ["d", "da", "e"]) await documents.save(id, PICTURE, [change("a", null, "r")]);
    await documents.remove("d");
    assert.equal(await documents.load("d"), null);
    assert.equal((await documents.load("da"))?.annotations.length, 1);
    assert.deepEqual((await documents.list()).map(({ id }) => id).sort(), ["da", "e"]);
    const after = await documents.save("d", PICTURE, [change("a", "r", "r2")]);
    const lost = [{ annotationId: "a", stored: null }];
    assert.deepEqual(after, { made: true, conflicts: lost }, "which is reported");
  });
}
