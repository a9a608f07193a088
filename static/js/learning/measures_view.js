/**
 * What a tuned decoder changes, as a table: on the project's own pictures and on general ones.
 *
 * @import { RoundDecoder } from "../server/learning_api.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { html } from "../shell/dom.js";

/** As the gate names them, in the order of the table. */
const MEASURES = /** @type {const} */ (["one_click", "best_of_3", "three_clicks", "box"]);

/**
 * @param {RoundDecoder} decoder
 * @param {Strings} strings
 */
export function measuresTable({ own, general }, strings) {
  const heads = strings.learnHeads;
  const table = html(
    "table",
    { class: "data-table" },
    html("thead", {}, html("tr", {}, ...heads.map((text) => html("th", { scope: "col" }, text)))),
    ...[own, general].map((changes, i) =>
      html(
        "tbody",
        {},
        html(
          "tr",
          {},
          html("th", { scope: "rowgroup", colspan: String(heads.length) }, strings.learnSets[i]),
        ),
        ...MEASURES.filter((name) => name in changes).map((name) => {
          const { before, after, lower, upper } = changes[name];
          const figures = [
            strings.learnIou(before),
            strings.learnIou(after),
            strings.learnChange(after - before),
            strings.learnInterval(lower, upper),
          ];
          const cells = figures.map((text) => html("td", {}, text));
          return html(
            "tr",
            {},
            html("th", { scope: "row" }, strings.learnMeasures[name]),
            ...cells,
          );
        }),
      ),
    ),
  );
  table.setAttribute("aria-label", strings.learnTable);
  return html("div", { class: "table-box", tabindex: "0" }, table);
}
