"""Who the voices of a library are: a label of a source gets a name, in one episode or wherever it stands, and back."""

import re
from dataclasses import dataclass

from reader_app.core.errors import ReaderError, UnknownEpisode
from reader_app.core.store import episodes, speakers
from reader_app.core.store.database import Database
from reader_app.core.store.joinings import resolve

_LONGEST = 120
_NOBODY = re.compile(
    r"(?:(?:speaker|spk|sprecher|hablante|orador|locuteur|voice|channel|ch|s)[ _-]*)?(?:\d+|[A-Z])", re.IGNORECASE
)
"""Labels that programs give to voices they cannot name: the same label is somebody else in another episode."""


def names_somebody(label: str) -> bool:
    """Whether a label names a person, the same in every file; "SPEAKER_00" and "A" do not."""
    return _NOBODY.fullmatch(label.strip()) is None


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a renaming replaced, by which it can be taken back. `episodes` are those in which a voice is shown otherwise now."""

    names: speakers.Names
    aliases: dict[str, str | None]
    episodes: tuple[str, ...]


class Speakers:
    """The voices of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> list[str]:
        """All names of voices that are shown in the library, each once, in the order of the alphabet."""
        shown = self._shown()
        return sorted({name for name in shown.values() if not _NOBODY.fullmatch(name)}, key=str.casefold)

    def episodes_with(self, name: str) -> int:
        """In how many episodes a voice is shown by this name."""
        return len({episode for (episode, _), shown in self._shown().items() if shown == name})

    def is_somebody(self, label: str) -> bool:
        """Whether a label names a person, who may speak in other episodes too ("SPEAKER_00" and "A" do not)."""
        return names_somebody(label)

    def rename(self, episode: str, label: str, name: str, *, everywhere: bool = False) -> Renaming:
        """Show the voice that the source calls `label` as `name`; with `everywhere`, wherever the name shown now is shown.

        Two voices of one name are one voice to every reader: so voices are merged. Raises ReaderError for a name that is empty
        or longer than 120 letters, and UnknownEpisode.
        """
        wanted = " ".join(name.split())
        if not wanted or len(wanted) > _LONGEST:
            raise ReaderError(f"A name has 1 to {_LONGEST} letters.")
        shown = self._shown()
        episode = resolve(self._database.reading(), episode)
        if (episode, label) not in shown:
            known = episodes.current_transcript(self._database.reading(), episode) is not None
            raise ReaderError("There is no such voice in this episode.") if known else UnknownEpisode("There is no such episode.")
        old = shown[episode, label]
        spread = everywhere and self.is_somebody(old)
        voices = [voice for voice, name_now in shown.items() if voice == (episode, label) or (spread and name_now == old)]
        changes: speakers.Names = {voice: None if voice[1] == wanted else wanted for voice in voices}
        with self._database.writing() as connection:
            before = speakers.set_names(connection, changes)
            # Episodes that come later have the source's own labels, so that these lead to the name too.
            aliases = {alias for alias in (old, *(label for _, label in voices)) if spread and self.is_somebody(alias)}
            library_names = {alias: speakers.set_library_name(connection, alias, wanted) for alias in sorted(aliases - {wanted})}
            touched = tuple(dict.fromkeys(one for one, _ in voices))
            for one in touched:
                speakers.rename_in_bookmarks(connection, one, old, wanted)
            speakers.touch(connection, list(touched))
        return Renaming(before, library_names, touched)

    def take_back(self, renaming: Renaming) -> None:
        """Undo a renaming: every voice has the name again that it had before."""
        now_shown = self._shown()
        with self._database.writing() as connection:
            speakers.set_names(connection, renaming.names)
            for alias, name in renaming.aliases.items():
                speakers.set_library_name(connection, alias, name)
        again = self._shown()
        with self._database.writing() as connection:
            for (episode, label), name in now_shown.items():
                if again.get((episode, label), name) != name:
                    speakers.rename_in_bookmarks(connection, episode, name, again[episode, label])
            speakers.touch(connection, list(renaming.episodes))

    def _shown(self) -> dict[tuple[str, str], str]:
        connection = self._database.reading()
        everywhere = speakers.library_names(connection)
        given = speakers.all_names(connection)
        return {voice: given.get(voice) or everywhere.get(voice[1]) or voice[1] for voice in speakers.voices(connection)}
