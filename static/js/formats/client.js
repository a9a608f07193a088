/**
 * The page's side of writing files of masks: a worker for each file, gone when it is written.
 *
 * @import { FormatName } from "./formats.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 *
 * @typedef {(format: FormatName, image: ImageEntry, records: readonly MaskRecord[]) =>
 *   Promise<Blob>} Writer
 */

/** @type {Writer} */
export function writeInWorker(format, image, records) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
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
    worker.postMessage({ format, image, records });
  });
}
