/**
 * The tab of a project's labels: added, named, coloured, given keys, put in order, merged, removed.
 *
 * @import { Label } from "../server/project_tabs_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { redraw } from "../shell/redrawing.js";
import { labelRow } from "./label_row.js";
import { mountMerging } from "./merging_view.js";
import { LABELS, obstacleTo } from "./obstacle.js";
import { mountSorting } from "./sorting.js";

/** @param {Parts} parts */
export function mountLabelsTab(parts) {
  const { store, managing, strings } = parts;
  const panel = find("#tab-labels", HTMLElement);
  const why = html("p", { class: "projects-note", "data-testid": "labels-why" });
  const list = html("ul", { class: "label-list", "data-testid": "label-list" });
  const none = html("p", { class: "projects-note" });
  const busy = html("p", { class: "projects-note", role: "status" });
  const others = html("div", { class: "label-others" });
  const name = html("input", {
    type: "text",
    class: "field",
    maxlength: "100",
    autocomplete: "off",
    "data-testid": "label-new",
  });
  const add = html("button", { type: "submit", class: "button" });
  const form = html("form", { class: "project-new" }, name, add);
  panel.append(why, list, none, busy, others, form);
  const merge = mountMerging(parts);

  const id = () => store.state.projects.open?.id ?? "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (name.value.trim() === "") return name.focus();
    const { labels = [] } = store.state.projects.open?.project ?? {};
    const key = freeKey(labels);
    const wanted = { name: name.value.trim(), ...(key && { key }) };
    if (await managing.makeLabel(id(), wanted)) form.reset();
    name.focus();
  });
  mountSorting(list, (label, place) => managing.changeLabel(id(), label, { place }));

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.id],
    (project, tab) => {
      if (project !== undefined && tab === "labels") managing.loadLabels(project);
    },
  );
  store.watch(
    (state) => [
      state.projects.open?.project ?? null,
      state.projects.open?.facts.counts ?? null,
      state.projects.person,
      state.language,
    ],
    (project, counts, person) => {
      const obstacle = obstacleTo(strings, person, project, LABELS);
      why.textContent = obstacle;
      why.hidden = obstacle === "";
      form.hidden = obstacle !== "";
      name.placeholder = strings.labelNew;
      name.setAttribute("aria-label", strings.labelNew);
      add.textContent = strings.labelAdd;
      list.setAttribute("aria-label", strings.tabs.labels);
      const labels = project?.labels ?? [];
      none.textContent = project !== null && labels.length === 0 ? strings.labelsNone : "";
      const { relabelling } = counts ?? {};
      busy.textContent = relabelling ? strings.labelsBusy(relabelling) : "";
      busy.hidden = !relabelling;
      const objects = new Map(counts?.counts.map((each) => [each.name, each.objects]));
      const may = obstacle === "";
      redraw(list, () => {
        list.replaceChildren(
          ...labels.map((label) => {
            const count = counts && (objects.get(label.name) ?? 0);
            return labelRow({ label, labels, count, may, strings, act: actsOn(label) });
          }),
        );
      });
      const known = new Set(labels.map((label) => label.name));
      const strays = counts?.counts.filter((each) => each.name && !known.has(each.name)) ?? [];
      none.hidden = none.textContent === "";
      others.hidden = strays.length === 0;
      others.replaceChildren(
        ...strays.map((each) => {
          const take = html("button", { type: "button", class: "button button-small" });
          take.textContent = strings.labelTake;
          take.hidden = !may;
          take.addEventListener("click", () => managing.makeLabel(id(), { name: each.name }));
          return html("p", {}, html("span", {}, strings.labelStray(each.name, each.objects)), take);
        }),
      );
    },
  );

  /** @param {Label} label */
  const actsOn = (label) => ({
    /** @param {import("../server/project_tabs_api.js").LabelChange} change */
    change: (change) => managing.changeLabel(id(), label.id, change),
    merge: () => merge(label),
    remove: () => managing.removeLabel(id(), label.id),
  });
}

/**
 * @param {readonly Label[]} labels
 * @returns {string | null} the first digit that no label has
 */
export function freeKey(labels) {
  const taken = new Set(labels.map(({ key }) => key));
  return [..."123456789"].find((digit) => !taken.has(digit)) ?? null;
}
