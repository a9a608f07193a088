/**
 * Annotations that come in from files: read here where the page knows the kind, else by the server;
 * what is only a box is offered as a prompt, one after the other.
 *
 * @import { ImageEntry } from "../formats/records.js"
 * @import { Reading } from "../formats/reading_report.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Box } from "../stage/geometry.js"
 * @import * as Api from "../server/api.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {{ message: string, pictures: readonly string[], turns: readonly number[] }} Question
 * @typedef {{ picture?: string, turn?: number }} Choice
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof Api, "readAnnotations">} api
 * @property {(question: Question) => Promise<Choice | null>} choose asks the visitor; null for
 *   nothing
 * @property {Strings} strings
 *
 * @typedef {ReturnType<typeof createImporting>} Importing
 */

import { imageNumber } from "../formats/records.js";
import { ApiError } from "../server/api.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { addObjects, offerBox } from "./objects_transitions.js";

/** @typedef {{ label: string, box: Box }} Offer */

/** @param {Parts} parts */
export function createImporting({ store, api, choose, strings }) {
  /** Boxes yet to come, by picture. @type {Map<number, { offers: Offer[], objects: number }>} */
  const waiting = new Map();

  /** Puts the next box on the stage once the mask before it was kept; without that it ends. */
  const offer = () => {
    const image = activeImage(store.state);
    const queue = image && waiting.get(image.key);
    if (!queue || !isFree(image)) return;
    const objects = image.document.annotations.length;
    const [next, ...rest] = queue.offers;
    if (objects <= queue.objects || next === undefined) {
      waiting.delete(image.key);
      if (queue.offers.length > 0) {
        store.apply(notify, { kind: "info", message: strings.boxesLeft(queue.offers.length) });
      }
      return;
    }
    waiting.set(image.key, { offers: rest, objects });
    store.apply(offerBox, next.box, next.label);
  };
  store.watch((state) => {
    const image = activeImage(state);
    return [image?.key, image?.session.draft, image?.document.annotations.length];
  }, offer);

  /**
   * @param {readonly File[]} files all of one kind
   * @param {OpenImage} image
   * @param {Choice} choice
   * @returns {Promise<Reading | Question>}
   */
  const read = async (files, image, choice) => {
    const entry = entryOf(image);
    if (files.length === 1) {
      const found = await readHere(files[0], entry, choice);
      if (found !== null) return found;
    }
    try {
      const { choices, ...reading } = await api.readAnnotations(files, entry, choice);
      return choices ?? /** @type {Reading} */ (/** @type {unknown} */ (reading));
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) throw new Error(strings.reasonForeign);
      throw error;
    }
  };

  /**
   * @param {readonly File[]} files
   * @param {OpenImage} image
   * @returns {Promise<Reading | null>} null where the visitor has chosen nothing
   */
  const readAll = async (files, image) => {
    /** @type {Choice} */
    let choice = {};
    for (;;) {
      const found = await read(files, image, choice);
      if (!("turns" in found)) return found;
      const chosen = await choose({ ...found, message: strings.saidOfFile(found.message) });
      if (chosen === null) return null;
      choice = { ...choice, ...chosen };
    }
  };

  /** @param {readonly File[]} files that belong together */
  const load = async (files) => {
    const image = activeImage(store.state);
    if (image === null || image.document.picture.width === 0 || files.length === 0) return;
    const names = [...files.map(({ name }) => name), image.document.picture.file_name];
    const title = files.map(({ name }) => name).join(", ");
    try {
      const reading = await readAll(files, image);
      if (reading !== null) take(reading, image.key, title, names);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message: strings.errorLoad(title, strings.saidOfFile(why)), names });
    }
  };

  /**
   * @param {Reading} reading
   * @param {number} key of the picture that it was read for
   * @param {string} title
   * @param {readonly string[]} names
   */
  const take = (reading, key, title, names) => {
    const image = activeImage(store.state);
    // While it was read or chosen another picture may have come onto the stage.
    if (image?.key !== key) {
      store.apply(notify, { message: strings.errorLoad(title, strings.reasonLeft), names });
      return;
    }
    const records = image.document.annotations.map(({ record }) => record);
    const known = new Set(records.map(({ id }) => id));
    const added = reading.annotations.filter(({ id }) => !known.has(id));
    const prompted = new Set(records.flatMap(({ prompts }) => prompts.map(boxKey)));
    const offers = reading.boxes
      .map(({ label, box: [x0, y0, x1, y1] }) => ({ label, box: { x0, y0, x1, y1 } }))
      .filter(({ box }) => !prompted.has(boxKey({ type: "box", ...box })));
    const left = reading.annotations.length - added.length + (reading.boxes.length - offers.length);
    store.apply(addObjects, added);
    const { skipped, notes } = reading;
    const sentences = [
      strings.loaded(added.length),
      ...(left > 0 ? [strings.loadedKnown(left)] : []),
      ...(offers.length > 0 ? [strings.loadedBoxes(offers.length)] : []),
      ...(skipped.length > 0 ? [strings.loadedSkipped(skipped.length)] : []),
      ...(notes.length > 0 ? [strings.loadedNotes(notes.length)] : []),
    ];
    const details = [
      {
        heading: strings.skippedTitle,
        lines: skipped.map(({ id, reason }) => `Object ${id} ${reason}.`),
      },
      { heading: strings.remarksTitle, lines: notes },
    ].filter(({ lines }) => lines.length > 0);
    const kind = skipped.length > 0 ? "error" : "info";
    const lasting = details.length > 0;
    store.apply(notify, { kind, message: sentences.join(" "), names, details, lasting });
    if (offers.length === 0) return;
    waiting.set(key, { offers, objects: -1 });
    offer();
  };

  return {
    /**
     * Adds the annotations of files to the objects; those that are there already, by their id, are
     * left out. Each file that the page can read is one by itself; the others belong together, as a
     * list of classes and what uses it.
     *
     * @param {readonly File[]} files
     */
    async load(files) {
      const alone = files.filter(({ name }) => /\.json$/i.test(name));
      const together = files.filter((file) => !alone.includes(file));
      if (together.length > 0 && alone.length > 0) await load(files);
      else if (together.length > 0) await load(together);
      else for (const file of alone) await load([file]);
    },
  };
}

/**
 * @param {File} file
 * @param {ImageEntry} entry
 * @param {Choice} choice
 * @returns {Promise<Reading | Question | null>} null where the page does not read such files
 */
async function readHere(file, entry, choice) {
  // Not before somebody reads a file: what checks one is larger than what writes it.
  const [{ readReport }, { textOf }, { ChoiceError, OtherKindError }] = await Promise.all([
    import("../formats/annotations_reader.js"),
    import("../formats/json_text.js"),
    import("../formats/reading_report.js"),
  ]);
  const text = textOf(await file.arrayBuffer());
  if (text === null) return null;
  try {
    return readReport(text, entry, { name: file.name, ...choice });
  } catch (error) {
    if (error instanceof OtherKindError) return null;
    if (error instanceof ChoiceError) return error;
    throw error;
  }
}

/** @param {OpenImage} image whether nothing is on its stage, and nothing was just undone */
function isFree({ session: { draft, history } }) {
  return isEmptyDraft(draft) && draft.editing === null && history.future.length === 0;
}

/** @param {{ type: string, x0?: number, y0?: number, x1?: number, y1?: number }} prompt */
const boxKey = ({ type, x0, y0, x1, y1 }) => [type, x0, y0, x1, y1].join();

/**
 * @param {OpenImage} image
 * @returns {ImageEntry}
 */
export function entryOf({ document: { picture } }) {
  const { id, width, height, file_name } = picture;
  const entry = { width, height, file_name };
  // Before the server has named the picture there is no number for it.
  return id === null
    ? { image_id: 0, ...entry }
    : { image_id: imageNumber(id), sha256: id, ...entry };
}
