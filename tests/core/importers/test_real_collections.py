"""Holds real collections against what must be true of any: no word lost or said twice, none out of order, no time that falls.

The words of a file are counted apart from the importers: by a few plain rules that take the marks of its form away.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.importers.draft import Draft
from reader_app.core.importers.forms import read

pytestmark = pytest.mark.corpus

_WORD = re.compile(r"\w+")
_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:\.\d+)?"
_MARK = re.compile(rf"\\?\[\\*{_CLOCK}\\?\](?:\s*to\s*\\?\[\\*{_CLOCK}\\?\])?")
_LABEL_TIME = re.compile(rf"(?m)^([^\n#]{{1,60}}?)[ :]*[\[(]?{_CLOCK}[\])]?[ :]*$")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_SAID_OTHERWISE = {"138", "280", "296", "326", "426", "549"}
"""Talk Python episodes whose two files differ at their source."""


@pytest.fixture(scope="module")
def real() -> Path:
    """The folder of public transcripts beside the checkout; skips where it is missing."""
    folder = Path(__file__).parents[4] / "shared" / "samples" / "real"
    if not folder.is_dir():
        pytest.skip("the real collections are not beside this checkout (../shared/samples/real)")
    return folder


def one(path: Path) -> Draft:
    _, (draft,) = read(path.read_bytes(), path.name)
    return draft


def words(text: str) -> list[str]:
    return _WORD.findall(re.sub(r"[_`\\]", "", text).casefold())


def source_words(text: str) -> list[str]:
    """The words of a Markdown transcript's body with its labels, without its times and the addresses of its links."""
    body = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
    for entity, letter in (("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&")):
        body = body.replace(entity, letter)
    return words(_LABEL_TIME.sub(r"\1", _MARK.sub(" ", _LINK.sub(r"\1", body))))


def told_words(draft: Draft) -> list[str]:
    """The words of an episode in order, with the name of the voice where a turn begins."""
    told, last = [], -1
    for block in draft.blocks:
        if block.kind == "speech" and block.turn is not None and block.turn != last:
            last = block.turn
            told.append(block.speaker or "")
        told.append(block.text)
    return words(" ".join(told))


def times(draft: Draft) -> Iterator[float]:
    for block in draft.blocks:
        if block.kind != "contents":
            if block.start is not None:
                yield block.start
            yield from (seconds for _, seconds in block.times)


def lost_or_added(path: Path) -> list[str]:
    """What differs between the words of a file's body and those of its episode."""
    draft = one(path)
    source, told = source_words(path.read_text(encoding="utf-8")), told_words(draft)
    # What the front matter says of itself stands before the body.
    lead = len(told) - len(source)
    if lead >= 0 and told[lead:] == source:
        return []
    first = next((number for number in range(1, len(source) + 1) if source[-number:] != told[-number:]), 0)
    return [*source[-first:][:6], "<>", *told[-first:][:6]]


_TYPING = {
    "nesting-roast-half-aggregation-adaptor-signatures.md": "a label's time is mistyped (00: 14:52) and stays among the words",
    "cluster-mempool-by-murch.md": "a heading stands between a label and its words, so the label's words move below it",
    "discussing-0-21-0-bitcoin-core-vulnerability-disclosures.md": "a label has no words: others are named at once",
}
"""Files whose words differ from what the plain rules of this test count, and why."""


def test_every_word_of_a_bitcoin_transcript_is_told_once_and_in_order(real: Path) -> None:
    files = [path for path in sorted((real / "bitcointranscripts").rglob("*.md")) if path.name != "LICENSE.md"]
    assert len(files) > 60
    for path in files:
        found = lost_or_added(path)
        assert not found or path.name in _TYPING, f"{path.name}: {' '.join(found)}"


def test_every_word_of_a_changelog_transcript_is_told_once_and_in_order(real: Path) -> None:
    files = sorted((real / "changelog").rglob("*.md"))
    assert len(files) > 50
    for path in files:
        found = lost_or_added(path)
        assert not found, f"{path.name}: {' '.join(found)}"


def test_every_word_of_a_whisper_text_is_told_once_and_in_order(real: Path) -> None:
    files = sorted((real / "whisper-timestamped").rglob("*.txt"))
    assert files
    for path in files:
        assert told_words(one(path)) == words(path.read_text(encoding="utf-8"))


def test_times_never_fall(real: Path) -> None:
    folders = ("bitcointranscripts", "changelog", "talkpython_pairs")
    for path in (path for folder in folders for path in sorted((real / folder).rglob("*.*"))):
        if path.suffix in (".md", ".txt", ".vtt") and not path.name.startswith("LICENSE"):
            stated = list(times(one(path)))
            assert stated == sorted(stated), path.name


def test_front_matter_is_always_read(real: Path) -> None:
    for path in sorted((real / "bitcointranscripts").rglob("*.md")):
        if path.read_text(encoding="utf-8").startswith("---"):
            draft = one(path)
            assert draft.title_origin == "stated", path.name
            assert not any("could not be read" in note for note in draft.notes), path.name


def test_both_files_of_a_talk_python_episode_tell_the_same_words(real: Path) -> None:
    texts = sorted((real / "talkpython_pairs").glob("*.txt"))
    assert len(texts) > 10
    for path in texts:
        if re.split(r"\D", path.name)[0] in _SAID_OTHERWISE:
            continue
        text, captions = one(path), one(path.with_suffix(".vtt"))
        assert words(" ".join(b.text for b in text.blocks)) == words(" ".join(b.text for b in captions.blocks)), path.name
        assert {b.speaker for b in text.blocks} == {b.speaker for b in captions.blocks}, path.name
