/**
 * Leases end without an event: pictures of the grid whose lease should be over are asked for again, so
 * that nobody is shown to be at one who left it long ago.
 *
 * @import { Store } from "../shell/store.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {() => number} clock milliseconds since 1970
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {(project: string, picture: string) => void} ask for a picture again
 */

/** Milliseconds between two questions: the server's clock may be another. */
const LEAST_MS = 15_000;

/** @param {Parts} parts */
export function watchLeaseEnds({ store, clock, wait, ask }) {
  store.watch(
    (state) => [state.projects.open?.grid.pictures ?? null],
    async (pictures) => {
      const leased = pictures?.filter(({ lease }) => lease !== null) ?? [];
      const ends = leased.map(({ lease }) => Date.parse(lease?.until ?? ""));
      if (leased.length === 0) return;
      for (;;) {
        await wait(Math.max(Math.min(...ends) - clock(), LEAST_MS));
        const { open } = store.state.projects;
        // Where they have changed meanwhile, another round has begun.
        if (open === null || open.grid.pictures !== pictures) return;
        const now = clock();
        leased.forEach(({ id }, i) => {
          if (ends[i] <= now) ask(open.id, id);
        });
      }
    },
  );
}
