/**
 * Which embedding the decoder has, and which one it is being given: there is room for one. Whoever
 * needs one waits for it here, and is superseded where another is given meanwhile.
 *
 * @import { Embedding } from "../server/embedding.js"
 * @import { DecoderClient } from "./client.js"
 *
 * @typedef {ReturnType<typeof createPlacing>} Placing
 */

import { Superseded } from "./errors.js";

/**
 * @param {Pick<DecoderClient, "setEmbedding">} decoder
 * @param {(key: number, embedding: Embedding) => void} placed called when it has one
 */
export function createPlacing(decoder, placed) {
  /** @type {Embedding | null} */
  let has = null;
  /** @type {{ embedding: Embedding, done: Promise<void> } | null} */
  let giving = null;

  const latest = () => giving?.embedding ?? has;

  /**
   * @param {number} key of its picture
   * @param {Embedding} embedding
   */
  const begin = (key, embedding) => {
    const work = async () => {
      try {
        await decoder.setEmbedding(embedding);
      } catch (error) {
        if (giving === own) giving = null;
        throw error;
      }
      if (giving !== own) return;
      giving = null;
      has = embedding;
      placed(key, embedding);
    };
    const own = { embedding, done: work() };
    has = null;
    giving = own;
  };

  return {
    /** @returns {Embedding | null} what the decoder has, or will have */
    latest,

    /** The decoder has none any more. */
    forget() {
      has = null;
      giving = null;
    },

    /**
     * @param {number} key of its picture
     * @param {Embedding} embedding that the decoder is to have
     * @throws {Superseded} it has been given another one meanwhile
     */
    async give(key, embedding) {
      if (latest() !== embedding) begin(key, embedding);
      if (giving !== null) await giving.done;
      if (latest() !== embedding) throw new Superseded();
    },
  };
}
