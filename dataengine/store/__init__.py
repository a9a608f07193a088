"""What is kept: the only room that knows SQL, and the files of pictures.

Each module of a thing (``projects``, ``pictures``, ``annotations``, ...) has functions that take a
:class:`~dataengine.store.database.Transaction` first and are a part of it: either all that is done
in one is kept, or nothing.
"""
