import assert from "node:assert/strict";
import { test } from "node:test";
import {
  levelsOf,
  nextLarger,
  windowAt,
  windowFor,
  windowNumbers,
  windowsForView,
} from "../../../static/js/windows/windows.js";
import { boxOf, vectors } from "../vectors.js";

for (const { name, side, levels, cases, ...picture } of vectors("windows")) {
  test(`the page finds the windows that the server has: ${name}`, () => {
    assert.equal(levelsOf(picture, side), levels);
    for (const each of cases) {
      const [box, view] = [boxOf(each.box), boxOf(each.view)];
      assert.ok(box && view);
      assert.deepEqual(windowNumbers(windowFor(box, picture, side)), each.native);
      const window = windowFor(box, picture, side, view);
      assert.deepEqual(windowNumbers(window), each.window);
      const larger = nextLarger(window, picture, side);
      assert.deepEqual(larger && windowNumbers(larger), each.larger);
      const at = windowAt(picture, side, box.x0, box.y0, each.level);
      assert.deepEqual(windowNumbers(at), each.at);
      assert.deepEqual(windowsForView(view, picture, side).map(windowNumbers), each.of_view);
    }
  });
}
