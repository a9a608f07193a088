/**
 * Prompts and their answers: each mark of a prompt refines the mask that was shown before it, so an
 * answer needs the one before. What is known is not asked again.
 *
 * @import { DecodeResult, DecoderClient } from "../decoder/client.js"
 * @import { Part } from "../stage/geometry.js"
 * @import { Prompt } from "./prompts.js"
 * @import { Answer } from "../pictures/runtime.js"
 *
 * @typedef {{ answer: Answer, mask: DecodeResult["mask"] | null }} Answered the mask is that of the
 *   best candidate, as it came with the decode; null where the answer was known already
 *
 * @typedef {object} Asking a prompt that is being answered
 * @property {Promise<Answered>} answered
 * @property {(() => boolean)[]} yields of those that wait for it
 *
 * @typedef {ReturnType<typeof createAnswering>} Answering
 */

import { tokenLogits } from "../masks/masks.js";
import { isAmbiguous } from "./prompts.js";

/** Answers kept, each with a megabyte of logits. */
const REMEMBERED = 24;

/** The least that can be drawn: of a decode on the way to another only the logits are wanted. */
const PIXEL = { width: 1, height: 1 };

/**
 * @param {Pick<DecoderClient, "decode">} decoder
 * @param {() => readonly number[] | null} weights of the memory that ranks candidates, as it is now
 */
export function createAnswering(decoder, weights) {
  /** @type {Map<Prompt, Answer>} the latest used last */
  let known = new Map();
  /** @type {Map<Prompt, Asking>} */
  let asked = new Map();

  /**
   * @param {Prompt} prompt
   * @param {Part} part of the picture to draw
   * @param {() => boolean} yields whether nobody would miss the answer
   * @returns {Promise<Answered>}
   */
  const ask = (prompt, part, yields) => {
    const answer = known.get(prompt);
    if (answer) {
      remember(answer);
      return Promise.resolve({ answer, mask: null });
    }
    const asking = asked.get(prompt);
    if (asking) {
      asking.yields.push(yields);
      // What is drawn with it may be another part.
      return asking.answered.then(({ answer }) => ({ answer, mask: null }));
    }
    const waiting = [yields];
    const nobodyWaits = () => waiting.every((each) => each());
    const own = asked;
    const answered = decode(prompt, part, nobodyWaits).finally(() => own.delete(prompt));
    own.set(prompt, { answered, yields: waiting });
    return answered;
  };

  /**
   * The logits of the mask that a mark refines go in with the prompt (SAM paper, section 3 of
   * "Segment Anything", training algorithm in appendix A).
   *
   * @param {Prompt} prompt
   * @param {Part} part
   * @param {() => boolean} yields
   * @returns {Promise<Answered>}
   */
  const decode = async (prompt, part, yields) => {
    const own = known;
    let maskInput = null;
    /** @type {Answer["first"]} */
    let first = null;
    if (prompt.earlier) {
      const { answer } = await ask(prompt.earlier.prompt, PIXEL, yields);
      const token = prompt.earlier.chosen ?? answer.candidates[0].token;
      maskInput = tokenLogits(answer.source.logits, token);
      first =
        isAmbiguous(prompt.earlier.prompt) && answer.first
          ? { ...answer.first, token }
          : answer.first;
    }
    const ranking = isAmbiguous(prompt) ? weights() : null;
    const decoded = await decoder.decode(prompt, part, { yields, maskInput, weights: ranking });
    const { candidates, features, milliseconds, source, mask } = decoded;
    if (features) {
      first = { features, source, token: candidates[0].token, ranked: ranking !== null };
    }
    const answer = { prompt, candidates, milliseconds, source, first };
    // One that was forgotten while it was on its way is not remembered.
    if (own === known) remember(answer);
    return { answer, mask };
  };

  /** @param {Answer} answer */
  const remember = (answer) => {
    known.delete(answer.prompt);
    known.set(answer.prompt, answer);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED) known.delete(oldest);
  };

  return {
    ask,

    /** Another picture, or another model, is in place. */
    forget() {
      known = new Map();
      asked = new Map();
    },
  };
}
