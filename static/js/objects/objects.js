/**
 * Objects: masks that were taken, as annotations, and what the page makes of these.
 *
 * @import { FoundMask } from "../everything/found.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { ChosenMark } from "../prompting/prompts.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Answer } from "../pictures/runtime.js"
 * @import { Draft } from "../session/picture_session.js"
 * @import { ModelInfo } from "../server/api.js"
 * @import { Box, ImagePoint } from "../stage/geometry.js"
 * @import { Window } from "../windows/windows.js"
 *
 * @typedef {object} Identity what no picture tells
 * @property {string} id UUID
 * @property {string} now as ISO 8601 has it
 * @property {string} name
 * @property {string} label
 * @property {ModelInfo | null} info of the model in use
 * @property {Annotation["picture"]} [picture] that it is of, once the server has named it
 */

import { covers, foundMask } from "../everything/found.js";
import { newAnnotation } from "../formats/annotation.js";
import { published } from "../formats/published.js";
import { firstEndingAfter } from "../masks/rle.js";
import { EMPTY_PROMPT, isEmptyPrompt, marksOf, replay } from "../prompting/prompts.js";
import { sameWindow, wholeOf, windowNumbers, windowOfNumbers } from "../windows/windows.js";

/**
 * The mask on the stage as an annotation.
 *
 * @param {OpenImage} image
 * @param {Rle} segmentation its mask at the picture's own size
 * @param {Identity} identity
 * @returns {Annotation}
 */
export function maskAnnotation({ session, runtime }, segmentation, identity) {
  const { prompt, chosen, corrections } = session.draft;
  const { answer } = runtime;
  const prompted = !isEmptyPrompt(prompt) && answer?.prompt === prompt;
  const candidates = prompted ? answer.candidates.map(({ token, iou }) => ({ token, iou })) : [];
  const token = prompted ? (chosen ?? answer.candidates[0].token) : null;
  return newAnnotation({
    ...common(identity),
    segmentation,
    prompts: marksOf(prompt, token).map((mark, i) =>
      written(i === 0 ? settled(mark, answer) : mark),
    ),
    corrections,
    candidates,
    chosen: token,
    source: prompted ? "prompt" : "manual",
    predicted_iou: candidates.find((candidate) => candidate.token === token)?.iou ?? null,
    model: prompted ? modelOf(identity.info, answer.source.decoder) : null,
    ...(prompted && seenIn(answer.window, segmentation)),
  });
}

/**
 * @param {Window} window that a mask was found in
 * @param {Rle} mask
 * @returns {Pick<Annotation, "window">} nothing where it is all of the picture
 */
function seenIn(window, { size: [height, width] }) {
  return sameWindow(window, wholeOf({ width, height })) ? {} : { window: windowNumbers(window) };
}

/**
 * The first mark, with the token that a memory chose for it: what is refined later refines the same.
 *
 * @param {ChosenMark} mark
 * @param {Answer | null} answer
 * @returns {ChosenMark}
 */
function settled(mark, answer) {
  const { first = null } = answer ?? {};
  return mark.chosen === null && first?.ranked ? { ...mark, chosen: first.token } : mark;
}

/**
 * A mask of everything as an annotation.
 *
 * @param {FoundMask} mask
 * @param {Identity} identity
 * @returns {Annotation}
 */
export function foundAnnotation({ record, decoder }, identity) {
  return newAnnotation({
    ...common(identity),
    segmentation: record.segmentation,
    source: "everything",
    predicted_iou: record.predicted_iou,
    stability_score: record.stability_score,
    point_coords: record.point_coords,
    crop_box: record.crop_box,
    model: modelOf(identity.info, decoder),
  });
}

/**
 * What has to be on the stage for an object to be refined: its prompts and corrections, or its
 * pixels where nothing else is known of how it came about.
 *
 * @param {Annotation} annotation
 * @returns {Pick<Draft, "prompt" | "chosen" | "corrections">}
 */
export function reopened({ prompts, chosen, corrections, segmentation, window: part }) {
  const marks = prompts.filter((prompt) => prompt.type !== "text");
  if (marks.length === 0) {
    const known = corrections.length > 0;
    const pixels = { type: /** @type {const} */ ("pixels"), add: true, segmentation };
    return { prompt: EMPTY_PROMPT, chosen: null, corrections: known ? corrections : [pixels] };
  }
  // In the window that the mask is of, whatever is seen of the picture now.
  const windowing = () => (part ? windowOfNumbers(part) : null);
  return { ...replay(marks.map(read), EMPTY_PROMPT, windowing), chosen, corrections };
}

/** @type {WeakMap<Annotation, FoundMask>} */
const shapes = new WeakMap();

/**
 * @param {Annotation} annotation
 * @returns {FoundMask} its mask as those of everything are kept, worked out once
 */
export function shapeOf(annotation) {
  const known = shapes.get(annotation);
  if (known) return known;
  const shape = foundMask(-1, published(annotation));
  shapes.set(annotation, shape);
  return shape;
}

/**
 * The object that a pixel belongs to: of those that can be seen and cover it, the smallest, which is
 * the one on top.
 *
 * @param {OpenImage} image
 * @param {ImagePoint} pixel whole
 * @returns {Annotation | null}
 */
export function objectAt({ document, session: { hidden, draft } }, pixel) {
  const away = new Set([...hidden, draft.editing]);
  /** @type {Annotation | null} */
  let smallest = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { record } of document.annotations) {
    const shape = shapeOf(record);
    if (shape.record.area >= least || away.has(record.id) || !covers(shape, pixel)) continue;
    smallest = record;
    least = shape.record.area;
  }
  return smallest;
}

/**
 * @param {FoundMask} shape
 * @param {Box} box image frame
 * @returns {boolean} whether a pixel of the mask lies in the box
 */
export function touches({ record, runs }, { x0, y0, x1, y1 }) {
  const [left, top, width, height] = record.bbox;
  const right = left + width + 1;
  const bottom = top + height + 1;
  if (record.area === 0 || x1 <= left || y1 <= top || x0 >= right || y0 >= bottom) {
    return false;
  }
  const [rows] = record.segmentation.size;
  const low = Math.max(0, Math.floor(y0));
  const high = Math.ceil(y1);
  for (let x = Math.max(0, Math.floor(x0), left); x < Math.min(x1, right); x++) {
    const start = x * rows + low;
    const run = runs[firstEndingAfter(runs, start)];
    if (run !== undefined && run[0] < x * rows + Math.min(high, rows)) return true;
  }
  return false;
}

/** @param {Identity} identity */
const common = ({ id, now, name, label, picture }) => ({
  id,
  name,
  label,
  created: now,
  ...(picture && { picture }),
});

/**
 * @param {ModelInfo | null} info
 * @param {string | null} decoder that made the mask, which may not be in use any more
 */
function modelOf(info, decoder) {
  if (info === null) return null;
  const { kind, encoder_fingerprint, decoder_fingerprint } = info;
  return { kind, encoder_fingerprint, decoder_fingerprint: decoder ?? decoder_fingerprint };
}

/**
 * @param {ChosenMark} mark
 * @returns {Annotation["prompts"][number]}
 */
function written({ mark, chosen }) {
  return "point" in mark
    ? { type: "point", ...mark.point, chosen }
    : { type: "box", ...mark.box, chosen: null };
}

/**
 * @param {import("../formats/annotation.js").PointPrompt
 *   | import("../formats/annotation.js").BoxPrompt} prompt
 * @returns {ChosenMark}
 */
function read(prompt) {
  if (prompt.type === "box") {
    const { x0, y0, x1, y1 } = prompt;
    return { mark: { box: { x0, y0, x1, y1 } }, chosen: null };
  }
  const { x, y, label, chosen } = prompt;
  return { mark: { point: { x, y, label } }, chosen };
}
