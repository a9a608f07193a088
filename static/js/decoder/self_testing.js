/**
 * When the decoder tests itself: once for each that is loaded, while nobody waits for anything. Whatever
 * happens on the page puts it off; what is asked while it runs makes it give way half-way, until the
 * next rest.
 *
 * @import { DecoderClient } from "./client.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { unanswered } from "../prompting/wanted.js";
import { finishSelfTest, notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { atRest } from "./at_rest.js";
import { Superseded } from "./errors.js";

/** How long nothing must have happened: a hand that is at work seldom rests so long. */
const REST_MS = 1000;

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Pick<DecoderClient, "selfTest">} parts.decoder
 * @param {(pause: number) => Promise<void>} parts.wait
 * @param {Strings} parts.strings
 */
export function watchSelfTest({ store, decoder, wait, strings }) {
  const test = async () => {
    const { info } = store.state.model;
    try {
      const tested = await decoder.selfTest();
      if (tested === null || store.state.model.info !== info) return;
      finish(tested.fault, tested.milliseconds);
    } catch (error) {
      // Another decoder is on its way, whose turn comes.
      if (error instanceof Superseded) return;
      finish(error instanceof Error ? error.message : String(error), null);
    }
  };

  /**
   * @param {string | null} fault
   * @param {number | null} milliseconds
   */
  const finish = (fault, milliseconds) => {
    store.apply(finishSelfTest, fault, milliseconds);
    if (fault === null) return;
    store.apply(notify, { message: strings.errorSelfTest(fault), retry: { type: "model" } });
  };

  atRest({ store, wait }, REST_MS, isDue, test);
}

/**
 * @param {State} state
 * @returns {boolean} whether the decoder has not been tested yet, and nobody waits for an answer
 */
function isDue(state) {
  const { status, selfTest } = state.model;
  if (status !== "ready" || selfTest.status !== "waiting") return false;
  const image = activeImage(state);
  return image === null || (image.runtime.step === "ready" && unanswered(image).length === 0);
}
