/**
 * Every sentence of the page, in one place. A text with blanks is a function of what fills them.
 *
 * index.html carries the same English in elements marked `data-text="key"`, so that the page can be
 * read before any script has run; `tests/static/strings.test.js` holds the two together.
 */

const decimal = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param {number} iou as the model estimates it, which may be a little more than there can be */
const iouText = (iou) => decimal.format(Math.min(iou, 1));

/** @param {number} fraction 0..1 */
function percent(fraction) {
  if (fraction > 0 && fraction < 0.001) return "less than 0.1 %";
  return `${(fraction * 100).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}

export const strings = {
  productName: "Segment Studio",
  none: "–",

  tagline: "Click an object in a picture and get its mask.",
  openPicture: "Open a picture",
  dropHere: "or drop one anywhere on this page, or paste it",
  dropNow: "Drop to open",
  galleryTitle: "Or start with one of these",
  galleryEmpty: "The example pictures could not be loaded. Your own pictures still open.",
  /** @param {{ title: string, credit: string }} image */
  galleryItem: ({ title, credit }) => (credit ? `${title} (${credit})` : title),
  backToPicture: "Back to the picture",

  open: "Open",
  /** @param {{ width: number, height: number }} size */
  size: ({ width, height }) => `${width} × ${height}`,
  stageLabel: "Picture",
  zoomLabel: "Zoom",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomWhole: "Show the whole picture",
  /** @param {number} scale */
  zoomLevel: (scale) => `${scale < 0.1 ? (scale * 100).toFixed(1) : Math.round(scale * 100)} %`,
  hintFirst: "Click the object you want, or drag a box around it.",
  hintFirstTouch: "Tap the object you want, or drag a box around it.",
  reading: "Reading the picture…",
  sending: "Sending it to the server…",
  encoding: "Encoding…",
  encodingHint: "You can click already.",

  modesTitle: "Segment",
  modeOne: "One object",
  modeEverything: "Everything",
  progressLabel: "Progress",
  cancel: "Cancel",
  again: "Start again",
  thoroughness: "Search",
  presetFast: "Quick",
  presetDefault: "Thorough",
  presetDemo: "Every detail",
  masks: "Masks",
  coverage: "Coverage",
  everythingWaits: "Starts when the picture is encoded.",
  /** @param {number | null} left milliseconds; null until it can be told */
  everythingRuns: (left) =>
    left === null
      ? "Searching…"
      : `Searching, about ${Math.max(1, Math.round(left / 1000))} s left`,
  /**
   * @param {"idle" | "running" | "done" | "stopped" | "failed"} status
   * @param {number} milliseconds
   */
  everythingEnded: (status, milliseconds) =>
    ({
      idle: "",
      running: "",
      done: `Found in ${(milliseconds / 1000).toFixed(1)} s`,
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
  pixels: (area) => `${area} px`,
  objectsTitle: "Objects",
  /** @param {number} number */
  objectName: (number) => `Object ${number}`,
  /** @param {string} name */
  dropObject: (name) => `Leave ${name} out`,
  fileFormat: "File",
  formatSa1b: "SA-1B JSON",
  formatCoco: "COCO JSON",
  formatPng: "PNG, an id for each mask",
  formatZip: "ZIP, a PNG for each mask",
  /** @param {number} count */
  downloadMasks: (count) => (count === 1 ? "Download 1 mask" : `Download ${count} masks`),
  /** @param {number} count */
  downloadObjects: (count) => (count === 1 ? "Download 1 object" : `Download ${count} objects`),
  writingFile: "Writing the file…",
  /** @param {{ masks: number, fraction: number }} found */
  statusEverything: ({ masks, fraction }) =>
    `Everything: ${masks} masks cover ${percent(fraction)} of the picture.`,

  toolsLabel: "Tools",
  toolsTitle: "Click to",
  add: "Add",
  remove: "Remove",
  historyLabel: "History",
  undo: "Undo",
  redo: "Redo",
  reset: "Reset",
  gestureAdd: "Click the object",
  gestureRemove: "Right click what to leave out",
  gestureAddTouch: "Tap the object",
  gestureRemoveTouch: "Remove, then tap what to leave out",
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
  reasonEncoding: "The picture is still being encoded.",
  reasonNoPrompt: "Click the object first.",
  reasonPending: "The mask is on its way.",
  reasonModel: "The mask decoder is not loaded.",
  /** @param {{ width: number, height: number }} size */
  reasonReady: ({ width, height }) => `White on black, ${width} × ${height} pixels`,

  details: "Details",
  model: "Model",
  /** @param {string} kind */
  modelKind: (kind) => (kind === "vit_t" ? "MobileSAM (vit_t)" : `SAM (${kind})`),
  modelLoading: "Loading…",
  modelFailed: "Not loaded",
  encodeTime: "Encode",
  /** @param {number} milliseconds */
  seconds: (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`,
  decodeTime: "Last decode",
  /** @param {number} milliseconds */
  milliseconds: (milliseconds) => `${Math.round(milliseconds)} ms`,
  threads: "Threads",
  notesTitle: "How this picture was read",
  /** @param {number} count */
  threadCount: (count) => String(count),

  statusEmpty: "No picture is open.",
  /** @param {string} title */
  statusOpening: (title) => `Opening ${title}.`,
  /** @param {string} title */
  statusReady: (title) => `${title} is ready. Click the object you want.`,
  /** @param {{ fraction: number, iou: number }} mask */
  statusMask: ({ fraction, iou }) =>
    `Mask covers ${percent(fraction)} of the picture, predicted IoU ${iouText(iou)}.`,
  statusNothing: "The mask is empty. Add a point, or undo.",

  retry: "Try again",
  openOther: "Open another picture",
  dismiss: "Dismiss",
  errorNoPicture: "There is no picture in what was dropped or pasted.",
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
  serverBack: "The server answers again.",
  fellBack:
    "The fast decoder failed in this browser, so a slower one has taken over. Nothing is lost. Reload the page to try the fast one again.",
  /** @param {string} why */
  errorDecoder: (why) => `Clicks cannot be answered yet. ${why}`,
  /** @param {string} why */
  errorDecode: (why) => `This prompt could not be answered. ${why}`,
  /** @param {string} why */
  errorMismatch: (why) => `${why} Try again to load what belongs together; your points stay.`,
  /** @param {string} why */
  errorEverything: (why) => `Not everything could be segmented. ${why}`,
  /** @param {string} why */
  errorFile: (why) => `The file could not be written. ${why}`,
  /** @param {string} why */
  errorDownload: (why) => `The mask could not be written. ${why}`,
};

/** @typedef {typeof strings} Strings */
