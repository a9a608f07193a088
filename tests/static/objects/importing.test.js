/** Files that come in: what is read, what is asked, and what is said of the rest. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createImporting } from "../../../static/js/objects/importing.js";
import { removeObjects, takeMask } from "../../../static/js/objects/objects_transitions.js";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { clearPrompt, redo, undo } from "../../../static/js/prompting/prompting_transitions.js";
import { ApiError } from "../../../static/js/server/api.js";
import { activeImage } from "../../../static/js/shell/state.js";
import { Store } from "../../../static/js/shell/store.js";
import { en } from "../../../static/js/shell/strings/en.js";
import { zh } from "../../../static/js/shell/strings/zh.js";
import { vectors } from "../vectors.js";

const SIZE = { width: 40, height: 30 };

/** A page with a picture that the vectors are for. @param {Partial<Parameters<typeof createImporting>[0]>} [parts] */
function page(parts = {}) {
  const store = new Store();
  const key = store.state.nextId;
  const source = { name: "scène.jpg", title: "Scène", read: async () => new Blob() };
  store.apply(openImage, source, 0);
  store.apply(showBitmap, key, /** @type {any} */ (SIZE));
  store.apply(finishOpening, key, /** @type {any} */ ({}), 1);
  const api = {
    readAnnotations: async () => {
      throw new ApiError("unreachable", "No answer.", 0);
    },
  };
  const choose = async () => null;
  const importing = createImporting({ store, api, choose, strings: en, ...parts });
  const image = () =>
    /** @type {NonNullable<ReturnType<typeof activeImage>>} */ (activeImage(store.state));
  const records = () => image().document.annotations.map(({ record }) => record);
  const said = () => store.state.notices.map(({ message }) => message);
  return { store, importing, image, records, said };
}

/** @param {string} name @param {string} [file] */
function file(name, file = "a.json") {
  const { document } = vectors("imports").find((each) => each.name === name);
  return new File([typeof document === "string" ? document : JSON.stringify(document)], file);
}

test("the same file twice doubles nothing, also when its objects have no id of ours", async () => {
  const { store, importing, records, said } = page();
  await importing.load([file("amg.py's list")]);
  const ids = records().map(({ id }) => id);
  assert.equal(new Set(ids).size, 2);
  store.apply(removeObjects, [ids[0]]);
  await importing.load([file("amg.py's list")]);
  assert.deepEqual(new Set(records().map(({ id }) => id)), new Set(ids));
  assert.match(said().at(-1) ?? "", /^1 object loaded\. .*already: 1\.$/);
});

test("what was left out and read otherwise is said, with its id", async () => {
  const { store, importing, records, said } = page();
  await importing.load([file("an object without a shape beside a good one")]);
  assert.equal(records().length, 1);
  assert.deepEqual(said(), [
    "1 object loaded. Could not be read: 1. 1 remark on what was read otherwise, or not at all.",
  ]);
  const [{ details, lasting, kind }] = store.state.notices;
  assert.deepEqual([lasting, kind], [true, "error"], "it stays until somebody has read it");
  assert.match(
    details.map(({ heading, lines }) => [heading, ...lines].join("\n")).join("\n"),
    /^Could not be read\nObject 10 has segmentation \[\] and bbox null; [^\n]*\.\nRead other[^\n]*\n.*called "other\.jpg"/,
  );
});

test("all that was left out is listed, and nothing is said where nothing was", async () => {
  const { store, importing } = page();
  const annotations = Array.from({ length: 500 }, (_, id) => ({ id, image_id: 3 }));
  const found = vectors("imports").find(({ name }) => name === "polygons with fractions").document;
  const whole = { ...found, annotations: [...found.annotations, ...annotations] };
  await importing.load([new File([JSON.stringify(whole)], "a.json")]);
  assert.equal(store.state.notices[0].details[0].lines.length, 500);
  await importing.load([file("the only picture's id is null")]);
  assert.deepEqual(store.state.notices.at(-1)?.details, []);
  assert.equal(store.state.notices.at(-1)?.lasting, false);
});

test("a page in Chinese says it in Chinese", async () => {
  const { store, importing } = page({ strings: zh });
  await importing.load([file("an object without a shape beside a good one")]);
  await importing.load([file("one of another size")]);
  const [{ message: first }, { message }] = store.state.notices;
  assert.match(first, /^已载入 1 个物体。 无法读取 1 个。/);
  assert.match(message, /^无法载入“a\.json”。a\.json 对应的图片为 4000x3000 像素/);
});

test("a file that is refused says that it was to be loaded", async () => {
  const { importing, said } = page();
  await importing.load([file("one of another size")]);
  assert.match(said()[0], /^“a\.json” could not be loaded\. a\.json is about .*4000x3000 pixels/);
  await importing.load([new File(["<annotations/>"], "cvat.xml")]);
  assert.match(
    said()[1],
    /^“cvat\.xml” could not be loaded\. .*read by the server, which does not/,
  );
});

test("files of other tools are read by the server, those that belong together at once", async () => {
  const { reading } = vectors("imports").find(({ name }) => name === "a flat list");
  /** @type {string[][]} */
  const sent = [];
  const readAnnotations = async (/** @type {readonly File[]} */ files) => {
    sent.push(files.map(({ name }) => name));
    return { ...reading, choices: null };
  };
  const { importing, records } = page({ api: { readAnnotations } });
  await importing.load([new File(["dog"], "classes.txt"), new File(["0 0 0 1 1"], "a.txt")]);
  await importing.load([new File(['{"shapes": []}'], "labelme.json")]);
  assert.deepEqual(sent, [["classes.txt", "a.txt"], ["labelme.json"]]);
  assert.equal(records().length, 1);
});

test("what only a person can tell is asked", async () => {
  /** @type {any[]} */
  const asked = [];
  const choose = async (/** @type {any} */ question) => {
    asked.push(question);
    return question.turns.length > 0 ? { turn: 90 } : { picture: question.pictures[1] };
  };
  const { importing, records } = page({ choose });
  await importing.load([file("two of the size")]);
  assert.deepEqual(asked[0].pictures, ["a.jpg (0)", "b.jpg (1)"]);
  await importing.load([file("on its side")]);
  assert.deepEqual(asked[1].turns, [90, 270]);
  assert.equal(records().length, 1);
  assert.deepEqual(records()[0].segmentation.size, [30, 40]);
});

test("boxes come as prompts one after the other, until one is dropped", async () => {
  const { store, importing, image, said } = page();
  const box = (/** @type {number} */ at) => ({ bbox: [at, at, 5, 5], category_id: 18 });
  const documentOf = vectors("imports").find(({ name }) => name === "boxes only").document;
  const annotations = [1, 2, 3, 4].map((at) => ({ id: at, image_id: 3, ...box(at) }));
  const boxes = () => new File([JSON.stringify({ ...documentOf, annotations })], "boxes.json");
  await importing.load([boxes()]);
  const present = () => image().session.draft.prompt.box;
  assert.deepEqual(present(), { x0: 1, y0: 1, x1: 6, y1: 6 });
  assert.equal(image().session.draft.label, "dog");
  const { reading } = vectors("imports").find(({ name }) => name === "a flat list");
  const kept = {
    ...reading.annotations[0],
    prompts: [{ type: "box", ...present(), chosen: null }],
  };
  store.apply(takeMask, kept);
  assert.deepEqual(present(), { x0: 2, y0: 2, x1: 7, y1: 7 });
  store.apply(undo);
  assert.equal(present(), null);
  store.apply(redo);
  assert.deepEqual(present(), { x0: 2, y0: 2, x1: 7, y1: 7 });
  store.apply(takeMask, { ...reading.annotations[0], id: kept.id.replace("8", "9") });
  assert.deepEqual(present(), { x0: 3, y0: 3, x1: 8, y1: 8 });
  store.apply(clearPrompt);
  assert.equal(present(), null);
  assert.equal(store.state.activeClass, "", "the class of the next objects is what it was");
  assert.match(said().at(-1) ?? "", /not looked at: 1\. Load the file again/);
  await importing.load([boxes()]);
  assert.match(said().join("\n"), /already: 1\. 3 objects are only boxes/);
});
