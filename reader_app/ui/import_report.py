"""What an import did, in words: a headline, one sentence, and groups of lines by file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from reader_app.core.model import Episode, Imported, ImportReport

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
MORE_WORDS = 1.5
"""A telling that has so many times the words of another tells more; below that they are just put otherwise."""
_CUT = "The source itself stops in the middle"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line: the file's name, its whole path, and what happened in plain words.

    `action` is what its button says, `pair` the two episodes that the button is about.
    """

    file: str
    path: str
    words: str
    action: str = ""
    pair: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Lines under a head; `icon` and `token` are its sign and the palette's colour of it."""

    head: str
    count: str
    icon: str
    token: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The whole page in words."""

    headline: str
    sentence: str
    groups: tuple[ReportGroup, ...]

    def plain(self) -> str:
        """The page as plain text, for the clipboard."""
        parts = [self.headline, self.sentence]
        for group in self.groups:
            parts += ["", f"{group.head} ({group.count})", *(f"  {line.file}: {line.words}" for line in group.lines)]
        return "\n".join(parts) + "\n"


def count_of(number: int, thing: str) -> str:
    """A number with its thing: "1 file", "39 episodes"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def report_words(report: ImportReport, labels: Mapping[str, str]) -> ReportWords:
    """The words of a report; `labels` give each form's name a label that readers know."""
    truncated = [each for each in report.episodes if each.truncated]
    repaired = [each for each in report.episodes if each.repaired and not each.truncated]
    noted = [each for each in report.episodes if each.notes and not each.truncated and not each.repaired]
    groups = []
    if report.episodes:
        files = count_of(len(_by_path(report.episodes)), "file")
        groups.append(ReportGroup("Recognised", files, "check", "good", tuple(_recognised(report.episodes, labels))))
    if repaired:
        lines = tuple(_noted(repaired, report.episodes))
        groups.append(ReportGroup("Repaired", count_of(len(repaired), "episode"), "repair", "warn", lines))
    if truncated:
        lines = tuple(_noted(truncated, report.episodes))
        groups.append(ReportGroup("Incomplete", count_of(len(truncated), "episode"), "clock", "warn", lines))
    if noted:
        lines = tuple(_noted(noted, report.episodes))
        groups.append(ReportGroup("Worth knowing", count_of(len(noted), "episode"), "list", "ink2", lines))
    if report.failures:
        lines = tuple(ReportLine(_name(each.path), each.path, each.error) for each in report.failures)
        groups.append(ReportGroup("Not read", count_of(len(lines), "file"), "stop", "bad", lines))
    return ReportWords(_headline(report), _sentence(report, len(repaired), len(truncated)), tuple(groups))


@dataclass(frozen=True, slots=True)
class Pair:
    """A new episode and an older one of the same recording; `sentence` says what can be done with them, if that is known."""

    new: Episode
    older: Episode
    sentence: str = ""


def pairs_group(pairs: Sequence[Pair]) -> ReportGroup:
    """What tells a recording that the library had."""
    lines = tuple(
        ReportLine(_name(pair.new.path), pair.new.path, _pair_words(pair), "Look at both…", (pair.older.id, pair.new.id))
        for pair in pairs
    )
    return ReportGroup("Tells a recording that you have", count_of(len(lines), "episode"), "join", "ink2", lines)


def _pair_words(pair: Pair) -> str:
    """What the new one is the same as, and what that one lacks."""
    new, older = pair.new, pair.older
    words = f"The same recording as “{older.title}”"
    if pair.sentence:
        return f"{words}. {pair.sentence.replace(f'“{_name(new.path)}”', 'This file', 1)}"
    if new.timed and not older.timed:
        return f"{words}, which has no times"
    if older.truncated and not new.truncated:
        return f"{words}, which is cut off"
    if new.words > MORE_WORDS * older.words:
        return f"{words}, which has fewer of its words"
    return f"{words}, which you have from {_name(older.path)}" if older.path else words


def _headline(report: ImportReport) -> str:
    new = [each for each in report.episodes if each.outcome != "unchanged"]
    if new:
        return f"{count_of(len(new), 'episode')} from {count_of(len(_by_path(new)), 'file')}"
    return "Nothing new" if report.episodes else "Nothing could be read" if report.failures else "Nothing to read"


def _sentence(report: ImportReport, repaired: int, truncated: int) -> str:
    parts = [*_outcomes(report), *_happened(report, repaired, truncated)]
    if report.cancelled:
        parts.append(_stopped(report))
    if not parts:
        parts.append("The files are listed below, each with the reason." if report.failures else "No transcript was found there.")
    return " ".join(parts)


def _stopped(report: ImportReport) -> str:
    if not report.done and not report.episodes:
        return "It was stopped before anything came in."
    if 0 < report.done < report.total:
        return (
            f"Stopped: {report.done:,} of {count_of(report.total, 'file')} are in. "
            "Add the same folder or files again, and it goes on from there."
        )
    return "It was stopped before the end; what was finished stays."


def _outcomes(report: ImportReport) -> Iterable[str]:
    outcomes = [each.outcome for each in report.episodes]
    updated, unchanged = outcomes.count("updated"), outcomes.count("unchanged")
    if "added" in outcomes:
        yield "Ready to read."
    if updated == 1:
        yield "One was there before and has a new version; the old one is kept."
    elif updated:
        yield f"{_words(updated)} were there before and have a new version; the old ones are kept."
    if unchanged and unchanged == len(outcomes):
        yield "All of it was in the library already."
    elif unchanged:
        yield f"{_words(unchanged)} {'was' if unchanged == 1 else 'were'} in the library already."


def _happened(report: ImportReport, repaired: int, truncated: int) -> Iterable[str]:
    found: list[str] = []
    if repaired:
        found.append(f"{_words(repaired)} {'was' if repaired == 1 else 'were'} repaired on the way in")
    if truncated:
        found.append(f"{_words(truncated)} {'is' if truncated == 1 else 'are'} incomplete at the source")
    if (failed := len(report.failures)) and report.episodes:
        found.append(f"{_words(failed)} {'file' if failed == 1 else 'files'} could not be read")
    if found:
        rest = [each[0].lower() + each[1:] for each in found[1:]]
        yield ", and ".join([", ".join([found[0], *rest[:-1]]), *rest[-1:]]) + "."


def _words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _recognised(episodes: Sequence[Imported], labels: Mapping[str, str]) -> Iterable[ReportLine]:
    for path, group in _by_path(episodes).items():
        forms: dict[str, list[Imported]] = {}
        for each in group:
            forms.setdefault(each.form, []).append(each)
        for form, members in forms.items():
            label = labels.get(form, form) or "A transcript"
            what = f"“{members[0].title}”" if len(members) == 1 else count_of(len(members), "episode")
            yield ReportLine(_name(path), path, f"{label}: {what}{_state(members)}")


def _state(members: Sequence[Imported]) -> str:
    outcomes = {each.outcome for each in members}
    if outcomes == {"unchanged"}:
        return ", in the library already"
    return ", a new version" if outcomes == {"updated"} else ""


def _noted(chosen: Sequence[Imported], all_of_them: Sequence[Imported]) -> Iterable[ReportLine]:
    """One line for each file and wording; episodes of a collection are named, or counted where many share the words."""
    sizes = {path: len(group) for path, group in _by_path(all_of_them).items()}
    folded: dict[tuple[str, str], list[str]] = {}
    for each in chosen:
        words = "; ".join(each.notes) or _CUT
        folded.setdefault((each.path, words[:1].upper() + words[1:]), []).append(each.title)
    for (path, words), titles in folded.items():
        alone, among = words, f"“{titles[0]}”: {words}" if len(titles) == 1 else f"{words} ({count_of(len(titles), 'episode')})"
        yield ReportLine(_name(path), path, among if sizes[path] > 1 else alone)


def _by_path(episodes: Iterable[Imported]) -> dict[str, list[Imported]]:
    found: dict[str, list[Imported]] = {}
    for each in episodes:
        found.setdefault(each.path, []).append(each)
    return found


def _name(path: str) -> str:
    return PurePath(path.replace("\\", "/")).name or path
