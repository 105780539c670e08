"""Fetches the one web address that the reader asks for. Nothing else of the app opens a connection to another computer.

http and https only (RFC 9110); no cookies, no referrer; what the answer leads on to is followed a few times, and never from a
safe address to an unsafe one, nor from the open network into the reader's own. The network's modules are loaded when asked.
"""

import contextlib
import ipaddress
import queue
import socket
import ssl
import sys
import threading
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from reader_app import APP_NAME, __version__
from reader_app.core.errors import Cancelled, ReaderError

MOST_BYTES = 32 * 2**20
"""As much as a file may have that is imported."""
SECONDS = 15.0
"""How long to wait for a connection, and then for each next piece of the answer."""
_MOST_REDIRECTS = 5
_PIECE = 2**16
_GZIP = b"\x1f\x8b"
_MOST_MEMBERS = 2_000
"""Packed pieces of one answer, one behind the other, that are unpacked."""
_GLANCE = 0.1
"""Seconds between two looks at whether the reader has stopped it."""
_LONGEST_ADDRESS = 4_000
_BROKEN = "The connection broke off before the end; please try again."
_KEPT = "%/:=&?~#+!$,;'@()*[]"
_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where systems keep the certificates that they trust (Debian, Fedora, SUSE, CentOS, macOS and Alpine): a packaged Python knows
only the place of the system that it was made on."""

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are there, and how many there will be, where the server says it."""


class NotFetched(ReaderError):
    """An address that was not fetched, and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at an address: its bytes, and what it is called at the end of the address, or else its server's name."""

    content: bytes
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes are taken at most, and for how many seconds an answer is waited for."""

    most: int = MOST_BYTES
    seconds: float = SECONDS


def checked(address: str) -> str:
    """An address as it can be asked for, its letters written as servers know them.

    Raises NotFetched for what is none, or no http or https.
    """
    parts = _parts(address.strip())
    host = parts.hostname or ""
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode()
        place = name if parts.port is None else f"{name}:{parts.port}"
    except (UnicodeError, ValueError) as error:
        raise NotFetched("This is no web address: the name of its server cannot be read.") from error
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT), ""))


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError as error:
        raise NotFetched("This is no web address.") from error
    if parts.scheme not in ("http", "https"):
        raise NotFetched("Only addresses that begin with https:// or http:// are fetched.")
    if not host or len(address) > _LONGEST_ADDRESS or any(ord(letter) < 32 for letter in address):
        raise NotFetched("This is no web address.")
    if parts.username is not None:
        raise NotFetched("Addresses with a name and password in them are not fetched.")
    return parts


def fetch(
    address: str,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    limits: Limits = Limits(),
) -> Fetched:
    """What lies at an address. Raises NotFetched with a sentence, and Cancelled at once, whatever the server does."""
    asked = checked(address)
    pieces: queue.SimpleQueue[bytes | int | Exception | None] = queue.SimpleQueue()
    stop = threading.Event()
    # In a thread of its own: neither a name that is looked up nor a silent server can be interrupted, only left alone.
    threading.Thread(target=_receive, args=(asked, pieces, stop, limits), daemon=True).start()
    content = bytearray()
    total: int | None = None
    try:
        while True:
            if cancelled():
                raise Cancelled("Fetching was stopped.")
            with contextlib.suppress(queue.Empty):
                piece = pieces.get(timeout=_GLANCE)
                if piece is None:
                    return Fetched(bytes(content), _name(asked), address.strip())
                if isinstance(piece, Exception):
                    raise _told(piece, asked, limits) from piece
                if isinstance(piece, int):
                    total = piece
                else:
                    content += piece
                progress(len(content), total)
    finally:
        stop.set()


def _receive(
    address: str, pieces: "queue.SimpleQueue[bytes | int | Exception | None]", stop: threading.Event, limits: Limits
) -> None:
    """Hand over the length of the answer, where it is stated, then its pieces, and None at its end or what went wrong."""
    try:
        headers = {"User-Agent": f"{APP_NAME.replace(' ', '')}/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
        request = urllib.request.Request(address, headers=headers)
        with _opener(address).open(request, timeout=limits.seconds) as answer:
            length = answer.headers.get("Content-Length", "")
            stated = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else None
            packed = answer.headers.get("Content-Encoding", "identity").strip().casefold()
            if stated is not None and stated > limits.most:
                raise _too_large(limits)
            if stated is not None and packed == "identity":
                pieces.put(stated)
            _pass_on(answer, _Unpacker(packed, limits), pieces, stop, stated)
    except Exception as error:
        pieces.put(error)


def _pass_on(
    answer: HTTPResponse,
    unpacker: "_Unpacker",
    pieces: "queue.SimpleQueue[bytes | int | Exception | None]",
    stop: threading.Event,
    stated: int | None,
) -> None:
    came = 0
    while not stop.is_set():
        piece = answer.read1(_PIECE)
        came += len(piece)
        if came > unpacker.limits.most:  # what follows the end of what is packed unpacks to nothing, and has no end
            raise _too_large(unpacker.limits)
        if not piece:
            if (stated is not None and came < stated) or not unpacker.ended:
                raise NotFetched(_BROKEN)
            pieces.put(None)
            return
        pieces.put(unpacker.take(piece))


class _Unpacker:
    """Unpacks the pieces of an answer that was packed although nobody asked for it, never to more than may be taken."""

    def __init__(self, packed: str, limits: Limits) -> None:
        if packed not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise NotFetched("The server packed its answer in a way that cannot be read here.")
        self.limits = limits
        self._left = limits.most
        self._members = _MOST_MEMBERS
        self._inflating = _inflating() if packed not in ("identity", "") else None

    @property
    def ended(self) -> bool:
        """Whether nothing more has to come."""
        return self._inflating is None or self._inflating.eof

    def take(self, piece: bytes) -> bytes:
        """The next piece, unpacked. Raises NotFetched where it is too much."""
        if self._inflating is not None:
            try:
                piece = self._unpacked(piece)
            except zlib.error as error:
                raise NotFetched("The server packed its answer in a way that cannot be read here.") from error
        self._left -= len(piece)
        if self._left < 0:
            raise _too_large(self.limits)
        return piece

    def _unpacked(self, piece: bytes) -> bytes:
        """A packed answer may be several, one behind the other (RFC 1952, 2.2); what else follows is nothing."""
        unpacked = bytearray()
        while self._inflating is not None and piece and len(unpacked) <= self._left:
            if self._inflating.eof:
                if piece[:2] != _GZIP[: len(piece)]:
                    break
                self._members -= 1
                if self._members < 0:
                    raise zlib.error("too many pieces")
                self._inflating = _inflating()
            unpacked += self._inflating.decompress(piece, self._left + 1 - len(unpacked))
            piece = self._inflating.unused_data if self._inflating.eof else b""
        return bytes(unpacked)


def _inflating() -> "zlib._Decompress":
    return zlib.decompressobj(zlib.MAX_WBITS | 32)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows where an answer leads on to, a few times, and not everywhere."""

    max_redirections = _MOST_REDIRECTS

    def __init__(self, address: str) -> None:
        self._from_outside: bool | None = None
        self._address = address

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The request for where an answer leads on to. Raises NotFetched where nothing is to be asked for."""
        fp.close()  # urllib would read to its end, wherever that is, what nobody looks at
        new = checked(newurl)
        self._refuse(req.full_url, new)
        return super().redirect_request(req, fp, code, msg, headers, new)

    def _refuse(self, old: str, new: str) -> None:
        if urlsplit(old).scheme == "https" and urlsplit(new).scheme != "https":
            raise NotFetched(f"This address leads on to one without a safe connection, at {shown_host(new)}: it was not fetched.")
        if self._from_outside is None:
            self._from_outside = not _is_private(self._address)
        if self._from_outside and _is_private(new):
            raise NotFetched("This address leads on to a computer of your own network: it was not fetched.")


def _opener(address: str) -> urllib.request.OpenerDirector:
    """What asks for http and https, and knows no files, no cookies and no passwords."""
    opener = urllib.request.OpenerDirector()
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=_trusted()),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        _Redirects(address),
    ]
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _trusted() -> ssl.SSLContext:
    """The certificates that this computer trusts."""
    context = ssl.create_default_context()
    if sys.platform != "win32":
        for place in _CERTIFICATES:
            if not context.cert_store_stats()["x509_ca"] and Path(place).is_file():
                with contextlib.suppress(OSError, ssl.SSLError):
                    context.load_verify_locations(place)
    return context


def _is_private(address: str) -> bool:
    """Whether a server is this computer or one of the reader's own network; one that cannot be looked up is not."""
    parts = urlsplit(address)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
        return any(not ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)
    except (OSError, ValueError):
        return False


def shown_host(address: str) -> str:
    """The name of an address's server, as it is told to the reader."""
    try:
        return urlsplit(address.strip()).hostname or "this address"
    except ValueError:
        return "this address"


def _name(address: str) -> str:
    last = unquote(urlsplit(address).path).replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = "".join(letter for letter in last if letter.isprintable())[:200].strip()
    return name if name.strip(".") else shown_host(address)


def _too_large(limits: Limits) -> NotFetched:
    return NotFetched(f"What lies at this address is too large: at most {max(1, limits.most // 2**20)} MB are fetched.")


def _told(error: Exception, address: str, limits: Limits) -> ReaderError:
    """What went wrong, as a sentence."""
    if isinstance(error, ReaderError):
        return error
    host = shown_host(address)
    if isinstance(error, HTTPError):
        error.close()
        return NotFetched(_told_status(error.code, host))
    reason: object = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        if not _trusted().cert_store_stats()["x509_ca"]:
            return NotFetched("No certificates were found on this computer by which a safe connection could be checked.")
        return NotFetched(f"The certificate of {host} cannot be trusted, so nothing was fetched.")
    if isinstance(reason, TimeoutError):
        return NotFetched(f"{host} did not answer within {limits.seconds:g} seconds.")
    if isinstance(reason, socket.gaierror):
        return NotFetched(f"No server called {host} was found. Is this computer connected to the network?")
    if isinstance(reason, ConnectionRefusedError):
        return NotFetched(f"{host} does not take connections at this address.")
    if isinstance(reason, IncompleteRead | ConnectionResetError):
        return NotFetched(_BROKEN)
    if isinstance(reason, HTTPException):
        return NotFetched(f"{host} gave an answer that cannot be understood.")
    if isinstance(reason, OSError):
        why = (reason.strerror or "unknown reason").lower()
        return NotFetched(f"The connection to {host} failed ({why}).")
    return NotFetched(f"{host} could not be asked.")


def _told_status(code: int, host: str) -> str:
    if code in (404, 410):
        return f"There is nothing at this address ({host} says {code}, not found)."
    if code in (401, 403, 407):
        return f"This address may not be read by everybody ({host} says {code}, not allowed)."
    if 300 <= code < 400:
        return f"This address leads on and on, or to where nothing is fetched ({host} says {code})."
    return f"{host} answered with an error ({code})."
