"""Lists the words whose forms no rule of endings tells, and those that only look like forms of another; all folded.

Left out are forms that are words of their own with forms of their own ("saw", "thought", "left", "found", "lives", "led"):
joined to a verb they would be lost to their own plurals.
"""

_ENGLISH_GROUPS = """
man men, woman women, child children, foot feet, tooth teeth, goose geese, mouse mice, ox oxen, wife wives, knife knives, wolf
wolves, half halves, shelf shelves, thief thieves, calf calves, loaf loaves, elf elves, scarf scarves, hoof hooves, crisis
crises, analysis analyses, thesis theses, hypothesis hypotheses, synthesis syntheses, diagnosis diagnoses, parenthesis
parentheses, phenomenon phenomena, criterion criteria, index indices, matrix matrices, vertex vertices, appendix appendices,
quiz quizzes, bus buses, gas gases, lens lenses, virus viruses, campus campuses, bonus bonuses, chorus choruses, genius
geniuses, agree agreed, disagree disagreed, guarantee guaranteed, free freed, go went gone, say said, make made, take took
taken, come came, get got gotten, give gave given, know knew known, become became, begin began begun, bring brought, build
built, buy bought, catch caught, choose chose chosen, deal dealt, die dying, lie lying, tie tying, dig dug, draw drew drawn,
drive drove driven, eat ate eaten, fall fell fallen, fight fought, flee fled, fly flew flown, forget forgot forgotten, forgive
forgave forgiven, freeze froze frozen, grow grew grown, hang hung, hear heard, hide hid hidden, hold held, keep kept, lay
laid, lend lent, lose lost, mean meant, meet met, mistake mistook mistaken, pay paid, ride rode ridden, rise risen, run ran,
see seen, seek sought, sell sold, send sent, shake shook shaken, shine shone, show shown, sing sang sung, sink sank sunk, sit
sat, sleep slept, slide slid, speak spoken, spend spent, stand stood, steal stole stolen, stick stuck, strike struck, swear
swore sworn, sweep swept, swim swam swum, swing swung, teach taught, tell told, throw threw thrown, understand understood,
wake woke woken, wear wore worn, weave wove woven, weep wept, win won, withdraw withdrew withdrawn, write wrote written, break
broke broken, blow blew blown, bite bitten, bend bent, arise arose arisen, undergo underwent undergone, overcome overcame,
undertake undertook undertaken, prove proven
"""
ENGLISH_GROUPS = tuple(tuple(group.split()) for group in _ENGLISH_GROUPS.split(","))
"""A word and its irregular forms."""

_GERMAN_AGENTS = """
iker lehrer fahrer spieler sprecher arbeiter forscher entwickler nutzer benutzer horer leser kaufer verkaufer sender schreiber
trager helfer sammler fuhrer leiter reiter maler backer jager schuler sieger trainer tanzer sanger denker lenker bauer macher
besucher zuschauer unternehmer teilnehmer mitarbeiter berater betreiber anbieter hersteller erzahler vertreter begleiter geber
nehmer kanzler richter dichter wahler zeichner redner gegner grunder erfinder programmierer
"""
GERMAN_AGENTS = tuple(_GERMAN_AGENTS.split())
"""Ends of nouns for who or what does something: not forms of the verb, as "Lehrer" is none of "lehren", nor of "Musik"."""
GERMAN_UNINFLECTED = ("problem", "system", "theorem", "extrem", "bequem", "emblem", "modem", "tandem", "morphem", "phonem")
"""Ends of words that already end as an inflected word would."""
GERMAN_STEMS = {
    **dict.fromkeys(("note", "noten"), "note"),
    **dict.fromkeys(("ebene", "ebenen"), "ebene"),
    **{word: word for word in ("leider", "weiter", "waren", "unser", "wieder")},
}
"""Words that another would take for its own: "Not" has no forms "Note" and "Noten", nor "Leid" "leider"."""
_HINDI_UNINFLECTED = "क्या क्यों आगे राजा माता पिता माला खाना जाना आना पाना सेना हवा दवा पता सोना मना बिना जमा"
HINDI_UNINFLECTED = frozenset(_HINDI_UNINFLECTED.split())
"""Words that have lost nothing at their end, and would be others without it: "राजा" is a king, "राज" his rule."""
