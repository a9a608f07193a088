/**
 * Says that the picture on the stage stays as it is, and why: as long as it does, and once more where
 * somebody would change it all the same. Who submitted it may take that back from here.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find } from "../shell/dom.js";
import { notify } from "../shell/page_transitions.js";
import { screen } from "../shell/state.js";
import { lockOf, mayRetract } from "./locking.js";
import { workOnStage } from "./working_transitions.js";

/** @param {Parts} parts */
export function mountLock({ store, working, strings }) {
  const strip = find("#work-lock", HTMLElement);
  const why = find("#work-lock-why", HTMLElement);
  const retract = find("#work-retract", HTMLButtonElement);

  const present = () => {
    const here = workOnStage(store.state);
    return here && lockOf(store.state, here.image);
  };
  store.watch(
    (state) => {
      const here = screen(state) === "workbench" ? workOnStage(state) : null;
      return [here && lockOf(state, here.image), mayRetract(state), state.language];
    },
    (lock, may) => {
      // A button that goes while it has the focus would leave the keyboard nowhere.
      const left = !may && document.activeElement === retract;
      strip.hidden = lock === null;
      why.textContent = lock === null ? "" : strings.locked[lock];
      retract.hidden = !may;
      if (left) find("#stage", HTMLElement).focus();
    },
  );
  store.watch(
    (state) => [state.projects.refused],
    (refused) => {
      const lock = present();
      if (refused === 0 || lock === null) return;
      store.apply(notify, { kind: "info", message: strings.locked[lock] });
    },
  );
  retract.addEventListener("click", () => working.retract());
}
