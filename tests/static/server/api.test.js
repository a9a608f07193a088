import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import {
  ApiError,
  getDecoderInForce,
  getEmbedding,
  getFile,
  getGallery,
  getModel,
  putImage,
  segmentEverything,
} from "../../../static/js/server/api.js";

/** @type {import("node:http").RequestListener} answers the present test's request */
let answer;
const server = createServer((request, response) => answer(request, response));
const pageFetch = globalThis.fetch;

before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  // The page's relative addresses, against this server.
  globalThis.fetch = (input, init) =>
    pageFetch(new URL(/** @type {string} */ (input), `http://127.0.0.1:${port}`), init);
});

after(() => {
  globalThis.fetch = pageFetch;
  server.closeAllConnections();
  server.close();
});

/** @param {string | Uint8Array} body @param {number} [status] @param {Record<string, string>} [headers] */
const reply = (body, status = 200, headers) => {
  answer = (_, response) => response.writeHead(status, headers).end(body);
};

/** @param {Promise<unknown>} promise @param {string} code @param {number} status @param {RegExp} message */
const refused = (promise, code, status, message) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.code, error.status], [code, status]);
    assert.match(error.message, message);
    return true;
  });

test("the model, the gallery and a file are fetched from their addresses", async () => {
  answer = (request, response) =>
    response.end(JSON.stringify({ address: request.url, images: [{ name: request.url }] }));
  assert.deepEqual(await getModel(), {
    address: "/api/v1/model",
    images: [{ name: "/api/v1/model" }],
  });
  assert.deepEqual(await getGallery(), [{ name: "/api/v1/gallery" }]);
  assert.match(await (await getFile("/api/v1/gallery/coffee")).text(), /gallery\/coffee/);
});

test("a picture is posted as it is", async () => {
  /** @type {{ method?: string, url?: string, body: string }} */
  let seen = { body: "" };
  answer = async (request, response) => {
    const body = (await request.toArray()).join("");
    seen = { method: request.method, url: request.url, body };
    response.writeHead(201).end('{"id": "ab"}');
  };
  const image = await putImage(new Blob(["bytes"], { type: "image/png" }));
  assert.equal(image.id, "ab");
  assert.deepEqual(seen, { method: "POST", url: "/api/v1/images", body: "bytes" });
});

test("an embedding is parsed; one that makes no sense is unreadable", async () => {
  const headers = {
    "Embedding-Shape": "1,1,1,2",
    "Embedding-Dtype": "float32",
    "Encoder-Fingerprint": "f",
    "Image-Size": "4x3",
  };
  reply(new Uint8Array(8), 200, headers);
  const image = { embedding: "/api/v1/images/ab/embedding" };
  assert.deepEqual((await getEmbedding(image)).dims, [1, 1, 1, 2]);
  reply(new Uint8Array(4), 200, headers);
  await refused(getEmbedding(image), "unreadable", 200, /should hold 2 numbers/);
});

test("the server's own words are kept", async () => {
  const error = { code: "image_too_large", message: "The image has 99 bytes.", status: 413 };
  reply(JSON.stringify({ error }), 413);
  await refused(putImage(new Blob([])), "image_too_large", 413, /^The image has 99 bytes\.$/);
});

test("an answer in other words is reported with its status", async () => {
  reply("<h1>Bad gateway</h1>", 502);
  await refused(getModel(), "unreadable", 502, /status 502/);
  reply("Request Entity Too Large", 413);
  await refused(putImage(new Blob([])), "image_too_large", 413, /larger than the server takes/);
  reply("<h1>Welcome to this network</h1>");
  await refused(getModel(), "unreadable", 200, /\/api\/v1\/model is not JSON/);
});

test("no answer, and one that breaks off, are the same sentence", async () => {
  answer = (request) => request.socket.destroy();
  await refused(getModel(), "unreachable", 0, /does not answer/);
  answer = (_, response) => {
    response.writeHead(200, { "Content-Length": "99" });
    response.write("{", () => response.destroy());
  };
  await refused(getModel(), "unreachable", 0, /does not answer/);
});

for (const status of [503, 429]) {
  test(`a server that is busy (${status}) is asked again when it says so`, async () => {
    const error = { code: "busy", message: "Busy.", status };
    let asked = 0;
    answer = async (request, response) => {
      const body = (await request.toArray()).join("");
      asked += 1;
      if (asked < 3) {
        response.writeHead(status, { "Retry-After": "0" }).end(JSON.stringify({ error }));
      } else response.writeHead(201).end(JSON.stringify({ id: body }));
    };
    assert.equal((await putImage(new Blob(["the picture"]))).id, "the picture");
    assert.equal(asked, 3);
  });
}

test("a server that is busy for longer than anybody waits, or does not say how long, is told", async () => {
  const error = { code: "busy", message: "Busy.", status: 503 };
  for (const headers of [{ "Retry-After": "600" }, { "Retry-After": "soon" }, undefined]) {
    reply(JSON.stringify({ error }), 503, headers);
    await refused(putImage(new Blob([])), "busy", 503, /Busy/);
  }
});

test("waiting for a busy server can be ended", async (t) => {
  const controller = new AbortController();
  const start = setTimeout;
  t.mock.method(
    globalThis,
    "setTimeout",
    (/** @type {() => void} */ then, /** @type {number} */ ms) => {
      if (ms >= 1000) queueMicrotask(() => controller.abort()); // it waits
      return start(then, ms);
    },
  );
  const error = { code: "busy", message: "Busy.", status: 503 };
  answer = (_, response) => {
    response.writeHead(503, { "Retry-After": "60" }).end(JSON.stringify({ error }));
  };
  const put = putImage(new Blob([]), { signal: controller.signal });
  await assert.rejects(put, { name: "AbortError" });
});

test("an abort stays an abort", async () => {
  const controller = new AbortController();
  answer = () => controller.abort();
  await assert.rejects(getModel({ signal: controller.signal }), { name: "AbortError" });
});

/** What the server streams, cut anywhere. @param {string[]} parts */
const streamed = (parts) => {
  answer = async (_, response) => {
    response.writeHead(200, { "Content-Type": "application/x-ndjson" });
    for (const part of parts) {
      await new Promise((end) => response.write(part, () => setImmediate(end)));
    }
    response.end();
  };
};

/** @param {AbortSignal} [signal] @param {() => void} [came] called as events come */
async function everything(signal, came) {
  const told = [];
  for await (const events of segmentEverything(
    "id",
    { preset: "fast", candidates: true },
    { signal },
  )) {
    told.push(...events);
    came?.();
  }
  return told;
}

const SUMMARY = '{"event": "summary", "ids": [], "seconds": 1, "cached": false}\n';

test("events of everything come whole, wherever the stream is cut", async () => {
  streamed([
    '{"event": "prog',
    'ress", "done": 0, "total": 4, "seconds": 0}\n{"event"',
    `: "withdraw", "id": 3}\n${SUMMARY}`,
  ]);
  assert.deepEqual(
    (await everything()).map(({ event }) => event),
    ["progress", "withdraw", "summary"],
  );
});

test("settings of everything are posted as JSON", async () => {
  /** @type {any} */
  let seen = null;
  answer = async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    seen = [request.method, request.url, request.headers["content-type"], JSON.parse(body)];
    response.end(SUMMARY);
  };
  await everything();
  const settings = { preset: "fast", candidates: true };
  assert.deepEqual(seen, ["POST", "/api/v1/images/id/everything", "application/json", settings]);
});

test("what goes wrong with everything is told, before, within and at the end", async () => {
  const error = { code: "busy", message: "Busy.", status: 503 };
  reply(JSON.stringify({ error }), 503);
  await refused(everything(), "busy", 503, /Busy/);
  streamed([
    `{"event": "progress", "done": 0, "total": 4, "seconds": 0}\n${JSON.stringify({ event: "error", error })}\n`,
  ]);
  await refused(everything(), "busy", 503, /Busy/);
  streamed(['{"event": "progress", "done": 0, "total": 4, "seconds": 0}\n']);
  await refused(everything(), "unreadable", 200, /broke off/);
});

test("aborting everything is an abort", async () => {
  const controller = new AbortController();
  answer = (_, response) => {
    response.writeHead(200);
    response.write('{"event": "progress", "done": 0, "total": 4, "seconds": 0}\n');
  };
  const aborted = everything(controller.signal, () => controller.abort());
  await assert.rejects(aborted, { name: "AbortError" });
});

test("the decoder that finds everything is reported before the first mask", async () => {
  reply(SUMMARY, 200, { "Decoder-Fingerprint": "d".repeat(64) });
  /** @type {unknown[]} */
  const heard = [];
  const settings = { preset: /** @type {const} */ ("fast"), candidates: true };
  const onDecoder = (/** @type {string | null} */ fingerprint) => heard.push(fingerprint);
  for await (const events of segmentEverything("id", settings, { onDecoder })) heard.push(events);
  assert.deepEqual(heard[0], "d".repeat(64));
  assert.equal(heard.length, 2);
});

test("which decoder is in force is asked in a file of the server's, not in its interface", async () => {
  /** @type {(string | undefined)[]} */
  const asked = [];
  answer = ({ url }, response) => {
    asked.push(url);
    response.end('{"decoder_fingerprint": "abc"}');
  };
  assert.equal(await getDecoderInForce(), "abc");
  assert.deepEqual(asked, ["/static/models/current.json"]);
});
