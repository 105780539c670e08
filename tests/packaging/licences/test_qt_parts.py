"""Files of Qt's wheels are told apart on every system; what Qt gives out under the GPL only is refused by name."""

import pytest

from licences import qt_parts
from licences.licence_rules import LicenceError
from licences.qt_parts import BINDINGS, module_of, plugin_of


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", "Core"),
        ("PySide6/Qt6Core.dll", "Core"),
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "Core"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "Gui"),
        ("PySide6/plugins/platforms/qwindows.dll", "Gui"),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", "WaylandClient"),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", "Gui"),
        ("PySide6/QtCore.abi3.so", BINDINGS),
        ("PySide6/QtCore.pyd", BINDINGS),
        ("PySide6/libpyside6.abi3.so.6.11", BINDINGS),
        ("PySide6/pyside6.abi3.dll", BINDINGS),
        ("libshiboken6.abi3.6.11.dylib", BINDINGS),
        ("shiboken6/Shiboken.pyd", BINDINGS),
        ("PySide6.support", BINDINGS),
        ("PySide6/Qt/lib/libQt6Somethingnew.so.6", ""),
        ("PySide6/Qt/plugins/teleporters/libqfar.so", ""),
        ("PySide6/QtSomethingnew.abi3.so", ""),
        ("PySide6/Qt/qml/QtQml/qmldir", ""),
        ("PySide6/Qt/translations/qt_de.qm", ""),
    ],
)
def test_which_part_of_qt_a_file_is(name: str, module: str) -> None:
    assert module_of(name) == module


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Charts.so.6",
        "PySide6/Qt6DataVisualization.dll",
        "PySide6/Qt/lib/QtVirtualKeyboard.framework/Versions/A/QtVirtualKeyboard",
        "PySide6/QtCharts.abi3.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    ],
)
def test_what_is_under_the_gpl_only_is_refused(name: str) -> None:
    with pytest.raises(LicenceError, match=r"(?i)may not be shipped.*(charts|visualization|virtualkeyboard).*GPL-3.0-only"):
        module_of(name)


def test_a_plugin_is_named_without_what_a_system_adds() -> None:
    assert plugin_of("PySide6/Qt/plugins/imageformats/libqjpeg.so") == "imageformats/qjpeg"
    assert plugin_of("PySide6/plugins/imageformats/qjpeg.dll") == "imageformats/qjpeg"
    assert plugin_of("PySide6/QtCore.abi3.so") == ""


def test_sources_are_named_by_version() -> None:
    assert qt_parts.archive("qtsvg", "6.9.2").endswith("/qt/6.9/6.9.2/submodules/qtsvg-everywhere-src-6.9.2.tar.xz")
    assert qt_parts.archive("pyside-setup", "6.9.2").endswith("/PySide6-6.9.2-src/pyside-setup-everywhere-src-6.9.2.tar.xz")
