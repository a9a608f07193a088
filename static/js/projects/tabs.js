/**
 * The tabs of a project's page, and whose they are.
 *
 * @import { Person } from "../server/projects_api.js"
 *
 * @typedef {(typeof TABS)[number]} Tab
 */

export const TABS = /** @type {const} */ ([
  "pictures",
  "labels",
  "people",
  "time",
  "learning",
  "gold",
  "settings",
]);

/** Tabs that are for leads. @type {ReadonlySet<Tab>} */
const OF_LEADS = new Set(/** @type {const} */ (["gold", "settings"]));

/**
 * @param {Tab} tab
 * @param {Person["role"] | null} role null where nobody has said who they are
 * @returns {boolean} whether it is for them
 */
export const mayOpen = (tab, role) => role === "lead" || !OF_LEADS.has(tab);

/**
 * @param {string} name
 * @returns {name is Tab}
 */
export const isTab = (name) => TABS.some((tab) => tab === name);
