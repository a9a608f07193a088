/**
 * The tab of times: seconds a mask over time with retrainings marked, clicks a mask, masks by person
 * and day. Each chart is a table too, and all of it a file.
 *
 * @import { Parts } from "../shell/mount_shell.js"
 * @import { Chart, Line } from "./chart.js"
 * @import { Times } from "./projects_state.js"
 */

import { cssColour } from "../classes/classes.js";
import { COLOURS } from "../everything/colours.js";
import { find, html } from "../shell/dom.js";
import { notify } from "../shell/page_transitions.js";
import { saveFile } from "../shell/save.js";
import { drawChart } from "./chart.js";
import { ALL } from "./projects_state.js";
import { byDay, overTime, secondsOf, summaryOf } from "./time_figures.js";

/** @param {Parts} parts */
export function mountTimeTab({ store, managing, strings }) {
  const panel = find("#tab-time", HTMLElement);
  const person = html("select", { class: "field", "data-testid": "time-person" });
  const label = html("select", { class: "field", "data-testid": "time-label" });
  const csv = html("button", { type: "button", class: "button", "data-testid": "time-csv" });
  const tools = html("div", { class: "time-tools" }, person, label, csv);
  const none = html("p", { class: "projects-note", "data-testid": "time-none", role: "status" });
  const facts = html("p", { class: "time-facts", "data-testid": "time-facts" });
  const plots = [plot("time-seconds"), plot("time-clicks"), plot("time-days")];
  panel.append(tools, none, facts, ...plots.map(({ figure }) => figure));

  const id = () => store.state.projects.open?.id ?? "";
  const load = () => managing.loadTimes(id(), { person: person.value, label: label.value });
  person.addEventListener("change", load);
  label.addEventListener("change", load);
  csv.addEventListener("click", async () => {
    const file = await managing.readCsv(id());
    if (file !== null) saveFile(file, "timings.csv");
  });

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.id],
    (project, tab) => {
      const { facts } = store.state.projects.open ?? {};
      if (project !== undefined && tab === "time")
        managing.loadTimes(project, facts?.times?.of ?? ALL);
    },
  );
  store.watch(
    (state) => [
      state.projects.people,
      state.projects.open?.project?.labels ?? null,
      state.projects.open?.facts.times?.of ?? ALL,
      state.language,
    ],
    (people, labels, of) => {
      csv.textContent = strings.timeCsv;
      person.setAttribute("aria-label", strings.timePerson);
      label.setAttribute("aria-label", strings.timeLabel);
      person.replaceChildren(
        new Option(strings.timeEverybody, ""),
        ...people.map(({ id, name }) => new Option(name, id)),
      );
      label.replaceChildren(
        new Option(strings.timeAllLabels, ""),
        ...(labels ?? []).map(({ name }) => new Option(name, name)),
      );
      person.value = of.person;
      label.value = of.label;
    },
  );

  const draw = () => {
    const { open, people } = store.state.projects;
    const times = open?.facts.times ?? null;
    const summary = times && summaryOf(times.series);
    for (const { figure } of plots) figure.hidden = summary === null;
    facts.hidden = summary === null;
    const any = times !== null && times.days.length > 0;
    none.textContent =
      times === null || summary !== null ? "" : any ? strings.timeNoneOf : strings.timeNone;
    none.hidden = none.textContent === "";
    csv.hidden = !any;
    if (open?.tab !== "time" || times === null || summary === null) return;
    facts.textContent = strings.timeFacts(summary);
    const [seconds, clicks, days] = plots;
    const nameOf = (/** @type {string} */ of) =>
      people.find((each) => each.id === of)?.name ?? strings.somebody;
    show(seconds, secondsPlot(times));
    show(clicks, clicksPlot(times));
    show(days, daysPlot(times, nameOf));
  };
  // What is drawn has no colours of its own: it is drawn anew where these, or the width, change.
  store.watch(
    (state) => [
      state.projects.open?.facts.times ?? null,
      state.projects.open?.tab,
      state.projects.people,
      state.theme,
      state.language,
    ],
    draw,
  );
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let width = 0;
  new ResizeObserver(() => {
    if (panel.clientWidth !== width) draw();
    width = panel.clientWidth;
  }).observe(panel);

  /**
   * @typedef {object} Shown
   * @property {string} title
   * @property {string} about what can be seen, in a sentence
   * @property {Pick<Chart, "times" | "lines" | "marks" | "digits">} chart
   * @property {readonly string[]} heads
   * @property {readonly (readonly string[])[]} rows
   */

  /**
   * @param {ReturnType<typeof plot>} place
   * @param {Shown} shown
   */
  async function show({ caption, canvas, summary, table }, { title, about, chart, heads, rows }) {
    caption.textContent = title;
    canvas.setAttribute("aria-label", about);
    summary.textContent = strings.timeTable;
    table.setAttribute("aria-label", title);
    table.replaceChildren(
      html("thead", {}, html("tr", {}, ...heads.map((text) => html("th", { scope: "col" }, text)))),
      html(
        "tbody",
        {},
        ...rows.map(([first, ...rest]) => {
          const cells = rest.map((text) => html("td", {}, text));
          return html("tr", {}, html("th", { scope: "row" }, first), ...cells);
        }),
      ),
    );
    try {
      await drawChart(canvas, { ...chart, locale: strings.locale, timeName: strings.timeWhen });
    } catch {
      store.apply(notify, { message: strings.timeNoChart });
    }
  }

  /** @param {Times} times @returns {Shown} */
  function secondsPlot({ series }) {
    const [times, values] = overTime(series);
    const marks = series.retrainings.map(({ at }) => ({
      at: secondsOf(at),
      text: strings.timeRetrained,
    }));
    const heads = [strings.timeWhen, strings.timeMasks, strings.timeSeconds, strings.timeMedian];
    const points = series.points.map(({ end, masks, seconds_a_mask: mean, median_seconds }) => ({
      end,
      row: [
        strings.moment(end),
        strings.count(masks),
        ...[mean, median_seconds].map(strings.tenths),
      ],
    }));
    const retrained = series.retrainings.map(({ at, masks_before }) => ({
      end: at,
      row: [strings.moment(at), strings.timeRetrainedAfter(masks_before), "", ""],
    }));
    const rows = [...points, ...retrained].sort((a, b) => (a.end < b.end ? -1 : 1));
    return {
      title: strings.timeSecondsTitle,
      about: strings.timeSecondsAbout(values[0], values.at(-1) ?? 0, marks.length),
      chart: { times, marks, digits: 1, lines: [line(strings.timeSeconds, 0, values)] },
      heads,
      rows: rows.map(({ row }) => row),
    };
  }

  /** @param {Times} times @returns {Shown} */
  function clicksPlot({ series }) {
    const [times, , values] = overTime(series);
    const heads = [
      strings.timeWhen,
      strings.timeMasks,
      strings.timeClicks,
      strings.timeCorrections,
    ];
    return {
      title: strings.timeClicksTitle,
      about: strings.timeClicksAbout(values[0], values.at(-1) ?? 0),
      chart: { times, marks: [], digits: 1, lines: [line(strings.timeClicks, 1, values)] },
      heads,
      rows: series.points.map(({ end, masks, clicks_a_mask, corrections_a_mask }) => [
        strings.moment(end),
        strings.count(masks),
        ...[clicks_a_mask, corrections_a_mask].map(strings.tenths),
      ]),
    };
  }

  /** @param {Times} times @param {(id: string) => string} nameOf @returns {Shown} */
  function daysPlot({ days: groups, of }, nameOf) {
    const { days, people } = byDay(groups, of);
    const lines = people.map(({ id, masks }, i) => line(nameOf(id), i + 2, masks));
    return {
      title: strings.timeDaysTitle,
      about: strings.timeDaysAbout(days.length, people.length),
      chart: { times: days, marks: [], digits: 0, lines },
      heads: [strings.timeDay, ...lines.map(({ name }) => name)],
      rows: days.map((day, i) => [
        strings.day(new Date(day * 1000).toISOString()),
        ...people.map(({ masks }) => strings.count(masks[i])),
      ]),
    };
  }
}

/** @param {string} name @param {number} colour @param {readonly number[]} values @returns {Line} */
const line = (name, colour, values) => ({
  name,
  colour: cssColour(colour % COLOURS.length),
  values,
});

/** @param {string} name of a place for a chart and its table */
function plot(name) {
  const caption = html("figcaption", { class: "form-title" });
  const canvas = html("div", { class: "chart", role: "img", "data-testid": name });
  const summary = html("summary", {});
  const table = html("table", { class: "data-table" });
  const box = html("div", { class: "table-box plot-table", tabindex: "0" }, table);
  const details = html("details", { "data-testid": `${name}-table` }, summary, box);
  const figure = html("figure", { class: "plot" }, caption, canvas, details);
  return { figure, caption, canvas, summary, table };
}
