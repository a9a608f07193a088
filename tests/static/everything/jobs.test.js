import assert from "node:assert/strict";
import { test } from "node:test";
import { randomUuid } from "../../../static/js/document/uuid.js";
import { createEverything } from "../../../static/js/everything/everything.js";
import {
  choosePreset,
  filterEverything,
  hoverEverything,
  switchEverything,
} from "../../../static/js/everything/everything_transitions.js";
import { survivors } from "../../../static/js/everything/survivors.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { createTaking } from "../../../static/js/objects/taking.js";
import { closeImage, showImage } from "../../../static/js/pictures/filmstrip_transitions.js";
import {
  finishOpening,
  openImage,
  showBitmap,
  takeNotes,
} from "../../../static/js/pictures/opening_transitions.js";
import { addPoint, undo } from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/api.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";

const ID = "0123456789abcdef".repeat(4);
/** Of the server, which may not be the page's any more. */
const DECODER = "d".repeat(64);

/** @param {number} id */
function maskEvent(id, iou = 0.9) {
  const bits = new Uint8Array(8 * 6);
  bits.fill(1, 8 * id, 8 * id + 4);
  return {
    event: /** @type {const} */ ("mask"),
    id,
    segmentation: encodeRle({ bits, width: 8, height: 6 }),
    area: 4,
    bbox: /** @type {[number, number, number, number]} */ ([0, id, 3, 0]),
    predicted_iou: iou,
    point_coords: /** @type {[[number, number]]} */ ([[1, id]]),
    stability_score: 0.97,
    crop_box: /** @type {[number, number, number, number]} */ ([0, 0, 8, 6]),
  };
}

const progress = (/** @type {number} */ done) => ({
  event: /** @type {const} */ ("progress"),
  done,
  total: 16,
  seconds: done,
});
const SUMMARY = { event: /** @type {const} */ ("summary"), ids: [], seconds: 1, cached: false };

/** A page with a picture, and a server whose streams are fed by hand. */
function page() {
  const store = new Store();
  /** @type {{ settings: any, signal: AbortSignal, tell: (events: any[] | Error | null) => void }[]} */
  const jobs = [];
  /** @type {any} */
  const api = {
    async *segmentEverything(
      /** @type {string} */ id,
      /** @type {any} */ settings,
      /** @type {any} */ { signal, decoder, onDecoder },
    ) {
      assert.equal(id, ID);
      onDecoder(decoder ?? DECODER);
      /** @type {(any[] | Error | null)[]} */
      const queue = [];
      let wake = () => {};
      const tell = (/** @type {any[] | Error | null} */ news) => {
        queue.push(news);
        wake();
      };
      signal.addEventListener("abort", () => tell(new DOMException("aborted", "AbortError")));
      jobs.push({ settings, signal, tell });
      for (;;) {
        while (queue.length === 0) {
          await /** @type {Promise<void>} */ (
            new Promise((resolve) => {
              wake = resolve;
            })
          );
        }
        const news = queue.shift();
        if (news === null) return;
        if (news instanceof Error) throw news;
        yield news ?? [];
      }
    },
  };
  /** @type {any[]} */
  const written = [];
  const write = async (/** @type {any[]} */ ...asked) => {
    written.push(asked);
    return new Blob(["file"]);
  };
  /** @type {{ decoder: string | null }} */
  const chosen = { decoder: null };
  const own = () => chosen.decoder;
  const everything = createEverything({ store, api, own, write, now: () => 5, strings: en });
  const open = () => {
    const source = { name: "cup.jpg", title: "Cup", read: async () => new Blob() };
    store.apply(openImage, source, 0);
    const key = store.state.activeKey ?? 0;
    store.apply(showBitmap, key, /** @type {any} */ ({ width: 8, height: 6, close() {} }));
    store.apply(takeNotes, key, { id: ID, notes: [] });
    return key;
  };
  const finish = (/** @type {number} */ key) =>
    store.apply(finishOpening, key, /** @type {any} */ ({ name: "e" }), 1);
  const image = () => {
    const active = activeImage(store.state);
    assert.ok(active);
    return active;
  };
  return { store, jobs, written, everything, open, finish, image, chosen };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("an object of everything names the decoder that found it", async () => {
  const { store, jobs, open, finish, image } = page();
  const info = { kind: "vit_t", encoder_fingerprint: "e", decoder_fingerprint: "f" };
  store.apply((state) => ({
    ...state,
    model: { ...state.model, info: /** @type {any} */ (info) },
  }));
  finish(open());
  store.apply(switchEverything, true);
  jobs[0].tell([maskEvent(0), progress(16), SUMMARY]);
  await settled();
  const decoder = /** @type {any} */ ({});
  const date = () => "2026-11-25T12:00:00Z";
  createTaking({
    store,
    decoder,
    learn: async () => {},
    newId: randomUuid,
    date,
    strings: en,
  }).pickAll();
  const [{ record }] = image().document.annotations;
  assert.equal(record.model?.decoder_fingerprint, DECODER);
});

test("a picture of a project is searched with the project's decoder", async () => {
  const { store, jobs, open, finish, image, chosen } = page();
  chosen.decoder = "a".repeat(64);
  finish(open());
  store.apply(switchEverything, true);
  jobs[0].tell([maskEvent(0), progress(16), SUMMARY]);
  await settled();
  const [found] = image().runtime.search.found;
  assert.equal(found.decoder, "a".repeat(64));
});

test("the switch starts a job that keeps candidates, and toggling starts no second one", async () => {
  const { store, jobs, open, finish, image } = page();
  finish(open());
  store.apply(switchEverything, true);
  assert.deepEqual(jobs[0].settings, { preset: "fast", candidates: true });
  jobs[0].tell([progress(0)]);
  jobs[0].tell([progress(8), maskEvent(0), maskEvent(1, 0.75)]);
  await settled();
  assert.equal(image().runtime.search.status, "running");
  assert.deepEqual([image().runtime.search.done, image().runtime.search.total], [8, 16]);
  store.apply(switchEverything, false);
  store.apply(switchEverything, true);
  jobs[0].tell([maskEvent(2), progress(16), SUMMARY]);
  jobs[0].tell(null);
  await settled();
  assert.equal(jobs.length, 1);
  assert.equal(image().runtime.search.status, "done");
  assert.deepEqual(
    survivors(image()).map(({ id }) => id),
    [0, 2],
    "the filters hold the weak one back",
  );
  store.apply(filterEverything, { iou: 0.7 });
  assert.equal(survivors(image()).length, 3);
});

test("asked for while the picture is being encoded, it starts afterwards", async () => {
  const { store, jobs, open, finish } = page();
  const key = open();
  store.apply(switchEverything, true);
  assert.equal(jobs.length, 0);
  finish(key);
  assert.equal(jobs.length, 1);
});

test("cancelling keeps what was found and is no error; it can be started again", async () => {
  const { store, jobs, everything, open, finish, image } = page();
  finish(open());
  store.apply(switchEverything, true);
  jobs[0].tell([progress(4), maskEvent(0)]);
  await settled();
  everything.cancel();
  await settled();
  assert.equal(jobs[0].signal.aborted, true);
  assert.equal(image().runtime.search.status, "stopped");
  assert.equal(survivors(image()).length, 1);
  assert.deepEqual(store.state.notices, []);
  everything.restart();
  assert.equal(jobs.length, 2);
  assert.equal(image().runtime.search.found.length, 0);
});

test("a failure is told with a way to try again, and keeps what was found", async () => {
  const { store, jobs, open, finish, image } = page();
  finish(open());
  store.apply(switchEverything, true);
  jobs[0].tell([maskEvent(0)]);
  jobs[0].tell(new ApiError("busy", "The server is busy.", 503));
  await settled();
  assert.equal(image().runtime.search.status, "failed");
  assert.equal(image().runtime.search.found.length, 1);
  const [notice] = store.state.notices;
  assert.equal(notice.message, "Not everything could be segmented. The server is busy.");
  assert.deepEqual(notice.retry, { type: "everything" });
});

test("another preset ends the job and begins anew; its late news is nobody's", async () => {
  const { store, jobs, open, finish, image } = page();
  finish(open());
  store.apply(switchEverything, true);
  store.apply(choosePreset, "demo");
  assert.equal(jobs[0].signal.aborted, true);
  assert.deepEqual(jobs[1].settings, { preset: "demo", candidates: true });
  await settled();
  assert.equal(image().runtime.search.status, "running");
});

test("a job goes on off the stage, until another picture's begins or its own is closed", async () => {
  const { store, jobs, open, finish, image } = page();
  const first = open();
  finish(first);
  store.apply(switchEverything, true);
  const second = open();
  finish(second);
  await settled();
  assert.equal(jobs[0].signal.aborted, false);
  assert.equal(jobs.length, 1, "the new picture's switch is off");
  store.apply(switchEverything, true);
  await settled();
  assert.equal(jobs[0].signal.aborted, true);
  store.apply(showImage, first);
  await settled();
  assert.deepEqual([jobs.length, image().runtime.search.status], [3, "running"]);
  store.apply(closeImage, first, "closed");
  await settled();
  assert.equal(jobs[2].signal.aborted, true);
});

/** @param {Store} store @param {number} x @param {number} y */
function pick(store, x, y) {
  createTaking({
    store,
    decoder: /** @type {any} */ (null),
    learn: async () => {},
    newId: randomUuid,
    date: () => "2026-11-25T12:00:00Z",
    strings: en,
  }).pick({ x, y });
}

test("a click takes the mask under it, a second one leaves it, and undo brings it back", async () => {
  const { store, jobs, open, finish, image } = page();
  finish(open());
  store.apply(addPoint, /** @type {any} */ ({ x: 1, y: 1 }), 1);
  const { prompt } = image().session.draft;
  store.apply(switchEverything, true);
  jobs[0].tell([maskEvent(0), maskEvent(1), SUMMARY]);
  await settled();
  const at = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {any} */ ({ x, y });
  store.apply(hoverEverything, at(2, 1));
  assert.equal(image().runtime.search.hovered, 1);
  store.apply(hoverEverything, at(7, 5));
  assert.equal(image().runtime.search.hovered, null);
  pick(store, 2, 1);
  pick(store, 7, 5);
  assert.deepEqual(
    image().document.annotations.map(({ record }) => record.segmentation),
    [survivors(image()).find(({ id }) => id === 1)?.record.segmentation],
  );
  pick(store, 2, 1);
  assert.deepEqual(image().document.annotations, []);
  store.apply(undo);
  assert.equal(image().document.annotations.length, 1);
  assert.equal(image().session.draft.prompt, prompt, "the prompt is untouched");
  store.apply(addPoint, at(5, 5), 0);
  assert.equal(image().document.annotations.length, 1, "prompting keeps the objects");
});

test("a file holds all masks that pass the filters", async () => {
  const { store, jobs, written, everything, open, finish } = page();
  finish(open());
  store.apply(switchEverything, true);
  jobs[0].tell([maskEvent(0), maskEvent(1), SUMMARY]);
  await settled();
  const file = await everything.writeFile("sa1b");
  assert.equal(file?.name, "cup.jpg.sa1b.json");
  const [format, entry, records] = written[0];
  assert.equal(format, "sa1b");
  assert.deepEqual(entry, {
    image_id: 0x0123456789ab,
    width: 8,
    height: 6,
    file_name: "cup.jpg",
  });
  assert.equal(records.length, 2);
  assert.ok(!("event" in records[0]) && !("id" in records[0]));
  store.apply(filterEverything, { minArea: 1000 });
  await everything.writeFile("zip");
  assert.equal(written[1][2].length, 0);
});
