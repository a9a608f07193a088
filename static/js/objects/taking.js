/**
 * From the mask on the stage to an object, and what objects make together.
 *
 * @import { DecoderClient } from "../decoder/client.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { ImagePoint } from "../stage/geometry.js"
 * @import { Identity } from "./objects.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Remembering } from "../ranking/remembering.js"
 * @import { Store } from "../shell/store.js"
 * @import { Suggestion } from "../pictures/runtime.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<DecoderClient, "rle" | "tidy">} decoder
 * @property {Remembering["learn"]} learn called with each object that is kept after a click
 * @property {() => string} newId UUID
 * @property {() => string} date as ISO 8601 has it
 * @property {Strings} strings
 * @property {(image: OpenImage, annotation: Annotation) => void} [keeping] called just before a mask
 *   is kept
 *
 * @typedef {ReturnType<typeof createTaking>} Taking
 */

import { classify } from "../classes/classes_transitions.js";
import { pictureOf, recordsOf } from "../document/document.js";
import { toggleObject } from "../everything/everything_transitions.js";
import { maskAt, nearlyWhole } from "../everything/found.js";
import { survivors } from "../everything/survivors.js";
import { newAnnotation } from "../formats/annotation.js";
import { rleOfSpans } from "../masks/rle.js";
import { differenceOf, unionOf } from "../masks/spans.js";
import { lockOf, refuseChange } from "../projects/locking.js";
import { chooseCandidate, clearPrompt, correct } from "../prompting/prompting_transitions.js";
import { maskState, wantedMask } from "../prompting/wanted.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";
import { labelOf, ownLine } from "../similar/suggestions.js";
import { foundAnnotation, maskAnnotation, shapeOf } from "./objects.js";
import { addObjects, replaceObjects, selectObjects, takeMask } from "./objects_transitions.js";

/** @param {Parts} parts */
export function createTaking({ store, decoder, learn, newId, date, strings, keeping = () => {} }) {
  /**
   * @param {OpenImage} image
   * @returns {Identity}
   */
  const identity = (image) => {
    const names = new Set(recordsOf(image.document).map(({ name }) => name));
    let number = names.size + 1;
    while (names.has(strings.objectName(number))) number++;
    const { activeClass, model } = store.state;
    const name = strings.objectName(number);
    return {
      id: newId(),
      now: date(),
      name,
      label: activeClass,
      info: model.info,
      picture: pictureOf(image.document),
    };
  };

  /**
   * @param {OpenImage} image
   * @param {(wanted: NonNullable<ReturnType<typeof wantedMask>>) => Promise<void>} use
   */
  const withMask = async (image, use) => {
    const wanted = wantedMask(image);
    if (maskState(image) !== "shown" || wanted === null) return;
    try {
      await use(wanted);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      store.apply(notify, { message: strings.errorObject(why) });
    }
  };

  /** @param {OpenImage} image @returns {boolean} whether its mask is what it was */
  const isCurrent = ({ key, session }) => {
    const now = activeImage(store.state);
    return now?.key === key && now.session.draft === session.draft;
  };

  return {
    /**
     * Makes the mask on the stage an object; one that is an object already is selected instead.
     *
     * @param {string | null} [given] class that it gets; the active one, if it is not given
     */
    async take(given = null) {
      const image = activeImage(store.state);
      if (image === null) return;
      if (lockOf(store.state, image) !== null) {
        store.apply(refuseChange);
        return;
      }
      const { width, height } = image.document.picture;
      await withMask(image, async (wanted) => {
        const segmentation = await decoder.rle(wanted, { width, height });
        // What has been changed meanwhile is another mask, which nobody has taken yet.
        if (!isCurrent(image)) return;
        const { editing } = image.session.draft;
        const twin = recordsOf(image.document).find(
          (record) => record.segmentation.counts === segmentation.counts,
        );
        if (twin && editing === null) {
          store.apply(clearPrompt);
          store.apply(selectObjects, [twin.id]);
          if (given !== null) store.apply(classify, [twin.id], given, date());
          const message = strings.keptAlready(twin.name || strings.unnamed);
          store.apply(notify, { kind: "info", message });
          return;
        }
        const { answer } = image.runtime;
        const first = answer?.prompt === image.session.draft.prompt ? answer.first : null;
        // What undo brings back is this very mask, whatever the memory puts first by then.
        if (first?.ranked) store.apply(chooseCandidate, wanted.token);
        const own = identity(image);
        const label = given ?? image.session.draft.label ?? own.label;
        const annotation = maskAnnotation(image, segmentation, { ...own, label });
        keeping(image, annotation);
        store.apply(takeMask, annotation, given);
        if (first !== null) learn({ id: editing ?? own.id, label, first, wanted, image });
      });
    },

    /**
     * Fills the holes of the mask on the stage, or drops its islands.
     *
     * @param {"holes" | "islands"} what
     */
    async tidy(what) {
      const image = activeImage(store.state);
      if (image === null) return;
      const { width, height } = image.document.picture;
      await withMask(image, async (wanted) => {
        const segmentation = await decoder.tidy(what, wanted, { width, height });
        if (!isCurrent(image)) return;
        if (segmentation === null) {
          const message = what === "holes" ? strings.noHoles : strings.noIslands;
          store.apply(notify, { kind: "info", message });
          return;
        }
        store.apply(correct, { type: "pixels", add: what === "holes", segmentation });
      });
    },

    /** @param {ImagePoint} pixel whose mask of everything becomes an object, or none any more */
    pick(pixel) {
      const image = activeImage(store.state);
      const mask = image && maskAt(survivors(image), pixel);
      if (mask) store.apply(toggleObject, mask, foundAnnotation(mask, identity(image)));
    },

    /**
     * Makes every mask of everything an object, but those that are one already, and those that are
     * nearly all of the picture, which is said: one of them would tint all the others.
     */
    pickAll() {
      const image = activeImage(store.state);
      if (image === null) return;
      const objects = recordsOf(image.document);
      const taken = new Set(objects.map(({ segmentation }) => segmentation.counts));
      const fresh = survivors(image).filter(({ record }) => !taken.has(record.segmentation.counts));
      const masks = fresh.filter((mask) => !nearlyWhole(mask, image.document.picture));
      const left = fresh.length - masks.length;
      if (left > 0) {
        store.apply(notify, { kind: "info", message: strings.leftOutWhole(left) });
      }
      const first = identity(image);
      store.apply(
        addObjects,
        masks.map((mask, i) => {
          const name = i === 0 ? first.name : strings.objectName(objects.length + 1 + i);
          return foundAnnotation(mask, { ...first, id: newId(), name });
        }),
      );
    },

    /**
     * Makes objects of suggestions, in one step.
     *
     * @param {readonly Suggestion[]} suggestions
     * @returns {readonly string[]} ids of the objects
     */
    keepSuggestions(suggestions) {
      const image = activeImage(store.state);
      if (image === null) return [];
      const before = recordsOf(image.document).length;
      const first = identity(image);
      const { by, words, way } = image.runtime.similar;
      const prompts =
        words === null || way === null
          ? []
          : [{ type: /** @type {const} */ ("text"), text: words, way, chosen: null }];
      const annotations = suggestions.map((mask, i) => ({
        ...foundAnnotation(mask, {
          ...first,
          id: mask.own?.id ?? newId(),
          label: labelOf(image, mask) || first.label,
          name: i === 0 ? first.name : strings.objectName(before + 1 + i),
        }),
        ...(prompts.length > 0 && { version: /** @type {const} */ (2), prompts }),
        suggestion: { by, score: mask.score, line: ownLine(image, mask), overlap: 1 },
      }));
      store.apply(addObjects, annotations);
      return annotations.map(({ id }) => id);
    },

    /**
     * Makes one object of those selected: all of them, or the one furthest down without the others.
     *
     * @param {"merge" | "subtract"} how
     */
    combine(how) {
      const image = activeImage(store.state);
      if (image === null) return;
      const { selected } = image.session;
      const annotations = recordsOf(image.document).filter(({ id }) => selected.includes(id));
      if (annotations.length < 2) return;
      const kept = how === "merge" ? annotations[0] : annotations[annotations.length - 1];
      const [own, ...others] = [kept, ...annotations.filter((each) => each !== kept)].map(
        (annotation) => shapeOf(annotation).runs,
      );
      const spans = how === "merge" ? unionOf([own, ...others]) : differenceOf(own, others);
      if (spans.length === 0) {
        store.apply(notify, { kind: "info", message: strings.nothingLeft });
        return;
      }
      const { id, name, label, created, segmentation, picture } = kept;
      const combined = newAnnotation({
        id,
        name,
        label,
        created,
        modified: date(),
        segmentation: rleOfSpans(spans, segmentation.size),
        source: "merge",
        ...(picture && { picture }),
      });
      const ids = how === "merge" ? annotations.map((each) => each.id) : [kept.id];
      store.apply(replaceObjects, ids, combined);
    },
  };
}
