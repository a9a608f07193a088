import assert from "node:assert/strict";
import { test } from "node:test";
import { placedId } from "../../../static/js/document/places.js";
import { claimOf, createClaiming } from "../../../static/js/projects/claiming.js";
import { actAs } from "../../../static/js/projects/projects_transitions.js";
import { addWork, noteWork, showWork } from "../../../static/js/projects/working_transitions.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { numbersIn } from "../../../static/js/shell/strings/numbers.js";

const SHA = "7".padStart(64, "0");
const ID = placedId("p", SHA);

/** @param {object} [more] @returns {any} */
const picture = (more) => ({ id: SHA, state: "new", objects: 0, exhaustive: null, ...more });

/** A page with a picture of a project on the stage. @param {"annotator" | "reviewer"} role */
function page(role) {
  const store = new Store();
  store.apply(actAs, { id: "ada", name: "Ada", role, token: "" });
  const document = { id: ID, annotations: [], removed: [] };
  const size = { id: SHA, file_name: "a.png", width: 4, height: 3 };
  const source = { name: "a.png", title: "a.png", read: async () => new Blob() };
  store.apply(addWork, source, { ...document, picture: size }, picture(), 0);
  store.apply(showWork, ID);
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @type {(readonly string[])[]} */
  const claimed = [];
  const claiming = createClaiming({
    store,
    strings: en,
    kept: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => kept.set(name, value),
    },
    api: {
      async claimExhaustive(_, __, labels) {
        claimed.push(labels);
        return picture({ state: "submitted", exhaustive: labels });
      },
    },
  });
  /** @param {object} more */
  const becomes = (more) => store.apply(noteWork, ID, picture(more));
  return { store, claiming, claimed, kept, becomes };
}

test("what is claimed is chosen once for a project, and goes with each picture that is submitted", async () => {
  const { store, claiming, claimed, kept, becomes } = page("annotator");
  assert.equal(claimOf(store.state), "choice");
  assert.deepEqual(claiming.toSubmit(["cat", "dog"]), {}, "nothing is claimed unasked");
  await claiming.claim(["dog", "bird"]);
  assert.deepEqual(
    claiming.toSubmit(["cat", "dog"]),
    { exhaustive: ["dog"] },
    "labels that there are",
  );
  assert.deepEqual(claimed, []);
  await claiming.claim([]);
  becomes({ state: "returned", exhaustive: ["cat"] });
  assert.deepEqual(claiming.toSubmit(["cat", "dog"]), { exhaustive: [] }, "an earlier claim goes");
  kept.set("exhaustive p", "{");
  assert.deepEqual(claiming.claimed(), []);
  becomes({ state: "submitted", exhaustive: ["cat"] });
  assert.equal(claimOf(store.state), "fixed");
  assert.deepEqual(
    claiming.claimed(),
    ["cat"],
    "what is claimed of the picture, not what was chosen",
  );
});

test("who reviews changes the claim of a submitted picture at once, and no choice", async () => {
  const { store, claiming, claimed, kept, becomes } = page("reviewer");
  becomes({ state: "submitted", exhaustive: ["cat"] });
  assert.equal(claimOf(store.state), "claim");
  await claiming.claim(["dog"]);
  assert.deepEqual([claimed, claiming.claimed(), kept.size], [[["dog"]], ["dog"], 0]);
  becomes({ state: "accepted", exhaustive: ["dog"] });
  await claiming.claim([]);
  assert.equal(claimed.length, 1, "what is accepted stays");
});

test("a time is told by its minute today, else by its day", () => {
  const { moment } = numbersIn("en");
  const now = new Date(2026, 10, 29, 21);
  assert.match(moment(new Date(2026, 10, 29, 8, 41).toISOString(), now), /8:41\sAM/);
  assert.equal(moment(new Date(2026, 10, 28, 23, 59).toISOString(), now), "11/28/26");
});

test("one key claims that every object is marked, and takes it back", async () => {
  const { store, claiming } = page("annotator");
  let heard = 0;
  claiming.hear(() => heard++);
  await claiming.claim(["cat"]);
  await claiming.claimAll(["cat", "dog"]);
  assert.deepEqual(claiming.claimed(), ["cat", "dog"]);
  assert.match(String(store.state.notices.at(-1)?.message), /every object is marked \(cat, dog\)/);
  await claiming.claimAll(["cat", "dog"]);
  assert.deepEqual(claiming.claimed(), []);
  assert.equal(heard, 3);
});
