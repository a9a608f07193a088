"""What one package's modules offer that another's do not, by introspection."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

SPECIAL = ("__init__", "forward")


def differences(theirs: ModuleType, ours: ModuleType, package: str) -> Iterator[str]:
    """Everything public of one module that the other lacks, or takes other arguments for.

    Args:
        theirs: the module to be stood in for.
        ours: what stands in for it.
        package: whose names count; others are what the module itself imports.

    Yields:
        Sentences that begin with the place, such as ``utils.amg.MaskData.cat: ...``.
    """
    where = theirs.__name__.removeprefix(package).lstrip(".")
    for name, value in sorted(vars(theirs).items()):
        if name.startswith("_") or inspect.ismodule(value):
            continue
        if not getattr(value, "__module__", package).startswith(package):
            continue
        place = f"{where}.{name}".lstrip(".")
        if not hasattr(ours, name):
            yield f"{place}: is missing"
        elif inspect.isclass(value):
            yield from _of_class(place, value, getattr(ours, name), package)
        else:
            yield from _of_value(place, value, getattr(ours, name))


def _of_class(place: str, theirs: type, ours: Any, package: str) -> Iterator[str]:
    if not inspect.isclass(ours):
        yield f"{place}: is {type(ours).__name__}, not a class"
        return
    members = {
        name
        for each in theirs.__mro__
        if each.__module__.startswith(package)
        for name in vars(each)
        if not name.startswith("_") or name in SPECIAL
    }
    for name in sorted(members):
        if not hasattr(ours, name):
            yield f"{place}.{name}: is missing"
        else:
            yield from _of_value(f"{place}.{name}", getattr(theirs, name), getattr(ours, name))


def _of_value(place: str, theirs: Any, ours: Any) -> Iterator[str]:
    """Functions by parameters, properties by being there, mappings by keys, all else by value."""
    if callable(theirs):
        if callable(ours):
            yield from _of_signature(place, inspect.signature(theirs), inspect.signature(ours))
        else:
            yield f"{place}: is {type(ours).__name__}, not callable"
    elif isinstance(theirs, dict):
        if missing := sorted(theirs.keys() - ours.keys()):
            yield f"{place}: has no {', '.join(map(repr, missing))}"
    elif (
        not isinstance(theirs, property) and not inspect.isdatadescriptor(theirs) and theirs != ours
    ):
        yield f"{place}: is {ours!r}, not {theirs!r}"


def _of_signature(place: str, theirs: inspect.Signature, ours: inspect.Signature) -> Iterator[str]:
    """Whether every call that the one takes means the same to the other."""
    wanted, found = list(theirs.parameters.values()), list(ours.parameters.values())
    by_name = {each.name: each for each in found}
    if _takes_anything(found) and not _takes_anything(wanted):
        yield f"{place}: takes anything, {ours}, not {theirs}"
        return
    for number, parameter in enumerate(wanted):
        own = by_name.get(parameter.name)
        if own is None:
            yield f"{place}: takes no {parameter.name}"
            continue
        if found.index(own) != number and parameter.kind is not parameter.KEYWORD_ONLY:
            yield f"{place}: takes {parameter.name} as number {found.index(own)}, not {number}"
        if own.kind is not parameter.kind:
            yield f"{place}: takes {parameter.name} as {own.kind.description}"
        if not _same_default(parameter.default, own.default):
            yield (
                f"{place}: has {_default(parameter.name, own)}, not "
                f"{_default(parameter.name, parameter)}"
            )
    names = {each.name for each in wanted}
    for own in found:
        if own.name not in names and own.default is own.empty and own.kind is not own.VAR_KEYWORD:
            yield f"{place}: asks for {own.name} too"


def _takes_anything(parameters: list[inspect.Parameter]) -> bool:
    return any(each.kind is each.VAR_POSITIONAL for each in parameters)


def _same_default(theirs: Any, ours: Any) -> bool:
    """Equal; numbers and tuples by value, as 0 is 0.0 and () is []."""
    if isinstance(theirs, list | tuple) and isinstance(ours, list | tuple):
        return list(theirs) == list(ours)
    return bool(theirs is ours or theirs == ours)


def _default(name: str, parameter: inspect.Parameter) -> str:
    if parameter.default is parameter.empty:
        return f"no default for {name}"
    return f"{name}={parameter.default!r}"
