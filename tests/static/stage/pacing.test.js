import assert from "node:assert/strict";
import { test } from "node:test";

import { createPacing, LONGEST, REST } from "../../../static/js/stage/pacing.js";

/** Pacing with a clock that is turned by hand. @param {number} cost of drawing all masks */
function paced(cost) {
  let time = 0;
  let drawn = 0;
  let next = 0;
  /** @type {Map<number, { due: number, work: () => void }>} */
  const timers = new Map();
  const pacing = createPacing({
    now: () => time,
    later: (work, pause) => {
      timers.set(++next, { due: time + pause, work });
      return next;
    },
    cancel: (timer) => void timers.delete(timer),
    draw: () => {
      drawn++;
    },
  });
  pacing.took(cost);
  return {
    move: pacing.move,
    /** @param {number} milliseconds that pass */
    pass(milliseconds) {
      time += milliseconds;
      for (const [timer, { due, work }] of timers) {
        if (due > time) continue;
        timers.delete(timer);
        work();
      }
    },
    get drawn() {
      return drawn;
    },
  };
}

test("few masks are drawn at each move of the camera", () => {
  const few = paced(3);
  for (let i = 0; i < 5; i++) few.move();
  assert.equal(few.drawn, 5);
});

test("many are drawn once the camera rests, and only once", () => {
  const many = paced(60);
  for (let i = 0; i < 4; i++) {
    many.move();
    many.pass(REST / 2);
  }
  assert.equal(many.drawn, 0);
  many.pass(REST / 2);
  assert.equal(many.drawn, 1);
  many.pass(10 * REST);
  assert.equal(many.drawn, 1);
});

test("a camera that never rests has them drawn now and then", () => {
  const many = paced(60);
  for (let time = 0; time < 4 * LONGEST; time += 20) {
    many.move();
    many.pass(20);
  }
  assert.ok(many.drawn >= 3 && many.drawn <= 4, `${many.drawn}`);
});
