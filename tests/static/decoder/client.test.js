import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { DecoderClient } from "../../../static/js/decoder/client.js";
import {
  DecoderError,
  DecoderFailed,
  DecoderLost,
  FingerprintMismatch,
  Superseded,
} from "../../../static/js/decoder/errors.js";
import { EMBEDDING, MODEL, notingActions, pointAt, SIZE } from "./fixtures.js";
import { localWorker } from "./local_worker.js";

/** @type {string[]} what the workers were asked */
let asked;
/** @type {ReturnType<typeof localWorker>[]} the workers that were started */
let workers;
/** @type {ReturnType<typeof notingActions>} */
let actions;
/** @type {import("../../../static/js/decoder/protocol.js").Loaded[]} */
let restored;
/** @type {DecoderClient} */
let client;

beforeEach(() => {
  asked = [];
  workers = [];
  restored = [];
  actions = notingActions(asked);
  client = new DecoderClient(
    () => {
      const worker = localWorker(actions);
      workers.push(worker);
      return worker;
    },
    (loaded) => restored.push(loaded),
  );
});

async function openPicture() {
  await client.load(MODEL);
  await client.setEmbedding(EMBEDDING);
  asked.length = 0;
}

/** Holds the decodes back until each is let go. @returns {() => void} lets the next one go */
function holdDecodes() {
  const { decode } = actions;
  /** @type {(() => void)[]} */
  const held = [];
  actions.decode = async (decoding) => {
    await new Promise((resolve) => held.push(() => resolve(null)));
    return decode(decoding);
  };
  return () => held.shift()?.();
}

/**
 * Makes the next requests fail, one by each error.
 *
 * @param {keyof typeof actions} action
 * @param {...Error} errors
 */
function fail(action, ...errors) {
  /** @type {any} */
  const acting = actions;
  const answer = acting[action];
  acting[action] = async (/** @type {unknown} */ argument) => {
    const error = errors.shift();
    if (error) throw error;
    return answer(argument);
  };
}

/** Far more turns than a request and its answer take, however slow the machine is. */
async function settled() {
  for (let turn = 0; turn < 50; turn++) await new Promise((end) => setImmediate(end));
}

test("a decode answers with candidates, the best one's mask and what to draw others from", async () => {
  await openPicture();
  const result = await client.decode(pointAt(0), { width: 30, height: 20 });
  assert.deepEqual(result.candidates, [
    { token: 2, iou: 0.75 },
    { token: 1, iou: 0.5 },
    { token: 3, iou: 0.25 },
  ]);
  const { token, width, height, area, box } = result.mask;
  assert.deepEqual({ token, width, height, area }, { token: 2, width: 30, height: 20, area: 600 });
  assert.deepEqual(box, { x0: 0, y0: 0, x1: 30, y1: 20 });
  assert.equal(result.source.logits.length, 4 * 256);
});

test("other tokens are drawn from the last decode, or from the one that is meant", async () => {
  await openPicture();
  await assert.rejects(client.render({ token: 3 }, SIZE), /no mask to draw/);
  const { source } = await client.decode(pointAt(0), SIZE);
  assert.equal((await client.render({ token: 3 }, SIZE)).area, 2400);
  const empty = await client.render({ token: 1 }, SIZE);
  assert.deepEqual([empty.token, empty.area, empty.box], [1, 0, null]);
  const earlier = { ...source, logits: source.logits.map((logit) => -logit) };
  assert.equal((await client.render({ token: 1, source: earlier }, SIZE)).area, 2400);
  assert.equal(await (await client.png({ token: 2 }, SIZE)).text(), "png");
  // One token's logits travel, not all four.
  assert.deepEqual(asked.slice(1), ["render 256", "render 256", "render 256", "png 256 60x40"]);
  assert.equal(source.logits.length, 4 * 256);
});

test("the latest waiting decode wins, and the running one still answers", async () => {
  await openPicture();
  const release = holdDecodes();
  const decodes = [1, 2, 3, 4].map((x) => client.decode(pointAt(x), SIZE));
  const outcomes = Promise.allSettled(decodes);
  await settled();
  release();
  await settled();
  release();
  const [first, second, third, last] = await outcomes;
  assert.equal(first.status === "fulfilled" && first.value.iouPredictions[0], 1);
  assert.ok(second.status === "rejected" && second.reason instanceof Superseded);
  assert.ok(third.status === "rejected" && third.reason instanceof Superseded);
  assert.equal(last.status === "fulfilled" && last.value.iouPredictions[0], 4);
  assert.deepEqual(asked, ["decode 1", "decode 4"]);
});

test("a decode that yields never takes the place of one that does not, and gives up its own", async () => {
  await openPicture();
  const release = holdDecodes();
  let guess = true;
  const yields = () => guess;
  const running = client.decode(pointAt(1), SIZE, { yields });
  const outcomes = Promise.allSettled([
    client.decode(pointAt(2), SIZE, { yields }),
    client.decode(pointAt(3), SIZE),
    client.decode(pointAt(4), SIZE, { yields }),
  ]);
  await settled();
  release();
  await running;
  await settled();
  release();
  const states = (await outcomes).map((outcome) =>
    outcome.status === "fulfilled" ? outcome.value.iouPredictions[0] : outcome.reason.name,
  );
  assert.deepEqual(states, ["Superseded", 3, "Superseded"]);
  assert.deepEqual(asked, ["decode 1", "decode 3"]);

  // One that is clicked while it waits stops yielding.
  const first = client.decode(pointAt(5), SIZE);
  const clicked = client.decode(pointAt(6), SIZE, { yields });
  guess = false;
  const late = client.decode(pointAt(7), SIZE, { yields: () => true });
  await assert.rejects(late, Superseded);
  await settled();
  release();
  await first;
  await settled();
  release();
  assert.equal((await clicked).iouPredictions[0], 6);
});

test("an aborted decode is never run when it waited, and never shown when it ran", async () => {
  await openPicture();
  const release = holdDecodes();
  const [running, waiting] = [new AbortController(), new AbortController()];
  const outcomes = Promise.allSettled([
    client.decode(pointAt(1), SIZE, { signal: running.signal }),
    client.decode(pointAt(2), SIZE, { signal: waiting.signal }),
    client.decode(pointAt(3), SIZE, { signal: AbortSignal.abort() }),
  ]);
  await settled();
  running.abort();
  waiting.abort();
  for (const outcome of await outcomes) {
    assert.equal(outcome.status === "rejected" && outcome.reason.name, "AbortError");
  }
  release();
  await settled();
  assert.deepEqual(asked, ["decode 1"]);
  await assert.rejects(client.render({ token: 2 }, SIZE), /no mask to draw/);
});

test("a new picture supersedes the decodes of the one before", async () => {
  await openPicture();
  const release = holdDecodes();
  const outcomes = Promise.allSettled([
    client.decode(pointAt(1), SIZE),
    client.decode(pointAt(2), SIZE),
  ]);
  await settled();
  const prepared = client.setEmbedding({ ...EMBEDDING, imageWidth: 61 });
  for (const outcome of await outcomes) {
    assert.ok(outcome.status === "rejected" && outcome.reason instanceof Superseded);
  }
  release();
  await prepared;
  const next = client.decode(pointAt(5), SIZE);
  await settled();
  release();
  assert.equal((await next).iouPredictions[0], 5);
  assert.deepEqual(asked, ["decode 1", "setEmbedding 61", "decode 5"]);
});

test("logits to refine travel alone, even when they are a view", async () => {
  await openPicture();
  const { source } = await client.decode(pointAt(1), SIZE);
  await client.decode(pointAt(2), SIZE, { maskInput: source.logits.subarray(0, 256) });
  assert.deepEqual(asked, ["decode 1", "decode 2 refining 256"]);
  assert.equal(source.logits.length, 4 * 256);
});

test("a mismatch of fingerprints comes back as itself", async () => {
  await client.load(MODEL);
  actions.setEmbedding = async () => {
    throw new FingerprintMismatch("Another encoder.");
  };
  await assert.rejects(client.setEmbedding(EMBEDDING), (error) => {
    return error instanceof FingerprintMismatch && error.message === "Another encoder.";
  });
});

test("a decoder that fails is replaced by the plain one, which answers instead", async () => {
  await openPicture();
  fail("decode", new TypeError("the sky fell"));
  const decode = client.decode(pointAt(2), SIZE);
  await settled();
  assert.equal((await decode).iouPredictions[0], 2);
  assert.equal(workers.length, 2);
  assert.ok(workers[0].terminated);
  assert.deepEqual(asked, ["load plain tiny", "setEmbedding 60", "decode 2"]);
  const why = { name: "failure", failure: "The mask decoder failed (the sky fell)." };
  assert.deepEqual(restored, [{ threads: 1, why, plain: true, milliseconds: 1 }]);
  // From now on it is the one that runs.
  await client.decode(pointAt(3), SIZE);
  assert.equal(workers.length, 2);
});

for (const action of /** @type {const} */ (["load", "setEmbedding"])) {
  test(`the plain decoder takes over where ${action} fails`, async () => {
    fail(action, new Error("Aborted(OOM)"));
    const loaded = await client.load(MODEL);
    await client.setEmbedding(EMBEDDING);
    assert.equal((await client.decode(pointAt(2), SIZE)).iouPredictions[0], 2);
    assert.deepEqual(asked.slice(-3), ["load plain tiny", "setEmbedding 60", "decode 2"]);
    const [{ plain, why }] = [...restored, loaded];
    assert.ok(plain);
    assert.deepEqual(why, { name: "failure", failure: "The mask decoder failed (out of memory)." });
  });
}

test("a plain decoder that fails too is told, and loading the model starts anew", async () => {
  await openPicture();
  fail("decode", new Error("one"), new Error("two"));
  await assert.rejects(client.decode(pointAt(1), SIZE), (error) => {
    assert.ok(error instanceof DecoderFailed);
    assert.equal(error.message, "The mask decoder failed (two).");
    return true;
  });
  assert.equal((await client.decode(pointAt(2), SIZE)).iouPredictions[0], 2);
  assert.deepEqual(asked.slice(-3), ["load plain tiny", "setEmbedding 60", "decode 2"]);
  assert.equal((await client.load(MODEL)).plain, false);
});

test("a refused request is no failure of the decoder", async () => {
  await openPicture();
  fail("decode", new RangeError("A prompt needs a point."));
  await assert.rejects(client.decode(pointAt(1), SIZE), /needs a point/);
  assert.equal(workers.length, 1);
});

test("a drawing that fails is drawn by a new worker, with the same decoder", async () => {
  await openPicture();
  const { source } = await client.decode(pointAt(1), SIZE);
  fail("png", new RangeError("Array buffer allocation failed"));
  assert.equal(await (await client.png({ token: 2, source }, SIZE)).text(), "png");
  assert.deepEqual(restored, [{ threads: 2, why: null, plain: false, milliseconds: 1 }]);
});

test("a worker lost while it decodes is replaced, and the decode answered by the new one", async () => {
  await openPicture();
  const release = holdDecodes();
  const decodes = [client.decode(pointAt(1), SIZE), client.decode(pointAt(2), SIZE)];
  await settled();
  workers[0].crash("out of memory");
  await settled();
  release();
  release();
  await settled();
  release();
  const [running, waiting] = await Promise.all(decodes);
  assert.deepEqual([running.iouPredictions[0], waiting.iouPredictions[0]], [1, 2]);
  assert.ok(workers[0].terminated);
  assert.equal(workers.length, 2);
  assert.deepEqual(asked.slice(0, 2), ["load tiny", "setEmbedding 60"]);
  assert.equal(restored[0].plain, false);
});

test("a decode whose worker is lost twice in a row is told, and the plain one tries next", async () => {
  await openPicture();
  holdDecodes();
  const lost = client.decode(pointAt(1), SIZE);
  const outcome = assert.rejects(lost, (error) => {
    assert.ok(error instanceof DecoderLost);
    assert.equal(error.message, "The mask decoder stopped unexpectedly (out of memory).");
    return true;
  });
  for (const index of [0, 1]) {
    await settled();
    workers[index].crash("out of memory");
  }
  await outcome;
  actions = notingActions(asked);
  asked.length = 0;
  assert.equal((await client.decode(pointAt(2), SIZE)).iouPredictions[0], 2);
  assert.deepEqual(asked, ["load plain tiny", "setEmbedding 60", "decode 2"]);
});

test("a worker lost while it idles is replaced by the next request", async () => {
  await openPicture();
  workers[0].crash();
  assert.equal((await client.decode(pointAt(2), SIZE)).iouPredictions[0], 2);
  assert.deepEqual(asked, ["load tiny", "setEmbedding 60", "decode 2"]);
});

test("a worker that cannot be started is told at once, and tried again by the next request", async () => {
  const loading = client.load(MODEL);
  workers[0].crash();
  await assert.rejects(loading, /could not be started/);
  assert.equal(workers.length, 1);
  assert.equal((await client.load(MODEL)).plain, false);
});

test("a restart that fails is tried again by the request after", async () => {
  await openPicture();
  workers[0].crash();
  actions = notingActions(asked);
  const { load } = actions;
  actions.load = async () => {
    throw new DecoderError("The server does not answer.");
  };
  await assert.rejects(client.decode(pointAt(1), SIZE), /does not answer/);
  actions.load = load;
  assert.equal((await client.decode(pointAt(2), SIZE)).iouPredictions[0], 2);
  assert.deepEqual(asked, ["load tiny", "setEmbedding 60", "decode 2"]);
});

test("a disposed client has stopped its worker", async () => {
  await openPicture();
  holdDecodes();
  const decode = client.decode(pointAt(1), SIZE);
  client.dispose();
  await assert.rejects(decode, Superseded);
  assert.ok(workers[0].terminated);
});

/** Another decoder of the same encoder. */
const TUNED = { ...MODEL, kind: "tuned", decoder_fingerprint: "f".repeat(64) };

test("changing over, what was asked before is answered by the old decoder, what comes by the new", async () => {
  await openPicture();
  const release = holdDecodes();
  const before = client.decode(pointAt(1), SIZE);
  await settled();
  const changed = client.changeOver(TUNED);
  const after = client.decode(pointAt(2), SIZE);
  await settled();
  assert.deepEqual(asked, []); // the old one is still at work
  release();
  assert.equal((await before).source.decoder, MODEL.decoder_fingerprint);
  await changed;
  await settled();
  release();
  assert.equal((await after).source.decoder, TUNED.decoder_fingerprint);
  assert.deepEqual(asked, ["decode 1", "load tuned", "setEmbedding 60", "decode 2"]);
  assert.equal(workers.length, 1);
});

test("a picture that comes while a decoder is changed is the one in place after it", async () => {
  await openPicture();
  const placed = client.setEmbedding({ ...EMBEDDING, imageWidth: 30 });
  await Promise.all([client.changeOver(TUNED), placed]);
  assert.deepEqual(asked, ["setEmbedding 30", "load tuned", "setEmbedding 30"]);
  asked.length = 0;
  await Promise.all([
    client.changeOver(MODEL),
    client.setEmbedding({ ...EMBEDDING, imageWidth: 20 }),
  ]);
  assert.equal(asked.at(-1), "setEmbedding 20");
});

test("a picture is prepared under the name that it has when it is put in place", async () => {
  await openPicture();
  /** @type {number[]} */
  const names = [];
  const { setEmbedding } = actions;
  actions.setEmbedding = (named) => {
    names.push(named.name);
    return setEmbedding(named);
  };
  const next = { ...EMBEDDING, imageWidth: 30 };
  await client.prepareAhead(next);
  assert.deepEqual(asked, ["prepareAhead 30 as 2"]);
  await client.decode(pointAt(1), SIZE);
  await client.setEmbedding(next);
  await client.setEmbedding({ ...next });
  assert.deepEqual(names, [2, 3]);
});

test("a decoder is changed before there is a picture, too", async () => {
  await client.load(MODEL);
  await client.changeOver(TUNED);
  assert.deepEqual(asked, ["load tiny", "load tuned"]);
});

test("a decoder that cannot be had leaves the old one in use, for a new worker as well", async () => {
  await openPicture();
  fail("load", new DecoderError("The server answered 404."));
  await assert.rejects(client.changeOver(TUNED), /404/);
  assert.equal((await client.decode(pointAt(1), SIZE)).source.decoder, MODEL.decoder_fingerprint);
  workers[0].crash();
  await client.decode(pointAt(2), SIZE);
  assert.deepEqual(asked.slice(-3), ["load tiny", "setEmbedding 60", "decode 2"]);
});

test("a worker that is lost later gets the decoder that was changed over to", async () => {
  await openPicture();
  await client.changeOver(TUNED);
  workers[0].crash();
  await client.decode(pointAt(3), SIZE);
  assert.deepEqual(asked.slice(-3), ["load tuned", "setEmbedding 60", "decode 3"]);
});

test("a worker that is lost while it changes over is replaced, and changes over", async () => {
  await openPicture();
  fail("load", new DecoderLost("The mask decoder stopped unexpectedly."));
  await client.changeOver(TUNED);
  const { source } = await client.decode(pointAt(4), SIZE);
  assert.equal(source.decoder, TUNED.decoder_fingerprint);
  assert.equal(workers.length, 2);
});
