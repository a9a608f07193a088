/**
 * The list of classes beyond the page: the browser keeps it, and what open pictures are labelled with
 * is always on it.
 *
 * @import { Kept } from "../shell/options.js"
 * @import { Store } from "../shell/store.js"
 * @import { Entry } from "../document/document.js"
 * @import { ObjectClass } from "./classes.js"
 */

import { placeOf } from "../document/places.js";
import { COLOURS } from "../everything/colours.js";
import { withNames } from "./classes.js";
import { addClasses, restoreClasses } from "./classes_transitions.js";

const KEY = "classes";
/** Of a list of labels, which had no colours. */
const EARLIER_KEY = "labels";

/** @param {{ store: Store, kept: Kept }} parts */
export function mountKeptClasses({ store, kept }) {
  const { classes, active } = keptClasses(kept);
  store.apply(restoreClasses, classes, active);
  store.watch(
    (state) => [state.classes, state.activeClass, state.classesOf],
    (now, chosen, project) => {
      // The labels of a project are not this browser's.
      if (project !== null) return;
      kept?.setItem(KEY, JSON.stringify({ classes: now, active: chosen }));
    },
  );

  /** Those whose labels are on the list. @type {WeakSet<readonly Entry[]>} */
  const seen = new WeakSet();
  store.watch(
    (state) => [state.classesOf, ...state.images.map(({ document }) => document.annotations)],
    (project) => {
      const fresh = store.state.images.filter(
        ({ document: { id, annotations } }) =>
          !seen.has(annotations) && (placeOf(id)?.project ?? null) === project,
      );
      for (const { document } of fresh) seen.add(document.annotations);
      const labels = fresh.flatMap(({ document }) =>
        document.annotations.map(({ record }) => record.label),
      );
      store.apply(addClasses, labels);
    },
  );
}

/**
 * @param {Pick<Storage, "getItem"> | null} kept
 * @returns {{ classes: readonly ObjectClass[], active: string }}
 */
export function keptClasses(kept) {
  const { classes, active } = parsed(kept?.getItem(KEY));
  if (Array.isArray(classes)) {
    const sound = classes.filter(
      (each) => typeof each?.name === "string" && each.name !== "" && each.colour in COLOURS,
    );
    const once = sound.filter((each, i) => sound.findIndex((e) => e.name === each.name) === i);
    return {
      classes: once.map(({ name, colour }) => ({ name, colour })),
      active: typeof active === "string" ? active : "",
    };
  }
  const { labels, label } = parsed(kept?.getItem(EARLIER_KEY));
  const names = Array.isArray(labels) ? labels.filter((each) => typeof each === "string") : [];
  return { classes: withNames([], names), active: typeof label === "string" ? label : "" };
}

/**
 * @param {string | null | undefined} text
 * @returns {Record<string, any>}
 */
function parsed(text) {
  try {
    return JSON.parse(text ?? "{}") ?? {};
  } catch {
    return {};
  }
}
