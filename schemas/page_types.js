/**
 * Makes `static/js/server/api_types.d.ts` of `server/openapi.json`: the types of the API's requests
 * and answers, for the page.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTs from "openapi-typescript";

const SOURCE = new URL("../server/openapi.json", import.meta.url);

const HEADER = "// Made by `python -m schemas` of server/openapi.json.\n";

/** @returns {Promise<string>} the declarations' text */
export async function pageTypes() {
  const description = JSON.parse(readFileSync(SOURCE, "utf8"), withoutLengths);
  return HEADER + (await openapiTs(description, { commentHeader: "", supportArrayLength: true }));
}

/**
 * Of a list whose every item has a schema, the generator takes a length for a second list.
 *
 * @param {string} _
 * @param {any} value
 */
function withoutLengths(_, value) {
  if (!value?.prefixItems) return value;
  const { minItems, maxItems, ...others } = value;
  return others;
}

if (fileURLToPath(import.meta.url) === process.argv[1]) process.stdout.write(await pageTypes());
