/**
 * The projects on the start screen: each with how far it is, and a way to make one.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { openProject } from "./projects_transitions.js";
import { countOf, stateBar } from "./state_bar.js";

/** @param {Parts & { askWho: () => void }} parts */
export function mountProjectList({ store, projecting, strings, askWho }) {
  const section = find("#projects", HTMLElement);
  const list = find("#project-list", HTMLUListElement);
  const none = find("#projects-none", HTMLElement);
  const failed = find("#projects-failed", HTMLElement);
  const form = find("#project-new", HTMLFormElement);
  const name = find("#project-new-name", HTMLInputElement);
  const labels = find("#project-new-labels", HTMLInputElement);

  const summary = html("summary", {});
  const awayList = html("ul", { class: "project-list", "data-testid": "project-list-away" });
  const away = html("details", { class: "projects-away", "data-testid": "projects-away" });
  const gone = html("h3", { class: "projects-gone-title" });
  const goneList = html("ul", { class: "projects-gone", "data-testid": "projects-gone" });
  away.append(summary, awayList, gone, goneList);
  section.append(away);

  store.watch(
    (state) => [state.projects.kept],
    (kept) => {
      section.hidden = !kept;
    },
  );
  store.watch(
    (state) => [
      state.projects.list,
      state.projects.archived,
      state.projects.status,
      state.projects.removed,
      state.projects.people,
      state.language,
    ],
    (projects, archived, status, removed, people) => {
      none.hidden = status !== "ready" || projects.length > 0;
      away.hidden = archived.length === 0 && removed.length === 0;
      gone.textContent = strings.projectsGone;
      gone.hidden = removed.length === 0 || archived.length === 0;
      goneList.replaceChildren(
        ...removed.map(({ name, pictures, objects, person_id, at }) => {
          const who = people.find(({ id }) => id === person_id)?.name ?? strings.somebody;
          return html("li", {}, strings.projectGone({ name, pictures, objects, who, at }));
        }),
      );
      summary.textContent =
        archived.length > 0 ? strings.projectsAway(archived.length) : strings.projectsGone;
      awayList.replaceChildren(...archived.map(card));
      failed.hidden = status !== "failed";
      list.replaceChildren(...projects.map(card));
      name.placeholder = strings.projectNewName;
      labels.placeholder = strings.projectNewLabels;
    },
  );
  store.watch(
    (state) => [state.projects.person, state.projects.people],
    (person, people) => {
      // Leads make projects, and the first person of all is a lead.
      form.hidden = person === null ? people.length > 0 : person.role !== "lead";
    },
  );
  find("#projects-again", HTMLButtonElement).addEventListener("click", () => projecting.load());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (name.value.trim() === "") {
      name.focus();
      return;
    }
    if (store.state.projects.person === null) {
      askWho();
      return;
    }
    const wanted = labels.value.split(/[,，、;；]/).map((each) => each.trim());
    const made = await projecting.make(name.value.trim(), [...new Set(wanted.filter(Boolean))]);
    if (made) form.reset();
  });

  /** @param {import("../server/projects_api.js").ProjectSummary} project */
  function card({ id, name, pictures, objects }) {
    const accepted = pictures.accepted ?? 0;
    const figures = strings.projectFigures({ pictures: countOf(pictures), accepted, objects });
    const button = html(
      "button",
      { type: "button", class: "project-card", "data-testid": "project-card" },
      html(
        "span",
        { class: "project-card-head" },
        html("span", { class: "project-card-name" }, name),
        html("span", { class: "project-card-how" }, howFar(pictures)),
      ),
      html("span", { class: "projects-note" }, figures),
      stateBar(pictures),
    );
    button.addEventListener("click", () => store.apply(openProject, id));
    return html("li", {}, button);
  }

  /** @param {Readonly<Record<string, number>>} pictures how many are in each state */
  function howFar(pictures) {
    const stage = progressOf(pictures);
    return typeof stage === "number" ? strings.projectShare(stage) : strings.projectHow[stage];
  }
}

/**
 * How far a project is, in a word, or by the share of its pictures that are done.
 *
 * @param {Readonly<Record<string, number>>} pictures how many are in each state
 * @returns {"empty" | "fresh" | "review" | "done" | number}
 */
export function progressOf(pictures) {
  const of = (/** @type {string[]} */ ...states) =>
    states.reduce((sum, state) => sum + (pictures[state] ?? 0), 0);
  const all = countOf(pictures);
  if (all === 0) return "empty";
  const done = of("accepted", "skipped");
  if (done === all) return "done";
  if (of("new", "prefilled") === all) return "fresh";
  return done + of("submitted") === all ? "review" : done / all;
}
