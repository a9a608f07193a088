/**
 * A server that was started anew knows none of the pictures that it had. Whoever asks about one of
 * them gets it sent again first.
 *
 * @import * as Api from "./api.js"
 *
 * @typedef {Pick<typeof Api, "segmentEverything">} Asking
 */

import { ApiError } from "./api.js";

/**
 * @param {Asking} api
 * @param {(id: string) => Promise<void>} send a picture, by the server's id
 * @returns {Asking}
 */
export function sendingAgain(api, send) {
  return {
    async *segmentEverything(id, settings, options) {
      try {
        yield* api.segmentEverything(id, settings, options);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        await send(id);
        yield* api.segmentEverything(id, settings, options);
      }
    },
  };
}
