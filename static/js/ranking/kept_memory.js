/**
 * What this browser keeps of memories: its own one, and lessons that servers have not heard yet. Tabs
 * share it: it is read and written anew for each object, so that none takes another's away.
 *
 * @import { Kept } from "../shell/options.js"
 * @import { Lesson, Memory } from "./learnt.js"
 */

import { EMPTY_MEMORY, soundMemory, withLesson } from "./learnt.js";

const OWN = "memory";
const WAITING = "lessons";
/** Objects that are known to have been learnt from: who refines one does so soon. */
const REMEMBERED = 500;

/** @param {Kept} kept null where nothing may be kept: it lasts as long as the page then */
export function keptMemory(kept) {
  /** @type {{ memory: Memory, ids: readonly string[] }} */
  let latest = { memory: EMPTY_MEMORY, ids: [] };

  const load = () => {
    const { memory, ids } = parsed(kept, OWN);
    const sound = soundMemory(memory);
    if (kept !== null) latest = { memory: sound ?? EMPTY_MEMORY, ids: sound ? texts(ids) : [] };
    return latest;
  };
  const save = () => written(kept, OWN, latest);

  return {
    /** @returns {Memory} */
    read: () => load().memory,

    /** @param {Lesson} lesson of an object, which counts once */
    learn(lesson) {
      const { memory, ids } = load();
      if (ids.includes(lesson.id)) return;
      latest = {
        memory: withLesson(memory, lesson),
        ids: [...ids, lesson.id].slice(-REMEMBERED),
      };
      save();
    },

    forget() {
      latest = { memory: EMPTY_MEMORY, ids: [] };
      save();
    },
  };
}

/** @param {Kept} kept */
export function waitingLessons(kept) {
  /** @type {Record<string, Lesson[]>} by project */
  let latest = {};
  const load = () => {
    if (kept !== null) latest = parsed(kept, WAITING);
    return latest;
  };
  /** Of this page, sent or not: the server passes over an object that it knows. @type {Set<string>} */
  const met = new Set();

  /** @param {string} project @returns {Lesson[]} */
  const of = (project) => {
    const lessons = load()[project];
    return Array.isArray(lessons) ? lessons : [];
  };

  /** @param {string} project @param {Lesson[]} lessons */
  const put = (project, lessons) => {
    const { [project]: _, ...others } = load();
    latest = lessons.length > 0 ? { ...others, [project]: lessons } : others;
    written(kept, WAITING, latest);
  };

  return {
    of,

    /**
     * @param {string} project
     * @param {Lesson} lesson
     * @returns {boolean} whether it is new here
     */
    add(project, lesson) {
      const name = `${project} ${lesson.id}`;
      if (met.has(name)) return false;
      met.add(name);
      put(project, [...of(project), lesson]);
      return true;
    },

    /** @param {string} project @param {readonly Lesson[]} lessons that are waited with no more */
    remove(project, lessons) {
      const gone = new Set(lessons.map(({ id }) => id));
      put(
        project,
        of(project).filter(({ id }) => !gone.has(id)),
      );
    },
  };
}

/** @param {Kept} kept @param {string} name @returns {Record<string, any>} */
function parsed(kept, name) {
  try {
    return JSON.parse(kept?.getItem(name) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** @param {Kept} kept @param {string} name @param {unknown} value */
function written(kept, name, value) {
  try {
    kept?.setItem(name, JSON.stringify(value));
  } catch {
    // A full storage loses what was learnt since, and nothing else.
  }
}

/** @param {unknown} list @returns {string[]} */
const texts = (list) =>
  Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
