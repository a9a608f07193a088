"""``python -m schemas`` writes the files that are made of models, which are kept in the repository.

- ``sam/formats/annotation.schema.json``, of ``schemas/annotation_record.py``
- ``static/js/formats/annotation_schema.js``, of that schema: Ajv's validator as a module
- ``server/openapi.json``, of ``server/api``
- ``static/js/server/api_types.d.ts``, of that: the page's types of requests and answers
- ``docs/api.md``, of that too, and of the server's settings

Tests say which of them is out of date.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import docs.api
from schemas.annotation_record import annotation_schema
from schemas.api_description import api_description

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Write them all."""
    _write("sam/formats/annotation.schema.json", json.dumps(annotation_schema(), indent=2) + "\n")
    _write("static/js/formats/annotation_schema.js", _node("schemas/annotation_validator.js"))
    described = api_description()
    text = json.dumps(described, indent=2, ensure_ascii=False) + "\n"
    _write("server/openapi.json", text)
    _write("static/js/server/api_types.d.ts", _node("schemas/page_types.js"))
    _write("docs/api.md", docs.api.render(described))


def _write(name: str, text: str) -> None:
    (ROOT / name).write_text(text, encoding="utf-8")
    print(f"Wrote {name}")


def _node(script: str) -> str:
    """What a script of ours prints."""
    done = subprocess.run(
        ["node", str(ROOT / script)], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


if __name__ == "__main__":
    main()
