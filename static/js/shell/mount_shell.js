/**
 * The page around the features: what they stand in, and what stands beside them.
 *
 * @import { Commenting } from "../comments/commenting.js"
 * @import { Claiming } from "../projects/claiming.js"
 * @import { Learning } from "../learning/learning.js"
 * @import { QueueOrdering } from "../projects/queue_ordering.js"
 * @import { Prefilling } from "../prefill/prefilling.js"
 * @import { Managing } from "../projects/managing.js"
 * @import { Moving } from "../projects/moving.js"
 * @import { Projecting } from "../projects/projecting.js"
 * @import { Removing } from "../projects/removing.js"
 * @import { Sender } from "../projects/sending.js"
 * @import { Timekeeping } from "../projects/timekeeping.js"
 * @import { Working } from "../projects/working.js"
 * @import { Remembering } from "../ranking/remembering.js"
 * @import { Saving } from "../session/saving.js"
 * @import { Actions } from "./actions.js"
 * @import { Kept } from "./options.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 *
 * @typedef {object} Parts what every view is handed, and takes what it needs of
 * @property {Store} store
 * @property {Actions} actions
 * @property {Claiming} claiming
 * @property {Commenting} commenting
 * @property {Learning} learning
 * @property {QueueOrdering} ordering
 * @property {Prefilling} prefilling
 * @property {Managing} managing
 * @property {Moving} moving
 * @property {Projecting} projecting
 * @property {Remembering} remembering
 * @property {Removing} removing
 * @property {Saving} saving
 * @property {Sender} sending
 * @property {Timekeeping} timekeeping
 * @property {Working} working
 * @property {Strings} strings
 * @property {() => number} now milliseconds, from any start
 * @property {() => string} date and time, as ISO 8601 has them
 * @property {Kept} kept
 */

import { mountDetails } from "./details.js";
import { mountFocus } from "./focus.js";
import { mountHelp } from "./help.js";
import { mountHome } from "./home.js";
import { mountLanguage } from "./language.js";
import { mountLayout } from "./layout.js";
import { mountPage } from "./page.js";
import { mountReport } from "./report_view.js";
import { mountShortcuts } from "./shortcuts.js";
import { mountStatus } from "./status.js";
import { mountTexts } from "./texts.js";
import { mountTheme } from "./theme.js";
import { mountToasts } from "./toasts.js";
import { mountTooltips } from "./tooltips.js";

/**
 * What the features stand in, so it is there before them.
 *
 * @param {Parts} parts
 */
export function mountSurroundings(parts) {
  mountLanguage(parts);
  mountTheme(parts);
  mountTexts(parts);
  mountTooltips(parts);
  mountLayout(parts);
  mountPage(parts);
  mountHome(parts);
}

/**
 * What stands beside the features.
 *
 * @param {Parts} parts
 */
export function mountCompanions(parts) {
  mountDetails(parts);
  mountReport(parts);
  mountShortcuts(parts);
  mountHelp(parts);
  mountToasts(parts);
  mountStatus(parts);
  mountFocus(parts);
}
