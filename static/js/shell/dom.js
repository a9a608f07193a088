/**
 * The few things every view does with the document.
 *
 * @import { ClientPoint, Part } from "../stage/geometry.js"
 */

import { boxOf } from "../stage/geometry.js";

/**
 * An element that index.html promises.
 *
 * @template {Element} T
 * @param {string} selector
 * @param {abstract new (...args: any[]) => T} type
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function find(selector, type, root = document) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} "${selector}".`);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function html(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * An icon of static/img/icons.svg.
 *
 * @param {string} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const use = svg("use", { href: `/static/img/icons.svg#${name}` });
  return svg("svg", { class: "icon", "aria-hidden": "true" }, use);
}

/**
 * @param {string} selector
 * @returns {CanvasRenderingContext2D} of a canvas on the page
 */
export function context2d(selector) {
  const context = find(selector, HTMLCanvasElement).getContext("2d");
  if (context === null) throw new Error("This browser gives no canvas to draw on.");
  return context;
}

/**
 * Sets a canvas's size, which also clears it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size
 */
export function resize(canvas, { width, height }) {
  canvas.width = width;
  canvas.height = height;
}

/**
 * Lays an element over the part of the picture that it shows. It stays there when the picture is
 * moved or zoomed, until it is drawn anew.
 *
 * @param {HTMLElement} element in the frame
 * @param {Part} part
 */
export function layOver({ style }, part) {
  const { x0, y0, x1, y1 } = boxOf(part);
  style.left = `${(x0 / part.width) * 100}%`;
  style.top = `${(y0 / part.height) * 100}%`;
  style.width = `${((x1 - x0) / part.width) * 100}%`;
  style.height = `${((y1 - y0) / part.height) * 100}%`;
}

/**
 * @param {MouseEvent} event
 * @returns {ClientPoint}
 */
export function clientPoint({ clientX, clientY }) {
  return { x: clientX, y: clientY };
}

/** Kinds of <input> that hold no text. */
const TEXTLESS = new Set(["checkbox", "radio", "range", "color", "button", "submit", "file"]);

/**
 * @param {EventTarget | null} target of a key
 * @returns {boolean} whether Enter or Space press it, open it or choose in it
 */
export function isPressed(target) {
  return target instanceof Element && target.closest("a, button, select, summary") !== null;
}

/**
 * @param {EventTarget | null} target of a key
 * @returns {boolean} whether the key may mean something to it, such as ticking a box
 */
export function isControl(target) {
  return isPressed(target) || target instanceof HTMLInputElement || takesLetters(target);
}

/**
 * @param {EventTarget | null} target of a key
 * @returns {boolean} whether letters mean something to it
 */
export function takesLetters(target) {
  return (
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !TEXTLESS.has(target.type))
  );
}
