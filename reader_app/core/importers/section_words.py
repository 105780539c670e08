"""The words that head the parts of show notes (chapters, links, transcript) and those that close them, in several languages."""

import re

_CHAPTERS = (
    r"Time ?[Ss]tamps?|TIME ?STAMPS?|Chapters?|CHAPTERS?|Chapter [Mm]arkers?|Topics [Cc]overed|Table of [Cc]ontents"
    r"|Episode [Oo]utline|Outline"
    r"|Kapitel(?:marken)?|Zeitmarken|Zeitstempel|Cap[ií]tulos|Marcas de tiempo|Chapitres|Sommaire|Capitoli|Hoofdstukken"
    r"|Rozdziały"
    r"|अध्याय|टाइमस्टैम्प|समय[- ]?सूची|目次|チャプター|章节|时间轴|時間軸|Таймкоды|Содержание"
)
_REFERENCES = (
    r"References?|REFERENCES?|Resources?|RESOURCES?|Sources?|SOURCES?|Papers?|Books?|Further [Rr]eading"
    r"|Mentioned(?: [a-z ]{1,30})?|Concept"
    r"|Quellen|Literatur|Referencias|Fuentes|Références|संदर्भ"
)
_TRANSCRIPT = (
    r"(?:(?:Full |Episode |Video |Complete |Machine )?(?:Transcript|Transcription)|(?:FULL |EPISODE )?TRANSCRIPT(?:ION)?"
    r"|Transkript(?:ion)?|Transcripci[oó]n|Transcri[cç][aã]o|Trascrizione|Transkrypcja"
    r"|ट्रांसक्रिप्ट|प्रतिलेख|प्रतिलिपि|文字起こし|文字稿|逐字稿|Расшифровка|Транскрипт)"
)
_OTHER = (
    r"Full (?:[Vv]ideo )?(?:[Ee]pisode|[Pp]od(?:cast)?)(?: [Oo]n (?:Their )?YouTube)?|Full [Vv]ideo(?: [Ee]pisode"
    r"| [Pp]od(?:cast)?)?"
    r"|Show ?[Nn]otes|SHOW ?NOTES|Shownotes|Episode [Nn]otes|Episode [Ll]inks|Links?|LINKS|Sponsors?|SPONSORS"
    r"|Our [Ss]ponsors|Credits|CREDITS"
    r"|In (?:this|today's) episode|We (?:discuss|cover|talk about)|Key [Tt]opics|Highlights|Takeaways|Key [Tt]akeaways"
    r"|SOCIAL LINKS|PRODUCED BY"
    r"|Sponsoren|Werbung|Themen|Enlaces|Patrocinadores|Liens|प्रायोजक|लिंक"
)
_GLUED = r"(?:(?<=[a-zäöüß0-9.!?…”\"’')\]।\u0900-\u0963\u0430-\u044f\u3002-\u9fff])|(?<![^\s*•—–-]))"
"""A heading begins a line, or is glued to what stood in the line before."""
_HEADS = r"(?=\s*(?:[:+&\n*•\[(]|-|–|\d|$)|[A-Z“\"])"

CHAPTERS_WORD = re.compile(rf"(?:{_CHAPTERS})(?:\s*[+&]\s*\w+)?\s*[:：\-–]?[\s*•\-–\[(]*$")
"""At the end of what stands before a list of chapters."""
REFERENCES_WORD = re.compile(rf"(?:{_REFERENCES})\s*[:：\-–]?[\s*•\-–\[(]*$")
"""At the end of what stands before a list of works that are mentioned at a time."""
TRANSCRIPT_WORD = re.compile(rf"{_GLUED}{_TRANSCRIPT}(?!s(?!\w)|ion|ed|ing|e[nr])[ \t]*[:：]?")
"""The heading of the transcript."""
SECTION_WORD = re.compile(
    rf"{_GLUED}(?:(?:{_CHAPTERS})(?:\s?[+&]\s?[A-Z]\w+)?{_HEADS}|(?:{_TRANSCRIPT}|{_OTHER})(?=\s*:|\s*$|\s*\n|[A-Z0-9\[(*]|\s+\*)"
    rf"|(?:{_REFERENCES})(?=\s*:))"
)
"""Any heading inside show notes."""
PART_WORD = re.compile(
    rf"(?:(?:{_CHAPTERS}){_HEADS}|(?:{_TRANSCRIPT}|{_REFERENCES}|Show ?[Nn]otes|Shownotes|Links?|Sponsors?"
    rf"|Credits)(?=\s*[:：]|\s*$|[A-Z0-9\[(*]))"
)
"""A heading that begins a line which goes on with an item."""
CLOSING_WORDS = re.compile(
    r"(?<!\w)(?:Get full access to|This is a (?:public|free) (?:episode|preview)|To hear more, visit"
    r"|Learn more about your ad choices|Hosted (?:by|on) "
    r"|See (?:Privacy Policy|pcm\.|omnystudio|acast)|Support (?:this|the|our) (?:podcast|show)|Subscribe (?:to|on|now"
    r"|for)|Sign up (?:for|to|here)"
    r"|Follow (?:us|me|our|the|on) |Find (?:us|me) |Connect with |Join (?:us|our|the) |Listen (?:to|on) "
    r"|With your (?:co-?)?hosts?"
    r"|Thanks (?:for|to) |Thank you (?:for|to) |Produced by|PRODUCED BY|Music (?:by|from)|Interested in sponsoring"
    r"|Advertising [Ii]nquiries|Please (?:note|rate|subscribe|support)"
    r"|Diese Folge|Mehr Infos|Abonnier|Folgt uns|Suscr[ií]bete|Síguenos|Abonnez|हमें फॉलो|सब्सक्राइब)"
)
"""How the closing matter of a feed item begins, which no author of the episode wrote."""
LAST_WORDS = re.compile(
    r"(?<!\w)(?:This is a (?:public|free) (?:episode|preview)\.|Get full access to |Learn more about your ad choices"
    r"|Hosted on Acast|Hosted by Simplecast|Support this podcast)"
)
"""Closing matter that a feed puts even behind a transcript."""
