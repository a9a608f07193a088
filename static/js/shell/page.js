/**
 * The page as a whole: its states as attributes of <body>, which the style sheets and tests read,
 * and what stands in the top bar.
 *
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { activeImage, maskState, phase } from "../session/state.js";
import { find } from "./dom.js";

/** @param {{ store: Store, strings: Strings }} parts */
export function mountPage({ store, strings }) {
  const { dataset } = document.body;
  store.watch(
    (state) => [
      phase(state),
      maskState(activeImage(state)),
      state.model.status,
      state.server,
      state.homeOpen,
      state.tool,
    ],
    (phase, mask, model, server, homeOpen, tool) => {
      Object.assign(dataset, { phase, mask, model, server });
      dataset.home = homeOpen ? "open" : "closed";
      dataset.tool = tool === 1 ? "add" : "remove";
    },
  );

  const line = find("#document", HTMLElement);
  const name = find("[data-testid=picture-name]", HTMLElement);
  const size = find("[data-testid=picture-size]", HTMLElement);
  store.watch(
    (state) => {
      const image = activeImage(state);
      const { source = null, width = 0, height = 0 } = image ?? {};
      return [source, width, height, state.homeOpen, state.language];
    },
    (source, width, height, homeOpen) => {
      const title = source && strings.title(source);
      line.hidden = title === null || homeOpen;
      name.textContent = title ?? "";
      size.textContent = width > 0 ? strings.size({ width, height }) : "";
      document.title = title ? `${title} – ${strings.productName}` : strings.productName;
    },
  );
}
