"""A decoder learns from a project's accepted pictures, and is judged before it is offered."""
