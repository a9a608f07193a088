/**
 * An annotation as a published record, for the formats that know nothing else. Mirrors
 * `sam/formats/published.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { MaskRecord } from "./records.js"
 */

import { insideRuns, rleBox } from "../masks/rle.js";

/**
 * The record of the mask. What the annotation does not know is filled in: scores are 0, as nobody
 * has measured them; the point is the first foreground point, else the middle of the first box, else
 * the middle of the mask's box; the crop is the window, or the whole image.
 *
 * @param {Annotation} annotation
 * @returns {MaskRecord}
 */
export function published(annotation) {
  const { segmentation } = annotation;
  const [height, width] = segmentation.size;
  const { x0, y0, x1, y1 } = rleBox(segmentation) ?? { x0: 0, y0: 0, x1: 0, y1: 0 };
  return {
    segmentation,
    area: insideRuns(segmentation).reduce((sum, [start, end]) => sum + end - start, 0),
    bbox: [x0, y0, Math.max(x1 - x0 - 1, 0), Math.max(y1 - y0 - 1, 0)],
    predicted_iou: annotation.predicted_iou ?? 0,
    point_coords: annotation.point_coords ?? [
      prompted(annotation) ?? [(x0 + x1) / 2, (y0 + y1) / 2],
    ],
    stability_score: annotation.stability_score ?? 0,
    crop_box: annotation.crop_box ?? annotation.window ?? [0, 0, width, height],
  };
}

/**
 * @param {Annotation} annotation
 * @returns {[number, number] | null}
 */
function prompted({ prompts }) {
  for (const prompt of prompts) {
    if (prompt.type === "point" && prompt.label === 1) return [prompt.x, prompt.y];
  }
  for (const prompt of prompts) {
    if (prompt.type === "box") return [(prompt.x0 + prompt.x1) / 2, (prompt.y0 + prompt.y1) / 2];
  }
  return null;
}
