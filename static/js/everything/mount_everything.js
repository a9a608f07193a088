/**
 * Segment everything on the page: its panel, and the pointer over what was found.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountEverything } from "./everything_view.js";
import { mountPicking } from "./picking.js";

/** @param {Parts} parts */
export function mountEverythingViews(parts) {
  mountPicking(parts);
  mountEverything(parts);
}
