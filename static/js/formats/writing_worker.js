/**
 * Writes files of masks beside the page, which a large ZIP would hold up for seconds.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { AnnotationFormatName, More } from "./annotation_formats.js"
 * @import { FormatName } from "./formats.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 *
 * @typedef {{ format: FormatName, image: ImageEntry, records: MaskRecord[] }} RecordsRequest
 * @typedef {{ format: AnnotationFormatName, image: ImageEntry, annotations: Annotation[],
 *   more?: More }} AnnotationsRequest
 */

import { ANNOTATION_FORMATS } from "./annotation_formats.js";
import { FORMATS } from "./formats.js";

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage({ blob: await written(data) });
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {RecordsRequest | AnnotationsRequest} request */
function written(request) {
  if ("records" in request) return FORMATS[request.format].write(request.image, request.records);
  const { format, image, annotations, more } = request;
  return ANNOTATION_FORMATS[format].write(image, annotations, more);
}
