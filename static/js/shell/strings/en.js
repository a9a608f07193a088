/**
 * Every sentence of the page, in one place. A text with blanks is a function of what fills them.
 *
 * index.html carries the same English in elements marked `data-text="key"`, so that the page can be
 * read before any script has run; `tests/static/shell/strings.test.js` holds the two together.
 *
 * @import { Limit } from "../../decoder/threads.js"
 * @import { Name } from "../keys.js"
 */

import { enLearning } from "./en_learning.js";
import { enPrefill } from "./en_prefill.js";
import { enSeldom } from "./en_seldom.js";
import { enSimilar } from "./en_similar.js";
import { enTabs } from "./en_tabs.js";
import { numbersIn } from "./numbers.js";

const locale = "en";
const { moment, number, percent: share, iou: iouText, fileSize } = numbersIn(locale);

/** @param {number} fraction 0..1 */
const percent = (fraction) =>
  fraction > 0 && fraction < 0.001 ? `less than ${share(0.001)}` : share(fraction);

export const en = {
  locale,
  productName: "Segment Studio",
  none: "–",

  settings: "Language and theme",
  language: "Language",
  theme: "Theme",
  themeSystem: "System",
  themeLight: "Light",
  themeDark: "Dark",

  tagline: "Click an object in a picture and get its mask.",
  openPicture: "Open a picture",
  dropHere: "or drop one anywhere on this page, or paste it",
  dropNow: "Drop to open",
  folderTitle: "Pictures of the server's folder",
  /** @param {number} bytes */
  fileBytes: (bytes) => fileSize(bytes),
  galleryTitle: "Or start with one of these",
  galleryEmpty: "The example pictures could not be loaded. Your own pictures still open.",
  /**
   * What a picture is called.
   *
   * @param {{ name: string, title: string }} picture
   */
  title: ({ title }) => title,
  /** @param {{ name: string, title: string, credit: string }} image */
  galleryItem: ({ title, credit }) => (credit ? `${title} (${credit})` : title),
  backToPicture: "Back to the picture",

  open: "Open",
  /** @param {{ width: number, height: number }} size */
  size: ({ width, height }) => `${width} × ${height}`,
  stageLabel: "Picture",
  zoomLabel: "Zoom",
  /** @param {number} scale */
  zoomLevel: (scale) => share(scale),
  look: "Look",
  lookView: "Show",
  lookOverlay: "Over the picture",
  lookMask: "Mask only",
  lookCheckerboard: "Cut-out",
  lookWhite: "On white",
  lookBlack: "On black",
  lookOpacity: "Opacity",
  lookOutline: "Outlines",
  helpTitle: "Keyboard and mouse",
  /** What keys and gestures do, by their names in shell/keys.js. @type {Record<Name, string>} */
  keys: {
    click: "Add what is there; select an object that is kept; on a point, take the point away",
    clickAway: "Take away what is there",
    clickAlways: "Add what is there, also on an object or through the bar at the mask",
    drag: "Draw a box, or move a point or a handle",
    refine: "Refine the object that is there",
    selectMore: "With the select tool: select more",
    toolSelect: "Select objects",
    toolPrompt: "Click objects",
    toolBox: "Draw boxes",
    toolBrush: "Brush",
    toolLasso: "Lasso",
    everything: "Segment everything",
    findSimilar: "Find the rest like the selected objects, or like the last one kept",
    findRest: "In a project: find the rest like them in all pictures that nobody has begun",
    findWords: "Find what words name",
    acceptSuggestion: "Accept the suggestion",
    acceptSuggestions: "Accept all suggestions above the line",
    rejectSuggestion: "Reject the suggestion",
    correctSuggestion: "Correct the suggestion: it becomes yours",
    suggestionBefore: "The suggestion before",
    suggestionAfter: "The next suggestion",
    keep: "Keep the mask with the active class; end a lasso or a box",
    classes:
      "Keep the mask with this class; with no mask, give it to what is selected, or make it the active one",
    candidates: "Choose among the candidates",
    candidateWheel: "Look through the candidates",
    giveUp: "Give up what was begun: a stroke, a box, the prompt, the selection",
    undo: "Undo",
    redo: "Redo",
    delete: "Take away the last point; with no mask, delete the selected objects",
    walkBack: "Select the object before",
    walkOn: "Select the object after",
    rename: "Rename the selected object",
    selectAll: "Select all objects",
    toClasses: "Go to the classes",
    sign: "Change between Add and Remove",
    smaller: "A smaller brush",
    larger: "A larger brush",
    wheel: "Look nearer, or further away",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    zoomWhole: "Show the whole picture",
    zoomPixels: "Show the picture's own pixels",
    push: "Push the picture",
    pictureBefore: "The picture before, on the filmstrip",
    pictureAfter: "The picture after, on the filmstrip",
    nextPicture: "In a project: the next picture to annotate or review, this one left as it is",
    submitPicture: "In a project: submit the picture and go on to the next",
    claimAll: "In a project: claim that every object is marked, or take that back",
    acceptPicture: "In review: accept the picture and go on to the next",
    returnPicture: "In review: say why, return the picture and go on to the next",
    takeBack: "In a project: take the last decision back",
    commentPicture: "In a project: comment on a place, on the selected object or on the picture",
    commentBefore: "In a project: the comment before",
    commentAfter: "In a project: the next comment",
    arrows: "Move the crosshair, with Shift by 10 pixels",
    act: "Click at the crosshair",
    corner: "Begin a box at the crosshair, and end it",
    help: "Keyboard and mouse",
  },
  /** How parts of a chord are called, where a keyboard does not say it. @type {Record<string, string>} */
  chordWords: {
    RightClick: "Right click",
    DoubleClick: "Double click",
    MiddleDrag: "Middle button",
  },
  hintFirst: "Click the object you want, or drag a box around it.",
  hintFirstTouch: "Tap the object you want, or drag a box around it.",
  reading: "Reading the picture…",
  sending: "Sending it to the server…",
  encoding: "Encoding…",
  encodingHint: "You can click already.",
  waiting: "Waiting for the server…",
  resting: "Reading the picture…",
  failed: "Not encoded yet.",

  filmstripLabel: "Open pictures",
  /** @param {string} title */
  closePicture: (title) => `Close ${title}`,
  /** @param {string} title */
  closed: (title) => `${title} is closed.`,

  modeEverything: "Everything",
  progressLabel: "Progress",
  cancel: "Cancel",
  again: "Start again",
  thoroughness: "Search",
  presetFast: "Quick",
  presetDefault: "Thorough",
  presetDemo: "Every detail",
  masks: "Masks",
  /** @param {number} count */
  maskCount: (count) => number(count),
  coverage: "Coverage",
  everythingWaits: "Starts when the picture is encoded.",
  /** @param {number | null} left milliseconds; null until it can be told */
  everythingRuns: (left) =>
    left === null ? "Searching…" : `Searching, about ${number(Math.max(1, left / 1000))} s left`,
  /**
   * @param {"idle" | "running" | "done" | "stopped" | "failed"} status
   * @param {number} milliseconds
   */
  everythingEnded: (status, milliseconds) =>
    ({
      idle: "",
      running: "",
      done: `Found in ${number(milliseconds / 1000, 1)} s`,
      stopped: "Stopped; what was found stays.",
      failed: "Ended early; what was found stays.",
    })[status],
  /** @param {{ fraction: number, iou: number, stability: number }} mask */
  everythingMask: ({ fraction, iou, stability }) =>
    `Area ${percent(fraction)}, predicted IoU ${iouText(iou)}, stability ${iouText(stability)}`,
  everythingHint: "Click a mask to take it as an object.",
  everythingNothing:
    "Nothing passes the filters in this picture. Lower them, or search more thoroughly.",
  filterIou: "Predicted IoU above",
  filterStability: "Stability from",
  filterOverlap: "Overlap up to",
  filterArea: "Area from",
  /** @param {number} area */
  pixels: (area) => `${number(area)} px`,
  railLabel: "Tools",
  panelLabel: "Objects and classes",
  panelEdge: "Width of the panel",
  sheetHandle: "More, or less",
  classesTitle: "Classes",
  classesOpen: "Edit classes",
  classesNone: "There is no class yet.",
  classNew: "New class",
  classAdd: "Add class",
  classNone: "No class",
  classNoneTitle: "The next objects get no class",
  /**
   * @param {string} name
   * @param {number} count
   */
  chip: (name, count) => `${name}, ${count === 1 ? "1 object" : `${number(count)} objects`}`,
  /** @param {string} name */
  className: (name) => `Name of class ${name}`,
  /** @param {string} name */
  classColour: (name) => `Another colour for ${name}`,
  /** @param {string} name */
  classUp: (name) => `Move ${name} up`,
  /** @param {string} name */
  classDrop: (name) => `Take ${name} off the list`,
  /**
   * @param {string} name
   * @param {number} count
   */
  classUsed: (name, count) =>
    `${count === 1 ? "1 object is" : `${number(count)} objects are`} of class ${name}. Rename it to another's name to merge the two.`,
  classPick: "Choose a class",
  classSearch: "Find a class, or name a new one",
  /** @param {string} name */
  classMake: (name) => `New class “${name}”`,
  /**
   * @param {string} name of an object
   * @param {string} label
   */
  classOf: (name, label) => `Class of ${name}: ${label}`,
  /** @param {number} digit */
  noClass: (digit) =>
    `There is no class ${number(digit)} yet. Add it with the pen beside “Classes”.`,
  colourBy: "Colour objects by",
  colourByClass: "Class",
  colourByObject: "Object",
  groupByClass: "Group by class",
  searchObjects: "Search objects",
  searchShort: "Search",
  sortObjects: "Order",
  sortFront: "In front first",
  sortTime: "Latest first",
  sortSize: "Largest first",
  sortIou: "Least sure first",
  noneFound: "No object is called that.",
  /** @param {number} count */
  objectCount: (count) => (count === 1 ? "1 object" : `${number(count)} objects`),
  /** @param {number} count */
  selectedCount: (count) => `${number(count)} selected`,
  classOfSelected: "Class…",
  hideSelected: "Hide, or show",
  objectsTitle: "Objects",
  /** @param {number} number */
  objectName: (number) => `Object ${number}`,
  handLabel: "Pointer",
  brushSize: "Size",
  lassoHint: "Draw around an area, or click corner by corner and end with Enter.",
  fillHoles: "Fill holes",
  dropIslands: "Drop islands",
  noHoles: "This mask has no holes.",
  noIslands: "This mask is in one piece.",
  /** @param {string} name */
  keptAlready: (name) => `This mask is kept already, as ${name}: it is selected.`,
  take: "Keep",
  takeAgain: "Keep changes",
  takeAll: "Take all as objects",
  /** @param {number} count */
  leftOutWhole: (count) =>
    count === 1
      ? "1 mask is nearly the whole picture and was left out; click it to take it."
      : `${number(count)} masks are nearly the whole picture and were left out; click one to take it.`,
  objectsBar: "Selected objects",
  unnamed: "Unnamed",
  /** @param {string} name */
  selectObject: (name) => `Select ${name}`,
  /** @param {string} name */
  nameOf: (name) => `Name of ${name}`,
  /** @param {string} name */
  hideObject: (name) => `Hide ${name}`,
  editObject: "Refine",
  moveUp: "Move up",
  moveDown: "Move down",
  merge: "Merge into one",
  subtract: "Take the others from the last",
  removeObject: "Delete",
  nothingLeft: "Nothing would be left of it.",
  load: "Load…",
  /** @param {number} count */
  loaded: (count) => (count === 1 ? "1 object loaded." : `${number(count)} objects loaded.`),
  /** @param {number} count */
  loadedKnown: (count) => `Left out, as they are here already: ${number(count)}.`,
  /** @param {number} count */
  loadedBoxes: (count) =>
    count === 1
      ? "1 object is only a box: it is on the stage as a prompt."
      : `${number(count)} objects are only boxes: each comes as a prompt once the mask before it is kept.`,
  /** @param {number} count */
  boxesLeft: (count) =>
    `Boxes that were not looked at: ${number(count)}. Load the file again for them.`,
  /** @param {number} count */
  loadedSkipped: (count) => `Could not be read: ${number(count)}.`,
  /** @param {number} count */
  loadedNotes: (count) =>
    count === 1
      ? "1 remark on what was read otherwise, or not at all."
      : `${number(count)} remarks on what was read otherwise, or not at all.`,
  skippedTitle: "Could not be read",
  remarksTitle: "Read otherwise, or not at all",
  /** @param {string} sentence of a reader, in English */
  saidOfFile: (sentence) => sentence,
  /** @param {string} sentence of what reading did to a picture, in English */
  saidOfPicture: (sentence) => sentence,
  /** @param {string} sentence of the gate, in English */
  saidOfDecoder: (sentence) => sentence,
  reasonForeign:
    "The page reads COCO, SA-1B and its own files by itself; files of other tools are read by the server, which does not answer.",
  reasonLeft: "Another picture came onto the stage meanwhile.",
  choose: "Choose",
  /** @param {number} degrees @returns {string} */
  turned: (degrees) => (degrees === 90 ? "Turned to the right (90°)" : "Turned to the left (270°)"),
  exportOpen: "Export…",
  exportTitle: "Take away",
  exportScopeLabel: "What to take away",
  /**
   * @param {"selected" | "picture" | "pictures"} scope
   * @param {number} objects
   * @param {number} pictures that are open
   */
  exportScope: (scope, objects, pictures) =>
    ({
      selected: `Selected: ${number(objects)}`,
      picture: `This picture: ${number(objects)}`,
      pictures: `${pictures === 1 ? "All pictures" : `All ${number(pictures)} pictures`}: ${number(objects)}`,
    })[scope],
  /**
   * @param {number} objects
   * @param {number} pictures that have any
   */
  exportObjects: (objects, pictures) =>
    objects === 0
      ? "There are no objects yet: press Enter to keep a mask."
      : `${objects === 1 ? "1 object" : `${number(objects)} objects`} of ${pictures === 1 ? "1 picture" : `${number(pictures)} pictures`}.`,
  /** @param {number} pictures whose pixels are not in memory */
  exportBlind: (pictures) =>
    pictures === 1
      ? "Without cut-outs of 1 picture, which is not in memory now."
      : `Without cut-outs of ${number(pictures)} pictures, which are not in memory now.`,
  /** @param {number} bytes */
  exportBytes: (bytes) => `${fileSize(bytes)}.`,
  /**
   * @param {boolean} onStage
   * @returns {string}
   */
  exportCutOut: (onStage) =>
    onStage ? "Of the mask on the picture." : "Of the object that is selected.",
  close: "Close",
  copyCutOut: "Copy",
  copied: "The cut-out is on the clipboard.",
  exportDownload: "Download",
  formatBundle: "ZIP of all",
  formatBundleNote: "Masks, cut-outs and every format below.",
  formatCocoRle: "COCO JSON, RLE",
  formatCocoRleNote: "Exact, holes and regions kept.",
  formatCocoPolygons: "COCO JSON, polygons",
  formatCocoPolygonsNote: "Outlines; holes are cut out by lines without width.",
  formatSa1bNote: "One file for the picture, as the SA-1B data set has it.",
  formatYolo: "YOLO segmentation",
  formatYoloNote: "One line an object: regions are joined, holes cut out.",
  formatPngNote: "One indexed picture, the smaller masks on top.",
  formatSvg: "SVG outlines",
  formatSvgNote: "Vector shapes to draw on with.",
  formatJson: "Annotations with prompts",
  formatJsonNote: "All that is known of each object, to go on later.",
  formatCutOut: "Cut-out",
  formatCutOutNote: "Transparent PNG, cropped to the object.",
  formatCutOutFull: "Cut-out, full size",
  formatCutOutFullNote: "Transparent PNG as large as the picture.",
  fileFormat: "File",
  formatSa1b: "SA-1B JSON",
  formatCoco: "COCO JSON",
  formatPng: "PNG, an id for each mask",
  formatZip: "ZIP, a PNG for each mask",
  /** @param {number} count */
  downloadMasks: (count) => (count === 1 ? "Download 1 mask" : `Download ${number(count)} masks`),
  writingFile: "Writing the file…",
  /** @param {{ masks: number, fraction: number }} found */
  statusEverything: ({ masks, fraction }) =>
    `Everything: ${number(masks)} masks cover ${percent(fraction)} of the picture.`,

  toolsTitle: "Click to",
  add: "Add",
  remove: "Remove",
  historyLabel: "History",
  gestureAdd: "Click the object",
  gestureRemove: "Right click what to leave out",
  gestureAddTouch: "Tap the object",
  holdRemoves: "Hold a finger on what to leave out of the mask.",
  gestureRemoveTouch: "Hold a finger on what to leave out",
  gestureKeep: "Press Enter to keep the mask, or the digit of a class",
  gestureKeepTouch: "Tap Keep, or a class",
  gestureBox: "Drag a box around it",
  glimpsing: "Show mask under pointer",

  candidatesTitle: "Which one do you mean?",
  /** @param {string} rank 1 is the best */
  candidate: (rank) => `Candidate ${rank}, predicted IoU`,

  maskTitle: "Mask",
  area: "Area",
  percent,
  predictedIou: "Predicted IoU",
  iou: iouText,
  download: "Download PNG",
  reasonNoPicture: "Open a picture first.",
  reasonNoPrompt: "Click the object first.",
  /** @param {{ width: number, height: number }} size */
  reasonReady: ({ width, height }) => `White on black, ${width} × ${height} pixels`,

  details: "Details",
  model: "Model",
  /** @param {string} kind */
  modelKind: (kind) => (kind === "vit_t" ? "MobileSAM (vit_t)" : `SAM (${kind})`),
  modelLoading: "Loading…",
  modelFailed: "Not loaded",
  encoder: "Encoder",
  /** @param {{ device: string, precision: string }} server */
  encoderPlace: ({ device, precision }) => `Server, ${device.toUpperCase()}, ${precision}`,
  encodeTime: "Encode",
  /** @param {number} milliseconds */
  seconds: (milliseconds) => `${number(milliseconds / 1000, 1)} s`,
  decoder: "Decoder",
  decoderPlace: "This browser, WASM",
  decodeTime: "Last decode",
  /** @param {number} milliseconds */
  milliseconds: (milliseconds) => `${number(milliseconds)} ms`,
  threads: "Threads",
  firstChannel: "Open its first channel as grey",
  notesTitle: "How this picture was read",
  /** @param {number} count */
  threadCount: (count) => number(count),
  /** @param {Limit} limit */
  threadsLimit: (limit) => {
    switch (limit.name) {
      case "failure":
        return `${limit.failure} The plain decoder runs instead, on one thread.`;
      case "insecure":
        return "Browsers allow threads only over HTTPS or on localhost; this page came over plain HTTP.";
      case "unisolated":
        return "The page is not cross-origin isolated: the server's COOP and COEP headers are missing.";
      case "processors":
        return `This computer offers ${number(limit.processors)} logical processors.`;
    }
  },

  webgpu: "WebGPU",
  webgpuOff: "Not offered",
  webgpuWhy: "A graphics driver can give wrong masks without an error.",
  selfTest: "Self-test",
  selfTestWaiting: "Not run yet",
  /** @param {number} milliseconds */
  selfTestPassed: (milliseconds) => `Passed in ${number(milliseconds)} ms`,
  selfTestFailed: "Failed",
  memory: "Memory",
  /** @param {number} objects */
  memoryLearnt: (objects) =>
    `Learnt from ${objects === 1 ? "1 object" : `${number(objects)} objects`}`,
  /** @param {number} objects @param {number} first object with which it begins */
  memoryOff: (objects, first) =>
    `Off until ${number(first)} objects are kept; ${number(objects)} so far`,
  memoryForget: "Forget what was learnt",
  /** @param {number} objects */
  memoryForgetSure: (objects) =>
    `Press again to forget ${objects === 1 ? "1 object" : `${number(objects)} objects`}`,
  copyReport: "Copy for a bug report",
  reportTitle: "For a bug report",
  reportByHand: "Here the browser lets no page copy by itself. All of this is selected: copy it.",
  reportCopied: "The report is on the clipboard.",

  statusEmpty: "No picture is open.",
  /** @param {string} title */
  statusOpening: (title) => `Opening ${title}.`,
  /** @param {string} title */
  statusReady: (title) => `${title} is ready. Click the object you want.`,
  /** @param {{ fraction: number, iou: number }} mask */
  statusMask: ({ fraction, iou }) =>
    `Mask covers ${percent(fraction)} of the picture, predicted IoU ${iouText(iou)}.`,
  /** @param {{ fraction: number }} mask */
  statusMaskByHand: ({ fraction }) => `Mask covers ${percent(fraction)} of the picture.`,
  statusNothing: "The mask is empty. Add a point, or undo.",

  retry: "Try again",
  openOther: "Open another picture",
  dismiss: "Dismiss",
  fetchPictures: "Bring them here",
  showDetails: "Show them",
  /** @param {number} count */
  moreNotices: (count) => `${number(count)} more`,
  /** @param {number} count */
  openElsewhere: (count) =>
    count === 1
      ? "1 picture is open in another tab."
      : `${number(count)} pictures are open in another tab.`,
  errorNoPicture: "There is no picture in what was dropped or pasted.",
  /**
   * @param {readonly string[]} names of some
   * @param {number} count of all
   */
  errorNotPictures: (names, count) =>
    `Not opened, as ${count === 1 ? "it is no picture" : "they are no pictures"}: ${names.join(", ")}${count > names.length ? ` and ${number(count - names.length)} more` : ""}. JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC and AVIF are read.`,
  /**
   * @param {number} bytes of a file
   * @param {number} most
   */
  errorTooLarge: (bytes, most) => `${fileSize(bytes)}, at most ${fileSize(most)} are opened here.`,
  /**
   * @param {string} title
   * @param {string} why
   */
  errorRefused: (title, why) => `${title}: ${why}`,
  /** @param {string} title */
  errorUnreadable: (title) =>
    `${title} could not be read. It may have been moved or be incomplete.`,
  /** @param {string} title */
  errorServerGone: (title) =>
    `The server does not answer, so ${title} could not be opened. The picture on the stage can still be clicked.`,
  /** @param {string} title */
  errorServerGoneEmpty: (title) => `The server does not answer, so ${title} could not be opened.`,
  /** @param {string} title */
  errorServerGoneKept: (title) =>
    `The server does not answer. ${title} is encoded as soon as it does; pictures encoded before can still be clicked.`,
  serverBack: "The server answers again.",
  fellBack:
    "The fast decoder failed in this browser, so a slower one has taken over. Nothing is lost. Reload the page to try the fast one again.",
  /** @param {string} why */
  errorDecoder: (why) => `Clicks cannot be answered yet. ${why}`,
  /** @param {string} why */
  errorSelfTest: (why) =>
    `The mask decoder failed its self-test: masks may be wrong. ${why} Try again; if that does not help, use another browser.`,
  /** @param {string} why */
  errorDecode: (why) => `This prompt could not be answered. ${why}`,
  /** @param {string} why */
  errorMismatch: (why) => `${why} Try again to load what belongs together; your points stay.`,
  /** @param {string} why */
  errorEverything: (why) => `Not everything could be segmented. ${why}`,
  /** @param {string} why */
  errorObject: (why) => `The mask could not be kept. ${why}`,
  /**
   * @param {string} title of files
   * @param {string} why
   */
  errorLoad: (title, why) => `“${title}” could not be loaded. ${why}`,
  /** @param {string} why */
  errorFile: (why) => `The file could not be written. ${why}`,
  /** @param {string} why */
  errorDownload: (why) => `The mask could not be written. ${why}`,
  errorStorageFull:
    "There is no room left in this browser to keep your work. It goes on, but is lost when you leave the page: close pictures, or download what you need.",
  /** @param {string} why */
  errorStorage: (why) =>
    `Your work cannot be kept in this browser, and is lost when you leave the page. ${why}`,
  storageForgets:
    "This browser lets the page keep nothing: what is open is lost when you leave the page.",
  storageBlocked:
    "An older version of this page is open in another tab or window. Close it and reload this one to see your saved pictures; until then nothing that you do here is kept.",
  storageOutdated:
    "A newer version of this page was opened in another tab or window. Reload this one: until then nothing more that you do here is kept.",
  /** @param {number} count */
  keptBoth: (count) =>
    count === 1
      ? "Another page had changed 1 object of this picture: its version is kept beside yours."
      : `Another page had changed ${number(count)} objects of this picture: its versions are kept beside yours.`,
  /** @param {string} why */
  errorRestoring: (why) => `The pictures of last time could not be brought back. ${why}`,
  /** @param {number} count */
  errorDamaged: (count) =>
    count === 1
      ? "1 saved picture could not be read and is left out."
      : `${number(count)} saved pictures could not be read and are left out.`,

  projectsTitle: "Projects",
  projectsNone: "There is no project yet. One holds many pictures that several people annotate.",
  projectsFailed: "The projects could not be read.",
  projectNewName: "Name of a new project",
  projectNewLabels: "Its labels, with commas between",
  projectMake: "Make project",
  projectsAll: "All projects",
  projectAdd: "Add pictures",
  projectFolder: "Add a folder",
  projectSearch: "Find pictures by name",
  projectGrid: "Pictures of the project",
  projectEmpty: "There is no picture yet. Drop files or folders here.",
  projectNoMatch: "No picture passes this filter.",
  projectGridFailed: "The pictures could not be read.",
  projectWho: "Choose who works here first.",
  statesLabel: "Pictures by state",
  stateAll: "All",
  pictureStates: {
    new: "New",
    prefilled: "Prefilled",
    in_progress: "In progress",
    returned: "Returned",
    submitted: "Submitted",
    accepted: "Accepted",
    skipped: "Skipped",
  },
  /** @param {number} count */
  count: (count) => number(count),
  /** @param {{ pictures: number, accepted: number, objects: number }} figures */
  projectFigures: ({ pictures, accepted, objects }) =>
    [
      pictures === 1 ? "1 picture" : `${number(pictures)} pictures`,
      `${number(accepted)} accepted`,
      objects === 1 ? "1 object" : `${number(objects)} objects`,
    ].join(", "),
  projectAnnotate: "Annotate the next one",
  /** @param {number} count of pictures that are submitted */
  projectReview: (count) => `Review the next one (${number(count)})`,
  /** @param {string} name of a person */
  pictureTaken: (name) => `${name} is at it`,
  /** @param {number} count */
  openComments: (count) => (count === 1 ? "1 open comment" : `${number(count)} open comments`),
  workAccept: "Accept",
  workReturn: "Return",
  reviewEmpty: "There is no other picture to review now.",
  /** @param {string} title of a picture @param {string} now its state in words */
  decided: (title, now) => `${title}: ${now}`,
  claimTitle: "Every object is marked of",
  claimNone: "Not claimed complete",
  /** @param {readonly string[]} labels none for all that the project has */
  claimSome: (labels) =>
    labels.length === 0 ? "All objects marked" : `All marked: ${labels.join(", ")}`,
  claimNotes: {
    choice: "Submitted with this picture, and with those after it until you choose otherwise.",
    claim: "Claimed of this picture. A change counts at once.",
    fixed: "Claimed of this picture. Only who reviews may change it, while it is submitted.",
  },
  commentsTitle: "Comments",
  commentSend: "Send",
  commentReturn: "Return the picture",
  commentText: "What is to be said?",
  commentWhy: "Why is it returned?",
  commentEmpty: "Say something first, so that others know what is meant.",
  commentUnpin: "About the whole picture instead",
  commentOnPicture: "About the picture. Click a place or an object to pin it there.",
  commentOnPlace: "About the marked place",
  /** @param {string} name of an object */
  commentOnObject: (name) => `About ${name}`,
  /** @param {number} count of the comment in the list */
  commentAnswers: (count) => `Answer to comment ${number(count)}`,
  commentAnswer: "Answer",
  commentResolve: "Resolve",
  commentReopen: "Open again",
  commentGone: "an object that was removed",
  /** @param {number} count of the comment in the list */
  commentGo: (count) => `Go to comment ${number(count)}`,
  /** @param {number} count @param {string} name of a person @param {string} text */
  commentPin: (count, name, text) => `Comment ${number(count)}, ${name}: ${text}`,
  /** @param {number} count of those that are resolved */
  commentsMore: (count) => `Show ${number(count)} resolved`,
  commentsFewer: "Hide those that are resolved",
  /** @param {string} name of a person @param {string} text */
  returnedBy: (name, text) => `Returned by ${name}: ${text}`,
  /** @param {number} count of open comments @returns {string} */
  returnedFor: (count) =>
    count === 0 ? "Returned without a comment." : "Returned: the comments say why.",
  /** @param {string} time as ISO 8601 has it */
  moment: (time) => moment(time),
  workLabel: "Project",
  workNext: "Next",
  workSubmit: "Submit",
  workRetract: "Take the submission back",
  locked: {
    submitted: "This picture is submitted: it can be looked at, and is not changed.",
    accepted: "This picture is accepted: it is not changed unless it is returned.",
    away: "This project is put away: it can be looked at, and is not changed.",
  },
  workSaved: "Saved",
  workPending: "Saving…",
  workWaits: "Not at the server yet; this browser has it",
  workPendingYet: "The server does not have all of this picture yet. It stays open until it does.",
  workUnkept: "There is a mask that is not kept: Enter keeps it, Esc gives it up.",
  workLying: "Pictures of the server's folder cannot be moved into a project.",
  /** @param {string} title of a picture */
  workChanged: (title) =>
    `Somebody changed ${title} while it was open here. It is shown as it is now: look at it again.`,
  /** @param {string} title */
  workElsewhere: (title) => `${title} is open in another tab.`,
  /** @param {string} name of a person */
  workTaken: (name) => `${name} is at this picture too. You may go on: both your changes are kept.`,
  somebody: "Somebody",
  queueEmpty: "There is no other picture to annotate now.",
  /** @param {string} why */
  errorNotSaved: (why) =>
    `The server did not take a change. It stays in this browser and is sent again. ${why}`,
  personTitle: "Who works here?",
  personNote: "What you change in projects is written down under this name.",
  personName: "Your name",
  personMake: "Use this name",
  personToken: "Personal token",
  /** @param {string} name */
  personHasToken: (name) => `${name} has a personal token: choose the name in the list.`,
  personGoOn: "Go on",
  personNobody: "Choose a name",
  roles: { annotator: "annotator", reviewer: "reviewer", lead: "lead" },
  /** @param {string} name @param {string} role in words */
  personIs: (name, role) => `${name}, ${role}`,
  sendingLabel: "Pictures on their way",
  sendingRefused: "Files that were not taken",
  /** @param {number} settled @param {number} total files */
  sendingRuns: (settled, total) => `${number(settled)} of ${number(total)} pictures`,
  /** @param {number} settled @param {number} total files */
  sendingWaits: (settled, total) =>
    `The server does not answer; this goes on when it does. ${number(settled)} of ${number(total)} pictures`,
  /** @param {{ added: number, known: number, refused: number, left: number }} counts */
  sendingOver: ({ added, known, refused, left }) =>
    [
      `${number(added)} added`,
      ...(known > 0 ? [`${number(known)} were there already`] : []),
      ...(refused > 0 ? [`${number(refused)} not taken`] : []),
      ...(left > 0 ? [`${number(left)} left out: give them again to go on`] : []),
    ].join(", "),
  sendingElsewhere: "Pictures are still on their way into another project. Wait, or stop that.",
  sendingStop: "Stop",
  /** @param {string} why */
  errorFileGone: (why) => `The file could not be read. It may have been moved. ${why}`,

  ...enTabs,
  ...enLearning,
  ...enPrefill,
  ...enSimilar,
  ...enSeldom,
};

/** @typedef {typeof en} Strings */
