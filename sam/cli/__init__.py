"""The command line: one file per command, each with ``add_arguments`` and ``run``.

``run`` returns the exit status, or None for 0.
"""
