"""Derives the title that a person would give a feed item in a list: who talks about what, in the item's own words."""

import re
from collections.abc import Sequence

from reader_app.core.importers.draft import fold_space

_IDEAL = 80
"""Code points beyond which a title is cut at the end of a clause, where it has one."""
_BEARABLE = 100
"""Code points beyond which a title without clauses is cut at a lesser break."""
_SENTENCES = 24
_LONGEST_SENTENCE = 1_200
"""Code points of a sentence that are looked at; what is longer is none."""
_MOST_VOICES = 30
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
    r"|on a journey through|on the occasion of|to help (?:us )?(?:see|grasp)"
)
_JOINS = re.compile(
    r"(?P<who>.{2,240}?)[ ,]+(?:joins?|joined|returns? to|return to|stops? by|comes? back|drops? by|visits?|takes? us"
    r"|sits? down with|is (?:here|with us|back|our guest)(?: today)?)\b"
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
_OTHER_TALKS = (
    re.compile(
        r"(?:conversa|conversamos|habla|hablamos|charla|charlamos|entrevista|entrevistamos)(?: hoy)? (?:con|a) (?P<who>.{2,120}?)"
        r" (?:sobre|acerca de|de) (?P<topic>.+)"
    ),
    re.compile(
        r"(?:parle|parlons|discute|discutons|échange|échangeons|s'entretient)(?: aujourd'hui)? avec (?P<who>.{2,120}?)"
        r" (?:sur|de|du|des|à propos de) (?P<topic>.+)"
    ),
)
_HINDI = re.compile(r"(?P<who>\S+(?: \S+)?) (?:से|के साथ) (?P<topic>.{4,80}?) (?:पर|के बारे में) (?:बात|चर्चा|बातचीत)")
_JOINED = {"de": "und", "es": "y", "fr": "et", "pt": "e", "it": "e", "hi": "और"}
"""How two names are joined; "and" elsewhere."""
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
_LEAD_IN = re.compile(r"(?:(?:But |So )?(?:[Ff]irst|[Nn]ow),? )?[Ll]et (?:me|us) [^:.!?]{3,60}: (?=[A-Z])")
_NUMBERED = re.compile(
    r"^(?:Our|The|This is (?:our|the)) (?P<number>\d+)(?:st|nd|rd|th) episode(?: is|,)?(?: with)?(?: an?| the| our)?"
    r"(?: (?:summary|discussion|review|recap|roundup|look|news|overview)(?: and| &|,)?)* (?:of|on|at|about) (?P<topic>.+)"
)
_SALUTES = re.compile(
    r"^(?:Hey|Hi|Hello|Howdy|Hallo|Hola|Liebe|Dear)\b|^What an? |\b(?:let me catch you up|welcome to)\b", re.IGNORECASE
)
_SHOW_IS = re.compile(rf"^(?P<show>{_NAME}) is (?:an? |the )(?:[\w-]+ ){{0,3}}(?:podcast|show|newsletter)\b")
_WHAT_MAKES = re.compile(r"^what makes (?P<topic>.{8,60}?) (?:unlike|so|such|different|special|unique|work|tick)\b")
_GERUND = re.compile(r"^(?:Reflecting on|Discussing|Talking about|Exploring|Understanding) (?=\S+ \S)")
_ITEM_WORDS = 3
_LAST_OF_LIST = frozenset(("and", "or", "und", "oder", "y", "et", "और"))
_TELLING = 18
"""Code points that a chapter's title needs to tell alone what an episode is about."""
_TO_READER = re.compile(r"^(?:You|We|We're|We've|I|I'm|I've|If|Thanks|Hey|Hi|Hello)\b", re.IGNORECASE)
_DULL = re.compile(
    r"^(?:cold open|intro(?:duction)?s?|outro|opening|welcome|teaser|preview|start|conclusion|closing|about the episode"
    r"|podcast intro|trailer|sponsors?)\b",
    re.IGNORECASE,
)


def derive_title(
    description: str,
    chapters: Sequence[str] = (),
    voices: Sequence[str] = (),
    headings: Sequence[str] = (),
    language: str = "en",
) -> str:
    """A title made from an item's `description`, its `chapters`, its `voices` and section `headings`: at most 120 code
    points, and at most 80 where the sense can be cut there.

    Never a half sentence that ends in a preposition, never an announcement. "" only where all of these are empty.
    """
    sentences = _sentences(description)
    telling = [
        sentence
        for sentence in sentences
        if not _ANNOUNCES.search(sentence)
        and not _SALUTES.search(sentence)
        and sentence.count(",") < 16
        and not _is_list(sentence)
    ]
    title = _talk(telling, description, language)
    if title:
        return title
    guests = _guests(telling, description) or _guest_voices(voices, description)
    first = telling[0] if telling else ""
    plain = bool(first) and len(first) <= 105 and (not (guests or _TO_READER.search(first)) or not (chapters or voices))
    subject = _subject_of([part for part in map(_undull, [*chapters, *headings]) if part])
    if subject and not plain:
        show = next((match["show"] for sentence in sentences[:4] if (match := _SHOW_IS.search(sentence))), "")
        return _with_guests([show] if show and not guests else guests, subject, language)
    if guests and voices and not first:
        return _fit(_listed(guests, language))
    fallback = subject or _listed(list(voices[:3]), language) or fold_space(description)
    return _fit(first or (sentences[0] if sentences else "") or fallback)


def _subject_of(titles: Sequence[str]) -> str:
    """The first of the telling titles; two where the first alone is too short to tell."""
    second = next((title for title in titles[1:4] if len(title) >= _TELLING and ":" not in title), "")
    if second and len(titles[0]) < _TELLING and len(titles[0]) + len(second) < _IDEAL:
        return f"{titles[0]}, {second}"
    return titles[0] if titles else ""


def _guest_voices(voices: Sequence[str], description: str) -> list[str]:
    """The voices of which the notes speak most, with the family names that the notes give them; else the first two."""
    voices = voices[:_MOST_VOICES]
    counts = {voice: len(re.findall(rf"(?<!\w){re.escape(voice.split()[0])}(?!\w)", description)) for voice in voices}
    most = max(counts.values(), default=0)
    named = [_full(voice, description) for voice in voices if counts[voice] >= max(1, most / 2)]
    found = [name for name in named if " " in name][:3]
    return found or [voice for voice in voices if " " in voice][:2]


def _sentences(text: str) -> list[str]:
    opening = _LEAD_IN.sub("", _AIRED.sub("", fold_space(text[:12_000])))
    parts = re.split(
        r"(?<=[A-Z]{2}[.!?])\s+(?=[A-Z])|(?<=[a-zäöüß0-9)”\"’][.!?])\s*(?=[A-ZÄÖÜ“\"])(?<!vs\.)(?<!Dr\.)|(?<=[।。！？])\s*"
        r"|(?<=:)(?=[A-Z])|(?<=\S)\s*—-\s*",
        opening,
    )
    return [part.strip()[:_LONGEST_SENTENCE] for part in parts if part and len(part.strip()) > 12][:_SENTENCES]


def _talk(sentences: Sequence[str], description: str, language: str) -> str:
    """ "Guest on topic", where a sentence tells who talks about what."""
    guest: list[str] = []
    before = ""
    for sentence in sentences:
        bare = re.sub(r"\s*\([^()]{0,80}\)", "", sentence)
        told = _talk_elsewhere(bare, guest or _subject(sentences), language) or _numbered(bare)
        if told:
            return told
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
            makes = _WHAT_MAKES.search(topic)
            return _fit(f"{_listed(guest, language)} on {makes['topic'] if makes is not None else topic}")
        before = bare
    return ""


def _talk_elsewhere(sentence: str, known: list[str], language: str) -> str:
    """ "Guest on topic" where a sentence in another language than English tells it; `known` are people named before."""
    german = _GERMAN.search(sentence)
    if german is not None and (who := _people(german["who"], sentence) or known):
        return _fit(f"{_listed(who, language)} über {german['topic']}")
    for words, pattern in zip(("sobre", "à propos de"), _OTHER_TALKS, strict=True):
        match = pattern.search(sentence)
        if match is not None and (who := _people(match["who"], sentence)):
            return _fit(f"{_listed(who, language)} {words} {match['topic']}")
    hindi = _HINDI.search(sentence)
    return _fit(f"{hindi['who']}: {hindi['topic']}") if hindi is not None else ""


def _numbered(sentence: str) -> str:
    """ "Episode 12: topic" for a sentence that calls the episode by its number."""
    match = _NUMBERED.search(sentence)
    return _fit(f"Episode {match['number']}: {match['topic']}") if match is not None else ""


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
    match = re.search(rf"(?<!\w){re.escape(name)}((?:-\w+)? (?:He|[{_UPPER}][a-zà-ÿ'’\-]{{2,}}))(?![\w])", description)
    return f"{name}{match[1]}" if match is not None else name


def _undull(title: str) -> str:
    """A chapter's title unless it tells nothing ("Introduction"); what it tells after such a word where it goes on."""
    if not _DULL.search(title):
        bare = _GERUND.sub("", title)
        return bare[:1].upper() + bare[1:]
    _, colon, rest = title.partition(": ")
    return rest if colon and len(rest) > 8 else ""


def _with_guests(guests: list[str], subject: str, language: str) -> str:
    if not guests or any(guest.split()[-1].casefold() in subject.casefold() for guest in guests):
        return _fit(subject)
    both = f"{_listed(guests, language)}: {_fit(subject)}"
    return both if len(both) <= _BEARABLE else _fit(subject)


def _listed(names: list[str], language: str) -> str:
    last = f" {_JOINED.get(language, 'and')} {names[-1]}" if names else ""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last


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
    near = [at for at in commas if 34 <= at <= _IDEAL]
    if near:
        return _DANGLING.sub("", title[: _before_list(title, near)])
    far = [at for at in commas if _IDEAL < at <= _BEARABLE]
    if far:
        return _DANGLING.sub("", title[: far[0]])
    if len(title) <= _BEARABLE:
        return title
    weak = [
        match.start()
        for match in re.finditer(r" (?:and|or|that|which|with|by|for|from|into|as|to|in|und|mit|für) ", title[:_BEARABLE])
    ]
    good = [at for at in weak if at >= 34]
    at = good[-1] if good else title.rfind(" ", 0, _BEARABLE)
    return _DANGLING.sub("", title[: at if at > 0 else _BEARABLE])


def _before_list(title: str, breaks: Sequence[int]) -> int:
    """The last of `breaks`, or an earlier one where what it ends is an item of a list that would lose its last ones."""
    at = len(breaks) - 1
    while at > 0:
        item = title[breaks[at - 1] : breaks[at]].strip(",; ").split()
        if len(item) > _ITEM_WORDS or (item and item[0].casefold() in _LAST_OF_LIST):
            break
        at -= 1
    return breaks[at]


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
