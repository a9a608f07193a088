"""A decoder learns from a project's accepted pictures, and is judged before it is offered.

``general``, ``recipe``, ``requests`` and ``rounds_folder`` need no torch; the rest computes.
"""
