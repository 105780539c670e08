"""Writes transcripts into files, one or a folder of them, and tells what was written and what could not be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader_app.core.errors import ReaderError
from reader_app.core.export.files import NotWritten, file_name, make_folder, names_in, write_whole
from reader_app.core.export.names import ExportFormat, Include
from reader_app.core.export.transcript_formats import TRANSCRIPT_FORMATS
from reader_app.core.model import Failure, OpenEpisode

Progress = Callable[[int, int, str], None]
"""Told before each file and at the end: how many are done, of how many, and the title of what comes next."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An episode and the file that it was written to."""

    episode: str
    title: str
    path: Path


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, in order, and what it could not; a failure's `path` is the title, or the id of an unknown episode."""

    files: tuple[Exported, ...] = ()
    failures: tuple[Failure, ...] = ()
    cancelled: bool = False


def deliver(
    open_episode: Callable[[str], OpenEpisode],
    ids: Sequence[str],
    to: ExportFormat,
    folder: Path,
    include: Include,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write each episode into `folder`, which is made where it is missing; files that lie there are left as they are.

    What cannot be written is told in the report. Raises NotWritten where the folder itself cannot be used.
    """
    make_folder(folder)
    taken = names_in(folder)
    files: list[Exported] = []
    failures: list[Failure] = []
    for done, episode in enumerate(ids):
        if cancelled is not None and cancelled():
            return ExportReport(tuple(files), tuple(failures), cancelled=True)
        title = episode
        try:
            opened = open_episode(episode)
            title = opened.episode.title
            if progress is not None:
                progress(done, len(ids), title)
            path = folder / file_name(title, to, taken)
            write_whole(path, TRANSCRIPT_FORMATS[to](opened, include))
        except NotWritten as error:
            failures.append(Failure(title, str(error)))
            if not folder.is_dir():
                break
        except ReaderError as error:
            failures.append(Failure(title, str(error)))
        else:
            taken.add(path.name.casefold())
            files.append(Exported(episode, title, path))
    if progress is not None:
        progress(len(ids), len(ids), "")
    return ExportReport(tuple(files), tuple(failures))
