/**
 * Starts the worker and keeps an eye on it.
 *
 * A worker that throws says so; one that the browser ends, to save memory say, just falls silent. So
 * each holds a lock under its own name for as long as it lives (`worker.js`). Whoever is granted it
 * next knows that the worker is gone.
 *
 * @import { WorkerLike } from "./line.js"
 */

/** @returns {WorkerLike} whose end is an "error" event, however it comes */
export function startWorker() {
  const name = `decoder ${Math.random()}`;
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });
  const mourn = () => worker.dispatchEvent(new Event("error"));
  // Its first message says that it has the lock.
  worker.addEventListener("message", () => navigator.locks?.request(name, mourn), { once: true });
  return worker;
}
