/**
 * A worker in this very thread: requests and replies are cloned as between threads, and arrive
 * later, so that the page's side can be tested with any actions.
 *
 * @import { WorkerLike } from "../../../static/js/decoder/line.js"
 * @import { Actions, Port } from "../../../static/js/decoder/protocol.js"
 */

import { serve } from "../../../static/js/decoder/protocol.js";

/**
 * @param {Partial<Actions>} actions
 * @returns {WorkerLike & { terminated: boolean, crash(message?: string): void }}
 */
export function localWorker(actions) {
  const worker = {
    /** @type {WorkerLike["onmessage"]} */
    onmessage: null,
    /** @type {WorkerLike["onerror"]} */
    onerror: null,
    /** @type {WorkerLike["onmessageerror"]} */
    onmessageerror: null,
    terminated: false,
    terminate() {
      worker.terminated = true;
    },
    /** @param {unknown} message */
    postMessage(message) {
      const data = structuredClone(message);
      setImmediate(() => port.onmessage?.(/** @type {any} */ ({ data })));
    },
    /** @param {string} [message] */
    crash(message) {
      const event = /** @type {any} */ ({ message });
      worker.onerror?.call(/** @type {any} */ (worker), event);
    },
  };
  /** @type {Port} */
  const port = {
    onmessage: null,
    postMessage(message, transfer) {
      const data = structuredClone(message, { transfer });
      setImmediate(() => {
        if (!worker.terminated)
          worker.onmessage?.call(/** @type {any} */ (worker), /** @type {any} */ ({ data }));
      });
    },
  };
  serve(port, /** @type {Actions} */ (actions));
  return worker;
}
