/**
 * Measures what each mask of a project takes, says so once where it takes long, and brings the times
 * to the server: each is kept in this browser until the server has it, and counts once however often
 * it is sent.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { NewTiming } from "../server/project_tabs_api.js"
 * @import * as TabsApi from "../server/project_tabs_api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { KeptTimings } from "../storage/kept_timings.js"
 * @import { Hidden } from "./activity.js"
 * @import { Measure } from "./measuring.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof TabsApi, "addTimings">} api
 * @property {KeptTimings} kept
 * @property {() => number} now milliseconds, from any start
 * @property {() => string} date as ISO 8601 has it
 * @property {() => string} newId UUID
 * @property {Strings} strings
 *
 * @typedef {object} KeptTiming
 * @property {string} project id
 * @property {string} person id
 * @property {NewTiming} timing
 *
 * @typedef {ReturnType<typeof createTimekeeping>} Timekeeping
 */

import { ApiError } from "../server/requests.js";
import { notify } from "../shell/page_transitions.js";
import { activeMs, LONGEST_MS } from "./activity.js";
import { correctionsOf, follow, stir } from "./measuring.js";
import { workOnStage } from "./working_transitions.js";

/** Timings that the server takes at once. */
const AT_ONCE = 1000;
/** Statuses of answers that no later attempt changes: such a timing is given up. */
const HOPELESS = new Set([400, 404, 422]);

/** @param {Parts} parts */
export function createTimekeeping({ store, api, kept, now, date, newId, strings }) {
  /** By the picture's key. @type {Map<number, Measure>} */
  const measures = new Map();
  /** When the page could not be seen. @type {Hidden[]} */
  let hidden = [];
  /** @type {number | null} */
  let hiddenSince = null;

  /** @param {number} key @param {Measure | null} measure */
  const note = (key, measure) => {
    if (measure === null) {
      measures.delete(key);
      return;
    }
    const long = !measure.told && activeMs(measure.moments, hidden) > LONGEST_MS;
    measures.set(key, long ? { ...measure, told: true } : measure);
    if (long) store.apply(notify, { kind: "info", message: strings.maskTakesLong });
  };

  store.watch(
    (state) => {
      const image = workOnStage(state)?.image ?? null;
      return [image?.key ?? null, image?.session.draft ?? null];
    },
    (key, draft) => {
      if (key === null || draft === null) return;
      note(key, follow(measures.get(key) ?? null, draft, now()));
    },
  );

  /** Sends what is kept, as far as it is of who works here. */
  const send = async () => {
    const { person } = store.state.projects;
    if (person === null) return;
    for (const [project, entries] of byProject(await kept.all(), person.id)) {
      const timings = entries.map(({ timing }) => timing);
      try {
        await api.addTimings(project, timings, person);
      } catch (error) {
        if (!(error instanceof ApiError) || !HOPELESS.has(error.status)) continue;
      }
      await kept.remove(timings.map(({ id }) => id));
    }
  };
  let last = Promise.resolve();
  const sendSome = () => {
    // Nobody has asked for this: what does not arrive now does later.
    last = last.then(send).catch(() => {});
    return last;
  };
  store.watch(
    (state) => [state.server, state.projects.person],
    (server) => {
      if (server === "ok") sendSome();
    },
  );

  return {
    /** Something was done on the page: a key, the wheel, the pointer. */
    stir() {
      const key = workOnStage(store.state)?.image.key ?? null;
      const measure = key === null ? undefined : measures.get(key);
      if (key !== null && measure !== undefined) note(key, stir(measure, now()));
    },

    /** @param {boolean} seen whether the page can be seen from now on */
    see(seen) {
      if (!seen) hiddenSince ??= now();
      else if (hiddenSince !== null) {
        hidden = [...hidden, [hiddenSince, now()]];
        hiddenSince = null;
      }
    },

    /**
     * The mask on the stage is just being kept.
     *
     * @param {OpenImage} image
     * @param {Annotation} annotation
     */
    async keep(image, annotation) {
      const work = workOnStage(store.state);
      const measure = measures.get(image.key);
      measures.delete(image.key);
      const { person } = store.state.projects;
      if (work === null || work.image.key !== image.key) return;
      if (measure === undefined || person === null) return;
      const spent = Math.round(activeMs([...measure.moments, now()], hidden));
      if (measures.size === 0) hidden = [];
      await kept.put({
        project: work.project,
        person: person.id,
        timing: {
          id: newId(),
          picture_id: work.picture,
          annotation_id: annotation.id,
          label: annotation.label.slice(0, 200),
          stage: work.work.picture?.state === "submitted" ? "review" : "annotate",
          decoder: annotation.model?.decoder_fingerprint ?? "",
          active_ms: spent,
          clicks: measure.clicks,
          corrections: correctionsOf(measure),
          at: date(),
        },
      });
      await sendSome();
    },

    send: sendSome,
  };
}

/**
 * @param {readonly KeptTiming[]} entries
 * @param {string} person id
 * @returns {[project: string, entries: KeptTiming[]][]} theirs, as many as go at once
 */
function byProject(entries, person) {
  const own = entries.filter((each) => each.person === person);
  const projects = [...new Set(own.map(({ project }) => project))];
  return projects.flatMap((project) => {
    const all = own.filter((each) => each.project === project);
    const count = Math.ceil(all.length / AT_ONCE);
    return Array.from({ length: count }, (_, i) => {
      const part = all.slice(i * AT_ONCE, (i + 1) * AT_ONCE);
      return /** @type {[string, KeptTiming[]]} */ ([project, part]);
    });
  });
}
