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
 * @returns {string[]} the classes, in the order that they first appear in
 */
export const classesOf = (annotations) => [...new Set(annotations.map(classOf))];
