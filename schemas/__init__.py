"""Writes what is made of the models: schemas, and what the page has of them. See ``__main__``."""
