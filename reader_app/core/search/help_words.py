"""Tells how to search, by examples that can be asked as they stand."""


def search_help() -> tuple[tuple[str, str], ...]:
    """How to search, as (example, what it finds): first what words can do, then where they are looked for.

    Every example is a query that can be read.
    """
    return _OF_WORDS + _OF_PLACES


_OF_WORDS = (
    ("harbour fog", "both words in one episode, in any form, closest together first"),
    ('"harbour fog"', "these very words, one after the other"),
    ('"harbour fog"~5', "both words, with at most five others between them"),
    ("harbour OR port", "either word"),
    ("harbour -fog", "the first word, in episodes without the second"),
    ("(harbour OR port) fog", "one of the two, and the third"),
    ("attent*", "all words that begin so"),
    ("modle~", "also what is spelt almost so"),
)
_OF_PLACES = (
    ('speaker:"Ann Lee" fog', "said by this voice; a part of the name will do"),
    ("(speaker:Ann OR speaker:Bo) fog", "said by either; -speaker:Ann by anybody else"),
    ("show:tide fog", "in shows of this name; likewise title: chapter: tag:"),
    ("entity:Kyoto", "where a person, a place or a thing is named"),
    ("after:2026-01 before:2026-07", "by date; a year or a day will do"),
    ("lang:en fog", "in episodes in this language"),
    ("in:speech fog", "only what is said; likewise in:chapters in:description in:pull_quotes"),
    ("in:quotes fog", "only what you quoted; in:notes what you noted"),
)
