/**
 * Says once to a finger what it cannot see: that holding it leaves something out. A mouse has a second
 * button for that, and a hint below the stage.
 *
 * @import { Kept } from "../shell/options.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find } from "../shell/dom.js";
import { notify } from "../shell/page_transitions.js";
import { activeImage } from "../shell/state.js";

const KEY = "hold";
const SAID = "said";

/** @param {{ store: Store, strings: Strings, kept: Kept }} parts */
export function mountTouchHint({ store, strings, kept }) {
  if (kept?.getItem(KEY) === SAID) return;
  const said = new AbortController();
  find("#stage", HTMLElement).addEventListener(
    "pointerup",
    ({ pointerType }) => {
      const points = activeImage(store.state)?.session.draft.prompt.points.length ?? 0;
      if (pointerType !== "touch" || points === 0) return;
      store.apply(notify, { kind: "info", message: strings.holdRemoves });
      kept?.setItem(KEY, SAID);
      said.abort();
    },
    said,
  );
}
