/**
 * The sentences of the tabs of a project's page, in Simplified Chinese; a part of the catalogue in
 * `zh.js`.
 *
 * @import { Role } from "../../projects/obstacle.js"
 * @import { enTabs } from "./en_tabs.js"
 */

import { numbersIn } from "./numbers.js";

const locale = "zh-CN";
const { day, number, percent } = numbersIn(locale);

/** @param {number} value */
const tenths = (value) => number(value, 1);

/** @type {Record<Role, string>} */
const ROLES = { annotator: "标注员", reviewer: "审核员", lead: "负责人" };

/** @type {typeof enTabs} */
export const zhTabs = {
  tabsLabel: "项目的各部分",
  tabs: {
    pictures: "图片",
    labels: "类别",
    people: "人员",
    time: "用时",
    learning: "学习",
    gold: "金标准",
    settings: "设置",
  },
  whyNobody: "要在此更改内容，请先选择由谁操作。",
  whyArchived: "项目已归档：可以查看，但不能更改。",
  whyRole: (may, role) =>
    `此处由${may.map((each) => ROLES[each]).join("和")}更改，您的身份是${ROLES[role]}。`,

  labelsNone: "还没有类别。物体也可以不带类别保留。",
  labelNew: "新类别的名称",
  labelAdd: "添加类别",
  labelsBusy: (labels) => `“${labels.old}”的物体仍在改为“${labels.new}”，在此期间可以继续工作。`,
  labelMove: (name) => `移动“${name}”：拖动，或按方向键`,
  labelColour: (name) => `“${name}”的颜色`,
  labelName: (name) => `类别“${name}”的名称`,
  labelKey: (name) => `“${name}”的按键`,
  labelKeyOf: (key, name) => `${key}（${name}）`,
  labelMerge: "合并…",
  labelMergeOf: (name) => `将“${name}”合并到另一个类别`,
  labelRemove: (name) => `删除“${name}”`,
  labelUsed: (name) => `有物体属于“${name}”：合并到另一个类别后才能删除`,
  labelStray: (name, objects) => `${number(objects)} 个物体名为“${name}”，但此处没有这个类别。`,
  labelTake: "设为类别",
  mergeInto: "保留的类别",
  mergeAbout: ({ name, objects, into }) =>
    objects === 0
      ? `没有物体属于“${name}”。它会被删除，“${into}”保持不变。`
      : `“${name}”的 ${number(objects)} 个物体将改为“${into}”，“${name}”随之删除。之后无法再将两者分开。`,
  mergeGo: "合并",

  peopleHeads: (days) => [
    "名字",
    "角色",
    `${number(days)} 天内的物体`,
    "已提交",
    "已通过",
    "已退回",
    "最近更改",
    "个人令牌",
  ],
  personOwn: (name) => `${name}（您）`,
  roleOf: (name) => `${name} 的角色`,
  roleMay: {
    annotator: "添加图片、标注、提交、跳过、评论",
    reviewer: "除此之外，还可通过、退回、更正已提交的内容，更改类别",
    lead: "除此之外，还可创建、更改和删除项目，移除图片，标记金标准图片，授予角色和令牌",
  },
  tokenHas: "已有",
  tokenGive: "创建令牌",
  tokenAnew: "新令牌",
  tokenDrop: "收回令牌",
  tokenFor: (does, name) => `${does}：${name}`,
  tokenOf: (name) => `${name} 的个人令牌`,
  tokenOnce: "令牌仅显示这一次。此后只有知道它的人才能以这个名字操作，浏览器会询问一次。",

  settingNames: ["名称", "标注指南", "占用时间（秒）"],
  settingNotes: [
    "不能与其他项目同名。",
    "标注什么、怎样标注。标注员可以在图片旁阅读。",
    "没有活动时，图片归某人占用的时间，10 到 86,400。",
  ],
  settingsSave: "保存",
  settingsSaved: "设置已保存。",
  orderTitle: "下一张图片",
  orderName: "尚未开始的图片按以下顺序分配",
  orderNames: {
    given: "按添加顺序",
    diverse: "差异大的优先",
    unsure: "模型最没把握的优先",
  },
  orderNotes: {
    given: "逐张分配。",
    diverse: "每张图片都尽可能与之前的图片不同。",
    unsure:
      "候选不一致、原解码器与微调后的解码器不一致、与已标注图片不相似的图片优先，并在其中选择差异大的。",
  },
  orderLooking: (done, total) =>
    `正在查看图片：${number(done)}/${number(total)}。完成之前按原来的顺序分配。`,
  orderWaiting: "即将计算顺序。完成之前按原来的顺序分配。",
  orderFailed: (problem) => `无法计算顺序。${problem}`,
  orderDone: (placed, without) =>
    without === 0
      ? `${number(placed)} 张图片已排序。`
      : `${number(placed)} 张图片已排序；之后添加的 ${number(without)} 张排在最后，直到重新排序。`,
  orderAgain: "重新排序",
  orderWords: {
    typical: "典型",
    unlike: "与众不同",
    alike: "与其他相似",
    unsure: "没把握",
    changed: "解码器不一致",
    unfamiliar: "陌生",
    sure: "较有把握",
  },
  orderWhys: {
    typical: "排在最前：与所有图片最相似",
    unlike: "排在前面：与之前的图片都不同",
    alike: "排在后面：与之前的图片很相似",
    unsure: "排在此处：其中的候选不一致",
    changed: "排在此处：微调后的解码器与发布的解码器结果不同",
    unfamiliar: "排在此处：与已标注的图片不相似",
    sure: "排在后面：模型较有把握",
  },
  archiveTitle: "归档项目",
  archiveAbout:
    "项目会从列表移到已归档的项目中。一切都会保留：图片、标注及其历史、评论和用时都可以查看和导出。其中的内容不能更改，浏览器中等待发送的更改不会被接收，在取消归档之前也不会分配任何图片。",
  archive: "归档",
  archivedTitle: "项目已归档",
  archivedAbout: "可以查看和导出。取消归档后，工作会从原处继续。",
  unarchive: "取消归档",

  maskTakesLong: "此掩码已用时超过 30 秒。请保留现有结果，或继续处理下一个物体。",

  tenths,
  day,
  timePerson: "谁的用时",
  timeEverybody: "所有人",
  timeLabel: "哪个类别的用时",
  timeAllLabels: "全部类别",
  timeCsv: "全部下载为表格文件",
  timeNone: "还没有记录掩码的用时。在项目的图片中每保留一个掩码，页面就会记录其用时。",
  timeNoneOf: "没有符合此选择的掩码用时。",
  timeNoChart: "无法绘制图表，其表格在此。",
  timeFacts: ({ masks, seconds, clicks }) =>
    `${number(masks)} 个掩码，每个掩码平均有效用时 ${tenths(seconds)} 秒，点击 ${tenths(clicks)} 次。论文中最初为 34 秒，六次再训练后为 14 秒。`,
  timeTable: "以表格显示",
  timeWhen: "时间",
  timeDay: "日期",
  timeMasks: "掩码",
  timeSeconds: "每个掩码的秒数",
  timeMedian: "掩码秒数的中位数",
  timeClicks: "每个掩码的点击次数",
  timeCorrections: "每个掩码的修正次数",
  timeRetrained: "再训练",
  timeRetrainedAfter: (masks) => `${number(masks)} 个掩码之后再训练`,
  timeSecondsTitle: "每个掩码的秒数随时间的变化",
  timeSecondsAbout: (first, last, retrainings) =>
    `每个掩码的秒数随时间的变化：最初 ${tenths(first)} 秒，最后 ${tenths(last)} 秒，再训练 ${number(retrainings)} 次。下方的表格包含每个点。`,
  timeClicksTitle: "每个掩码的点击次数随时间的变化",
  timeClicksAbout: (first, last) =>
    `每个掩码的点击次数随时间的变化：最初 ${tenths(first)} 次，最后 ${tenths(last)} 次。下方的表格包含每个点。`,
  timeDaysTitle: "各人每天的掩码数",
  timeDaysAbout: (days, people) =>
    `${number(people)} 人在 ${number(days)} 天中的掩码数。下方的表格包含每一天。`,

  goldAbout:
    "金标准图片是已通过且物体为已知答案的图片。标注员会在新图片中不知情地收到它们，每张一次；其标注与答案分开保存并进行比较。",
  goldRate: "标注员收到的每一百张图片中金标准图片的数量（0 到 50）",
  goldReport: "各人的表现",
  goldReportNone: "还没有人提交金标准图片。",
  goldPaper: "论文中人与人之间的 IoU 为 0.85 到 0.91。",
  goldBegun: (name, count) => `${name} 已开始 ${number(count)} 张。`,
  goldSkipped: (name, count) => `${name} 跳过了 ${number(count)} 张。`,
  goldHeads: ["名字", "类别", "图片", "应有", "找到", "遗漏", "多余", "IoU", "一致性"],
  goldPictures: (count) => `金标准图片：${number(count)} 张，以及可以成为金标准的图片`,
  goldNone: "还没有已通过的图片。已通过且声明某些类别已全部标注的图片可以成为金标准。",
  goldMark: "设为金标准",
  goldUnmark: "取消金标准",
  goldClaim: (labels) => `已全部标注：${labels.join("、")}`,
  goldNoClaim: "不能成为金标准：没有人声明某个类别的物体已全部标注",

  projectsAway: (count) => `已归档：${number(count)}`,
  projectHow: {
    empty: "还没有图片",
    fresh: "未开始",
    review: "待审核",
    done: "已完成",
  },
  projectShare: (share) => `已完成 ${percent(share)}`,

  moveOpen: "移到项目…",
  moveTitle: "移到项目",
  moveProject: "项目",
  moveWhich: "要移动的图片",
  moveThis: "此图片",
  moveAll: (count) => `全部 ${number(count)} 张已打开的图片`,
  moveAbout:
    "文件及其物体连同类别会移到服务器，项目中没有的类别会被创建。撤销历史不会移动。无法移动的内容留在此处，并说明原因。",
  moveGo: "移动",
  moved: (pictures, objects, project) =>
    `已将 ${number(pictures)} 张图片和 ${number(objects)} 个物体移到“${project}”。`,
  movedLabels: (labels) => `新类别：${labels.join("、")}。`,
  movedStrays: (labels) =>
    `物体保留类别 ${labels.join("、")}，但项目中没有这些类别，审核员或负责人可以添加。`,
  moveLeft: (name, why) => `${name} 留在此处。${why}`,
  moveOtherSize: (there, here) => `服务器读取的尺寸为 ${there} 像素，而其物体的尺寸为 ${here}。`,
  moveConflicts: (count) => `项目中有其 ${number(count)} 个物体的其他版本，不会被覆盖。`,
  moveChanged: "它在此期间被更改。请再移动一次。",

  guideline: "标注指南",
};
