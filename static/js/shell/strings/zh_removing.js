/**
 * The sentences of removing for good and of what is seldom done, in Simplified Chinese.
 *
 * @import { enRemoving } from "./en_removing.js"
 */

import { numbersIn } from "./numbers.js";

const { moment, number } = numbersIn("zh-CN");

/** @type {typeof enRemoving} */
export const zhRemoving = {
  workMore: "此图片的更多操作",
  workSkip: "跳过此图片",
  workSkipNote: "用于不需要标注的图片，例如模糊或没有内容的图片。更改其物体即可恢复。",
  workRemove: "从项目中移除…",
  goldNotYet: "已通过且声明某些类别已全部标注的图片可设为金标准。",
  removeTitle: "永久删除",
  removeAbout:
    "全部内容都会删除：图片、物体及其所有历史、评论、用时和事件。只有备份能够恢复。请先导出仍有用的内容。",
  removeNotYet: "项目收起之后才能永久删除。",
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
  projectsGone: "已永久删除",
  projectGone: ({ name, pictures, objects, who, at }) =>
    `${name}：${number(pictures)} 张图片，${number(objects)} 个物体；${who}，${moment(at)}`,
};
