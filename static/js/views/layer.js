/**
 * All masks of everything over the picture, the one under the pointer and the objects brighter.
 *
 * @import { FoundMask } from "../everything/found.js"
 * @import { Look, Patch } from "../everything/layer.js"
 * @import { Part } from "../geometry.js"
 * @import { OpenImage } from "../state.js"
 * @import { Store } from "../store.js"
 */

import { COLOURS, colourMasks } from "../everything/colours.js";
import { layPatches, patchOf } from "../everything/layer.js";
import { boxOf, samePart } from "../geometry.js";
import { activeImage, seenPart, survivors } from "../state.js";
import { context2d, layOver, resize } from "./dom.js";

/** Milliseconds of a frame that patches may be made in: the rest waits for the next one. */
const PATIENCE = 12;

/** @param {{ store: Store, now: () => number }} parts */
export function mountLayer({ store, now }) {
  const context = context2d("#everything");
  const { canvas } = context;
  /** @type {Part} what the patches are made for */
  let layer = { width: 0, height: 0 };
  /** @type {WeakMap<FoundMask, Patch>} */
  let patches = new WeakMap();
  let scheduled = false;
  /** Whether the canvas still shows another part: then it is only replaced by all of the new one. */
  let moved = false;

  /** @param {OpenImage} image */
  const draw = (image) => {
    const part = seenPart(store.state, image);
    if (!samePart(part, layer)) {
      layer = part;
      patches = new WeakMap();
      moved = true;
    }
    const objects = image.history.present.objects;
    const masks = survivors(image);
    const colours = colourMasks(masks);
    const { hovered } = image.everything;
    const began = now();
    /** @type {{ patch: Patch, look: Look }[]} */
    const layers = [];
    let left = 0;
    const all = [...masks, ...objects.filter((object) => !masks.includes(object))];
    for (const mask of all.sort((a, b) => b.record.area - a.record.area)) {
      let patch = patches.get(mask);
      if (patch === undefined) {
        if (now() - began > PATIENCE) {
          left++;
          continue;
        }
        patch = patchOf(mask, image, layer);
        patches.set(mask, patch);
      }
      /** @type {Look["state"]} */
      let state = "plain";
      if (objects.includes(mask)) state = "chosen";
      if (mask.id === hovered) state = "hovered";
      const colour = colours.get(mask.id) ?? COLOURS[mask.id % COLOURS.length];
      layers.push({ patch, look: { colour, state } });
    }
    if (left > 0) schedule();
    if (left > 0 && moved) return;
    moved = false;
    const { x0, y0, x1, y1 } = boxOf(layer);
    const size = { width: x1 - x0, height: y1 - y0 };
    const pixels = new ImageData(size.width, size.height);
    layPatches(new Uint32Array(pixels.data.buffer), size, layers);
    if (canvas.width !== size.width || canvas.height !== size.height) resize(canvas, size);
    layOver(canvas, layer);
    context.putImageData(pixels, 0, 0);
    canvas.dataset.masks = String(layers.length);
  };

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      const image = activeImage(store.state);
      if (image?.everything.on && image.width > 0) draw(image);
    });
  };

  store.watch(
    (state) => {
      const image = activeImage(state);
      const on = image?.everything.on ?? false;
      const masks = image !== null && on ? survivors(image) : null;
      const objects = image?.history.present.objects;
      return [image?.key, on, masks, objects, image?.everything.hovered, image?.camera, state.room];
    },
    () => {
      const on = activeImage(store.state)?.everything.on ?? false;
      canvas.hidden = !on;
      if (on) schedule();
    },
  );
}
