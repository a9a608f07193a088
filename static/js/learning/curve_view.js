/**
 * The curve of a training as a list of numbers with bars: few points, read as well as seen.
 *
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { html } from "../shell/dom.js";

/**
 * @param {readonly (readonly number[])[]} curve a step each and its score, 0 to 1
 * @param {Strings} strings
 */
export function curveOf(curve, strings) {
  const rows = curve.map(([step, score]) => {
    const meter = html("meter", { min: "0", max: "1", value: String(score) });
    meter.setAttribute("aria-label", strings.learnStep(step));
    return html(
      "li",
      {},
      html("span", {}, strings.learnStep(step)),
      meter,
      html("span", {}, strings.learnIou(score)),
    );
  });
  const title = html("h4", { class: "learn-which" }, strings.learnCurve);
  return html("div", { class: "learn-curve" }, title, html("ol", {}, ...rows));
}
