"""Runs a notebook as Jupyter would: its cells one after the other, in a process of their own.

The notebooks use nothing of IPython's, and so nothing of Jupyter is needed to run them: nbclient
and ipykernel would be thirty packages more, for a kernel that executes the same lines.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

from studio.settings import ROOT


def source_of(notebook: Path) -> str:
    """The code of a notebook; of each cell that ends with an expression its value is printed."""
    lines = []
    for number, cell in enumerate(json.loads(notebook.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]), f"cell {number}")
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            last.value = ast.Call(ast.Name("print", ast.Load()), [last.value], [])
        lines.append(ast.unparse(ast.fix_missing_locations(tree)))
    return "\n\n".join(lines)


def run(
    notebook: Path, replaced: dict[str, str], folder: Path, seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run it in a folder, with some texts in place of others, for so many seconds at most."""
    code = source_of(notebook)
    for old, new in replaced.items():
        assert old in code, f"The notebook has no {old!r}."
        code = code.replace(old, new)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys; sys.path[0] = {str(ROOT)!r}\n{code}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
