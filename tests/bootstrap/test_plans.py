"""Each command's plan has all that the command needs, once."""

from __future__ import annotations

from bootstrap import plans
from bootstrap.project import Project
from bootstrap.settings import Settings


def test_no_step_is_done_twice(project: Project) -> None:
    for steps in (
        plans.serving(project, Settings())[1],
        plans.linting(project)[1],
        plans.testing(project)[1],
        plans.locking(project),
    ):
        keys = [step.key for step in steps]
        assert len(keys) == len(set(keys))


def test_testing_has_what_linting_and_serving_have(project: Project) -> None:
    testing = {step.key for step in plans.testing(project)[1]}
    for steps in (plans.linting(project)[1], plans.serving(project, Settings())[1]):
        assert {step.key for step in steps} <= testing
