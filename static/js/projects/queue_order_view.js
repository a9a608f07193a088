/**
 * The section of a project's settings in which leads choose in which order pictures are given.
 *
 * @import { QueueOrder } from "../server/project_tabs_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { html } from "../shell/dom.js";
import { LEADS, obstacleTo } from "./obstacle.js";
import { isBusy } from "./queue_ordering.js";

/** @type {readonly QueueOrder[]} */
const ORDERS = ["given", "diverse", "unsure"];

/**
 * @param {Parts} parts
 * @returns {HTMLElement} the section
 */
export function mountQueueOrder({ store, ordering, strings }) {
  const title = html("h3", { class: "form-title" });
  const text = html("span", { class: "form-label" });
  const choice = html("select", { class: "field", "data-testid": "order-choice" });
  const note = html("small", {});
  const now = html("p", { class: "projects-note", role: "status", "data-testid": "order-now" });
  const again = html("button", { type: "button", class: "button", "data-testid": "order-again" });
  const label = html("label", {}, text, choice, note);
  const section = html("section", { class: "form" }, title, label, now, html("p", {}, again));

  const id = () => store.state.projects.open?.id ?? "";
  const chosen = () => ORDERS.find((order) => order === choice.value) ?? "given";
  choice.addEventListener("change", () => ordering.choose(id(), chosen()));
  again.addEventListener("click", () => ordering.choose(id(), chosen()));

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.id],
    (project, tab) => {
      if (project !== undefined && tab === "settings") ordering.follow(project);
    },
  );
  store.watch(
    (state) => [
      state.projects.person,
      state.projects.open?.project ?? null,
      state.projects.open?.facts.order ?? null,
      state.language,
    ],
    (person, project, order) => {
      section.hidden = order === null || obstacleTo(strings, person, null, LEADS) !== "";
      if (order === null) return;
      title.textContent = strings.orderTitle;
      text.textContent = strings.orderName;
      const options = ORDERS.map((each) =>
        html("option", { value: each }, strings.orderNames[each]),
      );
      choice.replaceChildren(...options);
      choice.value = order.order;
      note.textContent = strings.orderNotes[order.order];
      const busy = isBusy(order);
      const given = order.order === "given";
      const { task, waiting, without } = order;
      if (given) now.textContent = "";
      else if (busy && task?.state === "running" && task.total > 0)
        now.textContent = strings.orderLooking(task.done, task.total);
      else if (busy) now.textContent = strings.orderWaiting;
      else if (task?.state === "failed") now.textContent = strings.orderFailed(task.problem ?? "");
      else now.textContent = strings.orderDone(waiting - without, without);
      now.hidden = given;
      again.textContent = strings.orderAgain;
      again.hidden = given;
      const archived = project?.archived ?? false;
      choice.disabled = archived;
      again.disabled = archived || busy;
    },
  );
  return section;
}
