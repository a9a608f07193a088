/**
 * A chart of lines over time, drawn by uPlot in the page's colours. The library comes when the first
 * one is wanted.
 *
 * @typedef {typeof import("../../vendor/uplot/uPlot.js")} UPlot
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} colour as CSS has it
 * @property {readonly (number | null)[]} values
 *
 * @typedef {object} Chart
 * @property {readonly number[]} times seconds since 1970
 * @property {readonly Line[]} lines
 * @property {readonly { at: number, text: string }[]} marks vertical lines
 * @property {number} digits of values behind the point
 * @property {string} locale of dates
 * @property {string} timeName what the times are called
 */

import { html } from "../shell/dom.js";
import { endsOf } from "./time_figures.js";

const HEIGHT = 240;
const LIBRARY = "/static/vendor/uplot/uPlot.esm.js";
const SHEET = "/static/vendor/uplot/uPlot.min.css";
/** Milliseconds of a day. */
const DAY_S = 86_400;

/** @type {Promise<UPlot> | null} */
let library = null;

/** @returns {Promise<UPlot>} */
function load() {
  library ??= (async () => {
    const sheet = html("link", { rel: "stylesheet", href: SHEET });
    const drawn = new Promise((end) => sheet.addEventListener("load", end));
    document.head.append(sheet);
    const [module] = await Promise.all([import(/** @type {string} */ (LIBRARY)), drawn]);
    return module.default;
  })();
  // A server that was gone may be back the next time.
  library.catch(() => {
    library = null;
  });
  return library;
}

/**
 * Draws a chart in place of what was drawn there before.
 *
 * @param {HTMLElement} place
 * @param {Chart} chart
 */
export async function drawChart(place, { times, lines, marks, digits, locale, timeName }) {
  const uPlot = await load();
  const text = colourOf(place, "--text-muted");
  const grid = { stroke: colourOf(place, "--line"), width: 1 };
  const accent = colourOf(place, "--text");
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const short = dates(locale, span > 2 * DAY_S ? {} : { hour: "2-digit", minute: "2-digit" });
  const long = dates(locale, { year: "numeric", hour: "2-digit", minute: "2-digit" });
  const axis = { stroke: text, grid, ticks: grid, font: "12px system-ui, sans-serif" };
  place.replaceChildren();
  new uPlot(
    {
      width: Math.max(240, place.clientWidth),
      height: HEIGHT,
      scales: { x: { range: (_, least, most) => endsOf(least, most) }, y: { range: roomAbove } },
      axes: [
        { ...axis, values: (_, splits) => splits.map(short), space: 90 },
        { ...axis, size: 48 },
      ],
      series: [
        { label: timeName, value: (_, at) => (at === null ? "–" : long(at)) },
        ...lines.map(({ name, colour }) => ({
          label: name,
          stroke: colour,
          width: 2,
          points: { size: times.length > 60 ? 4 : 6, fill: colour, show: true },
          value: (/** @type {unknown} */ _, /** @type {number | null} */ value) =>
            value === null ? "–" : value.toFixed(digits),
        })),
      ],
      hooks: {
        draw: [
          ({ ctx, bbox, valToPos }) => {
            ctx.save();
            ctx.strokeStyle = ctx.fillStyle = accent;
            ctx.setLineDash([6, 4]);
            ctx.textAlign = "left";
            ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
            for (const { at, text } of marks) {
              const x = Math.round(valToPos(at, "x", true));
              ctx.beginPath();
              ctx.moveTo(x, bbox.top);
              ctx.lineTo(x, bbox.top + bbox.height);
              ctx.stroke();
              ctx.fillText(text, x + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
            }
            ctx.restore();
          },
        ],
      },
    },
    [[...times], ...lines.map(({ values }) => [...values])],
    place,
  );
}

/** @param {unknown} _ @param {number | null} __ @param {number | null} most @returns {[number, number]} */
const roomAbove = (_, __, most) => [0, most === null || most <= 0 ? 1 : most * 1.1];

/**
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} more
 */
function dates(locale, more) {
  const format = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", ...more });
  return (/** @type {number} */ seconds) => format.format(seconds * 1000);
}

/**
 * @param {HTMLElement} place
 * @param {string} token of tokens.css
 * @returns {string} its colour in the theme of the moment, which a canvas knows nothing of
 */
function colourOf(place, token) {
  const probe = html("span", {});
  probe.style.color = `var(${token})`;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
