/**
 * The sentences about suggestions that a task makes ahead of people, in English; a part of the catalogue
 * in `en.js`.
 *
 * @typedef {"learning" | "suggesting"} Phase
 * @typedef {"waiting" | "running" | "done" | "failed" | "cancelled"} TaskState
 */

import { numbersIn } from "./numbers.js";

const { number, percent } = numbersIn("en");

/** @param {number} count */
const suggestions = (count) => (count === 1 ? "1 suggestion" : `${number(count)} suggestions`);

/** @param {number} seconds */
const left = (seconds) =>
  seconds < 90 ? `${number(Math.round(seconds))} s` : `${number(Math.round(seconds / 60))} min`;

/** @type {Record<Phase, string>} */
const PHASES = {
  learning: "Learning from pictures that people have worked on",
  suggesting: "Pictures that nobody has begun",
};

export const enPrefill = {
  /** @param {number} count */
  prefillAway: (count) => `${suggestions(count)} put away`,
  prefillOpen: "Show them",
  prefillJudged: "Every suggestion was judged. Is anything missing? If not, claim it and submit.",
  /** @param {string} label @param {number} score */
  prefillNext: (label, score) => `Next: ${label}, ${percent(score)}`,

  prefillTitle: "Suggestions ahead of people",
  prefillAbout:
    "For pictures that nobody has begun, masks are suggested of what people have kept so far. Who opens one accepts or rejects them, and adds what is missing.",
  prefillBegin: "Suggest masks",
  prefillCancel: "Stop",
  /** @param {number} least */
  prefillFew: (least) => `Keep ${number(least)} objects of a label first.`,
  prefillProgress: "How far the suggestions are",
  /** @type {Record<TaskState, string>} */
  prefillStates: {
    waiting: "Waits for its process.",
    running: "Runs.",
    done: "Done.",
    failed: "Failed.",
    cancelled: "Cancelled.",
  },
  /** @param {{ phase: Phase, done: number, total: number, seconds_left: number | null }} progress */
  prefillAt: ({ phase, done, total, seconds_left }) =>
    `${PHASES[phase]}: ${number(done)} of ${number(total)}${
      seconds_left === null ? "" : `, ${left(seconds_left)} left`
    }`,
  /** @param {number} pictures @param {number} count */
  prefillMade: (pictures, count) =>
    `${suggestions(count)} in ${pictures === 1 ? "1 picture" : `${number(pictures)} pictures`}.`,
  prefillTable: "What suggestions are worth, by label",
  prefillHeads: ["Label", "Kept", "Suggested", "Right", "On other pictures", "Change"],
  /** @param {number} good @param {number} judged */
  prefillRight: (good, judged) => (judged === 0 ? "–" : `${number(good)} of ${number(judged)}`),
  /** @param {number} good @param {number} judged */
  prefillOff: (good, judged) =>
    judged === 0
      ? "prefill off"
      : `prefill off: ${number(good)} of ${number(judged)} suggestions were right`,
  /** @param {string} label @param {boolean} on */
  prefillSwitch: (label, on) => `${on ? "Switch on" : "Switch off"}: ${label}`,
  prefillSwitchOn: "Switch on",
  prefillSwitchOff: "Switch off",

  findRest: "Find similar in all pictures",
  findRestAsked: "The rest like these is looked for in the pictures that nobody has begun.",
  /** @param {readonly string[]} labels none where it is taken back */
  claimSaid: (labels) =>
    labels.length === 0
      ? "Not claimed complete."
      : `Claimed: every object is marked (${labels.join(", ")}).`,
};
