"""nginx takes the example site, and passes on what server and page need."""

from __future__ import annotations

import http.client
import http.server
import json
import re
import shutil
import socket
import subprocess
import threading
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from server.bodies import MOST_BYTES
from server.routes.annotation_files import MAX_BODY_BYTES as MAX_ANNOTATIONS
from server.routes.everything import MAX_BODY_BYTES
from server.settings import MULTIPART_OVERHEAD, Settings
from tests.deploy.conftest import Configure, Proxied, answering, free_port
from tests.sam.images.pictures import encoded, quarters
from tests.server.conftest import MakeApp, make_app, models, tiny
from tests.server.test_serving import served

__all__ = ["make_app", "models", "tiny"]  # fixtures

NAME = "studio.example.org"
TOKEN = "sixteen-or-more-signs"


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with the headers that it was sent, and lets everybody in."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        if self.path == "/admission":
            self.send_response(204)
            self.end_headers()
        else:
            self.post()

    def post(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        body = json.dumps(dict(self.headers.items())).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def ask(
    address: str, path: str = "/", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of an answer; a header's name has _ for each hyphen."""
    connection = http.client.HTTPConnection(address, timeout=20)
    named = {name.replace("_", "-"): value for name, value in {"Host": NAME, **headers}.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), json.loads(body)


def test_nginx_finds_nothing_wrong_with_it(configure: Configure) -> None:
    answer = subprocess.run([*configure(), "-t"], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert "[warn]" not in answer.stderr


def test_the_lines_for_tls_are_right_too(configure: Configure, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed here, so there is no certificate to try")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    names = ["-subj", f"/CN={NAME}", "-keyout", str(key), "-out", str(certificate)]
    new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run([openssl, *new, *names], check=True, capture_output=True)

    def with_tls(site: str) -> str:
        site = site.replace("server {\n    listen 80;\n    # With", "server {\n    # With")
        site = re.sub(r"^( *)#(?=\S)", r"\1", site, flags=re.MULTILINE)
        site = site.replace(f"/etc/ssl/certs/{NAME}.pem", str(certificate))
        return site.replace(f"/etc/ssl/private/{NAME}.key", str(key))

    answer = subprocess.run([*configure(with_tls), "-t"], capture_output=True, text=True)
    # Newer versions have another word for http2, which older ones do not know.
    faults = [line for line in answer.stderr.splitlines() if '"listen ... http2"' not in line]
    assert answer.returncode == 0, answer.stderr
    assert not any("[warn]" in line for line in faults)
    site = (tmp_path / "site.conf").read_text()
    assert "listen 443 ssl" in site and "return 308" in site


def test_a_picture_goes_in_and_its_embedding_comes_out(proxied: Proxied, make_app: MakeApp) -> None:
    picture = encoded(quarters(96, 64), "PNG")
    with served(make_app()) as behind, proxied(behind) as front:

        def fetch(address: str) -> tuple[Any, bytes]:
            url = f"http://{address}/api/v1/images"
            with urllib.request.urlopen(urllib.request.Request(url, picture)) as answer:
                put = json.load(answer)
            with urllib.request.urlopen(f"{url}/{put['id']}/embedding") as answer:
                return put, answer.read()

        assert fetch(front) == fetch(behind)
        with urllib.request.urlopen(f"http://{front}/") as page:
            assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert b"Segment Studio" in page.read()


def test_the_server_learns_who_asked_and_how(proxied: Proxied) -> None:
    with answering(Echo) as behind, proxied(behind) as front:
        _, _, sent = ask(front, X_Forwarded_For="203.0.113.9", Authorization="Bearer secret")
    assert sent["Host"] == sent["X-Forwarded-Host"] == NAME
    # What the client claims stands first; the server believes the last one.
    assert sent["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"
    assert sent["X-Forwarded-Proto"] == "http"
    assert sent["Authorization"] == "Bearer secret"
    assert "Connection" not in sent or sent["Connection"] == "keep-alive"


def test_a_request_keeps_its_number_if_that_is_a_plain_word(proxied: Proxied) -> None:
    with answering(Echo) as behind, proxied(behind) as front:
        _, _, sent = ask(front, X_Request_Id="order-66")
        _, _, odd = ask(front, X_Request_Id='66" forged="line')
        _, _, none = ask(front)
    assert sent["X-Request-Id"] == "order-66"
    for made in (odd, none):
        assert re.fullmatch("[0-9a-f]{32}", made["X-Request-Id"])


def test_what_everything_finds_is_passed_on_at_once(proxied: Proxied) -> None:
    """The second line leaves the server only after the first one has arrived."""
    arrived = threading.Event()

    class Stream(Echo):
        def post(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for line in (b"first\n", b"second\n"):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                if not arrived.wait(10):
                    return
            self.wfile.write(b"0\r\n\r\n")

    with answering(Stream) as behind, proxied(behind) as front:
        url = f"http://{front}/api/v1/images/ab67/everything"
        request = urllib.request.Request(url, b"{}", method="POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.readline() == b"first\n"
            arrived.set()
            assert answer.readline() == b"second\n"


def test_the_server_notices_a_client_that_takes_nothing_of_everything(proxied: Proxied) -> None:
    """It closes such a connection after a while, which it could not if nginx took all for it."""
    sent, ended = [0], threading.Event()
    much = 100 * 2**20

    class Flood(Echo):
        def post(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(much))
            self.end_headers()
            try:
                while sent[0] < much:
                    sent[0] += self.wfile.write(bytes(2**16))
            except OSError:
                self.close_connection = True
            ended.set()

    with answering(Flood) as behind, proxied(behind) as front:
        with closing(http.client.HTTPConnection(front, timeout=20)) as connection:
            connection.request("POST", "/api/v1/images/ab67/everything")
            with connection.getresponse():
                assert not ended.wait(1.5), "nginx took all of it"
                assert 0 < sent[0] < much / 2
        assert ended.wait(10), "a client that left was not passed on"


def test_what_is_too_large_is_told_as_the_api_tells_it(proxied: Proxied) -> None:
    most = Settings().max_image_bytes + MULTIPART_OVERHEAD
    with answering(Echo) as behind, proxied(behind) as front:
        for path, length, code, words in (
            ("/api/v1/images", most, "image_too_large", f"{Settings().max_image_bytes:,} bytes"),
            ("/api/v1/images/ab67/everything", MAX_BODY_BYTES, "body_too_long", "4,000,000 bytes"),
            ("/api/v1/annotations", MAX_ANNOTATIONS, "annotations_too_large", "32,000,000 bytes"),
            ("/login", 2**16, "body_too_long", "64 KiB"),
        ):
            status, headers, told = ask(front, path, "POST", Content_Length=str(length + 1))
            assert status == told["error"]["status"] == 413
            assert headers["Content-Type"] == "application/json"
            assert told["error"]["code"] == code and words in told["error"]["message"]


def test_what_the_server_takes_is_what_nginx_passes_on(repo_root: Path) -> None:
    site = (repo_root / "deploy" / "nginx.conf").read_text()
    most = re.findall(r"^ *client_max_body_size (\w+);", site, re.MULTILINE)
    picture = Settings().max_image_bytes + MULTIPART_OVERHEAD
    for_projects = [str(picture), str(MOST_BYTES)]
    rest = [str(MAX_BODY_BYTES), "0"]
    assert most == ["64k", str(picture), str(MAX_ANNOTATIONS), *for_projects, *rest]
    uploads = re.findall(r"^ *limit_conn segment_studio_uploads (\d+);", site, re.MULTILINE)
    assert uploads == [str(Settings().client_at_once)] * 3


def test_metrics_are_passed_on_to_this_machine(proxied: Proxied) -> None:
    with answering(Echo) as behind, proxied(behind) as front:
        status, _, sent = ask(front, "/metrics", Authorization="Bearer secret")
    assert status == 200 and sent["Authorization"] == "Bearer secret"


def test_no_log_keeps_the_address_with_the_token(proxied: Proxied, tmp_path: Path) -> None:
    plain = f"127.0.0.1:{free_port()}"

    def with_redirect(site: str) -> str:
        """The lines that send people over to TLS, taken in."""
        block = re.search(r"^#server \{\n(#.*\n)+?#\}\n", site, re.MULTILINE)
        assert block is not None
        taken = re.sub("^#", "", block[0], flags=re.MULTILINE)
        taken = taken.replace("listen 80;", f"listen {plain};")
        return site.replace(block[0], taken.replace("    listen [::]:80;\n", ""))

    with answering(Echo) as behind, proxied(behind, with_redirect) as front:
        ask(front, "/?token=of-the-house")
        connection = http.client.HTTPConnection(plain, timeout=20)
        connection.request("GET", "/?token=of-the-house", headers={"Host": NAME})
        sent_over = connection.getresponse()
        assert sent_over.headers["Location"] == f"https://{NAME}/?token=of-the-house"
        connection.close()
        ask(front, "/readyz")
    told = (tmp_path / "access.log").read_text()
    assert "/readyz" in told and "of-the-house" not in told


def begun(front: str, path: str = "/api/v1/images", **headers: str) -> http.client.HTTPConnection:
    """A body of 5 MB, of which 1 MB was sent."""
    connection = http.client.HTTPConnection(front, timeout=20)
    connection.putrequest("POST", path, skip_host=True)
    for name, value in {"Host": NAME, "Content-Length": str(5 * 10**6), **headers}.items():
        connection.putheader(name, value)
    connection.endheaders(bytes(10**6))
    return connection


@pytest.mark.parametrize("path", ["/api/v1/images", "/api/v1/annotations"])
@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "access_token_required"),
        ({"Authorization": "Bearer wrong"}, 401, "access_token_required"),
        ({"Cookie": "segment-studio-8000=wrong"}, 401, "access_token_required"),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "http://evil.example"}, 403, "cross_site"),
    ],
)
def test_a_stranger_is_refused_before_a_picture_is_taken(
    proxied: Proxied,
    make_app: MakeApp,
    tmp_path: Path,
    path: str,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    app = make_app(access_token=TOKEN, allowed_hosts=(NAME,))
    with served(app, access_token=TOKEN, trusted_proxies=1) as behind, proxied(behind) as front:
        with closing(begun(front, path, **headers)) as connection:
            answer = connection.getresponse()
            told = json.load(answer)["error"]
            assert not list((tmp_path / "body").iterdir())
    assert (answer.status, told["status"], told["code"]) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/json"
    if status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_guesses_at_the_token_are_counted_by_the_server(
    proxied: Proxied, make_app: MakeApp
) -> None:
    app = make_app(access_token=TOKEN, allowed_hosts=(NAME,), client_per_minute=3)
    with served(app, access_token=TOKEN, trusted_proxies=1) as behind, proxied(behind) as front:
        answers = [ask(front, "/api/v1/images", "POST", Content_Length="0") for _ in range(4)]
        with closing(http.client.HTTPConnection(front, timeout=20)) as connection:
            connection.request("POST", "/admission", headers={"Host": NAME})
            assert connection.getresponse().status == 404  # this is for nginx alone
    assert [status for status, _, _ in answers] == [401, 401, 401, 503]
    assert int(answers[-1][1]["Retry-After"]) >= 1


def test_a_picture_is_passed_on_once_it_is_whole(proxied: Proxied) -> None:
    """So that a slow client holds nothing of the server, be it gunicorn's threads."""
    arrived = threading.Event()

    class Whole(Echo):
        def post(self) -> None:
            arrived.set()
            assert len(self.rfile.read(int(self.headers["Content-Length"]))) == 5 * 10**6
            super().post()

    with answering(Whole) as behind, proxied(behind) as front:
        with closing(begun(front)) as connection:
            assert not arrived.wait(0.5)
            connection.send(bytes(4 * 10**6))
            assert arrived.wait(10)
            assert connection.getresponse().status == 200


@pytest.mark.parametrize(
    ("time", "beginning"),
    [
        ("client_header_timeout", b"GET / HTTP/1.1\r\nHost: a"),
        ("client_body_timeout", b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nt"),
    ],
)
def test_a_client_that_begins_a_request_has_to_go_on(
    proxied: Proxied, time: str, beginning: bytes
) -> None:
    def soon(site: str) -> str:
        assert site.count(f" {time} 60s;") == 1
        return site.replace(f" {time} 60s;", f" {time} 1s;")

    with answering(Echo) as behind, proxied(behind, soon) as front:
        with socket.create_connection(front.split(":"), timeout=10) as connection:  # type: ignore[arg-type]
            connection.sendall(beginning)
            assert connection.makefile("rb").read().count(b"HTTP/1.1 2") == 0  # it ends


def test_a_client_that_takes_nothing_of_everything_is_disconnected(proxied: Proxied) -> None:
    ended = threading.Event()

    class Endless(Echo):
        def post(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(bytes(2**16))
            except OSError:
                self.close_connection = True
            ended.set()

    def soon(site: str) -> str:
        assert site.count(" send_timeout 60s;") == 1
        return site.replace(" send_timeout 60s;", " send_timeout 1s;")

    with answering(Endless) as behind, proxied(behind, soon) as front:
        with closing(http.client.HTTPConnection(front, timeout=20)) as connection:
            connection.request("POST", "/api/v1/images/ab67/everything")
            with connection.getresponse():
                assert ended.wait(15)


@pytest.mark.parametrize(
    ("limit", "path"),
    [
        ("segment_studio_clients 200;", "/"),
        ("segment_studio_uploads 8;", "/api/v1/images"),
    ],
)
def test_one_client_has_so_many_connections_and_no_more(
    proxied: Proxied, limit: str, path: str
) -> None:
    def few(site: str) -> str:
        return site.replace(f"limit_conn {limit}", f"limit_conn {limit.split()[0]} 1;")

    arrived, go_on = threading.Event(), threading.Event()

    class Slow(Echo):
        def post(self) -> None:
            arrived.set()
            go_on.wait(10)
            super().post()

    with answering(Slow) as behind, proxied(behind, few) as front:
        first = threading.Thread(target=ask, args=(front, path, "POST"))
        first.start()
        assert arrived.wait(10)
        status, headers, told = ask(front, path, "POST")
        go_on.set()
        first.join(10)
    assert (status, headers["Retry-After"]) == (429, "1")
    assert told["error"]["code"] == "too_many_connections" and told["error"]["status"] == 429
