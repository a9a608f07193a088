/**
 * Remembers whether pictures are open, so that the start screen does not flash up before they have
 * come back (first.js, home.css).
 *
 * @import { Store } from "../shell/store.js"
 * @import { Kept } from "../shell/options.js"
 */

const NAME = "pictures";

/**
 * @param {{ store: Store, kept: Kept, restored: Promise<void> }} parts restored settles when all are
 *   back that will come back
 */
export async function mountComeback({ store, kept, restored }) {
  await restored;
  delete document.documentElement.dataset.comeback;
  store.watch(
    (state) => [state.images.length > 0],
    (any) => kept?.setItem(NAME, any ? "open" : "none"),
  );
}
