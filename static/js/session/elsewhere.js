/**
 * Pictures that another page of this browser has: it is asked for them, saves what is new, and begins
 * anew without them.
 *
 * @import { Saving } from "./saving.js"
 *
 * @typedef {object} Parts
 * @property {Pick<Saving, "saveNow">} saving
 * @property {Pick<BroadcastChannel, "postMessage" | "addEventListener">} channel to the other pages
 * @property {() => void} reload begins this page anew
 *
 * @typedef {ReturnType<typeof createElsewhere>} Elsewhere
 */

/** Name of the channel between the pages of one browser. */
export const CHANNEL = "pictures";

/** @param {Parts} parts */
export function createElsewhere({ saving, channel, reload }) {
  /** @type {(() => void)[]} */
  let waiting = [];
  channel.addEventListener("message", async ({ data }) => {
    if (data === "give") {
      await saving.saveNow();
      channel.postMessage("given");
      reload();
    } else if (data === "given") {
      for (const settle of waiting) settle();
      waiting = [];
    }
  });
  return {
    /** @returns {Promise<void>} settles when another page has saved its pictures and lets them go */
    fetch() {
      const given = /** @type {Promise<void>} */ (new Promise((settle) => waiting.push(settle)));
      channel.postMessage("give");
      return given;
    },
  };
}
