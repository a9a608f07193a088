"""The steps, by number. A step that was published is never changed."""
