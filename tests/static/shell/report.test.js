import assert from "node:assert/strict";
import { test } from "node:test";
import {
  finishOpening,
  openImage,
  showBitmap,
} from "../../../static/js/pictures/opening_transitions.js";
import { finishModel, finishSelfTest, notify } from "../../../static/js/shell/page_transitions.js";
import { reportOf } from "../../../static/js/shell/report.js";
import { chooseLanguage } from "../../../static/js/shell/settings_transitions.js";
import { Store } from "../../../static/js/shell/store.js";
import { MODEL } from "../decoder/fixtures.js";

/** @type {import("../../../static/js/shell/report.js").Surroundings} */
const SURROUNDINGS = {
  date: "2026-11-25T12:00:00Z",
  browser: "Mozilla/5.0 Chrome/156",
  languages: ["zh-CN", "en"],
  screen: { width: 1440, height: 900 },
  window: { width: 1400, height: 800 },
  pixelRatio: 2,
  secure: true,
  isolated: true,
  processors: 2,
  webgpu: false,
};

/** @param {Store} store */
function lines(store) {
  return reportOf(store.state, SURROUNDINGS).split("\n");
}

test("a report tells all that a fault may depend on, in English", () => {
  const store = new Store();
  const why = { name: /** @type {const} */ ("processors"), processors: 2 };
  store.apply(finishModel, MODEL, { threads: 2, why, plain: false });
  store.apply(finishSelfTest, null, 211.4);
  store.apply(chooseLanguage, "zh");
  const key = store.state.nextId;
  store.apply(openImage, { name: "cup.jpg", title: "Cup", read: async () => new Blob() }, 0);
  store.apply(showBitmap, key, /** @type {any} */ ({ width: 600, height: 400 }));
  store.apply(finishOpening, key, /** @type {any} */ ({}), 612.6);
  assert.deepEqual(lines(store), [
    "Segment Studio",
    "Version: 1.2.3",
    "Date: 2026-11-25T12:00:00Z",
    "Browser: Mozilla/5.0 Chrome/156",
    "Screen: 1440 x 900, pixel ratio 2",
    "Window: 1400 x 800",
    "Language: zh of zh-CN, en",
    "Theme: system",
    "Secure context: yes",
    "Cross-origin isolated: yes",
    "Processors: 2",
    "Server: ok",
    "Model: tiny",
    "Encoder fingerprint: eeeeeeeeeeee",
    "Decoder fingerprint: dddddddddddd",
    "Encoder: server, cpu, float32",
    "Decoder: ready, browser, WASM, folded",
    "Threads: 2 (This computer offers 2 logical processors.)",
    "WebGPU: not offered by the page; not in the browser",
    "Self-test: passed, 211 ms",
    "Encode: 613 ms",
    "Last decode: none",
    "Picture: 600 x 400, ready",
    "Objects: 0",
    "Notices: none",
    "",
  ]);
});

test("before anything is loaded it says so", () => {
  const text = lines(new Store()).join("\n");
  assert.match(text, /^Version: unknown$/m);
  assert.match(text, /^Model: loading$/m);
  assert.match(text, /^Self-test: not run yet$/m);
  assert.match(text, /^Picture: none$/m);
});

test("it tells a fault and the last notices, but no file's name", () => {
  const store = new Store();
  store.apply(finishSelfTest, "The logits are off by 3.0; 0.01 is allowed.", 200);
  for (let i = 0; i < 5; i++) store.apply(notify, { message: `Notice ${i}.` });
  store.apply(notify, { message: "secret.jpg: not a picture.", names: ["secret.jpg"] });
  const text = lines(store).join("\n");
  assert.match(text, /^Self-test: failed, 200 ms: The logits are off by 3.0; 0.01 is allowed.$/m);
  assert.match(text, /^Notices:\n- Notice 1\.\n(.*\n)*- …: not a picture\.$/m);
  assert.doesNotMatch(text, /secret|Notice 0/);
});
