"""The icon is drawn in every size that desktops, Windows and macOS ask for, and stays an open book in the smallest."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

import icons

PLATE, PAPER = QColor("#1C6670"), QColor("#FEFDFB")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all pictures."""
    folder = tmp_path_factory.mktemp("icons")
    icons.write(folder)
    return folder


def share_of(image: QImage, colour: QColor) -> float:
    """The part of the pixels, 0 to 1, that are very nearly of this colour; of large pictures some rows and columns tell."""
    seen = range(0, image.width(), max(1, image.width() // 64))
    pixels = [image.pixelColor(x, y) for x in seen for y in seen]
    near = [p for p in pixels if max(abs(a - b) for a, b in zip(p.getRgb(), colour.getRgb(), strict=True)) <= 12]
    return len(near) / len(pixels)


@pytest.mark.parametrize("size", icons.PNG_SIZES)
def test_each_picture_is_a_book_on_a_plate_with_round_corners(drawn: Path, size: int) -> None:
    image = QImage(str(drawn / f"transcript-reader-{size}.png"))
    assert (image.width(), image.height()) == (size, size)
    corners = [image.pixelColor(x, y).alpha() for x in (0, size - 1) for y in (0, size - 1)]
    assert max(corners) < 128
    assert share_of(image, PLATE) > 0.35
    assert share_of(image, PAPER) > 0.12


@pytest.mark.parametrize("size", [16, 22, 24, 32])
def test_lines_of_small_pictures_fall_on_pixels(size: int) -> None:
    image = icons.draw(icons.drawing_for(size), size)
    quiet = sum(image.pixelColor(x, y) == QColor("#8FB8BC") for x in range(size) for y in range(size))
    assert quiet >= 6


def test_the_same_drawing_gives_the_same_bytes(drawn: Path, tmp_path: Path) -> None:
    icons.write(tmp_path)
    assert {path.name: path.read_bytes() for path in drawn.iterdir()} == {p.name: p.read_bytes() for p in tmp_path.iterdir()}


def test_the_windows_icon_holds_every_size_and_can_be_read(drawn: Path) -> None:
    data = (drawn / "transcript-reader.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icons.ICO_SIZES))
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * number) for number in range(count)]
    assert [entry[0] or 256 for entry in entries] == list(icons.ICO_SIZES)
    assert entries[-1][7] + entries[-1][6] == len(data)
    for entry, size in zip(entries, icons.ICO_SIZES, strict=True):
        single = struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", *entry[:7], 22)
        image = QImage.fromData(single + data[entry[7] : entry[7] + entry[6]], "ICO")
        assert image.width() == size
        assert image.convertToFormat(QImage.Format.Format_ARGB32) == icons.draw(icons.drawing_for(size), size)


def test_the_mac_icon_holds_every_kind(drawn: Path) -> None:
    data = (drawn / "transcript-reader.icns").read_bytes()
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    found, at = [], 8
    while at < len(data):
        kind, length = struct.unpack_from(">4sI", data, at)
        found.append((kind, QImage.fromData(data[at + 8 : at + length]).width()))
        at += length
    assert found == list(icons.ICNS_KINDS)


@pytest.mark.parametrize("file", sorted({icons.drawing_for(size).file for size in icons.PNG_SIZES}))
def test_drawings_are_square_and_hold_no_letters(file: str) -> None:
    drawing = ET.parse(icons.DRAWINGS / file).getroot()
    left, top, width, height = map(float, drawing.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width == height
    assert not [element.tag for element in drawing.iter() if element.tag.endswith(("}text", "}image"))]


@pytest.mark.no_qt_log
def test_a_drawing_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icons, "DRAWINGS", tmp_path)
    (tmp_path / "app.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'")
    with pytest.raises(ValueError, match=r"app\.svg"):
        icons.draw(icons.APP, 64)


def test_without_a_folder_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert icons.main([]) == 2
    assert "OUTDIR" in capsys.readouterr().err
