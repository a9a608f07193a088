/**
 * The page as a whole: its states as attributes of <body>, which the style sheets and tests read,
 * and what stands in the top bar.
 *
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { maskState } from "../prompting/wanted.js";
import { find } from "./dom.js";
import { activeImage, phase } from "./state.js";

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
  const label = find("[data-testid=picture-name]", HTMLElement);
  const size = find("[data-testid=picture-size]", HTMLElement);
  store.watch(
    (state) => {
      const image = activeImage(state);
      const { file_name = "", width = 0, height = 0 } = image?.document.picture ?? {};
      const title = image?.session.title ?? null;
      return [file_name, title, width, height, state.homeOpen, state.language];
    },
    (name, given, width, height, homeOpen) => {
      const title = given === null ? null : strings.title({ name, title: given });
      line.hidden = title === null || homeOpen;
      label.textContent = title ?? "";
      size.textContent = width > 0 ? strings.size({ width, height }) : "";
      document.title = title ? `${title} – ${strings.productName}` : strings.productName;
    },
  );
}
