"""How often something is said over the months or years of the episodes, as a small picture whose bars lead to their hits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from reader_app.core.findings import Period, Survey
from reader_app.ui.over_time_chart import OverTimeChart
from reader_app.ui.over_time_model import PER_WORDS, bar_words, by_month, period_words
from reader_app.ui.panel_words import InkLabel, PanelNotice
from reader_app.ui.row_text import grouped
from reader_app.ui.search_rows import count_in_words
from reader_app.ui.theme import Theme

_CHART_HEIGHT = 240
_HINT = "Choose a bar to see its hits."


def conditions_of(period: Period) -> tuple[tuple[str, str], ...]:
    """What a period adds to a query: the names of the conditions and their values, as short as they can be said."""
    exact = 7 if by_month(period) else 4
    return ("after", period.first[:exact]), ("before", period.stop[:exact])


class OverTimeView(QWidget):
    """Shows when a query is met: hits of each period, or hits among the words that were said in it."""

    period_chosen = Signal(object)
    """The Period whose hits are wanted."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._survey: Survey | None = None
        self.chart = OverTimeChart(theme)
        self.chart.bars.told.connect(self._tell)
        self.chart.bars.chosen.connect(self._choose)
        self.chart.bars.left.connect(self.left)
        self._told = InkLabel(theme, _HINT, "ink2", -0.5, tabular=True)
        self._undated = InkLabel(theme, "", "ink3", -1)
        self._pages = QStackedWidget()
        self._notice = PanelNotice(
            theme, "Nothing to show over time", "None of the episodes with these words says when it appeared."
        )
        self._waiting = QWidget()
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_measures())
        self.chart.setFixedHeight(round(_CHART_HEIGHT * self._theme.ui_size / 13))
        column.addWidget(self.chart)
        words = QVBoxLayout()
        words.setContentsMargins(12, 10, 12, 12)
        words.setSpacing(8)
        words.addWidget(self._told)
        words.addWidget(self._undated)
        column.addLayout(words)
        column.addStretch(1)
        for page in (picture, self._notice, self._waiting):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _make_measures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 6)
        row.setSpacing(6)
        group = QButtonGroup(self)
        self.measures: dict[bool, QToolButton] = {}
        for by_words, words in ((False, "Hits"), (True, f"Per {grouped(PER_WORDS)} words")):
            chip = QToolButton()
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setText(words)
            chip.setToolTip(
                "Hits among the words of the period's episodes, so that a month of much talk does not stand out"
                if by_words
                else "Hits in each period"
            )
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            chip.clicked.connect(self._fill)
            group.addButton(chip)
            row.addWidget(chip)
            self.measures[by_words] = chip
        self.measures[False].setChecked(True)
        row.addStretch(1)
        self._theme.changed.connect(self._dress)
        self._dress()
        return row

    def _dress(self) -> None:
        for chip in self.measures.values():
            chip.setFont(self._theme.ui_font(-1))

    # -- what is shown

    def show_survey(self, survey: Survey) -> None:
        """Shows the periods of a survey, or that no episode with hits says when it appeared."""
        self._survey = survey
        self._fill()

    def show_nothing(self) -> None:
        """Shows no picture, while none is known."""
        self._survey = None
        self.chart.show_periods((), by_words=False)
        self._pages.setCurrentWidget(self._waiting)

    def _fill(self) -> None:
        survey = self._survey
        if survey is None:
            return
        self.chart.show_periods(survey.periods, by_words=self.measures[True].isChecked())
        undated = count_in_words(survey.undated, "hit")
        self._undated.setText(f"{undated} in episodes without a date" if survey.undated else "")
        self._undated.setVisible(bool(survey.undated))
        self._pages.setCurrentIndex(0 if survey.periods else 1)
        self._tell(self.chart.bars.pointed)

    def words_told(self) -> str:
        """What stands under the picture about the bar that is pointed at."""
        return self._told.text()

    def undated_words(self) -> str:
        """What is said of hits without a date."""
        return self._undated.text()

    @property
    def shows_picture(self) -> bool:
        """Whether there is anything to show."""
        return self._pages.currentIndex() == 0

    # -- what the reader does

    def step(self, step: int) -> None:
        """Gives the bars the keyboard, on the first of them or (-1) the last."""
        self.chart.bars.keyboard = True
        self.chart.bars.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.chart.model.periods:
            self.chart.bars.go_to(0 if step > 0 else len(self.chart.model.periods) - 1)

    def _tell(self, number: int) -> None:
        periods = self.chart.model.periods
        known = 0 <= number < len(periods)
        self._told.setText(bar_words(periods[number]) if known else _span_words(periods))

    def _choose(self, number: int) -> None:
        period = self.chart.model.periods[number]
        if period.hits:
            self.period_chosen.emit(period)


def _span_words(periods: tuple[Period, ...]) -> str:
    """From when to when the picture reaches, and what can be done with it."""
    if not periods:
        return ""
    if len(periods) == 1:
        return f"{period_words(periods[0])}. {_HINT}"
    return f"{period_words(periods[0])} to {period_words(periods[-1])}. {_HINT}"
