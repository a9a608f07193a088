/**
 * The worker: connects the decoder's actions to the page. The only importer of onnxruntime-web.
 *
 * The runtime is imported when the first model is loaded, not at the top, so that a runtime that
 * cannot be loaded is answered in words instead of killing the worker without any. The server tells
 * its address, which changes with its content.
 *
 * @import { Runtime } from "./session.js"
 * @import { Threads } from "./threads.js"
 */

import { DecoderError } from "./errors.js";
import { HELLO, serve } from "./protocol.js";
import { chooseThreads } from "./threads.js";
import { createActions } from "./worker_actions.js";

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

serve(scope, createActions({ loadRuntime, fetchFile }));
sayHello();

/**
 * Says that the worker runs. A lock that it holds to its end, under its own name, lets the page
 * notice an end of which nobody is told; only secure contexts have locks.
 */
function sayHello() {
  const hello = () => scope.postMessage(HELLO);
  if (!scope.navigator.locks) {
    hello();
    return;
  }
  scope.navigator.locks.request(scope.name, () => {
    hello();
    return new Promise(() => {});
  });
}

/**
 * @param {string | null} url of the runtime's folder
 * @param {string | null} failure of what ran before
 * @returns {Promise<{ ort: Runtime, threads: Threads }>}
 */
async function loadRuntime(url, failure) {
  const platform = {
    isolated: scope.crossOriginIsolated,
    secure: scope.isSecureContext,
    cores: scope.navigator.hardwareConcurrency,
  };
  const threads = chooseThreads(platform, failure);
  if (url === null) {
    throw new DecoderError("The server lacks the decoder's runtime: run `make setup` there.");
  }
  const folder = new URL(url, scope.location.href).href;
  const ort = await importRuntime(folder);
  ort.env.wasm.numThreads = threads.threads;
  ort.env.wasm.wasmPaths = folder;
  return { ort, threads };
}

/**
 * @param {string} folder
 * @returns {Promise<typeof import("onnxruntime-common")>}
 */
async function importRuntime(folder) {
  try {
    return await import(`${folder}ort.wasm.min.mjs`);
  } catch (error) {
    throw new DecoderError(`The decoder's runtime could not be loaded from ${folder}: ${error}`);
  }
}

/**
 * @param {string} url
 * @returns {Promise<Uint8Array>}
 */
async function fetchFile(url) {
  const problem = "The mask decoder could not be loaded: the server";
  const response = await fetch(url).catch(() => {
    throw new DecoderError(`${problem} does not answer.`);
  });
  if (!response.ok) throw new DecoderError(`${problem} answered ${response.status} for ${url}.`);
  return new Uint8Array(await response.arrayBuffer());
}
