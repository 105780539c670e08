"""What goes into the program: the parts of Qt that the window uses, and what these lead to."""

import pytest

import contents

QT = "PySide6/Qt"
XCB = (f"{QT}/plugins/platforms/libqxcb.so", "/q/libqxcb.so", "BINARY")
KEYBOARD = (f"{QT}/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", "/q/libqtvirtualkeyboardplugin.so", "BINARY")
GUI = (f"{QT}/lib/libQt6Gui.so.6", "/q/libQt6Gui.so.6", "BINARY")
QUICK = (f"{QT}/lib/libQt6Quick.so.6", "/q/libQt6Quick.so.6", "BINARY")
ZLIB = ("libz.so.1", "/usr/lib/libz.so.1", "BINARY")
MODULE = ("PySide6/QtGui.abi3.so", "/q/QtGui.abi3.so", "EXTENSION")
PYTHON = ("libpython3.11.so.1.0", "/p/libpython3.11.so.1.0", "BINARY")
LINKS = {
    "/q/libqxcb.so": ["libQt6Gui.so.6"],
    "/q/libqtvirtualkeyboardplugin.so": ["libQt6Quick.so.6", "libQt6Gui.so.6"],
    "/q/libQt6Gui.so.6": ["libz.so.1", "libc.so.6"],
}


def kept(rows: list[contents.Row]) -> list[contents.Row]:
    """What stays of the rows."""
    return contents.chosen(rows, lambda file: LINKS.get(file, ()))


@pytest.mark.parametrize(
    ("name", "plugin"),
    [
        (f"{QT}/plugins/platforms/libqxcb.so", ("platforms", "qxcb")),
        ("PySide6\\plugins\\platforms\\qwindows.dll", ("platforms", "qwindows")),
        (f"{QT}/plugins/platforms/libqcocoa.dylib", ("platforms", "qcocoa")),
        (f"{QT}/lib/libQt6Gui.so.6", None),
        ("other/plugins/platforms/libqxcb.so", None),
    ],
)
def test_a_plugin_is_known_by_its_folder(name: str, plugin: tuple[str, str] | None) -> None:
    assert contents.plugin_of(name) == plugin


def test_a_library_stays_where_a_plugin_that_stays_leads_to_it() -> None:
    assert kept([XCB, GUI, ZLIB]) == [XCB, GUI, ZLIB]


def test_a_plugin_that_is_not_wanted_takes_its_libraries_along() -> None:
    assert kept([XCB, KEYBOARD, GUI, QUICK, ZLIB]) == [XCB, GUI, ZLIB]


def test_a_library_that_nothing_leads_to_goes_and_so_does_its_second_name() -> None:
    link = ("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK")
    other = ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK")
    assert kept([XCB, GUI, QUICK, link, other]) == [XCB, GUI, other]


def test_pythons_own_library_and_all_modules_stay() -> None:
    assert kept([PYTHON, MODULE]) == [PYTHON, MODULE]


def test_translations_of_qt_go_and_our_resources_stay() -> None:
    ours = ("reader_app/resources/icons/app.svg", "/r/app.svg", "DATA")
    assert kept([(f"{QT}/translations/qtbase_de.qm", "/q/qtbase_de.qm", "DATA"), ours]) == [ours]


def test_a_screen_of_each_system_and_none_at_all_are_wanted() -> None:
    assert {"qxcb", "qwayland", "qwindows", "qcocoa", "qoffscreen"} <= set(contents.PLUGINS["platforms"])


def test_windows_names_a_library_as_it_likes() -> None:
    module = ("PySide6\\QtGui.pyd", "C:/q/QtGui.pyd", "EXTENSION")
    library = ("PySide6\\Qt6Gui.dll", "C:/q/Qt6Gui.dll", "BINARY")
    unused = ("PySide6\\opengl32sw.dll", "C:/q/opengl32sw.dll", "BINARY")
    rows = [module, library, unused]
    assert contents.chosen(rows, lambda file: ["QT6GUI.dll"] if file.endswith(".pyd") else []) == [module, library]


def test_a_framework_goes_or_stays_with_all_that_belongs_to_it() -> None:
    def framework(name: str) -> list[contents.Row]:
        place = f"{QT}/lib/{name}.framework"
        return [
            (f"{place}/Versions/A/{name}", f"/q/{name}", "BINARY"),
            (f"{place}/Versions/A/Resources/Info.plist", f"/q/{name}.plist", "DATA"),
            (f"{place}/Versions/Current", "A", "SYMLINK"),
            (f"{place}/{name}", f"Versions/Current/{name}", "SYMLINK"),
            (name, f"{place}/Versions/A/{name}", "SYMLINK"),
        ]

    cocoa = (f"{QT}/plugins/platforms/libqcocoa.dylib", "/q/libqcocoa.dylib", "BINARY")
    keyboard = (f"{QT}/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.dylib", "/q/keyboard.dylib", "BINARY")
    python = ("Python.framework/Versions/3.13/Python", "/Library/Frameworks/Python.framework/Versions/3.13/Python", "BINARY")
    rows = [cocoa, keyboard, python, *framework("QtGui"), *framework("QtVirtualKeyboard")]
    links = {"/q/libqcocoa.dylib": ["QtGui"], "/q/keyboard.dylib": ["QtVirtualKeyboard", "QtGui"]}
    assert contents.chosen(rows, lambda file: links.get(file, ())) == [cocoa, python, *framework("QtGui")]
