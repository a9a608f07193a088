"""What is running, without a web server: the image encoder and its caches, pictures, and jobs.

    pictures (ImageStore) ─> SharedEncoder ─> Jobs ─> events
            └─ DiskCache       └─ EmbeddingDisk  └─ results

It knows the model (``sam``) and no protocol: what goes wrong is a
:class:`studio.errors.StudioError`. A web server, a worker or a script each build on it.
"""
