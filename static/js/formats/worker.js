/**
 * Writes files of masks beside the page, which a large ZIP would hold up for seconds.
 *
 * @import { FormatName } from "./formats.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { FORMATS } from "./formats.js";

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.onmessage = async ({ data }) => {
  /** @type {{ format: FormatName, image: ImageEntry, records: MaskRecord[] }} */
  const { format, image, records } = data;
  try {
    scope.postMessage({ blob: await FORMATS[format].write(image, records) });
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
