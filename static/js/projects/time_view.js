/**
 * What tells the timekeeping that somebody is at it: the pointer, keys, the wheel; and whether the
 * page can be seen.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

/** @param {Parts} parts */
export function mountTimekeeping({ timekeeping }) {
  for (const kind of ["pointermove", "pointerdown", "keydown", "wheel"]) {
    document.addEventListener(kind, () => timekeeping.stir(), { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => timekeeping.see(!document.hidden));
  timekeeping.see(!document.hidden);
}
