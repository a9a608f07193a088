/**
 * Leaving the page: what is new is saved at once, and a question is asked only where something would
 * be lost.
 *
 * @import { Saving } from "./saving.js"
 */

/** @param {{ saving: Saving }} parts */
export function mountLeaving({ saving }) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saving.saveNow();
  });
  window.addEventListener("pagehide", () => saving.leave());
  window.addEventListener("beforeunload", (event) => {
    saving.saveNow();
    if (saving.atRisk()) event.preventDefault();
  });
}
