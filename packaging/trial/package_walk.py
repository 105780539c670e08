"""What a person does with the installed program, step by step, and what has to come of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import product
from trial.reader_account import Account, RunningApp, demand
from trial.screen import Screen, wait_for

FERRY = "The Ferry Bell: A Morning on the Chain Boat"
FERRY_PAGE = (
    f"{FERRY}\n"
    "Maren Oduya pulls the chain ferry at Low Stavely by hand, and Piet Lanner has crossed with her every morning for nine "
    "years. They talk about rope, weather and being on time.Timestamps00:00:00 Who Pulls the Boat00:00:41 The Winter Without "
    "IceTranscriptWho Pulls the BoatPiet [00:00:00]: It is ten to six, and the lamp on the far bank has just come on. Maren, "
    "who pulls the boat when you are ill?Maren [00:00:12]: Nobody has found out yet. My sister says she would, but she has "
    "only said it in August.Piet [00:00:20]: People here set their kettles by your bell.Maren [00:00:25]: Then they drink "
    "their tea four minutes late, because I ring when I leave and not when I land.The Winter Without IcePiet [00:00:41]: Last "
    "winter the river never froze at all.Maren [00:00:46]: It was the first time in my book. A warm chain stretches, so the "
    "boat came to rest a hand's width beyond the step, and for three months everybody learned to jump.Piet [00:01:02]: I "
    "still jump. The step is back where it was, and my legs have not heard of it.\n"
)
ROPES = "The Rope Walk at Hessel Yard"
ROPES_DIGEST = (
    f"{ROPES}\n"
    "Ines Marlow spins rope in a shed that is longer than the street outside. She explains what hemp does before it breaks. "
    "## [00:00] A Very Long Shed The shed is three hundred paces long, and swallows nest at both ends of it. Marlow walks "
    'backwards all day and has never once fallen. > *"You learn to trust the floor, and then the floor learns you."* — Ines '
    "Marlow ## [03:20] Hemp Before Nylon A hemp rope sings before it breaks. Nylon says nothing, and that is why the harbour "
    "still buys both. ## Entities - **Ines Marlow** (Person): Ropemaker at Hessel Yard. - **Hessel Yard** (Place): A shed for "
    "spinning rope beside the old harbour.\n"
)
FERRY_FILE, ROPES_FILE = "Fähre am Morgen.txt", "ropes.md"
"""A name with a space and an umlaut, as people have them, and a plain one."""
CHAIN_SECONDS = 46
"""Where in the ferry's page somebody begins to speak of the chain."""
LARGER_TEXT = 3
"""How often the text is made larger, as a setting that has to last."""


def open_file(account: Account, *, name: str = FERRY_FILE, words: str = FERRY_PAGE, title: str = FERRY) -> RunningApp:
    """Starts the program with a file on the command line; it stands in the library afterwards."""
    app = account.start(account.put(name, words))
    account.until(f"“{title}” in the library", lambda: title in account.titles())
    return app


def hand_second_file(account: Account) -> float:
    """A second start with another file, while the window is open, gives the file to the window and ends; gives its seconds."""
    seconds = account.hand_over(account.put(ROPES_FILE, ROPES_DIGEST))
    account.until(f"“{ROPES}” in the library", lambda: ROPES in account.titles())
    return seconds


def search_and_keep(account: Account, screen: Screen, app: RunningApp) -> dict[str, Any]:
    """Searches in the window, goes to the place and keeps three words of it as a quote, all by keyboard; gives the quote."""
    screen.press("ctrl+k")
    screen.type("hemp rope sings")
    choose_hit(screen, app, ROPES)
    before = len(account.quotes())
    screen.press("ctrl+shift+Right", "ctrl+shift+Right", "ctrl+shift+Right", "ctrl+d")
    account.until("a quote that was kept", lambda: len(account.quotes()) > before)
    [quote] = [quote for quote in account.quotes() if quote["episode"] == account.titles()[ROPES]]
    demand("the quote “hemp rope sings”", quote["text"], quote["text"].strip() == "hemp rope sings")
    demand("the time of its chapter, 200 s", quote["start"], quote["start"] == 200)
    return dict(quote)


def choose_hit(screen: Screen, app: RunningApp, title: str) -> None:
    """Goes down into the hits, as soon as there are any, and opens the one that shows an episode."""

    def shown() -> bool:
        screen.press("Down")
        return title in screen.title(app.window)

    wait_for(f"a hit that shows “{title}”", shown, 15, 0.5)
    screen.press("Return")


def search_on(screen: Screen, app: RunningApp) -> None:
    """Searches in a window that is open already; it shows the other episode then."""
    screen.focus(app.window)
    screen.press("ctrl+k")
    screen.type("kettles by your bell")
    choose_hit(screen, app, FERRY)


def follow_link(account: Account, screen: Screen, app: RunningApp) -> dict[str, Any]:
    """Opens a link to a moment by a second start; the window goes there, which the paragraph kept there shows. Gives it."""
    account.hand_over(f"{product.NAME}:{account.titles()[FERRY]}?t={CHAIN_SECONDS}")
    wait_for(f"the window to show “{FERRY}”", lambda: FERRY in screen.title(app.window), 10)
    before = {quote["id"] for quote in account.quotes()}
    screen.focus(app.window)
    screen.press("ctrl+d")
    account.until("a quote at the linked place", lambda: len(account.quotes()) > len(before))
    [quote] = [quote for quote in account.quotes() if quote["id"] not in before]
    demand("the paragraph about the chain", quote["text"], "A warm chain stretches" in quote["text"])
    came = (quote["start"], quote["speaker"])
    demand(f"its time and voice, {CHAIN_SECONDS} s and Maren", came, came == (CHAIN_SECONDS, "Maren"))
    return dict(quote)


def ask_command_line(account: Account) -> None:
    """The command line answers over the same library."""
    answer = account.asks("search", '"warm chain stretches"')
    came = [(hit["title"], hit["start"], hit["speaker"]) for hit in answer["hits"]]
    demand("one place, at 46 s, said by Maren", came, came == [(FERRY, CHAIN_SECONDS, "Maren")])
    unreadable = account.run(product.NAME, "search", "", "--json")
    demand("exit status 2 for an empty query", unreadable.returncode, unreadable.returncode == 2)
    demand("the reason in JSON", unreadable.stdout, "error" in json.loads(unreadable.stdout))


def enlarge_text(account: Account, screen: Screen) -> str:
    """Changes a setting by keyboard; gives the line of the settings file that says so."""
    screen.press(*["ctrl+plus"] * LARGER_TEXT)
    account.until("the size of the text in the settings", lambda: bool(font_size(account)))
    return font_size(account)


def font_size(account: Account) -> str:
    """The line of the settings file that gives the size of the text; empty where there is none."""
    settings = account.data / "settings.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines() if settings.is_file() else []
    return next((line for line in lines if line.startswith("font_size")), "")


def library(account: Account) -> dict[str, Any]:
    """All that a person would miss: episodes with their whole text, and quotes. What reading on may change is left out."""
    ids = sorted(account.titles().values())
    return {"episodes": account.asks("show", *ids)["episodes"], "quotes": sorted(account.quotes(), key=lambda one: one["id"])}


def take_picture(screen: Screen, app: RunningApp, target: Path) -> None:
    """Keeps a picture of the window; one with hardly a colour in it shows no page."""
    screen.fill(app.window)
    colours = screen.still_picture(target)
    demand("a picture of a page", f"{colours} colours", colours > 100)
