/**
 * The catalogue in Simplified Chinese. Its words are those of CONTEXT.md's glossary.
 *
 * @import { Strings } from "./en.js"
 */

import { numbersIn } from "./numbers.js";

const locale = "zh-CN";
const { number, percent: share, iou: iouText, fileSize } = numbersIn(locale);

/** @param {number} fraction 0..1 */
const percent = (fraction) =>
  fraction > 0 && fraction < 0.001 ? `不足 ${share(0.001)}` : share(fraction);

/** The gallery's pictures, by name; the server knows their English titles only. */
const TITLES = new Map(
  Object.entries({
    coffee: "咖啡杯",
    chelsea: "猫咪切尔西",
    astronaut: "艾琳·柯林斯",
    motorcycle: "摩托车",
    rocket: "夜间的猎鹰 9 号",
    coins: "古希腊硬币",
    camera: "摄影师",
    retina: "左眼视网膜",
  }),
);

/** @param {{ name: string, title: string }} picture */
const titleOf = ({ name, title }) => TITLES.get(name) ?? title;

/** @type {Strings} */
export const zh = {
  locale,
  productName: "Segment Studio",
  none: "–",

  settings: "语言和主题",
  language: "语言",
  theme: "主题",
  themeSystem: "跟随系统",
  themeLight: "浅色",
  themeDark: "深色",

  tagline: "点击图片中的物体，即可得到它的掩码。",
  openPicture: "打开图片",
  dropHere: "或将图片拖到页面任意位置，也可直接粘贴",
  dropNow: "松开即可打开",
  galleryTitle: "或从示例图片开始",
  galleryEmpty: "示例图片加载失败，但仍可打开自己的图片。",
  title: titleOf,
  galleryItem: (image) => (image.credit ? `${titleOf(image)}（${image.credit}）` : titleOf(image)),
  backToPicture: "返回图片",

  open: "打开",
  size: ({ width, height }) => `${width} × ${height}`,
  stageLabel: "图片",
  zoomLabel: "缩放",
  zoomIn: "放大",
  zoomOut: "缩小",
  zoomWhole: "显示整张图片",
  zoomLevel: (scale) => share(scale),
  look: "显示方式",
  lookView: "显示",
  lookOverlay: "叠加在图片上",
  lookMask: "仅掩码",
  lookCheckerboard: "抠图",
  lookWhite: "白底",
  lookBlack: "黑底",
  lookOpacity: "不透明度",
  lookOutline: "轮廓线",
  help: "键盘和鼠标",
  keys: [
    ["单击", "添加该处；点击已有的点则将其移除"],
    ["右键单击 Shift+单击", "排除该处"],
    ["拖动", "框选，或移动点和控制柄"],
    ["滚轮 + -", "放大或缩小"],
    ["空格+拖动", "移动图片"],
    ["0 Shift+0", "显示整张图片，或按原始像素显示"],
    ["1 2 3 Alt+滚轮", "在候选掩码中选择"],
    ["Enter", "把掩码保存为物体"],
    ["Esc", "清除提示，或放弃正在进行的操作"],
    ["Ctrl+Z Ctrl+Shift+Z", "撤销、重做"],
    ["← ↑ → ↓", "移动十字准星，按住 Shift 一次移动 10 像素"],
    ["空格", "在准星处点击"],
    ["B", "从准星处开始画框，再按一次结束"],
    ["Delete", "移除准星处的点，或最后一个点；没有掩码时删除选中的物体"],
    [", .", "选中上一个或下一个物体"],
    ["X", "切换添加与排除"],
    ["V D L", "点击、画笔、套索"],
    ["[ ]", "缩小或放大画笔"],
    ["Page↑ Page↓", "胶片栏中的上一张或下一张图片"],
    ["E", "单个物体或全部物体"],
    ["?", "显示此列表"],
  ],
  hintFirst: "点击目标物体，或拖动鼠标框选。",
  hintFirstTouch: "点按目标物体，或拖动手指框选。",
  reading: "正在读取图片…",
  sending: "正在上传到服务器…",
  encoding: "正在编码…",
  encodingHint: "现在就可以点击。",
  waiting: "正在等待服务器…",
  resting: "正在读取图片…",
  failed: "尚未编码。",

  filmstripLabel: "已打开的图片",
  closePicture: (title) => `关闭“${title}”`,
  closed: (title) => `已关闭“${title}”。`,

  modesTitle: "分割",
  modeOne: "单个物体",
  modeEverything: "全图分割",
  progressLabel: "进度",
  cancel: "取消",
  again: "重新开始",
  thoroughness: "精细度",
  presetFast: "快速",
  presetDefault: "精细",
  presetDemo: "最精细",
  masks: "掩码",
  maskCount: (count) => number(count),
  coverage: "覆盖率",
  everythingWaits: "图片编码完成后自动开始。",
  everythingRuns: (left) =>
    left === null ? "正在搜索…" : `正在搜索，约剩 ${number(Math.max(1, left / 1000))} 秒`,
  everythingEnded: (status, milliseconds) =>
    ({
      idle: "",
      running: "",
      done: `搜索完成，用时 ${number(milliseconds / 1000, 1)} 秒`,
      stopped: "已停止，已找到的掩码会保留。",
      failed: "提前结束，已找到的掩码会保留。",
    })[status],
  everythingMask: ({ fraction, iou, stability }) =>
    `面积 ${percent(fraction)}，预测 IoU ${iouText(iou)}，稳定性 ${iouText(stability)}`,
  everythingHint: "点击掩码，将其选为物体。",
  everythingNothing: "没有掩码通过筛选。请放宽筛选条件，或提高精细度。",
  filterIou: "预测 IoU 高于",
  filterStability: "稳定性不低于",
  filterOverlap: "重叠不超过",
  filterArea: "面积不小于",
  pixels: (area) => `${number(area)} 像素`,
  objectsTitle: "物体",
  objectName: (count) => `物体 ${count}`,
  handLabel: "指针",
  handPrompt: "点击",
  handBrush: "画笔",
  handLasso: "套索",
  brushSize: "大小",
  lassoHint: "圈出一个区域，或逐点点击，按回车键结束。",
  fillHoles: "填充孔洞",
  dropIslands: "去除孤岛",
  noHoles: "此掩码没有孔洞。",
  noIslands: "此掩码是一个整体。",
  keptAlready: (name) => `该掩码已保存为“${name}”，现已选中。`,
  take: "保存为物体",
  takeAgain: "保存修改",
  takeAll: "全部选为物体",
  leftOutWhole: (count) =>
    `有 ${number(count)} 个掩码几乎覆盖整张图片，未保存为物体；需要时可单击该掩码来保存。`,
  objectsEmpty: "按回车键把掩码保存到这里，然后继续下一个。",
  objectsEmptyTouch: "把掩码保存为物体，然后继续下一个。",
  objectsBar: "所选物体",
  unnamed: "未命名",
  labelNone: "标签",
  selectObject: (name) => `选择${name}`,
  nameOf: (name) => `${name}的名称`,
  labelOf: (name) => `${name}的标签`,
  hideObject: (name) => `隐藏${name}`,
  editObject: "修改",
  moveUp: "上移",
  moveDown: "下移",
  merge: "合并为一个",
  subtract: "从最后一个中减去其余",
  removeObject: "删除",
  nothingLeft: "减去后将一无所剩。",
  labelsOpen: "标签…",
  labelsTitle: "标签",
  labelNew: "新标签",
  labelAdd: "添加标签",
  useLabel: (label) => `之后的物体使用标签“${label}”`,
  dropLabel: (label) => `不再提供“${label}”`,
  load: "载入…",
  loaded: (count) => `已载入 ${number(count)} 个物体。`,
  loadedKnown: (count) => `略过已存在的 ${number(count)} 个。`,
  loadedBoxes: (count) =>
    count === 1
      ? "有 1 个物体只有框：已作为提示放到图片上。"
      : `有 ${number(count)} 个物体只有框：每保存一个掩码，下一个框就会作为提示出现。`,
  boxesLeft: (count) => `还有 ${number(count)} 个框未处理。再次载入文件即可继续。`,
  loadedSkipped: (count, list) => `无法读取 ${number(count)} 个：${list}。`,
  reasonForeign:
    "页面自身可读取 COCO、SA-1B 和本产品的文件；其他工具的文件由服务器读取，而服务器没有响应。",
  reasonLeft: "在此期间已切换到另一张图片。",
  choose: "选择",
  turned: (degrees) => (degrees === 90 ? "向右旋转（90°）" : "向左旋转（270°）"),
  exportOpen: "导出…",
  exportTitle: "导出",
  exportScopeLabel: "导出范围",
  exportScope: (scope, objects, pictures) =>
    ({
      selected: `所选：${number(objects)}`,
      picture: `此图片：${number(objects)}`,
      pictures: `全部 ${number(pictures)} 张图片：${number(objects)}`,
    })[scope],
  exportObjects: (objects, pictures) =>
    objects === 0
      ? "还没有物体：按回车键保存掩码。"
      : `${number(pictures)} 张图片，共 ${number(objects)} 个物体。`,
  exportBlind: (pictures) => `其中 ${number(pictures)} 张图片目前不在内存中，不含抠图。`,
  exportBytes: (bytes) => `${fileSize(bytes)}。`,
  exportCutOut: (onStage) => (onStage ? "图片上的掩码。" : "所选的物体。"),
  close: "关闭",
  copyCutOut: "复制",
  copied: "抠图已复制到剪贴板。",
  exportDownload: "下载",
  formatBundle: "全部打包 ZIP",
  formatBundleNote: "掩码、抠图以及下列所有格式。",
  formatCocoRle: "COCO JSON（RLE）",
  formatCocoRleNote: "精确，保留孔洞和分离部分。",
  formatCocoPolygons: "COCO JSON（多边形）",
  formatCocoPolygonsNote: "轮廓；孔洞以无宽度的切线割开。",
  formatSa1bNote: "每张图片一个文件，与 SA-1B 数据集一致。",
  formatYolo: "YOLO 分割",
  formatYoloNote: "每个物体一行：各部分相连，孔洞割开。",
  formatPngNote: "一张索引图，较小的掩码在上。",
  formatSvg: "SVG 轮廓",
  formatSvgNote: "可继续编辑的矢量图形。",
  formatJson: "带提示的标注",
  formatJsonNote: "保留每个物体的全部信息，便于以后继续。",
  formatCutOut: "抠图",
  formatCutOutNote: "透明 PNG，裁剪到物体大小。",
  formatCutOutFull: "抠图（原尺寸）",
  formatCutOutFullNote: "透明 PNG，与图片同样大小。",
  fileFormat: "文件格式",
  formatSa1b: "SA-1B JSON",
  formatCoco: "COCO JSON",
  formatPng: "PNG，像素值为掩码编号",
  formatZip: "ZIP，每个掩码一张 PNG",
  downloadMasks: (count) => `下载 ${number(count)} 个掩码`,
  writingFile: "正在写入文件…",
  statusEverything: ({ masks, fraction }) =>
    `全图分割：找到 ${number(masks)} 个掩码，覆盖率 ${percent(fraction)}。`,

  toolsLabel: "工具",
  toolsTitle: "点击时添加",
  add: "前景点",
  remove: "背景点",
  historyLabel: "历史记录",
  undo: "撤销",
  redo: "重做",
  reset: "重置",
  gestureAdd: "点击物体",
  gestureRemove: "右键点击要排除的部分",
  gestureAddTouch: "点按物体",
  gestureRemoveTouch: "选“背景点”，再点按要排除的部分",
  gestureBox: "拖动框选物体",
  glimpsing: "预览指针下的掩码",

  candidatesTitle: "选择候选掩码",
  candidate: (rank) => `候选 ${rank}，预测 IoU`,

  maskTitle: "掩码",
  area: "面积",
  percent,
  predictedIou: "预测 IoU",
  iou: iouText,
  download: "下载 PNG",
  reasonNoPicture: "请先打开图片。",
  reasonEncoding: "图片仍在编码。",
  reasonNoPrompt: "请先点击物体。",
  reasonPending: "正在生成掩码。",
  reasonModel: "掩码解码器未加载。",
  reasonReady: ({ width, height }) => `黑底白色掩码，${width} × ${height} 像素`,

  details: "详细信息",
  model: "模型",
  modelKind: (kind) => (kind === "vit_t" ? "MobileSAM (vit_t)" : `SAM (${kind})`),
  modelLoading: "正在加载…",
  modelFailed: "未加载",
  encoder: "编码器",
  encoderPlace: ({ device, precision }) => `服务器，${device.toUpperCase()}，${precision}`,
  encodeTime: "编码",
  seconds: (milliseconds) => `${number(milliseconds / 1000, 1)} 秒`,
  decoder: "解码器",
  decoderPlace: "此浏览器，WASM",
  decodeTime: "上次解码",
  milliseconds: (milliseconds) => `${number(milliseconds)} 毫秒`,
  threads: "线程",
  notesTitle: "读取图片时的处理",
  threadCount: (count) => number(count),
  threadsLimit: (limit) => {
    switch (limit.name) {
      case "failure":
        return `${limit.failure} 已改用普通解码器，单线程运行。`;
      case "insecure":
        return "浏览器只允许在 HTTPS 或 localhost 下使用多线程，而此页面经由普通 HTTP 打开。";
      case "unisolated":
        return "页面未启用跨源隔离：服务器缺少 COOP 和 COEP 响应头。";
      case "processors":
        return `此计算机有 ${number(limit.processors)} 个逻辑处理器。`;
    }
  },

  webgpu: "WebGPU",
  webgpuOff: "未提供",
  webgpuWhy: "显卡驱动可能给出错误的掩码而不报错。",
  selfTest: "自检",
  selfTestWaiting: "尚未运行",
  selfTestPassed: (milliseconds) => `通过，用时 ${number(milliseconds)} 毫秒`,
  selfTestFailed: "未通过",
  copyReport: "复制错误报告信息",
  reportTitle: "错误报告信息",
  reportByHand: "浏览器不允许此页面自动复制。内容已全部选中，请手动复制。",
  reportCopied: "报告已复制到剪贴板。",

  statusEmpty: "尚未打开图片。",
  statusOpening: (title) => `正在打开“${title}”。`,
  statusReady: (title) => `“${title}”已就绪，请点击目标物体。`,
  statusMask: ({ fraction, iou }) =>
    `掩码占图片面积 ${percent(fraction)}，预测 IoU ${iouText(iou)}。`,
  statusMaskByHand: ({ fraction }) => `掩码占图片面积 ${percent(fraction)}。`,
  statusNothing: "掩码为空。请添加点，或撤销。",

  retry: "重试",
  openOther: "打开其他图片",
  dismiss: "关闭",
  errorNoPicture: "拖入或粘贴的内容中没有图片。",
  errorRefused: (title, why) => `${title}：${why}`,
  errorUnreadable: (title) => `无法读取“${title}”。文件可能已被移动，或不完整。`,
  errorServerGone: (title) => `服务器没有响应，无法打开“${title}”。当前图片仍可继续点击。`,
  errorServerGoneEmpty: (title) => `服务器没有响应，无法打开“${title}”。`,
  errorServerGoneKept: (title) =>
    `服务器没有响应。恢复后会自动编码“${title}”，已编码的图片仍可继续点击。`,
  serverBack: "服务器已恢复响应。",
  fellBack:
    "快速解码器在此浏览器中出错，已改用较慢的解码器，内容没有丢失。重新加载页面可再次尝试快速解码器。",
  errorDecoder: (why) => `暂时无法响应点击。${why}`,
  errorSelfTest: (why) =>
    `掩码解码器未通过自检，掩码可能有误。${why} 请重试；如果仍未通过，请换用其他浏览器。`,
  errorDecode: (why) => `无法处理这个提示。${why}`,
  errorMismatch: (why) => `${why} 重试即可加载相互匹配的版本，已有的点会保留。`,
  errorEverything: (why) => `未能完成全图分割。${why}`,
  errorObject: (why) => `掩码未能保存。${why}`,
  errorLoad: (title, why) => `无法载入“${title}”。${why}`,
  errorFile: (why) => `无法写入文件。${why}`,
  errorDownload: (why) => `无法写入掩码。${why}`,
  errorStorageFull:
    "浏览器的存储空间已满，无法保存您的工作。您可以继续操作，但离开页面后内容会丢失：请关闭一些图片，或先下载所需内容。",
  errorStorage: (why) => `无法在浏览器中保存您的工作，离开页面后内容会丢失。${why}`,
  storageForgets: "此浏览器不允许页面保存数据，离开页面后，已打开的内容会丢失。",
  storageBlocked:
    "另一个标签页或窗口中打开着此页面的旧版本。请将其关闭并重新加载本页，以查看已保存的图片；在此之前，您在这里的操作不会被保存。",
  storageOutdated:
    "另一个标签页或窗口中打开了此页面的新版本。请重新加载本页：在此之前，您之后的操作不会被保存。",
  keptBoth: (count) =>
    `另一个页面修改了此图片的 ${number(count)} 个物体：其版本已与您的版本一并保留。`,
  errorRestoring: (why) => `无法恢复上次打开的图片。${why}`,
  errorDamaged: (count) => `有 ${number(count)} 张已保存的图片无法读取，已跳过。`,
};
