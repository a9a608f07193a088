/**
 * What readers of annotations say, in Chinese. They say it in English, in Python as in the page, and
 * often about a file's own words, so that it is known here by its form. `reading.test.js` holds the
 * forms to all sentences in the shared vectors; one that is not known stays as it is.
 *
 * @import { Form } from "./forms.js"
 */

import { first } from "./forms.js";

const FILES =
  "COCO JSON、SA-1B JSON，或者 CVAT、Label Studio、LabelMe、VIA、Pascal VOC、YOLO、GeoJSON 的文件";
const EXPECTED =
  /; expected annotations\.json, COCO JSON, SA-1B JSON, or a file of CVAT, Label Studio, LabelMe, VIA, Pascal VOC, YOLO or GeoJSON\.$/;

/** @param {string} text what sentences call a file */
function file(text) {
  if (/^the file$/i.test(text)) return "该文件";
  return /^the set of files$/i.test(text) ? "这组文件" : text;
}

/** @param {string} text without the space that a file's own name has before Chinese */
const unspaced = (text) => text.replace(/(该文件|这组文件) (?=\p{Script=Han})/gu, "$1");

/** What is not read. @type {readonly Form[]} */
const THINGS = [
  [/^an? (?:damaged )?mask that is no (PNG|base64)$/, (what) => `并非 ${what} 的掩码`],
  [/^a mask whose runs do not fill it$/, () => "游程与尺寸不符的掩码"],
  [/^a brush stroke that is damaged or of another size$/, () => "已损坏或尺寸不同的画笔涂抹"],
  [/^a line of (\d+) words$/, (count) => `含 ${count} 个词的一行`],
  [/^a feature without a geometry$/, () => "没有几何形状的要素"],
  [/^a segment without a pixel in (.+)$/, (name) => `在 ${name} 中没有像素的分段`],
  [/^painted on the turned picture$/, () => "在旋转的图片上涂抹的物体"],
  [/^one that was deleted$/, () => "已删除的物体"],
  [/^no bndbox$/, () => "没有 bndbox 的物体"],
  [/^no shape$/, () => "没有形状的物体"],
  [
    /^percentages without original_width and original_height$/,
    () => "缺少 original_width 和 original_height 的百分比坐标",
  ],
  [
    /^drawn on the picture turned by (\S+) degrees$/,
    (degrees) => `在旋转 ${degrees}° 的图片上绘制的物体`,
  ],
  [/^an? (?:turned )?(\S+) without numbers$/, (kind) => `坐标不是数字的 ${kind}`],
  [/^an? (.+)$/, (kind) => ` ${kind} 类型的形状`],
];

/** What records may hold. @type {readonly Form[]} */
const VALUES = [
  [/^text$/, () => "文本"],
  [/^(\S+) or more$/, (least) => `不小于 ${least} 的数`],
  [/^no id twice$/, () => "不重复的标识"],
  [/^an object$/, () => "对象"],
  [/^a mask, or a box in the picture$/, () => "掩码，或位于图片内的框"],
  [
    /^polygons in the picture, or an RLE of size (.+)$/,
    (size) => `位于图片内的多边形，或尺寸为 ${size} 的 RLE`,
  ],
];

/** What is wrong with an object, or was read otherwise. @type {readonly Form[]} */
const REASONS = [
  [/^(.*); its box is offered$/s, (reason) => `${reasonOf(reason)}；已将其框作为提示`],
  [
    /^is (.+), which is not read$/s,
    (what) => `是${first(what, THINGS) === what ? ` ${what}` : first(what, THINGS)}，不支持读取`,
  ],
  [
    /^has segmentation (.+) and bbox (.+); expected (.+)$/s,
    (mask, box, expected) =>
      `的 segmentation 为 ${mask}，bbox 为 ${box}；应为${first(expected, VALUES)}`,
  ],
  [/^has polygons that cover no pixel of the picture$/, () => "的多边形没有覆盖图片的任何像素"],
  [
    /^has (\d+) of its rings within another; they are read as holes$/,
    (count) => `有 ${count} 个环位于另一个环之内，按孔洞读取`,
  ],
  [
    /^has (.+) in its segmentation, which is neither .*; the rest of it is read$/s,
    (part) => `的 segmentation 中 ${part} 既不是图片内的多边形，也不是同尺寸的 RLE；其余部分已读取`,
  ],
  [
    /^has area (\S+); its mask has (\d+) pixels$/,
    (area, pixels) => `的 area 为 ${area}，而掩码有 ${pixels} 个像素`,
  ],
  [
    /^has category (.+), which has no name; it is its label$/s,
    (number) => `的类别 ${number} 没有名称，以编号为类别名`,
  ],
  [
    /^has (.+) beside its polygons, which is not read$/s,
    (what) => `除多边形外还有 ${what}，未读取`,
  ],
  [
    /^(?:is |it )*(?:is )?a box turned by (\S+) degrees; the box round it is offered$/,
    (degrees) => `是旋转了 ${degrees}° 的框，已将其外接框作为提示`,
  ],
  [
    /^is a turned rectangle; the box round it is offered$/,
    () => "是旋转的矩形，已将其外接框作为提示",
  ],
  [
    /^was drawn on the picture turned by (\d+) degrees, and is turned back; it (.+)$/,
    (degrees, rest) => `是在旋转 ${degrees}° 的图片上绘制的，已转回；并且${reasonOf(rest)}`,
  ],
  [
    /^was drawn on the picture turned by (\d+) degrees, and is turned back$/,
    (degrees) => `是在旋转 ${degrees}° 的图片上绘制的，已转回`,
  ],
  [
    /^is one object with (.+?)(?: and (\d+) more)?, as they are of one group$/,
    (others, more) => `与 ${others}${more ? ` 等另外 ${more} 个` : ""} 同属一组，合并为一个物体`,
  ],
  [
    /^((?:has|is) .+; expected .+); ((?:has|is) .+)$/s,
    (one, rest) => `${reasonOf(one)}；${reasonOf(rest)}`,
  ],
  [
    /^has (\S+) (.+); expected (.+)$/s,
    (field, value, expected) => `的 ${field} 为 ${value}，应为${first(expected, VALUES)}`,
  ],
  [/^has no (\S+)$/, (field) => `没有 ${field}`],
  [/^is (.+); expected (.+)$/s, (value, expected) => `为 ${value}，应为${first(expected, VALUES)}`],
];

/** @param {string} text */
const reasonOf = (text) => first(text, REASONS);

/** @param {string} list */
const names = (list) => list.replaceAll(", ", "、").replace(/ and (\d+) more$/, " 等另外 $1 个");

/** @type {readonly Form[]} */
const SENTENCES = [
  [
    /^(?:Object|Annotation) (\S+(?: \d+)?) in (.+?) ((?:has|is) .+?)(?: \(and (\d+) more\))?; no object could be read\.$/s,
    (id, name, reason, more) =>
      `${file(name)} 中的物体 ${id} ${reasonOf(reason)}${more ? `（另有 ${more} 个）` : ""}；没有可读取的物体。`,
  ],
  [
    /^Annotation (\d+) in (.+?) ((?:has|is) .+?)(?: \(and (\d+) more\))?\.$/s,
    (id, name, reason, more) =>
      `${file(name)} 中的第 ${id} 个标注${reasonOf(reason)}${more ? `（另有 ${more} 处）` : ""}。`,
  ],
  [/^Object (.+?) ((?:has|is|was) .+)\.$/s, (id, reason) => `物体 ${id} ${reasonOf(reason)}。`],
  [
    /^Annotations that were cancelled: (\d+); not read\.$/,
    (count) => `已取消的标注：${count} 个，未读取。`,
  ],
  [
    /^Marked as crowds \(iscrowd\): (\d+) of the objects; each is read as one object\.$/,
    (count) => `标记为群体（iscrowd）的物体有 ${count} 个，各按一个物体读取。`,
  ],
  [
    /^Names of classes are taken from (.+); (.+) has others\.$/,
    (one, other) => `类别名称取自 ${one}；${other} 中的名称不同。`,
  ],
  [
    /^No y is positive; it is read as going up from the picture's upper edge\.$/,
    () => "所有 y 都不为正，按从图片上边缘向上读取。",
  ],
  [
    /^Not read of the objects in (.+): (".+)\.$/s,
    (name, fields) => `${file(name)} 中物体的以下字段未读取：${names(fields)}。`,
  ],
  [
    /^Objects of no picture in (.+): (\d+), with image_id (.+); they are not read\.$/,
    (name, count, ids) =>
      `${file(name)} 中有 ${count} 个物体不属于任何图片（image_id 为 ${names(ids)}），未读取。`,
  ],
  [
    /^Of the files those of (.+) are read, and these are not: (.+)\.$/,
    (kind, others) => `这些文件中读取的是 ${kind}，以下文件未读取：${names(others)}。`,
  ],
  [
    /^Predictions beside the annotations: (\d+); not read\.$/,
    (count) => `标注之外还有 ${count} 个预测，未读取。`,
  ],
  [
    /^Predictions, as there is no annotation: (\d+); the first is read\.$/,
    (count) => `没有标注，有 ${count} 个预测，读取了第一个。`,
  ],
  [/^Relations between regions are not read\.$/, () => "区域之间的关系未读取。"],
  [
    /^The (boxes|corners) in (.+) are all from 0 to 1; .*$/,
    (what, name) =>
      `${file(name)} 中${what === "boxes" ? "框" : "顶点"}的坐标都在 0 到 1 之间，按图片边长的比例读取。`,
  ],
  [
    /^(.+) gives its picture's id, (.+), to (.+) too; .*$/,
    (name, id, others) =>
      `${file(name)} 中 ${names(others)} 与该图片的 id（${id}）相同；读取了该 id 的所有物体，无法区分它们属于哪张图片。`,
  ],
  [/^(.+) has no object of this picture\.$/, (name) => `${file(name)} 中没有该图片的物体。`],
  [
    /^The picture in (.+?) is called (.+); it is read for (.+), as there is no other\.$/,
    (name, called, own) =>
      `${file(name)} 中的图片名为 ${called}，因为没有其他图片，按 ${own} 读取。`,
  ],
  [
    /^The picture in (.+?) is called (.+); it is read for (.+), which has its size\.$/,
    (name, called, own) => `${file(name)} 中的图片名为 ${called}，因为尺寸相同，按 ${own} 读取。`,
  ],
  [
    /^The picture was annotated (\d+) times; all of that is read\.$/,
    (count) => `该图片被标注了 ${count} 次，全部已读取。`,
  ],
  [/^The picture's tag (.+) is not read\.$/, (tag) => `图片的标签 ${tag} 未读取。`],
  [
    /^What was said of the whole picture \((.+)\) is not read\.$/,
    (kind) => `关于整张图片的内容（${kind}）未读取。`,
  ],
  [
    /^(.+) is about this picture too; it was not read\.$/,
    (name) => `${name} 也对应该图片，未读取。`,
  ],
  [
    /^The GeoJSON has coordinates of a map \(crs (.+)\); expected pixels\.$/,
    (crs) => `该 GeoJSON 使用地图坐标（crs ${crs}），应为像素坐标。`,
  ],
  [
    /^(.+) has (\S+) (.+); expected a list of objects\.$/s,
    (name, field, value) => `${file(name)} 的 ${field} 为 ${value}，应为对象列表。`,
  ],
  [
    /^(.+) has version (.+); expected (.+)\.$/,
    (name, version, expected) => `${file(name)} 的版本为 ${version}，应为 ${expected}。`,
  ],
  [
    /^(.+) has no object of (.+) \(its id is (.+)\): its (\d+) objects are of image_id (.+)\.$/,
    (name, picture, id, count, ids) =>
      `${file(name)} 中没有 ${picture} 的物体（其 id 为 ${id}）：其中 ${count} 个物体的 image_id 为 ${names(ids)}。`,
  ],
  [
    /^(.+) is CVAT for video 1\.1, .*$/,
    (name) =>
      `${file(name)} 是 CVAT for video 1.1，其物体是跨帧的轨迹，没有图片名称；请在 CVAT 中将同一任务导出为 CVAT for images 1.1。`,
  ],
  [
    /^(.+) is about (\d+) pictures \((.+)\), (\d+) called (.+) and (\d+) of (\S+) pixels; expected one that fits this picture, or that (.+) is chosen\.$/,
    (name, count, some, named, called, sized, size, offered) =>
      `${file(name)} 涉及 ${count} 张图片（${names(some)}），其中 ${named} 张名为 ${called}，${sized} 张为 ${size} 像素；` +
      `没有唯一对应该图片的一张，请从 ${names(offered)} 中选择。`,
  ],
  [
    /^(.+) has (\d+) pictures called (.+); expected one of (.+)\.$/,
    (name, count, called, some) =>
      `${file(name)} 中有 ${count} 张图片名为 ${called}，应为 ${names(some)} 之一。`,
  ],
  [
    /^(.+) is about a picture of (\S+) pixels; expected this picture's (\S+)\.$/,
    (name, size, own) => `${file(name)} 对应的图片为 ${size} 像素，应为该图片的 ${own} 像素。`,
  ],
  [
    /^(.+) is about a picture of (\S+) pixels; this picture has (\S+), which .*$/,
    (name, size, own) =>
      `${file(name)} 对应的图片为 ${size} 像素，而该图片为 ${own} 像素，正好横竖相反：标注时可能没有应用 EXIF 方向。` +
      "请选择将物体顺时针旋转 90° 还是 270°。",
  ],
  [
    /^(.+) is about no picture; expected one\.$/,
    (name) => `${file(name)} 没有对应任何图片，应有一张。`,
  ],
  [
    /^The panoptic file has its masks in (.+), which is not among the files; .*$/,
    (name) =>
      `全景分割文件的掩码在 ${name} 中，而它不在所选文件里；请将两者一起提供（ZIP 或文件夹）。`,
  ],
  [
    /^(.+) is XML that is not read \((.+)\)\.$/,
    (name, why) => `${file(name)} 是不支持读取的 XML（${why}）。`,
  ],
  [
    /^(.+) is no XML or cut off \(line (\d+), column (\d+)\)\.$/,
    (name, line, column) => `${file(name)} 不是 XML 或不完整（第 ${line} 行第 ${column} 列）。`,
  ],
  [
    /^(.+) is a damaged (PNG|ZIP) \((.+)\)\.$/s,
    (name, kind, why) => `${file(name)} 是损坏的 ${kind}（${why}）。`,
  ],
  [
    /^Line (\d+) of VIA's CSV is damaged \((.+)\)\.$/s,
    (line, why) => `VIA 的 CSV 第 ${line} 行已损坏（${why}）。`,
  ],
  [
    /^turn is (.+); expected 0, 90 or 270 degrees clockwise\.$/,
    (turn) => `旋转角度为 ${turn}，应为顺时针 0、90 或 270°。`,
  ],
];

/** What stands before the list of kinds that are read. @type {readonly Form[]} */
const OTHERS = [
  [/^(.+) has no image or no annotations$/, (name) => `${file(name)} 缺少 image 或 annotations`],
  [/^(.+) holds nothing$/, (name) => `${file(name)} 是空的`],
  [/^(.+) holds no annotations$/, (name) => `${file(name)} 中没有标注`],
  [/^(.+?) holds (.+)$/s, (name, what) => `${file(name)} 的内容是 ${what}`],
  [/^(.+) is XML with (.+)$/, (name, tag) => `${file(name)} 是以 ${tag} 开头的 XML`],
  [
    /^(.+) is no JSON or cut off(?: \(line (\d+), column (\d+)\))?$/,
    (name, line, column) =>
      `${file(name)} 不是 JSON 或不完整${line ? `（第 ${line} 行第 ${column} 列）` : ""}`,
  ],
  [/^(.+) is no JSON$/, (name) => `${file(name)} 不是 JSON`],
  [/^(.+) is nested too deeply$/, (name) => `${file(name)} 嵌套过深`],
  [
    /^(.+) is not text in (\S+) \(byte (\d+)\); save it as UTF-8$/,
    (name, coding, at) => `${file(name)} 不是 ${coding} 文本（第 ${at} 字节），请另存为 UTF-8`,
  ],
  [
    /^(.+) is not text \(byte (\d+) is no (\S+)\)$/,
    (name, at, coding) => `${file(name)} 不是文本（第 ${at} 字节不是 ${coding}）`,
  ],
];

/**
 * @param {string} sentence in English
 * @returns {string}
 */
export function saidOfFile(sentence) {
  if (EXPECTED.test(sentence)) {
    const what = unspaced(first(sentence.replace(EXPECTED, ""), OTHERS));
    return `${what}；应为 annotations.json、${FILES}。`;
  }
  return unspaced(first(sentence, SENTENCES));
}
