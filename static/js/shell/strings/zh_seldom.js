/**
 * The sentences of data sets, of removing for good and of what is seldom done, in Simplified Chinese.
 *
 * @import { enSeldom } from "./en_seldom.js"
 */

import { numbersIn } from "./numbers.js";

const { moment, number } = numbersIn("zh-CN");

/** @type {typeof enSeldom} */
export const zhSeldom = {
  sharpHere: "此处清晰",
  sharpSoon: "正在变清晰…",
  sharpAbout: "图片较大时，模型按原始像素查看这一部分，小物体也能看清。",
  workMore: "此图片的更多操作",
  workSkip: "跳过此图片",
  workSkipNote: "用于无法标注的图片，例如模糊的图片。更改其物体即可恢复。",
  workRemove: "从项目中移除…",
  goldNotYet: "已通过且声明某些类别已全部标注的图片可设为金标准。",
  removeTitle: "永久删除",
  removeAbout:
    "全部内容都会删除：图片、物体及其所有历史、评论、用时和事件。只有备份能够恢复。请先导出仍有用的内容。",
  removeNotYet: "项目归档之后才能永久删除。",
  removeProject: "删除此项目…",
  removeProjectTitle: (name) => `永久删除项目“${name}”？`,
  removeProjectAbout: ({ pictures, objects }) =>
    `${number(pictures)} 张图片和 ${number(objects)} 个物体将对所有人消失，只有备份能够恢复。`,
  removePictureTitle: (name) => `永久移除“${name}”？`,
  removePictureAbout: (count) =>
    `此图片及其 ${number(count)} 个物体和评论将从项目中对所有人消失，只有备份能够恢复。`,
  removeTyping: (name) => `请输入“${name}”以继续`,
  removeGo: "永久删除",
  pictureRemoved: (title) => `“${title}”已从项目中永久移除，并已在此处关闭。`,
  projectRemoved: (name) => `项目“${name}”已永久删除。`,
  dataOpen: "数据集…",
  dataTitle: "项目数据集",
  dataKind: "格式",
  dataKinds: {
    coco: "COCO，掩码为 RLE",
    coco_polygons: "COCO，掩码为多边形",
    yolo: "YOLO 分割，含 data.yaml",
    cvat: "CVAT for images 1.1",
    labelme: "LabelMe",
    label_studio: "Label Studio",
    png: "索引 PNG",
    sa1b: "SA-1B",
    json: "全部信息（本工具的 JSON）",
  },
  dataWhich: "包含哪些图片",
  dataAccepted: "已通过的图片",
  dataAll: "全部图片",
  dataPictures: "包含图片文件",
  dataGet: "下载",
  dataInto: "导入数据集的标注",
  dataAbout:
    "选择以上任一格式的文件，或包含多个文件的 ZIP：项目中同名图片会得到其标注。已有内容保持不变。",
  dataBring: "选择文件…",
  dataBusy: "可能需要一些时间…",
  dataReady: "文件已在您的下载中。",
  dataFailed: "未能完成，原因见通知。",
  dataBrought: ({ taken, there, pictures }) =>
    `${number(pictures)} 张图片新增 ${number(taken)} 个物体；${number(there)} 个已存在。`,
  dataMore: (count) => `另有 ${number(count)} 条`,
  projectsGone: "已永久删除",
  projectGone: ({ name, pictures, objects, who, at }) =>
    `${name}：${number(pictures)} 张图片，${number(objects)} 个物体；${who}，${moment(at)}`,
};
