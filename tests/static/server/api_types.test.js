/** The page's types of the API are those of its description. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pageTypes } from "../../../schemas/page_types.js";

test("they are up to date", async () => {
  const types = new URL("../../../static/js/server/api_types.d.ts", import.meta.url);
  assert.equal(readFileSync(types, "utf8"), await pageTypes(), "python -m schemas writes it anew");
});
