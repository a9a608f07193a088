import assert from "node:assert/strict";
import { test } from "node:test";
import { createDelivery } from "../../../static/js/document/delivery.js";
import { newDocument, revised } from "../../../static/js/document/document.js";
import { placedId, placeOf } from "../../../static/js/document/places.js";
import { createMemoryDocuments } from "../../../static/js/storage/memory_documents.js";
import {
  createServerDocuments,
  joinDocuments,
} from "../../../static/js/storage/server_documents.js";
import { annotation } from "../document/records.js";

const SHA = "f".repeat(64);
const ID = placedId("p", SHA);
const PICTURE = { id: SHA, file_name: "cup.jpg", width: 2, height: 2 };
const ADA = { id: "ada", token: "" };

/** A server's half of the API, on top of documents in memory. */
function server() {
  const kept = createMemoryDocuments();
  /** @type {number[]} */
  const sizes = [];
  const api = /** @type {any} */ ({
    async getAnnotations(
      /** @type {string} */ _project,
      /** @type {string} */ _picture,
      /** @type {{ id: string }} */ reader,
    ) {
      assert.equal(reader.id, "ada");
      const { annotations = [], removed = [] } = (await kept.load(SHA)) ?? {};
      const there = annotations.map(({ record, ...entry }) => ({
        ...entry,
        annotation_id: record.id,
        record,
      }));
      const gone = removed.map(({ id, revision }) => ({
        ...{ annotation_id: id, revision, rank: 0, record: null },
      }));
      return { ...PICTURE, picture_id: SHA, contents: 7, annotations: [...there, ...gone] };
    },
    async saveAnnotations(
      /** @type {string} */ _project,
      /** @type {string} */ _picture,
      /** @type {any[]} */ sent,
      /** @type {{ id: string }} */ who,
    ) {
      assert.equal(who.id, "ada");
      sizes.push(sent.length);
      const changes = sent.map(({ annotation_id, ...change }) => ({
        ...change,
        annotationId: annotation_id,
      }));
      const { conflicts } = await kept.save(SHA, PICTURE, changes);
      return {
        conflicts: conflicts.map(({ annotationId, stored }) => ({
          sent: sent.find((each) => each.annotation_id === annotationId),
          stored,
        })),
        ...{ state: "in_progress", objects: 1 },
      };
    },
  });
  /** @type {string[]} */
  const heard = [];
  const who = () => ADA;
  const documents = createServerDocuments({
    api,
    reader: who,
    who,
    hear: (id, { state }) => heard.push(`${id} ${state}`),
  });
  return { documents, kept, sizes, heard };
}

test("a document in a project says so in its name, and no other does", () => {
  assert.deepEqual(placeOf(ID), { project: "p", picture: SHA });
  for (const id of [null, undefined, "", "6f9619ff-8b86-4011-b42d-00c04fc964ff", "project/p/cup"])
    assert.equal(placeOf(id), null);
});

test("changes go to the server with what they follow, and come back as they were saved", async () => {
  const { documents, heard } = server();
  const delivery = createDelivery(documents);
  let count = 0;
  const name = () => `page.${++count}`;
  const bare = { ...newDocument("cup.jpg"), id: ID, picture: PICTURE };
  delivery.know(ID, new Map());
  const one = revised(bare, [{ id: "a", rank: 1, record: annotation("a") }], name);
  await delivery.deliver(ID, one);
  const two = revised(one, [{ id: "a", rank: 1, record: null }], name);
  const back = revised(two, [{ id: "a", rank: 2, record: annotation("a") }], name);
  await Promise.all([delivery.deliver(ID, two), delivery.deliver(ID, back)]);
  assert.deepEqual(await documents.load(ID), { ...back, id: ID, contents: 7 });
  assert.deepEqual(delivery.pending(ID, back), []);
  assert.equal(heard.at(-1), `${ID} in_progress`);
});

test("where another came first nothing is overwritten, and the page hears what is there", async () => {
  const { documents, kept } = server();
  const change = { annotationId: "a", predecessor: null, rank: 1 };
  const theirs = { ...annotation("a"), name: "theirs" };
  await kept.save(SHA, PICTURE, [{ ...change, revision: "other.1", record: theirs }]);
  const ours = { ...change, revision: "page.1", record: annotation("a") };
  assert.deepEqual(await documents.save(ID, PICTURE, [ours]), {
    made: false,
    conflicts: [{ annotationId: "a", stored: { revision: "other.1", rank: 1, record: theirs } }],
  });
});

test("more changes than the server takes at once go in parts, none goes not at all", async () => {
  const { documents, sizes } = server();
  const changes = Array.from({ length: 2001 }, (_, i) => ({
    ...{ annotationId: `a${i}`, revision: `r${i}`, predecessor: null, rank: i },
    record: annotation(`a${i}`),
  }));
  await documents.save(ID, PICTURE, changes);
  await documents.save(ID, PICTURE, []);
  assert.deepEqual(sizes, [2000, 1]);
});

test("each document is kept where its name says, and closing takes nothing from a project", async () => {
  const { documents, kept } = server();
  const here = createMemoryDocuments();
  const both = joinDocuments(here, documents);
  const change = { annotationId: "a", revision: "r", predecessor: null, rank: 1 };
  for (const id of [ID, "local"])
    await both.save(id, PICTURE, [{ ...change, record: annotation("a") }]);
  assert.deepEqual(
    (await both.list()).map(({ id }) => id),
    ["local"],
  );
  await both.remove(ID);
  await both.remove("local");
  assert.equal(await both.load("local"), null);
  assert.equal((await both.load(ID))?.annotations.length, 1);
  assert.equal((await kept.load(SHA))?.annotations.length, 1);
});
