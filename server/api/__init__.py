"""The API, each operation written once: its address, its words, its answers and their types.

``routes/`` answers them; ``python -m schemas`` makes ``openapi.json`` of them, and of that the
page's types and ``docs/api.md``.
"""
