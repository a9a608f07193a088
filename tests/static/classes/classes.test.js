import assert from "node:assert/strict";
import { test } from "node:test";
import { withNames } from "../../../static/js/classes/classes.js";
import {
  addClasses,
  chooseClass,
  classify,
  dropClass,
  moveClass,
  recolourClass,
  renameClass,
  restoreClasses,
} from "../../../static/js/classes/classes_transitions.js";
import { keptClasses } from "../../../static/js/classes/kept_classes.js";
import { randomUuid } from "../../../static/js/document/uuid.js";
import { newAnnotation } from "../../../static/js/formats/annotation.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { addObjects } from "../../../static/js/objects/objects_transitions.js";
import { showImage } from "../../../static/js/pictures/filmstrip_transitions.js";
import { openImage, showBitmap } from "../../../static/js/pictures/opening_transitions.js";
import { undo } from "../../../static/js/prompting/prompting_transitions.js";
import { Store } from "../../../static/js/shell/store.js";

const SIZE = { width: 4, height: 4 };
const NOW = "2026-11-29T12:00:00Z";

/** @param {string} label */
function object(label) {
  const bits = new Uint8Array(16).fill(1);
  return newAnnotation({
    id: randomUuid(),
    name: "",
    label,
    created: NOW,
    segmentation: encodeRle({ ...SIZE, bits }),
    source: "manual",
  });
}

/** A page with two pictures, the last one on the stage. */
function page() {
  const store = new Store();
  for (const name of ["a.png", "b.png"]) {
    store.apply(openImage, { name, title: name, read: async () => new Blob() }, 0);
    const { key } = /** @type {any} */ (store.state.images.at(-1));
    store.apply(showBitmap, key, /** @type {any} */ (SIZE));
    store.apply(showImage, key);
  }
  const labels = () =>
    store.state.images.map(({ document }) =>
      document.annotations.map(({ record }) => record.label),
    );
  return { store, labels };
}

test("new classes come last, each in the colour that the least of the others have", () => {
  const classes = withNames([], ["a", "", "b", "a"]);
  assert.deepEqual(classes, [
    { name: "a", colour: 0 },
    { name: "b", colour: 1 },
  ]);
  assert.equal(withNames(classes, ["b", ""]), classes);
});

test("the active class is changed by nothing but choosing it", () => {
  const { store, labels } = page();
  store.apply(chooseClass, "cell");
  store.apply(addObjects, [object(""), object("")]);
  const ids = store.state.images[1].document.annotations.map(({ record }) => record.id);
  store.apply(classify, [ids[0]], "debris", NOW);
  assert.deepEqual(labels()[1], ["debris", ""]);
  assert.equal(store.state.activeClass, "cell");
  assert.deepEqual(
    store.state.classes.map(({ name }) => name),
    ["cell", "debris"],
  );
  store.apply(undo);
  assert.deepEqual(labels()[1], ["", ""]);
});

test("a class is renamed on the objects of every picture, each of which can undo it", () => {
  const { store, labels } = page();
  const [first, second] = store.state.images;
  store.apply(addClasses, ["cell", "debris"]);
  store.apply(addObjects, [object("cell"), object("debris")]);
  store.apply(showImage, first.key);
  store.apply(addObjects, [object("cell")]);
  store.apply(chooseClass, "cell");
  store.apply(renameClass, "cell", "nucleus", NOW);
  assert.deepEqual(labels(), [["nucleus"], ["nucleus", "debris"]]);
  assert.equal(store.state.activeClass, "nucleus");
  store.apply(renameClass, "nucleus", "debris", NOW);
  assert.deepEqual(labels(), [["debris"], ["debris", "debris"]]);
  assert.deepEqual(
    store.state.classes.map(({ name }) => name),
    ["debris"],
    "two of one name are one class",
  );
  store.apply(undo);
  assert.deepEqual(labels(), [["nucleus"], ["debris", "debris"]]);
  store.apply(showImage, second.key);
  store.apply(undo);
  assert.deepEqual(labels()[1], ["nucleus", "debris"]);
});

test("a class that is used stays; others are moved, recoloured and taken off the list", () => {
  const { store } = page();
  store.apply(addClasses, ["a", "b", "c"]);
  store.apply(addObjects, [object("a")]);
  store.apply(dropClass, "a");
  store.apply(moveClass, "c", -1);
  store.apply(moveClass, "a", -1);
  store.apply(recolourClass, "b", 5);
  store.apply(recolourClass, "b", 99);
  assert.deepEqual(store.state.classes, [
    { name: "a", colour: 0 },
    { name: "c", colour: 2 },
    { name: "b", colour: 5 },
  ]);
  store.apply(chooseClass, "c");
  store.apply(dropClass, "c");
  assert.equal(store.state.activeClass, "");
  assert.equal(store.state.classes.length, 2);
});

test("what the browser kept comes first, damaged or from the earlier list of labels", () => {
  /** @param {Record<string, string>} values */
  const kept = (values) => ({ getItem: (/** @type {string} */ key) => values[key] ?? null });
  assert.deepEqual(keptClasses(null), { classes: [], active: "" });
  assert.deepEqual(keptClasses(kept({ classes: "{" })), { classes: [], active: "" });
  assert.deepEqual(keptClasses(kept({ labels: '{"labels":["dog","cat"],"label":"cat"}' })), {
    classes: [
      { name: "dog", colour: 0 },
      { name: "cat", colour: 1 },
    ],
    active: "cat",
  });
  const odd = [{ name: "a", colour: 1 }, { name: "a", colour: 2 }, { name: "", colour: 1 }, 7];
  const classes = JSON.stringify({ classes: [...odd, { name: "b", colour: 99 }], active: 3 });
  assert.deepEqual(keptClasses(kept({ classes })), {
    classes: [{ name: "a", colour: 1 }],
    active: "",
  });
  const store = new Store();
  store.apply(addClasses, ["met"]);
  store.apply(restoreClasses, [{ name: "old", colour: 3 }], "old");
  assert.deepEqual(
    store.state.classes.map(({ name }) => name),
    ["old", "met"],
  );
});
