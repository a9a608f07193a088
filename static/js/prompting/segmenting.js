/**
 * From the prompt in the store to the mask in the store, by way of the decoder: whenever the
 * picture, the prompt, the pointer's aim, the chosen candidate or the stage's size changes, the
 * decoder is asked.
 *
 * @import { DecoderClient } from "../decoder/client.js"
 * @import { Part } from "../stage/geometry.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Prompt } from "./prompts.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Runtime } from "../pictures/runtime.js"
 * @import { Retry, State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<DecoderClient, "setEmbedding" | "decode" | "render" | "png">} decoder
 * @property {() => Promise<void>} painted settles when what has just changed can be seen
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 *
 * @typedef {object} Segmenting
 * @property {() => void} retry asks for the present prompt again
 * @property {() => Promise<{ blob: Blob, name: string } | null>} writePng the mask on the stage, at
 *   the picture's own size; null when there is none or it could not be written
 */

import { atRest } from "../decoder/at_rest.js";
import { FingerprintMismatch, Superseded } from "../decoder/errors.js";
import { createPlacing } from "../decoder/placing.js";
import { weightsNow } from "../ranking/ranking_transitions.js";
import { EMPTY_DRAFT } from "../session/picture_session.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { samePart } from "../stage/geometry.js";
import { drawnPart } from "../stage/seen.js";
import { embeddingAtRest, embeddingOf, partOfWindow } from "../windows/seeing.js";
import { nextLarger, wholeOf } from "../windows/windows.js";
import { showGlimpse } from "./aiming_transitions.js";
import { createAnswering } from "./answering.js";
import { notePlaced, showAnswer, showMask, showThumbnails } from "./prompting_transitions.js";
import { maskState, unanswered, wantedMask, wantedToken } from "./wanted.js";

/** How long nothing must have happened before a window is put in place without being asked for. */
const REST_MS = 150;

/** Longest side of the candidates' small masks, pixels. */
const THUMBNAIL_SIDE = 320;

/**
 * @param {Parts} parts
 * @returns {Segmenting}
 */
export function createSegmenting({ store, decoder, painted, wait, strings }) {
  const placing = createPlacing(decoder, (key, { window = null }) => {
    store.apply(notePlaced, key, window);
  });
  /** @type {Runtime["embedding"]} of the picture whose answers are known */
  let whole = null;
  /** @type {Runtime["embedding"]} what the decoder is given first of a picture */
  let opening = null;
  /** @type {Set<Prompt>} what it is decoding, or will next */
  const asked = new Set();
  /** @type {State["model"]["info"]} whose answers are known */
  let info = null;
  const answering = createAnswering(decoder, () => weightsNow(store.state), {
    whole: () => wholeOf(onStage().document.picture),
    isHere: (window) => embeddingOf(onStage(), window) !== null,
    larger(window) {
      const side = store.state.model.info?.image_size;
      return side ? nextLarger(window, onStage().document.picture, side) : null;
    },
    async place(window) {
      const image = onStage();
      const embedding = embeddingOf(image, window);
      if (embedding === null) throw new Superseded();
      await placing.give(image.key, embedding);
    },
  });

  /** @returns {OpenImage} */
  const onStage = () => {
    const image = activeImage(store.state);
    if (image === null) throw new Superseded();
    return image;
  };

  /**
   * @param {unknown} error
   * @param {(why: string) => string} sentence
   * @param {Retry} retry
   */
  const report = (error, sentence, retry) => {
    if (error instanceof Superseded) return;
    const why = error instanceof Error ? error.message : String(error);
    const notice =
      error instanceof FingerprintMismatch
        ? { message: strings.errorMismatch(why), retry: /** @type {const} */ ({ type: "renew" }) }
        : { message: sentence(why), retry };
    store.apply(notify, notice);
  };

  /** @param {OpenImage} image that has an embedding, of which the decoder has nothing */
  const open = async ({ key, runtime }) => {
    const { state } = store;
    const image = activeImage(state);
    const embedding = image && embeddingAtRest(state, image);
    if (!embedding || opening === embedding) return;
    opening = embedding;
    try {
      await placing.give(key, embedding);
      if (opening === embedding) opening = null;
      answer();
    } catch (error) {
      if (opening === embedding) opening = null;
      // Of a picture that has left the stage meanwhile there is nothing to say.
      if (activeImage(store.state)?.runtime.embedding === runtime.embedding) {
        report(error, strings.errorDecode, { type: "decode" });
      }
    }
  };

  const answer = () => {
    const { state } = store;
    const image = activeImage(state);
    if (state.model.info !== info) {
      info = state.model.info;
      answering.forget();
    }
    // A decoder that is loaded anew holds no picture.
    if (state.model.status !== "ready") placing.forget();
    if (!image?.runtime.embedding || state.model.status !== "ready") return;
    if (whole !== image.runtime.embedding) {
      whole = image.runtime.embedding;
      opening = null;
      answering.forget();
    }
    if (!isOf(image, placing.latest())) open(image);
    if (opening !== null) return;
    for (const prompt of unanswered(image)) {
      if (!asked.has(prompt)) decode(image, prompt, drawnPart(state, image));
      // What is only a guess must not take the present prompt's window from the decoder.
      if (image.runtime.windows.length > 0) break;
    }
  };

  /**
   * @param {OpenImage} image
   * @param {Prompt} prompt its present one, or one that may become it
   * @param {Part} part to draw
   */
  const decode = async ({ key }, prompt, part) => {
    // An aim may have become the present prompt meanwhile, and that may have been undone.
    const present = () => {
      const draft = activeImage(store.state)?.session.draft;
      return draft?.prompt === prompt ? draft : null;
    };
    const begun = info;
    let answered = false;
    asked.add(prompt);
    try {
      const yields = () => present() === null;
      const way = { part, yields, chosen: present()?.chosen ?? null, grows: present() !== null };
      const { answer, mask } = await answering.ask(prompt, way);
      // Of two decoders on the way to one mask, the new one has to go all of it.
      if (info !== begun) return;
      const { chosen, corrections } = present() ?? EMPTY_DRAFT;
      const token = chosen ?? answer.candidates[0].token;
      // After an undo another candidate than the best may be the chosen one.
      const drawn = mask?.token === token && corrections.length === 0 ? mask : null;
      const choice = { token, source: answer.source, corrections };
      const shown = drawn ?? (await decoder.render(choice, part));
      store.apply(present() === null ? showGlimpse : showAnswer, key, answer, {
        prompt,
        token,
        corrections,
        part,
        mask: shown,
        fraction: shown.fraction,
      });
      answered = true;
    } catch (error) {
      // What was only a guess is asked again by the click, if there is one.
      if (present() !== null) report(error, strings.errorDecode, { type: "decode" });
    } finally {
      asked.delete(prompt);
      // A window may have come meanwhile, in which the answer is another.
      if (answered || info !== begun) answer();
    }
  };

  let redrawing = false;

  /** Draws the wanted candidate until it is what is on the stage, one drawing at a time. */
  const redraw = async () => {
    if (redrawing) return;
    redrawing = true;
    try {
      for (let job = missing(store.state); job !== null; job = missing(store.state)) {
        const { key, part, wanted } = job;
        const mask = await decoder.render(wanted, part);
        if (isOutdated(store.state, job)) continue;
        const { prompt, token, corrections } = wanted;
        const { fraction } = mask;
        store.apply(showMask, key, { prompt, token, corrections, part, mask, fraction });
      }
    } catch (error) {
      report(error, strings.errorDecode, { type: "decode" });
    }
    redrawing = false;
  };

  const drawThumbnails = async () => {
    const image = activeImage(store.state);
    const { answer = null, thumbnails = null } = image?.runtime ?? {};
    if (!image || !answer || answer.candidates.length < 2 || thumbnails) return;
    const { prompt, candidates, source, window } = answer;
    const size = partOfWindow(window, image.document.picture, THUMBNAIL_SIDE);
    // The mask on the stage comes first.
    await painted();
    try {
      /** @type {Map<number, Mask>} */
      const masks = new Map();
      for (const { token } of candidates) {
        if (activeImage(store.state)?.runtime.answer?.prompt !== prompt) return;
        masks.set(token, await decoder.render({ token, source }, size));
      }
      store.apply(showThumbnails, image.key, prompt, masks, window);
    } catch (error) {
      report(error, strings.errorDecode, { type: "decode" });
    }
  };

  store.watch((state) => {
    const image = activeImage(state);
    const { embedding, windows, aim } = image?.runtime ?? {};
    const { status, info } = state.model;
    const { prompt, chosen } = image?.session.draft ?? {};
    return [status, info, embedding, windows, prompt, chosen, aim?.prompt];
  }, answer);
  store.watch((state) => {
    const image = activeImage(state);
    const { draft, camera } = image?.session ?? {};
    const { answer } = image?.runtime ?? {};
    return [answer, image && wantedToken(image), draft?.corrections, camera, state.room];
  }, redraw);
  store.watch((state) => [activeImage(state)?.runtime.answer], drawThumbnails);

  /** The window in which the next prompt will be asked is put in place before it. */
  const next = (/** @type {State} */ state) => {
    const image = activeImage(state);
    if (image === null || state.placedKey !== image.key || state.model.status !== "ready")
      return null;
    if (image.runtime.windows.length === 0 || asked.size > 0) return null;
    const embedding = embeddingAtRest(state, image);
    return embedding === placing.latest() ? null : embedding;
  };
  atRest(
    { store, wait },
    REST_MS,
    (state) => next(state) !== null,
    async () => {
      const embedding = next(store.state);
      const { activeKey } = store.state;
      // What is wrong with it is said by the prompt that needs it.
      if (embedding !== null && activeKey !== null) {
        await placing.give(activeKey, embedding).catch(() => {});
      }
    },
  );

  return {
    retry: () => {
      answer();
      redraw();
    },
    async writePng() {
      const image = activeImage(store.state);
      const wanted = image && wantedMask(image);
      if (!image || !wanted || maskState(image) !== "shown") return null;
      const { width, height } = image.document.picture;
      try {
        const blob = await decoder.png(wanted, { width, height });
        return { blob, name: `${stem(image.document.picture.file_name)}-mask.png` };
      } catch (error) {
        report(error, strings.errorDownload, { type: "download" });
        return null;
      }
    },
  };
}

/**
 * The drawing that the stage lacks: another mask than the one on it, or another part.
 *
 * @param {State} state
 */
function missing(state) {
  const image = activeImage(state);
  const wanted = image && wantedMask(image);
  if (!image || !wanted) return null;
  const part = drawnPart(state, image);
  const { shown } = image.runtime;
  const drawn = maskState(image) === "shown" && shown !== null && samePart(shown.part, part);
  // The first mask of a prompt comes with its answer.
  const coming = wanted.source.logits !== null && shown === null;
  return drawn || coming ? null : { key: image.key, part, wanted };
}

/**
 * @param {State} state
 * @param {{ key: number, wanted: NonNullable<ReturnType<typeof wantedMask>> }} drawing
 * @returns {boolean} whether its prompt was answered in another window meanwhile
 */
function isOutdated(state, { key, wanted: { prompt, source } }) {
  const { answer = null } = state.images.find((image) => image.key === key)?.runtime ?? {};
  return answer?.prompt === prompt && source.logits !== null && answer.source !== source;
}

/**
 * @param {OpenImage} image
 * @param {Embedding | null} embedding
 * @returns {boolean} whether it is the picture's, or of one of its windows
 */
const isOf = ({ runtime }, embedding) =>
  embedding !== null && (embedding === runtime.embedding || runtime.windows.includes(embedding));

/** @param {string} name of a file */
const stem = (name) => name.replace(/\.[^.]+$/, "") || name;
