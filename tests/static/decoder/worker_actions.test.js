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
