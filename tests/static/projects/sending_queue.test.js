import assert from "node:assert/strict";
import { test } from "node:test";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import { createSending, sha256OrNone } from "../../../static/js/projects/sending.js";
import { settledOf } from "../../../static/js/projects/sending_transitions.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { findServer } from "../../../static/js/shell/page_transitions.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";

/** @import { Sending } from "../../../static/js/projects/projects_state.js" */

const strings = CATALOGUES.en;
const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "lead", token: "" });

/** @param {number} count @returns {File[]} */
const files = (count, from = 0) =>
  Array.from({ length: count }, (_, i) => new File([`picture ${from + i}`], `${from + i}.png`));

/** A server that keeps what it is sent; `fail` may refuse by name. */
function studio({ fail = /** @type {(name: string) => void} */ (() => {}), hashes = true } = {}) {
  const store = new Store();
  store.apply(actAs, ADA);
  /** @type {Set<string>} */
  const kept = new Set();
  /** @type {string[]} */
  const sent = [];
  const api = {
    /** @param {string} _ @param {readonly { id: string }[]} pictures */
    addKnown: async (_, pictures) => pictures.map(({ id }) => id).filter((id) => !kept.has(id)),
    /** @param {string} _ @param {{ name: string, bytes: Blob }} file */
    addPicture: async (_, { name, bytes }) => {
      fail(name);
      sent.push(name);
      const id = String(await sha256OrNone?.(await bytes.arrayBuffer()));
      const isNew = !kept.has(id);
      kept.add(id);
      return isNew;
    },
  };
  const sha256 = hashes ? sha256OrNone : null;
  const sending = createSending({ store, api, sha256, strings });
  return { store, sending, sent };
}

/**
 * @param {Store} store
 * @param {(sending: Sending) => boolean} [until]
 * @returns {Promise<Sending>}
 */
const when = (store, until = ({ status }) => status === "over") =>
  new Promise((settle) => {
    store.watch(
      (state) => [state.projects.sending],
      (now) => {
        if (now !== null && until(now)) settle(now);
      },
    );
  });

test("files that the server has already are not sent again, in this visit or a later one", async () => {
  const { store, sending, sent } = studio();
  sending.add("p", files(20));
  assert.equal((await when(store)).added, 20);
  sending.add("p", files(25));
  const again = await when(store);
  assert.deepEqual([again.added, again.known, again.refused], [5, 20, []]);
  assert.equal(sent.length, 25);
});

test("where the browser makes no hashes each file is sent, and the server keeps it once", async () => {
  const { store, sending, sent } = studio({ hashes: false });
  sending.add("p", [...files(2), ...files(2)]);
  const over = await when(store);
  assert.deepEqual([over.added, over.known, sent.length], [2, 2, 4]);
});

test("a file that is refused or gone holds up no other, and says why", async () => {
  const { store, sending } = studio({
    fail: (name) => {
      if (name === "3.png") throw new ApiError("damaged_image", "It is cut off.", 422);
    },
  });
  const gone = { name: "gone.png", arrayBuffer: () => Promise.reject(new Error("Not found.")) };
  sending.add("p", [...files(6), gone]);
  const over = await when(store);
  assert.equal(over.added, 5);
  assert.deepEqual(
    over.refused.map(({ name }) => name),
    ["gone.png", "3.png"],
  );
  assert.match(over.refused[0].message, /moved\. Not found\./);
  assert.equal(over.refused[1].message, "It is cut off.");
});

test("a server that does not answer is waited for, and every file arrives", async () => {
  let gone = true;
  const { store, sending, sent } = studio({
    fail: () => {
      if (gone) throw new ApiError("unreachable", "The server does not answer.", 0);
    },
  });
  sending.add("p", files(5));
  await when(store, ({ status }) => status === "waiting");
  assert.equal(store.state.server, "gone");
  gone = false;
  store.apply(findServer, "back");
  assert.equal((await when(store)).added, 5);
  assert.equal(new Set(sent).size, 5);
});

test("what is about all files, as a full disk, ends it and says so once", async () => {
  const { store, sending } = studio({
    fail: () => {
      throw new ApiError("storage_full", "The disk is full.", 507);
    },
  });
  sending.add("p", files(40));
  const over = await when(store);
  assert.equal(settledOf(over), 0);
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    ["The disk is full."],
  );
});

test("more files join those on their way, stopping leaves the rest, another project has to wait", async () => {
  const { store, sending } = studio();
  sending.add("p", files(40));
  sending.add("p", files(3, 40));
  assert.equal(store.state.projects.sending?.total, 43);
  sending.add("q", files(1));
  assert.equal(store.state.notices.at(-1)?.message, strings.sendingElsewhere);
  sending.stop();
  const over = await when(store);
  assert.ok(settledOf(over) < 43);
});

test("nobody's pictures are not sent", () => {
  const { store, sending } = studio();
  store.apply(actAs, null);
  sending.add("p", files(1));
  assert.equal(store.state.projects.sending, null);
  assert.equal(store.state.notices.at(-1)?.message, strings.projectWho);
});
