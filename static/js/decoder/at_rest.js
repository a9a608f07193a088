/**
 * What the decoder does of its own accord waits until the page has come to rest: whatever happens there
 * puts it off.
 *
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 *
 * @param {object} parts
 * @param {Store} parts.store
 * @param {(pause: number) => Promise<void>} parts.wait milliseconds
 * @param {number} pause milliseconds in which nothing must have happened
 * @param {(state: State) => boolean} isDue whether there is something to do
 * @param {() => Promise<void>} work never rejects
 */
export function atRest({ store, wait }, pause, isDue, work) {
  let running = false;

  const rest = async () => {
    const { state } = store;
    if (running || !isDue(state)) return;
    await wait(pause);
    if (store.state !== state || running) return;
    running = true;
    await work();
    running = false;
    rest();
  };

  store.watch((state) => [state], rest);
}
