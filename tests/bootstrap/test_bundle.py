"""`make bundle` packs the commit with all that it needs, and its trial tells good from bad."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from bootstrap import bundle, offline, wheels
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.project import Project
from bootstrap.trial import trial

GIT = shutil.which("git")
HASH = f"--hash=sha256:{'0' * 64}"

DOWNLOAD = """
import pathlib, sys, zipfile
words = sys.argv[1:]
assert "download" in words and ":all:" in words, words
for name in {names}:
    package, version = name.split("-")[:2]
    said = f"Name: {{package}}\\nVersion: {{version}}\\nLicense-Expression: MIT\\n{needs}\\n"
    with zipfile.ZipFile(pathlib.Path(words[words.index("--dest") + 1]) / name, "w") as wheel:
        entry = zipfile.ZipInfo(f"{{package}}-{{version}}.dist-info/METADATA")
        wheel.writestr(entry, said)
"""
MADE = ("static/vendor", "static/packed", "static/models", "weights", ".venv", "dist")

WHEELS = [
    "pip-26.3-py3-none-any.whl",
    "numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl",
    "torch-2.13.0-cp311-cp311-manylinux2014_x86_64.whl",
]


@pytest.fixture
def clone(project: Project, program) -> Project:
    """A clone that is set up, and a pip that makes wheels up."""
    files = {
        "sam/__init__.py": '__version__ = "1.2.3"\n',
        "requirements.txt": "torch==2.13.0\n",
        "requirements.lock": "",
        "requirements-dev.lock": f"pip==26.3 {HASH}\n",
        ".gitignore": "".join(f"/{name}/\n" for name in MADE),
        "static/vendor/idb/index.js": "vendored",
        "static/vendor/.bootstrap/idb.json": "a stamp",
        "static/packed/page.json": '{"folder": "0123456789ab"}',
        "static/packed/0123456789ab/main.js": "packed",
        "static/packed/ba9876543210/main.js": "packed before",
        "static/models/current.json": "in force",
        "static/models/0123456789abcdef/manifest.json": "exported",
        "weights/mobile_sam.pt": "rebuilt",
        "weights/mobile_sam.json": "{}",
        "weights/sam_vit_h.pth": "the user's own",
    }
    for name, text in files.items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    program(project.python, DOWNLOAD.format(names=WHEELS, needs="Requires-Dist: sympy"))
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        subprocess.run([str(GIT), *who, *words], cwd=project.root, check=True)
    return project


def write(project: Project) -> Path:
    return bundle.write(project, lambda line: None)


@pytest.mark.skipif(GIT is None, reason="there is no git on this machine")
class TestWriting:
    """What stands in the archive, and when there is none."""

    def test_it_holds_the_commit_what_was_made_of_it_and_the_wheels(
        self, clone: Project, tmp_path: Path
    ) -> None:
        (clone.root / "untracked.txt").touch()
        archive = write(clone)
        assert archive.parent == clone.root / "dist"
        assert list(archive.parent.iterdir()) == [archive], "no draft is left behind"
        with tarfile.open(archive) as tar:
            tar.extractall(tmp_path / "target", filter="data")
        (root,) = (tmp_path / "target").iterdir()
        assert archive.name == f"{root.name}.tar.gz"
        version = f"{sys.version_info.major}{sys.version_info.minor}"
        assert root.name == f"segment-studio-1.2.3-{offline.this_platform()}-py{version}"
        files = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
        assert files == {
            *(".gitignore", "sam/__init__.py", "requirements.txt", "requirements.lock"),
            *("requirements-dev.lock", "static/vendor/idb/index.js"),
            *("static/packed/page.json", "static/packed/0123456789ab/main.js"),
            *("static/models/current.json", "static/models/0123456789abcdef/manifest.json"),
            *("weights/mobile_sam.pt", "weights/mobile_sam.json"),
            *(f"wheels/{name}" for name in WHEELS),
            *("wheels/LICENCES.txt", "bundle.json", "INSTALL.txt", "SHA256SUMS"),
        }
        assert "numpy 2.4.6: MIT\n" in (root / "wheels" / "LICENCES.txt").read_text()
        assert f"cd {root.name}\n" in (root / "INSTALL.txt").read_text()
        assert '"glibc": "2.27"' in (root / "bundle.json").read_text()

    def test_a_second_one_is_the_same(self, clone: Project) -> None:
        def packed() -> str:
            return hashlib.sha256(write(clone).read_bytes()).hexdigest()

        assert packed() == packed()

    def test_what_no_commit_has_is_named(self, clone: Project) -> None:
        (clone.root / "requirements.lock").write_text("# changed\n")
        with pytest.raises(BootstrapError, match="put away first: requirements.lock"):
            write(clone)

    def test_a_torch_with_cuda_is_refused(self, clone: Project, program) -> None:
        needs = "Requires-Dist: nvidia-cublas==13; sys_platform == 'linux'"
        program(clone.python, DOWNLOAD.format(names=WHEELS, needs=needs))
        with pytest.raises(BootstrapError, match=r"found torch-2\.13\.0.*a build with CUDA"):
            write(clone)
        assert list((clone.root / "dist").iterdir()) == []


def test_a_folder_that_is_no_clone_is_told(project: Project) -> None:
    (project.root / "sam").mkdir()
    (project.root / "sam" / "__init__.py").write_text('__version__ = "1"\n')
    with pytest.raises(BootstrapError, match="no clone of git"):
        write(project)


@pytest.mark.parametrize(
    ("names", "oldest"),
    [
        (["a-1-py3-none-any.whl"], ""),
        (["a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"], "2.17"),
        (["a-1-x-manylinux_2_5_x86_64.whl", "b-1-x-manylinux_2_28_x86_64.whl"], "2.28"),
    ],
)
def test_wheels_tell_the_oldest_c_library(names: list[str], oldest: str) -> None:
    assert wheels.glibc(names) == oldest


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("License-Expression: MIT", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("License: Apache 2\n        and its whole text", "Apache 2"),
        ("Summary: none named", "see the wheel"),
    ],
)
def test_wheels_tell_their_licence(tmp_path: Path, said: str, licence: str) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("a-1.dist-info/METADATA", f"Name: a\nVersion: 1\n{said}\n\nText\n")
    assert wheels.licence(wheel) == f"a 1: {licence}"


SERVER = """
import http.server, json, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        embedding = self.path.endswith("/embedding")
        picture = {"width": 64, "height": 48, "format": "PNG", "id": "1", "kind": "vit_t"}
        picture["graph_urls"] = {"decode": "/static/models/0123456789abcdef/decode.onnx"}
        body = bytes({size}) if embedding else json.dumps(picture).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[-1])), Handler).serve_forever()
"""


@pytest.mark.skipif(shutil.which("tar") is None, reason="there is no tar on this machine")
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (SERVER.replace("{size}", str(2 * 2**20)), None),
        (SERVER.replace("{size}", "5"), "The embedding has 5 bytes"),
        ("raise SystemExit('No heat.')", "bootstrap ended with status 1"),
    ],
)
def test_a_trial_serves_from_the_archive_and_tells_what_failed(
    tmp_path: Path, code: str, fault: str | None
) -> None:
    """With an archive whose bootstrap only pretends to set up and to serve."""
    root = tmp_path / "segment-studio"
    (root / "bootstrap").mkdir(parents=True)
    (root / "bootstrap" / "__main__.py").write_text(code)
    archive = tmp_path / "segment-studio.tar.gz"
    bundle.pack(root, archive, seconds=1_700_000_000)
    if fault is None:
        told = "\n".join(trial(archive))
        assert "POST /api/v1/images                64x48 PNG" in told
        assert "ended with status 0" in told
        return
    with pytest.raises(CommandFailed, match="failed its trial") as error:
        trial(archive)
    assert fault in "\n".join(error.value.output)
    if "heat" in code:
        assert "No heat." in error.value.output
