"""Where examples come from: a project, or files."""

from dataengine.training.sources.files import from_files
from dataengine.training.sources.project import from_project

__all__ = ["from_files", "from_project"]
