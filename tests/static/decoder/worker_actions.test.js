import assert from "node:assert/strict";
import { test } from "node:test";
import { createActions } from "../../../static/js/decoder/worker_actions.js";
import { MODEL } from "./fixtures.js";

test("the decoder's graphs are asked for while its runtime still loads", async () => {
  /** @type {string[]} */
  const asked = [];
  const never = /** @type {Promise<any>} */ (new Promise(() => {}));
  const { load } = createActions({
    loadRuntime: () => never,
    fetchFile: async (url) => {
      asked.push(url);
      return new Uint8Array();
    },
  });
  load({ model: MODEL, failure: null });
  const { prepare, mask, decode } = MODEL.graph_urls;
  assert.deepEqual(asked.toSorted(), [prepare, mask, decode].toSorted());
});

/** A runtime that opens any graph, and what it did. */
function runtime() {
  /** @type {string[]} */
  const events = [];
  const ort = {
    InferenceSession: {
      create: async (/** @type {Uint8Array} */ graph) => {
        events.push(`open ${graph[0]}`);
        return { release: async () => events.push(`release ${graph[0]}`) };
      },
    },
  };
  const loadRuntime = /** @type {any} */ (
    async () => ({ ort, threads: { threads: 1, why: null } })
  );
  return { events, loadRuntime };
}

const NUMBERS = { [MODEL.graph_urls.mask]: 1, [MODEL.graph_urls.prepare]: 2 };
const file = (/** @type {string} */ url) => Uint8Array.of(NUMBERS[url] ?? 3);
const turns = () => new Promise((settle) => setTimeout(settle));

test("the runtime starts with the small graph while the large one is still to come", async () => {
  const { events, loadRuntime } = runtime();
  /** @type {(value: Uint8Array) => void} */
  let arrive = () => {};
  const late = /** @type {Promise<Uint8Array>} */ (new Promise((settle) => (arrive = settle)));
  const { load } = createActions({
    loadRuntime,
    fetchFile: async (url) => (url === MODEL.graph_urls.decode ? late : file(url)),
  });
  const loading = load({ model: MODEL, failure: null });
  await turns();
  assert.deepEqual(events, ["open 1", "open 2"]);
  arrive(file("decode"));
  await loading;
  assert.deepEqual(events, ["open 1", "open 2", "open 3"]);
});

test("a decoder makes way only for one whose files are all there", async () => {
  const { events, loadRuntime } = runtime();
  let away = false;
  const { load } = createActions({
    loadRuntime,
    fetchFile: async (url) => {
      if (away && url === MODEL.graph_urls.decode) throw new Error("The server does not answer.");
      return file(url);
    },
  });
  await load({ model: MODEL, failure: null });
  away = true;
  await assert.rejects(load({ model: MODEL, failure: null }), /does not answer/);
  assert.deepEqual(events, ["open 1", "open 2", "open 3"], "the one that answered still does");
});
