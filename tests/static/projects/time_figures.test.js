import assert from "node:assert/strict";
import { test } from "node:test";
import { byDay, endsOf, overTime, summaryOf } from "../../../static/js/projects/time_figures.js";

/** @param {string} person @param {string} label @param {number} day @param {number} masks @returns {any} */
const group = (person, label, day, masks) => ({
  ...{ person, label, masks, stage: null, decoder: null },
  day: `2026-11-0${day}T00:00:00.000Z`,
});

/** @param {number} day @param {number} masks @param {number} seconds @param {number} clicks @returns {any} */
const point = (day, masks, seconds, clicks) => ({
  ...{ masks, seconds_a_mask: seconds, clicks_a_mask: clicks, begin: "" },
  end: `2026-11-0${day}T00:00:00.000Z`,
});

test("points become columns, and all masks count alike in what is said of them", () => {
  const series = { points: [point(1, 1, 34, 4), point(2, 3, 14, 2)], retrainings: [] };
  const [times, seconds, clicks] = overTime(series);
  assert.deepEqual([times[1] - times[0], seconds, clicks], [86_400, [34, 14], [4, 2]]);
  assert.deepEqual(summaryOf(series), { masks: 4, seconds: 19, clicks: 2.5, first: 34, last: 14 });
  assert.equal(summaryOf({ points: [], retrainings: [] }), null);
});

test("each person has a number for each day, those without any mask among them", () => {
  const groups = [group("a", "cat", 1, 2), group("a", "dog", 1, 1), group("b", "cat", 3, 4)];
  const all = byDay(groups, { person: "", label: "" });
  assert.equal(all.days.length, 3);
  assert.deepEqual(all.people, [
    { id: "a", masks: [3, 0, 0] },
    { id: "b", masks: [0, 0, 4] },
  ]);
  assert.deepEqual(byDay(groups, { person: "a", label: "dog" }).people, [{ id: "a", masks: [1] }]);
  assert.deepEqual(byDay(groups, { person: "c", label: "" }), { days: [], people: [] });
});

test("an axis of one point, or of none, has room", () => {
  assert.deepEqual(endsOf(0, 10), [0, 10]);
  assert.deepEqual(endsOf(86_400, 86_400), [43_200, 129_600]);
  assert.deepEqual(endsOf(null, null), [0, 1]);
});
