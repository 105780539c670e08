"""All keys and what they do, in a list that scrolls where the screen is low."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader_app.ui.ask_dialog import MARGIN, plain_label

_SHARE = 0.8
"""How much of the screen's height it takes at most."""
_FRAME = 24
"""Pixels for the scroll bar beside the list and the frame around it."""


class KeysDialog(QDialog):
    """Lists keys with what each one does; it is never higher than the screen."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`rows` are the names of keys and what they do."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget()
        page.setObjectName("keys")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for number, (keys, does) in enumerate(rows):
            grid.addWidget(plain_label(keys), number, 0)
            told = plain_label(does, "")
            told.setAccessibleName(f"{keys}: {does}")
            told.setWordWrap(False)
            grid.addWidget(told, number, 1)
        grid.setColumnStretch(1, 1)
        self.list = QScrollArea()
        self.list.setAccessibleName("Keys")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWidgetResizable(True)
        self.list.setWidget(page)
        self.list.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.list.setFocus()
        self._fit(page)

    def _fit(self, page: QWidget) -> None:
        """As high as the list, as far as the screen goes; what is beyond is reached with the arrow keys."""
        room = self.screen().availableGeometry().height()
        rest = self.sizeHint().height() - self.list.sizeHint().height()
        wanted = page.sizeHint()
        self.resize(wanted.width() + 2 * MARGIN + _FRAME, min(wanted.height() + rest, round(room * _SHARE)))
