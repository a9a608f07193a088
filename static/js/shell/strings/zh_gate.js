/**
 * Why a tuned decoder is not offered to all (`dataengine/training/gate.py`), in Chinese; known by its
 * form, as what readers say is.
 *
 * @import { Form } from "./forms.js"
 */

import { first } from "./forms.js";

/** @type {Form[]} */
const MEASURES = [
  [/^one click$/i, () => "一次点击"],
  [/^the best of three candidates$/i, () => "三个候选中最好的"],
  [/^three clicks$/i, () => "三次点击"],
  [/^a box$/i, () => "一个框"],
];

/** @param {string} name */
const measure = (name) => first(name, MEASURES);

/** @type {Form[]} */
const REASONS = [
  [
    /^On general pictures (.+) falls by (\S+), from (\S+) to (\S+); at most (\S+) is allowed\.$/,
    (name, by, from, to, most) =>
      `在一般图片上，“${measure(name)}”下降 ${by}（从 ${from} 到 ${to}）；最多允许 ${most}。`,
  ],
  [
    /^(.+) may fall by (\S+) \(the lower bound of its change\); less than (\S+) is allowed\.$/,
    (name, by, most) => `“${measure(name)}”可能下降 ${by}（变化的下界）；必须小于 ${most}。`,
  ],
  [
    /^(.+) falls by (\S+), from (\S+) to (\S+); less than (\S+) is allowed\.$/,
    (name, by, from, to, most) =>
      `“${measure(name)}”下降 ${by}（从 ${from} 到 ${to}）；必须小于 ${most}。`,
  ],
  [
    /^Nothing rises for sure: at best (.+) by (\S+) \(95 % interval (\S+) to (\S+)\); expected one whose lower bound is above 0\.$/,
    (name, by, from, to) =>
      `没有一项确定上升：最好的是“${measure(name)}”，${by}（95% 区间 ${from} 至 ${to}）；至少一项的下界应大于 0。`,
  ],
];

/**
 * @param {string} sentence in English
 * @returns {string}
 */
export const saidOfDecoder = (sentence) => first(sentence, REASONS);
