"""The quiet line under the header: the feed names a transcript of the episode that is read, which can be fetched."""

from PySide6.QtWidgets import QWidget

from reader_app.ui.theme import Theme
from reader_app.ui.twin_line import TwinLine


class FetchLine(TwinLine):
    """Says where the transcript lies: `look_wished` asks for it, `closed` puts the line away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The feed names a transcript")
        self.look.setText("Fetch it…")
        self.close_button.setAccessibleName("Do not offer this now")
        self.close_button.setToolTip("Do not offer this now")
