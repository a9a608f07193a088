/**
 * The memory in use: the browser's own, or that of the project whose picture is on the stage. What is
 * kept is learnt at once; to a project it is told as well, where what all people taught adds up. What
 * the server has not heard yet waits in this browser.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import { DecoderClient, MaskChoice } from "../decoder/client.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { FirstClick } from "../pictures/runtime.js"
 * @import { Kept } from "../shell/options.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Lesson } from "./learnt.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<DecoderClient, "compare">} decoder
 * @property {Pick<typeof ProjectsApi, "getMemory" | "teachMemory" | "forgetMemory">} api
 * @property {Kept} kept
 * @property {Strings} strings
 *
 * @typedef {object} KeptObject an object that was kept after a click
 * @property {string} id of the annotation
 * @property {string} label
 * @property {FirstClick} first
 * @property {MaskChoice} wanted its mask, with all corrections
 * @property {OpenImage} image
 *
 * @typedef {ReturnType<typeof createRemembering>} Remembering
 */

import { placeOf } from "../document/places.js";
import { workOnStage } from "../projects/working_transitions.js";
import { ApiError } from "../server/requests.js";
import { notify } from "../shell/page_transitions.js";
import { renderSize, scaleInto } from "../stage/viewport.js";
import { keptMemory, waitingLessons } from "./kept_memory.js";
import { EMPTY_MEMORY, soundMemory, withLesson } from "./learnt.js";
import { remember } from "./ranking_transitions.js";

/** Longest side, pixels, at which the kept mask is compared with the four. */
const COMPARED_SIDE = 512;
/** Lessons that the server takes at once. */
const PORTION = 200;

/** @param {Parts} parts */
export function createRemembering({ store, decoder, api, kept, strings }) {
  const own = keptMemory(kept);
  const waiting = waitingLessons(kept);
  /** Projects whose lessons are on their way. @type {Set<string>} */
  const telling = new Set();

  const projectNow = () => workOnStage(store.state)?.project ?? null;

  /** @param {string} project */
  const tell = async (project) => {
    const { person } = store.state.projects;
    if (person === null || telling.has(project)) return;
    telling.add(project);
    try {
      for (;;) {
        const lessons = waiting.of(project).slice(0, PORTION);
        if (lessons.length === 0) break;
        const sent = lessons.map(({ id, label, features, overlaps }) => ({
          id,
          label,
          rows: rowsOf(features),
          overlaps,
        }));
        try {
          await api.teachMemory(project, sent, person);
        } catch (error) {
          // What is refused would be so again; what was not heard is sent when the server is back.
          if (!(error instanceof ApiError) || error.status < 400 || error.status >= 500) break;
        }
        waiting.remove(project, lessons);
      }
    } finally {
      telling.delete(project);
    }
  };

  /** @param {string} project whose memory is read anew, with what the server has not heard yet */
  const read = async (project) => {
    await tell(project);
    const { person } = store.state.projects;
    const found = soundMemory(await api.getMemory(project, person).catch(() => null));
    // Without an answer what is known stays, which may be what was learnt here alone.
    if (found === null || projectNow() !== project) return;
    store.apply(remember, project, waiting.of(project).reduce(withLesson, found));
  };

  store.watch(
    (state) => [state.activeKey, workOnStage(state)?.project ?? null, state.server],
    (_, project) => {
      const { memoryOf } = store.state;
      if (project === null) {
        // Other tabs may have learnt meanwhile.
        store.apply(remember, null, own.read());
        return;
      }
      const empty = waiting.of(project).reduce(withLesson, EMPTY_MEMORY);
      if (memoryOf !== project) store.apply(remember, project, empty);
      read(project);
    },
  );

  return {
    /**
     * Learns from an object that was kept; one that was learnt from already is passed over.
     *
     * @param {KeptObject} object
     */
    async learn({ id, label, first, wanted, image }) {
      const { picture } = image.document;
      const size = renderSize(picture, scaleInto(picture, COMPARED_SIDE));
      const overlaps = await decoder.compare(first.source, wanted, size).catch(() => null);
      // A worker that was lost takes the lesson with it, and nothing else.
      if (overlaps === null) return;
      /** @type {Lesson} */
      const lesson = { id, label, features: [...first.features], overlaps };
      const project = placeOf(image.document.id)?.project ?? null;
      if (project === null) {
        own.learn(lesson);
        if (store.state.memoryOf === null) store.apply(remember, null, own.read());
        return;
      }
      if (!waiting.add(project, lesson)) return;
      const { memoryOf, memory } = store.state;
      if (memoryOf === project) store.apply(remember, project, withLesson(memory, lesson));
      await tell(project);
    },

    /** Forgets all that the memory in use has learnt. */
    async forget() {
      const { memoryOf: project, projects } = store.state;
      if (project === null) {
        own.forget();
        store.apply(remember, null, own.read());
        return;
      }
      try {
        if (projects.person === null) throw new Error(strings.projectWho);
        await api.forgetMemory(project, projects.person);
        waiting.remove(project, waiting.of(project));
        if (store.state.memoryOf === project) store.apply(remember, project, EMPTY_MEMORY);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        store.apply(notify, { message });
      }
    },
  };
}

/** @param {readonly number[]} features (4 * 17,) */
function rowsOf(features) {
  const width = features.length / 4;
  return [0, 1, 2, 3].map((token) => features.slice(token * width, (token + 1) * width));
}
