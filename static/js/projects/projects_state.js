/**
 * What the page knows of projects, and what of it is shown.
 *
 * @import { Round } from "../server/learning_api.js"
 * @import { Prefill } from "../server/prefill_api.js"
 * @import { Document } from "../document/document.js"
 * @import { Writing } from "../comments/comments.js"
 * @import {
 *   Action, Person, PictureComment, PictureState, Progress, Project, ProjectPicture, ProjectSummary,
 *   RemovedProject, Stage
 * } from "../server/projects_api.js"
 * @import {
 *   Gold, GoldReport, LabelCounts, Lately, QueueState, TimingGroup, TimingSeries
 * } from "../server/project_tabs_api.js"
 * @import { Tab } from "./tabs.js"
 *
 * @typedef {object} Projects
 * @property {boolean} kept whether this server keeps any
 * @property {"loading" | "ready" | "failed"} status of the list
 * @property {readonly ProjectSummary[]} list by name, without those that are put away
 * @property {readonly ProjectSummary[]} archived those that are, by name
 * @property {readonly RemovedProject[]} removed for good, the last one first
 * @property {readonly Person[]} people by name
 * @property {Worker | null} person who works at this browser
 * @property {OpenProject | null} open the one whose page is shown
 * @property {Sending | null} sending pictures on their way into a project
 * @property {Readonly<Record<string, Work>>} works open pictures of projects, by document id
 * @property {Readonly<Record<string, string | null>>} decoders by project, as far as they are known: the
 *   fingerprint of its own; null for the one in force
 * @property {Stage | null} stage what one goes through; null where the picture on the stage tells it
 * @property {Decision | null} decision the last one, while it can be taken back
 * @property {Writing | null} writing the comment that is being written
 * @property {string | null} pointed id of the comment that was gone to last
 * @property {Readonly<Record<string, boolean>>} away by project, as far as it is known: whether it is put
 *   away
 * @property {number} refused how often somebody wanted to change what is locked
 *
 * @typedef {object} Work
 * @property {ProjectPicture | null} picture as the server said last; null until it did
 * @property {Pick<Document, "annotations" | "removed"> | null} delivered what of its document the server
 *   has; null while nothing is known of that
 * @property {boolean} failed whether the last attempt to save came to nothing
 * @property {readonly PictureComment[] | null} comments the first one first; null until they are known
 * @property {number | null} seen the picture's `contents` that its document here has; null where that
 *   is not known
 *
 * @typedef {object} Decision what was done with a picture that is on the stage no more
 * @property {string} project id
 * @property {ProjectPicture} picture as it is since
 * @property {Action} action
 * @property {Stage} stage in which it was done
 * @property {number} notice id of the one that offers to take it back
 *
 * @typedef {object} Worker
 * @property {string} id
 * @property {string} name
 * @property {Person["role"]} role
 * @property {string} token that is theirs; empty for none
 *
 * @typedef {object} OpenProject
 * @property {string} id
 * @property {string} name empty until it is known
 * @property {Tab} tab of its page
 * @property {Project | null} project all that stands in its description; null until it is known
 * @property {Facts} facts what its tabs show, each null until it is known
 * @property {Progress | null} progress null until it is known
 * @property {Filter} filter
 * @property {Grid} grid
 *
 * @typedef {object} Facts
 * @property {LabelCounts | null} counts of objects
 * @property {Lately | null} lately what people did
 * @property {Times | null} times
 * @property {readonly Round[] | null} rounds of fine-tuning
 * @property {Prefill | null} prefill suggestions ahead of people
 * @property {{ gold: Gold, report: GoldReport, accepted: readonly ProjectPicture[] } | null} gold
 * @property {QueueState | null} order in which pictures are given
 *
 * @typedef {object} Times
 * @property {TimesOf} of
 * @property {TimingSeries} series seconds and clicks a mask over time
 * @property {readonly TimingGroup[]} days masks by person and day
 *
 * @typedef {object} TimesOf whose times
 * @property {string} person id; empty for all
 * @property {string} label empty for all
 *
 * @typedef {object} Filter which pictures are shown
 * @property {PictureState | ""} state "" for all
 * @property {string} search part of the file's name
 *
 * @typedef {object} Grid the pictures that pass the filter, as far as they are here
 * @property {"loading" | "ready" | "failed"} status
 * @property {readonly ProjectPicture[]} pictures in the order in which they were added
 * @property {string | null} next where the next part begins; null behind the last, and before the first
 * @property {number | null} total null until it is known
 *
 * @typedef {object} Sending
 * @property {string} project id
 * @property {"running" | "waiting" | "over"} status waiting: for a server that does not answer
 * @property {number} total files
 * @property {number} added new in the project
 * @property {number} known that the server had already, so that they were not sent
 * @property {readonly { name: string, message: string }[]} refused with the reason
 */

/** States of a picture, in the order in which they are shown. @type {readonly PictureState[]} */
export const STATES = [
  "new",
  "prefilled",
  "in_progress",
  "returned",
  "submitted",
  "accepted",
  "skipped",
];

/** @type {Grid} */
export const EMPTY_GRID = { status: "loading", pictures: [], next: null, total: null };

/** @type {TimesOf} */
export const ALL = { person: "", label: "" };

/** @type {Facts} */
export const NO_FACTS = {
  counts: null,
  lately: null,
  times: null,
  rounds: null,
  prefill: null,
  gold: null,
  order: null,
};

/** @type {Projects} */
export const NO_PROJECTS = {
  kept: false,
  status: "loading",
  list: [],
  archived: [],
  removed: [],
  people: [],
  person: null,
  open: null,
  sending: null,
  works: {},
  decoders: {},
  stage: null,
  decision: null,
  writing: null,
  pointed: null,
  away: {},
  refused: 0,
};
