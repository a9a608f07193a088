/**
 * Transitions of the tiles of large pictures.
 *
 * @import { State } from "../shell/state.js"
 * @import { DrawnTile } from "./tiles.js"
 */

import { changeImage } from "../shell/state.js";
import { tileName } from "./tiles.js";

/** Tiles of a picture kept in memory, a megabyte each, beside those that are seen. */
const KEPT = 48;

/**
 * Tiles are here.
 *
 * @param {State} state
 * @param {number} key
 * @param {readonly DrawnTile[]} fresh
 * @param {ReadonlySet<string>} seen names of those that the view needs, which stay
 * @returns {State}
 */
export function takeTiles(state, key, fresh, seen) {
  return changeImage(state, key, ({ runtime: { tiles } }) => {
    const names = new Set(fresh.map(tileName));
    const all = [...tiles.filter((tile) => !names.has(tileName(tile))), ...fresh];
    const others = all.filter((tile) => !seen.has(tileName(tile))).slice(-KEPT);
    return { runtime: { tiles: [...others, ...all.filter((tile) => seen.has(tileName(tile)))] } };
  });
}

/**
 * Only the picture on the stage has tiles.
 *
 * @param {State} state
 * @returns {State}
 */
export function dropTiles(state) {
  return state.images
    .filter(({ key, runtime }) => key !== state.activeKey && runtime.tiles.length > 0)
    .reduce(
      (before, { key }) => changeImage(before, key, () => ({ runtime: { tiles: [] } })),
      state,
    );
}
