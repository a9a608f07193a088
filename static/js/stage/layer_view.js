/**
 * The objects over the picture and, when it is on, all masks of everything; the one under the pointer
 * and what is chosen are brighter.
 *
 * @import { FoundMask } from "../everything/found.js"
 * @import { Look, Patch } from "../everything/layer.js"
 * @import { Part } from "./geometry.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 */

import { recordsOf } from "../document/document.js";
import { COLOURS, colourMasks } from "../everything/colours.js";
import { layPatches, patchOf } from "../everything/layer.js";
import { survivors } from "../everything/survivors.js";
import { shapeOf } from "../objects/objects.js";
import { context2d, layOver, resize } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { boxOf, samePart } from "./geometry.js";
import { seenPart } from "./seen.js";

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
    const began = now();
    /** @type {{ patch: Patch, look: Look }[]} */
    const layers = [];
    let left = 0;
    for (const { mask, look } of masksOver(image)) {
      let patch = patches.get(mask);
      if (patch === undefined) {
        if (now() - began > PATIENCE) {
          left++;
          continue;
        }
        patch = patchOf(mask, image.document.picture, layer);
        patches.set(mask, patch);
      }
      layers.push({ patch, look });
    }
    if (left > 0) schedule();
    if (left > 0 && moved) return;
    moved = false;
    const { x0, y0, x1, y1 } = boxOf(layer);
    const size = { width: x1 - x0, height: y1 - y0 };
    const pixels = new ImageData(size.width, size.height);
    layPatches(new Uint32Array(pixels.data.buffer), size, layers, store.state.look);
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
      if (image !== null && image.document.picture.width > 0) draw(image);
    });
  };

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { everything, colours, hidden, draft, selected, camera } = image?.session ?? {};
      const masks = image !== null && everything?.on ? survivors(image) : null;
      const objects = [image?.document.annotations, colours, hidden, draft?.editing, selected];
      const hovered = image?.runtime.search.hovered;
      return [
        image?.key,
        everything?.on,
        masks,
        ...objects,
        hovered,
        camera,
        state.room,
        state.look,
      ];
    },
    () => {
      const image = activeImage(store.state);
      const on = image?.session.everything.on;
      canvas.hidden = !on && !image?.document.annotations.length;
      if (!canvas.hidden) schedule();
    },
  );
}

/**
 * The masks over a picture, the lowest first: those of everything, then the objects; of each the
 * larger lie below the smaller, as a click finds them, and of equal ones the first lies on top.
 *
 * @param {OpenImage} image
 * @returns {{ mask: FoundMask, look: Look }[]}
 */
export function masksOver(image) {
  const { colours, hidden, draft, selected, everything } = image.session;
  const { hovered } = image.runtime.search;
  const { on } = everything;
  const objects = recordsOf(image.document);
  const masks = on ? survivors(image) : [];
  const foundColours = colourMasks(masks);
  // A mask that has become an object is drawn as that.
  const taken = new Set(objects.map(({ segmentation }) => segmentation.counts));
  const found = masks
    .filter(({ record, id }) => id === hovered || !taken.has(record.segmentation.counts))
    .sort((a, b) => b.record.area - a.record.area)
    .map((mask) => {
      const state = mask.id === hovered ? "hovered" : "plain";
      return { mask, look: look(foundColours.get(mask.id) ?? COLOURS[0], state) };
    });
  const own = objects
    .filter(({ id }) => !hidden.includes(id) && id !== draft.editing)
    .map((annotation) => {
      const { id } = annotation;
      const state = on || selected.includes(id) ? "chosen" : "plain";
      return { mask: shapeOf(annotation), look: look(COLOURS[colours[id]], state) };
    });
  const small = own.reverse().sort((a, b) => b.mask.record.area - a.mask.record.area);
  return [...found, ...small];
}

/**
 * @param {Look["colour"]} colour
 * @param {Look["state"]} state
 * @returns {Look}
 */
const look = (colour, state) => ({ colour, state });
