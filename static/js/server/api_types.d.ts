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
     * @description The upright picture in 8-bit RGB, as PNG. Every picture has one; `preview` in the picture's description is null where a browser that is given the file itself shows the same pixels. `longest` asks for a smaller one; of a picture that is read in parts it is 2000 where nothing is asked.
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
  "/api/v1/images/{image_id}/tiles/{level}/{x}/{y}": {
    /**
     * See a part of a large picture
     * @description A tile of the upright picture, as the model sees it. Level 0 is native scale, each further level half as wide and high, rounded up; tiles are squares of 512 pixels, the last of a row and of a column what is left. The last level has one tile, which is all of the picture. Tiles are JPEGs; `exact=yes` asks for a PNG, in which no colour is changed.
     */
    get: operations["getTile"];
    parameters: {
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
        /**
         * @description 0 for native scale, 1 for half of it, and so on.
         * @example 0
         */
        level: number;
        /**
         * @description The tile's column.
         * @example 0
         */
        x: number;
        /**
         * @description The tile's row.
         * @example 0
         */
        y: number;
      };
    };
  };
  "/api/v1/images/{image_id}/first-channel": {
    /**
     * See the first of grey channels
     * @description Three or four samples of a TIFF that says it is grey are shown as colours, as GDAL and many scripts write them. Where they are channels instead, this is the first of them, upright, in 8 bits, as a PNG that can be put in as a picture of its own. Of any other picture it is the preview.
     */
    get: operations["getFirstChannel"];
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
     * A picture whose longer side is more than 1.25 times what the model sees (`image_size`) has *windows*: squares of that side, of twice, four times that side and so on, each level beginning every half side, the last of a row and of a column at the picture's end. `window` asks for the embedding of one; prompts are then given relative to its corner, as on a picture of its size. Whole pictures are encoded before windows, whoever asks.
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
  "/api/v1/folder": {
    /**
     * List the server's folder of pictures
     * @description The picture files of the folder that the server was started with (`--pictures-dir`), those of folders below it too; none where it was started without one.
     */
    get: operations["listFolder"];
    /**
     * Open a picture of the server's folder
     * @description The picture is then here as if it had been put in, under the same id. A large TIFF is read where it lies, and may have any number of bytes. The first time the whole file is read once, for its id.
     */
    post: operations["openInFolder"];
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
  "/api/v1/images/{image_id}/similar": {
    /**
     * Find the rest like some objects
     * @description Suggests masks that are of the same kind as one to four objects of the picture, out of what segment everything finds in it. Each line of the answer is a JSON object, an event: how far everything is, where it has not been segmented yet (`progress`); then each `suggestion`, the likeliest first, and no two of one object; and a `summary` with the line. No suggestion above the line is an answer: nothing was found.
     *
     * Neither the exemplars nor parts of them are suggested, nor what `others` names. What everything found is kept and counts for the next question, also where it was asked for by `.../everything` with `candidates` and the same preset. Everything's limits and refusals hold here too. A failure after the stream has begun is an `error` event, its last line.
     */
    post: operations["findSimilar"];
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
  "/api/v1/images/{image_id}/find": {
    /**
     * Find what words mean
     * @description Suggests masks of what words mean, with the text model that the server was started with (`--text`). Each line of the answer is a JSON object, an event: how far segment everything is, where its candidates are needed and it has not been done yet (`progress`); then each `suggestion`, the most similar first; and a `summary` with the line. No suggestion above the line is an answer: there is no such thing in the picture.
     *
     * Words beyond 32 at once, longer ones than 100 letters and control characters are refused. The text model answers one request at a time; those that wait are bounded. Everything's limits and refusals hold here too. A failure after the stream has begun is an `error` event, its last line.
     */
    post: operations["findWords"];
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
  "/api/v1/text": {
    /**
     * Text model
     * @description Whether words can be looked for, and how. A text model is loaded in the background when the server starts; until then it is `loading`.
     */
    get: operations["getTextModel"];
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
  "/api/v1/people": {
    /**
     * List the people
     * @description Everybody who ever worked on a project here, for somebody to pick their name from.
     */
    get: operations["listPeople"];
    /**
     * Pick or make a name
     * @description The person of a name, made where there is none. The first of all is a lead; whoever comes later is an annotator until a lead gives them another role. There are no accounts: who has the server's access token may act under any name, unless that person has a personal token.
     */
    post: operations["makePerson"];
  };
  "/api/v1/people/{person_id}": {
    /**
     * Give somebody a role
     * @description A lead gives roles. There is always one lead at least; an operator can make one with `python -m dataengine role`.
     */
    patch: operations["changePerson"];
    parameters: {
      path: {
        /**
         * @description The person's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        person_id: string;
      };
    };
  };
  "/api/v1/people/{person_id}/token": {
    /**
     * Make a personal token
     * @description From now on only requests with this token in `Person-Token` may act under this name. People make their own; a lead makes anybody's, in place of one that was lost.
     */
    post: operations["giveToken"];
    /**
     * Drop a personal token
     * @description Lets everybody of the team act under this name again.
     */
    delete: operations["dropToken"];
    parameters: {
      path: {
        /**
         * @description The person's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        person_id: string;
      };
    };
  };
  "/api/v1/projects": {
    /**
     * List the projects
     * @description Each with how far it is.
     */
    get: operations["listProjects"];
    /**
     * Make a project
     * @description Leads make projects.
     */
    post: operations["makeProject"];
  };
  "/api/v1/projects/{project_id}": {
    /**
     * Get a project
     * @description With its labels. The `ETag` names its version, for `If-Match`; what changes all the time is in its progress.
     */
    get: operations["getProject"];
    /**
     * Remove a project for good
     * @description Leads may, once it is put away and no round is at work in it. From the answer on it is gone for everybody: pictures, annotations with all that they ever were, comments, times, events. Rows of many pictures, and files that no other project has, follow within seconds or minutes. What was removed, by whom and when, stays in the list of removed projects.
     */
    delete: operations["removeProject"];
    /**
     * Change a project
     * @description Leads change projects. With `archived` one is put away; only then it can be removed for good.
     */
    patch: operations["changeProject"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/progress": {
    /**
     * See how far a project is
     * @description How many pictures are in which state, and who is at what.
     */
    get: operations["getProgress"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/labels": {
    /**
     * Count the objects of each label
     * @description Before a label is merged or removed. Where a label of many objects was renamed or merged, it says that some of them do not have the new one yet.
     */
    get: operations["countLabels"];
    /**
     * Add a label
     * @description Behind the others. Reviewers and leads may.
     */
    post: operations["makeLabel"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/lately": {
    /**
     * See what each person did lately
     * @description Counted from the project's events, of gold pictures those that who asks may hear of.
     */
    get: operations["getLately"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/removed-projects": {
    /**
     * List the projects that were removed
     * @description Who removed what, and when.
     */
    get: operations["listRemovedProjects"];
  };
  "/api/v1/projects/{project_id}/labels/{label_id}": {
    /**
     * Remove a label
     * @description One that no object has; else merge it into another.
     */
    delete: operations["removeLabel"];
    /**
     * Change a label
     * @description Where it gets another name, every object of it does: each has a new revision then. What somebody changes of such an object meanwhile is a conflict, in which nothing is lost. Of many thousands some may get it a little after the answer, so that nobody who writes waits for them.
     */
    patch: operations["changeLabel"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The label's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        label_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/labels/{label_id}/merge": {
    /**
     * Merge a label into another
     * @description All its objects get the other label, as when a label is renamed, and it is gone.
     */
    post: operations["mergeLabel"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The label's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        label_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures": {
    /**
     * List a project's pictures
     * @description In parts: begin without `cursor`, and go on with `next`. The first part says how many there are in all; all conditions hold at once.
     */
    get: operations["listPictures"];
    /**
     * Add a picture to a project
     * @description As `POST /api/v1/images`, and the file is kept for good. The same file is added once; sending it again changes nothing.
     */
    post: operations["addPicture"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/known": {
    /**
     * Add pictures that the server has
     * @description Files that some project has, or that were put in for trying, are added without being sent again; the answer says which have to be sent. So an upload of many files goes on where it was broken off.
     */
    post: operations["addKnownPictures"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}": {
    /**
     * Get a picture of a project
     * @description What is known of it, but its annotations.
     */
    get: operations["getPicture"];
    /**
     * Remove a picture for good
     * @description Leads may, while nobody else is at it. Its annotations and comments go with it, and its file, where no other project has it; one in a folder that an operator registered stays there. The times of its masks and what happened stay.
     */
    delete: operations["removePicture"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/file": {
    /**
     * Get a picture's pixels
     * @description The file as it was put in where a browser shows the very pixels that the model sees, else the picture as PNG.
     */
    get: operations["getPictureFile"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/thumbnail": {
    /**
     * Get a small picture
     * @description A JPEG of at most 320 pixels a side.
     */
    get: operations["getPictureThumbnail"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/annotations": {
    /**
     * Get a picture's annotations
     * @description Each with its revision. The `ETag` changes with any of them.
     */
    get: operations["getProjectAnnotations"];
    /**
     * Save several changes
     * @description Each change names the revision that it follows. Those that follow what is kept are taken, all together; the others are answered with what is kept instead. A change that was taken before is taken as well, so that a request can be sent again. Where one of them cannot be kept by anybody, as with a mask of another size, none is.
     *
     * The first change of a picture that is new or prefilled makes it `in_progress`. Of a submitted picture only reviewers and leads change annotations, of an accepted one nobody.
     */
    post: operations["saveProjectAnnotations"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/annotations/{annotation_id}": {
    /**
     * Get an annotation
     * @description The `ETag` is its revision, for `If-Match`. One that was removed is answered too, without a record.
     */
    get: operations["getProjectAnnotation"];
    /**
     * Write an annotation
     * @description With `If-Match` naming the revision that it follows, or `If-None-Match: *` where it is new. A write that follows another revision than the one that is kept is refused with both versions. The revision is named by the client, so a change that waits to be sent can be followed by the next one, and the same one sent again is answered as the first time.
     */
    put: operations["putProjectAnnotation"];
    /**
     * Remove an annotation
     * @description As it is written: with `If-Match`, and with a revision of its own, under which it can come back.
     */
    delete: operations["removeProjectAnnotation"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
        /**
         * @description The annotation's id, the one in its record.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        annotation_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/annotations/{annotation_id}/revisions": {
    /**
     * See all that an annotation was
     * @description Every revision, by whom and when. None is ever changed or removed.
     */
    get: operations["getProjectRevisions"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
        /**
         * @description The annotation's id, the one in its record.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        annotation_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/annotations": {
    /**
     * Stream all annotations of a project
     * @description A line of JSON for each picture, in the order in which they were added, all as they were at one moment.
     */
    get: operations["streamProjectAnnotations"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/next": {
    /**
     * Get the next picture
     * @description Who annotates gets what was returned to them, then what they had begun, then what others left, then prefilled and new pictures in the project's order. Who reviews gets submitted ones, those of others before their own. Nobody gets a picture that another person is at.
     */
    post: operations["nextPicture"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/lease": {
    /**
     * Say that one is at a picture
     * @description Also to say that one still is. The lease in the answer is another person's where they are at it; that forbids nothing, and `take_over` takes it from them. It expires by itself.
     */
    post: operations["takePicture"];
    /**
     * Leave a picture
     * @description So that others get it. Another person's lease stays.
     */
    delete: operations["leavePicture"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/actions": {
    /**
     * Submit, skip, accept or return a picture
     * @description `submit` and `skip` what is not done yet; `take_back` either of them; `accept` and `return` what was submitted, as a reviewer or lead; `return` what was accepted; `reconsider` takes either decision back while nobody works on the picture; `prefill` is for programs that have put suggestions in. What the state does not allow is refused with what it does. With `contents` nobody decides about annotations that they have not seen. Use an idempotency key, so that a request that is sent again is not refused.
     */
    post: operations["actOnPicture"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/exhaustive": {
    /**
     * Claim that every object is marked
     * @description Every object of these labels. A claim of its own: a picture may be submitted without it.
     */
    put: operations["claimExhaustive"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/comments": {
    /**
     * List a picture's comments
     * @description Those that are dealt with among them.
     */
    get: operations["listComments"];
    /**
     * Comment on a picture
     * @description Pinned to a place, to an object, to both, or to the whole picture.
     */
    post: operations["makeComment"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/comments/{comment_id}": {
    /**
     * Resolve a comment
     * @description Or take that back.
     */
    patch: operations["changeComment"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The comment's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        comment_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/timings": {
    /**
     * Sum up what masks took
     * @description In groups, by any of person, label, stage, decoder and day.
     */
    get: operations["sumTimings"];
    /**
     * Keep what masks took
     * @description Active time, clicks and corrections, one for each mask that was kept. One whose id is kept already is passed over.
     */
    post: operations["addTimings"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/timings/series": {
    /**
     * See what a mask took over time
     * @description Seconds, clicks and corrections a mask, so many masks to a point, with retrainings of the decoder marked: no point has masks from before and after one.
     */
    get: operations["getTimingSeries"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/timings.csv": {
    /**
     * Get what masks took, as CSV
     * @description A row for each mask. A text that a spreadsheet would take for a formula has an apostrophe before it.
     */
    get: operations["getTimingsCsv"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/events": {
    /**
     * Listen to what happens
     * @description Server-sent events, as a browser's `EventSource` reads them: `id` is the event's number, `event` its kind, `data` the event as JSON. Without `Last-Event-ID` or `after` it begins with what happens from now on. Where a connection ends, ask again with the last number: nothing is missed. The server ends it by itself after an hour, and at once where `--max-listeners` listen already; `retry` says when to come back.
     */
    get: operations["listen"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/order": {
    /**
     * See in which order pictures are given
     * @description And how far it is computed.
     */
    get: operations["getQueueOrder"];
    /**
     * Choose in which order pictures are given
     * @description Leads may. A process of its own computes it at low priority; until then pictures are given as before, and `queue_ordered` is told in the feed when it is there. What was returned or begun is given first in any order.
     */
    put: operations["chooseQueueOrder"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/data-set": {
    /**
     * Get a project as a data set
     * @description A ZIP with the annotations as they are at one moment, and a `manifest.json` with counts, hashes, decoders, and what this kind does not hold; `docs/projects.md` lists the kinds. One is made at a time: it lies on the server's disk until it was taken.
     */
    get: operations["exportProject"];
    /**
     * Give a project the annotations of a data set
     * @description The body is a file of any kind that `docs/annotations.md` lists, or a ZIP of several. Pictures are found by their names; they have to be in the project already. What is there stays: sending the same file again adds nothing. Labels that the project lacks are made, which reviewers and leads may.
     */
    post: operations["bringInDataSet"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/gold": {
    /**
     * See which pictures are gold
     * @description For leads: no answer to an annotator says which pictures are gold, or how many.
     */
    get: operations["getGold"];
    /**
     * Say how many gold pictures are mixed in
     * @description Annotators get so many of them among their new pictures, each person each one once, at places that cannot be foreseen. To them it is a picture that nobody has begun; what they make of it is kept apart. Who has worked on a gold picture is not given it.
     */
    put: operations["changeGold"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/gold": {
    /**
     * Mark a picture as gold
     * @description An accepted one with a claim of labels of which every object is marked: an object that is missing in it could not be told from a mistake. As long as it is gold it cannot be returned.
     */
    put: operations["markGold"];
    /**
     * Make a picture one like the others again
     * @description What people made of it is kept, and counts again where it is marked again.
     */
    delete: operations["unmarkGold"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/gold/report": {
    /**
     * See how people do on gold pictures
     * @description What each person submitted beside the known answer, label by label: only labels of which the known answer is said to have every object. For leads.
     */
    get: operations["getGoldReport"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/memory": {
    /**
     * Get what a project has learnt
     * @description Which of a click's masks comes first here, as sums over the objects that all people kept: `sam.ranking.Memory.from_json` takes it. It is empty where nothing was learnt.
     */
    get: operations["getMemory"];
    /**
     * Forget what a project has learnt
     * @description It begins anew, with what is kept from then on. For reviewers and leads.
     */
    delete: operations["forgetMemory"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/memory/lessons": {
    /**
     * Learn from objects that were kept
     * @description The features of an object's first click and how much each of its four masks has in common with the mask that was kept, after all corrections. Lessons of several people add up. An object that was learnt from already is passed over.
     */
    post: operations["teachMemory"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/rounds": {
    /**
     * List a project's rounds of fine-tuning
     * @description Each with what the gate says of its decoders; refused ones too.
     */
    get: operations["listRounds"];
    /**
     * Fine-tune the mask decoder on the accepted pictures
     * @description A process of its own does it at low priority; `task_changed` is told in the feed when it begins and ends. Nothing is switched on by itself. One round of a project at a time.
     */
    post: operations["makeRound"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/rounds/{round_id}": {
    /**
     * Read what came of a round
     * @description While it runs, how far it is.
     */
    get: operations["getRound"];
    /**
     * Ask a round to stop
     * @description It stops within seconds, and its decoder in the making is not offered; a specialist that it has offered by then stays. A round that is over stays as it is.
     */
    delete: operations["cancelRound"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The round's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        round_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/decoder": {
    /**
     * Choose the decoder of a project
     * @description All open pages of the project change over within seconds; annotations keep the fingerprint of the decoder that they were made with. Only what the gate offers can be chosen, and any of it can be changed back.
     */
    put: operations["chooseDecoder"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/prefill": {
    /**
     * See what is suggested in a project, and what it is worth
     * @description The last task with how far it is, and of each label how its suggestions have done. Of a label of which fewer than half of the last suggestions were right, ten at least, none are shown and made any more, until a lead switches it on again.
     */
    get: operations["getPrefill"];
    /**
     * Switch a label's suggestions on or off
     * @description What was decided before counts no more for whether they are worth it. For leads.
     */
    put: operations["switchPrefill"];
    /**
     * Suggest masks for pictures that nobody has begun
     * @description A process of its own does it at low priority; `task_changed` is told in the feed when it begins and ends, `picture_changed` for each picture. Pictures that somebody begins meanwhile are left alone. One task of a project at a time. For leads.
     */
    post: operations["makePrefill"];
    /**
     * Ask the making of suggestions to stop
     * @description It stops within seconds; what is suggested by then stays. Where none is made, nothing happens.
     */
    delete: operations["cancelPrefill"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/suggestions": {
    /**
     * Get what is suggested of a picture
     * @description Never annotations: who accepts one writes an annotation with the suggestion's id, and with `suggestion` in its record. Removing that annotation opens the suggestion again. Labels that are off are left out.
     */
    get: operations["listSuggestions"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
  "/api/v1/projects/{project_id}/pictures/{picture_id}/suggestions/rejections": {
    /**
     * Reject suggestions, for good
     * @description They are not suggested there again under their label, and count in what suggestions are worth.
     */
    post: operations["rejectSuggestions"];
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    /** @description Which pictures are in the project, and which have to be sent. */
    AddedPictures: {
      /** @description They are in the project now. */
      added: string[];
      /** @description Their files are to be sent. */
      missing: string[];
    };
    /** @description A picture of a project with its annotations: one line of the stream. */
    AnnotatedPicture: {
      picture_id: string;
      file_name: string;
      /** @description Pixels of the upright picture. */
      width: number;
      /** @description Pixels of the upright picture. */
      height: number;
      group: string;
      /** @enum {string} */
      state: "new" | "prefilled" | "in_progress" | "submitted" | "returned" | "accepted" | "skipped";
      /** @description The labels of which every object is claimed to be marked; null for no claim. */
      exhaustive: string[] | null;
      /** @description The records, the one in front first. */
      annotations: Record<string, never>[];
    };
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
    /** @description Somebody who is at a picture. */
    AtWork: {
      person_id: string;
      picture_id: string;
      /** @description Without a sign of life. */
      until: string;
    };
    /** @description What became of a data set that was read. */
    BroughtIn: {
      /** @description Of the files, as `coco`. */
      kind: string;
      /** @description Of the project, that it says something of. */
      pictures: number;
      /** @description Annotations that are new. */
      taken: number;
      /** @description Annotations that the project had already. */
      there: number;
      /** @description What was left out or odd, a sentence each; 1000 at most. */
      lines: string[];
    };
    /** @description A change that was not taken, since another came first. */
    ChangeConflict: {
      /** @description The change that was sent. */
      sent: components["schemas"]["SentChange"];
      /** @description What is kept; null where nothing is known of the annotation. */
      stored: components["schemas"]["StoredAnnotation"] | null;
    };
    /** @description Changes of a picture's annotations, each of another one. */
    Changes: {
      /** @description 2000 at most. */
      changes: components["schemas"]["SentChange"][];
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
    /** @description Of which labels every object is marked. */
    Claim: {
      /** @description Names of labels; null takes the claim back. */
      labels: string[] | null;
    };
    /** @description What is to be changed of a comment. */
    CommentChange: {
      /** @description Whether it is dealt with. */
      resolved: boolean;
    };
    /** @description A change that was not taken: another came first, and nothing was overwritten. */
    Conflict: {
      error: components["schemas"]["ErrorDetail"];
      /** @description The change that was sent. */
      sent: components["schemas"]["SentChange"];
      /** @description What is kept; null where nothing is known of the annotation. */
      stored: components["schemas"]["StoredAnnotation"] | null;
    };
    /** @description Which decoder pages are to use in a project. */
    DecoderChoice: {
      /** @description The round that it is of; null for the decoder in force, which all pictures have. */
      round_id: string | null;
      /**
       * @default safe
       * @enum {string}
       */
      which?: "safe" | "specialist";
    };
    /** @description What somebody did in a project lately. */
    Doings: {
      person: string;
      /** @description Annotations that they made, changed or removed, each as often as they did. */
      objects: number;
      submitted: number;
      accepted: number;
      returned: number;
      /** @description When they did something last. */
      last: string;
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
       * @description In a picture that is larger than what the model sees, by more than a quarter, search windows of it at native scale too.
       * @default false
       */
      windows?: boolean;
      /**
       * @description Whether of overlapping masks only the best stay.
       * @default true
       */
      suppress?: boolean;
    };
    /** @description One line of the stream. */
    FindEvent: components["schemas"]["ProgressEvent"] | components["schemas"]["WordMatchEvent"] | components["schemas"]["FindSummary"] | components["schemas"]["ErrorEvent"];
    /** @description What is looked for. */
    FindRequest: {
      /** @description Texts, 32 at most, each of 100 letters at most; each is a rival of the others. */
      words: [string, ...string[]];
      /**
       * @description What else there may be, 512 at most: the other labels of a project. Two towers score the words against them; "background" and some more are always among them.
       * @default []
       */
      rivals?: string[];
      /**
       * @description How words become masks, of the ways that the text model can go; null takes its first.
       * @default null
       */
      way?: ("detector" | "two_towers" | "prompt_token") | null;
      /**
       * @description How thoroughly candidates are looked for, as of segment everything. A detector needs none.
       * @default fast
       * @enum {string}
       */
      preset?: "default" | "demo" | "paper" | "fast";
    };
    /** @description The end. */
    FindSummary: {
      /** @constant */
      event: "summary";
      /** @description Matches in all, above the line and below it. */
      count: number;
      /** @description The similarity from which on they should be looked at. */
      line: number;
      /** @description That it took. */
      seconds: number;
      /**
       * @description The way that was gone.
       * @enum {string}
       */
      way: "detector" | "two_towers" | "prompt_token";
    };
    /** @description What a server's folder of pictures has. */
    FolderList: {
      /** @description By name; a thousand at most. */
      pictures: components["schemas"]["FolderPicture"][];
    };
    /** @description A file of the folder. */
    FolderPicture: {
      /** @description Its path within the folder. */
      name: string;
      /** @description How long it is. */
      bytes: number;
    };
    /** @description Photographs that come with the product. */
    Gallery: {
      /** @description In the order they are shown. */
      images: components["schemas"]["Photograph"][];
    };
    /** @description What is gold in a project. */
    Gold: {
      /** @description The share of gold among the pictures that an annotator is given. */
      rate: number;
      /** @description In the order in which they were added. */
      pictures: components["schemas"]["GoldPicture"][];
    };
    /** @description How many gold pictures are mixed in. */
    GoldChange: {
      /** @description Of the pictures that an annotator is given; 0.1 is one in ten, 0 none. */
      rate: number;
    };
    /** @description A picture whose annotations are a known answer. */
    GoldPicture: {
      id: string;
      file_name: string;
      objects: number;
      /** @description The labels that are compared: those of which every object is marked. */
      exhaustive: string[];
    };
    /** @description How people did on gold pictures. */
    GoldReport: {
      /** @description By person and label; those of all labels stand behind the others. */
      scores: components["schemas"]["GoldScore"][];
      /** @description By person, gold pictures that they have been given and not submitted. */
      begun: {
        [key: string]: number;
      };
      /** @description By person, gold pictures that they skipped. */
      skipped: {
        [key: string]: number;
      };
    };
    /** @description How somebody did. */
    GoldScore: {
      person: string;
      /** @description Null for all labels together. */
      label: string | null;
      /** @description How many were compared. */
      pictures: number;
      /** @description Objects of the known answers. */
      expected: number;
      /** @description Objects that this person made. */
      found: number;
      /** @description Pairs of both, one to one, with an IoU of 0.5 or more. */
      matched: number;
      /** @description Objects of the known answers without a partner. */
      missed: number;
      /** @description Objects of this person without a partner. */
      extra: number;
      /** @description The mean of the pairs' IoU; null without a pair. */
      iou: number | null;
      /** @description Panoptic quality: the pairs' IoU, summed up and divided by the mean number of objects of both sides. Null where neither has one. */
      agreement: number | null;
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
      /** @description Where the first of its channels is, as a picture of its own, where a TIFF that says it is grey has three or four and they are shown as colours; else null. */
      first_channel: string | null;
      /** @description Sentences about what reading did to the picture. */
      notes: string[];
    };
    /** @description How many were new. */
    KeptTimings: {
      new: number;
    };
    /** @description A picture that may be on the server already. */
    KnownPicture: {
      /** @description SHA-256 of its file. */
      id: string;
      /** @description As it is to be called. */
      file_name: string;
      /**
       * @description Pictures that belong together.
       * @default
       */
      group?: string;
    };
    /** @description Pictures that are to be added without being sent, where that is possible. */
    KnownPictures: {
      /** @description 1000 at most. */
      pictures: components["schemas"]["KnownPicture"][];
    };
    /** @description What is to be changed of a label; the rest stays. */
    LabelChange: {
      /**
       * @description The new name, which all objects of this label get.
       * @default null
       */
      name?: string | null;
      /**
       * @description As `#4e9af1`.
       * @default null
       */
      colour?: string | null;
      /**
       * @description A digit from 1 to 9, or an empty text for none.
       * @default null
       */
      key?: string | null;
      /**
       * @description Where it is to stand among the labels, from 0.
       * @default null
       */
      place?: number | null;
    };
    /** @description How many objects have a label. */
    LabelCount: {
      /** @description As annotations have it in `label`; empty for none. */
      name: string;
      objects: number;
    };
    /** @description How many objects have which label. */
    LabelCounts: {
      /** @description Of each label that some object has; some may be none of the project's. */
      counts: components["schemas"]["LabelCount"][];
      /** @description What a change of the labels is still doing; null for nothing. */
      relabelling: components["schemas"]["Relabelling"] | null;
    };
    /** @description Which label takes another one's objects. */
    LabelMerge: {
      /** @description The id of the label that stays. */
      into: string;
    };
    /** @description How suggestions of a label have done. */
    LabelPrefill: {
      label: string;
      /** @description Objects of it in the project. */
      kept: number;
      /** @description Off where they cost more than they saved, or a lead has said so. */
      on: boolean;
      /** @description Of `judged`, those that were right. */
      good: number;
      /** @description The last suggestions above the line, 30 at most, that people have decided on since it was switched on; where it is off, those that it was switched off for. */
      judged: number;
      /** @description Suggestions that nobody has decided on. */
      open: number;
      /** @description As they were. */
      accepted: number;
      corrected: number;
      /** @description Accepted under another label. */
      relabelled: number;
      rejected: number;
      /** @description Left open, while people marked the same object otherwise. */
      found: number;
      /** @description Left open in a picture that is claimed to have no more of the label. */
      absent: number;
    };
    /** @description What people did in a project lately. */
    Lately: {
      days: number;
      /** @description Those who did something. */
      people: components["schemas"]["Doings"][];
    };
    /** @description How many objects were new, and how many there are. */
    Learnt: {
      new: number;
      objects: number;
    };
    /** @description What is known of a label by pictures that people have worked on. */
    LearntLabel: {
      label: string;
      /** @description The score from which on suggestions should be looked at. */
      line: number;
      /** @description Suggestions above the line in these pictures, each made without its picture. */
      shown: number;
      /** @description How many of them people had kept. */
      right: number;
    };
    /** @description That somebody is at a picture. */
    LeaseRequest: {
      /**
       * @description Take it from whoever is at it.
       * @default false
       */
      take_over?: boolean;
    };
    /** @description What an object that was kept teaches. */
    Lesson: {
      /** @description The annotation's; each counts once. */
      id: string;
      /**
       * @description Of the object; empty for none.
       * @default
       */
      label?: string;
      /** @description Features of the four masks of its first click, token 0 first. */
      rows: [[number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number], [number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number], [number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number], [number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number]];
      /** @description IoU of these masks with the one that was kept. */
      overlaps: [number, number, number, number];
    };
    /** @description What objects that were kept teach. */
    Lessons: {
      /** @description 200 at most. */
      lessons: components["schemas"]["Lesson"][];
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
    /** @description A measure of masks before and after, over the same objects. */
    MeasureChange: {
      /** @description Mean IoU with the published decoder. */
      before: number;
      after: number;
      /** @description Of the difference, from a paired bootstrap by group; 95 % lie between both. */
      lower: number;
      upper: number;
    };
    /** @description What was learnt from the objects that were kept. */
    Memory: {
      /** @constant */
      version: 1;
      /** @description Of every object. */
      all: components["schemas"]["MemorySums"];
      /** @description Of the objects of each label. */
      labels: {
        [key: string]: components["schemas"]["MemorySums"];
      };
    };
    /** @description What a regression has to know of the objects that it learns from. */
    MemorySums: {
      /** @description How many. */
      objects: number;
      /** @description 153 numbers: the upper triangle, row by row, of the sum of x xᵀ over the masks' features. */
      moments: number[];
      /** @description 17 numbers: the sum of x (IoU with the kept mask - predicted IoU). */
      targets: number[];
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
      /** @description How large a picture may be; a page refuses what is larger before it is sent. */
      limits: components["schemas"]["Limits"];
    };
    /** @description Something to say of a picture. */
    NewComment: {
      /** @description Up to 20,000 characters. */
      text: string;
      /**
       * @description The object it is about.
       * @default null
       */
      annotation_id?: string | null;
      /**
       * @description The place it is pinned to, in pixels of the upright picture; with `y`.
       * @default null
       */
      x?: number | null;
      /**
       * @description The place it is pinned to; with `x`.
       * @default null
       */
      y?: number | null;
      /**
       * @description The comment that it answers, which is no answer itself.
       * @default null
       */
      answers?: string | null;
    };
    /** @description What an annotation is to hold from now on. */
    NewContent: {
      /** @description A name for this content, which the client makes and never uses for another. */
      revision: string;
      /**
       * @description Those of higher rank lie in front.
       * @default 0
       */
      rank?: number;
      /** @description The record, of version 1, as `docs/annotations.md` describes it. */
      record: Record<string, never>;
    };
    /** @description A label that is to be made. */
    NewLabel: {
      /** @description 1 to 100 characters; no other label of the project has this name. */
      name: string;
      /**
       * @description As `#4e9af1`; null takes the next of a list of ours.
       * @default null
       */
      colour?: string | null;
      /**
       * @description A digit from 1 to 9, or null for none.
       * @default null
       */
      key?: string | null;
    };
    /** @description A name that somebody picks or makes. */
    NewPerson: {
      /** @description 1 to 100 characters, all of which can be seen. */
      name: string;
    };
    /** @description What is to be suggested. */
    NewPrefill: {
      /**
       * @description Of the picture with `annotations`.
       * @default null
       */
      picture_id?: string | null;
      /**
       * @description One to four objects: only the rest like these is suggested, under the label of the first. Without them every label is, that people have kept objects enough of.
       * @default []
       */
      annotations?: [] | [string] | [string, string] | [string, string, string] | [string, string, string, string];
    };
    /** @description A project that is to be made. */
    NewProject: {
      /** @description 1 to 100 characters; no other project has this name. */
      name: string;
      /**
       * @description What is to be marked, and how.
       * @default
       */
      guideline?: string;
      /**
       * @description 10 to 86400.
       * @default 300
       */
      lease_seconds?: number;
      /**
       * @description In their order.
       * @default []
       */
      labels?: components["schemas"]["NewLabel"][];
    };
    /** @description A round that is to be done. */
    NewRound: {
      /**
       * @description Of every random choice: the same pictures and seed give the same decoder.
       * @default 0
       */
      seed?: number;
    };
    /** @description What one mask took. */
    NewTiming: {
      /** @description Made by the client; the same one is kept once. */
      id: string;
      picture_id: string;
      annotation_id: string;
      /**
       * @description Of the object; empty for none.
       * @default
       */
      label?: string;
      /**
       * @description What it was spent on.
       * @default annotate
       * @enum {string}
       */
      stage?: "annotate" | "review";
      /**
       * @description Fingerprint of the mask decoder; empty where none was asked.
       * @default
       */
      decoder?: string;
      /** @description From the first prompt until it was kept, without pauses and hidden tabs. */
      active_ms: number;
      /** @description Prompts. */
      clicks: number;
      /** @description Prompts and strokes after the first. */
      corrections: number;
      /** @description When it was kept, UTC. */
      at: string;
    };
    /** @description What masks took. */
    NewTimings: {
      /** @description 1000 at most. */
      timings: components["schemas"]["NewTiming"][];
    };
    /** @description A personal token that was made. */
    NewToken: {
      person: components["schemas"]["Person"];
      /** @description Shown this once; it goes into the header `Person-Token`. */
      token: string;
    };
    /** @description What somebody wants to do next. */
    NextRequest: {
      /**
       * @description `annotate` or `review`.
       * @default annotate
       * @enum {string}
       */
      stage?: "annotate" | "review";
      /**
       * @description Ids of pictures that are not wanted now, as the one that is being left.
       * @default []
       */
      without?: string[];
      /**
       * @description Whether the picture becomes theirs for a while; false only looks.
       * @default true
       */
      take?: boolean;
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
    /** @description In which order a project's pictures are to be given. */
    OrderChoice: {
      /**
       * @description The one that it has already computes it anew.
       * @enum {string}
       */
      order: "given" | "diverse" | "unsure";
    };
    /** @description An order that is or was computed. */
    OrderingTask: {
      /** @enum {string} */
      state: "waiting" | "running" | "done" | "failed" | "cancelled";
      /** @description Why it failed, in a sentence. */
      problem: string | null;
      /** @description When it was asked for. */
      made: string;
      /** @description Pictures that were looked at. */
      done: number;
      /** @description Of so many; 0 before it has begun. */
      total: number;
      /** @description Null while there is nothing to go by. */
      seconds_left: number | null;
    };
    /** @description All people. */
    People: {
      /** @description By name. */
      people: components["schemas"]["Person"][];
    };
    /** @description Somebody who works on projects. */
    Person: {
      /** @description What the header `Person` of their requests has. */
      id: string;
      name: string;
      /**
       * @description What they may do: `annotator`, `reviewer` or `lead`.
       * @enum {string}
       */
      role: "annotator" | "reviewer" | "lead";
      /** @description Whether only those who know a personal token may act under this name. */
      has_token: boolean;
      made: string;
    };
    /** @description What is to be changed of a person. */
    PersonChange: {
      /**
       * @description The new role.
       * @enum {string}
       */
      role: "annotator" | "reviewer" | "lead";
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
    /** @description What is done with a picture. */
    PictureAction: {
      /**
       * @description One of those that its state allows.
       * @enum {string}
       */
      action: "prefill" | "submit" | "take_back" | "skip" | "return" | "accept" | "reconsider";
      /**
       * @description Labels of which every object is claimed to be marked; null leaves the claim as it is.
       * @default null
       */
      exhaustive?: string[] | null;
      /**
       * @description Something to say with it, for the whole picture.
       * @default null
       */
      comment?: string | null;
      /**
       * @description The picture's `contents` as they were looked at; where others are kept by now, nothing is done (`contents_changed`). null does not ask.
       * @default null
       */
      contents?: number | null;
    };
    /** @description What somebody said of a picture. */
    PictureComment: {
      id: string;
      picture_id: string;
      /** @description The object it is about; null for none. */
      annotation_id: string | null;
      /** @description The place it is pinned to, in pixels of the upright picture; null for none. */
      x: number | null;
      y: number | null;
      text: string;
      /** @description The comment that it answers; null for none. */
      answers: string | null;
      /** @description What was done with the picture when it was said, as `return`; null for nothing. */
      action: string | null;
      person_id: string;
      /** @description Whether it is dealt with. An answer never is; what it answers may be. */
      resolved: boolean;
      made: string;
    };
    /** @description A picture's comments. */
    PictureComments: {
      /** @description The first one first. */
      comments: components["schemas"]["PictureComment"][];
    };
    /** @description Who is at a picture. */
    PictureLease: {
      person_id: string;
      /** @description Without a sign of life. */
      until: string;
    };
    /** @description A part of the pictures that were asked for. */
    PicturePage: {
      /** @description In the order in which they were added. */
      pictures: components["schemas"]["ProjectPicture"][];
      /** @description The `cursor` of the next part; null behind the last. */
      next: string | null;
      /** @description How many there are in all; only in the first part. */
      total: number | null;
    };
    /** @description A mask that may be an object. */
    PictureSuggestion: {
      /** @description The annotation that it becomes has the same, which is how the server knows. */
      id: string;
      label: string;
      /** @description How likely it is right. */
      score: number;
      /** @description The score from which on suggestions of this label should be looked at. */
      line: number;
      /** @description Of the decoder that it was made with. */
      decoder_fingerprint: string;
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
    /** @description What is suggested of a picture and not decided. */
    PictureSuggestions: {
      /** @description The likeliest first, and no two of one object. */
      suggestions: components["schemas"]["PictureSuggestion"][];
    };
    /** @description Suggestions in a project. */
    Prefill: {
      /** @description The last one; null where there was none. */
      task: components["schemas"]["PrefillTask"] | null;
      /** @description So many objects of a label have to be kept before others are suggested. */
      least_kept: number;
      /** @description In the labels' order. */
      labels: components["schemas"]["LabelPrefill"][];
    };
    /** @description How far it is. */
    PrefillProgress: {
      /**
       * @description Searching pictures that people have worked on, then those that nobody has begun.
       * @enum {string}
       */
      phase: "learning" | "suggesting";
      /** @description Pictures of this phase. */
      done: number;
      total: number;
      /** @description Of the phase; null while there is nothing to go by. */
      seconds_left: number | null;
      /** @description Pictures that have suggestions above the line now. */
      prefilled: number;
      suggestions: number;
    };
    /** @description Whether a label is suggested. */
    PrefillSwitch: {
      label: string;
      on: boolean;
    };
    /** @description A task that makes suggestions. */
    PrefillTask: {
      id: string;
      /** @enum {string} */
      state: "waiting" | "running" | "done" | "failed" | "cancelled";
      cancelling: boolean;
      /** @description Why it failed, in a sentence. */
      problem: string | null;
      made: string;
      /** @description Null before it has begun. */
      progress: components["schemas"]["PrefillProgress"] | null;
      /** @description Empty until it is done. */
      labels: components["schemas"]["LearntLabel"][];
      /** @description A sentence for each picture that could not be read; twenty at most. */
      left_out: string[];
    };
    /** @description How far a project is. */
    Progress: {
      /** @description How many are in each state. */
      pictures: {
        [key: string]: number;
      };
      /** @description Annotations of all pictures. */
      objects: number;
      /** @description Who is at what. */
      at_work: components["schemas"]["AtWork"][];
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
    /** @description Pictures that are annotated for one purpose. */
    Project: {
      id: string;
      name: string;
      /** @description What is to be marked, and how. */
      guideline: string;
      /** @description How long a picture is somebody's without a sign of life. */
      lease_seconds: number;
      /** @description Whether it is put away: it can be read then, and not changed. */
      archived: boolean;
      /** @description Grows with each change of what stands here; the ETag has it. */
      version: number;
      made: string;
      /** @description Fingerprint of the mask decoder that pages use in it; null for the one in force. */
      decoder: string | null;
      /**
       * @description In which order people are given pictures that nobody has begun.
       * @enum {string}
       */
      queue_order: "given" | "diverse" | "unsure";
      /** @description In their order. */
      labels: components["schemas"]["ProjectLabel"][];
    };
    /** @description What is to be changed of a project; the rest stays. */
    ProjectChange: {
      /**
       * @description A name that no other project has.
       * @default null
       */
      name?: string | null;
      /**
       * @description What is to be marked, and how.
       * @default null
       */
      guideline?: string | null;
      /**
       * @description 10 to 86400.
       * @default null
       */
      lease_seconds?: number | null;
      /**
       * @description Whether it is put away.
       * @default null
       */
      archived?: boolean | null;
    };
    /** @description A picture's annotations. */
    ProjectDocument: {
      picture_id: string;
      file_name: string;
      /** @description Pixels of the upright picture. */
      width: number;
      /** @description Pixels of the upright picture. */
      height: number;
      /** @description Grows with each change of them. */
      contents: number;
      /** @description The one in front first; those that were removed are among them, with no record, so that one that comes back can name what it follows. */
      annotations: components["schemas"]["StoredAnnotation"][];
    };
    /** @description Something that happened in a project. */
    ProjectEvent: {
      /** @description Grows in the order in which things became visible. */
      number: number;
      /** @description `project_made`, `project_changed`, `labels_changed`, `picture_added`, `picture_taken`, `picture_left`, `picture_changed`, `annotation_saved`, `annotation_removed`, `comment_made`, `comment_changed`, `task_changed`, `memory_forgotten`, `queue_ordered`, or `reset`: what was known before is to be read anew. */
      kind: string;
      person_id: string | null;
      picture_id: string | null;
      /** @description Of an annotation `annotation_id` and `revision`, of a picture `state` and `action`, ... */
      data: Record<string, never>;
      at: string;
    };
    /** @description A class of a project's objects. */
    ProjectLabel: {
      id: string;
      /** @description As annotations have it in `label`. */
      name: string;
      /** @description As `#4e9af1`. */
      colour: string;
      /** @description The digit that chooses it. */
      key: string | null;
    };
    /** @description A picture of a project. */
    ProjectPicture: {
      /** @description SHA-256 of its file, which is its id in `/api/v1/images` too. */
      id: string;
      /** @description Grows in the order in which pictures were added. */
      number: number;
      file_name: string;
      /** @description Pixels of the upright picture. */
      width: number;
      /** @description Pixels of the upright picture. */
      height: number;
      /** @description What the file is, as `JPEG`. */
      format: string;
      /** @description Pictures that belong together; empty for none. */
      group: string;
      /** @enum {string} */
      state: "new" | "prefilled" | "in_progress" | "submitted" | "returned" | "accepted" | "skipped";
      /** @description Why it has its place in the order of the queue; null once somebody has begun it, and where it has none. */
      why: ("typical" | "unlike" | "alike" | "unsure" | "changed" | "unfamiliar" | "sure") | null;
      /** @description How many annotations it has. */
      objects: number;
      /** @description How many of its comments are not dealt with; answers do not count. */
      open_comments: number;
      /** @description The labels of which every object is claimed to be marked; null for no claim. */
      exhaustive: string[] | null;
      /** @description Who is at it now; null for nobody. */
      lease: components["schemas"]["PictureLease"] | null;
      /** @description Who annotated or submitted it last; null for nobody. */
      worker_id: string | null;
      /** @description Grows with each change of what stands here, leases apart. */
      version: number;
      /** @description Grows with each change of its annotations. */
      contents: number;
      added: string;
      changed: string;
      /** @description Where a browser gets its pixels. */
      file: string;
      /** @description Where a small JPEG of it is. */
      thumbnail: string;
      /** @description Where its embedding is. */
      embedding: string;
    };
    /** @description A project in the list of all. */
    ProjectSummary: {
      id: string;
      name: string;
      archived: boolean;
      made: string;
      /** @description How many are in each state. */
      pictures: {
        [key: string]: number;
      };
      objects: number;
    };
    /** @description All projects. */
    Projects: {
      /** @description By name. */
      projects: components["schemas"]["ProjectSummary"][];
    };
    /** @description In which order a project's pictures are given. */
    QueueState: {
      /**
       * @description `given`: as they were added; `diverse`: unlike ones first; `unsure`: those first of which the model is least sure, unlike ones among them.
       * @enum {string}
       */
      order: "given" | "diverse" | "unsure";
      /** @description The last one that computed or computes it; null where none did. */
      task: components["schemas"]["OrderingTask"] | null;
      /** @description Pictures that nobody has begun. */
      waiting: number;
      /** @description Those among them that have no place in the order yet, and come last. */
      without: number;
    };
    /** @description Suggestions that are wrong, or that were rejected by mistake. */
    Rejections: {
      ids: string[];
      /**
       * @description False opens them again.
       * @default true
       */
      rejected?: boolean;
    };
    /** @description A label whose objects are getting another one. */
    Relabelling: {
      old: string;
      new: string;
    };
    /** @description A picture that was removed from a project for good. */
    RemovedPicture: {
      id: string;
      /** @description Annotations that went with it. */
      objects: number;
    };
    /** @description A project that was removed for good. */
    RemovedProject: {
      project_id: string;
      name: string;
      /** @description How many it had. */
      pictures: number;
      /** @description Annotations of all its pictures. */
      objects: number;
      /** @description Who removed it. */
      person_id: string;
      at: string;
    };
    /** @description Projects that were removed for good. */
    RemovedProjects: {
      /** @description The last one first. */
      projects: components["schemas"]["RemovedProject"][];
    };
    /** @description All that an annotation ever was. */
    Revisions: {
      /** @description The first one first. */
      revisions: components["schemas"]["StoredAnnotation"][];
    };
    /** @description COCO RLE, column-major: `size` is height and width, `counts` the runs as COCO's tools compress them. */
    Rle: {
      size: [number, number];
      counts: string;
    };
    /** @description A round of fine-tuning. */
    Round: {
      id: string;
      /** @enum {string} */
      state: "waiting" | "running" | "done" | "failed" | "cancelled";
      /** @description Whether it was asked to stop. */
      cancelling: boolean;
      /** @description Why it failed, in a sentence. */
      problem: string | null;
      made: string;
      /** @description Null before it has begun. */
      progress: components["schemas"]["RoundProgress"] | null;
      /** @description The decoder that was held to what is known elsewhere; null where the round is not done. */
      safe: components["schemas"]["RoundDecoder"] | null;
      /** @description The one that was free to forget, there minutes before the other; null until then. */
      specialist: components["schemas"]["RoundDecoder"] | null;
      /** @description How many trained (`train`), ended the training early (`stop`) and judged (`gate`). */
      pictures: {
        [key: string]: number;
      };
      seconds: number | null;
      /** @description What was left out, a sentence each. */
      notes: string[];
      /**
       * @description PNGs as `data:` addresses: an object's annotated mask, and what both decoders answer to one click; the largest change first. Not in lists.
       * @default []
       */
      changed_masks?: string[];
      /**
       * @description All of it as Markdown. Not in lists.
       * @default null
       */
      report?: string | null;
    };
    /** @description A decoder that a round came to, and what the gate says of it. */
    RoundDecoder: {
      /** @description Its place on the dial: 0 is the published decoder, 1 the one as trained. */
      share: number;
      /**
       * @description A specialist gains in this project and falls on general pictures.
       * @enum {string}
       */
      kind: "safe" | "specialist" | "refused";
      /** @description A sentence for everything that keeps it from being safe. */
      reasons: string[];
      /** @description By measure, on pictures of this project that it has not learnt from. */
      own: {
        [key: string]: components["schemas"]["MeasureChange"];
      };
      /** @description By measure, on the general check. */
      general: {
        [key: string]: components["schemas"]["MeasureChange"];
      };
      /**
       * @description Null where it is refused.
       * @default null
       */
      decoder_fingerprint?: string | null;
    };
    /** @description How far a round is. */
    RoundProgress: {
      /** @enum {string} */
      phase: "embedding" | "training" | "judging" | "exporting";
      /** @description Steps of this phase. */
      done: number;
      total: number;
      /** @description Of the phase; null while there is nothing to go by. */
      seconds_left: number | null;
      /** @description A step each and the mean score of the groups for early stopping. */
      curve: [number, number][];
    };
    /** @description A project's rounds. */
    Rounds: {
      /** @description The newest first. */
      rounds: components["schemas"]["Round"][];
    };
    /** @description What became of changes that were sent together. */
    Saved: {
      /** @description Ids of annotations whose change is kept now, or was already. */
      taken: string[];
      /** @description The others; nothing was overwritten. */
      conflicts: components["schemas"]["ChangeConflict"][];
      /** @description The picture's `contents` before this: other changes may have come in between. */
      before: number;
      /** @description As of the picture's annotations after this. */
      contents: number;
      /** @description How many annotations the picture has now. */
      objects: number;
      /**
       * @description The picture's, which an edit may have changed.
       * @enum {string}
       */
      state: "new" | "prefilled" | "in_progress" | "submitted" | "returned" | "accepted" | "skipped";
    };
    /** @description A change of an annotation. */
    SentChange: {
      /** @description A new UUID for a new annotation. */
      annotation_id: string;
      /** @description A name for this content, which the client makes and never uses for another. */
      revision: string;
      /**
       * @description The revision that it follows; null for a new annotation.
       * @default null
       */
      predecessor?: string | null;
      /**
       * @description Those of higher rank lie in front.
       * @default 0
       */
      rank?: number;
      /** @description The record; null removes the annotation. */
      record: Record<string, never> | null;
    };
    /** @description One line of the stream. */
    SimilarEvent: components["schemas"]["ProgressEvent"] | components["schemas"]["SuggestionEvent"] | components["schemas"]["SuggestionsSummary"] | components["schemas"]["ErrorEvent"];
    /** @description What is looked for. */
    SimilarRequest: {
      /** @description Masks of one to four objects, of the picture's size. */
      exemplars: [components["schemas"]["Rle"]] | [components["schemas"]["Rle"], components["schemas"]["Rle"]] | [components["schemas"]["Rle"], components["schemas"]["Rle"], components["schemas"]["Rle"]] | [components["schemas"]["Rle"], components["schemas"]["Rle"], components["schemas"]["Rle"], components["schemas"]["Rle"]];
      /**
       * @description Masks that are not to be suggested: what was kept or rejected already.
       * @default []
       */
      others?: components["schemas"]["Rle"][];
      /**
       * @description How thoroughly candidates are looked for, as of segment everything.
       * @default fast
       * @enum {string}
       */
      preset?: "default" | "demo" | "paper" | "fast";
    };
    /** @description An object that was left out. */
    Skipped: {
      /** @description What the file calls it. */
      id: string;
      /** @description Without subject and full stop. */
      reason: string;
    };
    /** @description A revision of an annotation as it is kept. */
    StoredAnnotation: {
      /** @description The one in its record. */
      annotation_id: string;
      /** @description Names this content of it. */
      revision: string;
      /** @description The revision that it followed; null for the first. */
      predecessor: string | null;
      /** @description Those of higher rank lie in front. */
      rank: number;
      /** @description The record, of version 1, as `docs/annotations.md` describes it; null where the annotation was removed. */
      record: Record<string, never> | null;
      /** @description Who made this revision. */
      person_id: string;
      /** @description When it was kept. */
      at: string;
    };
    /** @description A mask that may be another object of the exemplars' kind. */
    SuggestionEvent: {
      /** @constant */
      event: "suggestion";
      /** @description Names it within this answer. */
      id: number;
      /** @description How likely it is right. */
      score: number;
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
    /** @description The end. */
    SuggestionsSummary: {
      /** @constant */
      event: "summary";
      /** @description Suggestions in all, above the line and below it. */
      count: number;
      /** @description The score from which on they should be looked at. */
      line: number;
      /** @description That it took. */
      seconds: number;
      /** @description Whether the candidates had been found by an earlier request. */
      cached: boolean;
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
    /** @description What is known of the server's text model. */
    TextModel: {
      /**
       * @description `none` where the server was started without one.
       * @enum {string}
       */
      state: "none" | "loading" | "ready" | "failed";
      /** @description Why words cannot be looked for, in a sentence; of `none`, what to fetch, and its size. */
      message: string | null;
      /** @description Of its kind, such as CLIP. */
      name: string | null;
      /** @description Those that it can go, the one that is taken first. */
      ways: ("detector" | "two_towers" | "prompt_token")[];
    };
    /** @description What the masks of one group took. */
    TimingGroup: {
      /** @description Null where it was not grouped by this; so are the four that follow. */
      person: string | null;
      label: string | null;
      stage: ("annotate" | "review") | null;
      decoder: string | null;
      /** @description The beginning of a day, UTC. */
      day: string | null;
      masks: number;
      /** @description Active time in all. */
      seconds: number;
      /** @description The mean. */
      seconds_a_mask: number;
      /** @description Of the middle mask. */
      median_seconds: number;
      clicks: number;
      corrections: number;
    };
    /** @description What masks took, in groups. */
    TimingGroups: {
      groups: components["schemas"]["TimingGroup"][];
    };
    /** @description Masks that were kept one after the other. */
    TimingPoint: {
      /** @description When the first of them was kept. */
      begin: string;
      /** @description When the last of them was kept. */
      end: string;
      masks: number;
      /** @description Active time, the mean. */
      seconds_a_mask: number;
      /** @description Of the middle mask. */
      median_seconds: number;
      clicks_a_mask: number;
      corrections_a_mask: number;
      /** @description Fingerprint of the newest decoder of that time; empty before there was one. */
      decoder: string;
    };
    /** @description The first mask of a decoder that was not there before. */
    TimingRetraining: {
      at: string;
      decoder: string;
      /** @description How many masks were kept before that. */
      masks_before: number;
    };
    /** @description What a mask took over time. */
    TimingSeries: {
      /** @description In their order; a retraining begins a new one. */
      points: components["schemas"]["TimingPoint"][];
      /** @description The first decoder of all is none. */
      retrainings: components["schemas"]["TimingRetraining"][];
    };
    /** @description What somebody is to do next. */
    Turn: {
      /** @description Theirs for a while; null where there is nothing to do. */
      picture: components["schemas"]["ProjectPicture"] | null;
      /** @description The one that would come after it, to be encoded ahead; null where there is none. */
      following: components["schemas"]["ProjectPicture"] | null;
    };
    /** @description A mask told before is no longer among the survivors: a better one overlaps it. */
    WithdrawEvent: {
      /** @constant */
      event: "withdraw";
      /** @description The mask's. */
      id: number;
    };
    /** @description A mask that may be what words mean; its `score` is a similarity and no probability. */
    WordMatchEvent: {
      /** @constant */
      event: "suggestion";
      /** @description Names it within this answer. */
      id: number;
      /** @description How likely it is right. */
      score: number;
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
      /** @description Which of those looked for. */
      words: string;
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
    /** @description The picture has no such window. */
    InvalidWindow: {
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
    /** @description The folder has no such picture. */
    FolderPictureNotFound: {
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
    /** @description The picture is not here (any more), or has no such tile. */
    TileNotFound: {
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
    /** @description A parameter of the address is none. */
    InvalidQuery: {
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
    /** @description A mask is none of this picture, there are too many, or the request is none. */
    InvalidExemplars: {
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
    /** @description What is looked for cannot be, there is too much of it, or the request is none. */
    InvalidWords: {
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
    /** @description The server has no text model, or one that cannot be used. */
    NoTextModel: {
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
    /** @description There is no such decoder. */
    NoDecoder: {
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
    /** @description The request's body is no JSON, or a header is malformed. */
    NoJson: {
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
    /** @description What the address names is not here. */
    NotThere: {
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
    /** @description This person may not do that, or it is not known who does it. */
    MayNot: {
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
    /** @description It cannot be done as things stand. */
    NotNow: {
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
    /** @description The change does not follow what is kept. Both versions are in the answer. */
    Conflict: {
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
        "application/json": components["schemas"]["Conflict"];
      };
    };
    /** @description What is to be changed is not any more what If-Match names. */
    Changed: {
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
    /** @description The request does not say which revision it follows. */
    Precondition: {
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
    TooLong: {
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
    /** @description What was sent cannot be kept. */
    Invalid: {
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
    /** @description The database does not take it now. */
    BusyStorage: {
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
    /** @description The disk is full; nothing of this was kept. */
    FullStorage: {
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
     * @description x,y,width,height of the part of the picture that was encoded.
     * @example 512,0,1024,1024
     */
    "Embedding-Window": string;
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
   * @description The upright picture in 8-bit RGB, as PNG. Every picture has one; `preview` in the picture's description is null where a browser that is given the file itself shows the same pixels. `longest` asks for a smaller one; of a picture that is read in parts it is 2000 where nothing is asked.
   */
  getPreview: {
    parameters: {
      query?: {
        /** @description Pixels of the answer's longer side at most; 0 for all there are. */
        longest?: number;
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
      413: components["responses"]["TooLarge"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidQuery"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * See a part of a large picture
   * @description A tile of the upright picture, as the model sees it. Level 0 is native scale, each further level half as wide and high, rounded up; tiles are squares of 512 pixels, the last of a row and of a column what is left. The last level has one tile, which is all of the picture. Tiles are JPEGs; `exact=yes` asks for a PNG, in which no colour is changed.
   */
  getTile: {
    parameters: {
      query?: {
        /** @description Whether the tile is a PNG, which is several times as large. */
        exact?: "no" | "yes";
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
        /**
         * @description 0 for native scale, 1 for half of it, and so on.
         * @example 0
         */
        level: number;
        /**
         * @description The tile's column.
         * @example 0
         */
        x: number;
        /**
         * @description The tile's row.
         * @example 0
         */
        y: number;
      };
    };
    responses: {
      /** @description The tile. */
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
      404: components["responses"]["TileNotFound"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidQuery"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Busy"];
    };
  };
  /**
   * See the first of grey channels
   * @description Three or four samples of a TIFF that says it is grey are shown as colours, as GDAL and many scripts write them. Where they are channels instead, this is the first of them, upright, in 8 bits, as a PNG that can be put in as a picture of its own. Of any other picture it is the preview.
   */
  getFirstChannel: {
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
      /** @description The channel. */
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
      413: components["responses"]["TooLarge"];
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
   * A picture whose longer side is more than 1.25 times what the model sees (`image_size`) has *windows*: squares of that side, of twice, four times that side and so on, each level beginning every half side, the last of a row and of a column at the picture's end. `window` asks for the embedding of one; prompts are then given relative to its corner, as on a picture of its size. Whole pictures are encoded before windows, whoever asks.
   *
   * A decoder understands the embeddings of one image encoder only: compare `Encoder-Fingerprint` with `encoder_fingerprint` of the model. An `ETag` stays valid as long as picture and encoder stay the same.
   */
  getEmbedding: {
    parameters: {
      query?: {
        /** @description The type of the numbers. float16 halves the transfer and changes masks hardly. */
        dtype?: "float16" | "float32";
        /**
         * @description x,y,width,height of one of the picture's windows, in its pixels; without it all of the picture.
         * @example 512,0,1024,1024
         */
        window?: string;
        /** @description Whether nobody waits for it yet; what others wait for then goes first. */
        ahead?: "no" | "yes";
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
          "Embedding-Window": components["headers"]["Embedding-Window"];
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
   * List the server's folder of pictures
   * @description The picture files of the folder that the server was started with (`--pictures-dir`), those of folders below it too; none where it was started without one.
   */
  listFolder: {
    responses: {
      /** @description The files. */
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
          "application/json": components["schemas"]["FolderList"];
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
   * Open a picture of the server's folder
   * @description The picture is then here as if it had been put in, under the same id. A large TIFF is read where it lies, and may have any number of bytes. The first time the whole file is read once, for its id.
   */
  openInFolder: {
    parameters: {
      query?: {
        /**
         * @description The file to open, as the list has it.
         * @example slide.tif
         */
        name?: string;
      };
    };
    responses: {
      /** @description The picture. */
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
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["FolderPictureNotFound"];
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
   * Segment everything
   * @description Finds a mask for every object of the picture, and tells of each as soon as it passes the filters. The answer is a stream: each line is a JSON object, an event, and leaves at once, uncompressed. The survivors that the summary names, each as it was told last, are the records that `sam.SamAutomaticMaskGenerator` gives for the same settings.
   *
   * The answer is the job: closing the connection cancels it, at the latest after one batch of points. Requests for embeddings go before its batches, and at most `--max-jobs` run at once; as many again wait in line, where they are told that nothing is done yet; further ones are answered `503`. Where several may run, one client leaves a place to the others. Who asks for what a running job is finding already is told how far that one is, and then its result; the same picture and settings asked for again are answered at once, with the result's masks only. A client that takes nothing of what waits for it for a minute is disconnected (on Linux, and behind the proxy).
   *
   * A picture in which nothing is found has an empty summary. A failure after the stream has begun is an `error` event, its last line, with one of the codes below, or `stopping` where the server is being stopped.
   */
  segmentEverything: {
    parameters: {
      query?: {
        /** @description Fingerprint of a decoder, as projects have one; without it that in force. */
        decoder?: string;
      };
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
      404: components["responses"]["NoDecoder"];
      413: components["responses"]["SettingsTooLarge"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidSettings"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["EncodingFailed"];
      503: components["responses"]["JobsBusy"];
    };
  };
  /**
   * Find the rest like some objects
   * @description Suggests masks that are of the same kind as one to four objects of the picture, out of what segment everything finds in it. Each line of the answer is a JSON object, an event: how far everything is, where it has not been segmented yet (`progress`); then each `suggestion`, the likeliest first, and no two of one object; and a `summary` with the line. No suggestion above the line is an answer: nothing was found.
   *
   * Neither the exemplars nor parts of them are suggested, nor what `others` names. What everything found is kept and counts for the next question, also where it was asked for by `.../everything` with `candidates` and the same preset. Everything's limits and refusals hold here too. A failure after the stream has begun is an `error` event, its last line.
   */
  findSimilar: {
    parameters: {
      query?: {
        /** @description Fingerprint of a decoder, as projects have one; without it that in force. */
        decoder?: string;
      };
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
    /** @description The exemplars. */
    requestBody: {
      content: {
        /**
         * @example {
         *   "exemplars": [
         *     {
         *       "size": [
         *         427,
         *         640
         *       ],
         *       "counts": "^Tb11T=<H4L4M2N2M4M2O0O2N2O0O2N2O000O2O000O2O00000000000O20N1000000000001N10001N10001N2N101N2N101N3L3N2N3L4L8DadR6"
         *     }
         *   ],
         *   "preset": "fast"
         * }
         */
        "application/json": components["schemas"]["SimilarRequest"];
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
          "application/x-ndjson": components["schemas"]["SimilarEvent"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NoDecoder"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidExemplars"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["EncodingFailed"];
      503: components["responses"]["JobsBusy"];
    };
  };
  /**
   * Find what words mean
   * @description Suggests masks of what words mean, with the text model that the server was started with (`--text`). Each line of the answer is a JSON object, an event: how far segment everything is, where its candidates are needed and it has not been done yet (`progress`); then each `suggestion`, the most similar first; and a `summary` with the line. No suggestion above the line is an answer: there is no such thing in the picture.
   *
   * Words beyond 32 at once, longer ones than 100 letters and control characters are refused. The text model answers one request at a time; those that wait are bounded. Everything's limits and refusals hold here too. A failure after the stream has begun is an `error` event, its last line.
   */
  findWords: {
    parameters: {
      query?: {
        /** @description Fingerprint of a decoder, as projects have one; without it that in force. */
        decoder?: string;
      };
      path: {
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        image_id: string;
      };
    };
    /** @description The words. */
    requestBody: {
      content: {
        /**
         * @example {
         *   "words": [
         *     "red cup"
         *   ],
         *   "rivals": [
         *     "plate"
         *   ],
         *   "preset": "fast"
         * }
         */
        "application/json": components["schemas"]["FindRequest"];
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
          "application/x-ndjson": components["schemas"]["FindEvent"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NoTextModel"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["InvalidWords"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["EncodingFailed"];
      503: components["responses"]["JobsBusy"];
    };
  };
  /**
   * Text model
   * @description Whether words can be looked for, and how. A text model is loaded in the background when the server starts; until then it is `loading`.
   */
  getTextModel: {
    responses: {
      /** @description What is known of it. */
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
          "application/json": components["schemas"]["TextModel"];
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
    parameters: {
      query?: {
        /** @description Fingerprint of a decoder, as projects have one; without it that in force. */
        decoder?: string;
      };
    };
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
      404: components["responses"]["NoDecoder"];
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
  /**
   * List the people
   * @description Everybody who ever worked on a project here, for somebody to pick their name from.
   */
  listPeople: {
    responses: {
      /** @description The people. */
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
          "application/json": components["schemas"]["People"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Pick or make a name
   * @description The person of a name, made where there is none. The first of all is a lead; whoever comes later is an annotator until a lead gives them another role. There are no accounts: who has the server's access token may act under any name, unless that person has a personal token.
   */
  makePerson: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Ada"
         * }
         */
        "application/json": components["schemas"]["NewPerson"];
      };
    };
    responses: {
      /** @description The person was there already. */
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
          "application/json": components["schemas"]["Person"];
        };
      };
      /** @description The person is new. */
      201: {
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
          "application/json": components["schemas"]["Person"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Give somebody a role
   * @description A lead gives roles. There is always one lead at least; an operator can make one with `python -m dataengine role`.
   */
  changePerson: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The person's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        person_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "role": "reviewer"
         * }
         */
        "application/json": components["schemas"]["PersonChange"];
      };
    };
    responses: {
      /** @description The person with the role. */
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
          "application/json": components["schemas"]["Person"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Make a personal token
   * @description From now on only requests with this token in `Person-Token` may act under this name. People make their own; a lead makes anybody's, in place of one that was lost.
   */
  giveToken: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The person's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        person_id: string;
      };
    };
    responses: {
      /** @description The token, which is shown this once. */
      201: {
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
          "application/json": components["schemas"]["NewToken"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Drop a personal token
   * @description Lets everybody of the team act under this name again.
   */
  dropToken: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The person's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        person_id: string;
      };
    };
    responses: {
      /** @description The person, without a token. */
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
          "application/json": components["schemas"]["Person"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * List the projects
   * @description Each with how far it is.
   */
  listProjects: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
    };
    responses: {
      /** @description The projects. */
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
          "application/json": components["schemas"]["Projects"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Make a project
   * @description Leads make projects.
   */
  makeProject: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "Pets",
         *   "labels": [
         *     {
         *       "name": "cat",
         *       "key": "1"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["NewProject"];
      };
    };
    responses: {
      /** @description The project. */
      201: {
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
          "application/json": components["schemas"]["Project"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Get a project
   * @description With its labels. The `ETag` names its version, for `If-Match`; what changes all the time is in its progress.
   */
  getProject: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The project. */
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
          "application/json": components["schemas"]["Project"];
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
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Remove a project for good
   * @description Leads may, once it is put away and no round is at work in it. From the answer on it is gone for everybody: pictures, annotations with all that they ever were, comments, times, events. Rows of many pictures, and files that no other project has, follow within seconds or minutes. What was removed, by whom and when, stays in the list of removed projects.
   */
  removeProject: {
    parameters: {
      query?: {
        /** @description The project's name, so that it is this one that is meant. Without: `409`. */
        name?: string;
      };
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description What was removed. */
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
          "application/json": components["schemas"]["RemovedProject"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Change a project
   * @description Leads change projects. With `archived` one is put away; only then it can be removed for good.
   */
  changeProject: {
    parameters: {
      header?: {
        /** @description The ETag of what is to be changed, as it was read. Without it: `428`. */
        "If-Match"?: string;
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "guideline": "Mark every pet, whiskers too."
         * }
         */
        "application/json": components["schemas"]["ProjectChange"];
      };
    };
    responses: {
      /** @description The project as it is now. */
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
          "application/json": components["schemas"]["Project"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      412: components["responses"]["Changed"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      428: components["responses"]["Precondition"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See how far a project is
   * @description How many pictures are in which state, and who is at what.
   */
  getProgress: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The progress. */
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
          "application/json": components["schemas"]["Progress"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Count the objects of each label
   * @description Before a label is merged or removed. Where a label of many objects was renamed or merged, it says that some of them do not have the new one yet.
   */
  countLabels: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The counts. */
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
          "application/json": components["schemas"]["LabelCounts"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Add a label
   * @description Behind the others. Reviewers and leads may.
   */
  makeLabel: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "puppy",
         *   "key": "3"
         * }
         */
        "application/json": components["schemas"]["NewLabel"];
      };
    };
    responses: {
      /** @description The label. */
      201: {
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
          "application/json": components["schemas"]["ProjectLabel"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See what each person did lately
   * @description Counted from the project's events, of gold pictures those that who asks may hear of.
   */
  getLately: {
    parameters: {
      query?: {
        /** @description So many days back from now. */
        days?: number;
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description What they did. */
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
          "application/json": components["schemas"]["Lately"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * List the projects that were removed
   * @description Who removed what, and when.
   */
  listRemovedProjects: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
    };
    responses: {
      /** @description The removals, the last one first. */
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
          "application/json": components["schemas"]["RemovedProjects"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Remove a label
   * @description One that no object has; else merge it into another.
   */
  removeLabel: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The label's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        label_id: string;
      };
    };
    responses: {
      /** @description The project without it. */
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
          "application/json": components["schemas"]["Project"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Change a label
   * @description Where it gets another name, every object of it does: each has a new revision then. What somebody changes of such an object meanwhile is a conflict, in which nothing is lost. Of many thousands some may get it a little after the answer, so that nobody who writes waits for them.
   */
  changeLabel: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The label's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        label_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "whelp",
         *   "place": 0
         * }
         */
        "application/json": components["schemas"]["LabelChange"];
      };
    };
    responses: {
      /** @description The label as it is now. */
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
          "application/json": components["schemas"]["ProjectLabel"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Merge a label into another
   * @description All its objects get the other label, as when a label is renamed, and it is gone.
   */
  mergeLabel: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The label's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        label_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "into": "c56a4180-65aa-42ec-a945-5fd21dec0538"
         * }
         */
        "application/json": components["schemas"]["LabelMerge"];
      };
    };
    responses: {
      /** @description The label that stays. */
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
          "application/json": components["schemas"]["ProjectLabel"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * List a project's pictures
   * @description In parts: begin without `cursor`, and go on with `next`. The first part says how many there are in all; all conditions hold at once.
   */
  listPictures: {
    parameters: {
      query?: {
        /** @description The last answer's `next`. */
        cursor?: string;
        /** @description Pictures of one part. */
        limit?: number;
        /** @description One state, or several with commas between. */
        state?: string;
        /** @description Part of the file's name or group, whatever the case. */
        search?: string;
        /** @description Has an object of this label. */
        label?: string;
        /** @description Was annotated or submitted last by this person. */
        worker?: string;
        /** @description `true` or `false`: whether somebody is at it. */
        at_work?: string;
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description A part of them. */
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
          "application/json": components["schemas"]["PicturePage"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Add a picture to a project
   * @description As `POST /api/v1/images`, and the file is kept for good. The same file is added once; sending it again changes nothing.
   */
  addPicture: {
    parameters: {
      query?: {
        /** @description The picture's name. */
        file_name?: string;
        /** @description Pictures that belong together: one scene, one film. */
        group?: string;
      };
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
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
      /** @description The picture was there already. */
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      /** @description The picture is new in the project. */
      201: {
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      400: components["responses"]["MissingFile"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLarge"];
      415: components["responses"]["Unsupported"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Damaged"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Add pictures that the server has
   * @description Files that some project has, or that were put in for trying, are added without being sent again; the answer says which have to be sent. So an upload of many files goes on where it was broken off.
   */
  addKnownPictures: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "pictures": [
         *     {
         *       "id": "ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1",
         *       "file_name": "photo.jpg"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["KnownPictures"];
      };
    };
    responses: {
      /** @description What is in the project now, and what is to be sent. */
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
          "application/json": components["schemas"]["AddedPictures"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Get a picture of a project
   * @description What is known of it, but its annotations.
   */
  getPicture: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description The picture. */
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Remove a picture for good
   * @description Leads may, while nobody else is at it. Its annotations and comments go with it, and its file, where no other project has it; one in a folder that an operator registered stays there. The times of its masks and what happened stay.
   */
  removePicture: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description What was removed. */
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
          "application/json": components["schemas"]["RemovedPicture"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Get a picture's pixels
   * @description The file as it was put in where a browser shows the very pixels that the model sees, else the picture as PNG.
   */
  getPictureFile: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
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
          "image/jpeg": string;
          "image/png": string;
          "image/webp": string;
          "image/gif": string;
          "image/bmp": string;
          "image/avif": string;
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
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Get a small picture
   * @description A JPEG of at most 320 pixels a side.
   */
  getPictureThumbnail: {
    parameters: {
      header?: {
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description The small picture. */
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
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Get a picture's annotations
   * @description Each with its revision. The `ETag` changes with any of them.
   */
  getProjectAnnotations: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description The annotations. */
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
          "application/json": components["schemas"]["ProjectDocument"];
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
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Save several changes
   * @description Each change names the revision that it follows. Those that follow what is kept are taken, all together; the others are answered with what is kept instead. A change that was taken before is taken as well, so that a request can be sent again. Where one of them cannot be kept by anybody, as with a mask of another size, none is.
   *
   * The first change of a picture that is new or prefilled makes it `in_progress`. Of a submitted picture only reviewers and leads change annotations, of an accepted one nobody.
   */
  saveProjectAnnotations: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "changes": [
         *     {
         *       "annotation_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
         *       "revision": "page.17",
         *       "predecessor": "page.16",
         *       "rank": 1,
         *       "record": {
         *         "version": 1,
         *         "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
         *         "name": "Rex II",
         *         "label": "dog",
         *         "segmentation": {
         *           "size": [
         *             427,
         *             640
         *           ],
         *           "counts": "^U4^U4TaR8"
         *         },
         *         "prompts": [],
         *         "corrections": [],
         *         "candidates": [],
         *         "chosen": null,
         *         "source": "manual",
         *         "predicted_iou": null,
         *         "stability_score": null,
         *         "point_coords": null,
         *         "crop_box": null,
         *         "model": null,
         *         "created": "2026-11-25T14:43:09Z",
         *         "modified": "2026-11-25T14:43:09Z"
         *       }
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["Changes"];
      };
    };
    responses: {
      /** @description What became of them. */
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
          "application/json": components["schemas"]["Saved"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Get an annotation
   * @description The `ETag` is its revision, for `If-Match`. One that was removed is answered too, without a record.
   */
  getProjectAnnotation: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description An ETag received earlier; the answer is 304 without a body while it is still the same. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
        /**
         * @description The annotation's id, the one in its record.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        annotation_id: string;
      };
    };
    responses: {
      /** @description The annotation. */
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
          "application/json": components["schemas"]["StoredAnnotation"];
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
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Write an annotation
   * @description With `If-Match` naming the revision that it follows, or `If-None-Match: *` where it is new. A write that follows another revision than the one that is kept is refused with both versions. The revision is named by the client, so a change that waits to be sent can be followed by the next one, and the same one sent again is answered as the first time.
   */
  putProjectAnnotation: {
    parameters: {
      header?: {
        /** @description The ETag of what is to be changed, as it was read. Without it: `428`. */
        "If-Match"?: string;
        /** @description `*` where the annotation is new. Without this and `If-Match`: `428`. */
        "If-None-Match"?: string;
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
        /**
         * @description The annotation's id, the one in its record.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        annotation_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "revision": "page.17",
         *   "rank": 1,
         *   "record": {
         *     "version": 1,
         *     "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
         *     "name": "Rex",
         *     "label": "dog",
         *     "segmentation": {
         *       "size": [
         *         427,
         *         640
         *       ],
         *       "counts": "^U4^U4TaR8"
         *     },
         *     "prompts": [],
         *     "corrections": [],
         *     "candidates": [],
         *     "chosen": null,
         *     "source": "manual",
         *     "predicted_iou": null,
         *     "stability_score": null,
         *     "point_coords": null,
         *     "crop_box": null,
         *     "model": null,
         *     "created": "2026-11-25T14:43:09Z",
         *     "modified": "2026-11-25T14:43:09Z"
         *   }
         * }
         */
        "application/json": components["schemas"]["NewContent"];
      };
    };
    responses: {
      /** @description What is kept now. */
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
          "application/json": components["schemas"]["StoredAnnotation"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      412: components["responses"]["Conflict"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      428: components["responses"]["Precondition"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Remove an annotation
   * @description As it is written: with `If-Match`, and with a revision of its own, under which it can come back.
   */
  removeProjectAnnotation: {
    parameters: {
      query?: {
        /** @description A name for the removal, which the client makes and never uses for anything else. */
        revision?: string;
      };
      header?: {
        /** @description The ETag of what is to be changed, as it was read. Without it: `428`. */
        "If-Match"?: string;
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
        /**
         * @description The annotation's id, the one in its record.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        annotation_id: string;
      };
    };
    responses: {
      /** @description What is kept: no record. */
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
          "application/json": components["schemas"]["StoredAnnotation"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      412: components["responses"]["Conflict"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      428: components["responses"]["Precondition"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See all that an annotation was
   * @description Every revision, by whom and when. None is ever changed or removed.
   */
  getProjectRevisions: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
        /**
         * @description The annotation's id, the one in its record.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        annotation_id: string;
      };
    };
    responses: {
      /** @description The revisions. */
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
          "application/json": components["schemas"]["Revisions"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Stream all annotations of a project
   * @description A line of JSON for each picture, in the order in which they were added, all as they were at one moment.
   */
  streamProjectAnnotations: {
    parameters: {
      query?: {
        /** @description Only of pictures in this state. */
        state?: "all" | "new" | "prefilled" | "in_progress" | "submitted" | "returned" | "accepted" | "skipped";
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The pictures. */
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
          "application/x-ndjson": components["schemas"]["AnnotatedPicture"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Get the next picture
   * @description Who annotates gets what was returned to them, then what they had begun, then what others left, then prefilled and new pictures in the project's order. Who reviews gets submitted ones, those of others before their own. Nobody gets a picture that another person is at.
   */
  nextPicture: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "stage": "annotate",
         *   "without": [
         *     "ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1"
         *   ]
         * }
         */
        "application/json": components["schemas"]["NextRequest"];
      };
    };
    responses: {
      /** @description The next picture, and the one behind it. */
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
          "application/json": components["schemas"]["Turn"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Say that one is at a picture
   * @description Also to say that one still is. The lease in the answer is another person's where they are at it; that forbids nothing, and `take_over` takes it from them. It expires by itself.
   */
  takePicture: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "take_over": true
         * }
         */
        "application/json": components["schemas"]["LeaseRequest"];
      };
    };
    responses: {
      /** @description The picture, and who is at it. */
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Leave a picture
   * @description So that others get it. Another person's lease stays.
   */
  leavePicture: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description The picture. */
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Submit, skip, accept or return a picture
   * @description `submit` and `skip` what is not done yet; `take_back` either of them; `accept` and `return` what was submitted, as a reviewer or lead; `return` what was accepted; `reconsider` takes either decision back while nobody works on the picture; `prefill` is for programs that have put suggestions in. What the state does not allow is refused with what it does. With `contents` nobody decides about annotations that they have not seen. Use an idempotency key, so that a request that is sent again is not refused.
   */
  actOnPicture: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "action": "submit",
         *   "exhaustive": [
         *     "dog"
         *   ]
         * }
         */
        "application/json": components["schemas"]["PictureAction"];
      };
    };
    responses: {
      /** @description The picture in its new state. */
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Claim that every object is marked
   * @description Every object of these labels. A claim of its own: a picture may be submitted without it.
   */
  claimExhaustive: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "labels": [
         *     "cat",
         *     "dog"
         *   ]
         * }
         */
        "application/json": components["schemas"]["Claim"];
      };
    };
    responses: {
      /** @description The picture with the claim. */
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
          "application/json": components["schemas"]["ProjectPicture"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * List a picture's comments
   * @description Those that are dealt with among them.
   */
  listComments: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description The comments. */
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
          "application/json": components["schemas"]["PictureComments"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Comment on a picture
   * @description Pinned to a place, to an object, to both, or to the whole picture.
   */
  makeComment: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "text": "Is this one a dog?",
         *   "x": 120,
         *   "y": 80
         * }
         */
        "application/json": components["schemas"]["NewComment"];
      };
    };
    responses: {
      /** @description The comment. */
      201: {
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
          "application/json": components["schemas"]["PictureComment"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Resolve a comment
   * @description Or take that back.
   */
  changeComment: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The comment's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        comment_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "resolved": true
         * }
         */
        "application/json": components["schemas"]["CommentChange"];
      };
    };
    responses: {
      /** @description The comment. */
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
          "application/json": components["schemas"]["PictureComment"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Sum up what masks took
   * @description In groups, by any of person, label, stage, decoder and day.
   */
  sumTimings: {
    parameters: {
      query?: {
        /**
         * @description What to group by, with commas between; nothing for one group of all.
         * @example day,decoder
         */
        by?: string;
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The groups. */
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
          "application/json": components["schemas"]["TimingGroups"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Keep what masks took
   * @description Active time, clicks and corrections, one for each mask that was kept. One whose id is kept already is passed over.
   */
  addTimings: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "timings": [
         *     {
         *       "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         *       "picture_id": "ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1",
         *       "annotation_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
         *       "label": "dog",
         *       "active_ms": 5200,
         *       "clicks": 2,
         *       "corrections": 1,
         *       "at": "2026-11-25T14:43:09Z"
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["NewTimings"];
      };
    };
    responses: {
      /** @description They are kept. */
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
          "application/json": components["schemas"]["KeptTimings"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See what a mask took over time
   * @description Seconds, clicks and corrections a mask, so many masks to a point, with retrainings of the decoder marked: no point has masks from before and after one.
   */
  getTimingSeries: {
    parameters: {
      query?: {
        /** @description About so many. */
        points?: number;
        /** @description What the time was spent on. */
        stage?: "annotate" | "review" | "all";
        /** @description Of this person alone. */
        person?: string;
        /** @description Of objects of this label alone. */
        label?: string;
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The points, and the retrainings. */
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
          "application/json": components["schemas"]["TimingSeries"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Get what masks took, as CSV
   * @description A row for each mask. A text that a spreadsheet would take for a formula has an apostrophe before it.
   */
  getTimingsCsv: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The table. */
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
          "text/csv": string;
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Listen to what happens
   * @description Server-sent events, as a browser's `EventSource` reads them: `id` is the event's number, `event` its kind, `data` the event as JSON. Without `Last-Event-ID` or `after` it begins with what happens from now on. Where a connection ends, ask again with the last number: nothing is missed. The server ends it by itself after an hour, and at once where `--max-listeners` listen already; `retry` says when to come back.
   */
  listen: {
    parameters: {
      query?: {
        /** @description The same, where a header cannot be sent; 0 begins with the first event. */
        after?: string;
        /** @description `false` answers what there is and ends. */
        wait?: "true" | "false";
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description The number of the last event that is known. */
        "Last-Event-ID"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The events. */
      200: {
        headers: {
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
          "text/event-stream": components["schemas"]["ProjectEvent"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * See in which order pictures are given
   * @description And how far it is computed.
   */
  getQueueOrder: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The order. */
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
          "application/json": components["schemas"]["QueueState"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Choose in which order pictures are given
   * @description Leads may. A process of its own computes it at low priority; until then pictures are given as before, and `queue_ordered` is told in the feed when it is there. What was returned or begun is given first in any order.
   */
  chooseQueueOrder: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "order": "diverse"
         * }
         */
        "application/json": components["schemas"]["OrderChoice"];
      };
    };
    responses: {
      /** @description The order. */
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
          "application/json": components["schemas"]["QueueState"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Get a project as a data set
   * @description A ZIP with the annotations as they are at one moment, and a `manifest.json` with counts, hashes, decoders, and what this kind does not hold; `docs/projects.md` lists the kinds. One is made at a time: it lies on the server's disk until it was taken.
   */
  exportProject: {
    parameters: {
      query?: {
        /** @description Of the data set. */
        kind?: "coco" | "coco_polygons" | "sa1b" | "yolo" | "png" | "labelme" | "cvat" | "label_studio" | "json";
        /** @description Of which pictures. */
        state?: "accepted" | "all";
        /** @description Whether the pictures' files come along. */
        pictures?: "false" | "true";
      };
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The data set. */
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
          "application/zip": string;
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Give a project the annotations of a data set
   * @description The body is a file of any kind that `docs/annotations.md` lists, or a ZIP of several. Pictures are found by their names; they have to be in the project already. What is there stays: sending the same file again adds nothing. Labels that the project lacks are made, which reviewers and leads may.
   */
  bringInDataSet: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        "application/octet-stream": string;
      };
    };
    responses: {
      /** @description What became of it. */
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
          "application/json": components["schemas"]["BroughtIn"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See which pictures are gold
   * @description For leads: no answer to an annotator says which pictures are gold, or how many.
   */
  getGold: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description What is gold. */
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
          "application/json": components["schemas"]["Gold"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Say how many gold pictures are mixed in
   * @description Annotators get so many of them among their new pictures, each person each one once, at places that cannot be foreseen. To them it is a picture that nobody has begun; what they make of it is kept apart. Who has worked on a gold picture is not given it.
   */
  changeGold: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "rate": 0.1
         * }
         */
        "application/json": components["schemas"]["GoldChange"];
      };
    };
    responses: {
      /** @description What is gold. */
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
          "application/json": components["schemas"]["Gold"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Mark a picture as gold
   * @description An accepted one with a claim of labels of which every object is marked: an object that is missing in it could not be told from a mistake. As long as it is gold it cannot be returned.
   */
  markGold: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description What is gold. */
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
          "application/json": components["schemas"]["Gold"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Make a picture one like the others again
   * @description What people made of it is kept, and counts again where it is marked again.
   */
  unmarkGold: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description What is gold. */
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
          "application/json": components["schemas"]["Gold"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See how people do on gold pictures
   * @description What each person submitted beside the known answer, label by label: only labels of which the known answer is said to have every object. For leads.
   */
  getGoldReport: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description How they did. */
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
          "application/json": components["schemas"]["GoldReport"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Get what a project has learnt
   * @description Which of a click's masks comes first here, as sums over the objects that all people kept: `sam.ranking.Memory.from_json` takes it. It is empty where nothing was learnt.
   */
  getMemory: {
    parameters: {
      header?: {
        /** @description Who reads it; without it what annotators may see is answered. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The memory. */
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
          "application/json": components["schemas"]["Memory"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Forget what a project has learnt
   * @description It begins anew, with what is kept from then on. For reviewers and leads.
   */
  forgetMemory: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description It is empty. */
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
          "application/json": components["schemas"]["Memory"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Learn from objects that were kept
   * @description The features of an object's first click and how much each of its four masks has in common with the mask that was kept, after all corrections. Lessons of several people add up. An object that was learnt from already is passed over.
   */
  teachMemory: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "lessons": [
         *     {
         *       "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
         *       "label": "dog",
         *       "rows": [
         *         [
         *           1,
         *           0,
         *           0,
         *           0,
         *           0.91,
         *           0.94,
         *           -1.2,
         *           0.4,
         *           0.6,
         *           1,
         *           0.7,
         *           1,
         *           0.8,
         *           0.02,
         *           0.5,
         *           0.6,
         *           0.4
         *         ],
         *         [
         *           0,
         *           1,
         *           0,
         *           0,
         *           0.91,
         *           0.94,
         *           -1.2,
         *           0.4,
         *           0.6,
         *           1,
         *           0.7,
         *           1,
         *           0.8,
         *           0.02,
         *           0.5,
         *           0.6,
         *           0.4
         *         ],
         *         [
         *           0,
         *           0,
         *           1,
         *           0,
         *           0.91,
         *           0.94,
         *           -1.2,
         *           0.4,
         *           0.6,
         *           1,
         *           0.7,
         *           1,
         *           0.8,
         *           0.02,
         *           0.5,
         *           0.6,
         *           0.4
         *         ],
         *         [
         *           0,
         *           0,
         *           0,
         *           1,
         *           0.91,
         *           0.94,
         *           -1.2,
         *           0.4,
         *           0.6,
         *           1,
         *           0.7,
         *           1,
         *           0.8,
         *           0.02,
         *           0.5,
         *           0.6,
         *           0.4
         *         ]
         *       ],
         *       "overlaps": [
         *         0.9,
         *         0.4,
         *         0.95,
         *         0.6
         *       ]
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["Lessons"];
      };
    };
    responses: {
      /** @description They are learnt. */
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
          "application/json": components["schemas"]["Learnt"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * List a project's rounds of fine-tuning
   * @description Each with what the gate says of its decoders; refused ones too.
   */
  listRounds: {
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description The rounds. */
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
          "application/json": components["schemas"]["Rounds"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Fine-tune the mask decoder on the accepted pictures
   * @description A process of its own does it at low priority; `task_changed` is told in the feed when it begins and ends. Nothing is switched on by itself. One round of a project at a time.
   */
  makeRound: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *   "seed": 0
         * }
         */
        "application/json": components["schemas"]["NewRound"];
      };
    };
    responses: {
      /** @description The round. */
      202: {
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
          "application/json": components["schemas"]["Round"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Read what came of a round
   * @description While it runs, how far it is.
   */
  getRound: {
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The round's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        round_id: string;
      };
    };
    responses: {
      /** @description The round. */
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
          "application/json": components["schemas"]["Round"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Ask a round to stop
   * @description It stops within seconds, and its decoder in the making is not offered; a specialist that it has offered by then stays. A round that is over stays as it is.
   */
  cancelRound: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The round's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        round_id: string;
      };
    };
    responses: {
      /** @description The round. */
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
          "application/json": components["schemas"]["Round"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Choose the decoder of a project
   * @description All open pages of the project change over within seconds; annotations keep the fingerprint of the decoder that they were made with. Only what the gate offers can be chosen, and any of it can be changed back.
   */
  chooseDecoder: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "round_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
         *   "which": "safe"
         * }
         */
        "application/json": components["schemas"]["DecoderChoice"];
      };
    };
    responses: {
      /** @description The project. */
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
          "application/json": components["schemas"]["Project"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * See what is suggested in a project, and what it is worth
   * @description The last task with how far it is, and of each label how its suggestions have done. Of a label of which fewer than half of the last suggestions were right, ten at least, none are shown and made any more, until a lead switches it on again.
   */
  getPrefill: {
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description What there is. */
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
          "application/json": components["schemas"]["Prefill"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Switch a label's suggestions on or off
   * @description What was decided before counts no more for whether they are worth it. For leads.
   */
  switchPrefill: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "label": "dog",
         *   "on": true
         * }
         */
        "application/json": components["schemas"]["PrefillSwitch"];
      };
    };
    responses: {
      /** @description What there is. */
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
          "application/json": components["schemas"]["Prefill"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Suggest masks for pictures that nobody has begun
   * @description A process of its own does it at low priority; `task_changed` is told in the feed when it begins and ends, `picture_changed` for each picture. Pictures that somebody begins meanwhile are left alone. One task of a project at a time. For leads.
   */
  makePrefill: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    requestBody?: {
      content: {
        /** @example {} */
        "application/json": components["schemas"]["NewPrefill"];
      };
    };
    responses: {
      /** @description It is asked for. */
      202: {
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
          "application/json": components["schemas"]["Prefill"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Ask the making of suggestions to stop
   * @description It stops within seconds; what is suggested by then stays. Where none is made, nothing happens.
   */
  cancelPrefill: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
      };
    };
    responses: {
      /** @description What there is. */
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
          "application/json": components["schemas"]["Prefill"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
  /**
   * Get what is suggested of a picture
   * @description Never annotations: who accepts one writes an annotation with the suggestion's id, and with `suggestion` in its record. Removing that annotation opens the suggestion again. Labels that are off are left out.
   */
  listSuggestions: {
    parameters: {
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    responses: {
      /** @description The suggestions. */
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
          "application/json": components["schemas"]["PictureSuggestions"];
        };
      };
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["CrossSite"];
      404: components["responses"]["NotThere"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
    };
  };
  /**
   * Reject suggestions, for good
   * @description They are not suggested there again under their label, and count in what suggestions are worth.
   */
  rejectSuggestions: {
    parameters: {
      header?: {
        /** @description Who does it: the id that `POST /api/v1/people` answers. */
        Person?: string;
        /** @description The personal token, where this person has one. */
        "Person-Token"?: string;
        /** @description Names this request. Sent again under the same key within a week it is answered as the first time, and not done again. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The project's id.
         * @example 0f8fad5b-d9cb-469f-a165-70867728950e
         */
        project_id: string;
        /**
         * @description The picture's id: SHA-256 of its file, 64 hexadecimal digits.
         * @example ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1
         */
        picture_id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "ids": [
         *     "0f8fad5b-d9cb-469f-a165-70867728950e"
         *   ],
         *   "rejected": true
         * }
         */
        "application/json": components["schemas"]["Rejections"];
      };
    };
    responses: {
      /** @description What is left. */
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
          "application/json": components["schemas"]["PictureSuggestions"];
        };
      };
      400: components["responses"]["NoJson"];
      401: components["responses"]["TokenRequired"];
      403: components["responses"]["MayNot"];
      404: components["responses"]["NotThere"];
      409: components["responses"]["NotNow"];
      413: components["responses"]["TooLong"];
      421: components["responses"]["UnknownHost"];
      422: components["responses"]["Invalid"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["BusyStorage"];
      507: components["responses"]["FullStorage"];
    };
  };
}
