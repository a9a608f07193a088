/**
 * Has the tiles there that the view of a large picture needs: the server's, nearest to the middle first,
 * some at a time, and those given up that the view has left. Where there is no server they are cut out
 * of the file, once the view rests: all of its pixels are decoded for that, and let go.
 *
 * @import * as Api from "../server/api.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 * @import { Box } from "../stage/geometry.js"
 * @import { DrawnTile, Tile } from "./tiles.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "getTile">} api
 * @property {(id: string) => Promise<void>} send a picture to the server that the server had once
 * @property {(image: OpenImage) => Promise<Blob | null>} fileOf what the browser can show; null where
 *   it cannot
 * @property {(blob: Blob) => Promise<ImageBitmap>} decode
 * @property {(file: Blob, boxes: readonly Box[], scale: number) => Promise<ImageBitmap[]>} cut
 * @property {(pause: number) => Promise<void>} wait milliseconds
 */

import { ApiError } from "../server/api.js";
import { loseServer } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { wantedTiles } from "./seen_tiles.js";
import { tileBox, tileName } from "./tiles.js";
import { dropTiles, takeTiles } from "./tiles_transitions.js";

/** Tiles on their way at once. */
const AT_ONCE = 4;
/** How long the view must have rested before all of a file is decoded, milliseconds. */
const REST_MS = 300;

/** @param {Parts} parts */
export function watchTiles({ store, api, send, fileOf, decode, cut, wait }) {
  /** @type {Map<string, AbortController>} by picture and tile */
  const running = new Map();
  /** What the server did not give. @type {Set<string>} */
  let refused = new Set();
  /** @type {Set<ImageBitmap>} */
  const bitmaps = new Set();
  let views = 0;
  let cutting = false;

  /**
   * @param {OpenImage} image
   * @param {Tile} tile
   */
  const nameOf = (image, tile) => `${image.key} ${tileName(tile)}`;

  const missing = () => {
    const image = activeImage(store.state);
    if (image === null) return [];
    const here = new Set(image.runtime.tiles.map(tileName));
    return wantedTiles(store.state, image)
      .filter((tile) => !here.has(tileName(tile)))
      .map((tile) => ({ image, tile, name: nameOf(image, tile) }));
  };

  const tend = () => {
    const wanted = missing();
    const names = new Set(wanted.map(({ name }) => name));
    for (const [name, abort] of running) if (!names.has(name)) abort.abort();
    const { state } = store;
    if (wanted.length === 0) return;
    if (state.server !== "ok" || !wanted[0].image.document.picture.id) return rest();
    for (const { image, tile, name } of wanted) {
      if (running.size >= AT_ONCE) return;
      if (!running.has(name) && !refused.has(name)) fetchTile(image, tile, name);
    }
  };

  /**
   * @param {OpenImage} image
   * @param {Tile} tile
   * @param {string} name
   */
  const fetchTile = async (image, tile, name) => {
    const abort = new AbortController();
    running.set(name, abort);
    try {
      const id = image.document.picture.id ?? "";
      const { signal } = abort;
      const blob = await api.getTile(id, tile, { signal }).catch(async (error) => {
        if (!(error instanceof ApiError) || error.code !== "image_not_found") throw error;
        await send(id);
        return api.getTile(id, tile, { signal });
      });
      take(image.key, [{ ...tile, bitmap: await decode(blob) }]);
    } catch (error) {
      if (!abort.signal.aborted) {
        refused.add(name);
        if (error instanceof ApiError && error.code === "unreachable") store.apply(loseServer);
      }
    }
    running.delete(name);
    tend();
  };

  /**
   * @param {number} key
   * @param {DrawnTile[]} tiles
   */
  const take = (key, tiles) => {
    for (const { bitmap } of tiles) bitmaps.add(bitmap);
    const image = store.state.images.find((each) => each.key === key);
    const seen = image ? wantedTiles(store.state, image).map(tileName) : [];
    store.apply(takeTiles, key, tiles, new Set(seen));
    close();
  };

  const rest = async () => {
    const own = views;
    await wait(REST_MS);
    const wanted = missing();
    if (own !== views || cutting || wanted.length === 0) return;
    const [{ image }] = wanted;
    cutting = true;
    try {
      const file = await fileOf(image);
      const { picture } = image.document;
      const boxes = wanted.map(({ tile }) => tileBox(tile, picture));
      const cuts = file && (await cut(file, boxes, 2 ** -wanted[0].tile.level));
      if (cuts)
        take(
          image.key,
          wanted.map(({ tile }, i) => ({ ...tile, bitmap: cuts[i] })),
        );
    } catch {
      // The overview stays: what cannot be decoded now may be later.
    }
    cutting = false;
    if (own !== views) tend();
  };

  /** A bitmap's memory is not the garbage collector's to find. */
  const close = () => {
    const kept = new Set(
      store.state.images.flatMap(({ runtime }) => runtime.tiles.map(({ bitmap }) => bitmap)),
    );
    for (const bitmap of bitmaps) {
      if (kept.has(bitmap)) continue;
      bitmap.close();
      bitmaps.delete(bitmap);
    }
  };

  store.watch(
    (state) => [state.activeKey, state.server],
    () => {
      refused = new Set();
      store.apply(dropTiles);
    },
  );
  store.watch((state) => [state.images.length, activeImage(state)?.runtime.bitmap], close);
  store.watch(
    (state) => {
      const { document, session, runtime } = activeImage(state) ?? {};
      const { id, width } = document?.picture ?? {};
      return [
        state.activeKey,
        state.server,
        state.room,
        id,
        width,
        session?.camera,
        runtime?.bitmap,
      ];
    },
    () => {
      views++;
      tend();
    },
  );
}
