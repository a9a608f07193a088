/**
 * The part of a project's page about suggestions ahead of people: a button for leads, how far the task
 * is, and what suggestions of each label are worth.
 *
 * @import { LabelPrefill, Prefill } from "../server/prefill_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { LEADS, obstacleTo } from "../projects/obstacle.js";
import { find, html } from "../shell/dom.js";
import { redraw } from "../shell/redrawing.js";
import { isBusy } from "./prefilling.js";

/** @param {Parts} parts */
export function mountPrefill({ store, prefilling, strings }) {
  const panel = find("#prefill", HTMLElement);
  const title = html("h3", { class: "form-title", id: "prefill-title" });
  const about = html("p", { class: "learn-about" });
  const begin = html("button", { type: "button", class: "button", "data-testid": "prefill-begin" });
  const cancel = html("button", {
    type: "button",
    class: "button",
    "data-testid": "prefill-cancel",
  });
  const why = html("p", { class: "projects-note", id: "prefill-why" });
  const said = html("p", { class: "learn-state", role: "status", "data-testid": "prefill-state" });
  const bar = html("progress", {});
  const far = html("p", { class: "learn-progress" }, bar, html("span", {}));
  const table = html("div", { class: "table-box", tabindex: "0", role: "region" });
  panel.append(
    title,
    about,
    html("p", { class: "learn-tools" }, begin, cancel),
    why,
    said,
    far,
    table,
  );

  const id = () => store.state.projects.open?.id ?? "";
  begin.addEventListener("click", () => prefilling.begin(id()));
  cancel.addEventListener("click", () => prefilling.cancel(id()));

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.id],
    (project, tab) => {
      if (project !== undefined && tab === "learning") prefilling.follow(project);
    },
  );
  store.watch(
    (state) => [
      state.projects.person,
      state.projects.open?.project ?? null,
      state.projects.open?.facts.prefill ?? null,
      state.language,
    ],
    (person, project, prefill) => {
      const may = obstacleTo(strings, person, project, LEADS) === "";
      title.textContent = strings.prefillTitle;
      about.textContent = strings.prefillAbout;
      begin.textContent = strings.prefillBegin;
      cancel.textContent = strings.prefillCancel;
      const enough = prefill?.labels.some(({ kept, on }) => on && kept >= prefill.least_kept);
      begin.hidden = !may || isBusy(prefill);
      begin.disabled = !enough;
      why.textContent = prefill && !enough ? strings.prefillFew(prefill.least_kept) : "";
      why.hidden = !may || why.textContent === "";
      cancel.hidden = !may || !isBusy(prefill);
      cancel.disabled = prefill?.task?.cancelling ?? false;
      showTask(prefill);
      redraw(table, () => showLabels(prefill, may));
    },
  );

  /** @param {Prefill | null} prefill */
  function showTask(prefill) {
    const task = prefill?.task ?? null;
    const { progress = null } = task ?? {};
    const made = progress && strings.prefillMade(progress.prefilled, progress.suggestions);
    const parts = task ? [strings.prefillStates[task.state], task.problem, made] : [];
    said.textContent = parts.filter(Boolean).join(" ");
    said.hidden = task === null;
    if (task) said.dataset.state = task.state;
    far.hidden = !isBusy(prefill) || progress === null;
    bar.setAttribute("aria-label", strings.prefillProgress);
    if (progress === null) return;
    bar.max = Math.max(progress.total, 1);
    bar.value = progress.done;
    find("span", HTMLElement, far).textContent = strings.prefillAt(progress);
  }

  /** @param {Prefill | null} prefill @param {boolean} may whether who works here switches */
  function showLabels(prefill, may) {
    const labels = (prefill?.labels ?? []).filter(({ kept, judged, open, on }) => {
      return kept + judged + open > 0 || !on;
    });
    table.hidden = labels.length === 0;
    table.setAttribute("aria-label", strings.prefillTable);
    const heads = strings.prefillHeads.map((text) => html("th", { scope: "col" }, text));
    const learnt = new Map(prefill?.task?.labels.map((each) => [each.label, each]));
    const rows = labels.map((each) => {
      const { label, kept, open, accepted, corrected, relabelled, rejected, found, absent } = each;
      const { right = 0, shown = 0 } = learnt.get(label) ?? {};
      const all = open + accepted + corrected + relabelled + rejected + found + absent;
      const cells = [String(kept), String(all), worth(each), strings.prefillRight(right, shown)];
      return html(
        "tr",
        { "data-testid": "prefill-label", "data-on": String(each.on) },
        html("th", { scope: "row" }, label),
        ...cells.map((text, i) => html("td", i === 2 ? {} : { class: "figure" }, text)),
        html("td", {}, ...(may ? [switchOf(each)] : [])),
      );
    });
    const body = html("tbody", {}, ...rows);
    table.replaceChildren(
      html("table", { class: "data-table" }, html("thead", {}, html("tr", {}, ...heads)), body),
    );
  }

  /** @param {LabelPrefill} label */
  const worth = ({ on, good, judged }) =>
    on ? strings.prefillRight(good, judged) : strings.prefillOff(good, judged);

  /** @param {LabelPrefill} label */
  function switchOf({ label, on }) {
    const text = on ? strings.prefillSwitchOff : strings.prefillSwitchOn;
    const button = html("button", { type: "button", class: "button button-small" }, text);
    button.setAttribute("aria-label", strings.prefillSwitch(label, !on));
    button.addEventListener("click", () => prefilling.choose(id(), label, !on));
    return button;
  }
}
