"""Who may come in, from where, and how often: one test for each promise of docs/security.md."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.clients import Clients, client_of
from server.errors import ApiError
from server.settings import Settings
from server.static_files import StaticFiles
from studio.errors import StartupError
from studio.settings import ROOT
from tests.sam.images.pictures import encoded, quarters
from tests.server.conftest import MakeApp

TOKEN = "sixteen-or-more-signs"
PICTURE = encoded(quarters(), "PNG")


@pytest.fixture
def locked(make_app: MakeApp) -> FlaskClient:
    """A stranger before a server with an access token."""
    return make_app(access_token=TOKEN).test_client()


def code(response: object) -> str:
    body = response.json
    assert body is not None
    return str(body["error"]["code"])


def test_a_page_and_the_one_before_it_have_their_connections() -> None:
    browser = 6
    settings = Settings()
    clients = Clients(settings.client_at_once, settings.client_per_minute)
    for _ in range(2 * browser):
        clients.enter("192.0.2.7")
    with pytest.raises(ApiError, match="This client has 12 requests running already"):
        clients.enter("192.0.2.7")


def test_beyond_loopback_nothing_is_served_without_a_token(make_app: MakeApp) -> None:
    for settings in ({"host": "0.0.0.0"}, {"allowed_hosts": ("a.example",)}):
        with pytest.raises(StartupError, match="it needs an access token"):
            make_app(**settings)


def test_a_stranger_gets_nothing_but_the_question(locked: FlaskClient) -> None:
    refused = []
    for rule in locked.application.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "js/main.js", rule.rule)
        for method in rule.methods & {"GET", "POST"}:
            response = locked.open(path, method=method)
            if rule.endpoint in ("operations.healthz", "operations.readyz"):
                assert response.status_code == 200
            else:
                assert response.status_code == 401, (method, path)
                assert response.headers["WWW-Authenticate"].startswith("Bearer")
                refused.append(path)
    assert len(refused) > 10
    assert code(locked.get("/api/v1/health")) == "access_token_required"
    assert locked.get("/static/models/0123456789abcdef/manifest.json").status_code == 401
    assert locked.get("/static/css/login.css", buffered=True).status_code == 200


def test_the_page_asks_and_lets_in(locked: FlaskClient) -> None:
    asked = locked.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert "访问令牌" in asked.text
    wrong = locked.post("/login", data={"token": "something else"})
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (401, True)
    assert locked.get("/api/v1/health").status_code == 401

    let_in = locked.post("/login", data={"token": f" {TOKEN}\n"})
    assert (let_in.status_code, let_in.headers["Location"]) == (303, "/")
    cookie = let_in.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and TOKEN not in cookie
    assert locked.get("/").status_code == 200
    assert locked.post("/api/v1/images", data=PICTURE).status_code == 201


def test_the_printed_address_lets_in_and_is_left_behind(locked: FlaskClient) -> None:
    assert locked.get("/?token=wrong").status_code == 401
    let_in = locked.get(f"/?token={TOKEN}")

    assert (let_in.status_code, let_in.headers["Location"]) == (303, "/")
    assert let_in.headers["Referrer-Policy"] == "same-origin"
    assert locked.get("/").status_code == 200


def test_a_program_sends_the_token_with_each_request(locked: FlaskClient) -> None:
    for header, status in (
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        ("Bearer wrong", 401),
        (f"Basic {TOKEN}", 401),
        ("", 401),
    ):
        answer = locked.get("/metrics", headers={"Authorization": header})
        assert answer.status_code == status, header


def test_a_token_of_another_server_opens_nothing(make_app: MakeApp, locked: FlaskClient) -> None:
    locked.post("/login", data={"token": TOKEN})
    cookie = locked.get_cookie("segment-studio-8000")
    assert cookie is not None
    other = make_app(access_token=TOKEN.upper()).test_client()
    other.set_cookie("segment-studio-8000", cookie.value)
    assert other.get("/api/v1/health").status_code == 401


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("studio.localhost:1", True),
        ("127.0.0.1:9", True),
        ("[::1]:8000", True),
        ("192.168.1.4", True),
        ("Studio.Example", True),
        ("studio.example.:80", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("studio.example@evil.example", False),
        ("localhost/evil.example", False),
        ("localhost:port", False),
        ("[::1", False),
    ],
)
def test_only_its_own_names_are_answered(make_app: MakeApp, host: str, known: bool) -> None:
    app = make_app(allowed_hosts=("studio.example",), access_token=TOKEN)
    headers = {"Host": host, "Authorization": f"Bearer {TOKEN}"}
    response = app.test_client().get("/api/v1/health", headers=headers)

    assert response.status_code == (200 if known else 421)
    if not known:
        assert code(response) == "unknown_host"
        assert "--allowed-hosts" in response.text


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {"Origin": "http://localhost"}, 201),
        ("POST", {"Origin": "https://localhost"}, 201),
        ("POST", {"Origin": "http://evil.example"}, 403),
        ("POST", {"Origin": "http://localhost:81"}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("POST", {"Sec-Fetch-Site": "same-origin"}, 201),
        ("POST", {"Sec-Fetch-Site": "none"}, 201),
        ("POST", {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 201),
        ("POST", {"Sec-Fetch-Site": "same-site"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 405),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ],
)
def test_pages_of_other_sites_are_refused(
    client: FlaskClient, method: str, headers: dict[str, str], status: int
) -> None:
    response = client.open("/api/v1/images", method=method, headers=headers, data=PICTURE)
    assert response.status_code == status
    if status == 403:
        assert code(response) == "cross_site"


def test_the_page_runs_nothing_that_is_written_inline(client: FlaskClient) -> None:
    page = client.get("/").headers["Content-Security-Policy"]
    worker = client.get("/static/js/decoder/worker.js", buffered=True)
    assert "default-src 'none'" in page and "'wasm-unsafe-eval'" in page
    assert "frame-ancestors 'none'" in page
    assert "unsafe-inline" not in page and "'unsafe-eval'" not in page
    assert worker.headers["Content-Security-Policy"] == page
    for template in (ROOT / "templates").glob("*.html"):
        html = template.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html)


def test_whatever_is_put_in_comes_back_as_nothing_but_an_image(client: FlaskClient) -> None:
    image = client.post("/api/v1/images", data=encoded(quarters(), "TIFF")).json
    assert image is not None
    for answer in (
        client.get(image["preview"]),
        client.get("/static/img/icon.svg", buffered=True),
        client.get("/api/v1/gallery/coffee", buffered=True),
        client.get("/nothing"),
    ):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(image["preview"]).mimetype == "image/png"


@pytest.mark.parametrize(
    "path",
    [
        "../server/app.py",
        "..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "js/../../weights/mobile_sam.pt",
        "js/main.js%00.png",
        "models/../../requirements.txt",
    ],
)
def test_no_path_leads_out_of_what_is_served(client: FlaskClient, path: str) -> None:
    response = client.get(f"/static/{path}")
    assert response.status_code == 404
    assert "root:" not in response.text


def test_one_client_cannot_take_the_server_from_the_others(make_app: MakeApp) -> None:
    client = make_app(client_per_minute=3).test_client()
    answers = [client.get("/api/v1/health") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert code(answers[-1]) == "too_many_requests"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    neighbour = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/api/v1/health", environ_overrides=neighbour).status_code == 200
    assert client.get("/").status_code == 200  # the page's own files are not counted


@pytest.mark.parametrize(
    "guess",
    [
        {"path": "/?token=wrong"},
        {"path": "/metrics", "headers": {"Authorization": "Bearer wrong"}},
        {"path": "/", "headers": {"Cookie": "segment-studio-8000=wrong"}},
        {"path": "/static/js/main.js", "headers": {"Authorization": "Bearer wrong"}},
        {"path": "/login", "method": "POST", "data": {"token": "wrong"}},
        {"path": "/api/v1/health", "headers": {"Authorization": "Bearer wrong"}},
    ],
    ids=lambda guess: guess["path"],
)
def test_guesses_at_the_token_are_counted_wherever_they_are_made(
    make_app: MakeApp, guess: dict[str, object]
) -> None:
    stranger = make_app(access_token=TOKEN, client_per_minute=3).test_client()
    statuses = [stranger.open(**guess).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert stranger.get("/healthz").status_code == 200  # asked by machines, and tells nothing
    guest = {"Authorization": f"Bearer {TOKEN}"}
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert stranger.get("/metrics", headers=guest, environ_overrides=elsewhere).status_code == 200


def test_files_that_are_not_there_are_looked_for_seldom(tmp_path: Path) -> None:
    now, listings = [0.0], []

    class Folder(type(tmp_path)):  # type: ignore[misc]
        def rglob(self, pattern: str) -> Iterator[Path]:  # type: ignore[override]
            listings.append(pattern)
            return super().rglob(pattern)  # type: ignore[no-any-return]

    files = StaticFiles(Folder(tmp_path), tmp_path / "models", lambda: now[0])
    for _ in range(100):
        assert files.find("css/none.css") is None
    assert len(listings) == 1
    now[0] = 1.0
    assert files.find("css/none.css") is None
    assert len(listings) == 2
    (tmp_path / "new.css").write_text("")
    os.utime(tmp_path, ns=(1, 1))  # a folder's time is coarse; this one changed for certain
    assert files.find("new.css") == tmp_path / "new.css"
    assert len(listings) == 3


def test_allowances_fill_up_by_a_clock_that_only_grows() -> None:
    now = [0.0]
    clients = Clients(at_once=2, per_minute=60, clock=lambda: now[0])
    for _ in range(60):
        clients.leave(clients.enter("192.0.2.1"))
    with pytest.raises(ApiError, match="more than 60 times a minute"):
        clients.enter("192.0.2.1")
    now[0] = 1.5
    first = clients.enter("192.0.2.1")
    now[0] = 10
    clients.enter("192.0.2.1")
    with pytest.raises(ApiError, match="2 requests running already"):
        clients.enter("192.0.2.1")
    clients.leave(first)
    clients.enter("192.0.2.1")


def test_a_network_of_addresses_is_one_client() -> None:
    assert client_of("2001:db8::1") == client_of("2001:db8::ffff") != client_of("2001:db8:1::1")
    assert client_of("192.0.2.1") != client_of("192.0.2.2")


def test_a_million_addresses_take_no_memory() -> None:
    clients = Clients(at_once=1, per_minute=1)
    kept = clients.enter("192.0.2.1")
    for number in range(10_000):
        clients.leave(clients.enter(f"10.0.{number // 256}.{number % 256}"))
    assert len(clients._clients) <= 4096
    with pytest.raises(ApiError, match="1 requests running already"):
        clients.enter(kept)
