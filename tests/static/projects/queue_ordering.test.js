import assert from "node:assert/strict";
import { test } from "node:test";
import { actAs, openProject } from "../../../static/js/projects/projects_transitions.js";
import { createQueueOrdering } from "../../../static/js/projects/queue_ordering.js";
import { ApiError } from "../../../static/js/server/requests.js";
import { Store } from "../../../static/js/shell/store.js";
import { CATALOGUES } from "../../../static/js/shell/strings/strings.js";

/** @import { QueueState } from "../../../static/js/server/project_tabs_api.js" */

const ADA = /** @type {const} */ ({ id: "ada", name: "Ada", role: "lead", token: "" });

/**
 * @param {"running" | "done"} state
 * @param {number} done
 * @returns {QueueState}
 */
function at(state, done) {
  const task = { state, problem: null, made: "", done, total: 9, seconds_left: null };
  return { order: "diverse", task, waiting: 9, without: 0 };
}

/** @param {Partial<import("../../../static/js/projects/queue_ordering.js").Parts["api"]>} api */
function page(api) {
  const store = new Store();
  store.apply(actAs, ADA);
  store.apply(openProject, "p", "settings");
  let looks = 0;
  const answers = [at("running", 0), at("running", 5), at("done", 9)];
  const known = {
    getOrder: async () => answers[Math.min(looks++, 2)],
    chooseOrder: async () => at("running", 0),
    ...api,
  };
  const wait = async () => {};
  const ordering = createQueueOrdering({ store, api: known, wait, strings: CATALOGUES.en });
  return { store, ordering, looks: () => looks };
}

test("an order that was chosen is followed until it is computed", async () => {
  const { store, ordering, looks } = page({});
  await ordering.choose("p", "diverse");
  assert.equal(store.state.projects.open?.facts.order?.task?.state, "done");
  assert.equal(looks(), 3);
});

test("nobody looks whose settings are not open, and a refusal is told", async () => {
  const refused = new ApiError("role_required", "Ben may not.", 403);
  const { store, ordering, looks } = page({ chooseOrder: () => Promise.reject(refused) });
  store.apply(openProject, "p", "pictures");
  await ordering.choose("p", "unsure");
  assert.equal(looks(), 0);
  assert.deepEqual(
    store.state.notices.map(({ message }) => message),
    ["Ben may not."],
  );
});
