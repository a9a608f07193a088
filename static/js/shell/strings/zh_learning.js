/**
 * The sentences of learning, in Simplified Chinese; a part of the catalogue in `zh.js`.
 *
 * @import { enLearning, Phase } from "./en_learning.js"
 */

import { numbersIn } from "./numbers.js";

const locale = "zh-CN";
const { moment, number } = numbersIn(locale);

/** @param {number} value */
const signed = (value) => `${value < 0 ? "−" : "+"}${number(Math.abs(value), 3)}`;

/** @param {number} seconds */
const left = (seconds) =>
  seconds < 90 ? `${number(Math.round(seconds))} 秒` : `${number(Math.round(seconds / 60))} 分钟`;

/** @type {Record<Phase, string>} */
const PHASES = {
  embedding: "正在编码图片",
  training: "正在微调解码器",
  judging: "正在评估",
  exporting: "正在保存",
};

/** @type {typeof enLearning} */
export const zhLearning = {
  learnAbout:
    "一轮训练会用本项目已通过的图片微调掩码解码器，在服务器上进行，只需几分钟，并在它未见过的图片上评估。不会自动启用任何东西。",
  learnBegin: "开始一轮训练",
  learnBack: "改回所有图片共用的解码器",
  learnOwn: (fingerprint) => `本项目使用自己的解码器：${fingerprint}…`,
  learnSwitched: "本项目已打开的页面会在几秒内切换。",
  learnRound: (made) => `${moment(made)} 的训练`,
  learnStates: {
    waiting: "正在等待训练进程。",
    running: "进行中。",
    done: "已完成。",
    failed: "失败。",
    cancelled: "已取消。",
  },
  learnProgress: "训练进度",
  learnSoon: "马上开始。",
  learnAt: ({ phase, done, total, seconds_left }) =>
    `${PHASES[phase]}：${number(done)} / ${number(total)}${
      seconds_left === null ? "" : `，剩余 ${left(seconds_left)}`
    }`,
  learnCancel: "取消这轮训练",
  learnWhich: { safe: "稳妥的解码器", specialist: "专用的解码器" },
  learnKinds: {
    safe: "在本项目中有提升，在别处没有损失。",
    specialist: "在本项目中有提升，但在别处有所遗忘：仅供本项目使用。",
    refused: "不提供使用。",
  },
  learnUse: "在本项目中使用",
  learnOn: "本项目正在使用。",
  learnTable: "各项指标的变化",
  learnHeads: ["指标", "之前", "之后", "变化", "95% 区间"],
  learnSets: ["本项目中它未见过的图片", "一般图片"],
  learnMeasures: {
    one_click: "一次点击",
    best_of_3: "三个候选中最好的",
    three_clicks: "三次点击",
    box: "一个框",
  },
  learnIou: (iou) => number(iou, 3),
  learnChange: (change) => signed(change),
  learnInterval: (lower, upper) => `${signed(lower)} 至 ${signed(upper)}`,
  learnCurve: "用于提前停止的分组得分",
  learnStep: (step) => `第 ${number(step)} 步`,
  learnChanged: "变化最大的掩码",
  learnChangedNote: (count) =>
    count === 0
      ? "没有掩码发生变化，或它们已不在服务器的磁盘上。"
      : "依次为标注、发布的解码器、微调的解码器，各点击一次。",
  learnChangedAlt: (place) => `掩码 ${number(place)}：标注的，以及发布的和微调的解码器给出的。`,
  learnNotes: (count) => `有 ${number(count)} 项未使用`,
};
