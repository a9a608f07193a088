/**
 * The objects over the picture and, when it is on, all masks of everything; the one under the pointer
 * and what is chosen are brighter.
 *
 * @import { FoundMask } from "../everything/found.js"
 * @import { Colour } from "../everything/colours.js"
 * @import { Look, Patch } from "../everything/layer.js"
 * @import { Part, Size } from "./geometry.js"
 * @import { State } from "../shell/state.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 */

import { colouring } from "../classes/classes.js";
import { recordsOf } from "../document/document.js";
import { COLOURS, colourMasks } from "../everything/colours.js";
import { changedBox, layPatches, patchOf } from "../everything/layer.js";
import { survivors } from "../everything/survivors.js";
import { shapeOf } from "../objects/objects.js";
import { context2d, layOver, resize } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { labelOf, ownLine, pickedSuggestion, suggestionsOf } from "../similar/suggestions.js";
import { boxOf, samePart } from "./geometry.js";
import { createPacing } from "./pacing.js";
import { seenPart } from "./seen.js";

/** Milliseconds of a frame that patches may be made in: the rest waits for the next one. */
const PATIENCE = 25;

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
  /** Milliseconds that all masks of this part have taken so far. */
  let cost = 0;

  /** @param {OpenImage} image */
  const draw = (image) => {
    const part = seenPart(store.state, image);
    if (!samePart(part, layer)) {
      layer = part;
      patches = new WeakMap();
      moved = true;
      cost = 0;
    }
    const began = now();
    /** @type {{ patch: Patch, look: Look }[]} */
    const layers = [];
    let left = 0;
    for (const { mask, look } of masksOver(image, store.state)) {
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
    if (left === 0 || !moved) {
      const { x0, y0, x1, y1 } = boxOf(layer);
      paint({ width: x1 - x0, height: y1 - y0 }, layers);
      canvas.dataset.masks = String(layers.length);
    }
    if (moved) {
      cost += now() - began;
      if (left === 0) pacing.took(cost);
    }
    if (left === 0) moved = false;
  };

  /** What the canvas shows. */
  let painted = {
    pixels: new ImageData(1, 1),
    layers: /** @type {{ patch: Patch, look: Look }[]} */ ([]),
    style: store.state.look,
    layer,
  };

  /**
   * Paints what has changed since the last time, and nothing else.
   *
   * @param {Size} size
   * @param {{ patch: Patch, look: Look }[]} layers
   */
  const paint = (size, layers) => {
    const { look } = store.state;
    const fresh =
      painted.layer !== layer ||
      painted.style.opacity !== look.opacity ||
      painted.style.outline !== look.outline;
    if (fresh) {
      if (canvas.width !== size.width || canvas.height !== size.height) resize(canvas, size);
      layOver(canvas, layer);
      const { width, height } = painted.pixels;
      const same = width === size.width && height === size.height;
      // Cells are cleared below: new ones would be 3 MB of garbage at each notch of the wheel.
      const pixels = same ? painted.pixels : new ImageData(size.width, size.height);
      painted = { pixels, layers: [], style: look, layer };
    }
    const { pixels, layers: before } = painted;
    const box = fresh
      ? { x0: 0, y0: 0, x1: size.width, y1: size.height }
      : changedBox(before, layers, size);
    painted.layers = layers;
    if (box === null || box.x0 >= box.x1 || box.y0 >= box.y1) return;
    const cells = new Uint32Array(pixels.data.buffer);
    for (let y = box.y0; y < box.y1; y++) {
      cells.fill(0, y * size.width + box.x0, y * size.width + box.x1);
    }
    layPatches(cells, size, layers, look, box);
    context.putImageData(pixels, 0, 0, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  };

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      const image = activeImage(store.state);
      if (image === null || image.document.picture.width === 0 || store.state.room === null) return;
      draw(image);
    });
  };

  const refresh = () => {
    const image = activeImage(store.state);
    const suggesting = image !== null && suggestionsOf(image).length > 0;
    const objects = image?.document.annotations.length;
    canvas.hidden = !image?.session.everything.on && !objects && !suggesting;
    if (!canvas.hidden) schedule();
  };
  const pacing = createPacing({ now, later: setTimeout, cancel: clearTimeout, draw: refresh });

  store.watch((state) => [activeImage(state)?.session.camera], pacing.move);
  store.watch((state) => {
    const image = activeImage(state);
    const { everything, colours, hidden, draft, selected } = image?.session ?? {};
    const masks = image !== null && everything?.on ? survivors(image) : null;
    const objects = [image?.document.annotations, colours, hidden, draft?.editing, selected];
    const hovered = [image?.runtime.search.hovered, image?.runtime.pointed, state.classes];
    const similar = [image?.runtime.similar, image?.session.suggestions];
    const shown = [masks, ...objects, ...hovered, ...similar];
    return [image?.key, everything?.on, ...shown, state.room, state.look];
  }, refresh);
}

/** @type {WeakMap<readonly FoundMask[], Map<number, Colour>>} */
const coloured = new WeakMap();

/** @param {readonly FoundMask[]} masks */
function coloursOf(masks) {
  const known = coloured.get(masks) ?? colourMasks(masks);
  coloured.set(masks, known);
  return known;
}

/**
 * The masks over a picture, the lowest first: those of everything, then the objects; of each the
 * larger lie below the smaller, as a click finds them, and of equal ones the first lies on top.
 *
 * @param {OpenImage} image
 * @param {Pick<State, "look" | "classes">} state
 * @returns {{ mask: FoundMask, look: Look }[]}
 */
export function masksOver(image, state) {
  const { colours, draft, everything } = image.session;
  const { search, pointed } = image.runtime;
  const { on } = everything;
  const objects = recordsOf(image.document);
  const masks = on ? survivors(image) : [];
  const foundColours = coloursOf(masks);
  // A mask that has become an object is drawn as that.
  const taken = new Set(on ? objects.map(({ segmentation }) => segmentation.counts) : []);
  const found = masks
    .filter(({ record, id }) => id === search.hovered || !taken.has(record.segmentation.counts))
    .sort((a, b) => b.record.area - a.record.area)
    .map((mask) => {
      const state = mask.id === search.hovered ? "hovered" : "plain";
      return { mask, look: look(foundColours.get(mask.id) ?? COLOURS[0], state) };
    });
  const hidden = new Set(image.session.hidden);
  const selected = new Set(image.session.selected);
  const colourOf = colouring(state);
  const own = objects
    .filter(({ id }) => !hidden.has(id) && id !== draft.editing)
    .map((annotation) => {
      const { id } = annotation;
      const chosen = on || selected.has(id) ? "chosen" : "plain";
      const colour = COLOURS[colourOf(annotation, colours[id])];
      const state = id === pointed && chosen === "plain" ? "hovered" : chosen;
      return { mask: shapeOf(annotation), look: look(colour, state) };
    });
  const small = own.reverse().sort((a, b) => b.mask.record.area - a.mask.record.area);
  return [...found, ...small, ...suggested(image, state)];
}

/**
 * Suggestions, the likeliest on top, in the colour that they would have as objects.
 *
 * @param {OpenImage} image
 * @param {Pick<State, "look" | "classes">} state
 * @returns {{ mask: FoundMask, look: Look }[]} none while everything is shown
 */
function suggested(image, state) {
  const left = image.session.everything.on ? [] : suggestionsOf(image);
  if (left.length === 0) return [];
  const picked = pickedSuggestion(image);
  return left.toReversed().map((mask) => {
    const above = mask.score >= ownLine(image, mask);
    const kind = mask === picked ? "picked" : above ? "suggested" : "below";
    const place = state.classes.findIndex(({ name }) => name === labelOf(image, mask));
    const colour = COLOURS[(place < 0 ? 0 : state.classes[place].colour) % COLOURS.length];
    return { mask, look: look(colour, kind) };
  });
}

/**
 * @param {Look["colour"]} colour
 * @param {Look["state"]} state
 * @returns {Look}
 */
const look = (colour, state) => ({ colour, state });
