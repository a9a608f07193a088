/**
 * What the server says of reading a picture, in Chinese, known by its form as in `zh_readings.js`
 * (`docs/adr/0042-what-readers-say-in-chinese.md`).
 *
 * @import { Form } from "./forms.js"
 */

import { first } from "./forms.js";

const ACCEPTED = "JPEG、PNG、WebP、GIF、TIFF、BMP、HEIC 或 AVIF";

/** @param {string} name of a page of a TIFF */
const pageOf = (name) =>
  name.replace(/page (\d+)(?:'s)?/i, "第 $1 页").replace(/页 SubIFD/, "页的 SubIFD");

/** What a file is instead. @type {readonly Form[]} */
const KINDS = [
  [
    /^at most ([\d,]+) (bytes|pixels) are accepted$/,
    (most, what) => `最多支持 ${most} ${what === "bytes" ? "字节" : "像素"}`,
  ],
  [/^an empty file \(0 bytes\)$/, () => "空文件（0 字节）"],
  [
    /^([\d,]+) bytes? of no known picture format(?:, beginning with (.+))?$/s,
    (count, head) => `${count} 字节，不是已知的图片格式${head ? `（开头为 ${head}）` : ""}`,
  ],
  [/^a raw photograph \((.+)\)$/, (camera) => `原始照片（${camera}）`],
  [/^a raw photograph(.*)$/, (rest) => `原始照片${rest}`],
  [/^a film \((.+)\)$/, (kind) => `视频（${kind}）`],
  [/^an animation \((.+)\)$/, (kind) => `动画（${kind}）`],
  [/^a web page \(HTML\)$/, () => "网页（HTML）"],
  [/^a text that begins with a tag$/, () => "以标签开头的文本"],
  [/^a Git LFS pointer, .*$/, () => "Git LFS 指针，而不是它指向的文件"],
  [/^an? (.+) array$/, (kind) => `${kind} 数组`],
  [/^an? (.+) archive$/, (kind) => `${kind} 压缩包`],
  [/^an? (.+) document$/, (kind) => `${kind} 文档`],
  [/^an? (.+) volume$/, (kind) => `${kind} 体数据`],
  [/^an? (.+) file$/, (kind) => `${kind} 文件`],
  [/^an? (.+) picture of complex numbers$/, (kind) => `由复数组成的 ${kind} 图片`],
  [
    /^an? (.+) picture of a variety that is not read(?: \((.+)\))?$/,
    (kind, why) => `不支持的 ${kind} 变体${why ? `（${why}）` : ""}`,
  ],
  [
    /^an? (.+) picture of Apple's own variety \(CgBI\)$/,
    (kind) => `Apple 特有的 ${kind} 图片（CgBI）`,
  ],
  [
    /^an? (.+) picture of (\d+) bits a (?:colour|pixel)$/,
    (kind, bits) => `${bits} 位的 ${kind} 图片`,
  ],
  [/^an? (.+) (?:picture|drawing)$/, (kind) => `${kind} 图片`],
  [/^an? (.+)$/, (kind) => kind],
];

/** What would help. @type {readonly Form[]} */
const REMEDIES = [
  [/^a JPEG, .* picture is accepted$/, () => `支持 ${ACCEPTED} 图片`],
  [/^a complete JPEG, .* picture is accepted$/, () => `支持完整的 ${ACCEPTED} 图片`],
  [
    /^(.*)save it as PNG, TIFF or JPEG$/s,
    (before) => `请${BEFORE.get(before.trim()) ?? ""}另存为 PNG、TIFF 或 JPEG`,
  ],
  [
    /^fetch the file with `git lfs pull`;.*$/,
    () => `请用 git lfs pull 获取文件本身（支持 ${ACCEPTED}）`,
  ],
];

/** What is to be done before it is saved again. */
const BEFORE = new Map([
  ["take the frame you want and", "截取需要的帧并"],
  ["take the page you want and", "提取需要的页并"],
  ["take their magnitude and", "取其模并"],
  ["take the bands you want with a program for it and", "用相应程序提取需要的波段并"],
  ["export it from its viewer and", "从其查看器中导出并"],
  [
    "open it in a program for it (Fiji, QuPath, a viewer), take a plane and",
    "用相应程序（如 Fiji、QuPath）打开，取一个平面并",
  ],
  [
    "develop it with the camera's program, darktable or RawTherapee and",
    "用相机附带的程序、darktable 或 RawTherapee 显影并",
  ],
]);

/** @type {readonly Form[]} */
const SENTENCES = [
  [
    /^Found an? (\S+) picture that is damaged or cut off(?: \((.+)\))?; (.+)\.$/s,
    (kind, why, remedy) =>
      `${kind} 图片已损坏或不完整${why ? `（${why}）` : ""}；${first(remedy, REMEDIES)}。`,
  ],
  [
    /^Found (.+?); (.+)\.$/s,
    (what, remedy) => `文件是${spaced(first(what, KINDS))}；${first(remedy, REMEDIES)}。`,
  ],
  [
    /^The picture's file has ([\d,]+) bytes; at most ([\d,]+) bytes are accepted\.$/,
    (size, most) => `图片文件为 ${size} 字节；最多支持 ${most} 字节。`,
  ],
  [
    /^The request's body has ([\d,]+) bytes; at most ([\d,]+) bytes are accepted\.$/,
    (size, most) => `图片文件为 ${size} 字节；最多支持 ${most} 字节。`,
  ],
  [
    /^The picture has (\d+) x (\d+) = ([\d,]+) pixels; at most ([\d,]+) pixels are accepted\.$/,
    (width, height, pixels, most) =>
      `图片为 ${width} x ${height} = ${pixels} 像素；最多支持 ${most} 像素。`,
  ],
  [
    /^The picture needs ([\d,]+) bytes once decoded; at most ([\d,]+) bytes are accepted\.$/,
    (size, most) => `图片解码后需要 ${size} 字节；最多支持 ${most} 字节。`,
  ],
  [
    /^CMYK colours were converted to sRGB with the picture's own profile\.$/,
    () => "CMYK 颜色已按图片自带的配置文件转换为 sRGB。",
  ],
  [
    /^CMYK colours were converted to RGB by the plain formula: .*$/,
    () => "图片没有可用的配置文件，CMYK 颜色已按简单公式转换为 RGB。",
  ],
  [
    /^Values from (\S+) to (\S+) \((\w+)\) are shown as (\d+) to (\d+)\.$/,
    (low, high, type, from, to) => `${low} 到 ${high} 的值（${type}）显示为 ${from} 到 ${to}。`,
  ],
  [
    /^Values from (\S+) to (\S+) \((\w+)\) are shown as (\d+) to (\d+): the (\S+) and (\S+) percentiles of all values, which go from (\S+) to (\S+)\.$/,
    (low, high, type, from, to, least, most, all, end) =>
      `${low} 到 ${high} 的值（${type}）显示为 ${from} 到 ${to}：取所有值（${all} 到 ${end}）的第 ${least} 和 ${most} 百分位数。`,
  ],
  [
    /^([\d,]+) values? stands? for no data \((.+)\): black, and not counted\.$/,
    (count, blanks) =>
      `${count} 个值表示无数据（${blanks.replaceAll(" and ", "、")}）：显示为黑色，不参与计算。`,
  ],
  [/^Only the first frame of the animation is used\.$/, () => "仅使用动画的第一帧。"],
  [/^Only the first page of the TIFF is used\.$/, () => "仅使用 TIFF 的第一页。"],
  [/^Only the main picture of the file is used\.$/, () => "仅使用文件中的主图片。"],
  [/^Its more than 8 bits a colour are shown as 8\.$/, () => "每种颜色超过 8 位，按 8 位显示。"],
  [/^Transparent parts are shown on white\.$/, () => "透明部分显示在白色背景上。"],
  [
    /^The (JPEG|PNG) has no end(?: marker)?; every row of it is there\.$/,
    (kind) => `${kind} 没有结束标记；所有行都完整。`,
  ],
  [
    /^A checksum of the PNG's pixels is wrong; .*$/,
    () => "PNG 像素的校验和有误；解压完整，所有行都在。",
  ],
  [
    /^(?:A chunk|([\d,]+) chunks) of the PNG with (?:a )?wrong checksums? \((.+)\) (?:is|are) left out\.$/,
    (count, kinds) => `已略过 PNG 中校验和有误的 ${count || 1} 个数据块（${kinds}）。`,
  ],
  [
    /^The TIFF says that it is grey, and has three or four samples a pixel; .*$/,
    () => "TIFF 自称为灰度图，但每个像素有三或四个样本；前三个显示为红、绿、蓝。",
  ],
  [
    /^Only the first(?: (\d+))? of the (\d+) channels of the TIFF (?:is|are) used\.$/,
    (used, all) => `TIFF 有 ${all} 个通道，仅使用${used ? `前 ${used} 个` : "第一个"}。`,
  ],
  [/^A mask of transparency in the TIFF is not used\.$/, () => "未使用 TIFF 中的透明掩码。"],
  [
    /^The picture is (.+) of the TIFF, the largest that is read, with (\S+ x \S+) pixels; its first page(, which is no picture,)? has (\S+ x \S+)\.$/,
    (page, size, none, small) =>
      `图片取自 TIFF 的${pageOf(page)}，为可读取的最大一幅，${size} 像素；第一页${none ? "不是图片，" : ""}为 ${small}。`,
  ],
  [
    /^This is a raw photograph: (\S+ x \S+) pixels of its sensor \((.+)\) are not developed here\. The largest preview in it is used, (.+) with (\S+ x \S+) pixels\.$/,
    (sensor, kind, page, size) =>
      `这是原始照片：传感器的 ${sensor} 像素（${kind.startsWith("CFA") ? "CFA，每个像素上有一片滤色片" : kind}）在此不显影。` +
      `使用其中最大的预览图：${pageOf(page)}，${size} 像素。`,
  ],
  [
    /^(.+) of the TIFF \((\S+ x \S+) pixels\) is not used: (.+)\.$/s,
    (page, size, why) => `未使用 TIFF 的${pageOf(page)}（${size} 像素）：${first(why, KINDS)}。`,
  ],
];

/** @param {string} text with a space before what is no Chinese */
const spaced = (text) => (/^[\x21-\x7e]/.test(text) ? ` ${text}` : text);

/**
 * @param {string} sentence in English
 * @returns {string}
 */
export const saidOfPicture = (sentence) => first(sentence, SENTENCES);
