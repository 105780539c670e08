"""The table of formats that a transcript can be written in: each a pure function of the opened episode."""

from collections.abc import Callable

from reader_app.core.export.markdown import write_markdown
from reader_app.core.export.names import ExportFormat, Include
from reader_app.core.export.plain import write_text
from reader_app.core.export.podcast_json import write_podcast_json
from reader_app.core.export.subtitles import write_srt, write_vtt
from reader_app.core.export.web_page import write_html
from reader_app.core.model import OpenEpisode

TRANSCRIPT_FORMATS: dict[ExportFormat, Callable[[OpenEpisode, Include], str]] = {
    "md": write_markdown,
    "txt": write_text,
    "srt": write_srt,
    "vtt": write_vtt,
    "json": write_podcast_json,
    "html": write_html,
}
"""Each raises NoTimes where the format needs times that the episode does not have."""
