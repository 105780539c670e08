"""Whatever happens to the files of an index, or to the process that writes them: no wrong hit, and none missing.

As many kills as the environment variable KILLS says, a dozen where it says nothing.
"""

import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from reader_app.core.search.index import Index, IndexBusy, IndexDamaged
from tests.core.search.episodes import Library, Script

KILLS = int(os.environ.get("KILLS", "12"))
DAMAGES = 200
QUERIES = ("lantern", '"old lantern"', "cand*", "lantern AND cellar", "speaker:mira stairs", "title:tale stairs", "in:notes dark")
SAID = ["the old lantern in the cellar", "a candle on the stairs", "lantern and candlelight", "down the stairs to the cellar"]


def episode(number: int, words: str) -> Script:
    return Script(f"e{number}", f"Tale {number}", "Tales").add("speech", words, "Mira").add("prose", f"only{number} here")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A sound index of three segments, with a text that has been replaced and one that has been removed."""
    library = Library(tmp_path_factory.mktemp("a whole") / "index")
    library.put(*(episode(number, SAID[number % 4]) for number in range(6)))
    library.put(episode(6, SAID[0]).keep("lantern", note="a dark place"), episode(2, SAID[3]))
    library.put(episode(7, SAID[1]))
    library.documents.pop("e4")
    library.index.update([], ["e4"], stamp=5)
    yield library
    library.index.close()


def answers(library: Library) -> list[tuple[int, dict[str, int]]]:
    """What is found, and how often."""
    return [(found.total, dict(found.counts)) for found in map(library.ask, QUERIES)]


def harm(folder: Path, chance: Random) -> str:
    """Damages one of the files of an index, or two; tells how."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    kinds = [*{path.suffix for path in files}]
    suffix = chance.choice(sorted(kinds))
    path = chance.choice([path for path in files if path.suffix == suffix])
    content = bytearray(path.read_bytes())
    kind = chance.choice(("cut", "emptied", "flipped", "flipped", "flipped", "gone", "swapped", "noise", "longer", "zeros"))
    match kind:
        case "cut":
            del content[chance.randrange(len(content)) :]
        case "emptied":
            content.clear()
        case "flipped":
            for _ in range(chance.choice((1, 1, 9))):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case "noise":
            content[:] = chance.randbytes(len(content))
        case "longer":
            content += chance.randbytes(7)
        case "zeros":
            at = chance.randrange(len(content))
            content[at : at + 40] = bytes(len(content[at : at + 40]))
    path.write_bytes(content)
    if kind == "gone":
        path.unlink()
    if kind == "swapped":
        other = chance.choice([other for other in files if other.suffix == suffix])
        one, two = path.read_bytes(), other.read_bytes()
        path.write_bytes(two)
        other.write_bytes(one)
    return f"{path.name} {kind}"


def test_any_damage_is_noticed_or_does_no_harm(whole: Library, tmp_path: Path) -> None:
    right, sound = answers(whole), {path.name: path.read_bytes() for path in whole.index._folder.rglob("*.*")}
    noticed = 0
    for seed in range(DAMAGES):
        folder = tmp_path / str(seed) / "index"
        shutil.copytree(whole.index._folder, folder)
        told = harm(folder, Random(seed))
        library = Library(folder)
        library.documents = whole.documents
        changed = {path.name: path.read_bytes() for path in folder.rglob("*.*")} != sound
        try:
            library.index.verify()
            assert not changed or not (folder / "manifest.json").exists(), f"{seed}: {told} was not noticed"
        except IndexDamaged:
            noticed += 1
        try:
            if library.index.stamp() == 5:
                assert answers(library) == right, f"{seed}: {told}"
        except IndexDamaged:
            pass
        library.index.rebuild(whole.documents.values(), stamp=5)
        assert answers(library) == right, f"{seed}: {told}, rebuilt"
        library.index.verify()
        library.index.close()
        shutil.rmtree(folder)
    assert noticed > DAMAGES // 2


def test_damage_beneath_an_open_index_is_noticed_too(whole: Library, tmp_path: Path) -> None:
    right = answers(whole)
    for seed in range(40):
        folder = tmp_path / str(seed) / "index"
        shutil.copytree(whole.index._folder, folder)
        library = Library(folder)
        library.documents = whole.documents
        with library.index.reading() as reading:
            reading.texts()
        told = harm(folder, Random(seed))
        try:
            if library.index.stamp() == 5:
                assert answers(library) == right, f"{seed}: {told}"
        except IndexDamaged:
            pass
        library.index.close()


WRITER = """
    import sys, warnings
    warnings.simplefilter("ignore")
    from pathlib import Path
    from tests.core.search.test_index_safety import go_on
    print("ready", flush=True)
    go_on(Path(sys.argv[1]))
"""


def states(last: int) -> dict[str, str]:
    """What each episode says after so many steps."""
    said: dict[str, str] = {}
    for step in range(1, last + 1):
        chance = Random(step)
        said[f"e{chance.randrange(9)}"] = f"lantern step{step} {chance.choice(SAID)}"
        if step % 4 == 0:
            said.pop(f"e{chance.randrange(9)}", None)
    return said


def go_on(folder: Path) -> None:
    """Goes on writing where the last one was stopped: updates, now and then a merging or a rebuilding."""
    index = Index(folder)
    step = index.stamp()
    while True:
        before, step = states(step), step + 1
        after = states(step)
        documents = [Script(id, "Tale").add("prose", words).document() for id, words in after.items()]
        if step % 6 == 0:
            index.rebuild(documents, stamp=step)
        else:
            changed = [document for document in documents if before.get(document.id) != after[document.id]]
            index.update(changed, before.keys() - after.keys(), stamp=step)
        if step % 3 == 0:
            index.merge_when_idle()


def test_a_writer_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    folder, chance = tmp_path / "an index", Random(5)
    reached = set()
    for number in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER), str(folder)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.3) if number else 0.5)
        writer.kill()
        writer.communicate()
        library = Library(folder)
        step = library.index.stamp()
        said = states(step)
        for word in ("lantern", "candle", "cellar", *(f"step{past}" for past in range(max(1, step - 20), step + 2))):
            expected = {id: words.split().count(word) for id, words in said.items() if word in words.split()}
            assert dict(library.ask(word, exact=True, limit=0).counts) == expected, f"{word} after step {step}"
        library.index.verify()
        library.index.close()
        reached.add(step)
    assert len(reached) > 1


SECOND = """
    import sys, warnings
    warnings.simplefilter("ignore")
    from pathlib import Path
    from reader_app.core.search.index import Index
    from tests.core.search.test_index_safety import episode
    index = Index(Path(sys.argv[1]))
    for number in range(100, 130):
        index.update([episode(number, "the old lantern").document()])
        if number % 9 == 0:
            index.merge_when_idle()
"""


def test_two_processes_write_and_read_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "an index"
    library = Library(folder)
    library.index = Index(folder, wait=20)
    second = subprocess.Popen([sys.executable, "-c", textwrap.dedent(SECOND), str(folder)])
    seen = 0
    for number in range(20):
        library.put(episode(number, "the old lantern"))
        total = library.ask("lantern", limit=0).total
        assert seen < total <= number + 1 + 30
        seen = total
    assert second.wait(60) == 0
    assert library.ask("lantern", limit=0).total == 50
    assert library.ask('"old lantern"', limit=0).total == 50
    library.index.verify()


def test_one_who_writes_without_end_is_told_of(tmp_path: Path) -> None:
    one, other = Index(tmp_path / "index", wait=0.1), Index(tmp_path / "index", wait=0.1)

    def meanwhile(_done: int, _of: int) -> None:
        with pytest.raises(IndexBusy):
            other.update([episode(2, "candle").document()])
        assert other.merge_when_idle() is False

    one.update([episode(1, "lantern").document()], (), meanwhile)
