/**
 * A server that was started anew knows none of the pictures that it had. Whoever asks about one of
 * them gets it sent again first.
 *
 * @import * as Api from "./api.js"
 *
 * @typedef {Pick<typeof Api, "segmentEverything" | "findSimilar" | "findWords">} Asking
 */

import { ApiError } from "./api.js";

/**
 * @param {Asking} api
 * @param {(id: string) => Promise<void>} send a picture, by the server's id
 * @returns {Asking}
 */
export function sendingAgain(api, send) {
  /**
   * @template Wanted, Options, Events
   * @param {(id: string, wanted: Wanted, options?: Options) => AsyncGenerator<Events>} ask
   * @returns {(id: string, wanted: Wanted, options?: Options) => AsyncGenerator<Events>}
   */
  const again = (ask) =>
    async function* (id, wanted, options) {
      try {
        yield* ask(id, wanted, options);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        await send(id);
        yield* ask(id, wanted, options);
      }
    };
  return {
    segmentEverything: again(api.segmentEverything),
    findSimilar: again(api.findSimilar),
    findWords: again(api.findWords),
  };
}
