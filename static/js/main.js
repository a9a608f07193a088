/**
 * The composition root: makes the parts and connects them.
 */

import { DecoderClient } from "./decoder/client.js";
import { watchSelfTest } from "./decoder/self_testing.js";
import { openStorage } from "./document/storage.js";
import { randomUuid } from "./document/uuid.js";
import { createEverything } from "./everything/everything.js";
import { mountEverything } from "./everything/everything_view.js";
import { mountPicking } from "./everything/picking.js";
import { writeAnnotationsInWorker, writeInWorker } from "./formats/writing.js";
import { createExporting } from "./objects/exporting.js";
import { mountExporting } from "./objects/exporting_view.js";
import { mountLabels } from "./objects/labels.js";
import { mountObjects } from "./objects/objects_view.js";
import { createTaking } from "./objects/taking.js";
import { mountFilmstrip } from "./pictures/filmstrip.js";
import { mountIntake } from "./pictures/intake_view.js";
import { watchMemory } from "./pictures/memory.js";
import { createOpening } from "./pictures/opening.js";
import { miniatureOf, pixelsOf, readBitmap } from "./pictures/picture.js";
import { mountProgress } from "./pictures/progress.js";
import { mountCandidates } from "./prompting/candidates.js";
import { mountCorrecting } from "./prompting/correcting.js";
import { mountCrosshair } from "./prompting/crosshair.js";
import { mountGlimpse } from "./prompting/glimpse.js";
import { mountGlimpsing } from "./prompting/glimpsing.js";
import { mountMarks } from "./prompting/marks_view.js";
import { mountPointer } from "./prompting/pointer.js";
import { mountResult } from "./prompting/result.js";
import { createSegmenting } from "./prompting/segmenting.js";
import { mountToolbar } from "./prompting/toolbar.js";
import * as api from "./server/api.js";
import { watchConnection } from "./server/connection.js";
import { sendingAgain } from "./server/healing.js";
import { createClaims } from "./session/claims.js";
import { mountComeback } from "./session/comeback.js";
import { mountLeaving } from "./session/leaving.js";
import { restore } from "./session/restoring.js";
import { createSaving } from "./session/saving.js";
import { createActions } from "./shell/actions.js";
import { copyPng } from "./shell/clipboard.js";
import { mountDetails } from "./shell/details.js";
import { mountHelp } from "./shell/help.js";
import { mountHome } from "./shell/home.js";
import { mountLanguage } from "./shell/language.js";
import { mountPage } from "./shell/page.js";
import { changeRuntime } from "./shell/page_transitions.js";
import { mountReport } from "./shell/report_view.js";
import { saveFile } from "./shell/save.js";
import { mountShortcuts } from "./shell/shortcuts.js";
import { mountStatus } from "./shell/status.js";
import { Store } from "./shell/store.js";
import { stringsIn } from "./shell/strings/strings.js";
import { mountTexts } from "./shell/texts.js";
import { mountTheme } from "./shell/theme.js";
import { mountToasts } from "./shell/toasts.js";
import { mountLayer } from "./stage/layer_view.js";
import { mountLooks } from "./stage/looks.js";
import { mountOverlay } from "./stage/overlay.js";
import { mountPanzoom } from "./stage/panzoom.js";
import { mountStage } from "./stage/stage.js";

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
