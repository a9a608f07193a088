/**
 * The tabs of a project's page: the arrow keys go from one to the next, and each has an address.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { Tab } from "./tabs.js"
 */

import { find, html } from "../shell/dom.js";
import { redraw } from "../shell/redrawing.js";
import { openProject } from "./projects_transitions.js";
import { mayOpen, TABS } from "./tabs.js";

/** @param {Parts} parts */
export function mountTabs({ store, strings }) {
  const bar = find("#project-tabs", HTMLElement);
  const page = find("#project", HTMLElement);

  /** @param {Tab} tab */
  const open = (tab) => {
    const id = store.state.projects.open?.id;
    if (id !== undefined) store.apply(openProject, id, tab);
  };

  /** @param {Tab} tab @param {Tab} chosen */
  const button = (tab, chosen) => {
    const selected = tab === chosen;
    const made = html(
      "button",
      {
        type: "button",
        class: "tab",
        role: "tab",
        id: `tab-of-${tab}`,
        "data-part": tab,
        "data-testid": `tab-of-${tab}`,
        "aria-controls": `tab-${tab}`,
        "aria-selected": String(selected),
        tabindex: selected ? "0" : "-1",
      },
      strings.tabs[tab],
    );
    made.addEventListener("click", () => open(tab));
    return made;
  };

  bar.addEventListener("keydown", (event) => {
    const tabs = [...bar.querySelectorAll("button")];
    const at = tabs.findIndex((each) => each.matches(":focus"));
    const last = tabs.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });

  store.watch(
    (state) => [
      state.projects.open?.tab ?? "pictures",
      state.projects.person?.role ?? null,
      state.language,
    ],
    (chosen, role) => {
      // A link may lead to what is for others; its tab says so.
      const shown = TABS.filter((tab) => tab === chosen || mayOpen(tab, role));
      redraw(bar, () => bar.replaceChildren(...shown.map((tab) => button(tab, chosen))));
      // On a small screen the bar is longer than there is room.
      bar
        .querySelector("[aria-selected=true]")
        ?.scrollIntoView({ block: "nearest", inline: "center" });
      for (const tab of TABS) find(`#tab-${tab}`, HTMLElement).hidden = tab !== chosen;
    },
  );
  store.watch(
    (state) => [state.projects.open?.tab],
    () => {
      page.scrollTop = 0;
    },
  );
}
