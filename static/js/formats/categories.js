/**
 * The classes of annotations: what COCO calls categories and YOLO calls names. Mirrors
 * `sam/formats/categories.py`.
 *
 * @import { Annotation } from "./annotation.js"
 */

/** The class of annotations without a label, as formats want one. */
export const NO_LABEL = "object";

/**
 * @param {Annotation} annotation
 * @returns {string} the label, or "object" where there is none
 */
export const classOf = ({ label }) => label || NO_LABEL;

/**
 * @param {readonly Annotation[]} annotations
 * @param {readonly string[]} [listed]
 * @returns {string[]} the classes: those listed, used or not, then others in the order that they first
 *   appear in. With one list for all pictures of a data set a class has one number in all of them
 */
export const classesOf = (annotations, listed = []) => [
  ...new Set([...listed, ...annotations.map(classOf)]),
];
