/**
 * The sentences about suggestions, in Simplified Chinese; a part of the catalogue in `zh.js`.
 *
 * @import { enSimilar } from "./en_similar.js"
 */

import { numbersIn } from "./numbers.js";

const { number, iou } = numbersIn("zh-CN");

/** @type {typeof enSimilar} */
export const zhSimilar = {
  similarTitle: "建议",
  findSimilar: "查找相似物体",
  similarRuns: "正在查找其余物体…",
  similarFound: (above, below) =>
    below === 0
      ? `界线以上有 ${number(above)} 个建议`
      : `界线以上有 ${number(above)} 个建议，以下有 ${number(below)} 个`,
  similarNothing: (below) =>
    below === 0 ? "在此图片中未找到相似的物体。" : `界线以上没有建议；以下有 ${number(below)} 个。`,
  similarJudged: "所有建议均已处理。",
  similarLine: "界线",
  similarAbove: (above) => `界线以上有 ${number(above)} 个建议`,
  similarAccept: "接受",
  similarAcceptAll: "全部接受",
  similarCorrect: "修正",
  similarReject: "拒绝",
  similarClose: "收起建议",
  similarNoExemplar: "请先保留一个物体，然后查找与它相似的其余物体。",
  wordsTitle: "按文字查找",
  wordsShort: "查找 …",
  wordsLabel: "要查找的内容",
  wordsFind: "查找",
  wordsLoading: "正在加载文本模型，需要几秒钟。",
  wordsRun: (words) => `正在查找“${words}”…`,
  wordsNothing: (words, below) =>
    below === 0
      ? `此图片中没有与“${words}”相近的物体。`
      : `界线以上没有与“${words}”相近的物体；以下有 ${number(below)} 个建议。`,
  wordsSimilarity: (score) => `相似度 ${iou(score)}`,
  errorWords: (why) => `无法按文字查找。${why}`,
  errorSimilar: (why) => `无法查找相似的物体。${why}`,
};
