/** The sentences of data sets, of removing for good and of what is seldom done, in English; a part of `en.js`. */

import { numbersIn } from "./numbers.js";

const { moment, number } = numbersIn("en");

/** @param {number} count */
const pictures = (count) => (count === 1 ? "1 picture" : `${number(count)} pictures`);
/** @param {number} count */
const objects = (count) => (count === 1 ? "1 object" : `${number(count)} objects`);

export const enSeldom = {
  sharpHere: "Sharp here",
  sharpSoon: "Getting sharp…",
  sharpAbout: "Of a large picture the model sees this part in its own pixels: small objects too.",
  workMore: "More for this picture",
  workSkip: "Skip this picture",
  workSkipNote:
    "For one that cannot be annotated, such as a blurred one. A change of its objects brings it back.",
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
  dataOpen: "Data set…",
  dataTitle: "The project as a data set",
  dataKind: "Kind",
  dataKinds: {
    coco: "COCO, masks as RLE",
    coco_polygons: "COCO, masks as polygons",
    yolo: "YOLO segmentation, with data.yaml",
    cvat: "CVAT for images 1.1",
    labelme: "LabelMe",
    label_studio: "Label Studio",
    png: "Indexed PNGs",
    sa1b: "SA-1B",
    json: "All that is known (our own JSON)",
  },
  dataWhich: "Of which pictures",
  dataAccepted: "Accepted ones",
  dataAll: "All",
  dataPictures: "With the pictures' files",
  dataGet: "Download",
  dataInto: "Annotations of a data set",
  dataAbout:
    "A file of any of these kinds, or a ZIP of several, gives the project's pictures of the same names its annotations. What is there stays.",
  dataBring: "Choose a file…",
  dataBusy: "This may take a while…",
  dataReady: "The file is in your downloads.",
  dataFailed: "It could not be done; the notice says why.",
  /** @param {{ taken: number, there: number, pictures: number }} report */
  dataBrought: (report) =>
    `${objects(report.taken)} of ${pictures(report.pictures)} are new; ${number(report.there)} were there already.`,
  /** @param {number} count */
  dataMore: (count) => `and ${number(count)} more`,
  projectsGone: "Removed for good",
  /** @param {{ name: string, pictures: number, objects: number, who: string, at: string }} removal */
  projectGone: ({ name, who, at, ...counts }) =>
    `${name}: ${pictures(counts.pictures)}, ${objects(counts.objects)}; by ${who}, ${moment(at)}`,
};
