/**
 * The tab of gold pictures, for leads: which accepted pictures are a known answer, how many of them
 * are mixed in, and how people did on them.
 *
 * @import { ProjectPicture } from "../server/projects_api.js"
 * @import { GoldReport, GoldScore } from "../server/project_tabs_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { redraw } from "../shell/redrawing.js";
import { LEADS, obstacleTo } from "./obstacle.js";

/** Columns of numbers of the report. */
const FIGURES = 7;

/** @param {Parts} parts */
export function mountGoldTab({ store, managing, strings }) {
  const panel = find("#tab-gold", HTMLElement);
  const why = html("p", { class: "projects-note", "data-testid": "gold-why" });
  const about = html("p", { class: "gold-about" });
  const rate = html("input", {
    type: "number",
    class: "field",
    min: "0",
    max: "50",
    step: "1",
    required: "",
    "data-testid": "gold-rate",
  });
  const rateName = html("span", { class: "form-label" });
  const save = html("button", { type: "submit", class: "button", "data-testid": "gold-save" });
  const form = html("form", { class: "gold-rate" }, html("label", {}, rateName, rate), save);
  const reportTitle = html("h3", { class: "form-title" });
  const note = html("p", { class: "projects-note", "data-testid": "gold-note" });
  const table = html("table", { class: "data-table", "data-testid": "gold-report" });
  const box = html("div", { class: "table-box", tabindex: "0", role: "group" }, table);
  const listTitle = html("h3", { class: "form-title" });
  const none = html("p", { class: "projects-note" });
  const list = html("ul", { class: "gold-list", "data-testid": "gold-list" });
  const all = html("div", { class: "tab-panel" }, about, form, reportTitle, note, box);
  all.append(listTitle, none, list);
  panel.append(why, all);

  const id = () => store.state.projects.open?.id ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    managing.changeGold(id(), rate.valueAsNumber / 100);
  });

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.role],
    (project, tab, role) => {
      if (project !== undefined && tab === "gold" && role === "lead") managing.loadGold(project);
    },
  );
  store.watch(
    (state) => [
      state.projects.person,
      state.projects.open?.project ?? null,
      state.projects.open?.facts.gold ?? null,
      state.projects.people,
      state.language,
    ],
    (person, project, facts, people) => {
      const forLeads = obstacleTo(strings, person, null, LEADS);
      const obstacle = obstacleTo(strings, person, project, LEADS);
      why.textContent = obstacle;
      why.hidden = obstacle === "";
      all.hidden = forLeads !== "" || facts === null;
      if (forLeads !== "" || facts === null) return;
      const may = obstacle === "";
      about.textContent = strings.goldAbout;
      rateName.textContent = strings.goldRate;
      save.textContent = strings.settingsSave;
      if (!rate.matches(":focus")) rate.value = String(Math.round(facts.gold.rate * 100));
      rate.disabled = save.disabled = !may;
      reportTitle.textContent = strings.goldReport;
      listTitle.textContent = strings.goldPictures(facts.gold.pictures.length);
      const nameOf = (/** @type {string} */ of) =>
        people.find((each) => each.id === of)?.name ?? strings.somebody;
      drawReport(facts.report, nameOf);
      const marked = new Set(facts.gold.pictures.map((each) => each.id));
      const rows = [
        ...facts.gold.pictures.map((each) => ({ ...each, gold: true })),
        ...facts.accepted
          .filter((each) => !marked.has(each.id))
          .map((each) => ({ ...each, gold: false })),
      ];
      none.textContent = rows.length === 0 ? strings.goldNone : "";
      none.hidden = rows.length > 0;
      redraw(list, () => list.replaceChildren(...rows.map((each) => row(each, may))));
    },
  );

  /**
   * @param {GoldReport} report
   * @param {(id: string) => string} nameOf
   */
  function drawReport({ scores, begun, skipped }, nameOf) {
    const open = Object.entries(begun).map(([who, count]) => strings.goldBegun(nameOf(who), count));
    const left = Object.entries(skipped).map(([who, count]) =>
      strings.goldSkipped(nameOf(who), count),
    );
    const empty = scores.length === 0 ? [strings.goldReportNone] : [strings.goldPaper];
    note.textContent = [...empty, ...open, ...left].join(" ");
    box.hidden = scores.length === 0;
    box.setAttribute("aria-label", strings.goldReport);
    // All labels of a person first, then each.
    const ordered = scores.toSorted(
      (a, b) =>
        nameOf(a.person).localeCompare(nameOf(b.person)) ||
        (a.label ?? "").localeCompare(b.label ?? ""),
    );
    const heads = strings.goldHeads.map((text, i) =>
      html("th", { scope: "col", class: i >= 2 ? "figure" : "" }, text),
    );
    table.replaceChildren(
      html("thead", {}, html("tr", {}, ...heads)),
      html("tbody", {}, ...ordered.map((score) => scoreRow(score, nameOf(score.person)))),
    );
  }

  /** @param {GoldScore} score @param {string} name */
  function scoreRow(score, name) {
    const { label, pictures, expected, found, missed, extra, iou, agreement } = score;
    const share = (/** @type {number | null} */ value) =>
      value === null ? strings.none : strings.iou(value);
    const whole = label === null;
    // Pictures are counted of a person, not of each label.
    const counts = [expected, found, missed, extra].map((count) => strings.count(count));
    const cells = [whole ? strings.count(pictures) : "", ...counts, share(iou), share(agreement)];
    return html(
      "tr",
      { "data-testid": "gold-score", class: whole ? "whole" : "" },
      html("th", { scope: "row" }, name),
      html("td", {}, whole ? strings.timeAllLabels : label),
      ...cells.slice(0, FIGURES).map((text) => html("td", { class: "figure" }, text)),
    );
  }

  /**
   * @param {Pick<ProjectPicture, "id" | "file_name" | "objects"> & { exhaustive: string[] | null, gold: boolean }} picture
   * @param {boolean} may
   */
  function row({ id: picture, file_name, objects, exhaustive, gold }, may) {
    const claimed = exhaustive !== null && exhaustive.length > 0;
    const said = claimed ? strings.goldClaim(exhaustive) : strings.goldNoClaim;
    const toggle = html("button", {
      type: "button",
      class: "button button-small",
      "data-part": picture,
      "data-testid": "gold-mark",
      "aria-label": strings.tokenFor(gold ? strings.goldUnmark : strings.goldMark, file_name),
    });
    toggle.textContent = gold ? strings.goldUnmark : strings.goldMark;
    toggle.disabled = !may || (!gold && !claimed);
    toggle.addEventListener("click", () => managing.markGold(id(), picture, !gold));
    return html(
      "li",
      { class: "gold-row", "data-gold": String(gold), "data-testid": "gold-picture" },
      html("strong", {}, file_name),
      html("span", { class: "projects-note" }, `${strings.objectCount(objects)} · ${said}`),
      toggle,
    );
  }
}
