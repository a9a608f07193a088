/**
 * Objects on the page: their list, their labels, and the files that they leave and come back in.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountExporting } from "./exporting_view.js";
import { mountLabels } from "./labels.js";
import { mountObjects } from "./objects_view.js";

/** @param {Parts} parts */
export function mountObjectViews(parts) {
  mountObjects(parts);
  mountLabels(parts);
  mountExporting(parts);
}
