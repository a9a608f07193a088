/**
 * Requests, and what becomes of their answers: a refusal, a silence and an answer that cannot be read
 * are {@link ApiError}s.
 */

/** How long a busy server is asked again before its refusal is shown, in milliseconds. */
const PATIENCE = 120_000;

/** What the server refused, or that it could not be reached. */
export class ApiError extends Error {
  name = "ApiError";

  /**
   * @param {string} code the envelope's code; "unreachable" or "unreadable" for answers that have none
   * @param {string} message one sentence to show
   * @param {number} status HTTP status; 0 when there was no answer
   */
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * @param {string} url
 * @param {AbortSignal | undefined} signal
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
export async function getJson(url, signal, headers) {
  const response = await request(url, { signal, ...(headers && { headers }) });
  return read(response, () => response.json());
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>} an answer with a 2xx status
 */
export async function request(url, init) {
  const response = await answered(() => fetch(url, init));
  if (!response.ok) throw await refusal(response);
  return response;
}

/**
 * Like {@link request}, but a server that is busy is asked again when it says so.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>}
 */
export async function patiently(url, init) {
  for (let waited = 0; ; ) {
    const response = await answered(() => fetch(url, init));
    if (response.ok) return response;
    const pause = pauseOf(response);
    if (pause === null || waited + pause > PATIENCE) throw await refusal(response);
    waited += pause;
    await sleep(pause, init.signal);
  }
}

/**
 * How long to wait before asking again, in milliseconds; null where that is of no use. Pages that
 * were turned away together do not come back together.
 *
 * @param {Response} response
 */
function pauseOf(response) {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const busy = response.status === 503 || response.status === 429;
  return busy && seconds >= 0 ? seconds * 1000 * (1 + Math.random() / 4) : null;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal | null | undefined} signal ends it at once, with the signal's reason
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
  });
}

/**
 * The body of a good answer; one that breaks off or does not parse says so.
 *
 * @template T
 * @param {Response} response
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export function read(response, body) {
  return answered(async () => {
    try {
      return await body();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new ApiError(
        "unreadable",
        `The server's answer to ${new URL(response.url).pathname} is not JSON.`,
        response.status,
      );
    }
  });
}

/**
 * @template T
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function answered(action) {
  try {
    return await action();
  } catch (error) {
    // fetch reports every network failure as a bare TypeError.
    if (!(error instanceof TypeError)) throw error;
    throw new ApiError(
      "unreachable",
      "The server does not answer. Check that it is still running, then try again.",
      0,
    );
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function refusal(response) {
  try {
    const { error } = await response.json();
    return new ApiError(error.code, error.message, error.status);
  } catch {
    // The HTTP library, or a proxy in between, answers in its own words.
    if (response.status === 413) {
      return new ApiError("image_too_large", "The file is larger than the server takes.", 413);
    }
    return new ApiError(
      "unreadable",
      `The server answered with status ${response.status} and no explanation.`,
      response.status,
    );
  }
}
