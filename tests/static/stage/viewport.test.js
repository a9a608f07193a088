import assert from "node:assert/strict";
import { test } from "node:test";
import {
  letterbox,
  maskPart,
  panned,
  placement,
  renderSize,
  scaleInto,
  visiblePart,
  zoomed,
  zoomedTo,
} from "../../../static/js/stage/viewport.js";

const STAGE = room(800, 600);

/** @param {number} width @param {number} height @param {number} [pixelRatio] */
function room(width, height, pixelRatio = 1) {
  return { width, height, margin: 24, pixelRatio };
}

test("a landscape fills the width, a portrait the height, and both are centred", () => {
  assert.deepEqual(letterbox(STAGE, { width: 400, height: 200 }), {
    left: 0,
    top: 100,
    width: 800,
    height: 400,
    scale: 2,
  });
  assert.deepEqual(letterbox(STAGE, { width: 1000, height: 2000 }), {
    left: 250,
    top: 0,
    width: 300,
    height: 600,
    scale: 0.3,
  });
});

test("on a dense screen every edge lies on a device pixel", () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    const { left, top, width, height, scale } = letterbox(room(811, 613, ratio), {
      width: 451,
      height: 300,
    });
    for (const css of [left, top, width, height]) {
      assert.ok(Math.abs(css * ratio - Math.round(css * ratio)) < 1e-9, `${css} at ${ratio}`);
    }
    assert.ok(width <= 811 && height <= 613);
    assert.deepEqual(renderSize({ width: 451, height: 300 }, scale), {
      width: Math.round(width * ratio),
      height: Math.round(height * ratio),
    });
  }
});

test("an icon is not blown up to fill the stage", () => {
  const { width, height } = letterbox(room(800, 600, 2), { width: 16, height: 16 });
  assert.deepEqual([width, height], [128, 128]);
});

test("a stage without room still gives a picture of at least a pixel", () => {
  const { width, height } = letterbox(room(0, 0), { width: 600, height: 400 });
  assert.deepEqual([width, height], [1, 1]);
});

test("a scale into a side never enlarges", () => {
  assert.equal(scaleInto({ width: 100, height: 50 }, 320), 1);
  assert.equal(scaleInto({ width: 100, height: 640 }, 320), 0.5);
});

const IMAGE = { width: 1600, height: 1200 };

test("zooming keeps the place under the pointer, until an edge is reached", () => {
  const at = { x: 300, y: 200 };
  /** @type {import("../../../static/js/stage/viewport.js").Camera | null} */
  let camera = null;
  const under = () => {
    const { left, top, scale } = placement(STAGE, IMAGE, camera);
    return [(at.x - left) / scale, (at.y - top) / scale];
  };
  const [x, y] = under();
  for (let i = 0; i < 12; i++) {
    camera = zoomed(STAGE, IMAGE, camera, 1.3, at);
    const [u, v] = under();
    assert.ok(Math.abs(u - x) < 2 && Math.abs(v - y) < 2, `${u}, ${v} after ${i + 1} steps`);
  }
  assert.ok(placement(STAGE, IMAGE, camera).scale > 10);
});

test("zooming out ends with the whole picture, and further out there is nothing", () => {
  let camera = zoomed(STAGE, IMAGE, null, 4, { x: 10, y: 10 });
  for (let i = 0; i < 9; i++) camera = zoomed(STAGE, IMAGE, camera, 0.7, { x: 700, y: 10 });
  assert.equal(camera, null);
  assert.equal(zoomed(STAGE, IMAGE, null, 0.5, { x: 0, y: 0 }), null);
});

test("a picture smaller than the stage can be seen at 1:1, in the middle", () => {
  const small = { width: 80, height: 60 };
  const camera = zoomedTo(STAGE, small, null, 1, { x: 0, y: 0 });
  const { left, top, scale } = placement(STAGE, small, camera);
  assert.deepEqual([left, top, scale], [360, 270, 1]);
  assert.equal(placement(STAGE, small, zoomed(STAGE, small, camera, 0.5, { x: 0, y: 0 })).scale, 1);
});

test("pushing a zoomed picture stops where its edge meets the room's", () => {
  const near = zoomed(STAGE, IMAGE, null, 4, { x: 400, y: 300 });
  const moved = placement(STAGE, IMAGE, panned(STAGE, IMAGE, near, { x: 50, y: -30 }));
  const before = placement(STAGE, IMAGE, near);
  assert.deepEqual([moved.left - before.left, moved.top - before.top], [50, -30]);
  const far = placement(STAGE, IMAGE, panned(STAGE, IMAGE, near, { x: 1e6, y: -1e6 }));
  assert.equal(far.left, 0);
  assert.equal(far.top + far.height, STAGE.height);
  assert.equal(panned(STAGE, IMAGE, null, { x: 90, y: 0 }), null);
});

test("what can be seen is the room with its margin, on whole device pixels", () => {
  for (const ratio of [1, 1.5, 2]) {
    const stage = room(800, 600, ratio);
    assert.deepEqual(
      visiblePart(stage, IMAGE, letterbox(stage, IMAGE)),
      renderSize(IMAGE, ratio / 2),
      "all of it",
    );
    const camera = zoomed(stage, IMAGE, null, 6, { x: 400, y: 300 });
    const at = placement(stage, IMAGE, camera);
    const { box, width, height } = visiblePart(stage, IMAGE, at);
    assert.deepEqual({ width, height }, renderSize(IMAGE, at.scale));
    assert.ok(box);
    for (const [near, far, css] of [
      [box.x0, box.x1, 800],
      [box.y0, box.y1, 600],
    ]) {
      assert.ok(Number.isInteger(near) && Number.isInteger(far));
      const length = (css + 48) * ratio;
      assert.ok(far - near >= length + 16, `${far - near} for ${length}`);
      assert.ok(far - near <= length + 18, `${far - near} for ${length}`);
    }
  }
});

test("masks are drawn in device pixels, or in the picture's own where these can be seen", () => {
  const seen = { width: 3200, height: 2400, box: { x0: 100, y0: 40, x1: 948, y1: 688 } };
  assert.equal(maskPart(seen, IMAGE, 2560), seen);
  const near = { width: 12800, height: 9600, box: { x0: 100, y0: 41, x1: 948, y1: 688 } };
  assert.deepEqual(maskPart(near, IMAGE, 2560), {
    ...IMAGE,
    box: { x0: 12, y0: 5, x1: 119, y1: 86 },
  });
  assert.deepEqual(maskPart({ width: 5120, height: 3840 }, { width: 9000, height: 6750 }, 2560), {
    width: 2560,
    height: 1920,
  });
});
