"""Readers of other tools' files, one a file.

Each has ``is_it``, which recognises by content, and ``document``, which makes of it a document as
COCO JSON has it, whose objects may say their ``label`` themselves and leave out what is not known.
:func:`sam.formats.coco_reader.coco_reading` takes it from there, so that names, sizes, ids, shapes
and reports are the same for all. The page asks the server to read these
(``docs/adr/0043-files-of-other-tools.md``).
"""
