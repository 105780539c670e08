"""Draws the app's icon into the pictures that desktops, Windows and macOS want, each from the drawing made for its size.

python packaging/icons.py OUTDIR       needs PySide6, but no screen

OUTDIR gets transcript-reader-SIZE.png (16 to 512), transcript-reader.svg, transcript-reader.ico and transcript-reader.icns.
"""

import os
import shutil
import struct
import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).resolve().parent.parent / "resources" / "icons"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; what https://specifications.freedesktop.org/icon-theme-spec/latest/ and the desktops ask for."""
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels; 20 and 40 are what Windows shows at 125 % for 16 and 32."""
ICNS_KINDS = (
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
)
"""Kind and pixels of the PNGs in an icns. 16 and 32 points are drawn for two pixels a point (ic11, ic12): the kinds for one
pixel a point want a packing of their own, and macOS scales well."""


class Drawing(NamedTuple):
    """A file of resources/icons and the square of it that fills the picture: left, top, side, in its own units."""

    file: str
    left: float
    top: float
    side: float


APP = Drawing("app.svg", 0, 0, 128)
APP_MAC = Drawing("app.svg", -10.56, -10.56, 149.12)
"""With the air that macOS wants: the plate fills 824 of 1024 pixels (Apple's Human Interface Guidelines, app icons)."""
APP_16 = Drawing("app-16.svg", 0, 0, 16)
APP_24 = Drawing("app-24.svg", 0, 0, 24)
APP_22 = Drawing("app-24.svg", 1, 1, 22)
"""Without the margin that the 24 px picture has, so that its lines still fall on pixels."""


def drawing_for(size: int) -> Drawing:
    """The drawing whose lines fall on the pixels of a picture of `size` pixels; from 40 on the full one."""
    small = {16: APP_16, 20: APP_22, 22: APP_22, 24: APP_24, 32: APP_16}
    return small.get(size, APP)


def draw(drawing: Drawing, size: int) -> QImage:
    """A picture of `size` x `size` pixels with straight alpha. Raises ValueError where the drawing cannot be read."""
    renderer = QSvgRenderer(str(DRAWINGS / drawing.file))
    if not renderer.isValid():
        raise ValueError(f"{drawing.file} is no drawing that Qt can read.")
    renderer.setViewBox(QRectF(drawing.left, drawing.top, drawing.side, drawing.side))
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def png(image: QImage) -> bytes:
    """The picture as PNG; the same picture gives the same bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise ValueError("Qt cannot write PNG.")
    return bytes(buffer.data().data())


def _dib(image: QImage) -> bytes:
    """The picture as the headless bitmap that an .ico holds: rows from the bottom, BGRA, then a mask that hides nothing."""
    size = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels = bytes(image.constBits())
    rows = [pixels[row * 4 * size : (row + 1) * 4 * size] for row in reversed(range(size))]
    mask = bytes((size + 31) // 32 * 4 * size)
    return header + b"".join(rows) + mask


def ico() -> bytes:
    """All ICO_SIZES in one file: bitmaps, and from 256 pixels on PNG, as Windows itself does it."""
    pictures = [(size, draw(drawing_for(size), size)) for size in ICO_SIZES]
    held = [(size, png(image) if size >= 256 else _dib(image)) for size, image in pictures]
    directory = struct.pack("<HHH", 0, 1, len(held))
    at = len(directory) + 16 * len(held)
    for size, data in held:
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return directory + b"".join(data for _, data in held)


def icns() -> bytes:
    """All ICNS_KINDS in one file: the magic and the length of all, then kind, length and PNG, big-endian."""
    body = b""
    for kind, size in ICNS_KINDS:
        data = png(draw(APP_MAC, size))
        body += struct.pack(">4sI", kind, 8 + len(data)) + data
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body


def write(target: Path) -> None:
    """Writes all pictures into the folder `target`, which is made where it is missing."""
    target.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (target / f"transcript-reader-{size}.png").write_bytes(png(draw(drawing_for(size), size)))
    shutil.copyfile(DRAWINGS / APP.file, target / "transcript-reader.svg")
    (target / "transcript-reader.ico").write_bytes(ico())
    (target / "transcript-reader.icns").write_bytes(icns())


def main(arguments: list[str]) -> int:
    """Draws into the folder that the one argument names; gives the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: icons.py OUTDIR\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    write(Path(arguments[0]))
    application.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
