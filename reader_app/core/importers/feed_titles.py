"""Derives the title that a person would give a feed item in a list: who talks about what, in the item's own words."""

import re
from collections.abc import Sequence

from reader_app.core.importers.draft import fold_space

_LONGEST = 118
_IDEAL = 92
"""Code points at which a title is cut at the next sensible break."""
_SENTENCES = 24
_UPPER = "A-ZÀ-ÖØ-ÞА-Я"
_WORD = rf"[{_UPPER}][\w'’\-]*[\w]|[{_UPPER}]\."
_NAME = (
    rf"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.? )?(?:{_WORD})(?: (?:[“\"]\w+[”\"] )?(?:de |van |von |der |bin |da )?(?:{_WORD})){{0,3}}"
)
_CALLING = r"(?:(?!the |an? |his |her |their |its |of |in |on |at |how |why |what )[a-z\-]+ )?"
_PEOPLE = re.compile(rf"{_NAME}(?:(?:, {_NAME})*,? (?:and|und|&|y|et) {_CALLING}{_NAME})?")
_ROLE = (
    r"\b(?:CEO|CTO|COO|CFO|CPO|EVP|SVP|VP|Chairman|Chairwoman|Chief|Officer|Scientist|President|Professor|Founder"
    r"|Co-founder|Partner|Director|"
    r"Author|Host|Guest|Head|Lead|Editor|Senator|Minister|Journalist|Writer|Producer|Engineer|Researcher)\b"
)
_PURPOSE = (
    r"to (?:help (?:us )?)?(?:discuss|unpack|explore|talk about|explain|recap|break down|cover|understand|debate"
    r"|dig into|chat about|examine"
    r"|go deep on|walk us through|tell us (?:about|why|how)?)|talks? (?:us )?(?:about|through)|talk us through"
    r"|for an? (?:[\w-]+ )?(?:look at|look into|conversation (?:on|about)|chat about|discussion (?:of|on|about)"
    r"|deep dive (?:on|into))"
    r"|on a journey through|on the occasion of"
)
_JOINS = re.compile(
    r"(?P<who>.{2,240}?)[ ,]+(?:joins?|joined|returns? to|return to|stops? by|comes? back|drops? by|visits?|takes? us"
    r"|sits? down with)\b"
    rf"(?P<with>.{{0,140}}?)\s(?:{_PURPOSE})\s(?P<topic>.+)"
)
_WITH = re.compile(
    r"(?:(?:[Tt]alks?|[Tt]alking|[Ss]peaks?|[Ss]poke|[Cc]hats?|[Ss]its? down|[Cc]atch(?:es)? up|[Cc]onversation"
    r"|[Ii]nterview|[Dd]iscussion) (?:with|to)"
    r"|[Ii]nterviews?|[Ii]nterviewed|[Jj]oined(?: in [\w ]{3,40})? by|[Ww]elcomes?|[Ff]eatures?|[Ff]eaturing|[Hh]osts"
    r"|[Tt]oday to have|[Gg]uest is)"
    rf" (?P<who>.{{2,240}}?)(?:[, ]+(?:{_PURPOSE}|about|on)\s(?P<topic>.+)|$)"
)
_WE_COVER = re.compile(
    r"(?:[Ww]e|[Tt]hey|[Tt]he conversation|[Tt]his episode|[Tt]he discussion) (?:also )?(?:discuss(?:es)?|covers?"
    r"|explores?|talk about|go deep on|dig into"
    r"|check in .{0,120}? to discuss|traces|unpack)\s(?P<topic>.+)"
)
_TO_UNPACK = re.compile(r"^To (?:unpack|discuss|explore|understand|explain) (?P<topic>[^,]{8,110}), ")
_GERMAN = re.compile(
    r"(?:spricht|sprechen|redet|reden|diskutiert|diskutieren|unterhält sich|unterhalten (?:wir )?uns)(?: wir"
    r"| ich)? mit (?P<who>.{2,160}?) über (?P<topic>.+)"
)
_PRONOUN = re.compile(r"^(?:he|she|they|ihm|ihr|ihnen|him|her|them|we|wir|er|sie|it|I)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"^(?:this|that|it|these|those|them|all|more|everything from)\b(?! (?:what|that))|^(?:us|me)\b", re.IGNORECASE
)
_ANNOUNCES = re.compile(
    r"https?://|www\.|survey|ticket|hackathon|[Ss]ubscribe|[Ss]ign up|[Ss]ponsor|brought to you|^Take the|^Fill out"
    r"|^If you're (?:in|not)|announcing|reupping"
    r"|re-?upping|Happy New Year|free preview|[Tt]o hear more|originally aired|[Ll]ast call|due today|is a (?:podcast"
    r"|show|newsletter)|Use code|\d+% off"
    r"|[Ff]ollow us|[Ll]isten (?:to|on)|call(?:ing)? for (?:papers|speakers|the)|CFP|We are excited to announce",
)
_DANGLING = re.compile(
    r"[\s,;:–—\-(]+(?:(?:and|or|but|of|in|on|at|to|for|with|from|by|the|a|an|as|that|how|why|what|who|which|when|where"
    r"|into|is|are|was|und|oder|mit"
    r"|von|für|der|die|das|über|y|de|la|et|du|their|his|her|its|our|more|just|not|be)[\s,;:–—\-(]*)*$",
    re.IGNORECASE,
)
_AIRED = re.compile(r"^This episode (?:originally|first) (?:aired|appeared) [^.]{0,80}\. ?")
_TO_READER = re.compile(r"^(?:You|We|We're|We've|I|I'm|I've|If|Thanks|Hey|Hi|Hello)\b", re.IGNORECASE)
_DULL = re.compile(
    r"^(?:cold open|intro(?:duction)?s?|outro|opening|welcome|teaser|preview|start|conclusion|closing|about the episode"
    r"|podcast intro|trailer|sponsors?)\b",
    re.IGNORECASE,
)


def derive_title(description: str, chapters: Sequence[str] = (), voices: Sequence[str] = (), headings: Sequence[str] = ()) -> str:
    """A title of at most 120 code points made from an item's `description`, its `chapters`, its `voices` and section "
    "`headings`.

    Never a half sentence that ends in a preposition, never an announcement. "" only where all of these are empty.
    """
    sentences = _sentences(description)
    telling = [
        sentence
        for sentence in sentences
        if not _ANNOUNCES.search(sentence) and sentence.count(",") < 16 and not _is_list(sentence)
    ]
    title = _talk(telling, description)
    if title:
        return title
    guests = _guests(telling, description) or [voice for voice in voices if " " in voice][:2]
    first = telling[0] if telling else ""
    plain = bool(first) and len(first) <= 105 and (not (guests or _TO_READER.search(first)) or not (chapters or voices))
    subject = next((part for part in map(_undull, [*chapters, *headings]) if part), "")
    if subject and not plain:
        return _with_guests(guests, subject)
    if guests and voices and not first:
        return _fit(_listed(guests))
    return _fit(first or (sentences[0] if sentences else "") or subject or _listed(list(voices[:3])) or fold_space(description))


def _sentences(text: str) -> list[str]:
    opening = _AIRED.sub("", fold_space(text[:12_000]))
    parts = re.split(
        r"(?<=[A-Z]{2}[.!?])\s+(?=[A-Z])|(?<=[a-zäöüß0-9)”\"’][.!?])\s*(?=[A-ZÄÖÜ“\"])(?<!vs\.)(?<!Dr\.)|(?<=[।。！？])\s*"
        r"|(?<=:)(?=[A-Z])|(?<=\S)\s*—-\s*",
        opening,
    )
    return [part.strip() for part in parts if part and len(part.strip()) > 12][:_SENTENCES]


def _talk(sentences: Sequence[str], description: str) -> str:
    """ "Guest on topic", where a sentence tells who talks about what."""
    guest: list[str] = []
    before = ""
    for sentence in sentences:
        bare = re.sub(r"\s*\([^()]{0,80}\)", "", sentence)
        german = _GERMAN.search(bare)
        if german is not None:
            who = _people(german["who"], bare) or guest or _subject(sentences)
            if who:
                return _fit(f"{_listed(who)} über {german['topic']}")
        opening = _TO_UNPACK.search(bare)
        joins, with_ = _JOINS.search(bare), _WITH.search(bare)
        who, topic = _who_and_topic(joins, with_, before, description)
        guest = who or guest
        if opening is not None and guest:
            topic = opening["topic"]
        covered = _WE_COVER.search(bare)
        if not topic and covered is not None and not _VAGUE.search(covered["topic"]):
            topic = covered["topic"]
            if not guest:
                return _fit(topic[:1].upper() + topic[1:])
        if topic and not guest and joins is not None:
            return _fit(topic[:1].upper() + topic[1:])
        if topic and guest:
            return _fit(f"{_listed(guest)} on {topic}")
        before = bare
    return ""


def _who_and_topic(
    joins: re.Match[str] | None, with_: re.Match[str] | None, before: str, description: str
) -> tuple[list[str], str]:
    for match in (joins, with_):
        if match is None:
            continue
        who = _people(match["who"], description)
        if not who and match is joins and _PRONOUN.search(match["who"]):
            who = _people(before, description)
        topic = match["topic"] or ""
        if who or (match is joins and topic):
            return who, "" if _VAGUE.search(topic) else topic
    return [], ""


def _subject(sentences: Sequence[str]) -> list[str]:
    """The person with whom one of the first sentences begins."""
    leads = (_PEOPLE.match(sentence) for sentence in sentences[:3])
    return next(([lead.group()] for lead in leads if lead is not None and " " in lead.group()), [])


def _guests(sentences: Sequence[str], description: str) -> list[str]:
    for sentence in sentences:
        match = _WITH.search(re.sub(r"\s*\([^()]{0,80}\)", "", sentence))
        if match is not None and (who := _people(match["who"], description)):
            return who
    return []


def _people(text: str, description: str) -> list[str]:
    """The people that a stretch of a sentence begins with, or names in a later clause."""
    text = re.sub(r"^(?:In (?:this|today's|our)[^,]{0,60}|Today|This week|On this [^,]{0,40}),? (?=\S)", "", text.strip())
    text = re.sub(r"^(?:Today's |Our |The )?[Gg]uests? (?=[A-Z])|^\S+['’]s (?=[A-Z])", "", text)
    role = list(re.finditer(rf"(?:{_ROLE}),? (?={_NAME})", text))
    if role and "," not in text[: role[-1].start()]:
        text = text[role[-1].end() :]
    clauses = [text]
    if re.match(r"(?:From|With|In|As|After|For|On|At|To|Over|Since)\b", text) and ", " in text:
        clauses = text.split(", ")[1:]
    elif text[:1].islower() and ": " in text:
        clauses = [text.rpartition(": ")[2]]
    found = [lead.group() for clause in clauses if (lead := _PEOPLE.match(_without_article(clause))) is not None]
    leads = [lead for lead in found if not _PRONOUN.search(lead) and not lead.endswith(("'s", "’s"))]
    if not leads:
        return []
    names = re.split(rf",? (?:and|und|&|y|et) {_CALLING}|, ", next((lead for lead in leads if " " in lead), leads[-1]))
    return [_full(name, description) for name in names if name][:3]


def _without_article(clause: str) -> str:
    return re.sub(r"^(?:[a-z]+ ){1,4}(?=[A-Z])", "", clause.strip(" ,"))


def _full(name: str, description: str) -> str:
    """A first name with the family name that the notes give it."""
    if " " in name or len(name) < 3:
        return name
    match = re.search(rf"(?<!\w){re.escape(name)} ((?:He|[{_UPPER}][a-zà-ÿ'’\-]{{2,}}))(?![\w])", description)
    return f"{name} {match[1]}" if match is not None else name


def _undull(title: str) -> str:
    """A chapter's title unless it tells nothing ("Introduction"); what it tells after such a word where it goes on."""
    if not _DULL.search(title):
        return title
    _, colon, rest = title.partition(": ")
    return rest if colon and len(rest) > 8 else ""


def _with_guests(guests: list[str], subject: str) -> str:
    if not guests or any(guest.split()[-1].casefold() in subject.casefold() for guest in guests):
        return _fit(subject)
    return _fit(f"{_listed(guests)}: {subject}")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def _fit(title: str) -> str:
    """`title` without an end mark, cut where the sense allows it."""
    title = re.sub(r",? and (?:much )?more\W*$", "", fold_space(title))
    title = re.sub(r"\s+(?=[,.;:])", "", title).rstrip(" .!,;:–—-।。")
    for mark in (": ", "—", " — ", " – ", "; ", " ("):
        head, found, _ = title.partition(mark)
        if found and len(title) > _IDEAL and 28 <= len(head) <= _IDEAL:
            title = head
    if len(title) > _IDEAL:
        title = _cut(title)
    return _closed(_DANGLING.sub("", title) if len(title) > _IDEAL or title[-1:] == "," else title)


def _cut(title: str) -> str:
    commas = [
        match.end() - 1 if match.group()[-2:-1] in '”"’' else match.start() for match in re.finditer(r",[”\"’]? |[;:–—] ", title)
    ]
    near = [at for at in commas if 34 <= at <= _IDEAL] or [at for at in commas if 34 <= at <= _LONGEST]
    if near:
        return _DANGLING.sub("", title[: near[-1]])
    if len(title) <= _LONGEST:
        return title
    weak = [
        match.start()
        for match in re.finditer(r" (?:and|or|that|which|with|by|for|from|into|as|to|in|und|mit|für) ", title[:_LONGEST])
    ]
    good = [at for at in weak if at >= 34]
    at = good[-1] if good else title.rfind(" ", 0, _LONGEST)
    return _DANGLING.sub("", title[: at if at > 0 else _LONGEST])


def _closed(title: str) -> str:
    """Without a quotation or bracket that the cut left open, and without a comma inside one's end."""
    title = re.sub(r"[,;](?=[”\"’]?$)", "", title.strip())
    for opening, closing in (("“", "”"), ("(", ")"), ("„", "“")):
        if title.count(opening) > title.count(closing) and opening != "„":
            at = title.rfind(opening)
            title = title[:at] + title[at + 1 :]
    if title.count('"') % 2:
        at = title.rfind('"')
        title = title[:at] + title[at + 1 :]
    return title.strip()


def _is_list(sentence: str) -> bool:
    """Whether a sentence is a row of names and no statement."""
    commas = sentence.count(",")
    return commas > 3 and len(sentence) < 22 * (commas + 1)
