/**
 * The runtime of an open picture: what can be had again from its file, its document and its
 * session. Some of it is kept in storage all the same, to spare the time.
 *
 * @import { MaskSource } from "../decoder/protocol.js"
 * @import { FoundMask } from "../everything/found.js"
 * @import { Correction } from "../masks/corrections.js"
 * @import { Mask } from "../masks/masks.js"
 * @import { Prompt } from "../prompting/prompts.js"
 * @import { Rows } from "../ranking/features.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Part } from "../stage/geometry.js"
 * @import { DrawnTile } from "../tiles/tiles.js"
 * @import { Window } from "../windows/windows.js"
 *
 * @typedef {object} Runtime
 * @property {(signal: AbortSignal) => Promise<Blob | Bytes>} read the file, once more
 * @property {Bytes | null} bytes null until they are read, and again once storage has them
 * @property {Stored} stored what storage has of it
 * @property {Blob | null} miniature for the filmstrip
 * @property {Step} step
 * @property {number} since when the step began, in milliseconds of performance.now()
 * @property {ImageBitmap | null} bitmap its pixels, EXIF-rotated; of a large picture an overview, which
 *   is smaller; null until they are read
 * @property {readonly DrawnTile[]} tiles of a large picture, as far as they are there
 * @property {readonly string[]} notes sentences on what reading did to the picture
 * @property {string | null} channel where the server has the first of grey channels that are shown as
 *   colours
 * @property {Embedding | null} embedding
 * @property {readonly Embedding[]} windows of the picture, if it is a large one; the latest used last
 * @property {number | null} encodeMilliseconds how long the embedding was waited for
 * @property {Answer | null} answer
 * @property {ShownMask | null} shown
 * @property {Thumbnails | null} thumbnails
 * @property {Aim | null} aim null while no pointer is on the picture, or none that will click
 * @property {Glimpse | null} glimpse of the present aim, or of an earlier one until that is there
 * @property {Search} search
 * @property {Similar} similar
 * @property {readonly Suggestion[] | null} prefilled what a task suggested of a project's picture, whether
 *   it is shown now or not; null until it is known
 * @property {string | null} pointed id of the object that the pointer is over, on the stage or in the
 *   list
 *
 * @typedef {"waiting" | "reading" | "sending" | "encoding" | "ready" | "resting" | "failed"} Step of
 *   opening a picture: its turn has not come; its pixels are read by the browser; the file goes to
 *   the server; the server encodes; clicks are answered; pixels or embedding are only in storage
 *   until the picture is on the stage; it waits to be tried again
 *
 * @typedef {object} Bytes of a picture
 * @property {Blob} file as it was opened
 * @property {Blob | null} preview the server's, where a browser would show the file differently
 * @property {Lying} [lying] of a picture whose file lies at the server: only its preview is here, which
 *   stands for the file too
 *
 * @typedef {object} Lying a file of the server's folder of pictures
 * @property {string} name there
 * @property {number} width of the picture
 * @property {number} height
 *
 * @typedef {object} Stored
 * @property {boolean} bytes
 * @property {string | null} embedding its encoder's fingerprint; null where there is none
 *
 * @typedef {{ readonly token: number, readonly iou: number }} Candidate a mask token on offer, with
 *   its predicted IoU
 *
 * @typedef {object} Answer what a decode said
 * @property {Prompt} prompt the very prompt it answers
 * @property {Window} window the part of the picture that it was answered in
 * @property {Window | null} closer the part that it should have been, which was not there yet
 * @property {readonly boolean[]} cut (4,) whether each mask goes on beyond the window
 * @property {Window | null} larger the window to ask about those; null where this is all of the picture
 * @property {readonly Candidate[]} candidates best first
 * @property {number} milliseconds the decode took
 * @property {MaskSource} source what masks of any size and token are drawn from
 * @property {FirstClick | null} first the lone foreground point that the prompt began with; null where
 *   it began otherwise
 *
 * @typedef {object} FirstClick what a memory can learn from
 * @property {Rows} features of its four masks
 * @property {MaskSource} source of them
 * @property {number} token of the one that was taken, or would be
 * @property {boolean} ranked whether a memory had a say in their order
 *
 * @typedef {object} ShownMask
 * @property {Prompt} prompt the very prompt it answers
 * @property {number} token
 * @property {readonly Correction[]} corrections that it has
 * @property {Part} part of the picture that is drawn
 * @property {Mask} mask of that part
 * @property {number} fraction of the whole picture inside the mask, 0..1
 *
 * @typedef {object} Aim
 * @property {Prompt} prompt that a click where the pointer is would make
 * @property {boolean} hovering whether the pointer only hovers there, so that its answer is shown
 *
 * @typedef {{ readonly answer: Answer, readonly shown: ShownMask }} Glimpse the answer to an aim
 *
 * @typedef {object} Thumbnails
 * @property {Prompt} prompt
 * @property {ReadonlyMap<number, Mask>} masks small, by mask token
 * @property {Window} window the part of the picture that they show
 *
 * @typedef {object} Search segment everything, as far as it has come
 * @property {"idle" | "running" | "done" | "stopped" | "failed"} status of its job
 * @property {number} done points
 * @property {number} total points; 0 until known
 * @property {number} since when the job began, in milliseconds of performance.now()
 * @property {number | null} milliseconds the job took, once it has ended
 * @property {readonly FoundMask[]} found every candidate, in the order found
 * @property {number | null} hovered id of the mask under the pointer
 *
 * @typedef {FoundMask & { readonly score: number, readonly own?: Own }} Suggestion a mask that may be an
 *   object; never an annotation until somebody accepts it
 *
 * @typedef {"detector" | "two_towers" | "prompt_token"} Way how words become masks
 *
 * @typedef {object} Own what a suggestion says that a task made ahead of people
 * @property {string} id of the annotation that it becomes
 * @property {string} label that it will have
 * @property {number} line the score from which on suggestions of this label are to be looked at
 *
 * @typedef {object} Similar what is suggested of a picture, as far as it has been looked for
 * @property {"similar" | "prefill" | "text"} by what: a search for what is like some objects, a task, or
 *   a search for what words mean
 * @property {"idle" | "running" | "done" | "failed" | "away"} status away is what somebody has put away,
 *   and can have back
 * @property {number} done points of segment everything, where that goes first
 * @property {number} total 0 until known
 * @property {readonly Suggestion[]} found the likeliest first
 * @property {number} line the server's: the score from which on they are to be looked at
 * @property {string} label that they will have
 * @property {string | null} words that were looked for; null where it was the rest like some objects
 * @property {Way | null} way how the words became masks, once that is known
 * @property {number | null} picked id of the suggestion that keys are about; null for the likeliest
 */

/** @type {Search} */
export const NO_SEARCH = {
  status: "idle",
  done: 0,
  total: 0,
  since: 0,
  milliseconds: null,
  found: [],
  hovered: null,
};

/** @type {Similar} */
export const NO_SIMILAR = {
  by: "similar",
  status: "idle",
  done: 0,
  total: 0,
  found: [],
  line: 0,
  label: "",
  words: null,
  way: null,
  picked: null,
};

/**
 * @param {Pick<Runtime, "read" | "since">} known
 * @returns {Runtime} of a picture whose turn has not come
 */
export function newRuntime(known) {
  return {
    ...known,
    bytes: null,
    stored: { bytes: false, embedding: null },
    miniature: null,
    step: "waiting",
    bitmap: null,
    tiles: [],
    notes: [],
    channel: null,
    embedding: null,
    windows: [],
    encodeMilliseconds: null,
    search: NO_SEARCH,
    similar: NO_SIMILAR,
    prefilled: null,
    pointed: null,
    ...NOTHING_SHOWN,
  };
}

/** What there is while no decoder has answered. */
export const NOTHING_SHOWN = {
  answer: null,
  shown: null,
  thumbnails: null,
  aim: null,
  glimpse: null,
};

/**
 * @param {Runtime} runtime
 * @returns {boolean} whether the file's bytes are known, so that nothing is needed to read it again
 */
export function isRead({ bytes, stored }) {
  return bytes !== null || stored.bytes;
}
