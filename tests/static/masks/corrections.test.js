import assert from "node:assert/strict";
import { test } from "node:test";
import { applyCorrections } from "../../../static/js/masks/corrections.js";
import { holesOf, islandsOf } from "../../../static/js/masks/regions.js";
import { decodeRle, encodeRle } from "../../../static/js/masks/rle.js";

const IMAGE = { width: 60, height: 40 };

/** @param {readonly any[]} corrections @param {any} [part] @param {number} [before] */
function made(corrections, part = IMAGE, before = 0) {
  const box = part.box ?? { x0: 0, y0: 0, x1: part.width, y1: part.height };
  const bits = new Uint8Array((box.x1 - box.x0) * (box.y1 - box.y0)).fill(before);
  applyCorrections(bits, part, IMAGE, corrections);
  return bits;
}

/** Distance from a point to a line of points. @param {number} x @param {number} y @param {number[][]} points */
function distance(x, y, points) {
  let least = Math.hypot(x - points[0][0], y - points[0][1]);
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const t =
      square && Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
    least = Math.min(least, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
  }
  return least;
}

test("a brush inks the pixels whose centre it passes over, and no others", () => {
  const points = [
    [5.5, 6.25],
    [30, 20.5],
    [28, 33],
    [58.5, 39],
  ];
  const bits = made([{ type: "brush", add: true, radius: 4.3, points }]);
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < 60; x++) {
      const away = distance(x + 0.5, y + 0.5, points) - 4.3;
      if (Math.abs(away) < 1e-6) continue;
      assert.equal(bits[y * 60 + x], away < 0 ? 1 : 0, `${x}, ${y}`);
    }
  }
});

test("a click of the brush is a disc, and the eraser takes away", () => {
  const disc = { type: "brush", add: true, radius: 6, points: [[20, 20]] };
  const bits = made([disc]);
  assert.ok(Math.abs(bits.reduce((sum, bit) => sum + bit, 0) - Math.PI * 36) < 6);
  assert.ok(made([disc, { ...disc, add: false }]).every((bit) => bit === 0));
  assert.equal(made([{ ...disc, add: false }], IMAGE, 1)[20 * 60 + 20], 0);
});

test("a polygon is filled by the even-odd rule", () => {
  const square = {
    type: "polygon",
    add: true,
    points: [
      [10, 10],
      [20, 10],
      [20, 20],
      [10, 20],
    ],
  };
  const bits = made([square]);
  assert.equal(
    bits.reduce((sum, bit) => sum + bit, 0),
    100,
  );
  assert.deepEqual([bits[10 * 60 + 10], bits[19 * 60 + 19], bits[20 * 60 + 20]], [1, 1, 0]);
  const twice = { ...square, points: [...square.points, ...square.points] };
  assert.ok(made([twice]).every((bit) => bit === 0));
});

test("pixels are inked as they are, at any size", () => {
  const own = made([
    {
      type: "brush",
      add: true,
      radius: 9,
      points: [
        [20, 20],
        [40, 22],
      ],
    },
  ]);
  const stroke = { type: "pixels", add: true, segmentation: encodeRle({ bits: own, ...IMAGE }) };
  assert.deepEqual(made([stroke]), own);
  const double = made([stroke], { width: 120, height: 80 });
  for (let i = 0; i < double.length; i++) {
    const [x, y] = [i % 120, Math.floor(i / 120)];
    assert.equal(double[i], own[(y >> 1) * 60 + (x >> 1)]);
  }
});

test("a part shows what the whole shows there", () => {
  const corrections = [
    {
      type: "brush",
      add: true,
      radius: 7.5,
      points: [
        [12, 30],
        [45, 8],
      ],
    },
    {
      type: "polygon",
      add: false,
      points: [
        [20, 0],
        [60, 40],
        [5, 38],
      ],
    },
    {
      type: "pixels",
      add: true,
      segmentation: encodeRle({
        bits: made([{ type: "brush", add: true, radius: 3, points: [[50, 30]] }]),
        ...IMAGE,
      }),
    },
  ];
  const size = { width: 150, height: 100 };
  const whole = made(corrections, size);
  const box = { x0: 31, y0: 12, x1: 133, y1: 97 };
  const part = made(corrections, { ...size, box });
  for (let y = 0; y < 85; y++) {
    const from = (12 + y) * 150 + 31;
    assert.deepEqual(part.slice(y * 102, (y + 1) * 102), whole.slice(from, from + 102), `row ${y}`);
  }
});

test("strokes beyond the picture ink nothing and harm nothing", () => {
  assert.ok(
    made([
      {
        type: "brush",
        add: true,
        radius: 5,
        points: [
          [-40, -40],
          [-40, 90],
        ],
      },
    ]).every((bit) => bit === 0),
  );
});

test("holes are what the outside does not reach, islands all but the largest part", () => {
  const mask = {
    ...IMAGE,
    bits: made([
      {
        type: "polygon",
        add: true,
        points: [
          [5, 5],
          [30, 5],
          [30, 30],
          [5, 30],
        ],
      },
      {
        type: "polygon",
        add: false,
        points: [
          [10, 10],
          [15, 10],
          [15, 15],
          [10, 15],
        ],
      },
      {
        type: "polygon",
        add: true,
        points: [
          [40, 5],
          [44, 5],
          [44, 9],
          [40, 9],
        ],
      },
      {
        type: "polygon",
        add: true,
        points: [
          [50, 20],
          [52, 20],
          [52, 22],
          [50, 22],
        ],
      },
    ]),
  };
  const holes = holesOf(mask);
  const islands = islandsOf(mask);
  assert.ok(holes && islands);
  const area = (/** @type {any} */ rle) => decodeRle(rle).bits.reduce((sum, bit) => sum + bit, 0);
  assert.equal(area(holes), 25);
  assert.equal(area(islands), 16 + 4);
  const corrected = mask.bits.slice();
  applyCorrections(corrected, IMAGE, IMAGE, [
    { type: "pixels", add: true, segmentation: holes },
    { type: "pixels", add: false, segmentation: islands },
  ]);
  assert.equal(
    corrected.reduce((sum, bit) => sum + bit, 0),
    625,
  );
  const whole = { ...IMAGE, bits: corrected };
  assert.deepEqual([holesOf(whole), islandsOf(whole)], [null, null]);
  assert.equal(islandsOf({ ...IMAGE, bits: new Uint8Array(2400) }), null);
});
