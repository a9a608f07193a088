/**
 * Server-sent events, as the HTML standard has them, out of the bytes of an answer. `EventSource` reads
 * them too, and sends no headers: a server could not know who listens.
 *
 * @typedef {object} ServerSent what stands between two empty lines
 * @property {string} id names the place in the stream; empty where nothing is said of it
 * @property {string} data its text; empty where it only names the place, or says when to come back
 * @property {number | null} retry milliseconds after which to come back; null where nothing is said of it
 */

/**
 * The events of a stream; one that is cut off is none. A line that only says that the connection lives
 * comes as an event without data.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<ServerSent, void, void>}
 */
export async function* eventsOf(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event = blank();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const each of lines) {
        const line = each.endsWith("\r") ? each.slice(0, -1) : each;
        if (line !== "") note(event, line);
        else {
          const { data, ...about } = event;
          yield { ...about, data: data.join("\n") };
          event = blank();
        }
      }
    }
  } finally {
    // Whoever stops reading wants no more of it.
    await reader.cancel().catch(() => {});
  }
}

/** @returns {Omit<ServerSent, "data"> & { data: string[] }} */
const blank = () => ({ id: "", data: [], retry: null });

/**
 * @param {ReturnType<typeof blank>} event
 * @param {string} line of it; one that begins with a colon says nothing
 */
function note(event, line) {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") event.data.push(value);
  if (name === "id") event.id = value;
  if (name === "retry" && /^\d+$/.test(value)) event.retry = Number(value);
}
