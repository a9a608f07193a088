import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  openImage,
  showBitmap,
  takeNotes,
} from "../../../static/js/pictures/opening_transitions.js";
import { ApiError } from "../../../static/js/server/api.js";
import { loseServer } from "../../../static/js/shell/page_transitions.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import {
  measureRoom,
  panBy,
  showWhole,
  zoomToPixels,
} from "../../../static/js/stage/looking_transitions.js";
import { drawPicture } from "../../../static/js/tiles/drawing.js";
import { watchTiles } from "../../../static/js/tiles/fetching_tiles.js";
import {
  isLarge,
  lastLevel,
  levelFor,
  SIDE,
  tileBox,
  tileName,
} from "../../../static/js/tiles/tiles.js";

const VECTORS = JSON.parse(
  readFileSync(new URL("../../vectors/tiles.json", import.meta.url), "utf8"),
);
const PICTURE = { width: 10000, height: 8000 };

test("levels and boxes are those of the server", () => {
  assert.equal(SIDE, VECTORS.side);
  for (const { size, last_level } of VECTORS.pictures) {
    assert.equal(lastLevel({ width: size[0], height: size[1] }), last_level);
  }
  for (const { size, tile, box } of VECTORS.boxes) {
    const [level, x, y] = tile;
    const found = tileBox({ level, x, y }, { width: size[0], height: size[1] });
    assert.deepEqual([found.x0, found.y0, found.x1, found.y1], box);
  }
  assert.deepEqual(
    [4, 1, 0.6, 0.5, 0.3, 0.0001].map((scale) => levelFor(PICTURE, scale)),
    [0, 0, 0, 1, 1, 5],
  );
  assert.ok(isLarge(PICTURE) && !isLarge({ width: 6000, height: 4000 }));
});

/** A page with a large picture of which an overview is there, and a server that answers when told to. */
function page(picture = PICTURE) {
  const store = new Store();
  /** @type {Map<string, (error?: Error) => void>} */
  const requests = new Map();
  /** @type {string[]} */
  const closed = [];
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const cuts = [];
  watchTiles({
    store,
    api: {
      getTile: (_, tile, { signal } = {}) =>
        new Promise((resolve, reject) => {
          const name = tileName(tile);
          requests.set(name, (error) => {
            requests.delete(name);
            if (error) reject(error);
            else resolve(new Blob([name]));
          });
          signal?.addEventListener("abort", () => {
            requests.delete(name);
            reject(signal.reason);
          });
        }),
    },
    send: async (id) => void sent.push(id),
    fileOf: async () => new Blob(["file"]),
    decode: async (blob) => {
      const text = await blob.text();
      return /** @type {any} */ ({ text, close: () => closed.push(text) });
    },
    cut: async (_, boxes, scale) => {
      cuts.push({ boxes, scale });
      return boxes.map(() => /** @type {any} */ ({ close() {} }));
    },
    wait: async () => {},
  });
  const key = store.state.nextId;
  store.apply(openImage, { name: "a.jpg", title: "a", read: async () => new Blob() }, 0);
  const overview = isLarge(picture) ? { width: 2000, height: 1600 } : picture;
  store.apply(showBitmap, key, /** @type {any} */ ({ ...overview, close() {} }), picture);
  store.apply(measureRoom, { width: 1000, height: 800, margin: 0, pixelRatio: 1 });
  const tiles = () => activeImage(store.state)?.runtime.tiles.map(tileName) ?? [];
  const answer = async () => {
    for (const end of [...requests.values()]) end();
    await settled();
  };
  const know = () => store.apply(takeNotes, key, { id: "5e".repeat(32), notes: [] });
  return { store, requests, closed, sent, cuts, tiles, answer, know };
}

async function settled() {
  for (let i = 0; i < 10; i++) await new Promise((end) => setImmediate(end));
}

test("tiles of the view are fetched, the middle's first and some at a time, and given up when it moves on", async () => {
  const { store, requests, tiles, answer, know } = page();
  know();
  assert.equal(requests.size, 0, "seen whole, the overview is as sharp as the screen");
  store.apply(zoomToPixels);
  assert.deepEqual([...requests.keys()].sort(), ["0/10/7", "0/10/8", "0/9/7", "0/9/8"]);
  await answer();
  await answer();
  assert.ok(tiles().includes("0/9/7") && tiles().length >= 6);
  store.apply(panBy, { x: -3000, y: 0 });
  const [first] = requests.keys();
  assert.ok(first && Number(first.split("/")[1]) > 12);
  store.apply(panBy, { x: 5000, y: 0 });
  assert.ok(!requests.has(first), "what the view has left is given up");
  store.apply(showWhole);
  assert.equal(requests.size, 0);
});

test("a picture that is held whole has no tiles", () => {
  const { store, requests, know } = page({ width: 6000, height: 4000 });
  know();
  store.apply(zoomToPixels);
  assert.equal(requests.size, 0);
});

test("what the server has forgotten is sent again, and what it refuses is not asked for twice", async () => {
  const { store, requests, sent, know } = page();
  know();
  store.apply(zoomToPixels);
  const [name, end] = [...requests][0];
  end(new ApiError("image_not_found", "Not here.", 404));
  await settled();
  assert.equal(sent.length, 1);
  assert.ok(requests.has(name));
  requests.get(name)?.(new ApiError("damaged_image", "Damaged.", 422));
  await settled();
  store.apply(panBy, { x: 1, y: 0 });
  assert.ok(!requests.has(name));
});

test("without a server tiles are cut out of the file", async () => {
  const { store, requests, cuts, tiles, know } = page();
  know();
  store.apply(loseServer);
  store.apply(zoomToPixels);
  await settled();
  assert.equal(requests.size, 0);
  assert.equal(cuts.length, 1);
  assert.equal(cuts[0].scale, 1);
  assert.equal(tiles().length, cuts[0].boxes.length);
});

test("few tiles are kept beside those that are seen, and the memory of others is given back", async () => {
  const { store, closed, tiles, answer, know } = page();
  know();
  store.apply(zoomToPixels);
  for (let i = 0; i < 24; i++) {
    store.apply(panBy, { x: i % 12 < 6 ? 500 : -500, y: i < 12 ? 400 : -400 });
    for (let j = 0; j < 4; j++) await answer();
  }
  assert.ok(tiles().length <= 48 + 9, `${tiles().length} tiles`);
  assert.ok(closed.length > 0);
  assert.equal(new Set(tiles()).size, tiles().length);
});

test("a part is drawn from the overview, and from tiles over it at whole pixels", () => {
  /** @type {any[]} */
  const drawn = [];
  const context = /** @type {any} */ ({
    drawImage: (/** @type {any[]} */ ...all) => drawn.push(all),
    getTransform: () => ({ a: 1, isIdentity: true }),
    save() {},
    restore() {},
    beginPath() {},
    rect() {},
    clip() {},
  });
  const bitmap = { width: 2000, height: 1600 };
  const tile = (/** @type {number} */ level, /** @type {number} */ x) => ({
    level,
    x,
    y: 0,
    bitmap: `${level}/${x}`,
  });
  const tiles = [tile(0, 1), tile(1, 0), tile(0, 9), tile(3, 0)];
  const image = /** @type {any} */ ({
    document: { picture: PICTURE },
    runtime: { bitmap, tiles },
  });
  const from = { x0: 400, y0: 100, x1: 1000, y1: 500 };
  drawPicture(context, image, from, { x0: 0, y0: 0, x1: 450, y1: 300 });
  assert.deepEqual(drawn[0], [bitmap, 80, 20, 120, 80, 0, 0, 450, 300]);
  assert.deepEqual(
    drawn.slice(1).map(([name]) => name),
    ["1/0", "0/1"],
    "coarser ones below, those elsewhere and those coarser than the overview not at all",
  );
  assert.ok(drawn[2].slice(1).every(Number.isInteger));
  drawPicture(context, { ...image, runtime: { bitmap: null, tiles } }, from, from);
  assert.equal(drawn.length, 3);
});
