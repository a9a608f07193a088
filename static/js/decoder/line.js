/**
 * The line to one worker: a promise per request, by id.
 *
 * @import { Exchanges, Reply } from "./protocol.js"
 *
 * @typedef {Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror" | "onmessageerror">
 *   } WorkerLike
 */

import { DecoderError, DecoderLost } from "./errors.js";
import { revive } from "./protocol.js";

export class Line {
  #worker;
  #onLost;
  #nextId = 1;
  /** @type {Map<number, { resolve(result: any): void, reject(error: Error): void }>} */
  #owed = new Map();
  /** @type {Error | null} */
  #closed = null;
  #alive = false;

  /**
   * @param {WorkerLike} worker
   * @param {() => void} onLost called when the worker has stopped by itself, or is of no more use
   */
  constructor(worker, onLost) {
    this.#worker = worker;
    this.#onLost = onLost;
    worker.onmessage = ({ data }) => {
      this.#alive = true;
      this.#settle(data);
    };
    const stopped = (/** @type {Event} */ event) => {
      const cause = "message" in event && event.message ? ` (${event.message})` : "";
      this.#lose(
        this.#alive
          ? new DecoderLost(`The mask decoder stopped unexpectedly${cause}.`)
          : new DecoderError(`The mask decoder could not be started${cause}.`),
      );
    };
    worker.onerror = stopped;
    worker.onmessageerror = stopped;
  }

  /**
   * @template {keyof Exchanges} Action
   * @param {Action} action
   * @param {Exchanges[Action]["argument"]} argument copied to the worker
   * @returns {Promise<Exchanges[Action]["result"]>}
   */
  ask(action, argument) {
    if (this.#closed !== null) return Promise.reject(this.#closed);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#owed.set(id, { resolve, reject });
      this.#worker.postMessage({ id, action, argument });
    });
  }

  /**
   * Stops the worker; what it still owes rejects with the error.
   *
   * @param {Error} error
   */
  close(error) {
    this.#closed = error;
    this.#worker.terminate();
    for (const { reject } of this.#owed.values()) reject(error);
    this.#owed.clear();
  }

  /** @param {Reply} reply */
  #settle(reply) {
    const request = this.#owed.get(reply.id);
    this.#owed.delete(reply.id);
    if (!("error" in reply)) {
      request?.resolve(reply.result);
      return;
    }
    const error = revive(reply.error);
    request?.reject(error);
    if (error instanceof DecoderLost) this.#lose(error);
  }

  /** @param {DecoderError} error */
  #lose(error) {
    if (this.#closed !== null) return;
    this.close(error);
    this.#onLost();
  }
}
