/**
 * A storage that lasts as long as the page: for browsers that let nobody keep anything.
 *
 * @import { Part, Storage } from "./storage.js"
 */

/** @returns {Storage} */
export function createMemoryStorage() {
  /** @type {Map<string, Partial<Record<Part, unknown>>>} */
  const pictures = new Map();
  /** @type {Map<string, unknown>} */
  const settings = new Map();
  return {
    lasting: false,
    list: async () => [...pictures].map(([id, { work }]) => ({ id, work: structuredClone(work) })),
    load: async (id, part) => structuredClone(pictures.get(id)?.[part] ?? null),
    async save(id, parts) {
      pictures.set(id, { ...pictures.get(id), ...structuredClone(parts) });
    },
    async remove(id) {
      pictures.delete(id);
    },
    loadSetting: async (name) => structuredClone(settings.get(name) ?? null),
    async saveSetting(name, value) {
      settings.set(name, structuredClone(value));
    },
  };
}
