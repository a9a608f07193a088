/**
 * Moves pictures of this browser into a project: the file, and its objects with their labels. A
 * picture leaves this browser when the server has all of it; one of which it does not take everything
 * stays, with the reason. To move it once more does nothing twice.
 *
 * @import * as ProjectsApi from "../server/projects_api.js"
 * @import * as TabsApi from "../server/project_tabs_api.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Bytes } from "../pictures/runtime.js"
 * @import { Project, ProjectPicture, Who } from "../server/projects_api.js"
 * @import { Sessions } from "../session/sessions.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Working } from "./working.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<typeof ProjectsApi, "getProject" | "saveAnnotations">} api
 * @property {Pick<typeof TabsApi, "makeLabel" | "putPicture">} tabs
 * @property {Pick<Sessions, "load">} sessions
 * @property {Pick<Working, "open">} working
 * @property {Strings} strings
 *
 * @typedef {object} Moved
 * @property {number} pictures
 * @property {number} objects
 * @property {string[]} labels that were made
 * @property {{ name: string, why: string }[]} left pictures that stay
 *
 * @typedef {ReturnType<typeof createMoving>} Moving
 */

import { recordsOf } from "../document/document.js";
import { placeOf } from "../document/places.js";
import { removeImage } from "../pictures/filmstrip_transitions.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { notify } from "../shell/page_transitions.js";
import { LABELS } from "./obstacle.js";

/** Changes that the server takes at once. */
const AT_ONCE = 2000;

/** @param {Parts} parts */
export function createMoving({ store, api, tabs, sessions, working, strings }) {
  /** @param {OpenImage} image */
  const fileOf = async ({ document, runtime }) => {
    const kept =
      runtime.bytes ?? (document.id === null ? null : await sessions.load(document.id, "bytes"));
    const bytes = kept ?? (await runtime.read(new AbortController().signal));
    if (bytes instanceof Blob) return bytes;
    const { file, lying } = /** @type {Bytes} */ (bytes);
    // What is here of it is a preview.
    if (lying) throw new Error(strings.workLying);
    return file;
  };

  /**
   * Makes those of the labels that a project does not have.
   *
   * @param {Project} project
   * @param {Set<string>} known names that it has
   * @param {readonly OpenImage[]} images
   * @param {Who} who
   */
  const makeLabels = async (project, known, images, who) => {
    const wanted = images.flatMap(({ document }) => recordsOf(document).map(({ label }) => label));
    const missing = [...new Set(wanted)].filter((name) => name !== "" && !known.has(name));
    const may = LABELS.includes(store.state.projects.person?.role ?? "annotator");
    for (const name of may ? missing : []) await tabs.makeLabel(project.id, { name }, who);
    return { made: may ? missing : [], missing: may ? [] : missing };
  };

  /**
   * @param {string} project
   * @param {OpenImage} image
   * @param {Who} who
   * @returns {Promise<ProjectPicture>} as which it is in the project, with all of its objects
   */
  const moveOne = async (project, image, who) => {
    const { document, session } = image;
    const { file_name: name, width, height } = document.picture;
    if (!isEmptyDraft(session.draft) || session.draft.editing !== null) {
      throw new Error(strings.workUnkept);
    }
    const picture = await tabs.putPicture(project, { name, bytes: await fileOf(image) }, who);
    if (width > 0 && (picture.width !== width || picture.height !== height)) {
      throw new Error(
        strings.moveOtherSize(strings.size(picture), strings.size({ width, height })),
      );
    }
    const of = { id: picture.id, file_name: name };
    const changes = document.annotations.map(({ revision, rank, record }) => ({
      annotation_id: record.id,
      revision,
      predecessor: null,
      rank,
      record: { ...record, picture: of },
    }));
    let refused = 0;
    for (let i = 0; i < changes.length; i += AT_ONCE) {
      const part = changes.slice(i, i + AT_ONCE);
      const { conflicts } = await api.saveAnnotations(project, picture.id, part, who);
      refused += conflicts.length;
    }
    if (refused > 0) throw new Error(strings.moveConflicts(refused));
    return picture;
  };

  /** @param {Moved & { missing: string[] }} moved @param {string} project its name */
  const tell = ({ pictures, objects, labels, missing, left }, project) => {
    const said = [
      ...(pictures > 0 ? [strings.moved(pictures, objects, project)] : []),
      ...(labels.length > 0 ? [strings.movedLabels(labels)] : []),
      ...(missing.length > 0 ? [strings.movedStrays(missing)] : []),
    ];
    if (said.length > 0) {
      store.apply(notify, { kind: "info", message: said.join(" "), lasting: true });
    }
    for (const { name, why } of left) {
      store.apply(notify, { message: strings.moveLeft(name, why), names: [name] });
    }
  };

  return {
    /** @returns {OpenImage[]} open pictures that are this browser's own */
    movable: () => store.state.images.filter(({ document }) => placeOf(document.id) === null),

    /**
     * @param {string} id of a project
     * @param {readonly number[]} keys of pictures
     * @returns {Promise<Moved | null>} null where nothing could be begun, which is told
     */
    async move(id, keys) {
      const { person } = store.state.projects;
      if (person === null) {
        store.apply(notify, { kind: "info", message: strings.projectWho });
        return null;
      }
      const imageOf = (/** @type {number} */ key) =>
        store.state.images.find((image) => image.key === key) ?? null;
      const images = keys.map(imageOf).filter((image) => image !== null);
      try {
        const project = await api.getProject(id, person);
        const known = new Set(project.labels.map(({ name }) => name));
        const { made, missing } = await makeLabels(project, known, images, person);
        const moved = { pictures: 0, objects: 0, labels: made, missing, left: [] };
        const active = store.state.activeKey;
        /** @type {ProjectPicture | null} */
        let shown = null;
        for (const { key } of images) {
          // As it is now: others may have taken a while.
          const image = imageOf(key);
          if (image === null) continue;
          try {
            const picture = await moveOne(id, image, person);
            const after = imageOf(key);
            if (after !== null && after.document.annotations !== image.document.annotations) {
              throw new Error(strings.moveChanged);
            }
            store.apply(removeImage, key);
            moved.pictures++;
            moved.objects += image.document.annotations.length;
            if (shown === null || key === active) shown = picture;
          } catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            const name = image.document.picture.file_name;
            /** @type {Moved["left"]} */ (moved.left).push({ name, why });
          }
        }
        tell(moved, project.name);
        if (shown !== null) await working.open(id, shown);
        return moved;
      } catch (error) {
        store.apply(notify, { message: error instanceof Error ? error.message : String(error) });
        return null;
      }
    },
  };
}
