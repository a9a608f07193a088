"""Data sets out of a project and into it, a picture at a time, whatever their size."""
