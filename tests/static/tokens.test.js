import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @param {string} path from the repository's root */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const colours = read("static/css/tokens.css").matchAll(
  /^ {2}--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);$/gm,
);
/** @type {Map<string, { light: string, dark: string }>} */
const tokens = new Map([...colours].map(([, name, light, dark]) => [name, { light, dark }]));

/** What is written on what. */
const PAIRS = [
  ["text", "background"],
  ["text", "surface"],
  ["text", "surface-raised"],
  ["text", "surface-hover"],
  ["text", "accent-soft"],
  ["text-muted", "background"],
  ["text-muted", "surface"],
  ["text-muted", "surface-sunken"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
];

/** What is only seen: focus, choices and icons on what they lie on. */
const SIGNS = [
  ["accent", "background"],
  ["accent", "surface"],
  ["danger", "surface"],
];

for (const theme of /** @type {const} */ (["light", "dark"])) {
  test(`what is written can be read in the ${theme} theme, as WCAG's level AA asks`, () => {
    for (const [text, ground] of PAIRS) assertContrast(text, ground, theme, 4.5);
    for (const [sign, ground] of SIGNS) assertContrast(sign, ground, theme, 3);
  });

  test(`the browser's frame has the top bar's colour in the ${theme} theme`, () => {
    const colour = tokens.get("surface")?.[theme];
    assert.ok(
      read("templates/index.html").includes(`data-of="${theme}" content="${colour}"`),
      colour,
    );
  });
}

/**
 * @param {string} front
 * @param {string} ground
 * @param {"light" | "dark"} theme
 * @param {number} least
 */
function assertContrast(front, ground, theme, least) {
  const [light, dark] = [front, ground]
    .map((name) => luminance(tokens.get(name)?.[theme] ?? ""))
    .sort((a, b) => b - a);
  const contrast = (light + 0.05) / (dark + 0.05);
  assert.ok(contrast >= least, `${front} on ${ground}: ${contrast.toFixed(2)}`);
}

/** @param {string} colour as #rrggbb */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
