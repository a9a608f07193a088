/**
 * The page's side of writing files of masks: a worker for each file, gone when it is written.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { AnnotationFormatName, More } from "./annotation_formats.js"
 * @import { FormatName } from "./formats.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 *
 * @typedef {(format: FormatName, image: ImageEntry, records: readonly MaskRecord[]) =>
 *   Promise<Blob>} Writer
 *
 * @typedef {(format: AnnotationFormatName, image: ImageEntry, annotations: readonly Annotation[],
 *   more?: More) => Promise<Blob>} AnnotationWriter
 */

/** @type {Writer} */
export const writeInWorker = (format, image, records) => inWorker({ format, image, records });

/** @type {AnnotationWriter} */
export const writeAnnotationsInWorker = (format, image, annotations, more) =>
  inWorker({ format, image, annotations, more });

/**
 * @param {object} request what worker.js takes
 * @returns {Promise<Blob>}
 */
function inWorker(request) {
  const worker = new Worker(new URL("./writing_worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.blob) resolve(data.blob);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(event.message || "The worker that writes files could not start."));
    };
    worker.postMessage(request);
  });
}
