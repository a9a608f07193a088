"""Guides, and the two commands that make parts of them."""
