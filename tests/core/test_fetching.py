"""One address is fetched, as much as may be and no more, and whatever goes wrong is told in a sentence. The server is our own."""

import ast
import contextlib
import gzip
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from reader_app.core import fetching, sources
from reader_app.core.errors import Cancelled
from reader_app.core.fetching import Limits, NotFetched, checked, fetch
from tests.web_server import Handler, Server

VTT = b"WEBVTT\n\n00:01.000 --> 00:06.000\nThe ferry has a new bell.\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    made = Server()
    yield made
    made.close()


def test_what_lies_at_an_address_comes_with_its_name(server: Server) -> None:
    address = server.put("/t/the%20bell.vtt", VTT) + "?key=1#part"
    fetched = fetch(f"  {address} ")
    assert (fetched.content, fetched.name, fetched.address) == (VTT, "the bell.vtt", address)


def test_only_what_must_be_said_is_said(server: Server) -> None:
    fetch(server.put("/a.vtt", VTT, Set_Cookie="k=v"))
    fetch(server.address + "/a.vtt?x=1")
    for _, headers in server.asked:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["User-Agent"].startswith("TranscriptReader/")
    assert [path for path, _ in server.asked] == ["/a.vtt", "/a.vtt?x=1"]


@pytest.mark.parametrize("length", [True, False])
def test_progress_tells_the_bytes_and_how_many_there_will_be_where_the_server_says_it(server: Server, length: bool) -> None:
    content = VTT * 5_000
    told: list[tuple[int, int | None]] = []
    fetch(server.put("/a.vtt", content, length=length), lambda done, total: told.append((done, total)))
    assert told[-1] == (len(content), len(content) if length else None)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 2


@pytest.mark.parametrize("length", [True, False])
def test_more_than_the_limit_is_refused_before_it_is_there(server: Server, length: bool) -> None:
    address = server.put("/a.vtt", VTT * 50_000, length=length)
    told: list[int] = []
    with pytest.raises(NotFetched, match="too large: at most 1 MB"):
        fetch(address, lambda done, _: told.append(done), limits=Limits(2**20))
    assert max(told, default=0) <= 2**20
    assert len(fetch(address, limits=Limits(len(VTT) * 50_000)).content) == len(VTT) * 50_000


def test_the_limit_is_that_of_files() -> None:
    assert fetching.MOST_BYTES == sources.MOST_BYTES


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_address_that_leads_on_is_followed(server: Server, status: int) -> None:
    server.put("/new.vtt", VTT)
    address = server.put("/old.vtt", b"", status=status, Location="/new.vtt")
    assert fetch(address).content == VTT
    assert all("Referer" not in headers for _, headers in server.asked)


def test_an_address_that_leads_on_and_on_is_left(server: Server) -> None:
    server.put("/loop", b"", status=302, Location="/loop")
    for number in range(9):
        server.put(f"/{number}", b"", status=302, Location=f"/{number + 1}")
    for path in ("/loop", "/0"):
        with pytest.raises(NotFetched, match="leads on and on"):
            fetch(server.address + path)
    assert len(server.asked) < 14


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://a.example/x", "data:text/plain,hi", "gopher://a.example/"])
def test_an_address_that_leads_out_of_the_web_is_left(server: Server, place: str) -> None:
    with pytest.raises(NotFetched):
        fetch(server.put("/a", b"", status=302, Location=place))


def test_a_safe_address_never_leads_to_an_unsafe_one_nor_an_outer_one_to_the_own_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from urllib.request import Request

    def follow(start: str, new: str) -> str:
        follows = fetching._Redirects(start).redirect_request(Request(start), BytesIO(), 302, "", {}, new)
        assert follows is not None
        return follows.full_url

    networks = {"pod.example": "93.184.215.14", "cdn.example": "93.184.215.15", "router.example": "192.168.0.1"}
    monkeypatch.setattr(
        "reader_app.core.fetching.socket.getaddrinfo", lambda host, *_, **__: [(2, 1, 6, "", (networks.get(host, host), 80))]
    )
    assert follow("https://pod.example/a", "https://cdn.example/b") == "https://cdn.example/b"
    assert follow("http://pod.example/a", "https://cdn.example/b") == "https://cdn.example/b"
    assert follow("http://192.168.0.2/a", "http://router.example/b") == "http://router.example/b"
    with pytest.raises(NotFetched, match=r"without a safe connection, at cdn\.example"):
        follow("https://pod.example/a", "http://cdn.example/b")
    for inner in ("https://router.example/", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/"):
        with pytest.raises(NotFetched, match="your own network"):
            follow("https://pod.example/a", inner)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "https://"),
        ("ftp://a.example/x", "https://"),
        ("javascript:alert(1)", "https://"),
        ("a.example/x.vtt", "https://"),
        ("", "https://"),
        ("https://", "no web address"),
        ("https:///x.vtt", "no web address"),
        ("https://[broken/x", "no web address"),
        ("https://a.example/x\r\nHost: b.example", "no web address"),
        ("https://a.example:99999/x", "cannot be read"),
        ("https://a..example/x", "cannot be read"),
        ("https://me:secret@a.example/x", "name and password"),
        ("https://a.example/" + "x" * 5_000, "no web address"),
    ],
)
def test_what_is_no_web_address_is_refused_unasked(address: str, words: str) -> None:
    with pytest.raises(NotFetched, match=words):
        fetch(address)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/t/..%5C..%5Cbell.vtt", "bell.vtt"),
        ("/t/%2e%2e", "a.example"),
        ("/t/%00%0A", "a.example"),
        ("/t/the%0Abell%E2%80%AE.vtt", "thebell.vtt"),
    ],
)
def test_a_name_is_that_of_a_file_and_nothing_else(path: str, name: str) -> None:
    assert fetching._name(f"https://a.example{path}") == name


def test_letters_of_any_script_are_written_as_servers_know_them() -> None:
    assert checked("https://bücher.example/Fähre 1.vtt?q=ä&b=%20#x") == (
        "https://xn--bcher-kva.example/F%C3%A4hre%201.vtt?q=%C3%A4&b=%20"
    )
    assert checked("https://[2001:db8::1]:8080") == "https://[2001:db8::1]:8080/"


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "nothing at this address"), (410, "nothing"), (403, "not be read by everybody"), (500, "an error")],
)
def test_what_the_server_refuses_is_told(server: Server, status: int, words: str) -> None:
    with pytest.raises(NotFetched, match=words) as refused:
        fetch(server.put("/a", b"no", status=status))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_what_is_packed_unasked_is_unpacked_to_no_more_than_the_limit(
    server: Server, name: str, pack: Callable[[bytes], bytes]
) -> None:
    assert fetch(server.put("/a.vtt", pack(VTT), Content_Encoding=name)).content == VTT
    with pytest.raises(NotFetched, match="too large"):
        fetch(server.put("/bomb", pack(bytes(50 * 2**20)), Content_Encoding=name), limits=Limits(2**20))
    with pytest.raises(NotFetched, match="broke off"):
        fetch(server.put("/cut", pack(VTT)[:-6], Content_Encoding=name))
    with pytest.raises(NotFetched, match="cannot be read here"):
        fetch(server.put("/none", VTT, Content_Encoding=name))
    with pytest.raises(NotFetched, match="cannot be read here"):
        fetch(server.put("/other", VTT, Content_Encoding="br"))


def without_end(first: bytes, sent: list[int], status: int = 200, **headers: str) -> Callable[[Handler], None]:
    """An answer that goes on for 64 MB; `sent` gathers what was taken of it."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(first)
        with contextlib.suppress(OSError):
            for _ in range(64):
                handler.wfile.write(b"x" * 2**20)
                sent.append(2**20)

    return answer


def test_what_follows_a_packed_answer_is_not_taken_without_end(server: Server) -> None:
    sent: list[int] = []
    server.answers["/a.vtt"] = without_end(gzip.compress(VTT), sent, Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="too large"):
        fetch(server.address + "/a.vtt", limits=Limits(2**20))
    assert sum(sent) < 32 * 2**20


def test_an_answer_packed_in_several_pieces_is_unpacked_whole(server: Server) -> None:
    packed = gzip.compress(VTT) + gzip.compress(b"\n00:07.000 --> 00:09.000\nIt is louder.\n")
    assert fetch(server.put("/a.vtt", packed, Content_Encoding="gzip")).content.endswith(b"It is louder.\n")


def test_the_words_of_an_answer_that_leads_on_are_not_read(server: Server) -> None:
    sent: list[int] = []
    server.put("/new.vtt", VTT)
    server.answers["/old.vtt"] = without_end(b"", sent, 302, Location="/new.vtt")
    assert fetch(server.address + "/old.vtt").content == VTT
    assert sum(sent) < 32 * 2**20


def test_an_answer_that_breaks_off_is_not_taken_for_whole(server: Server) -> None:
    def cut(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "9000")
        handler.end_headers()
        handler.wfile.write(VTT)

    server.answers["/cut"] = cut
    with pytest.raises(NotFetched, match="broke off"):
        fetch(server.address + "/cut")


def stall(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "9000")
    handler.end_headers()
    handler.wfile.write(VTT)
    handler.wfile.flush()
    time.sleep(3)


def test_a_silent_server_is_not_waited_for_long(server: Server) -> None:
    server.answers["/slow"] = stall
    with pytest.raises(NotFetched, match=r"did not answer within 0\.3 seconds"):
        fetch(server.address + "/slow", limits=Limits(seconds=0.3))


def test_it_stops_at_once_when_the_reader_says_so_even_where_the_server_is_silent(server: Server) -> None:
    server.answers["/slow"] = stall
    began = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(server.address + "/slow", cancelled=lambda: time.monotonic() - began > 0.2)
    assert time.monotonic() - began < 1.5


def test_no_server_no_name_and_no_sense_are_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotFetched, match="does not take connections"):
        fetch(f"http://127.0.0.1:{port}/")

    def no_name(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    def odd(handler: Handler) -> None:
        handler.wfile.write(b"hello, this is no web\r\n\r\n")

    server.answers["/odd"] = odd
    with pytest.raises(NotFetched, match="cannot be understood"):
        fetch(server.address + "/odd")
    with pytest.raises(NotFetched, match=r"127\.0\.0\.1"):
        fetch(server.address.replace("http:", "https:") + "/a.vtt", limits=Limits(seconds=2))
    monkeypatch.setattr("socket.getaddrinfo", no_name)
    with pytest.raises(NotFetched, match=r"No server called pod\.example was found\. Is this computer connected"):
        fetch("https://pod.example/a.vtt")


def test_certificates_are_looked_for_where_systems_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    import ssl

    asked: list[str] = []

    class Bare(ssl.SSLContext):
        def load_verify_locations(self, cafile: object = None, *_: object, **__: object) -> None:
            asked.append(str(cafile))

    monkeypatch.setattr("ssl.create_default_context", lambda: Bare(ssl.PROTOCOL_TLS_CLIENT))
    monkeypatch.setattr("reader_app.core.fetching.Path.is_file", lambda _: True)
    fetching._trusted()
    assert asked == ([] if sys.platform == "win32" else list(fetching._CERTIFICATES))
    error = ssl.SSLCertVerificationError(1, "unable to get local issuer certificate")
    assert "No certificates were found" in str(fetching._told(error, "https://a.example/", Limits()))


def test_nothing_of_the_network_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, reader_app.core.library, reader_app.core.intake, reader_app.cli\n"
        "assert not {'urllib.request', 'http.client', 'ssl'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


_NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "urllib.error",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "telnetlib",
    "xmlrpc",
}
_NETWORK |= {
    "asyncio",
    "socketserver",
    "requests",
    "httpx",
    "aiohttp",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "webbrowser",
}


def imported_by(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def test_nothing_else_of_the_app_can_reach_another_computer_and_only_the_readers_wish_reaches_this(project_root: Path) -> None:
    files = {str(path.relative_to(project_root / "reader_app")): path for path in (project_root / "reader_app").rglob("*.py")}
    imports = {name.replace("\\", "/"): imported_by(path) for name, path in files.items()}
    network = {name for name, all_ in imports.items() if any(each in _NETWORK or each.split(".")[0] in _NETWORK for each in all_)}
    # A second window is told of files through a local socket, which is a file of this computer.
    assert network == {"core/fetching.py", "ui/running_window.py"}
    assert {name for name, all_ in imports.items() if any(each.endswith(".core.fetching") for each in all_)} <= {"ui/fetching.py"}
    local = {each for each in imports["ui/running_window.py"] if each.startswith("PySide6.QtNetwork.")}
    assert local <= {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}
