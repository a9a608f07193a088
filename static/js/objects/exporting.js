/**
 * Taking away: files of the objects, and cut-outs.
 *
 * @import { DecoderClient } from "../decoder/client.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { AnnotationFormatName } from "../formats/annotation_formats.js"
 * @import { AnnotationWriter } from "../formats/writing.js"
 * @import { Pixels } from "../formats/cut_out.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Box } from "../stage/geometry.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Scope, Share } from "./scopes.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<DecoderClient, "rle">} decoder
 * @property {AnnotationWriter} write
 * @property {(image: OpenImage, box: Box) => Promise<Pixels>} pixelsIn a box of a picture whose bitmap is
 *   there
 * @property {(blob: Promise<Blob>) => Promise<void>} copy puts a PNG on the clipboard
 * @property {Strings} strings
 *
 * @typedef {{ blob: Blob, name: string }} Made a file
 * @typedef {ReturnType<typeof createExporting>} Exporting
 */

import { recordsOf } from "../document/document.js";
import { ANNOTATION_FORMATS } from "../formats/annotation_formats.js";
import { cutOut } from "../formats/cut_out.js";
import { pictureName, safeName } from "../formats/file_names.js";
import { rleBox } from "../masks/rle.js";
import { maskState, wantedMask } from "../prompting/wanted.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { isLarge } from "../tiles/tiles.js";
import { entryOf } from "./importing.js";
import { scopeMark, sharesOf } from "./scopes.js";

/** Formats that hold the picture's own pixels. @type {ReadonlySet<string>} */
const WITH_PIXELS = new Set(["bundle"]);

/** @param {string} format */
export const holdsPixels = (format) => WITH_PIXELS.has(format);

/** @param {Parts} parts */
export function createExporting({ store, decoder, write, pixelsIn, copy, strings }) {
  /**
   * @template Result
   * @param {() => Promise<Result>} work
   * @returns {Promise<Result | null>} null when it failed, which is told
   */
  const telling = async (work) => {
    try {
      return await work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message: strings.errorFile(why) });
      return null;
    }
  };

  /**
   * What a cut-out is made of: the mask on the stage, else the object that is selected, else the
   * first one.
   *
   * @param {OpenImage} image
   * @returns {Promise<{ mask: Rle, name: string } | null>}
   */
  const subject = async (image) => {
    const wanted = wantedMask(image);
    if (wanted && maskState(image) === "shown") {
      const { width, height } = image.document.picture;
      return { mask: await decoder.rle(wanted, { width, height }), name: "" };
    }
    const [object] = [...selectedObjects(store.state), ...recordsOf(image.document)];
    return object ? { mask: object.segmentation, name: object.name } : null;
  };

  /** @param {boolean} crop */
  const cutOutBlob = async (crop) => {
    const image = activeImage(store.state);
    if (!image?.runtime.bitmap) throw new Error(strings.reasonNoPicture);
    const found = await subject(image);
    if (found === null) throw new Error(strings.reasonNoPrompt);
    return { blob: await cutOutOf(image, found.mask, crop), image, ...found };
  };

  /**
   * @param {OpenImage} image
   * @param {Rle} mask
   * @param {boolean} crop
   */
  const cutOutOf = async (image, mask, crop) =>
    cutOut(await pixelsIn(image, rleBox(mask) ?? { x0: 0, y0: 0, x1: 1, y1: 1 }), mask, crop);

  /**
   * @param {AnnotationFormatName} format
   * @param {OpenImage} image
   * @param {readonly Annotation[]} records
   */
  const writeShare = async (format, image, records) => {
    const classes = store.state.classes.map(({ name }) => name);
    const { picture } = image.document;
    const blind = image.runtime.bitmap === null || !holdsPixels(format);
    if (blind) return write(format, entryOf(image), records, { classes });
    if (isLarge(picture)) {
      const cutOuts = [];
      for (const { segmentation } of records) {
        const drawn = rleBox(segmentation) !== null;
        cutOuts.push(drawn ? await cutOutOf(image, segmentation, true) : null);
      }
      return write(format, entryOf(image), records, { cutOuts, classes });
    }
    const { width, height } = picture;
    const pixels = await pixelsIn(image, { x0: 0, y0: 0, x1: width, y1: height });
    return write(format, entryOf(image), records, { pixels, classes });
  };

  /**
   * @param {AnnotationFormatName} format
   * @param {readonly Share[]} shares
   * @returns {Promise<Made>}
   */
  const ofPictures = async (format, shares) => {
    // Not before somebody wants several pictures: what makes a ZIP is large.
    const { createZip } = await import("../formats/zip_files.js");
    const zip = createZip();
    /** @type {Set<string>} */
    const taken = new Set();
    for (const { image, records } of shares) {
      const name = unused(fileName(image, "", format), taken);
      await zip.add(name, await writeShare(format, image, records));
    }
    return { blob: zip.end(), name: `${shares.length}-pictures.${format}.zip` };
  };

  /**
   * @param {AnnotationFormatName} format
   * @param {Scope} scope
   * @returns {Promise<Made | null>} null where there are no objects
   */
  const written = async (format, scope) => {
    const shares = sharesOf(store.state, scope);
    if (shares.length === 0) return null;
    if (scope === "pictures") return ofPictures(format, shares);
    const [{ image, records }] = shares;
    return {
      blob: await writeShare(format, image, records),
      name: fileName(image, scopeMark(scope, shares), format),
    };
  };

  return {
    written,

    /**
     * A file of the objects that are selected, of the picture's, or of all pictures': then a ZIP
     * with a file for each of them. Its name says which.
     *
     * @param {AnnotationFormatName} format
     * @param {Scope} scope
     * @returns {Promise<Made | null>} null where there are no objects, or when it failed
     */
    file: (format, scope) => telling(() => written(format, scope)),

    /**
     * The picture's own pixels where the mask is, nothing elsewhere.
     *
     * @param {boolean} crop whether to its box
     * @returns {Promise<Made | null>}
     */
    cutOut: (crop) =>
      telling(async () => {
        const { blob, image, name } = await cutOutBlob(crop);
        const suffix = name === "" ? "" : `-${safeName(name, 60)}`;
        return {
          blob,
          name: `${pictureName(image.document.picture.file_name)}${suffix}-cutout.png`,
        };
      }),

    /** Puts the cut-out, cropped, on the clipboard. @returns {Promise<boolean>} whether it is there */
    async copyCutOut() {
      // Some browsers want to be asked while the click still lasts: the picture may come later.
      const blob = cutOutBlob(true).then((made) => made.blob);
      const done = await telling(async () => {
        await copy(blob);
        return true;
      });
      if (done) store.apply(notify, { kind: "info", message: strings.copied });
      return done ?? false;
    },
  };
}

/**
 * @param {string} name of a file
 * @param {Set<string>} taken names, to which the answer is added
 * @returns {string} the name, with a number before it where another picture's file has it
 */
function unused(name, taken) {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${n}-${name}`;
  taken.add(free.toLowerCase());
  return free;
}

/** @param {State} state */
const selectedObjects = (state) => sharesOf(state, "selected").flatMap(({ records }) => records);

/**
 * @param {OpenImage} image
 * @param {string} mark
 * @param {AnnotationFormatName} format
 */
const fileName = ({ document }, mark, format) =>
  `${document.picture.file_name}${mark}${ANNOTATION_FORMATS[format].suffix}`;
