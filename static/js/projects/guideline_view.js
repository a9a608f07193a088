/**
 * A project's guideline beside its picture, when somebody asks for it.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html, icon } from "../shell/dom.js";
import { workOnStage } from "./working_transitions.js";

/** @param {Parts} parts */
export function mountGuideline({ store, working, strings }) {
  const text = html("p", { class: "project-guideline", "data-testid": "guideline-text" });
  const title = html("h2", { class: "caption", id: "guideline-title" });
  const popover = html(
    "div",
    { class: "settings guideline", id: "guideline", role: "dialog", tabindex: "0", popover: "" },
    title,
    text,
  );
  popover.setAttribute("aria-labelledby", "guideline-title");
  const open = html(
    "button",
    {
      type: "button",
      class: "bar-button",
      popovertarget: "guideline",
      "data-testid": "guideline-open",
    },
    icon("info"),
  );
  find("#work-saved", HTMLElement).after(open);
  document.body.append(popover);

  store.watch(
    (state) => {
      const id = workOnStage(state)?.project ?? null;
      const { open: page } = state.projects;
      return [id, page?.id === id ? (page?.project?.guideline ?? null) : null, state.language];
    },
    async (id, known) => {
      title.textContent = strings.guideline;
      open.setAttribute("aria-label", strings.guideline);
      open.title = strings.guideline;
      open.hidden = true;
      if (id === null) return;
      const described = known ?? (await working.describe(id).catch(() => null))?.guideline ?? "";
      // Another picture may be on the stage by now.
      if ((workOnStage(store.state)?.project ?? null) !== id) return;
      text.textContent = described;
      open.hidden = described === "";
    },
  );
}
