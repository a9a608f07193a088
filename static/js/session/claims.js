/**
 * Which page has which saved picture: pages of one browser share its storage, and two of them must
 * not write the same picture. A claim ends with its page, however that ends.
 *
 * @typedef {object} Claims
 * @property {(id: string, patience?: number) => Promise<boolean>} claim false when another page has
 *   the picture and does not let it go within so many milliseconds
 * @property {(id: string) => void} release
 */

/** Milliseconds that the page before, which is just being left, has to let go. */
const PATIENCE = 1000;

/**
 * @param {Pick<LockManager, "request"> | undefined} locks where the browser has none (plain HTTP),
 *   everyone gets everything
 * @returns {Claims}
 */
export function createClaims(locks) {
  /** @type {Map<string, () => void>} */
  const held = new Map();
  return {
    async claim(id, patience = PATIENCE) {
      if (locks === undefined || held.has(id)) return true;
      return new Promise((resolve) => {
        const hold = () => {
          resolve(true);
          return /** @type {Promise<void>} */ (new Promise((release) => held.set(id, release)));
        };
        const signal = AbortSignal.timeout(patience);
        locks.request(`picture ${id}`, { signal }, hold).catch(() => resolve(false));
      });
    },
    release(id) {
      held.get(id)?.();
      held.delete(id);
    },
  };
}
