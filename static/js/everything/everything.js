/**
 * Segment everything: while its switch is on, the server's job for the picture on the stage, which
 * goes on when another one takes its place there; and files of what came out.
 *
 * @import * as Api from "../server/api.js"
 * @import { Writer } from "../formats/writing.js"
 * @import { FormatName } from "../formats/formats.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "segmentEverything">} api
 * @property {() => string | null} own fingerprint of the decoder that the picture on the stage is to have;
 *   null for the one in force
 * @property {Writer} write
 * @property {() => number} now milliseconds
 * @property {Strings} strings
 *
 * @typedef {object} EverythingJobs
 * @property {() => void} cancel the job; what it has found stays
 * @property {() => void} restart
 * @property {(format: FormatName) => Promise<{ blob: Blob, name: string } | null>} writeFile of the
 *   masks that pass the filters; null when it could not be written
 */

import { FORMATS } from "../formats/formats.js";
import { imageNumber } from "../formats/records.js";
import { ApiError } from "../server/api.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { advanceEverything, endEverything, startEverything } from "./everything_transitions.js";
import { foundMask } from "./found.js";
import { survivors } from "./survivors.js";

/**
 * @param {Parts} parts
 * @returns {EverythingJobs}
 */
export function createEverything({ store, api, own, write, now, strings }) {
  /** @type {{ key: number, preset: Api.Preset, abort: AbortController } | null} */
  let running = null;

  /** @param {OpenImage} image */
  const run = async ({ key, document, session }) => {
    const { id } = document.picture;
    const { preset } = session.everything;
    if (id === null) return;
    const job = { key, preset, abort: new AbortController() };
    const { signal } = job.abort;
    running?.abort.abort();
    running = job;
    store.apply(startEverything, key, now());
    let last = { done: 0, total: 0 };
    /** @type {string | null} */
    let decoder = null;
    const onDecoder = (/** @type {string | null} */ fingerprint) => {
      decoder = fingerprint;
    };
    try {
      for await (const events of api.segmentEverything(
        id,
        { preset, candidates: true },
        { signal, decoder: own(), onDecoder },
      )) {
        const found = events
          .filter((event) => event.event === "mask")
          .map(({ event: _, id: number, ...record }) => foundMask(number, record, decoder));
        const progress = events.findLast((event) => event.event === "progress");
        if (progress) last = progress;
        store.apply(advanceEverything, key, { found, done: last.done, total: last.total });
      }
      store.apply(endEverything, key, "done", now());
    } catch (error) {
      // Another job of this picture has begun: its state is not this one's to end.
      if (running !== job && running?.key === key) return;
      // One that made way for another picture's begins anew when its own is on the stage again.
      const aborted = running === job ? "stopped" : "idle";
      store.apply(endEverything, key, signal.aborted ? aborted : "failed", now());
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) reportError(error);
      const message = error instanceof Error ? error.message : String(error);
      store.apply(notify, {
        message: strings.errorEverything(message),
        retry: { type: "everything" },
      });
    } finally {
      if (running === job) running = null;
    }
  };

  store.watch(
    (state) => {
      const image = activeImage(state);
      const { step, search } = image?.runtime ?? {};
      const on = image?.session.everything.on ?? false;
      const wanted = on && step === "ready" && search?.status === "idle";
      return [image?.key, wanted, state.images.length];
    },
    (_, wanted) => {
      const { images } = store.state;
      if (running && !images.some(({ key }) => key === running?.key)) running.abort.abort();
      const image = activeImage(store.state);
      if (wanted && image !== null) run(image);
    },
  );

  return {
    cancel: () => running?.abort.abort(),
    restart() {
      const image = activeImage(store.state);
      if (image?.runtime.step === "ready") run(image);
    },
    async writeFile(format) {
      const image = activeImage(store.state);
      const { id = null, width = 0, height = 0, file_name = "" } = image?.document.picture ?? {};
      if (image === null || id === null) return null;
      const masks = survivors(image);
      const entry = { image_id: imageNumber(id), width, height, file_name };
      try {
        const blob = await write(
          format,
          entry,
          masks.map(({ record }) => record),
        );
        return { blob, name: `${file_name}${FORMATS[format].suffix}` };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        store.apply(notify, { message: strings.errorFile(why) });
        return null;
      }
    },
  };
}
