import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { CATALOGUES, pickLanguage, stringsIn } from "../../../static/js/shell/strings/strings.js";
import { vectors } from "../vectors.js";

/** @import { Language } from "../../../static/js/shell/strings/strings.js" */

const { en, zh } = CATALOGUES;

/** @param {string} path from the repository's root */
const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const page = read("templates/index.html");
const texts = /** @type {Record<string, unknown>} */ (en);
const chinese = /** @type {Record<string, unknown>} */ (zh);

/** The page's own scripts but for the catalogues, with their paths. */
const scripts = readdirSync(new URL("../../../static/js", import.meta.url), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".js") && !name.startsWith("shell/strings/"))
  .map((name) => ({ name, code: read(`static/js/${name}`) }));

test("the texts in index.html are those of the catalogue", () => {
  const marked = [...page.matchAll(/data-text="(\w+)"[^>]*>([^<]*)</g)];
  assert.ok(marked.length > 20);
  for (const [, key, text] of marked) assert.equal(text, texts[key], key);
});

test("the labels in index.html are those of the catalogue", () => {
  const labels = [...page.matchAll(/ aria-label="([^"]*)"( data-aria-label="(\w+)")?/g)];
  assert.ok(labels.length > 3);
  for (const [, text, , key] of labels) assert.equal(text, texts[key], `${text} (${key})`);
});

test("what fields of index.html say before they are filled is the catalogue's", () => {
  const hints = [...page.matchAll(/ placeholder="([^"]*)"( data-placeholder="(\w+)")?/g)];
  assert.ok(hints.length > 0);
  for (const [, text, , key] of hints) assert.equal(text, texts[key], `${text} (${key})`);
});

test("both catalogues have the same texts, with the same blanks", () => {
  assert.deepEqual(
    Object.keys(zh),
    Object.keys(en),
    "in the same order, to read them side by side",
  );
  for (const [key, text] of Object.entries(texts)) {
    const other = chinese[key];
    assert.equal(typeof other, typeof text, key);
    if (typeof text === "function" && typeof other === "function") {
      assert.equal(other.length, text.length, `the blanks of ${key}`);
    }
  }
});

test("no text is empty, and a Chinese one has Chinese in it, unless it is a name", () => {
  const names = ["locale", "productName", "none", "formatSa1b", "formatCoco", "formatCocoRle"];
  names.push("webgpu");
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === "string") assert.ok(text.trim(), key);
  }
  for (const [key, text] of Object.entries(chinese)) {
    if (typeof text === "string" && !names.includes(key))
      assert.match(text, /\p{Script=Han}/u, key);
  }
});

test("no English is left in the Chinese catalogue but names", () => {
  const names =
    /\b(Segment Studio|zh-CN|SAM?|SA-1B|MobileSAM|vit_t|IoU|PNG|ZIP|JSON|COCO|RLE|YOLO|SVG|JPEG|WebP|GIF|BMP|TIFF|HEIC|AVIF|HTTPS?|localhost|Ctrl|Shift|Alt|Enter|Esc|Delete|Page|COOP|COEP|WASM|WebGPU)\b/g;
  const catalogues = ["zh.js", "zh_tabs.js"].map((name) => read(`static/js/shell/strings/${name}`));
  const code = catalogues
    .join("\n")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/^import .*$/gm, "")
    .replace(/case ".*"/g, "");
  const literals = [...code.matchAll(/"[^"\n]*"|`[^`]*`/g)].map(([text]) => text);
  assert.ok(literals.length > 80);
  for (const text of literals) {
    const words = text.replace(/\$\{[^}]*\}/g, "").replace(names, "");
    assert.doesNotMatch(words, /[A-Za-z]{2}/, text);
    assert.doesNotMatch(text, /[\p{Script=Han}][,.:;?!]/u, `Chinese punctuation in ${text}`);
  }
});

test("every text is used", () => {
  const users = [page, ...scripts.map(({ code }) => code)].join("\n");
  for (const key of Object.keys(en)) {
    const use = new RegExp(`strings\\.${key}\\b|data-(text|aria-label)="${key}"|^ .*"${key}"`, "m");
    assert.match(users, use, key);
  }
});

test("what shows a text watches the language", () => {
  const views = scripts.filter(({ code }) => /^export (async )?function mount/m.test(code));
  assert.ok(views.length > 30);
  for (const { name, code } of views) {
    for (const watch of code.split("store.watch(").slice(1)) {
      const call = watch.slice(0, watch.search(/^ {2}\);$/m) + 1 || watch.indexOf("\n"));
      if (!call.includes("strings.") || call.includes("notify")) continue;
      assert.match(call, /\blanguage\b/, `${name}: ${call}`);
    }
  }
});

test("the language is the one kept, else the visitor's first that there is, else English", () => {
  assert.equal(pickLanguage("zh", ["en-GB"]), "zh");
  assert.equal(pickLanguage("en", ["zh-CN"]), "en");
  assert.equal(pickLanguage(null, ["zh-CN", "en"]), "zh");
  assert.equal(pickLanguage(null, ["ZH-Hans-SG"]), "zh");
  assert.equal(pickLanguage(null, ["fr", "en-US", "zh"]), "en");
  assert.equal(pickLanguage(null, ["fr", "zh-TW", "en"]), "zh");
  assert.equal(pickLanguage(null, ["zha"]), "en", "Zhuang is another language");
  assert.equal(pickLanguage(null, ["de"]), "en");
  assert.equal(pickLanguage(null, []), "en");
  assert.equal(pickLanguage("tlh", ["zh"]), "zh", "what nobody offers is not kept");
  assert.equal(pickLanguage("constructor", []), "en");
});

test("texts held since long are in the language of the moment", () => {
  /** @type {Language} */
  let language = "en";
  const strings = stringsIn(() => language);
  assert.equal(strings.cancel, "Cancel");
  language = "zh";
  assert.equal(strings.cancel, "取消");
  assert.equal(strings.downloadMasks(1200), "下载 1,200 个掩码");
});

test("the gallery's pictures have titles in both languages, a visitor's own keeps its name", () => {
  const coffee = { name: "coffee", title: "Coffee cup", credit: "Rachel; CC0" };
  assert.equal(en.galleryItem(coffee), "Coffee cup (Rachel; CC0)");
  assert.equal(zh.galleryItem(coffee), "咖啡杯（Rachel; CC0）");
  assert.equal(zh.title({ name: "constructor", title: "constructor" }), "constructor");
});

test("figures read well at both ends", () => {
  assert.equal(en.percent(0), "0.0%");
  assert.equal(en.percent(0.0004), "less than 0.1%");
  assert.equal(zh.percent(0.0004), "不足 0.1%");
  assert.equal(en.percent(0.034), "3.4%");
  assert.equal(zh.percent(0.034), "3.4%");
  assert.equal(en.percent(1), "100%");
  assert.equal(
    en.statusMask({ fraction: 0.124, iou: 0.968 }),
    "Mask covers 12% of the picture, predicted IoU 0.97.",
  );
  assert.equal(
    zh.statusMask({ fraction: 0.124, iou: 0.968 }),
    "掩码占图片面积 12%，预测 IoU 0.97。",
  );
  assert.equal(en.iou(0.964), "0.96");
  assert.equal(en.iou(1.03), "1.00", "an estimate of more than there can be");
  assert.equal(en.everythingRuns(100), "Searching, about 1 s left");
});

test("each limit of the threads has a sentence", () => {
  assert.match(en.threadsLimit({ name: "processors", processors: 2 }), /2 logical processors/);
  assert.match(en.threadsLimit({ name: "insecure" }), /plain HTTP/);
  assert.match(en.threadsLimit({ name: "unisolated" }), /headers are missing/);
  assert.match(
    en.threadsLimit({ name: "failure", failure: "It failed." }),
    /^It failed\. The plain/,
  );
});

test("what is said of a picture is said in Chinese, whatever it is", () => {
  const said = vectors("pictures").flatMap(({ sentences }) => sentences);
  assert.ok(said.length > 35);
  const ours = /\b(the|of|is|are|has|read|found|and|an?|pictures?|which|its|with|accepted)\b/i;
  for (const each of said) {
    const chinese = zh.saidOfPicture(each);
    assert.match(chinese, /\p{Script=Han}.*。$/u, each);
    assert.doesNotMatch(chinese.replace(/（[^）]*）/g, ""), ours, `${each}: ${chinese}`);
    assert.equal(en.saidOfPicture(each), each);
  }
});

test("why a tuned decoder is not offered is said in Chinese, whatever it is", () => {
  for (const each of vectors("gate")) {
    assert.match(zh.saidOfDecoder(each), /^[^A-Za-z]+。$/, each);
    assert.equal(en.saidOfDecoder(each), each);
  }
});

test("what readers say of a file is said in Chinese, whatever it is", () => {
  const said = [...vectors("imports"), ...vectors("foreign")].flatMap(({ reading, sentence }) => [
    ...(sentence ? [sentence] : []),
    ...(reading?.notes ?? []),
    ...(reading?.skipped ?? []).map(
      (/** @type {{ id: string, reason: string }} */ { id, reason }) => `Object ${id} ${reason}.`,
    ),
  ]);
  assert.ok(said.length > 200);
  const ours = /\b(the|of|is|are|has|read|expected|not|and|picture|pictures|objects?|which|its)\b/i;
  for (const each of said) {
    const chinese = zh.saidOfFile(each);
    assert.match(chinese, /\p{Script=Han}.*[。]$/u, each);
    const words = chinese.replace(
      /"[^"]*"?|\([^)]*\)|（[^）]*）|<[^>]*>|\{.*?\}|image_id|\S*\.\w+/g,
      "",
    );
    assert.doesNotMatch(words, ours, `${each}: ${chinese}`);
    assert.equal(en.saidOfFile(each), each);
  }
});
