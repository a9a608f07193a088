/**
 * Pictures on the page: their ways in, how far the one that is being opened is, and the filmstrip.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountFilmstrip } from "./filmstrip.js";
import { mountIntake } from "./intake_view.js";
import { mountProgress } from "./progress.js";

/** @param {Parts} parts */
export function mountPictureViews(parts) {
  mountIntake(parts);
  mountProgress(parts);
  mountFilmstrip(parts);
}
