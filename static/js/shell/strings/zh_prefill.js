/**
 * The sentences about suggestions that a task makes ahead of people, in Simplified Chinese; a part of the
 * catalogue in `zh.js`.
 *
 * @import { enPrefill, Phase } from "./en_prefill.js"
 */

import { numbersIn } from "./numbers.js";

const { number, percent } = numbersIn("zh-CN");

/** @param {number} seconds */
const left = (seconds) =>
  seconds < 90 ? `${number(Math.round(seconds))} 秒` : `${number(Math.round(seconds / 60))} 分钟`;

/** @type {Record<Phase, string>} */
const PHASES = {
  learning: "正在从已标注的图片中学习",
  suggesting: "尚未开始的图片",
};

/** @type {typeof enPrefill} */
export const zhPrefill = {
  prefillAway: (count) => `已收起 ${number(count)} 个建议`,
  prefillOpen: "显示",
  prefillJudged: "所有建议均已处理。还有遗漏吗？如果没有，请声明完整并提交。",
  prefillNext: (label, score) => `下一个：${label}，${percent(score)}`,

  prefillTitle: "预先给出的建议",
  prefillAbout:
    "对尚未开始的图片，根据目前保留的物体给出掩码建议。打开图片的人接受或拒绝这些建议，并补充遗漏的物体。",
  prefillBegin: "生成建议",
  prefillCancel: "停止",
  prefillFew: (least) => `请先为某个类别保留 ${number(least)} 个物体。`,
  prefillProgress: "建议的进度",
  prefillStates: {
    waiting: "等待处理进程。",
    running: "正在运行。",
    done: "已完成。",
    failed: "失败。",
    cancelled: "已取消。",
  },
  prefillAt: ({ phase, done, total, seconds_left }) =>
    `${PHASES[phase]}：${number(done)} / ${number(total)}${
      seconds_left === null ? "" : `，剩余 ${left(seconds_left)}`
    }`,
  prefillMade: (pictures, count) => `${number(pictures)} 张图片中有 ${number(count)} 个建议。`,
  prefillTable: "各类别建议的效果",
  prefillHeads: ["类别", "已保留", "已建议", "正确", "在其他图片上", "更改"],
  prefillRight: (good, judged) => (judged === 0 ? "–" : `${number(good)} / ${number(judged)}`),
  prefillOff: (good, judged) =>
    judged === 0 ? "建议已关闭" : `建议已关闭：${number(judged)} 个建议中有 ${number(good)} 个正确`,
  prefillSwitch: (label, on) => `${on ? "开启" : "关闭"}：${label}`,
  prefillSwitchOn: "开启",
  prefillSwitchOff: "关闭",

  findRest: "在所有图片中查找相似物体",
  findRestAsked: "正在尚未开始的图片中查找与这些相似的其余物体。",
  claimSaid: (labels) =>
    labels.length === 0 ? "未声明完整。" : `已声明：所有物体均已标注（${labels.join("、")}）。`,
};
