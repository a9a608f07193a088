/**
 * What can go wrong while decoding. Every message is a sentence that can be shown.
 *
 *   DecoderError
 *   |- Superseded            a newer request took this one's place: nothing to show
 *   |- FingerprintMismatch   the embedding was made by another image encoder than the decoder's
 *   `- DecoderLost           the worker stopped; the next request starts a new one
 *      `- DecoderFailed      what it runs failed (out of memory, say) and is of no more use
 */

export class DecoderError extends Error {
  name = "DecoderError";
}

export class Superseded extends DecoderError {
  name = "Superseded";
  constructor() {
    super("A newer request took this one's place.");
  }
}

export class FingerprintMismatch extends DecoderError {
  name = "FingerprintMismatch";
}

export class DecoderLost extends DecoderError {
  name = "DecoderLost";
}

export class DecoderFailed extends DecoderLost {
  name = "DecoderFailed";
}
