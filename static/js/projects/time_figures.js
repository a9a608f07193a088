/**
 * Times of a project's masks as figures to be drawn and read: columns of numbers, and rows of texts.
 *
 * @import { TimingGroup, TimingSeries } from "../server/project_tabs_api.js"
 * @import { TimesOf } from "./projects_state.js"
 */

/** Milliseconds of a day. */
const DAY_MS = 86_400_000;

/**
 * @param {string} time as ISO 8601 has it
 * @returns {number} seconds since 1970, as charts have them
 */
export const secondsOf = (time) => Date.parse(time) / 1000;

/**
 * What a mask took over time, as columns: when, active seconds, clicks. Points of one moment stand
 * beside each other.
 *
 * @param {TimingSeries} series
 * @returns {[times: number[], seconds: number[], clicks: number[]]}
 */
export function overTime({ points }) {
  return [
    points.map(({ end }) => secondsOf(end)),
    points.map(({ seconds_a_mask }) => seconds_a_mask),
    points.map(({ clicks_a_mask }) => clicks_a_mask),
  ];
}

/**
 * @param {TimingSeries} series
 * @returns {{ masks: number, seconds: number, clicks: number, first: number, last: number } | null}
 *   of all its masks, and seconds a mask at its ends; null where there are none
 */
export function summaryOf({ points }) {
  const masks = points.reduce((sum, each) => sum + each.masks, 0);
  if (masks === 0) return null;
  const mean = (/** @type {"seconds_a_mask" | "clicks_a_mask"} */ what) =>
    points.reduce((sum, each) => sum + each[what] * each.masks, 0) / masks;
  return {
    masks,
    seconds: mean("seconds_a_mask"),
    clicks: mean("clicks_a_mask"),
    first: points[0].seconds_a_mask,
    last: points[points.length - 1].seconds_a_mask,
  };
}

/**
 * Masks of each day, a column for each person; days without any stand between the others.
 *
 * @param {readonly TimingGroup[]} groups by person, label and day
 * @param {TimesOf} of
 * @returns {{ days: number[], people: { id: string, masks: number[] }[] }} days in seconds since 1970
 */
export function byDay(groups, { person, label }) {
  const wanted = groups.filter(
    (each) => (person === "" || each.person === person) && (label === "" || each.label === label),
  );
  const times = wanted.flatMap(({ day }) => (day === null ? [] : [Date.parse(day)]));
  if (times.length === 0) return { days: [], people: [] };
  const begin = Math.min(...times);
  const count = Math.round((Math.max(...times) - begin) / DAY_MS) + 1;
  /** @type {Map<string, number[]>} */
  const people = new Map();
  for (const { person: who, day, masks } of wanted) {
    if (who === null || day === null) continue;
    const own = people.get(who) ?? new Array(count).fill(0);
    own[Math.round((Date.parse(day) - begin) / DAY_MS)] += masks;
    people.set(who, own);
  }
  return {
    days: Array.from({ length: count }, (_, i) => (begin + i * DAY_MS) / 1000),
    people: [...people].map(([id, masks]) => ({ id, masks })),
  };
}

/**
 * The ends of an axis of time: some room where there is one point, or none.
 *
 * @param {number | null} least @param {number | null} most seconds since 1970
 * @returns {[number, number]}
 */
export function endsOf(least, most) {
  const half = DAY_MS / 2000;
  if (least === null || most === null) return [0, 1];
  return most > least ? [least, most] : [least - half, most + half];
}
