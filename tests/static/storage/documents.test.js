import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { openDatabase } from "../../../static/js/storage/database.js";
import { createIndexedDocuments } from "../../../static/js/storage/indexed_documents.js";
import { createMemoryDocuments } from "../../../static/js/storage/memory_documents.js";
import { holdsTheContract } from "../document/contract.js";
import { annotation } from "../document/records.js";

/** A database that nothing is in. */
async function database() {
  globalThis.indexedDB = new IDBFactory();
  return openDatabase(() => {});
}

holdsTheContract("IndexedDB", async () => createIndexedDocuments(await database()));
holdsTheContract("memory", async () => createMemoryDocuments());

test("a damaged document is refused, and kept", async () => {
  const opened = await database();
  const documents = createIndexedDocuments(opened);
  const picture = { id: null, file_name: "cup.jpg", width: 2, height: 2 };
  const record = annotation("a");
  const change = { annotationId: "a", revision: "r", predecessor: null, rank: 1, record };
  for (const id of ["later", "torn"]) await documents.save(id, picture, [change]);
  await opened.put("documents", { version: 99, picture }, "later");
  await opened.put("annotations", { revision: "r" }, ["torn", "a"]);
  for (const id of ["later", "torn"]) await assert.rejects(documents.load(id), RangeError);
  assert.equal(await opened.count("annotations"), 2);
});
