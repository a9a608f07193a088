/**
 * The sentences of the tabs of a project's page, in English; a part of the catalogue in `en.js`.
 *
 * @import { Role } from "../../projects/obstacle.js"
 */

import { numbersIn } from "./numbers.js";

const locale = "en";
const { day, number, percent } = numbersIn(locale);

/** @param {number} value */
const tenths = (value) => number(value, 1);

/** @param {number} count */
const objectsOf = (count) => (count === 1 ? "1 object" : `${number(count)} objects`);

/** @type {Record<Role, string>} */
const THOSE = { annotator: "annotators", reviewer: "reviewers", lead: "leads" };

export const enTabs = {
  tabsLabel: "Parts of the project",
  tabs: {
    pictures: "Pictures",
    labels: "Labels",
    people: "People",
    time: "Time",
    learning: "Learning",
    gold: "Gold",
    settings: "Settings",
  },
  whyNobody: "To change something here, choose who works first.",
  whyArchived: "The project is put away: it can be read, and nothing in it can be changed.",
  /** @param {readonly Role[]} may @param {Role} role of who works here */
  whyRole: (may, role) =>
    `This is changed by ${may.map((each) => THOSE[each]).join(" and ")}; you are here as ${role === "annotator" ? "an" : "a"} ${role}.`,

  labelsNone: "There is no label yet. Objects can be kept without one.",
  labelNew: "Name of a new label",
  labelAdd: "Add label",
  /** @param {{ old: string, new: string }} labels */
  labelsBusy: (labels) =>
    `Objects of ${labels.old} are still getting the label ${labels.new}. Work goes on meanwhile.`,
  /** @param {string} name */
  labelMove: (name) => `Move ${name}: drag it, or press the arrow keys`,
  /** @param {string} name */
  labelColour: (name) => `Colour of ${name}`,
  /** @param {string} name */
  labelName: (name) => `Name of the label ${name}`,
  /** @param {string} name */
  labelKey: (name) => `Key of ${name}`,
  /** @param {string} key @param {string} name of the label that has it */
  labelKeyOf: (key, name) => `${key} (${name})`,
  labelMerge: "Merge…",
  /** @param {string} name */
  labelMergeOf: (name) => `Merge ${name} into another label`,
  /** @param {string} name */
  labelRemove: (name) => `Remove ${name}`,
  /** @param {string} name */
  labelUsed: (name) => `Objects have the label ${name}: merge it into another to remove it`,
  /** @param {string} name @param {number} objects */
  labelStray: (name, objects) => `${objectsOf(objects)} called ${name}, which is no label here.`,
  labelTake: "Make it one",
  mergeInto: "Label that stays",
  /** @param {{ name: string, objects: number, into: string }} labels */
  mergeAbout: ({ name, objects, into }) =>
    objects === 0
      ? `No object has the label ${name}. It goes, and ${into} stays as it is.`
      : `${objectsOf(objects)} of ${name} ${objects === 1 ? "gets" : "get"} the label ${into}, and ${name} is gone. Nothing brings the two apart again.`,
  mergeGo: "Merge",

  /** @param {number} days */
  peopleHeads: (days) => [
    "Name",
    "Role",
    `Objects in ${number(days)} days`,
    "Submitted",
    "Accepted",
    "Returned",
    "Last change",
    "Personal token",
  ],
  /** @param {string} name */
  personOwn: (name) => `${name} (you)`,
  /** @param {string} name */
  roleOf: (name) => `Role of ${name}`,
  roleMay: {
    annotator: "adds pictures, annotates, submits, skips, comments",
    reviewer: "that, and accepts, returns, corrects what was submitted, changes labels",
    lead: "that, and makes, changes and removes projects, removes pictures, marks gold pictures, gives roles and tokens",
  },
  tokenHas: "has one",
  tokenGive: "Make token",
  tokenAnew: "New token",
  tokenDrop: "Take token away",
  /** @param {string} does what the button says @param {string} name */
  tokenFor: (does, name) => `${does}: ${name}`,
  /** @param {string} name */
  tokenOf: (name) => `Personal token of ${name}`,
  tokenOnce:
    "It is shown this once. From now on only those who know it act under this name; the browser asks for it once.",

  settingNames: ["Name", "Guideline", "Lease in seconds"],
  settingNotes: [
    "No other project has it.",
    "What is to be marked, and how. Annotators read it beside the picture.",
    "A picture is somebody's for so long without a sign of life, from 10 to 86,400.",
  ],
  settingsSave: "Save",
  settingsSaved: "The settings are saved.",
  orderTitle: "The next picture",
  orderName: "Pictures that nobody has begun are given",
  orderNames: {
    given: "as they were added",
    diverse: "unlike ones first",
    unsure: "where the model is least sure first",
  },
  orderNotes: {
    given: "One after the other.",
    diverse: "Each picture is as unlike all before it as can be found.",
    unsure:
      "Where candidates disagree, where the old and the tuned decoder do, and what is unlike the pictures that are annotated; unlike ones among these.",
  },
  /** @param {number} done @param {number} total */
  orderLooking: (done, total) =>
    `The pictures are looked at: ${number(done)} of ${number(total)}. Until then they are given as before.`,
  orderWaiting: "The order is about to be computed. Until then pictures are given as before.",
  /** @param {string} problem */
  orderFailed: (problem) => `The order could not be computed. ${problem}`,
  /** @param {number} placed @param {number} without */
  orderDone: (placed, without) =>
    without === 0
      ? `${number(placed)} pictures have a place.`
      : `${number(placed)} pictures have a place; ${number(without)} that came later are given last, until they are ordered.`,
  orderAgain: "Order anew",
  orderWords: {
    typical: "typical",
    unlike: "unlike the others",
    alike: "like others",
    unsure: "unsure",
    changed: "decoders differ",
    unfamiliar: "unfamiliar",
    sure: "rather sure",
  },
  orderWhys: {
    typical: "Comes first: the one most like all others",
    unlike: "Comes early: unlike all pictures before it",
    alike: "Comes late: much like pictures before it",
    unsure: "Comes here since the candidates in it disagree",
    changed: "Comes here since the tuned decoder answers otherwise than the published one",
    unfamiliar: "Comes here since it is unlike the pictures that are annotated",
    sure: "Comes late: the model is rather sure of it",
  },
  archiveTitle: "Put the project away",
  archiveAbout:
    "It goes from the list of projects to those that are put away. Everything stays: pictures, annotations with their history, comments and times can be read and exported. Nothing in it can be changed, what waits in somebody's browser is not taken, and no picture is given to anybody until it is taken out again.",
  archive: "Put away",
  archivedTitle: "The project is put away",
  archivedAbout:
    "It can be read and exported. Once it is taken out again, work goes on where it was.",
  unarchive: "Take out again",

  maskTakesLong:
    "This mask has taken more than 30 seconds. Keep what there is, or go on to the next object.",

  tenths,
  day,
  timePerson: "Times of",
  timeEverybody: "Everybody",
  timeLabel: "Times of objects of",
  timeAllLabels: "All labels",
  timeCsv: "Download all as CSV",
  timeNone:
    "No mask has been timed yet. The page measures each mask that is kept in a picture of the project.",
  timeNoneOf: "No mask of this choice has been timed.",
  timeNoChart: "The charts could not be drawn; their tables are here.",
  /** @param {{ masks: number, seconds: number, clicks: number }} of */
  timeFacts: ({ masks, seconds, clicks }) =>
    `${masks === 1 ? "1 mask" : `${number(masks)} masks`}, ${tenths(seconds)} s of active time and ${tenths(clicks)} clicks a mask. In the paper it was 34 s at first, and 14 s after six retrainings.`,
  timeTable: "As a table",
  timeWhen: "Time",
  timeDay: "Day",
  timeMasks: "Masks",
  timeSeconds: "Seconds a mask",
  timeMedian: "Seconds of the middle mask",
  timeClicks: "Clicks a mask",
  timeCorrections: "Corrections a mask",
  timeRetrained: "retrained",
  /** @param {number} masks kept before */
  timeRetrainedAfter: (masks) => `retrained, after ${number(masks)} masks`,
  timeSecondsTitle: "Seconds a mask over time",
  /** @param {number} first @param {number} last @param {number} retrainings */
  timeSecondsAbout: (first, last, retrainings) =>
    `Seconds a mask over time: ${tenths(first)} at first, ${tenths(last)} at last, ${number(retrainings)} retrainings. The table below has every point.`,
  timeClicksTitle: "Clicks a mask over time",
  /** @param {number} first @param {number} last */
  timeClicksAbout: (first, last) =>
    `Clicks a mask over time: ${tenths(first)} at first, ${tenths(last)} at last. The table below has every point.`,
  timeDaysTitle: "Masks a day, by person",
  /** @param {number} days @param {number} people */
  timeDaysAbout: (days, people) =>
    `Masks of ${number(days)} days by ${number(people)} people. The table below has every day.`,

  goldAbout:
    "Gold pictures are accepted ones whose objects are a known answer. Annotators are given them among their new pictures, each once and unseen; what they make of one is kept beside the answer and compared with it.",
  goldRate: "Of a hundred pictures that an annotator is given, so many are gold (0 to 50)",
  goldReport: "How people did",
  goldReportNone: "Nobody has submitted a gold picture yet.",
  goldPaper: "The paper's people agree at an IoU of 0.85 to 0.91.",
  /** @param {string} name @param {number} count */
  goldBegun: (name, count) => `${name} has begun ${number(count)}.`,
  /** @param {string} name @param {number} count */
  goldSkipped: (name, count) => `${name} has skipped ${number(count)}.`,
  goldHeads: [
    "Name",
    "Label",
    "Pictures",
    "Expected",
    "Found",
    "Missed",
    "Extra",
    "IoU",
    "Agreement",
  ],
  /** @param {number} count */
  goldPictures: (count) => `Gold pictures: ${number(count)}; and those that could be`,
  goldNone:
    "No picture is accepted yet. One that is, with a claim of labels that are exhaustive in it, can be gold.",
  goldMark: "Mark as gold",
  goldUnmark: "Make it a common one",
  /** @param {readonly string[]} labels */
  goldClaim: (labels) => `every ${labels.join(", ")} is marked`,
  goldNoClaim: "cannot be gold: nobody claims that every object of a label is marked",

  /** @param {number} count */
  projectsAway: (count) => `Put away: ${number(count)}`,
  projectHow: {
    empty: "no pictures yet",
    fresh: "not begun",
    review: "to review",
    done: "done",
  },
  /** @param {number} share of pictures that are done, 0..1 */
  projectShare: (share) => `${percent(share)} done`,

  moveOpen: "To a project…",
  moveTitle: "Move into a project",
  moveProject: "Project",
  moveWhich: "Pictures to move",
  moveThis: "This picture",
  /** @param {number} count */
  moveAll: (count) => `All ${number(count)} open pictures`,
  moveAbout:
    "The file and its objects go to the server, with their labels; those that the project lacks are made. The undo history stays behind. What cannot be moved stays here, and why is said.",
  moveGo: "Move",
  /** @param {number} pictures @param {number} objects @param {string} project */
  moved: (pictures, objects, project) =>
    `${pictures === 1 ? "1 picture" : `${number(pictures)} pictures`} with ${objectsOf(objects)} moved into ${project}.`,
  /** @param {readonly string[]} labels */
  movedLabels: (labels) => `New labels: ${labels.join(", ")}.`,
  /** @param {readonly string[]} labels */
  movedStrays: (labels) =>
    `Objects keep the labels ${labels.join(", ")}, which the project does not have; a reviewer or a lead can add them.`,
  /** @param {string} name of a picture @param {string} why */
  moveLeft: (name, why) => `${name} stays here. ${why}`,
  /** @param {string} there @param {string} here sizes */
  moveOtherSize: (there, here) =>
    `The server reads it as ${there} pixels, and its objects are of ${here}.`,
  /** @param {number} count */
  moveConflicts: (count) =>
    `The project has other versions of ${objectsOf(count)} of it, which are not overwritten.`,
  moveChanged: "It was changed meanwhile. Move it once more.",

  guideline: "Guideline",
};
