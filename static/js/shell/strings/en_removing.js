/** The sentences of removing for good and of what is seldom done, in English; a part of the catalogue in `en.js`. */

import { numbersIn } from "./numbers.js";

const { moment, number } = numbersIn("en");

/** @param {number} count */
const pictures = (count) => (count === 1 ? "1 picture" : `${number(count)} pictures`);
/** @param {number} count */
const objects = (count) => (count === 1 ? "1 object" : `${number(count)} objects`);

export const enRemoving = {
  workMore: "More for this picture",
  workSkip: "Skip this picture",
  workSkipNote:
    "For one that is not to be annotated, as it is blurred or empty of meaning. A change of its objects brings it back.",
  workRemove: "Remove from the project…",
  goldNotYet:
    "One that is accepted, with a claim of labels of which every object is marked, can be gold.",
  removeTitle: "Remove for good",
  removeAbout:
    "All of it goes: pictures, objects with all that they ever were, comments, times, events. Nothing brings it back but a backup. Export first what is still of use.",
  removeNotYet: "A project that is put away can be removed for good.",
  removeProject: "Remove this project…",
  /** @param {string} name */
  removeProjectTitle: (name) => `Remove the project ${name} for good?`,
  /** @param {{ pictures: number, objects: number }} counts */
  removeProjectAbout: (counts) =>
    `${pictures(counts.pictures)} with ${objects(counts.objects)} are gone then, for everybody. Only a backup brings them back.`,
  /** @param {string} name */
  removePictureTitle: (name) => `Remove ${name} for good?`,
  /** @param {number} count of its objects */
  removePictureAbout: (count) =>
    `The picture is gone then for everybody in this project, and so ${count === 1 ? "is" : "are"} its ${objects(count)} and its comments. Only a backup brings them back.`,
  /** @param {string} name that is to be typed */
  removeTyping: (name) => `Type ${name} to go on`,
  removeGo: "Remove for good",
  /** @param {string} title of a picture */
  pictureRemoved: (title) => `${title} was removed from the project for good, and is closed here.`,
  /** @param {string} name */
  projectRemoved: (name) => `The project ${name} was removed for good.`,
  projectsGone: "Removed for good",
  /** @param {{ name: string, pictures: number, objects: number, who: string, at: string }} removal */
  projectGone: ({ name, who, at, ...counts }) =>
    `${name}: ${pictures(counts.pictures)}, ${objects(counts.objects)}; by ${who}, ${moment(at)}`,
};
