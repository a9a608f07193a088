/**
 * The sentences of learning, in English; a part of the catalogue in `en.js`.
 *
 * @typedef {"embedding" | "training" | "judging" | "exporting"} Phase
 */

import { numbersIn } from "./numbers.js";

const locale = "en";
const { moment, number } = numbersIn(locale);

/** @param {number} value */
const signed = (value) => `${value < 0 ? "−" : "+"}${number(Math.abs(value), 3)}`;

/** @param {number} seconds */
const left = (seconds) =>
  seconds < 90 ? `${number(Math.round(seconds))} s` : `${number(Math.round(seconds / 60))} min`;

/** @type {Record<Phase, string>} */
const PHASES = {
  embedding: "Pictures are encoded",
  training: "The decoder is tuned",
  judging: "It is judged",
  exporting: "It is written down",
};

export const enLearning = {
  learnAbout:
    "A round tunes the mask decoder on the accepted pictures of this project, on the server and in minutes. It is judged on pictures that it has not seen. Nothing is switched on by itself.",
  learnBegin: "Begin a round",
  learnBack: "Back to the decoder of all pictures",
  /** @param {string} fingerprint its beginning */
  learnOwn: (fingerprint) => `This project has a decoder of its own: ${fingerprint}…`,
  learnSwitched: "Open pages of this project change over within seconds.",
  /** @param {string} made */
  learnRound: (made) => `Round of ${moment(made)}`,
  learnStates: {
    waiting: "Waits for the process that trains.",
    running: "Runs.",
    done: "Done.",
    failed: "Failed.",
    cancelled: "Cancelled.",
  },
  learnProgress: "How far the round is",
  learnSoon: "It begins in a moment.",
  /** @param {{ phase: Phase, done: number, total: number, seconds_left: number | null }} progress */
  learnAt: ({ phase, done, total, seconds_left }) =>
    `${PHASES[phase]}: ${number(done)} of ${number(total)}${
      seconds_left === null ? "" : `, ${left(seconds_left)} left`
    }`,
  learnCancel: "Cancel the round",
  learnWhich: { safe: "The safe decoder", specialist: "The specialist" },
  learnKinds: {
    safe: "It gains in this project and loses nothing elsewhere.",
    specialist: "It gains in this project and forgets elsewhere: for this project alone.",
    refused: "It is not offered.",
  },
  learnUse: "Use it in this project",
  learnOn: "In use in this project.",
  learnTable: "What changes, by measure",
  learnHeads: ["Measure", "Before", "After", "Change", "95 % of it lies between"],
  learnSets: ["Pictures of this project that it has not seen", "General pictures"],
  learnMeasures: {
    one_click: "One click",
    best_of_3: "Best of three candidates",
    three_clicks: "Three clicks",
    box: "A box",
  },
  /** @param {number} iou */
  learnIou: (iou) => number(iou, 3),
  /** @param {number} change */
  learnChange: (change) => signed(change),
  /** @param {number} lower @param {number} upper */
  learnInterval: (lower, upper) => `${signed(lower)} to ${signed(upper)}`,
  learnCurve: "Score of the groups that end the training early",
  /** @param {number} step */
  learnStep: (step) => `Step ${number(step)}`,
  learnChanged: "The masks that changed most",
  /** @param {number} count @returns {string} */
  learnChangedNote: (count) =>
    count === 0
      ? "No mask changed, or they are gone from the server's disk."
      : "Annotated, published, tuned; one click each.",
  /** @param {number} place */
  learnChangedAlt: (place) =>
    `Mask ${number(place)}: as it was annotated, as the published decoder and as the tuned one answer.`,
  /** @param {number} count */
  learnNotes: (count) =>
    count === 1 ? "One thing was left out" : `${number(count)} things were left out`,
};
