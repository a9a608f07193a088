/**
 * The sentences about suggestions, in English; a part of the catalogue in `en.js`.
 */

import { numbersIn } from "./numbers.js";

const { number, iou } = numbersIn("en");

/** @param {number} count */
const suggestions = (count) => (count === 1 ? "1 suggestion" : `${number(count)} suggestions`);

export const enSimilar = {
  similarTitle: "Suggestions",
  findSimilar: "Find similar",
  similarRuns: "Looking for the rest…",
  /** @param {number} above @param {number} below */
  similarFound: (above, below) =>
    below === 0
      ? `${suggestions(above)} above the line`
      : `${suggestions(above)} above the line, ${number(below)} below it`,
  /** @param {number} below */
  similarNothing: (below) =>
    below === 0
      ? "Nothing like it was found in this picture."
      : `Nothing above the line; ${suggestions(below)} below it.`,
  similarJudged: "Every suggestion was judged.",
  similarLine: "Line",
  /** @param {number} above */
  similarAbove: (above) => `${suggestions(above)} above the line`,
  similarAccept: "Accept",
  similarAcceptAll: "Accept all",
  similarCorrect: "Correct",
  similarReject: "Reject",
  similarClose: "Put the suggestions away",
  similarNoExemplar: "Keep an object first; then the rest like it is looked for.",
  wordsTitle: "Find by words",
  wordsShort: "Find …",
  wordsLabel: "What to find",
  wordsFind: "Find",
  wordsLoading: "The text model is being loaded; that takes some seconds.",
  /** @param {string} words */
  wordsRun: (words) => `Looking for “${words}”…`,
  /** @param {string} words @param {number} below */
  wordsNothing: (words, below) =>
    below === 0
      ? `Nothing in this picture is like “${words}”.`
      : `Nothing is like “${words}” above the line; ${suggestions(below)} below it.`,
  /** @param {number} score 0..1 */
  wordsSimilarity: (score) => `similarity ${iou(score)}`,
  /** @param {string} why */
  errorWords: (why) => `Words could not be looked for. ${why}`,
  /** @param {string} why */
  errorSimilar: (why) => `Similar objects could not be looked for. ${why}`,
};
