/**
 * The page's side of the decoder: latest wins, abort, and a worker that can be lost.
 *
 * At most one decode runs and at most one waits. A newer one takes the waiting one's place, whose
 * promise rejects with {@link Superseded}; only one that yields never takes the place of one that
 * does not. The running one always finishes, so that a stream of requests (hovering) shows progress
 * rather than starving.
 *
 * A lost worker is replaced by a new one with the same model and picture, and what it owed is asked
 * of that one; only what is lost twice in a row rejects with `DecoderLost`. Where not the worker but
 * what it runs failed, the new one runs the plain decoder, until a model is loaded again.
 *
 * @import { ModelInfo } from "../server/api.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Part, Size } from "../stage/geometry.js"
 * @import { Prompt } from "../prompting/prompts.js"
 * @import { Rows } from "../ranking/features.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { WorkerLike } from "./line.js"
 * @import { BlankSource, Decoded, Drawing, Drawn, Exchanges, Loaded, MaskSource, Named, Prepared, SelfTested } from "./protocol.js"
 *
 * @typedef {object} DecodeResult
 * @property {Float32Array<ArrayBuffer>} iouPredictions (4,) predicted IoU by mask token
 * @property {{ token: number, iou: number }[]} candidates to offer, best first
 * @property {Rows | null} features of the masks of a lone foreground point
 * @property {Drawn & { token: number }} mask of the best candidate
 * @property {number} milliseconds the worker took
 * @property {MaskSource} source what the decode's other masks are drawn from
 *
 * @typedef {object} MaskChoice a mask that is known
 * @property {number} token
 * @property {MaskSource | BlankSource | null} [source] of the decode that is meant; otherwise the
 *   last one's
 * @property {readonly Correction[]} [corrections] by hand
 *
 * @typedef {object} DecodeOptions
 * @property {AbortSignal} [signal]
 * @property {Float32Array | null} [maskInput] (S, S) logits of an earlier decode, to refine them
 * @property {readonly number[] | null} [weights] of a memory that ranks the candidates
 * @property {() => boolean} [yields] asked when another decode comes: whether nobody would miss
 *   this one, as it only guesses what will be wanted
 *
 * @typedef {object} Job a decode that was asked for
 * @property {Prompt} prompt
 * @property {Part} size
 * @property {Float32Array | null} maskInput
 * @property {readonly number[] | null} weights
 * @property {() => boolean} yields
 * @property {(result: DecodeResult) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {boolean} wanted false once it was superseded or aborted
 */

import { tokenLogits } from "../masks/masks.js";
import { DecoderError, DecoderFailed, DecoderLost, Superseded } from "./errors.js";
import { Line } from "./line.js";
import { startWorker } from "./start.js";

export class DecoderClient {
  #workerFactory;
  #onRestored;
  /**
   * The worker in use; `plain` when it is to run the plain decoder, `restored` when it has the
   * model and picture that there were before it.
   *
   * @type {{ line: Line, plain: boolean, restored: Promise<void> } | null}
   */
  #link = null;
  /** @type {string | null} why the plain decoder is to run, in a sentence */
  #failure = null;
  /** @type {ModelInfo | null} */
  #model = null;
  /** @type {Embedding | null} */
  #embedding = null;
  /** @type {Embedding | null} the same, from when the worker is asked to take it */
  #placed = null;
  /** @type {Job | null} */
  #running = null;
  /** @type {Job | null} */
  #waiting = null;
  /** @type {MaskSource | null} */
  #lastSource = null;
  /** By which the worker knows an embedding again. @type {WeakMap<Embedding, number>} */
  #names = new WeakMap();
  #lastName = 0;

  /**
   * @param {() => WorkerLike} [workerFactory]
   * @param {(loaded: Loaded) => void} [onRestored] called when a worker has taken a lost one's place
   */
  constructor(workerFactory = startWorker, onRestored = () => {}) {
    this.#workerFactory = workerFactory;
    this.#onRestored = onRestored;
  }

  /**
   * Loads a model's decoder, in place of the one before. The embedding has to be set again.
   *
   * @param {ModelInfo} model
   * @returns {Promise<Loaded>}
   */
  async load(model) {
    this.dispose();
    this.#failure = null;
    const loaded = await this.#insist((line) => this.#load(line, model));
    this.#model = model;
    return loaded;
  }

  /**
   * Changes over to another decoder of the same image encoder, and puts the picture in place there.
   * What was asked before is answered by the one before, what is asked from now on by the new one,
   * which the worker loads between two requests.
   *
   * @param {ModelInfo} model
   * @returns {Promise<Loaded>}
   * @throws {DecoderError} it could not be loaded; the one before is in use
   */
  async changeOver(model) {
    const loaded = await this.#insist((line) => {
      const loading = this.#load(line, model);
      // Nothing may come between the two: a decode would find no picture. What is wrong with the
      // picture is said to whoever puts it in place.
      if (this.#placed !== null)
        line.ask("setEmbedding", this.#named(this.#placed)).catch(() => {});
      return loading;
    });
    this.#model = model;
    return loaded;
  }

  /**
   * Puts a picture in place. Decodes still under way for the one before are superseded.
   *
   * @param {Embedding} embedding
   * @returns {Promise<Prepared>}
   * @throws {import("./errors.js").FingerprintMismatch}
   */
  async setEmbedding(embedding) {
    this.#forgetPicture();
    this.#placed = embedding;
    const prepared = await this.#ask("setEmbedding", this.#named(embedding));
    this.#embedding = embedding;
    return prepared;
  }

  /**
   * Prepares a picture that is likely to be put in place next. The one in place stays there.
   *
   * @param {Embedding} embedding
   * @returns {Promise<Prepared | null>} null when it has given way to another request
   * @throws {import("./errors.js").FingerprintMismatch}
   */
  async prepareAhead(embedding) {
    return this.#ask("prepareAhead", this.#named(embedding));
  }

  /**
   * Decodes a prompt and draws the mask of its best candidate.
   *
   * @param {Prompt} prompt
   * @param {Part} size of the mask to draw
   * @param {DecodeOptions} [options]
   * @returns {Promise<DecodeResult>}
   * @throws {Superseded}
   */
  decode(prompt, size, { signal, maskInput = null, weights = null, yields = () => false } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      if (this.#waiting !== null && !this.#waiting.yields() && yields()) {
        reject(new Superseded());
        return;
      }
      const job = { prompt, size, maskInput, weights, yields, resolve, reject, wanted: true };
      signal?.addEventListener("abort", () => {
        if (this.#waiting === job) this.#waiting = null;
        drop(job, signal.reason);
      });
      drop(this.#waiting, new Superseded());
      this.#waiting = job;
      this.#advance();
    });
  }

  /**
   * Draws the mask of one of a decode's tokens, without decoding again.
   *
   * @param {MaskChoice} choice
   * @param {Part} size
   * @returns {Promise<Drawn & { token: number }>}
   */
  async render(choice, size) {
    const mask = await this.#ask("render", this.#drawing(choice, size));
    return { ...mask, token: choice.token };
  }

  /**
   * The mask as a PNG file, made in the worker.
   *
   * @param {MaskChoice} choice
   * @param {Size} size
   * @returns {Promise<Blob>}
   */
  async png(choice, size) {
    return this.#ask("png", this.#drawing(choice, size));
  }

  /**
   * The mask as an RLE.
   *
   * @param {MaskChoice} choice
   * @param {Size} size
   * @returns {Promise<Rle>}
   */
  async rle(choice, size) {
    return this.#ask("rle", this.#drawing(choice, size));
  }

  /**
   * The pixels of the mask's holes, or those of its islands: all parts but the largest.
   *
   * @param {"holes" | "islands"} what
   * @param {MaskChoice} choice
   * @param {Size} size
   * @returns {Promise<Rle | null>} null where there are none
   */
  async tidy(what, choice, size) {
    return this.#ask("tidy", { what, drawing: this.#drawing(choice, size) });
  }

  /**
   * How much a mask has in common with each of a decode's four.
   *
   * @param {MaskSource} source of the decode
   * @param {MaskChoice} choice
   * @param {Size} size at which they are compared
   * @returns {Promise<number[]>} (4,) IoU
   */
  async compare(source, choice, size) {
    return this.#ask("compare", { source, drawing: this.#drawing(choice, size) });
  }

  /**
   * Asks the decoder what is known already. The picture in place stays there.
   *
   * @returns {Promise<SelfTested | null>} null when it has given way to another request
   */
  async selfTest() {
    return this.#ask("selfTest", null);
  }

  /** Stops the worker. */
  dispose() {
    this.#forgetPicture();
    this.#model = null;
    this.#link?.line.close(new Superseded());
    this.#link = null;
  }

  /**
   * @param {Embedding} embedding
   * @returns {Named}
   */
  #named(embedding) {
    const name = this.#names.get(embedding) ?? ++this.#lastName;
    this.#names.set(embedding, name);
    return { ...embedding, name };
  }

  #forgetPicture() {
    drop(this.#waiting, new Superseded());
    drop(this.#running, new Superseded());
    this.#waiting = null;
    this.#running = null;
    this.#embedding = null;
    this.#placed = null;
    this.#lastSource = null;
  }

  async #advance() {
    if (this.#running !== null || this.#waiting === null) return;
    const job = this.#waiting;
    this.#running = job;
    this.#waiting = null;
    try {
      const { prompt, size, weights } = job;
      // A view would be sent with the whole buffer behind it.
      const maskInput = job.maskInput?.slice() ?? null;
      const decoded = await this.#ask("decode", { prompt, size, maskInput, weights });
      if (job.wanted) {
        this.#lastSource = decoded.source;
        job.resolve(toResult(decoded));
      }
    } catch (error) {
      drop(job, error);
    }
    if (this.#running === job) {
      this.#running = null;
      this.#advance();
    }
  }

  /**
   * @param {MaskChoice} choice
   * @param {Part} size
   * @returns {Drawing}
   */
  #drawing({ token, source = this.#lastSource, corrections = [] }, size) {
    if (source === null) throw new DecoderError("There is no mask to draw yet.");
    const logits = source.logits && tokenLogits(source.logits, token).slice();
    return { ...source, logits, size, corrections };
  }

  /**
   * @template {keyof Exchanges} Action
   * @param {Action} action
   * @param {Exchanges[Action]["argument"]} argument
   * @returns {Promise<Exchanges[Action]["result"]>}
   */
  #ask(action, argument) {
    return this.#insist((line) => line.ask(action, argument));
  }

  /**
   * Does something on the line, and again on a new one where there is hope that it goes better.
   *
   * @template Result
   * @param {(line: Line) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async #insist(work) {
    for (let first = true; ; first = false) {
      const link = this.#link ?? this.#connect();
      try {
        await link.restored;
        return await work(link.line);
      } catch (error) {
        if (!(error instanceof DecoderLost)) throw error;
        if (error instanceof DecoderFailed ? link.plain : !first) {
          // Whoever tries it again gets the one that asks the least of the browser.
          this.#failure ??= error.message;
          throw error;
        }
        if (error instanceof DecoderFailed) this.#failure ??= error.message;
      }
    }
  }

  #connect() {
    const line = new Line(this.#workerFactory(), () => this.#disconnect(line));
    this.#link = { line, plain: this.#failure !== null, restored: this.#restore(line) };
    return this.#link;
  }

  /** @param {Line} line */
  #disconnect(line) {
    if (this.#link?.line === line) this.#link = null;
  }

  /**
   * @param {Line} line
   * @param {ModelInfo} model
   */
  #load(line, model) {
    return line.ask("load", { model, failure: this.#failure });
  }

  /**
   * Gives a new worker what the lost one had; a first one gets nothing.
   *
   * @param {Line} line
   */
  async #restore(line) {
    try {
      if (this.#model === null) return;
      const loaded = await this.#load(line, this.#model);
      if (this.#embedding !== null) {
        await line.ask("setEmbedding", this.#named(this.#embedding));
      }
      this.#onRestored(loaded);
    } catch (error) {
      // Half restored is of no use: the next request tries again from the start.
      line.close(/** @type {Error} */ (error));
      this.#disconnect(line);
      throw error;
    }
  }
}

/**
 * @param {Job | null} job
 * @param {unknown} error
 */
function drop(job, error) {
  if (job === null) return;
  job.wanted = false;
  job.reject(error);
}

/**
 * @param {Decoded} decoded
 * @returns {DecodeResult}
 */
function toResult({ source, iouPredictions, candidates, features, mask, milliseconds }) {
  return {
    iouPredictions,
    features,
    candidates: candidates.map((token) => ({ token, iou: iouPredictions[token] })),
    mask: { ...mask, token: candidates[0] },
    milliseconds,
    source,
  };
}
