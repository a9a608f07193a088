"""A scripted annotator: what is to be annotated, how it goes about it, and what that took.

objects (what, drawn with a seed) ─> script (one object, on a page or anything like it) ─> tally
"""
