/**
 * Prompts and their answers: each mark of a prompt refines the mask that was shown before it, so an
 * answer needs the one before. What is known is not asked again.
 *
 * All marks of a prompt are answered in one window of the picture: that of the marks before, if it
 * holds the last one too; else one that holds all of them, where they are asked anew. Logits of one
 * window mean nothing in another.
 *
 * @import { DecodeResult, DecoderClient } from "../decoder/client.js"
 * @import { Part } from "../stage/geometry.js"
 * @import { Prompt } from "./prompts.js"
 * @import { Answer } from "../pictures/runtime.js"
 * @import { Window } from "../windows/windows.js"
 *
 * @typedef {{ answer: Answer, mask: DecodeResult["mask"] | null }} Answered the mask is that of the
 *   best candidate, as it came with the decode; null where the answer was known already
 *
 * @typedef {object} Asking a prompt that is being answered in a window
 * @property {Prompt} prompt
 * @property {Window} window
 * @property {Promise<Answered>} answered
 * @property {(() => boolean)[]} yields of those that wait for it
 *
 * @typedef {object} Way how a prompt is asked
 * @property {Part} part of the picture to draw
 * @property {() => boolean} yields whether nobody would miss the answer
 * @property {number | null} chosen the mask token whose mask is wanted; null for the best
 * @property {boolean} grows whether a mask that its window cuts is asked about in a larger one
 *
 * @typedef {object} Windows of the picture
 * @property {() => Window} whole
 * @property {(window: Window) => boolean} isHere whether its embedding is
 * @property {(window: Window) => Window | null} larger the next larger one; null for the whole
 * @property {(window: Window) => Promise<void>} place gives the decoder its embedding, if it has
 *   another
 *
 * @typedef {ReturnType<typeof createAnswering>} Answering
 */

import { Superseded } from "../decoder/errors.js";
import { tokenLogits } from "../masks/masks.js";
import { isCut, nextWindow } from "../windows/outgrown.js";
import { holds, sameWindow } from "../windows/windows.js";
import { boundsOf, isAmbiguous, MASK_TOKENS } from "./prompts.js";

/** Answers kept, each with a megabyte of logits. */
const REMEMBERED = 24;

/** The least that can be drawn: of a decode on the way to another only the logits are wanted. */
const PIXEL = { width: 1, height: 1 };

/**
 * @param {Answer | Asking} each
 * @param {Prompt} prompt
 * @param {Window} window
 */
const isOf = (each, prompt, window) => each.prompt === prompt && sameWindow(each.window, window);

/**
 * @param {Pick<DecoderClient, "decode">} decoder
 * @param {() => readonly number[] | null} weights of the memory that ranks candidates, as it is now
 * @param {Windows} windows
 */
export function createAnswering(decoder, weights, windows) {
  /** @type {Answer[]} the latest used last */
  let known = [];
  /** @type {Asking[]} */
  let asked = [];

  /**
   * @param {Prompt} prompt
   * @param {Way} way
   * @returns {Promise<Answered>}
   */
  const ask = async (prompt, way) => {
    const own = known;
    const { wanted, otherwise } = await windowsOf(prompt, way);
    const here = windows.isHere(wanted) || known.some((each) => isOf(each, prompt, wanted));
    let answered = await inWindow(prompt, here ? wanted : otherwise, way, own);
    if (!here) return { ...answered, answer: { ...answered.answer, closer: wanted } };
    for (;;) {
      const { answer } = answered;
      const next = way.grows && nextWindow(answer, way.chosen ?? answer.candidates[0].token);
      if (!next || !windows.isHere(next)) return answered;
      answered = await inWindow(prompt, next, way, own);
    }
  };

  /**
   * @param {Prompt} prompt
   * @param {Way} way
   * @returns {Promise<{ wanted: Window, otherwise: Window }>} the window to begin with, and the one to
   *   ask while that is not there
   */
  const windowsOf = async ({ earlier, ...prompt }, way) => {
    const own = { wanted: prompt.window ?? windows.whole(), otherwise: windows.whole() };
    if (!earlier) return own;
    const { answer } = await ask(earlier.prompt, { ...way, part: PIXEL, chosen: earlier.chosen });
    const token = earlier.chosen ?? answer.candidates[0].token;
    const next = way.grows ? nextWindow(answer, token) : answer.closer;
    const fits = (/** @type {Window} */ window) => holds(window, boundsOf(prompt));
    return {
      wanted: [next ?? answer.window].find(fits) ?? own.wanted,
      otherwise: [answer.window].find(fits) ?? own.otherwise,
    };
  };

  /**
   * @param {Prompt} prompt
   * @param {Window} window
   * @param {Pick<Way, "part" | "yields">} way
   * @param {Answer[]} own what was known when it was asked: of another picture it is no more asked
   * @returns {Promise<Answered>}
   */
  const inWindow = async (prompt, window, { part, yields }, own) => {
    if (own !== known) throw new Superseded();
    const same = (/** @type {Answer | Asking} */ each) => isOf(each, prompt, window);
    const answer = known.find(same);
    if (answer) {
      remember(answer);
      return { answer, mask: null };
    }
    const asking = asked.find(same);
    if (asking) {
      asking.yields.push(yields);
      // What is drawn with it may be another part.
      return { answer: (await asking.answered).answer, mask: null };
    }
    const waiting = [yields];
    const nobodyWaits = () => waiting.every((each) => each());
    const line = asked;
    const answered = decode(prompt, window, { part, yields: nobodyWaits }, own).finally(() => {
      line.splice(line.findIndex(same), 1);
    });
    line.push({ prompt, window, answered, yields: waiting });
    return answered;
  };

  /**
   * The logits of the mask that a mark refines go in with the prompt (SAM paper, section 3 of
   * "Segment Anything", training algorithm in appendix A).
   *
   * @param {Prompt} prompt
   * @param {Window} window
   * @param {Pick<Way, "part" | "yields">} way
   * @param {Answer[]} own
   * @returns {Promise<Answered>}
   */
  const decode = async (prompt, window, { part, yields }, own) => {
    let maskInput = null;
    /** @type {Answer["first"]} */
    let first = null;
    if (prompt.earlier) {
      const { answer } = await inWindow(
        prompt.earlier.prompt,
        window,
        { part: PIXEL, yields },
        own,
      );
      const token = prompt.earlier.chosen ?? answer.candidates[0].token;
      maskInput = tokenLogits(answer.source.logits, token);
      first =
        isAmbiguous(prompt.earlier.prompt) && answer.first
          ? { ...answer.first, token }
          : answer.first;
    }
    await windows.place(window);
    if (own !== known) throw new Superseded();
    const ranking = isAmbiguous(prompt) ? weights() : null;
    const decoded = await decoder.decode(prompt, part, { yields, maskInput, weights: ranking });
    const { candidates, features, milliseconds, source, mask } = decoded;
    if (features) {
      first = { features, source, token: candidates[0].token, ranked: ranking !== null };
    }
    const larger = windows.larger(window);
    const cut = Array.from({ length: MASK_TOKENS }, (_, token) => {
      if (larger === null) return false;
      return isCut(tokenLogits(source.logits, token), source.frame, source.threshold);
    });
    const about = { prompt, window, closer: null, cut, larger };
    const answer = { ...about, candidates, milliseconds, source, first };
    // One that was forgotten while it was on its way is not remembered.
    if (own === known) remember(answer);
    return { answer, mask };
  };

  /** @param {Answer} answer */
  const remember = (answer) => {
    const at = known.indexOf(answer);
    if (at >= 0) known.splice(at, 1);
    known.push(answer);
    if (known.length > REMEMBERED) known.shift();
  };

  return {
    ask,

    /** Another picture, or another model, is in place. */
    forget() {
      known = [];
      asked = [];
    },
  };
}
