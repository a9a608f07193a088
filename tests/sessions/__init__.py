"""Saved sessions of earlier versions, and how they are recorded."""
