/**
 * The stage: the picture, what lies over it, and the ways to look around.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountSharp } from "../windows/sharp_view.js";
import { mountLayer } from "./layer_view.js";
import { mountLooks } from "./looks.js";
import { mountOverlay } from "./overlay.js";
import { mountPanzoom } from "./panzoom.js";
import { mountStage } from "./stage.js";

/** @param {Parts} parts */
export function mountStageViews(parts) {
  mountStage(parts);
  mountLooks(parts);
  mountLayer(parts);
  mountOverlay(parts);
  mountPanzoom(parts);
  mountSharp(parts);
}
