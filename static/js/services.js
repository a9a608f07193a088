/**
 * Makes the services: what stands between the page's state and the world. They know no document of
 * the browser.
 *
 * @import { Storage } from "./storage/storage.js"
 * @import { Kept } from "./shell/options.js"
 * @import { Store } from "./shell/store.js"
 * @import { Strings } from "./shell/strings/strings.js"
 */

import { createCommenting } from "./comments/commenting.js";
import { watchDecoder } from "./decoder/changing_over.js";
import { DecoderClient } from "./decoder/client.js";
import { watchPreparing } from "./decoder/preparing_ahead.js";
import { watchSelfTest } from "./decoder/self_testing.js";
import { randomUuid } from "./document/uuid.js";
import { createEverything } from "./everything/everything.js";
import { writeAnnotationsInWorker, writeInWorker } from "./formats/writing.js";
import { createLearning } from "./learning/learning.js";
import { createChoosing } from "./objects/choosing.js";
import { createExporting } from "./objects/exporting.js";
import { createImporting } from "./objects/importing.js";
import { createTaking } from "./objects/taking.js";
import { watchMemory } from "./pictures/memory.js";
import { createOpening } from "./pictures/opening.js";
import { cutOutOf, miniatureOf, readBitmap } from "./pictures/picture.js";
import { createPixels } from "./pictures/pixels.js";
import { createPrefilled } from "./prefill/prefilled.js";
import { createPrefilling } from "./prefill/prefilling.js";
import { createClaiming } from "./projects/claiming.js";
import { createManaging } from "./projects/managing.js";
import { createMoving } from "./projects/moving.js";
import { ownDecoder, watchOwnDecoders } from "./projects/own_decoder.js";
import { createProjecting } from "./projects/projecting.js";
import { createQueueOrdering } from "./projects/queue_ordering.js";
import { createRemoving } from "./projects/removing.js";
import { noteSaved } from "./projects/renewing_transitions.js";
import { createSending, sha256OrNone } from "./projects/sending.js";
import { createTimekeeping } from "./projects/timekeeping.js";
import { createWorking } from "./projects/working.js";
import { noteDelivered } from "./projects/working_transitions.js";
import { createSegmenting } from "./prompting/segmenting.js";
import { createRemembering } from "./ranking/remembering.js";
import * as api from "./server/api.js";
import { watchConnection } from "./server/connection.js";
import { sendingAgain } from "./server/healing.js";
import * as learningApi from "./server/learning_api.js";
import { createListening } from "./server/listening.js";
import * as prefillApi from "./server/prefill_api.js";
import * as tabsApi from "./server/project_tabs_api.js";
import * as projectsApi from "./server/projects_api.js";
import { createClaims } from "./session/claims.js";
import { CHANNEL, createElsewhere } from "./session/elsewhere.js";
import { restore } from "./session/restoring.js";
import { createSaving } from "./session/saving.js";
import { createActions } from "./shell/actions.js";
import { watchAttention } from "./shell/attention.js";
import { copyPng } from "./shell/clipboard.js";
import { createLoading } from "./shell/loading.js";
import { notify, replaceWorker } from "./shell/page_transitions.js";
import { saveFile } from "./shell/save.js";
import { watchSight } from "./shell/sight.js";
import { createFinding } from "./similar/finding.js";
import { createKeptWindows, withWindows } from "./storage/kept_windows.js";
import { createServerDocuments, joinDocuments } from "./storage/server_documents.js";
import { openStorage } from "./storage/storage.js";
import { watchTiles } from "./tiles/fetching_tiles.js";
import { watchWindows } from "./windows/fetching.js";

/** Milliseconds that a page has to let its pictures go. */
const LETTING_GO_MS = 15_000;

/**
 * Makes them all, and begins to load what the page needs first.
 *
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Strings} parts.strings
 * @param {() => number} parts.now
 * @param {() => string} parts.date
 * @param {Kept} parts.kept
 */
export async function createServices({ store, strings, now, date, kept }) {
  const decoder = new DecoderClient(undefined, (loaded) => store.apply(replaceWorker, loaded));
  // Both are under way while storage opens: what a first visit waits for comes over the network.
  const loading = createLoading({ store, api, decoder, strings });
  loading.loadGallery();
  loading.loadModel();
  // Files may have come since the start screen was seen the last time.
  store.watch(
    (state) => [state.homeOpen],
    (open) => {
      if (open) loading.loadFolder();
    },
  );
  const outdated = () => store.apply(notify, { message: strings.storageOutdated });
  const kinds = withProjects(await openStorage(outdated), store, strings);
  const windows = createKeptWindows(kinds.lasting);
  const sessions = withWindows(kinds.sessions, windows);
  const storage = { ...kinds, sessions };
  const claims = createClaims(navigator.locks);
  /** @type {import("./session/saving.js").Parts["delivered"]} */
  const delivered = (id, document, contents) =>
    store.apply(noteDelivered, id, document, contents ?? null);
  const saving = createSaving({ store, storage, claims, randomUuid, wait, strings, delivered });
  const opening = createOpening({ store, api, sessions, readBitmap, miniatureOf, now, strings });
  const segmenting = createSegmenting({ store, decoder, painted, wait, strings });
  const healed = sendingAgain(api, opening.send);
  const own = () => ownDecoder(store.state);
  const everything = createEverything({
    store,
    api: healed,
    own,
    write: writeInWorker,
    now,
    strings,
  });
  const newId = randomUuid;
  const timekeeping = createTimekeeping({
    store,
    api: tabsApi,
    kept: storage.timings,
    now,
    date,
    newId,
    strings,
  });
  const keeping = timekeeping.keep;
  const remembering = createRemembering({ store, decoder, api: projectsApi, kept, strings });
  const { learn } = remembering;
  const taking = createTaking({ store, decoder, learn, newId, date, strings, keeping });
  const prefilled = createPrefilled({ store, api: prefillApi });
  const { refuse } = prefilled;
  const finding = createFinding({
    store,
    api: { ...healed, textModel: api.textModel },
    own,
    taking,
    refuse,
    strings,
  });
  const write = writeAnnotationsInWorker;
  const { fileOf, pixelsIn } = createPixels({ api, sessions });
  const exporting = createExporting({ store, decoder, write, pixelsIn, copy: copyPng, strings });
  const importing = createImporting({ store, api, choose: createChoosing(strings), strings });
  const back = (/** @type {number | undefined} */ patience) =>
    restore({ store, storage, claims, saving, strings, patience });
  const channel = new BroadcastChannel(CHANNEL);
  const elsewhere = createElsewhere({ saving, channel, reload: () => location.reload() });
  /** Brings the pictures that another page has to this one. */
  const fetchPictures = async () => {
    await elsewhere.fetch();
    await back(LETTING_GO_MS);
  };
  const sending = createSending({ store, api: projectsApi, sha256: sha256OrNone, strings });
  const fetching = (/** @type {string} */ url, /** @type {RequestInit} */ init) => fetch(url, init);
  const listenTo = createListening({ fetch: fetching, sight: watchSight(), wait });
  const managing = createManaging({ store, api: tabsApi, projects: projectsApi, strings });
  const { documents } = storage;
  const shared = { store, api: projectsApi, files: api, documents, saving, claims };
  const working = createWorking({ ...shared, now, wait, strings });
  const moving = createMoving({
    store,
    api: projectsApi,
    tabs: tabsApi,
    sessions,
    working,
    strings,
  });
  const claiming = createClaiming({ store, api: projectsApi, kept, strings });
  const commenting = createCommenting({ store, api: projectsApi, saving, working, strings });
  const learning = createLearning({ store, api: learningApi, wait, strings });
  const ordering = createQueueOrdering({ store, api: tabsApi, wait, strings });
  const prefilling = createPrefilling({ store, api: prefillApi, wait, strings });
  const ownDecoders = watchOwnDecoders({ store, api: projectsApi });
  const removing = createRemoving({ store, api: projectsApi, strings });
  /** @type {typeof commenting.hear} */
  const hear = (project, event) => {
    commenting.hear(project, event);
    ownDecoders.hear(project, event);
    removing.hear(project, event);
  };
  const listening = { store, api: projectsApi, listenTo, hear };
  const projecting = createProjecting({ ...listening, clock: Date.now, kept, wait, strings });
  const services = {
    opening,
    segmenting,
    everything,
    finding,
    prefilling,
    taking,
    exporting,
    importing,
    sending,
    working,
    claiming,
    commenting,
    saveFile,
  };
  const actions = createActions({ store, api, loading, ...services, fetchPictures, wait, strings });
  watchConnection({ store, api, wait, strings });
  watchMemory({ store });
  watchSelfTest({ store, decoder, wait, strings });
  watchPreparing({ store, decoder, wait });
  watchWindows({ store, api, send: opening.send, kept: windows, wait });
  const decode = (/** @type {Blob} */ blob) => createImageBitmap(blob);
  watchTiles({ store, api, send: opening.send, fileOf, decode, cut: cutOutOf, wait });
  watchDecoder({ store, api, decoder, own, attention: watchAttention(now), wait });
  return {
    actions,
    claiming,
    commenting,
    learning,
    ordering,
    managing,
    moving,
    prefilling,
    projecting,
    remembering,
    removing,
    saving,
    sending,
    timekeeping,
    working,
    /** Brings back the pictures that were open. */
    restore: () => back(undefined),
  };
}

/**
 * @param {Storage} storage
 * @param {Store} store
 * @param {Strings} strings
 * @returns {Storage} that keeps documents of projects at the server
 */
function withProjects(storage, store, strings) {
  const documents = createServerDocuments({
    api: projectsApi,
    reader: () => store.state.projects.person,
    who() {
      const { person } = store.state.projects;
      if (person === null) throw new Error(strings.projectWho);
      return person;
    },
    hear: (id, { before, contents, state, objects }) =>
      store.apply(noteSaved, id, { before, contents, state, objects }),
  });
  return { ...storage, documents: joinDocuments(storage.documents, documents) };
}

/** Ends just after the next frame is painted: a frame callback runs before that, its timer after. */
const painted = () =>
  /** @type {Promise<void>} */ (new Promise((end) => requestAnimationFrame(() => setTimeout(end))));

/** @param {number} pause milliseconds */
const wait = (pause) => /** @type {Promise<void>} */ (new Promise((end) => setTimeout(end, pause)));
