"""The rules of working on a project, as pure functions over records: what state a picture is in and
who may change it, who is at it, which one comes next, and which change of an annotation is taken.
"""
