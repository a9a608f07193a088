import assert from "node:assert/strict";
import { test } from "node:test";
import { othersIn, pastesFiles, picturesIn } from "../../../static/js/pictures/intake.js";

/** @param {string} name @param {string} [type] */
const file = (name, type = "image/png") => new File(["x"], name, { type });

/** @param {File} file */
const fileEntry = (file) => ({
  isFile: true,
  isDirectory: false,
  name: file.name,
  file: (/** @type {(file: File) => void} */ take) => take(file),
});

/**
 * @param {string} name
 * @param {any[]} entries told one at a time, as a browser tells long folders in parts
 */
const folder = (name, entries) => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader() {
    const left = [...entries];
    return { readEntries: (/** @type {any} */ take) => take(left.splice(0, 1)) };
  },
});

/** @param {any[]} entries @param {File[]} files @returns {any} */
const transfer = (entries, files) => ({
  items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  files,
});

test("all pictures of what is dropped are meant; what is no picture is left out", async () => {
  const files = [file("a.png"), file("notes.txt", "text/plain"), file("scan", "")];
  const pictures = await picturesIn(transfer(files.map(fileEntry), files));
  assert.deepEqual(
    pictures.map(({ name }) => name),
    ["a.png", "scan"],
    "the server judges what has no type",
  );
  assert.deepEqual(await picturesIn(null), []);
});

test("a folder is gone through in the order of names, folders in it too", async () => {
  const inner = folder("more", [fileEntry(file("c.tif", ""))]);
  const outer = folder("photos", [
    inner,
    fileEntry(file("10.png")),
    fileEntry(file("9.png")),
    fileEntry(file(".DS_Store", "")),
  ]);
  const loose = file("loose.png");
  const dropped = transfer([outer, fileEntry(loose)], [file("photos", ""), loose]);
  assert.deepEqual(
    (await picturesIn(dropped)).map(({ name }) => name),
    ["loose.png", "9.png", "10.png", "c.tif"],
  );
});

test("text that is pasted is no file for the page, whatever is copied beside it", () => {
  const picture = [file("a.png")];
  const paste = (/** @type {File[]} */ files, /** @type {string[]} */ ...types) =>
    /** @type {any} */ ({ files, types });
  assert.equal(pastesFiles(paste([], "text/plain"), true), false);
  assert.equal(pastesFiles(paste([], "text/plain", "text/html"), false), false);
  assert.equal(pastesFiles(null, false), false);
  assert.equal(pastesFiles(paste(picture, "Files"), false), true);
  assert.equal(pastesFiles(paste(picture, "Files"), true), true);
  assert.equal(pastesFiles(paste(picture, "Files", "text/plain"), true), false);
  assert.equal(pastesFiles(paste(picture, "Files", "text/plain"), false), true);
});

test("files that are no pictures are named", () => {
  const files = [file("a.png"), file("paper.pdf", "application/pdf"), file("scan", "")];
  assert.deepEqual(othersIn(transfer([], files)), ["paper.pdf"]);
  assert.deepEqual(othersIn(null), []);
});
