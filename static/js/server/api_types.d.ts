// Made by `python -m schemas` of server/openapi.json.
export interface paths {
  "/api/v1/images": {
    /**
     * Put a picture in
     * @description Send the file as the request's body, with any `Content-Type`, or as the field `file` of a multipart form. JPEG, PNG, WebP, GIF (first frame), TIFF (first or largest page), BMP, HEIC and AVIF are read, of 1 to 64 bits per sample, grey, palette, RGB or CMYK; what they are is judged by their bytes. Orientation is applied, transparency is composited on white, and pictures of more than 8 bits are stretched from the 0.1 and 99.9 percentiles of their values to 0 and 255, where values that stand for no data do not count. `notes` says in sentences what was done.
     */
    post: operations["putImage"];
  };
  "/api/v1/images/{image_id}": {
    /**
     * Ask about a picture
     * @description The same answer as when it was put in.
     */
    get: operations["getImage"];
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
  };
  "/api/v1/images/{image_id}/preview": {
    /**
     * See a picture as the model sees it
     * @description The upright picture in 8-bit RGB, as PNG. Every picture has one; `preview` in the picture's description is null where a browser that is given the file itself shows the same pixels.
     */
    get: operations["getPreview"];
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
  };
  "/api/v1/images/{image_id}/embedding": {
    /**
     * Get a picture's embedding
     * @description What the image encoder makes of the picture, as raw little-endian numbers in C order; the headers say which. The answer comes when the picture is encoded, which takes from a second to minutes, by model and machine. Each picture is encoded once, even when it is asked for twice at the same time.
     *
     * A decoder understands the embeddings of one image encoder only: compare `Encoder-Fingerprint` with `encoder_fingerprint` of the model. An `ETag` stays valid as long as picture and encoder stay the same.
     */
    get: operations["getEmbedding"];
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
  };
  "/api/v1/images/{image_id}/everything": {
    /**
     * Segment everything
     * @description Finds a mask for every object of the picture, and tells of each as soon as it passes the filters. The answer is a stream: each line is a JSON object, an event, and leaves at once, uncompressed. The survivors that the summary names, each as it was told last, are the records that `sam.SamAutomaticMaskGenerator` gives for the same settings.
     *
     * The answer is the job: closing the connection cancels it, at the latest after one batch of points. Requests for embeddings go before its batches, and at most `--max-jobs` run at once; as many again wait in line, where they are told that nothing is done yet; further ones are answered `503`. Where several may run, one client leaves a place to the others. Who asks for what a running job is finding already is told how far that one is, and then its result; the same picture and settings asked for again are answered at once, with the result's masks only. A client that takes nothing of what waits for it for a minute is disconnected (on Linux, and behind the proxy).
     *
     * A picture in which nothing is found has an empty summary. A failure after the stream has begun is an `error` event, its last line, with one of the codes below, or `stopping` where the server is being stopped.
     */
    post: operations["segmentEverything"];
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
  };
  "/api/v1/annotations": {
    /**
     * Read a file of annotations for a picture
     * @description Send a file as the request's body, or several as fields `file` of a multipart form; a ZIP is unpacked. annotations.json, COCO JSON (also results and panoptic), SA-1B JSON, and the files of LabelMe, Label Studio, VIA, Pascal VOC, CVAT, YOLO and GeoJSON are read; which one it is is judged by its content. The answer is our own records, with a report of what was left out. The picture need not be on the server; nothing is kept.
     */
    post: operations["readAnnotations"];
  };
  "/api/v1/gallery": {
    /**
     * List the gallery
     * @description Photographs that come with scikit-image. To segment one, fetch its file and put it in like any other picture.
     */
    get: operations["listGallery"];
  };
  "/api/v1/gallery/{name}": {
    /**
     * Get a photograph
     * @description The file as scikit-image ships it, PNG or JPEG.
     */
    get: operations["getPhotograph"];
    parameters: {
      path: {
        /**
         * @description The photograph's name in the gallery.
         * @example coffee
         */
        name: string;
      };
    };
  };
  "/api/v1/gallery/{name}/thumbnail": {
    /**
     * Get a photograph's thumbnail
     * @description A JPEG, its longest side at most 480 pixels.
     */
    get: operations["getThumbnail"];
    parameters: {
      path: {
        /**
         * @description The photograph's name in the gallery.
         * @example coffee
         */
        name: string;
      };
    };
  };
  "/api/v1/model": {
    /**
     * Describe the model
     * @description What the exporter wrote, and where the decoder's graphs are. `prepare` runs once for an image and turns its embedding into tensors; `mask` makes of a mask input what takes the place of one of them, `mask_rows`; `decode` takes them with a prompt and returns mask logits of 256 x 256 for all four mask tokens, with the predicted IoU of each. What one graph returns is fed to the next under the same names (that of `mask` without `corrected_`). `plain` is the whole decoder in one graph, slower, for where those three fail: its `has_mask_input` is 1 where `mask_input` counts, else 0. All tensors are float32; the caller enlarges the mask it wants.
     */
    get: operations["getModel"];
  };
  "/api/v1/health": {
    /**
     * Check that it runs
     * @description Answers as soon as the model is loaded, without asking the model anything.
     */
    get: operations["getHealth"];
  };
  "/api/v1/openapi.json": {
    /**
     * Get this description
     * @description The OpenAPI 3.1 file that this document is made from.
     */
    get: operations["getOpenApi"];
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    /** @description What files have for a picture. */
    Annotations: {
      /** @description Of the files, as `labelme`. */
      kind: string;
      /** @description Records of version 1, as `docs/annotations.md` describes them. */
      annotations: Record<string, never>[];
      /** @description Objects that are only boxes. */
      boxes: components["schemas"]["OfferedBox"][];
      /** @description What was left out, and why. */
      skipped: components["schemas"]["Skipped"][];
      /** @description Sentences on what was read otherwise than it stands there. */
      notes: string[];
      /** @description Where something has to be chosen first; then all lists are empty. */
      choices: components["schemas"]["Choices"] | null;
    };
    /** @description What there is to choose from before a file can be read. */
    Choices: {
      /** @description One sentence. */
      message: string;
      /** @description One of them is to be sent as `picture`. */
      pictures: string[];
      /** @description One of them is to be sent as `turn`. */
      turns: number[];
    };
    /** @description What an embedding looks like. */
    EmbeddingShape: {
      shape: number[];
    };
    /** @description The body of every error. */
    Error: {
      error: components["schemas"]["ErrorDetail"];
    };
    /** @description What went wrong. */
    ErrorDetail: {
      /** @description For programs; does not change. */
      code: string;
      /** @description For people; one sentence. */
      message: string;
      /** @description The HTTP status again. */
      status: number;
    };
    /** @description The end, without a result. */
    ErrorEvent: {
      /** @constant */
      event: "error";
      error: components["schemas"]["ErrorDetail"];
    };
    /** @description One line of the stream. */
    Event: components["schemas"]["ProgressEvent"] | components["schemas"]["MaskEvent"] | components["schemas"]["WithdrawEvent"] | components["schemas"]["SummaryEvent"] | components["schemas"]["ErrorEvent"];
    /** @description All may be left out. The defaults are those of the preset `default`. */
    EverythingRequest: {
      /**
       * @description Where all other settings start from: `default` (the published defaults), `demo` (for people who look: lower thresholds, one crop layer, small regions cleaned), `paper` (as the SA-1B data was made: two crop layers) or `fast` (an adaptive grid).
       * @default default
       * @enum {string}
       */
      preset?: "default" | "demo" | "paper" | "fast";
      /**
       * @description Keep what a page that filters by itself may want to show: overlapping masks too, down to a predicted IoU of 0.70 and a stability score of 0.80.
       * @default false
       */
      candidates?: boolean;
      /**
       * @description Points of the regular grid, across and down.
       * @default 32
       */
      points_per_side?: number | null;
      /**
       * @description Points decoded between two chances to stop, at most; the result does not depend on it.
       * @default 64
       */
      points_per_batch?: number;
      /**
       * @description Masks must have a predicted IoU above this.
       * @default 0.88
       */
      pred_iou_thresh?: number;
      /**
       * @description Masks must have at least this stability score.
       * @default 0.95
       */
      stability_score_thresh?: number;
      /**
       * @description How far the threshold is moved for the stability score.
       * @default 1
       */
      stability_score_offset?: number;
      /**
       * @description Of two masks whose boxes have an IoU above this, the one with the better predicted IoU stays.
       * @default 0.7
       */
      box_nms_thresh?: number;
      /**
       * @description Layer i adds 2^i x 2^i crops, each encoded by itself.
       * @default 0
       */
      crop_n_layers?: number;
      /**
       * @description As `box_nms_thresh`, between crops; the smaller crop's mask stays.
       * @default 0.7
       */
      crop_nms_thresh?: number;
      /**
       * @description By how much crops overlap in the first layer, as a share of the picture's shorter side; halved with each layer.
       * @default 0.3413333333333333
       */
      crop_overlap_ratio?: number;
      /**
       * @description The grid of layer i has `points_per_side` / factor^i points a side.
       * @default 1
       */
      crop_n_points_downscale_factor?: number;
      /**
       * @description Instead of `points_per_side`: for the picture and for each crop layer a list of points, x and y as shares of width and height.
       * @default null
       */
      point_grids?: [number, number][][] | null;
      /**
       * @description Holes and islands of fewer pixels are filled and dropped; 0 leaves all.
       * @default 0
       */
      min_mask_region_area?: number;
      /**
       * @description Masks that cover more than this share of the picture are dropped.
       * @default 1
       */
      max_mask_share?: number;
      /**
       * @description Leave out points of the grid that look, in the embedding, like another one nearby.
       * @default false
       */
      adaptive?: boolean;
      /**
       * @description Whether of overlapping masks only the best stay.
       * @default true
       */
      suppress?: boolean;
    };
    /** @description Photographs that come with the product. */
    Gallery: {
      /** @description In the order they are shown. */
      images: components["schemas"]["Photograph"][];
    };
    /** @description A prompt whose answer is known, which the page tests itself with; embedding and mask input are given by a formula (`static/js/decoder/golden.js`). */
    GoldenCase: {
      /** @description Of the made-up picture, pixels. */
      width: number;
      height: number;
      /** @description X, Y and label each, in the image frame. */
      points: ([number, number, 0 | 1])[];
      /** @description XYXY in the image frame. */
      box: [number, number, number, number];
      /** @description Of the mask input: half of it lies below zero, half above. */
      mask_range: number;
      /** @description Every so manieth row and column of the logits is given. */
      step: number;
      /** @description The predicted IoU of each mask token. */
      iou_predictions: number[];
      /** @description Some logits of each mask token, row by row. */
      logits: number[][];
    };
    /** @description An ONNX file. */
    Graph: {
      file: string;
      sha256: string;
      bytes: number;
      /** @default 0 */
      opset?: number;
      inputs: components["schemas"]["Tensor"][];
      outputs: components["schemas"]["Tensor"][];
    };
    /** @description Where the graphs are. */
    GraphUrls: {
      prepare: string;
      mask: string;
      decode: string;
      plain: string;
    };
    /** @description The ONNX files of the decoder. */
    Graphs: {
      prepare: components["schemas"]["Graph"];
      mask: components["schemas"]["Graph"];
      decode: components["schemas"]["Graph"];
      plain: components["schemas"]["Graph"];
    };
    /** @description That it runs, and what. */
    Health: {
      /** @constant */
      status: "ok";
      /** @description Of Segment Studio. */
      version: string;
      model: components["schemas"]["LoadedModel"];
      limits: components["schemas"]["Limits"];
    };
    /** @description A picture that the server holds. */
    Image: {
      /** @description SHA-256 of its file, 64 hexadecimal digits. */
      id: string;
      /** @description Pixels of the upright picture. */
      width: number;
      /** @description Pixels of the upright picture. */
      height: number;
      /**
       * @description What the file is, by its bytes.
       * @enum {string}
       */
      format: "JPEG" | "PNG" | "WEBP" | "GIF" | "TIFF" | "BMP" | "HEIC" | "AVIF";
      /** @description Where to see the pixels the model sees, when a browser that is given the file could show others (TIFF, more than 8 bits, CMYK, transparency, animation, ...); else null. */
      preview: string | null;
      /** @description Where its embedding is. */
      embedding: string;
      /** @description Sentences about what reading did to the picture. */
      notes: string[];
    };
    /** @description How large a picture may be. */
    Limits: {
      /** @description Largest picture file accepted. */
      max_bytes: number;
      /** @description Most pixels accepted. */
      max_pixels: number;
    };
    /** @description What is loaded. */
    LoadedModel: {
      kind: string;
      image_size: number;
      precision: string;
      device: string;
      /** @description Hash over the names, shapes and values of a network's parameters. */
      encoder_fingerprint: string;
    };
    /** @description A mask passes the filters and is, so far, among the survivors. One that was withdrawn can come back. */
    MaskEvent: {
      /** @constant */
      event: "mask";
      /** @description Names the mask within this answer. */
      id: number;
      segmentation: components["schemas"]["Rle"];
      /** @description Its pixels. */
      area: number;
      /** @description x, y, width and height, from its first to its last pixel. */
      bbox: [number, number, number, number];
      /** @description The model's own estimate of the mask's IoU. */
      predicted_iou: number;
      /** @description The point it was found with, in pixels. */
      point_coords: [[number, number]];
      /** @description IoU of the mask with itself when the threshold is moved up and down. */
      stability_score: number;
      /** @description x, y, width and height of the crop it was found in. */
      crop_box: [number, number, number, number];
    };
    /** @description The decoder's manifest and where its graphs are. */
    Model: {
      /** @description Version of the exporter's manifest. */
      format: number;
      /** @description vit_t, vit_b, vit_l or vit_h. */
      kind: string;
      /** @description Side of the model frame in pixels. */
      image_size: number;
      /** @description Logits above it are mask. */
      mask_threshold: number;
      /** @description Hash over the names, shapes and values of a network's parameters. */
      encoder_fingerprint: string;
      /** @description Hash over the names, shapes and values of a network's parameters. */
      decoder_fingerprint: string;
      /** @description What the image encoder computes in. */
      precision: string;
      /** @description Version of the way from pixels to the encoder. */
      preprocessing: number;
      embedding: components["schemas"]["EmbeddingShape"];
      golden: components["schemas"]["GoldenCase"];
      graphs: components["schemas"]["Graphs"];
      /**
       * @description The file of the decoder's weights, float16, beside the graphs; for the server.
       * @default {}
       */
      weights?: Record<string, never>;
      /**
       * @description The weights it was made from.
       * @default {}
       */
      checkpoint?: Record<string, never>;
      graph_urls: components["schemas"]["GraphUrls"];
      /** @description Folder of onnxruntime-web, which the page runs the graphs with; null where it is not installed. */
      runtime_url: string | null;
      /** @description Where the server runs the image encoder: cpu, cuda or mps. */
      device: string;
      /** @description Of Segment Studio. */
      version: string;
    };
    /** @description An object of which a file has only a bounding box: a prompt for the model. */
    OfferedBox: {
      /** @description What the file calls it. */
      id: string;
      /** @description Its class; empty for none. */
      label: string;
      /** @description x0, y0, x1, y1 in pixels of the upright picture. */
      box: number[];
    };
    /** @description One of the gallery's. */
    Photograph: {
      /** @description Its name in addresses. */
      name: string;
      /** @description What it shows. */
      title: string;
      /** @description Pixels. */
      width: number;
      /** @description Pixels. */
      height: number;
      /** @description Where its file is. */
      image: string;
      /** @description Where a small JPEG of it is. */
      thumbnail: string;
      /** @description Who made it, and its licence. */
      credit: string;
    };
    /** @description How far it is. The first comes before any work. */
    ProgressEvent: {
      /** @constant */
      event: "progress";
      /** @description Points done, or left out as explained. */
      done: number;
      /** @description Points in all. */
      total: number;
      /** @description Since the job began. */
      seconds: number;
    };
    /** @description COCO RLE, column-major: `size` is height and width, `counts` the runs as COCO's tools compress them. */
    Rle: {
      size: [number, number];
      counts: string;
    };
    /** @description An object that was left out. */
    Skipped: {
      /** @description What the file calls it. */
      id: string;
      /** @description Without subject and full stop. */
      reason: string;
    };
    /** @description The end. */
    SummaryEvent: {
      /** @constant */
      event: "summary";
      /** @description The survivors, in the order of the result; each was told last as it is. */
      ids: number[];
      /** @description That the work took. */
      seconds: number;
      /** @description Whether an earlier request had done it. */
      cached: boolean;
    };
    /** @description What a graph takes or gives. */
    Tensor: {
      name: string;
      /** @description A name stands for a side of any length. */
      shape: (number | string)[];
      dtype: string;
    };
    /** @description A mask told before is no longer among the survivors: a better one overlaps it. */
    WithdrawEvent: {
      /** @constant */
      event: "withdraw";
      /** @description The mask's. */
      id: number;
    };
  };
  responses: {
    /** @description The form has no file. */
    MissingFile: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description There is no such type of numbers. */
    InvalidDtype: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The picture is not here, or not any more. */
    ImageNotFound: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The gallery has no such picture. */
    PhotographNotFound: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The picture has too many bytes or pixels. */
    TooLarge: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The file is not a picture of an accepted kind. */
    Unsupported: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The file is a picture, but cut off or corrupt. */
    Damaged: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The embedding has numbers that float16 cannot hold. */
    TooLargeForFloat16: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Something went wrong in the server. */
    Internal: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The picture could not be encoded. */
    EncodingFailed: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Too many requests are waiting for the model. */
    Busy: {
      headers: {
        "Retry-After": components["headers"]["Retry-After"];
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request's body is no JSON object. */
    InvalidJson: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request's body is too long. */
    SettingsTooLarge: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The files have too many bytes. */
    AnnotationsTooLarge: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The picture's description is none, or the files cannot be read for it. */
    InvalidPicture: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description A setting does not exist, is out of its range or fits no other. */
    InvalidSettings: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description As many jobs as may run at once are running, or too many requests wait for the model; try again after `Retry-After` seconds. */
    JobsBusy: {
      headers: {
        "Retry-After": components["headers"]["Retry-After"];
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server needs its access token. */
    TokenRequired: {
      headers: {
        "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description A page of another site sent this. */
    CrossSite: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server does not answer to this name. */
    UnknownHost: {
      headers: {
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description This client asks for more than its share. */
    TooManyRequests: {
      headers: {
        "Retry-After": components["headers"]["Retry-After"];
        "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
        "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
        "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
        "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
        "Cache-Control": components["headers"]["Cache-Control"];
        "X-Request-Id": components["headers"]["X-Request-Id"];
        "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
        "Referrer-Policy": components["headers"]["Referrer-Policy"];
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /**
     * @description The picture's address.
     * @example /api/v1/images/ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
     */
    Location: string;
    /** @description Names this answer, for `If-None-Match`. */
    ETag: string;
    /**
     * @description Sides of the array, separated by commas.
     * @example 1,256,64,64
     */
    "Embedding-Shape": string;
    /**
     * @description Type of the numbers.
     * @example float16
     */
    "Embedding-Dtype": "float16" | "float32";
    /**
     * @description Which image encoder made it.
     * @example f099c7f127c44e425689f8f23a56f40d18f42c400859fb51cca73c951c0aff92
     */
    "Encoder-Fingerprint": string;
    /** @description Which mask decoder found the masks; another may be in force when the job ends. */
    "Decoder-Fingerprint": string;
    /**
     * @description Width and height of the upright picture in pixels.
     * @example 640x427
     */
    "Image-Size": string;
    /**
     * @description Seconds to wait.
     * @example 2
     */
    "Retry-After": number;
    /** @description Part of what lets the page use threads. */
    "Cross-Origin-Opener-Policy": "same-origin";
    /** @description Part of what lets the page use threads. */
    "Cross-Origin-Embedder-Policy": "require-corp";
    /** @description Other sites' pages cannot load this. */
    "Cross-Origin-Resource-Policy": "same-origin";
    /** @description The declared type is the type. */
    "X-Content-Type-Options": "nosniff";
    /** @description How long the answer may be kept. */
    "Cache-Control": string;
    /** @description Tells proxies to pass every event on at once. */
    "X-Accel-Buffering": "no";
    /** @description Names this request in the server's log. */
    "X-Request-Id": string;
    /** @description What a browser may do with the answer. */
    "Content-Security-Policy": string;
    /** @description Always same-origin. */
    "Referrer-Policy": "same-origin";
    /** @description How to send the access token. */
    "WWW-Authenticate": string;
  };
  pathItems: never;
}

export type $defs = Record<string, never>;

export type external = Record<string, never>;

export interface operations {

  /**
   * Put a picture in
   * @description Send the file as the request's body, with any `Content-Type`, or as the field `file` of a multipart form. JPEG, PNG, WebP, GIF (first frame), TIFF (first or largest page), BMP, HEIC and AVIF are read, of 1 to 64 bits per sample, grey, palette, RGB or CMYK; what they are is judged by their bytes. Orientation is applied, transparency is composited on white, and pictures of more than 8 bits are stretched from the 0.1 and 99.9 percentiles of their values to 0 and 255, where values that stand for no data do not count. `notes` says in sentences what was done.
   */
  putImage: {
    requestBody: {
      content: {
        "application/octet-stream": string;
        "image/*": string;
        "multipart/form-data": {
          /** @description The picture's file. */
          file: string;
        };
      };
    };
    responses: {
      /** @description The picture was here already. */
      200: {
        headers: {
          Location: components["headers"]["Location"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Image"];
        };
      };
      /** @description The picture is new here. */
      201: {
        headers: {
          Location: components["headers"]["Location"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Image"];
        };
      };
      400: components["responses"]["MissingFile"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["Unsupported"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Damaged"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * Ask about a picture
   * @description The same answer as when it was put in.
   */
  getImage: {
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
    responses: {
      /** @description The picture is here. */
      200: {
        headers: {
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Image"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["ImageNotFound"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * See a picture as the model sees it
   * @description The upright picture in 8-bit RGB, as PNG. Every picture has one; `preview` in the picture's description is null where a browser that is given the file itself shows the same pixels.
   */
  getPreview: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
    responses: {
      /** @description The picture. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "image/png": string;
        };
      };
      /** @description Not modified: the `If-None-Match` header names what would have been sent. */
      304: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: never;
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["ImageNotFound"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * Get a picture's embedding
   * @description What the image encoder makes of the picture, as raw little-endian numbers in C order; the headers say which. The answer comes when the picture is encoded, which takes from a second to minutes, by model and machine. Each picture is encoded once, even when it is asked for twice at the same time.
   *
   * A decoder understands the embeddings of one image encoder only: compare `Encoder-Fingerprint` with `encoder_fingerprint` of the model. An `ETag` stays valid as long as picture and encoder stay the same.
   */
  getEmbedding: {
    parameters: {
      query?: {
        /** @description The type of the numbers. float16 halves the transfer and changes masks hardly. */
        dtype?: "float16" | "float32";
      };
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
    responses: {
      /** @description The embedding. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Embedding-Shape": components["headers"]["Embedding-Shape"];
          "Embedding-Dtype": components["headers"]["Embedding-Dtype"];
          "Encoder-Fingerprint": components["headers"]["Encoder-Fingerprint"];
          "Image-Size": components["headers"]["Image-Size"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/octet-stream": string;
        };
      };
      /** @description Not modified: the `If-None-Match` header names what would have been sent. */
      304: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: never;
      };
      400: components["responses"]["InvalidDtype"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["ImageNotFound"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["TooLargeForFloat16"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["EncodingFailed"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * Segment everything
   * @description Finds a mask for every object of the picture, and tells of each as soon as it passes the filters. The answer is a stream: each line is a JSON object, an event, and leaves at once, uncompressed. The survivors that the summary names, each as it was told last, are the records that `sam.SamAutomaticMaskGenerator` gives for the same settings.
   *
   * The answer is the job: closing the connection cancels it, at the latest after one batch of points. Requests for embeddings go before its batches, and at most `--max-jobs` run at once; as many again wait in line, where they are told that nothing is done yet; further ones are answered `503`. Where several may run, one client leaves a place to the others. Who asks for what a running job is finding already is told how far that one is, and then its result; the same picture and settings asked for again are answered at once, with the result's masks only. A client that takes nothing of what waits for it for a minute is disconnected (on Linux, and behind the proxy).
   *
   * A picture in which nothing is found has an empty summary. A failure after the stream has begun is an `error` event, its last line, with one of the codes below, or `stopping` where the server is being stopped.
   */
  segmentEverything: {
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
    /** @description Settings by name, over those of a preset. */
    requestBody?: {
      content: {
        /**
         * @example {
         *   "preset": "demo",
         *   "points_per_side": 16
         * }
         */
        "application/json": components["schemas"]["EverythingRequest"];
      };
    };
    responses: {
      /** @description Events, one a line. */
      200: {
        headers: {
          "Decoder-Fingerprint": components["headers"]["Decoder-Fingerprint"];
          "X-Accel-Buffering": components["headers"]["X-Accel-Buffering"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/x-ndjson": components["schemas"]["Event"];
        };
      };
      400: components["responses"]["InvalidJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["ImageNotFound"];
      413: components["responses"]["SettingsTooLarge"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidSettings"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["EncodingFailed"];
      503: components["responses"]["JobsBusy"];
    };
  };
  /**
   * Read a file of annotations for a picture
   * @description Send a file as the request's body, or several as fields `file` of a multipart form; a ZIP is unpacked. annotations.json, COCO JSON (also results and panoptic), SA-1B JSON, and the files of LabelMe, Label Studio, VIA, Pascal VOC, CVAT, YOLO and GeoJSON are read; which one it is is judged by its content. The answer is our own records, with a report of what was left out. The picture need not be on the server; nothing is kept.
   */
  readAnnotations: {
    parameters: {
      query?: {
        /** @description Pixels of the upright picture. */
        width?: number;
        /** @description Pixels of the upright picture. */
        height?: number;
        /** @description The picture's, by which files about several are searched. */
        file_name?: string;
        /** @description The picture's id, for the records. */
        image_id?: string;
        /** @description Of those in `choices`: which picture of the file is meant. */
        picture?: string;
        /** @description Of those in `choices`: by how many degrees clockwise to turn the file's picture. */
        turn?: number;
      };
    };
    requestBody: {
      content: {
        "application/octet-stream": string;
        "multipart/form-data": {
          file: string[];
        };
      };
    };
    responses: {
      /** @description What the files have, or what there is to choose. */
      200: {
        headers: {
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Annotations"];
        };
      };
      400: components["responses"]["MissingFile"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      413: components["responses"]["AnnotationsTooLarge"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidPicture"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * List the gallery
   * @description Photographs that come with scikit-image. To segment one, fetch its file and put it in like any other picture.
   */
  listGallery: {
    responses: {
      /** @description The gallery. */
      200: {
        headers: {
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Gallery"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
    };
  };
  /**
   * Get a photograph
   * @description The file as scikit-image ships it, PNG or JPEG.
   */
  getPhotograph: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The photograph's name in the gallery.
         * @example coffee
         */
        name: string;
      };
    };
    responses: {
      /** @description The photograph. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "image/png": string;
          "image/jpeg": string;
        };
      };
      /** @description Not modified: the `If-None-Match` header names what would have been sent. */
      304: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: never;
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["PhotographNotFound"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
    };
  };
  /**
   * Get a photograph's thumbnail
   * @description A JPEG, its longest side at most 480 pixels.
   */
  getThumbnail: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The photograph's name in the gallery.
         * @example coffee
         */
        name: string;
      };
    };
    responses: {
      /** @description The thumbnail. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "image/jpeg": string;
        };
      };
      /** @description Not modified: the `If-None-Match` header names what would have been sent. */
      304: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: never;
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["PhotographNotFound"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
    };
  };
  /**
   * Describe the model
   * @description What the exporter wrote, and where the decoder's graphs are. `prepare` runs once for an image and turns its embedding into tensors; `mask` makes of a mask input what takes the place of one of them, `mask_rows`; `decode` takes them with a prompt and returns mask logits of 256 x 256 for all four mask tokens, with the predicted IoU of each. What one graph returns is fed to the next under the same names (that of `mask` without `corrected_`). `plain` is the whole decoder in one graph, slower, for where those three fail: its `has_mask_input` is 1 where `mask_input` counts, else 0. All tensors are float32; the caller enlarges the mask it wants.
   */
  getModel: {
    responses: {
      /** @description The model. */
      200: {
        headers: {
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Model"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
    };
  };
  /**
   * Check that it runs
   * @description Answers as soon as the model is loaded, without asking the model anything.
   */
  getHealth: {
    responses: {
      /** @description It runs. */
      200: {
        headers: {
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
    };
  };
  /**
   * Get this description
   * @description The OpenAPI 3.1 file that this document is made from.
   */
  getOpenApi: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
    };
    responses: {
      /** @description The description. */
      200: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description Not modified: the `If-None-Match` header names what would have been sent. */
      304: {
        headers: {
          ETag: components["headers"]["ETag"];
          "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
          "Cross-Origin-Embedder-Policy": components["headers"]["Cross-Origin-Embedder-Policy"];
          "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
          "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
          "Cache-Control": components["headers"]["Cache-Control"];
          "X-Request-Id": components["headers"]["X-Request-Id"];
          "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
          "Referrer-Policy": components["headers"]["Referrer-Policy"];
        };
        content: never;
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      421: components["responses"]["UnknownHost"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
    };
  };
}
