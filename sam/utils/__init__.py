"""The modules of the public ``segment_anything`` package's ``utils``, over this library."""
