/**
 * Sessions that last as long as the page: for browsers that let nobody keep anything.
 *
 * @import { SavedPart, Sessions } from "../session/sessions.js"
 */

/** @returns {Sessions} */
export function createMemorySessions() {
  /** @type {Map<string, Partial<Record<SavedPart, unknown>>>} */
  const pictures = new Map();
  /** @type {Map<string, unknown>} */
  const settings = new Map();
  return {
    list: async () =>
      [...pictures].map(([id, { session }]) => ({ id, session: structuredClone(session) })),
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
