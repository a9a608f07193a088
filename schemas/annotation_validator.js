/**
 * Makes `static/js/formats/annotation_schema.js` of the annotation record's JSON Schema: Ajv's
 * validator written out as a module, because the page's policy lets nothing compile while it runs.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

const SCHEMA = new URL("../sam/formats/annotation.schema.json", import.meta.url);

const HEADER = `// @ts-nocheck
// Made by \`python -m schemas\` of sam/formats/annotation.schema.json.
`;

/** @returns {string} the module's text */
export function annotationValidator() {
  const schema = JSON.parse(readFileSync(SCHEMA, "utf8"), withoutWords);
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    messages: false,
    code: { esm: true, source: true, lines: true },
  });
  return HEADER + standalone(ajv, ajv.compile(schema));
}

/** What people read of a schema stays out of the page. @param {string} key @param {unknown} value */
function withoutWords(key, value) {
  const words = typeof value === "string" && (key === "title" || key === "description");
  return words ? undefined : value;
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  process.stdout.write(annotationValidator());
}
