"""The command line: the same library as the window's, for scripts. Its JSON is a promise: fields may come, none changes."""

import argparse
import io
import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reader_app import __version__, cli_json, export_cli
from reader_app.core.errors import AmbiguousQuote, LibraryDamaged, LibraryError, QueryError, ReaderError, UnknownEpisode
from reader_app.core.library import Library, copies_of, health_of_closed, use_newest_copy
from reader_app.core.model import COLOURS, ImportProgress, ImportReport
from reader_app.core.paths import default_data_dir

COMMANDS = ("import", "list", "remove", "restore", "show", "search", "bookmark", "export", "check")
_HITS_TOLD = 50

Answer = tuple[dict[str, Any], int]
"""What a command prints as JSON, and its exit status."""


class _UsageError(Exception):
    """Wrong words on the command line."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises, so that wrong usage can be told as JSON too."""

    def error(self, message: str) -> Any:
        raise _UsageError(message)


def is_command(words: Sequence[str]) -> bool:
    """Whether these words are for the command line, not for the window: the first that is no option names a command."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--data-dir":
            rest = rest[1:]
        elif word == "--":
            return False
        elif not word.startswith("-"):
            return word in COMMANDS
        elif word in ("--help", "-h", "--version"):
            return True
    return False


def run(words: Sequence[str]) -> int:
    """Carry out a command; gives the exit status: 0 done, 1 part of it failed, 2 wrong usage or an unreadable query."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe on some systems speaks a legacy encoding, and names need not be text
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    as_json = "--json" in (words[: words.index("--")] if "--" in words else words)
    try:
        args = _parser().parse_args(words)
    except _UsageError as error:
        return _tell(cli_json.of_error(str(error)), 2, as_json)
    try:
        try:
            library = Library(args.data_dir)
        except LibraryError as error:
            if args.command is not _check:
                raise
            mends = args.repair and isinstance(error, LibraryDamaged) and copies_of(args.data_dir)
            report = use_newest_copy(args.data_dir) if mends else health_of_closed(args.data_dir, error)
            return _tell(cli_json.of_check(report), 1, as_json)
        try:
            answer, status = args.command(library, args)
        finally:
            library.close()
    except QueryError as error:
        answer, status = cli_json.of_error(str(error), error.at), 2
    except ReaderError as error:
        answer, status = cli_json.of_error(str(error)), 1
    return _tell(answer, status, as_json)


def _tell(answer: dict[str, Any], status: int, as_json: bool) -> int:
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
        return status
    error = answer.pop("error", None)
    lines = cli_json.as_text(answer)
    if lines:
        sys.stdout.write(lines + "\n")
    if error is not None:
        sys.stderr.write(error["message"] + "\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="transcript-reader", description="Read, search and quote transcripts.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"transcript-reader {__version__}")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), metavar="DIR", help="where everything is kept")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, does: Any, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        made.add_argument("--json", action="store_true", help="print one JSON object")
        made.set_defaults(command=does)
        return made

    made = command("import", _import, "bring in files or folders, or - for standard input")
    made.add_argument("paths", nargs="+", metavar="PATH")
    command("list", _list, "the episodes of the library")
    for name, does, about in (
        ("remove", _remove, "move episodes to the bin"),
        ("restore", _restore, "bring episodes back from the bin"),
        ("show", _show, "all that is known of episodes"),
    ):
        command(name, does, about).add_argument("ids", nargs="+", metavar="ID")
    made = command("search", _search, "every place where something was said")
    made.add_argument("query", metavar="QUERY")
    made.add_argument("--limit", type=int, metavar="N", help="50 unless given; all where they are exported")
    made.add_argument("--sort", choices=("relevance", "date", "length"), default="relevance")
    made.add_argument("--exact", action="store_true", help="no other forms of the words")
    export_cli.add_hits(made)
    command("check", _check, "whether the library is well").add_argument("--repair", action="store_true")
    export_cli.add_export(command)
    _add_bookmark_commands(command("bookmark", _bookmark_list, "the quotes that you keep"))
    return parser


def _add_bookmark_commands(parent: argparse.ArgumentParser) -> None:
    commands = parent.add_subparsers(required=True, metavar="add|list|edit|remove|import", parser_class=_Parser)

    def command(name: str, does: Any) -> argparse.ArgumentParser:
        made = commands.add_parser(name, allow_abbrev=False)
        made.add_argument("--json", action="store_true")
        made.set_defaults(command=does)
        return made

    made = command("add", _bookmark_add)
    made.add_argument("id", metavar="ID")
    made.add_argument("--text", required=True, metavar="WORDS")
    which = made.add_mutually_exclusive_group()
    which.add_argument("--occurrence", type=int, metavar="N")
    which.add_argument("--at", type=float, metavar="SECONDS")
    edit = command("edit", _bookmark_edit)
    edit.add_argument("id", metavar="BID")
    for each in (made, edit):
        each.add_argument("--note", metavar="N")
        each.add_argument("--tag", action="append", metavar="T")
        each.add_argument("--colour", choices=COLOURS, metavar="C", help=", ".join(COLOURS))
    command("remove", _bookmark_remove).add_argument("id", metavar="BID")
    command("list", _bookmark_list).add_argument("--episode", metavar="ID")
    export_cli.add_bookmark_import(command)


def _import(library: Library, args: argparse.Namespace) -> Answer:
    reports = []
    for piped, paths in itertools.groupby(args.paths, key=lambda path: path == "-"):
        if piped:
            reports.append(library.import_content(sys.stdin.buffer.read(), "standard input"))
        else:
            reports.append(library.import_paths([Path(path) for path in paths], _show_progress))
    report = ImportReport(
        tuple(episode for each in reports for episode in each.episodes),
        tuple(failure for each in reports for failure in each.failures),
    )
    return cli_json.of_import(report), 1 if report.failures else 0


def _show_progress(at: ImportProgress) -> None:
    if at.name and at.total > 1:
        sys.stderr.write(f"{at.done + 1} of {at.total}: {at.name}\n")


def _list(library: Library, _: argparse.Namespace) -> Answer:
    return {"episodes": [cli_json.of_row(episode) for episode in library.episodes()]}, 0


def _remove(library: Library, args: argparse.Namespace) -> Answer:
    return {"episodes": [cli_json.of_row(episode) for episode in library.remove(args.ids)]}, 0


def _restore(library: Library, args: argparse.Namespace) -> Answer:
    return {"episodes": [cli_json.of_row(episode) for episode in library.restore(args.ids)]}, 0


def _show(library: Library, args: argparse.Namespace) -> Answer:
    shown: list[dict[str, Any]] = []
    unknown: list[str] = []
    for episode in args.ids:
        try:
            opened = library.open(episode)
            shown.append(cli_json.of_episode(opened, library.sections_of(opened)))
        except UnknownEpisode as error:
            unknown.append(str(error))
    answer: dict[str, Any] = {"episodes": shown}
    if unknown:
        answer |= cli_json.of_error(" ".join(unknown))
    return answer, 1 if unknown else 0


def _search(library: Library, args: argparse.Namespace) -> Answer:
    if args.limit is not None and args.limit < 0:
        return cli_json.of_error("--limit must be 0 or more."), 2
    if args.to is not None or args.output is not None:
        return export_cli.export_hits(library, args), 0
    limit = _HITS_TOLD if args.limit is None else args.limit
    return cli_json.of_answer(library.search(args.query, limit=limit, sort=args.sort, exact=args.exact)), 0


def _bookmark_add(library: Library, args: argparse.Namespace) -> Answer:
    try:
        span = library.quotes.choose(args.id, args.text, args.occurrence, args.at)
    except AmbiguousQuote as error:
        candidates = cli_json.of_places(library.open(args.id), error.candidates)
        return cli_json.of_error(str(error)) | {"candidates": candidates}, 1
    kept = library.quotes.add(args.id, span, note=args.note or "", tags=args.tag or (), colour=args.colour or "yellow")
    return {"bookmark": cli_json.of_bookmark(kept)}, 0


def _bookmark_list(library: Library, args: argparse.Namespace) -> Answer:
    episode = library.episode(args.episode).id if getattr(args, "episode", None) else None
    return {"bookmarks": [cli_json.of_bookmark(each) for each in library.quotes.listed(episode)]}, 0


def _bookmark_edit(library: Library, args: argparse.Namespace) -> Answer:
    library.quotes.edit(args.id, note=args.note, tags=args.tag, colour=args.colour)
    return {"bookmark": cli_json.of_bookmark(library.quotes.one(args.id))}, 0


def _bookmark_remove(library: Library, args: argparse.Namespace) -> Answer:
    kept = library.quotes.one(args.id)
    library.quotes.set_removed(args.id, True)
    return {"bookmark": cli_json.of_bookmark(kept)}, 0


def _check(library: Library, args: argparse.Namespace) -> Answer:
    report = library.check(repair=args.repair)
    well = not report.library and report.index in ("ok", "rebuilt")
    return cli_json.of_check(report), 0 if well else 1
