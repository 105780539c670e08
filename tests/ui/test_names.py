"""Everything that can have the focus has a name for those who do not see it, and icons have words beside the pointer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from reader_app.ui.bars import QuietBar
from reader_app.ui.main_window import MainWindow

CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSlider, QTabBar)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty library, which the window fills with the samples."""
    return tmp_path


def within(widget: QWidget, kind: type[QWidget]) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, kind) or within(parent, kind))


def controls(window: MainWindow) -> list[QWidget]:
    """What can have the focus; not what Qt's own boxes and the empty message bar hold inside."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, QScrollBar)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not any(within(widget, kind) for kind in (QComboBox, QuietBar, QTabBar))
    ]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_every_control_has_a_name(window: MainWindow) -> None:
    found = controls(window)
    assert len(found) > 30
    assert [f"{type(widget).__name__} in {widget.parentWidget()}" for widget in found if not name_of(widget).strip()] == []


def test_every_button_without_words_has_a_tooltip(window: MainWindow) -> None:
    bare = [widget for widget in controls(window) if isinstance(widget, QToolButton) and not widget.text()]
    assert bare
    assert [widget.accessibleName() for widget in bare if not widget.toolTip()] == []
