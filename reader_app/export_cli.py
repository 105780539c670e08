"""The commands of the command line that bring things out of the library and quotes back into it."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from reader_app import cli_json
from reader_app.core.errors import QueryError, ReaderError, UnreadableFile
from reader_app.core.library import (
    BOOKMARK_LABELS,
    BOOKMARK_SUFFIXES,
    EXPORT_LABELS,
    RESULT_LABELS,
    RESULT_SUFFIXES,
    BookmarkFormat,
    ExportFormat,
    Library,
    ResultFormat,
)
from reader_app.core.model import Failure

Command = Callable[[str, Any, str], argparse.ArgumentParser]
"""Makes the parser of a command from its name, what carries it out and what it is about."""


class WrongWords(QueryError):
    """Words of a command that do not go together: wrong usage."""


def add_export(command: Command) -> None:
    """The command `export`."""
    made = command("export", export, "transcripts or quotes in other formats")
    made.add_argument("ids", nargs="*", metavar="ID")
    made.add_argument("--what", choices=("transcripts", "bookmarks"), default="transcripts", help="transcripts unless given")
    formats = list(dict.fromkeys([*EXPORT_LABELS, *BOOKMARK_LABELS]))
    told = f"{', '.join(EXPORT_LABELS)}; for bookmarks {', '.join(BOOKMARK_LABELS)}"
    made.add_argument("--to", required=True, choices=formats, metavar="FORMAT", help=told)
    made.add_argument("-o", "--output", metavar="PATH", help="a file; for several transcripts a folder")


def export(library: Library, args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """Print or write what is asked for. Raises WrongWords."""
    args.output = None if args.output in (None, "-") else args.output
    known = BOOKMARK_LABELS if args.what == "bookmarks" else EXPORT_LABELS
    if args.to not in known:
        raise WrongWords(f"{args.what.capitalize()} can be exported to {', '.join(known)}.")
    if args.what == "bookmarks":
        return _export_bookmarks(library, args), 0
    ids = list(dict.fromkeys(args.ids))
    if not ids:
        raise WrongWords("Say which transcripts: export ID... --to FORMAT.")
    if args.output is None and len(ids) > 1 and not args.json:
        raise WrongWords("Several transcripts need a folder: -o FOLDER.")
    answer = _export_files(library, ids, args) if args.output is not None else _export_texts(library, ids, args.to)
    return answer, 1 if "error" in answer else 0


def _export_bookmarks(library: Library, args: argparse.Namespace) -> dict[str, Any]:
    to = cast(BookmarkFormat, args.to)
    ids = [library.episode(ident).id for ident in args.ids] or None
    if args.output is None:
        return {"files": [{"path": None, "text": library.exporter.quotes(to, ids)}]}
    path = Path(args.output)
    if path.is_dir():
        path /= library.exporter.file_name("Quotes", BOOKMARK_SUFFIXES[to])
    return {"files": [{"path": str(path), "bookmarks": library.exporter.quotes_to_file(to, path, ids)}]}


def _export_files(library: Library, ids: list[str], args: argparse.Namespace) -> dict[str, Any]:
    """Into one file, or a folder. What cannot be written is told beside the rest."""
    to = cast(ExportFormat, args.to)
    if len(ids) == 1 and not args.output.endswith(("/", os.sep)):
        report = library.exporter.to_file(ids[0], to, Path(args.output))
    else:
        report = library.exporter.to_folder(ids, to, Path(args.output))
    files = [{"episode": each.episode, "title": each.title, "path": str(each.path)} for each in report.files]
    return _told(files, list(report.failures))


def _export_texts(library: Library, ids: list[str], to: ExportFormat) -> dict[str, Any]:
    files, failures = [], []
    for ident in ids:
        try:
            text = library.exporter.text(ident, to)
            files.append({"episode": ident, "title": library.episode(ident).title, "path": None, "text": text})
        except ReaderError as error:
            failures.append(Failure(ident, str(error)))
    return _told(files, failures)


def _told(files: list[dict[str, Any]], failures: list[Failure]) -> dict[str, Any]:
    answer: dict[str, Any] = {"files": files}
    if failures:
        answer |= cli_json.of_error(" ".join(dict.fromkeys(failure.error for failure in failures)))
    return answer


def add_hits(search: argparse.ArgumentParser) -> None:
    """What the command `search` takes to write down what it finds."""
    told = ", ".join(f"{name}: {label}" for name, label in RESULT_LABELS.items())
    search.add_argument("--to", choices=list(RESULT_LABELS), metavar="FORMAT", help=told)
    search.add_argument("-o", "--output", metavar="PATH", help="a file, or a folder for it")


def export_hits(library: Library, args: argparse.Namespace) -> dict[str, Any]:
    """Print or write all that a search finds, or the first of it. Raises WrongWords."""
    if args.to is None:
        raise WrongWords(f"Say in which format: --to {' or '.join(RESULT_LABELS)}.")
    to = cast(ResultFormat, args.to)
    if args.output in (None, "-"):
        text = library.exporter.hits(args.query, to, sort=args.sort, exact=args.exact, limit=args.limit)
        return {"files": [{"path": None, "text": text}]}
    path = Path(args.output)
    if path.is_dir():
        path /= library.exporter.file_name(f"Search {args.query}", RESULT_SUFFIXES[to])
    library.exporter.hits_to_file(args.query, to, path, sort=args.sort, exact=args.exact, limit=args.limit)
    return {"files": [{"path": str(path)}]}


def add_bookmark_import(command: Callable[[str, Any], argparse.ArgumentParser]) -> None:
    """The command `bookmark import`."""
    command("import", bookmark_import).add_argument("file", type=Path, metavar="FILE")


def bookmark_import(library: Library, args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """Take back what `export --what bookmarks --to json` wrote."""
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{args.file} cannot be read ({(error.strerror or 'unknown reason').lower()}).") from error
    report = library.import_bookmarks(content)
    answer: dict[str, Any] = {
        "bookmarks": [cli_json.of_bookmark(each.bookmark) | {"outcome": each.outcome} for each in report.bookmarks],
        "failures": [{"path": each.id or "?", "episode": each.episode, "error": each.error} for each in report.failures],
    }
    return answer, 1 if report.failures else 0
