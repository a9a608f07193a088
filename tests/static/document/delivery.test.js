import assert from "node:assert/strict";
import { test } from "node:test";
import { createDelivery } from "../../../static/js/document/delivery.js";
import {
  differences,
  newDocument,
  recordsOf,
  revised,
} from "../../../static/js/document/document.js";
import { createMemoryDocuments } from "../../../static/js/storage/memory_documents.js";
import { annotation, naming } from "./records.js";

/** @import { Document } from "../../../static/js/document/document.js" */

const name = naming();
const [a, b, c] = ["a", "b", "c"].map((id) => annotation(id));

/**
 * @param {Document} document
 * @param {readonly (typeof a)[]} records
 */
const withRecords = (document, records) => revised(document, differences(document, records), name);

for (const [what, records] of Object.entries({
  "one is changed": [{ ...a, name: "Cup" }, b],
  "one is removed": [b],
  "one is added": [c, a, b],
})) {
  test(`a document that was removed elsewhere is made once more, whole, when ${what}`, async () => {
    const documents = createMemoryDocuments();
    const delivery = createDelivery(documents);
    const before = withRecords(newDocument("cup.jpg"), [a, b]);
    await delivery.deliver("d", before);
    await documents.remove("d");
    const after = withRecords(before, records);
    assert.deepEqual(await delivery.deliver("d", after), { conflicts: [], removed: true });
    const kept = await documents.load("d");
    assert.deepEqual(kept && recordsOf(kept), records);
    assert.deepEqual(delivery.pending("d", after), []);
    assert.equal((await delivery.deliver("d", after)).removed, false);
  });
}

test("a new document was removed by nobody", async () => {
  const delivery = createDelivery(createMemoryDocuments());
  const document = withRecords(newDocument("cup.jpg"), [a]);
  delivery.pending("d", document);
  assert.deepEqual(await delivery.deliver("d", document), { conflicts: [], removed: false });
});

test("what is removed while it is still on its way is pending, and follows it", async () => {
  const documents = createMemoryDocuments();
  const delivery = createDelivery(documents);
  const before = withRecords(newDocument("cup.jpg"), [a, b]);
  const first = delivery.deliver("d", before);
  const after = withRecords(before, [b]);
  const changes = delivery.pending("d", after);
  assert.deepEqual(
    changes.map(({ annotationId, record }) => [annotationId, record]),
    [
      ["b", b],
      ["a", null],
    ],
    "b may still not arrive",
  );
  await first;
  const { conflicts } = await documents.save("d", after.picture, changes);
  assert.deepEqual(conflicts, []);
  const kept = await documents.load("d");
  assert.deepEqual(kept && recordsOf(kept), [b]);
});
