import assert from "node:assert/strict";
import { test } from "node:test";
import { eventsOf } from "../../../static/js/server/event_stream.js";
import { createListening } from "../../../static/js/server/listening.js";

/** @param {readonly (string | Uint8Array)[]} pieces @returns {ReadableStream<Uint8Array>} */
const stream = (pieces) =>
  new ReadableStream({
    start(controller) {
      for (const each of pieces) {
        controller.enqueue(typeof each === "string" ? new TextEncoder().encode(each) : each);
      }
      controller.close();
    },
  });

/** @param {readonly (string | Uint8Array)[]} pieces */
async function read(pieces) {
  const found = [];
  for await (const each of eventsOf(stream(pieces))) found.push(each);
  return found;
}

test("events are read from pieces that end anywhere, and one that is cut off is none", async () => {
  const text =
    'retry: 50\n\nid: 7\nevent: x\ndata: {"a": "\u00e9"}\r\ndata:2\n\n: still here\n\nid: 8\nda';
  const whole = await read([text]);
  assert.deepEqual(whole, [
    { id: "", data: "", retry: 50 },
    { id: "7", data: '{"a": "\u00e9"}\n2', retry: null },
    { id: "", data: "", retry: null },
  ]);
  const bytes = new TextEncoder().encode(text);
  assert.deepEqual(await read([...bytes].map((byte) => new Uint8Array([byte]))), whole);
});

const ADA = { id: "ada", token: "secret" };

/** A server whose answers are these in turn, and somebody who listens until they are used up. */
async function listen(/** @type {(Response | Error)[]} */ answers, reader = ADA) {
  /** @type {Record<string, string>[]} */
  const asked = [];
  /** @type {number[]} */
  const pauses = [];
  /** @type {string[]} */
  const heard = [];
  await new Promise((over) => {
    const listenTo = createListening({
      fetch: async (url, { headers }) => {
        assert.equal(url, "/api/v1/projects/p/events");
        asked.push(/** @type {Record<string, string>} */ (headers));
        const answer = /** @type {Response | Error} */ (answers.shift());
        if (answer instanceof Error) throw answer;
        if (!answer.ok) setTimeout(over);
        return answer;
      },
      sight: { away: () => new Promise(() => {}), back: async () => {} },
      wait: async (pause) => {
        pauses.push(pause);
        if (answers.length === 0) over(stop());
      },
    });
    const stop = listenTo("p", reader, ({ kind }) => heard.push(kind));
  });
  return { asked, pauses, heard };
}

const happened = (/** @type {number} */ id, /** @type {string} */ kind) =>
  `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify({ kind })}\n\n`;

test("it goes on after the last event that was heard, in the name of who works", async () => {
  const { asked, heard } = await listen([
    new Response(stream(["retry: 10\n\n", happened(3, "picture_taken"), "id: 4\ndata: {}"])),
    new Response(stream([happened(4, "picture_left")])),
  ]);
  assert.deepEqual(heard, ["picture_taken", "picture_left"]);
  assert.deepEqual(
    asked.map((headers) => [headers.Person, headers["Person-Token"], headers["Last-Event-ID"]]),
    [
      ["ada", "secret", undefined],
      ["ada", "secret", "3"],
    ],
  );
});

test("a server that does not answer is asked less and less often, one that answers as it says", async () => {
  const gone = new TypeError("failed to fetch");
  const { pauses } = await listen([
    ...[gone, gone, gone, gone, gone, gone, new Response("", { status: 503 })],
    new Response(stream(["retry: 100\n\n"])),
  ]);
  const least = [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 100];
  assert.equal(pauses.length, least.length);
  pauses.forEach((pause, i) => {
    assert.ok(pause >= least[i] && pause <= least[i] * 1.25, `${i}: ${pause}`);
  });
});

test("a project that is not there is not asked for again, and is told to be gone", async () => {
  const { asked, heard } = await listen([new Response("", { status: 404 }), gone()]);
  assert.equal(asked.length, 1);
  assert.deepEqual(heard, ["project_removed"]);
});
const gone = () => new TypeError("gone");

test("while nobody looks there is no connection, and then it goes on where it was", async () => {
  let hide = () => {};
  let look = () => {};
  /** @type {(string | undefined)[]} */
  const asked = [];
  await new Promise((over) => {
    let hidden = false;
    const listenTo = createListening({
      async fetch(_, { headers, signal }) {
        asked.push(/** @type {Record<string, string>} */ (headers)["Last-Event-ID"]);
        if (asked.length === 2) over(stop());
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(happened(9, "picture_left")));
            signal?.addEventListener("abort", () => controller.error(signal.reason));
          },
        });
        return new Response(body);
      },
      sight: {
        away: () =>
          new Promise((settle) => {
            hide = () => {
              hidden = true;
              settle();
            };
          }),
        back: () =>
          new Promise((settle) => {
            look = settle;
            if (!hidden) settle();
            else setTimeout(() => look());
          }),
      },
      wait: async () => {},
    });
    const stop = listenTo("p", null, () => setTimeout(() => hide()));
  });
  assert.deepEqual(asked, [undefined, "9"]);
});
