"""How the tables came to be what they are: a file of ``versions/`` for each step."""
