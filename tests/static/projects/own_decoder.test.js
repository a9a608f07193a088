import assert from "node:assert/strict";
import { test } from "node:test";
import { noteDecoder, ownDecoder } from "../../../static/js/projects/own_decoder.js";
import { Store } from "../../../static/js/shell/store.js";

const ONE = "f".repeat(64);

test("without a picture of a project on the stage, the decoder in force is wanted", () => {
  const { state } = new Store();
  assert.equal(ownDecoder(state), null);
  assert.equal(ownDecoder(noteDecoder(state, "p", ONE)), null);
});

test("what a project's decoder is known to be is kept by project, and only where it is news", () => {
  const { state } = new Store();
  const known = noteDecoder(state, "p", ONE);
  assert.deepEqual(known.projects.decoders, { p: ONE });
  assert.equal(noteDecoder(known, "p", ONE), known);
  assert.deepEqual(noteDecoder(known, "q", null), known, "none is what there was");
  assert.deepEqual(noteDecoder(known, "p", null).projects.decoders, { p: null });
});
