import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxBetween,
  clientToImage,
  frame,
  imageToClient,
  imageToModel,
  pixelAt,
} from "../../../static/js/stage/geometry.js";
import { vectors } from "../vectors.js";

for (const vector of vectors("coordinates")) {
  test(`coordinates: ${vector.name}`, () => {
    const made = frame(vector, vector.image_size);
    assert.equal(made.inputWidth, vector.input_width);
    assert.equal(made.inputHeight, vector.input_height);
    for (const [i, [x, y]] of vector.image.entries()) {
      const model = imageToModel({ x, y }, made);
      assert.ok(Math.abs(model.x - vector.model[i][0]) < 1e-9, `x ${model.x}`);
      assert.ok(Math.abs(model.y - vector.model[i][1]) < 1e-9, `y ${model.y}`);
    }
  });
}

test("a picture without whole sides is refused with its size", () => {
  assert.throws(() => frame({ width: 0, height: 3 }, 1024), /0x3/);
  assert.throws(() => frame({ width: 2.5, height: 3 }, 1024), /2\.5x3/);
});

const rect = { left: 100, top: 50, width: 400, height: 200 };
const image = { width: 1600, height: 800 };

test("a pointer is found in a scaled and shifted picture, and back", () => {
  const point = clientToImage({ x: 300, y: 100 }, rect, image);
  assert.deepEqual(point, { x: 800, y: 200 });
  assert.deepEqual(imageToClient(point, rect, image), { x: 300, y: 100 });
});

test("a point's pixel is the one it lies in, and never outside the picture", () => {
  assert.deepEqual(pixelAt({ x: 3.99, y: 7 }, image), { x: 3, y: 7 });
  assert.deepEqual(pixelAt({ x: -0.5, y: 900 }, image), { x: 0, y: 799 });
  // The picture's far edge still belongs to its last pixel.
  assert.deepEqual(pixelAt({ x: 1600, y: 800 }, image), { x: 1599, y: 799 });
});

test("a box is ordered, on whole edges, inside the picture", () => {
  const box = boxBetween({ x: 500.4, y: 10 }, { x: -20, y: 1000 }, image);
  assert.deepEqual(box, { x0: 0, y0: 10, x1: 500, y1: 800 });
});
