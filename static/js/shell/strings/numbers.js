/** How a day or a minute is written. */
const SHORT = /** @type {const} */ ("short");

/**
 * Numbers and times as a language writes them.
 *
 * @param {string} locale as Intl names it
 */
export function numbersIn(locale) {
  const formats = [0, 1, 2, 3].map((digits) => {
    const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return {
      plain: new Intl.NumberFormat(locale, exactly),
      percent: new Intl.NumberFormat(locale, { ...exactly, style: "percent" }),
    };
  });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return {
    /** @param {string} time as ISO 8601 has it, of a day in UTC */
    day: (time) => days.format(new Date(time)),

    /**
     * @param {number} value
     * @param {0 | 1 | 2 | 3} [digits] after the point
     */
    number: (value, digits = 0) => formats[digits].plain.format(value),

    /**
     * @param {string} time as ISO 8601 has it
     * @param {Date} [now]
     * @returns {string} where the reader is: the minute of a time today, of another its day
     */
    moment: (time, now = new Date()) => {
      const then = new Date(time);
      const today = then.toDateString() === now.toDateString();
      const style = today ? { timeStyle: SHORT } : { dateStyle: SHORT };
      return new Intl.DateTimeFormat(locale, style).format(then);
    },

    /** @param {number} fraction 0..1 */
    percent: (fraction) => formats[fraction < 0.1 ? 1 : 0].percent.format(fraction),

    /** @param {number} bytes of a file, in the unit that makes it a short number */
    fileSize: (bytes) => {
      const power = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: ["byte", "kilobyte", "megabyte", "gigabyte"][power],
        unitDisplay: power === 0 ? "long" : "short",
        maximumSignificantDigits: 3,
      }).format(bytes / 1000 ** power);
    },

    /** @param {number} iou as the model estimates it, which may be a little more than there can be */
    iou: (iou) => formats[2].plain.format(Math.min(iou, 1)),
  };
}
