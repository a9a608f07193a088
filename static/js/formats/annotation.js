/**
 * The annotation record: one object of a picture, and all that is known of how it came about.
 * Mirrors `sam/formats/annotation.py`; the names are those of the files, as
 * `sam/formats/annotation.schema.json` has them.
 *
 * @import { Rle } from "../masks/rle.js"
 *
 * @typedef {"prompt" | "everything" | "manual" | "import" | "merge"} Source
 *
 * @typedef {object} PointPrompt a click, in the image frame
 * @property {"point"} type
 * @property {number} x
 * @property {number} y
 * @property {0 | 1} label 1 foreground, 0 background
 * @property {number | null} chosen the mask token that was chosen after it, if one was
 *
 * @typedef {object} BoxPrompt corners in the image frame
 * @property {"box"} type
 * @property {number} x0
 * @property {number} y0
 * @property {number} x1
 * @property {number} y1
 * @property {null} chosen
 *
 * @typedef {object} TextPrompt words; a record that has some is of version 2
 * @property {"text"} type
 * @property {string} text what was looked for
 * @property {"detector" | "two_towers" | "prompt_token"} way how the words became a mask
 * @property {null} chosen
 *
 * @typedef {object} BrushStroke discs of a radius along a line
 * @property {"brush"} type
 * @property {boolean} add false takes away
 * @property {number} radius
 * @property {[number, number][]} points x, y in the image frame, one at least
 *
 * @typedef {object} PolygonStroke
 * @property {"polygon"} type
 * @property {boolean} add
 * @property {[number, number][]} points x, y in the image frame, three at least
 *
 * @typedef {object} PixelStroke
 * @property {"pixels"} type
 * @property {boolean} add
 * @property {Rle} segmentation of the mask's own size
 *
 * @typedef {object} SuggestedBy how a mask came to be suggested, and how far it is what was suggested
 * @property {"similar" | "prefill" | "text"} by the rest like one object, a task that goes through a
 *   project, or words
 * @property {number} score how likely it is right, as the suggestion said, 0..1; of words a similarity
 * @property {number} line from which score on suggestions were above the line when it was accepted
 * @property {number} overlap IoU of the annotation's mask with the suggested one
 *
 * @typedef {object} Annotation never changed; a new record is made
 * @property {1 | 2} version 2 where words are among the prompts
 * @property {string} id UUID in lower case
 * @property {string} name what a person calls this object; may be empty
 * @property {string} label its class; empty for none
 * @property {Rle} segmentation the mask at the image's own size
 * @property {readonly (PointPrompt | BoxPrompt | TextPrompt)[]} prompts in the order made
 * @property {readonly (BrushStroke | PolygonStroke | PixelStroke)[]} corrections what was done to
 *   the mask by hand, in the order made
 * @property {readonly { token: number, iou: number }[]} candidates that were offered, best first
 * @property {number | null} chosen the mask token of the candidate that was taken
 * @property {Source} source how the mask came about
 * @property {number | null} predicted_iou
 * @property {number | null} stability_score
 * @property {[[number, number]] | null} point_coords that segment everything found it with
 * @property {[number, number, number, number] | null} crop_box x, y, width, height
 * @property {{ kind: string, encoder_fingerprint: string, decoder_fingerprint: string } | null} model
 * @property {{ id: string, file_name: string }} [picture] that it is of: the sha256 of its file, and
 *   the file's name; absent where it is not known
 * @property {number} [frame] which page or frame of the picture, from 0; absent where it has only one
 * @property {[number, number, number, number]} [window] x, y, width, height, in pixels of the
 *   picture, of the part that the encoder saw; absent where it saw all of it. Everything else here
 *   stays in the image frame
 * @property {SuggestedBy} [suggestion] absent where the mask was not suggested. What was changed since is
 *   in `corrections`, the first of which then has the suggested pixels, and in `prompts`
 * @property {string} created UTC, as in 2026-11-25T14:43:09Z or with milliseconds
 * @property {string} modified the same
 */

/** Of a file of annotations, and of a record without words. */
export const VERSION = 1;

/** Of a record that words are among the prompts of. */
const WITH_TEXT = 2;

/**
 * A new annotation: what is not given is empty or not known.
 *
 * @param {Pick<Annotation, "id" | "segmentation" | "source" | "created"> & Partial<Annotation>}
 *   fields
 * @returns {Annotation}
 */
export function newAnnotation(fields) {
  const words = fields.prompts?.some(({ type }) => type === "text") ?? false;
  return {
    version: words ? WITH_TEXT : VERSION,
    name: "",
    label: "",
    prompts: [],
    corrections: [],
    candidates: [],
    chosen: null,
    predicted_iou: null,
    stability_score: null,
    point_coords: null,
    crop_box: null,
    model: null,
    modified: fields.created,
    ...fields,
  };
}
