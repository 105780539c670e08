"""Where a title ends that runs into its prose without a mark."""

import pytest

from reader_app.core.importers.glued.glued_titles import MOST_TITLE_WORDS, GluedTitles

NAMES = ["Maya Lind", "Tom O'Hara", "Ovenworks", "Granite Labs", "brrd", "Anna de la Cruz", "Figtree", "Ivo Stern", "Hearth"]
"""The `|` shows where the title ends."""
CASES = [
    "Introduction|Host Jane Roe introduces the guest",
    "Introduction to the Show|Maya Lind opens with a joke",
    "Opening Remarks|Tom O'Hara thanks the hosts",
    "How Ovens Change Work|Lind argues that ovens change",
    "How ovens change work|Maya explains that ovens change",
    "Why voice ovens fail|The team found that latency",
    "Why Speed Matters More Than Ever|In 2016, Tom O'Hara joined the lab",
    "Scaling Up|Maya Lind describes the growth",
    "What Is Autolysis?|Ovenworks defines it as a system",
    "The Future of Work|Maya and Tom discuss how jobs",
    "The Future of Work|Maya Lind and Tom O'Hara discuss how jobs",
    "Data Moats|Slow Rising Doughs (SRDs) are trained on",
    "Building the Team|Granite Labs hired its first",
    "Hiring at Scale|Granite Labs' Maya Lind recounts the",
    "From Lab to Market|Granite Labs CEO Maya Lind recounts the",
    "Meet the Guests|brrd welcomes everyone to",
    "Rapid Fire Round|She answers quick questions about",
    "Lessons Learned|Looking back, Lind wishes they",
    "The $10B Question|Hearth is valued at ten",
    'Pricing Models|"Pay per outcome" is the model',
    "Bread in Hospitals|Hospitals adopt slowly because",
    "Part 2: The Pivot|After a failed launch, the company",
    "Vertical Baking vs. Horizontal Platforms|Figtree and Hearth are contrasted",
    "Rye-4 and Beyond|Rye-4 changed the game for",
    "Enterprise Adoption|Enterprise buyers want",
    "Closing Thoughts|Asked about the future, Maya hopes",
    "Q&A|Audience members ask about",
    "Building for the Long Term|Despite pressure from investors, the founders",
    "Early Days|Born in Madrid, Anna de la Cruz studied",
    "Product-Market Fit|Finding it took three years",
    "Team Culture|A small team of twelve",
    "The Role of Open Source|Open source models let",
    "On Being Wrong|O'Hara admits that he",
    "Why Now|Three trends converged: cheap",
    "The Ivo Question|Ivo Stern left because",
    "Regulation, Safety, and Trust|Regulators in Europe want",
    "Money Talk|$40 million was raised in",
    "The Long Wait|Guest Nora Falk describes how she",
    "The Long Wait|Nora Falk describes how she",
    "Is Rye Over? Old Bakers vs. the New Big Mills of Spain|Rye was cheap once and",
    "Intro / Small Talk|Lind thanks the bakers",
    "परिचय|बातचीत एक दुकान में शुरू होती है",
    "आटा और पानी का मेल|Maya बताती हैं कि आटा",
    "रोटी की असली कीमत|जब दाम बढ़ते हैं तो",
    "Einführung|Die Gastgeberin stellt ihren Gast vor",
    "Die Zukunft der Bäckerei|Lind erklärt, warum sie bleibt",
    "Les débuts de la maison|Maya explique comment elle a commencé",
]


@pytest.mark.parametrize("case", CASES)
def test_the_title_ends_before_the_sentence(case: str) -> None:
    title, prose = case.split("|")
    titles = GluedTitles(NAMES, "Maya Lind of Granite Labs meets Tom O'Hara")
    assert titles.split(f"{title} {prose}") == (title, prose)


def test_words_that_stand_together_elsewhere_are_not_torn_apart() -> None:
    text = "Ledgers And Loaves Blue Heron already has a ledger"
    assert GluedTitles([], f"{text} and Blue Heron wants more").split(text)[0] == "Ledgers And Loaves"


def test_no_title_swallows_its_prose() -> None:
    title, prose = GluedTitles([], "").split("the quick " * 40)
    assert 0 < len(title.split()) <= MOST_TITLE_WORDS
    assert f"{title} {prose}".split() == ("the quick " * 40).split()


@pytest.mark.parametrize("text", ["", "Alone"])
def test_fewer_than_two_words_are_a_title(text: str) -> None:
    assert GluedTitles([], "").split(text) == (text, "")


SENTENCE_CASE = [
    "Why ovens in AI kitchens fail|This is the heart of it. Nora insists that ovens",
    "Defining AI bakers|Lind and a friend sold an oven called Blue Heron once",
    "A first loaf|Slow Rising Dough (SRD) was the trick",
    "Lessons from Spain (part 2)|Addressing old worries, Lind returns to",
    "Small ovens, big rooms|Host Nora Falk introduces the next",
]


@pytest.mark.parametrize("case", SENTENCE_CASE)
def test_the_page_shows_that_its_titles_are_written_like_sentences(case: str) -> None:
    title, prose = case.split("|")
    glued = [one.replace("|", " ") for one in SENTENCE_CASE]
    titles = GluedTitles(["Maya Lind", "Blue Heron"], "Maya Lind bakes", glued)
    assert titles.split(f"{title} {prose}") == (title, prose)
