"""Everything of pictures without end: from one laptop to a cluster, with the same masks.

A *source* is listed once into a *catalog*; its pictures are cut into *shards*. A worker does one
picture after the other and leaves a *piece* of each; when a shard has all its pieces it is written,
whole, and then its part of the index, which says that it is done. Whatever is killed in between is
found again by what lies there: nothing but the pictures under way has to be done anew.

``run`` is the whole of it; ``dataengine.batch.ray_pool`` is the only file that knows Ray.
"""
