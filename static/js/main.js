/**
 * The composition root: makes the parts and connects them.
 */

import { createActions } from "./actions.js";
import * as api from "./api.js";
import { createClaims } from "./claims.js";
import { watchConnection } from "./connection.js";
import { DecoderClient } from "./decoder/client.js";
import { createEverything } from "./everything.js";
import { createExporting } from "./exporting.js";
import { writeAnnotationsInWorker, writeInWorker } from "./formats/client.js";
import { sendingAgain } from "./healing.js";
import { watchMemory } from "./memory.js";
import { createOpening } from "./opening.js";
import { miniatureOf, pixelsOf, readBitmap } from "./picture.js";
import { restore } from "./restoring.js";
import { createSaving } from "./saving.js";
import { createSegmenting } from "./segmenting.js";
import { watchSelfTest } from "./self_testing.js";
import { openStorage } from "./storage.js";
import { Store } from "./store.js";
import { stringsIn } from "./strings/index.js";
import { createTaking } from "./taking.js";
import { changeRuntime } from "./transitions/page.js";
import { randomUuid } from "./uuid.js";
import { mountCandidates } from "./views/candidates.js";
import { copyPng } from "./views/clipboard.js";
import { mountComeback } from "./views/comeback.js";
import { mountCorrecting } from "./views/correcting.js";
import { mountCrosshair } from "./views/crosshair.js";
import { mountDetails } from "./views/details.js";
import { mountEverything } from "./views/everything.js";
import { mountExporting } from "./views/exporting.js";
import { mountFilmstrip } from "./views/filmstrip.js";
import { mountGlimpse } from "./views/glimpse.js";
import { mountGlimpsing } from "./views/glimpsing.js";
import { mountHelp } from "./views/help.js";
import { mountHome } from "./views/home.js";
import { mountIntake } from "./views/intake.js";
import { mountLabels } from "./views/labels.js";
import { mountLanguage } from "./views/language.js";
import { mountLayer } from "./views/layer.js";
import { mountLeaving } from "./views/leaving.js";
import { mountLooks } from "./views/looks.js";
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

const storage = await openStorage();
const claims = createClaims(navigator.locks);
const saving = createSaving({ store, storage, claims, randomUuid, wait, strings });
const opening = createOpening({ store, api, storage, readBitmap, miniatureOf, now, strings });
const segmenting = createSegmenting({ store, decoder, painted, strings });
const everything = createEverything({
  store,
  api: sendingAgain(api, opening.send),
  write: writeInWorker,
  now,
  strings,
});
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
  opening,
  segmenting,
  everything,
  taking,
  exporting,
  saveFile,
  wait,
  strings,
});
watchConnection({ store, api, wait, strings });
watchMemory({ store });
watchSelfTest({ store, decoder, wait, strings });

const parts = { store, actions, saving, strings, now, date, kept: settings() };
for (const mount of [
  mountLanguage,
  mountTheme,
  mountTexts,
  mountPage,
  mountHome,
  mountIntake,
  mountStage,
  mountLooks,
  mountLayer,
  mountGlimpse,
  mountOverlay,
  mountMarks,
  mountPanzoom,
  mountCrosshair,
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
  mountLabels,
  mountExporting,
  mountDetails,
  mountReport,
  mountShortcuts,
  mountHelp,
  mountToasts,
  mountStatus,
  mountFilmstrip,
  mountLeaving,
]) {
  mount(parts);
}

actions.start();
const restored = restore({ store, storage, claims, saving, strings });
mountComeback({ ...parts, restored });

/** @returns {Storage | null} null where a visitor lets nobody keep anything */
function settings() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
