/**
 * The tab of people: who they are, what they may, what they did lately, and their personal tokens.
 *
 * @import { Person } from "../server/projects_api.js"
 * @import { Parts } from "../shell/mount_shell.js"
 */

import { find, html } from "../shell/dom.js";
import { redraw } from "../shell/redrawing.js";
import { LEADS, obstacleTo } from "./obstacle.js";
import { mountToken } from "./token_view.js";

/** @type {readonly Person["role"][]} */
const ROLES = ["annotator", "reviewer", "lead"];
/** Columns of numbers. */
const FIGURES = new Set([2, 3, 4, 5]);

/** @param {Parts} parts */
export function mountPeopleTab(parts) {
  const { store, managing, strings } = parts;
  const panel = find("#tab-people", HTMLElement);
  const why = html("p", { class: "projects-note", "data-testid": "people-why" });
  const table = html("table", { class: "data-table", "data-testid": "people-table" });
  const box = html("div", { class: "table-box", tabindex: "0", role: "group" }, table);
  const roles = html("dl", { class: "roles" });
  panel.append(why, box, roles);
  const showToken = mountToken(parts);
  const id = () => store.state.projects.open?.id ?? "";

  store.watch(
    (state) => [state.projects.open?.id, state.projects.open?.tab, state.projects.person?.id],
    (project, tab) => {
      if (project !== undefined && tab === "people") managing.loadPeople(project);
    },
  );
  store.watch(
    (state) => [
      state.projects.people,
      state.projects.open?.facts.lately ?? null,
      state.projects.person,
      state.language,
    ],
    (people, lately, worker) => {
      // Roles are of the whole server: no project that is put away stands in their way.
      const obstacle = obstacleTo(strings, worker, null, LEADS);
      why.textContent = obstacle;
      why.hidden = obstacle === "";
      box.setAttribute("aria-label", strings.tabs.people);
      roles.replaceChildren(
        ...ROLES.flatMap((role) => [
          html("dt", {}, strings.roles[role]),
          html("dd", {}, strings.roleMay[role]),
        ]),
      );
      const heads = strings.peopleHeads(lately?.days ?? 7);
      const head = html("tr", {}, ...heads.map(headCell));
      const did = new Map(lately?.people.map((each) => [each.person, each]));
      redraw(table, () => {
        table.replaceChildren(
          html("thead", {}, head),
          html(
            "tbody",
            {},
            ...people.map((person) => row(person, did.get(person.id), worker, obstacle === "")),
          ),
        );
      });
    },
  );

  /**
   * @param {Person} person
   * @param {import("../server/project_tabs_api.js").Lately["people"][number] | undefined} did
   * @param {{ id: string } | null} worker
   * @param {boolean} leads whether who works here is a lead
   */
  function row(person, did, worker, leads) {
    const { name, role } = person;
    const own = person.id === worker?.id;
    const figures = [did?.objects, did?.submitted, did?.accepted, did?.returned];
    return html(
      "tr",
      { "data-testid": "person-row" },
      html("th", { scope: "row" }, own ? strings.personOwn(name) : name),
      html("td", {}, leads ? roleChoice(person) : strings.roles[role]),
      ...figures.map((count) => html("td", { class: "figure" }, strings.count(count ?? 0))),
      html("td", {}, did === undefined ? strings.none : strings.moment(did.last)),
      html("td", {}, ...token(person, own || leads)),
    );
  }

  /** @param {string} text @param {number} column */
  function headCell(text, column) {
    return html("th", { scope: "col", class: FIGURES.has(column) ? "figure" : "" }, text);
  }

  /** @param {Person} person */
  function roleChoice({ id: person, name, role }) {
    const choice = html("select", {
      class: "field",
      "data-part": `${person}-role`,
      "data-testid": "person-role",
      "aria-label": strings.roleOf(name),
    });
    for (const each of ROLES) {
      choice.append(new Option(strings.roles[each], each, false, each === role));
    }
    choice.addEventListener("change", () =>
      managing.giveRole(id(), person, /** @type {Person["role"]} */ (choice.value)),
    );
    return choice;
  }

  /** @param {Person} person @param {boolean} may whether who works here may give and take it */
  function token(person, may) {
    const { has_token: has, name } = person;
    if (!may) return [has ? strings.tokenHas : strings.none];
    const give = html("button", {
      type: "button",
      class: "button button-small",
      "data-part": `${person.id}-token`,
      "data-testid": "token-give",
      "aria-label": strings.tokenFor(has ? strings.tokenAnew : strings.tokenGive, name),
    });
    give.textContent = has ? strings.tokenAnew : strings.tokenGive;
    give.addEventListener("click", async () => {
      const made = await managing.giveToken(id(), person.id);
      if (made !== null) showToken(name, made);
    });
    if (!has) return [give];
    const drop = html("button", {
      type: "button",
      class: "button button-small button-quiet",
      "data-part": `${person.id}-drop`,
      "aria-label": strings.tokenFor(strings.tokenDrop, name),
    });
    drop.textContent = strings.tokenDrop;
    drop.addEventListener("click", () => managing.dropToken(id(), person.id));
    return [give, drop];
  }
}
