"""Two files that tell one recording, side by side, and the plain choices that a reader has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from reader_app.core.library import FORM_LABELS
from reader_app.core.model import OpenEpisode
from reader_app.ui.ask_dialog import MARGIN, AskDialog, plain_label
from reader_app.ui.import_report import count_of
from reader_app.ui.panel_words import InkLabel
from reader_app.ui.row_text import plain_tip
from reader_app.ui.source_view import date_words
from reader_app.ui.theme import Theme
from reader_app.ui.versions_dialog import file_words

if TYPE_CHECKING:
    from reader_app.core.library import Offer

Way = Literal["mine", "theirs", "both", "apart"]
_STEADY = "QRadioButton { padding: 0 4px; margin: 2px; } QRadioButton:focus { padding: 0 4px 0 6px; margin: 0; }"
"""Style of a choice that has room for its focus ring, so that nothing moves."""
_INDENT = 28
"""Px by which a choice's sentence stands under its words."""
_WIDTH = 640
_AROUND = 112
"""Px that the head, the buttons and the margins take."""
_NARROW = 520
"""Below this width in px the two files stand under one another."""
_ROWS = ("Title", "File", "Form", "Text", "Times", "Voices", "Chapters", "Came in")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is known of one of the two, in words; `facts` go with the rows of the table."""

    file: str
    path: str
    timed: bool
    facts: tuple[str, ...]


def telling_of(opened: OpenEpisode, *, with_folder: bool = False) -> Telling:
    """What a reader compares of an episode; `with_folder` tells two files of one name apart."""
    row, transcript = opened.episode, opened.transcript
    chapters = sum(chapter.origin == "stated" for chapter in transcript.chapters)
    return Telling(
        file_words(row.path),
        row.path,
        row.timed,
        (
            row.title,
            "/".join(PurePath(row.path.replace("\\", "/")).parts[-2:]) if with_folder and row.path else file_words(row.path),
            FORM_LABELS.get(row.form, row.form) or "A transcript",
            count_of(row.words, "word"),
            times_words(opened),
            count_of(len(transcript.speakers), "voice") if transcript.speakers else "not told apart",
            count_of(chapters, "chapter") if chapters else "none",
            date_words(row.added),
        ),
    )


def times_words(opened: OpenEpisode) -> str:
    """Whether a text has times, and whose they are."""
    anchors = opened.transcript.anchors
    if not anchors:
        return "none"
    return "stated" if any(anchor.origin == "stated" for anchor in anchors) else "worked out"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done: in few words, and in one sentence what it means."""

    way: Way
    words: str
    sentence: str


def choices_for(mine: Telling, other: Telling) -> tuple[Choice, ...]:
    """What can be done with two tellings of one recording."""
    found = [
        Choice(
            "theirs",
            "Read the other one here",
            "Its text takes the place of this one. Quotes, notes and your place go along; this text stays among the versions.",
        )
    ]
    if mine.timed != other.timed:
        words = (
            "Keep this text, with the times of the other" if other.timed else "Read the other text, with the times of this one"
        )
        found.append(
            Choice("both", words, "The times are found by the words that both have. They are worked out, and shown lighter.")
        )
    found.append(
        Choice(
            "mine",
            "Keep reading this one, and put the other behind it",
            "The list has one line for both. The other text stays among the versions, and its quotes come here.",
        )
    )
    found.append(Choice("apart", "Keep both apart", "Nothing changes, and you are not asked about these two again."))
    return tuple(found)


class FactTable(QWidget):
    """The facts of both files by rows; under one another where the window is narrow."""

    def __init__(self, theme: Theme, mine: Telling, other: Telling) -> None:
        super().__init__()
        self._theme = theme
        self._narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._heads = (InkLabel(theme, "This one", "ink", 0, 600), InkLabel(theme, "The other one", "ink", 0, 600))
        self._names = [[self._name(words) for words in _ROWS] for _ in range(2)]
        self._values = [[self._value(words) for words in telling.facts] for telling in (mine, other)]
        for column, telling in enumerate((mine, other)):
            self._values[column][1].setToolTip(plain_tip(telling.path))
            spoken = [f"{name}: {fact}" for name, fact in zip(_ROWS, telling.facts, strict=True)]
            self._heads[column].setAccessibleDescription("; ".join(spoken))
        self._place(narrow=False)

    def _name(self, words: str) -> InkLabel:
        label = InkLabel(self._theme, words, "ink3", -1.5)
        label.setWordWrap(False)
        return label

    def _value(self, words: str) -> InkLabel:
        label = InkLabel(self._theme, words, "ink2", -0.5)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=event.size().width() < _NARROW)

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        labels: list[QLabel] = [*self._heads]
        for group in (*self._names, *self._values):
            labels.extend(group)
        for label in labels:
            self._grid.removeWidget(label)
        top = Qt.AlignmentFlag.AlignTop
        for side in range(2):
            first = side * (len(_ROWS) + 1) if narrow else 0
            column = 1 if narrow else 1 + side
            self._heads[side].setContentsMargins(0, 10 if narrow and side else 0, 0, 2)
            self._grid.addWidget(self._heads[side], first, 0 if narrow else column, 1, 2 if narrow else 1, top)
            for number, (name, value) in enumerate(zip(self._names[side], self._values[side], strict=True)):
                self._grid.addWidget(value, first + 1 + number, column, top)
                name.setVisible(narrow or side == 0)
                if narrow or side == 0:
                    self._grid.addWidget(name, first + 1 + number, 0, top)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 0 if narrow else 1)


class ChoiceList(QWidget):
    """Radio buttons, each with its sentence under it."""

    changed = Signal()

    def __init__(self, theme: Theme, choices: Sequence[Choice], chosen: Way) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self.buttons = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, choice in enumerate(self._choices):
            button = QRadioButton(choice.words)
            button.setAccessibleDescription(choice.sentence)
            button.setStyleSheet(_STEADY)
            sentence = InkLabel(theme, choice.sentence, "ink2", -1.5)
            sentence.setContentsMargins(_INDENT, 0, 0, 6)
            self.buttons.addButton(button, number)
            column.addWidget(button)
            column.addWidget(sentence)
            button.setChecked(choice.way == chosen)
        self.buttons.idToggled.connect(lambda _number, _on: self.changed.emit())

    def focus_chosen(self) -> None:
        """Gives the keyboard to the choice that is on; the arrow keys lead to the others."""
        self.buttons.button(max(0, self.buttons.checkedId())).setFocus()

    @property
    def chosen(self) -> Choice:
        """The choice that is on."""
        return self._choices[max(0, self.buttons.checkedId())]


class TellingsDialog(AskDialog):
    """A window beside the app. `decided` carries the way that the reader chose."""

    decided = Signal(str)

    def __init__(self, theme: Theme, mine: OpenEpisode, other: OpenEpisode, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__("Two files of one recording", parent)
        alike = file_words(mine.episode.path) == file_words(other.episode.path)
        sides = telling_of(mine, with_folder=alike), telling_of(other, with_folder=alike)
        choices = choices_for(*sides)
        self.facts = FactTable(theme, *sides)
        self.choices = ChoiceList(theme, choices, suggested(offer, mine.episode.id, [choice.way for choice in choices]))
        self.column.addWidget(plain_label(offer.sentence, "head"))
        self.column.addWidget(self._scrolled(), 1)
        self.add_buttons("")
        self.choices.changed.connect(self._name_button)
        self._name_button()
        self.choices.focus_chosen()
        self._fit()

    def _scrolled(self) -> QScrollArea:
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.facts)
        column.addWidget(self.choices)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        area.viewport().setAutoFillBackground(False)
        return area

    def _fit(self) -> None:
        """As high as all of it, where the screen allows."""
        content = self._content.heightForWidth(_WIDTH - 2 * MARGIN)
        most = round(self.screen().availableGeometry().height() * 0.85)
        self.resize(_WIDTH, min(most, content + _AROUND))

    def _name_button(self) -> None:
        self.main_button.setText("Keep apart" if self.choices.chosen.way == "apart" else "Join")

    def accept(self) -> None:
        """Hands the choice over and closes."""
        self.decided.emit(self.choices.chosen.way)
        super().accept()


def suggested(offer: Offer, mine: str, possible: Sequence[Way]) -> Way:
    """The choice that is on at first: what the offer speaks for, else the one that changes nothing."""
    if offer.kind == "times" and "both" in possible:
        return "both"
    if offer.kind == "update":
        return "theirs" if offer.better != mine else "mine"
    return "apart"
