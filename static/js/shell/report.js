/**
 * The report: all that someone who looks into a fault wants to know, as plain text, in English
 * whatever the page's language. It tells of no picture's name or content.
 *
 * @import { State } from "./state.js"
 *
 * @typedef {object} Surroundings what the page runs in
 * @property {string} date
 * @property {string} browser as it calls itself
 * @property {readonly string[]} languages the visitor's
 * @property {{ width: number, height: number }} screen CSS pixels
 * @property {{ width: number, height: number }} window
 * @property {number} pixelRatio
 * @property {boolean} secure whether this is a secure context
 * @property {boolean} isolated whether it is cross-origin isolated
 * @property {number} processors
 * @property {boolean} webgpu whether the browser offers WebGPU
 */

import { activeImage } from "./state.js";
import { en } from "./strings/en.js";

/** Digits of a fingerprint that tell it from others. */
const DIGITS = 12;

/**
 * @param {State} state
 * @param {Surroundings} surroundings
 * @returns {string}
 */
export function reportOf(state, surroundings) {
  const { model, language, theme, server, told } = state;
  const { info, threads, why, plain, selfTest } = model;
  const image = activeImage(state);
  /** @type {[key: string, value: string][]} */
  const facts = [
    ["Version", info?.version ?? "unknown"],
    ["Date", surroundings.date],
    ["Browser", surroundings.browser],
    ["Screen", `${size(surroundings.screen)}, pixel ratio ${surroundings.pixelRatio}`],
    ["Window", size(surroundings.window)],
    ["Language", `${language} of ${surroundings.languages.join(", ")}`],
    ["Theme", theme],
    ["Secure context", yes(surroundings.secure)],
    ["Cross-origin isolated", yes(surroundings.isolated)],
    ["Processors", String(surroundings.processors)],
    ["Server", server],
    ["Model", info?.kind ?? model.status],
    ["Encoder fingerprint", info?.encoder_fingerprint.slice(0, DIGITS) ?? "unknown"],
    ["Decoder fingerprint", info?.decoder_fingerprint.slice(0, DIGITS) ?? "unknown"],
    ["Encoder", info ? `server, ${info.device}, ${info.precision}` : "unknown"],
    ["Decoder", `${model.status}, browser, WASM, ${plain ? "plain" : "folded"}`],
    ["Threads", `${threads ?? "unknown"}${why ? ` (${en.threadsLimit(why)})` : ""}`],
    ["WebGPU", `not offered by the page; ${surroundings.webgpu ? "" : "not "}in the browser`],
    ["Self-test", selfTestText(selfTest)],
    ["Encode", milliseconds(image?.runtime.encodeMilliseconds)],
    ["Last decode", milliseconds(image?.runtime.answer?.milliseconds)],
    ["Picture", image ? `${size(image.document.picture)}, ${image.runtime.step}` : "none"],
    ["Objects", String(image?.document.annotations.length ?? 0)],
    ["Notices", told.length === 0 ? "none" : ""],
  ];
  const lines = facts.map(([key, value]) => `${key}: ${value}`.trimEnd());
  return [en.productName, ...lines, ...told.map((message) => `- ${message}`), ""].join("\n");
}

/** @param {State["model"]["selfTest"]} selfTest */
function selfTestText({ status, fault, milliseconds: taken }) {
  if (status === "waiting") return "not run yet";
  return `${status}, ${milliseconds(taken)}${fault === null ? "" : `: ${fault}`}`;
}

/** @param {{ width: number, height: number }} of */
const size = ({ width, height }) => `${width} x ${height}`;

/** @param {boolean} whether */
const yes = (whether) => (whether ? "yes" : "no");

/** @param {number | null | undefined} time */
const milliseconds = (time) => (time == null ? "none" : `${Math.round(time)} ms`);
