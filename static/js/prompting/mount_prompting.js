/**
 * Prompting on the page: hands and keys on the stage, what they have marked, and what came out.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { mountRanking } from "../ranking/ranking_view.js";
import { mountCandidates } from "./candidates.js";
import { mountCorrecting } from "./correcting.js";
import { mountCrosshair } from "./crosshair.js";
import { mountGlimpse } from "./glimpse.js";
import { mountGlimpsing } from "./glimpsing.js";
import { mountLoupe } from "./loupe.js";
import { mountMarks } from "./marks_view.js";
import { mountMaskBar } from "./mask_bar.js";
import { mountPointer } from "./pointer.js";
import { mountResult } from "./result.js";
import { mountToolbar } from "./toolbar.js";
import { mountTouchHint } from "./touch_hint.js";

/** @param {Parts} parts */
export function mountPromptViews(parts) {
  mountGlimpse(parts);
  mountMarks(parts);
  // What the crosshair and a correcting tool take up is kept from those after them.
  mountCrosshair(parts);
  mountCorrecting(parts);
  mountPointer(parts);
  mountTouchHint(parts);
  mountToolbar(parts);
  mountGlimpsing(parts);
  mountCandidates(parts);
  mountResult(parts);
  // What it says makes the bar larger.
  mountRanking(parts);
  mountMaskBar(parts);
  mountLoupe(parts);
}
