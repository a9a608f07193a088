/**
 * The composition root: makes the parts and connects them.
 */

import { createActions } from "./actions.js";
import * as api from "./api.js";
import { watchConnection } from "./connection.js";
import { DecoderClient } from "./decoder/client.js";
import { createEverything } from "./everything.js";
import { createExporting } from "./exporting.js";
import { writeAnnotationsInWorker, writeInWorker } from "./formats/client.js";
import { createOpening } from "./opening.js";
import { pixelsOf, readBitmap } from "./picture.js";
import { createSegmenting } from "./segmenting.js";
import { watchSelfTest } from "./self_testing.js";
import { Store } from "./store.js";
import { stringsIn } from "./strings/index.js";
import { createTaking } from "./taking.js";
import { changeRuntime } from "./transitions/page.js";
import { randomUuid } from "./uuid.js";
import { mountCandidates } from "./views/candidates.js";
import { copyPng } from "./views/clipboard.js";
import { mountCorrecting } from "./views/correcting.js";
import { mountDetails } from "./views/details.js";
import { mountEverything } from "./views/everything.js";
import { mountExporting } from "./views/exporting.js";
import { mountGlimpse } from "./views/glimpse.js";
import { mountGlimpsing } from "./views/glimpsing.js";
import { mountHome } from "./views/home.js";
import { mountIntake } from "./views/intake.js";
import { mountLanguage } from "./views/language.js";
import { mountLayer } from "./views/layer.js";
import { mountMarks } from "./views/marks.js";
import { mountObjects } from "./views/objects.js";
import { mountOverlay } from "./views/overlay.js";
import { mountPage } from "./views/page.js";
import { mountPanzoom } from "./views/panzoom.js";
import { mountPicking } from "./views/picking.js";
import { mountPointer } from "./views/pointer.js";
import { mountProgress } from "./views/progress.js";
import { mountReport } from "./views/report.js";
import { mountResult } from "./views/result.js";
import { saveFile } from "./views/save.js";
import { mountShortcuts } from "./views/shortcuts.js";
import { mountStage } from "./views/stage.js";
import { mountStatus } from "./views/status.js";
import { mountTexts } from "./views/texts.js";
import { mountTheme } from "./views/theme.js";
import { mountToasts } from "./views/toasts.js";
import { mountToolbar } from "./views/toolbar.js";

const store = new Store();
const strings = stringsIn(() => store.state.language);
const decoder = new DecoderClient(undefined, (loaded) => store.apply(changeRuntime, loaded));
const now = () => performance.now();
// A frame callback runs just before its frame is painted, a timer set there after that.
const painted = () =>
  /** @type {Promise<void>} */ (new Promise((end) => requestAnimationFrame(() => setTimeout(end))));
/** @param {number} pause milliseconds */
const wait = (pause) => /** @type {Promise<void>} */ (new Promise((end) => setTimeout(end, pause)));

const open = createOpening({ store, api, readBitmap, now, strings });
const segmenting = createSegmenting({ store, decoder, painted, strings });
const everything = createEverything({ store, api, write: writeInWorker, now, strings });
const date = () => new Date().toISOString();
const taking = createTaking({ store, decoder, newId: randomUuid, date, strings });
const exporting = createExporting({
  store,
  decoder,
  write: writeAnnotationsInWorker,
  pixelsOf,
  copy: copyPng,
  strings,
});
const actions = createActions({
  store,
  api,
  decoder,
  open,
  segmenting,
  everything,
  taking,
  exporting,
  saveFile,
  strings,
});
watchConnection({ store, api, wait, strings });
watchSelfTest({ store, decoder, wait, strings });

const parts = { store, actions, strings, now, date, kept: storage() };
for (const mount of [
  mountLanguage,
  mountTheme,
  mountTexts,
  mountPage,
  mountHome,
  mountIntake,
  mountStage,
  mountLayer,
  mountGlimpse,
  mountOverlay,
  mountMarks,
  mountPanzoom,
  mountCorrecting,
  mountPointer,
  mountPicking,
  mountProgress,
  mountToolbar,
  mountGlimpsing,
  mountCandidates,
  mountResult,
  mountEverything,
  mountObjects,
  mountExporting,
  mountDetails,
  mountReport,
  mountShortcuts,
  mountToasts,
  mountStatus,
]) {
  mount(parts);
}

actions.start();

/** @returns {Storage | null} null where a visitor lets nobody keep anything */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
