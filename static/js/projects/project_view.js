/**
 * A project's page around its pictures: what it is, how far it is, and which pictures are shown.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { closeHome } from "../shell/page_transitions.js";
import { activeImage, screen } from "../shell/state.js";
import { STATES } from "./projects_state.js";
import { closeProject } from "./projects_transitions.js";
import { countOf, stateBar } from "./state_bar.js";

/** Milliseconds after the last letter of a search. */
const TYPING_MS = 250;

/** @param {Parts & { askWho: () => void }} parts */
export function mountProject({ store, projecting, working, strings, askWho }) {
  const page = find("#project", HTMLElement);
  const title = find("#project-name", HTMLElement);
  const guideline = find("#project-guideline", HTMLElement);
  const figures = find("#project-figures", HTMLElement);
  const bar = find("#state-bar", HTMLElement);
  const states = find("#states", HTMLElement);
  const search = find("#project-search", HTMLInputElement);
  const close = find("#project-close", HTMLButtonElement);
  const folder = find("#folder-input", HTMLInputElement);

  store.watch(
    (state) => [screen(state) === "project", activeImage(state) !== null],
    (shown, hasImage) => {
      const appears = shown && page.hidden;
      page.hidden = !shown;
      document.body.dataset.screen = shown ? "project" : "";
      close.hidden = !hasImage;
      if (appears) title.focus();
    },
  );
  store.watch(
    (state) => [state.projects.open?.id],
    () => {
      search.value = store.state.projects.open?.filter.search ?? "";
      page.scrollTop = 0;
    },
  );
  store.watch(
    (state) => [state.projects.open?.name, state.projects.open?.project?.guideline],
    (name = "", text = "") => {
      title.textContent = name;
      guideline.textContent = text;
    },
  );
  store.watch(
    (state) => [
      state.projects.open?.progress ?? null,
      state.projects.open?.filter.state ?? "",
      state.language,
    ],
    (progress, chosen) => {
      search.placeholder = strings.projectSearch;
      if (progress === null) {
        figures.textContent = "";
        bar.replaceChildren();
        states.replaceChildren();
        return;
      }
      const { pictures, objects } = progress;
      const all = countOf(pictures);
      const accepted = pictures.accepted ?? 0;
      figures.textContent = strings.projectFigures({ pictures: all, accepted, objects });
      bar.replaceChildren(...stateBar(pictures).childNodes);
      const focused = document.activeElement?.getAttribute("data-state") ?? null;
      states.replaceChildren(
        chip("", strings.stateAll, all, chosen),
        ...STATES.map((state) =>
          chip(state, strings.pictureStates[state], pictures[state] ?? 0, chosen),
        ),
      );
      if (focused !== null) {
        const again = states.querySelector(`[data-state="${focused}"]`);
        if (again instanceof HTMLElement) again.focus();
      }
    },
  );

  /**
   * @param {import("../server/projects_api.js").PictureState | ""} state
   * @param {string} text
   * @param {number} count
   * @param {string} chosen
   */
  function chip(state, text, count, chosen) {
    const button = html(
      "button",
      {
        type: "button",
        class: "state-chip",
        "data-state": state,
        "aria-pressed": String(state === chosen),
      },
      html("span", { class: "state-dot", "aria-hidden": "true" }),
      html("span", {}, text),
      html("span", { class: "state-count" }, strings.count(count)),
    );
    button.addEventListener("click", () => {
      const id = store.state.projects.open?.id;
      if (id !== undefined) projecting.filter(id, { state });
    });
    return button;
  }

  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const id = store.state.projects.open?.id;
      if (id !== undefined) projecting.filter(id, { search: search.value.trim() });
    }, TYPING_MS);
  });
  find("#project-back", HTMLButtonElement).addEventListener("click", () =>
    store.apply(closeProject),
  );
  close.addEventListener("click", () => store.apply(closeHome));
  /** @param {HTMLInputElement} input that asks for files */
  const choose = (input) => () => {
    if (store.state.projects.person === null) askWho();
    else input.click();
  };
  find("#project-annotate", HTMLButtonElement).addEventListener("click", () => {
    const id = store.state.projects.open?.id;
    if (store.state.projects.person === null) askWho();
    else if (id !== undefined) working.next(id, "annotate");
  });
  const add = find("#project-add", HTMLButtonElement);
  add.addEventListener("click", choose(find("#file-input", HTMLInputElement)));
  find("#project-folder", HTMLButtonElement).addEventListener("click", choose(folder));
}
