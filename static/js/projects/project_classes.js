/**
 * The labels of a project are the classes while one of its pictures is on the stage; the browser's own
 * list comes back with its own pictures.
 *
 * @import { Colour } from "../everything/colours.js"
 * @import { ObjectClass } from "../classes/classes.js"
 * @import { Project } from "../server/projects_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { countsOf, withNames } from "../classes/classes.js";
import { placeOf } from "../document/places.js";
import { COLOURS } from "../everything/colours.js";
import { useClassesOf, workOnStage } from "./working_transitions.js";

/** @param {Parts} parts */
export function mountProjectClasses({ store, working }) {
  /** Lists that are not in use. @type {Map<string | null, { classes: readonly ObjectClass[], active: string }>} */
  const others = new Map();
  store.watch(
    (state) => [workOnStage(state)?.project ?? null, state.activeKey],
    async (project, active) => {
      if (active === null || project === store.state.classesOf) return;
      const described = project === null ? null : await describedNow(project);
      // Another picture may be on the stage by now; without labels the list stays.
      const here = workOnStage(store.state)?.project ?? null;
      const { classesOf, classes, activeClass } = store.state;
      if (here !== project || project === classesOf) return;
      if (project !== null && described === null) return;
      others.set(classesOf, { classes, active: activeClass });
      const known = others.get(project) ?? { classes: [], active: "" };
      const labels = described === null ? [] : classesOfLabels(described.labels);
      const met = known.classes.map(({ name }) => name);
      const now = described === null ? known.classes : withNames(labels, met);
      store.apply(useClassesOf, project, now, known.active);
    },
  );
  // Somebody has changed the labels: what is on the stage has them at once.
  store.watch(
    (state) => [state.projects.open?.project ?? null],
    (project) => {
      const { classesOf, activeClass, images } = store.state;
      if (project === null || classesOf !== project.id) return;
      const here = images.filter(({ document }) => placeOf(document.id)?.project === project.id);
      const met = [activeClass, ...countsOf(here).keys()];
      const classes = withNames(classesOfLabels(project.labels), met);
      store.apply(useClassesOf, project.id, classes, activeClass);
    },
  );

  /** @param {string} id of a project */
  const describedNow = async (id) => {
    const { open } = store.state.projects;
    if (open?.id === id && open.project !== null) return open.project;
    return working.describe(id).catch(() => null);
  };
}

/**
 * @param {Project["labels"]} labels
 * @returns {ObjectClass[]} by their digits, each in the colour nearest to its own that no other has,
 *   as long as there are enough
 */
export function classesOfLabels(labels) {
  // Digits are 0 to 9; a label without one comes behind.
  const keyed = labels.toSorted((a, b) => Number(a.key ?? 10) - Number(b.key ?? 10));
  /** @type {Set<number>} */
  const taken = new Set();
  return keyed.map(({ name, colour }) => {
    const free = COLOURS.map((_, i) => i).filter((i) => !taken.has(i));
    const choice = free.length > 0 ? free : COLOURS.map((_, i) => i);
    const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    const distance = (/** @type {Colour} */ to) =>
      to.reduce((sum, part, i) => sum + (part - wanted[i]) ** 2, 0);
    const [nearest] = choice.toSorted((a, b) => distance(COLOURS[a]) - distance(COLOURS[b]));
    taken.add(nearest);
    return { name, colour: nearest };
  });
}
