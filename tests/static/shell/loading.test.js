import assert from "node:assert/strict";
import { test } from "node:test";
import { Superseded } from "../../../static/js/decoder/errors.js";
import { createLoading } from "../../../static/js/shell/loading.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { MODEL } from "../decoder/fixtures.js";

const LOADED = { threads: 2, why: null, plain: false, milliseconds: 1 };

/**
 * A page's loading, with a server and a decoder that answer as they are told to.
 *
 * @param {object} [answers]
 * @param {() => Promise<any>} [answers.getGallery]
 * @param {() => Promise<any>} [answers.getFolder]
 * @param {() => Promise<any>} [answers.load]
 */
function page({
  getGallery = async () => [],
  getFolder = async () => [],
  load = async () => LOADED,
} = {}) {
  const store = new Store();
  const api = { getModel: async () => MODEL, getGallery, getFolder };
  return { store, loading: createLoading({ store, api, decoder: { load }, strings: en }) };
}

test("a decoder that is loaded is ready, with what it runs on", async () => {
  const { store, loading } = page();
  const loaded = loading.loadModel();
  assert.equal(store.state.model.status, "loading");
  await loaded;
  assert.equal(store.state.model.status, "ready");
  assert.equal(store.state.model.info, MODEL);
  assert.equal(store.state.model.threads, 2);
});

test("one that fails says why, and can be tried again", async () => {
  const { store, loading } = page({ load: async () => Promise.reject(new Error("No room.")) });
  await loading.loadModel();
  assert.equal(store.state.model.status, "failed");
  const [notice] = store.state.notices;
  assert.equal(notice.message, en.errorDecoder("No room."));
  assert.deepEqual(notice.retry, { type: "model" });
});

test("one that a newer one has superseded says nothing", async () => {
  const { store, loading } = page({ load: async () => Promise.reject(new Superseded()) });
  await loading.loadModel();
  assert.deepEqual([store.state.model.status, store.state.notices.length], ["loading", 0]);
});

test("the server's folder is offered where there is one", async () => {
  const pictures = [{ name: "slide.tif", bytes: 5 }];
  const { store, loading } = page({ getFolder: async () => pictures });
  await loading.loadFolder();
  assert.deepEqual(store.state.folder, pictures);
  const other = page({ getFolder: async () => Promise.reject(new Error("old server")) });
  await other.loading.loadFolder();
  assert.deepEqual([other.store.state.folder, other.store.state.notices.length], [[], 0]);
});

test("a gallery that does not come is said in its place, without a notice", async () => {
  const { store, loading } = page({ getGallery: async () => Promise.reject(new Error("gone")) });
  await loading.loadGallery();
  assert.equal(store.state.gallery.status, "failed");
  assert.equal(store.state.notices.length, 0);
});
