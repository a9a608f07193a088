import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../static/js/server/api.js";
import { sendingAgain } from "../../../static/js/server/healing.js";

/** @param {readonly (ApiError | string)[]} answers of a server, one for each time it is asked */
function asking(answers) {
  const left = [...answers];
  /** @type {string[]} */
  const sent = [];
  const api = /** @type {any} */ ({
    async *segmentEverything() {
      const answer = left.shift();
      if (answer instanceof ApiError) throw answer;
      yield answer;
    },
  });
  const healed = sendingAgain(api, async (id) => {
    sent.push(id);
  });
  const ask = async () => {
    const all = [];
    const settings = { preset: /** @type {const} */ ("fast"), candidates: true };
    for await (const events of healed.segmentEverything("abc", settings)) all.push(events);
    return all;
  };
  return { ask, sent };
}

const forgotten = new ApiError("image_not_found", "There is no such picture.", 404);

test("a picture that the server has forgotten is sent again, once", async () => {
  const { ask, sent } = asking([forgotten, "found"]);
  assert.deepEqual(await ask(), ["found"]);
  assert.deepEqual(sent, ["abc"]);
  await assert.rejects(asking([forgotten, forgotten]).ask(), forgotten);
});

test("what has another cause is nobody's to heal", async () => {
  const busy = new ApiError("busy", "The server is busy.", 503);
  const { ask, sent } = asking([busy, "found"]);
  await assert.rejects(ask(), busy);
  assert.deepEqual(sent, []);
});
