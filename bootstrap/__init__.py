"""The newcomer's commands: `python3 -m bootstrap run`, `test`, `setup`, and those of `help`.

This package prepares everything else, so it runs before anything is installed: it imports the
standard library only, and nothing of `sam`, `export` or `server`; those it starts as `python -m`
commands in the environment that it made. `make` calls it and adds nothing.
"""
