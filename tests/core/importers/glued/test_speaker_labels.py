"""Names are learned before the text is split at them."""

from reader_app.core.importers.glued.speaker_labels import Label, bracket_times, find_labels, learn_names


def never(_: str) -> bool:
    return False


def labelled(text: str, known: str = "") -> list[tuple[str, float | None, str]]:
    labels = find_labels(text, learn_names(text, known), never)
    stops = [*(label.start for label in labels[1:]), len(text)]
    return [(label.name, label.seconds, text[label.stop : stop].strip()) for label, stop in zip(labels, stops, strict=True)]


def test_a_name_glued_to_a_word_is_split_off() -> None:
    text = "Ethel [0:00]: Moss.Ida [0:04]: YeahEthel [0:06]: and fern.Ida [0:09]: Quite.Ethel [0:12]: Bark."
    assert labelled(text) == [
        ("Ethel", 0, "Moss."),
        ("Ida", 4, "Yeah"),
        ("Ethel", 6, "and fern."),
        ("Ida", 9, "Quite."),
        ("Ethel", 12, "Bark."),
    ]


def test_whole_names_win_over_their_ends() -> None:
    text = "Tom Reed [0:00]: Moss, said Ann Reed.Ann Reed [0:04]: Fern.Tom Reed [0:06]: Bark.Ann Reed [0:09]: Leaf."
    assert sorted(learn_names(text)) == ["Ann Reed", "Tom Reed"]


def test_names_with_inner_capitals_stay_whole() -> None:
    text = "McAdam: Moss.Ida: Fern.McAdam: Bark.Ida: Leaf.McAdam: Twig.Ida: Root."
    assert [name for name, _, _ in labelled(text)] == ["McAdam", "Ida"] * 3


def test_lower_case_labels() -> None:
    text = "ida: Moss grows and it'smoss: no.ida: Yes.tom: Fern.ida: It is wettom: and cold.tom: Bark.ida: Leaf.tom: Root."
    assert [name for name, _, _ in labelled(text)] == ["ida", "ida", "tom", "ida", "tom", "tom", "ida", "tom"]


def test_a_name_in_running_text_splits_nothing() -> None:
    text = "Ida: I told Tom: buy moss.Tom: No.Ida: He said to Tom: wait.Tom: I did.Ida: Good.Tom: Yes."
    assert labelled(text)[0][2] == "I told Tom: buy moss."


def test_the_mark_before_a_label_is_its_time() -> None:
    assert labelled("[0:05] Ida: Moss.[0:09] Tom: Fern.[0:12] Ida: Bark.[0:15] Tom: Leaf.")[1] == ("Tom", 9, "Fern.")


def test_a_voice_with_a_time_may_come_once() -> None:
    text = "Ida [0:00]: Moss.Tom [0:04]: Fern.Ida [0:06]: Bark.Visitor [0:09]: May I?Tom [0:12]: Do.Ida [0:15]: Leaf."
    assert ("Visitor", 9, "May I?") in labelled(text)


def test_words_that_come_before_a_colon_now_and_then_are_no_names() -> None:
    text = "Ida: Moss. So: fern. So we go. So it is. So be it.Tom: So. So: bark. So so.Ida: So: yes.Tom: No.Ida: Ah.Tom: Oh."
    assert learn_names(text + " So" * 20) == ["Ida", "Tom"]


def test_players_roles_are_no_part_of_a_name() -> None:
    text = "Ida: Moss.Tom: Fern.Ida: Bark.Tom: Leaf.Ida: Twig.Tom: Root.IdaHost(0:05) Well.TomGuest(0:09) Indeed."
    assert labelled(text)[-2:] == [("Ida", 5, "Well."), ("Tom", 9, "Indeed.")]


def test_an_unknown_voice_may_open() -> None:
    assert find_labels("Announcer: Here we go.", [], never, opens_below=1) == [Label(0, 10, "Announcer")]
    assert find_labels("Announcer: Here we go.", [], never) == []


def test_label_lines_are_told_from_chapter_lines() -> None:
    assert bracket_times("Ida  0:01\nMoss.\nTom  0:04\nFern.\nIda  0:09\nBark.\nTom (0:12)\nLeaf.").startswith(
        "Ida [0:01]:\nMoss."
    )
    chapters = "Moss 0:01\nFern 0:04\nBark 0:09"
    assert bracket_times(chapters) == chapters


def test_roles_may_be_the_names() -> None:
    text = "HOST: Moss.GUEST: Fern.HOST: BarkGUEST: Leaf.HOST: Twig.GUEST: Root.HOST: Seed.GUEST: Bud."
    assert [name for name, _, _ in labelled(text)] == ["HOST", "GUEST"] * 4


def test_an_interrupted_voice_leaves_its_last_word() -> None:
    times = "Ida [0:01]: Moss. Tom [0:02]: Fern. Ida [0:03]: Bark. Tom [0:04]: Leaf. Ida [0:05]: Twig. And Tom [0:06]: Root. "
    text = times + "Ida [0:07]: Well and Tom [0:08]: Seed."
    assert [name for name, _, _ in labelled(text)][-2:] == ["Ida", "Tom"]


def test_names_in_scripts_without_capitals_are_split_off_too() -> None:
    text = "मीरा [0:01]: काई।रवि [0:02]: हाँमीरा [0:03]: छाल।रवि [0:04]: पत्ती।मीरा [0:05]: जड़।रवि [0:06]: बीज।"
    assert [name for name, _, _ in labelled(text)] == ["मीरा", "रवि"] * 3


def test_names_written_small_beside_times() -> None:
    text = "ida fern [0:01]: Moss.tom [0:02]: Yes.ida fern [0:03]: Bark.tom [0:04]: Leaf.ida fern [0:05]: Twig.tom [0:06]: Root."
    assert [name for name, _, _ in labelled(text)] == ["ida fern", "tom"] * 3


def test_a_voice_cut_short_where_line_breaks_became_spaces() -> None:
    turns = " ".join(f"Ida: Moss {number}. Tom: Fern {number}." for number in range(6))
    assert labelled(turns + " Ida: It was moss or Tom: never.")[-2:] == [
        ("Ida", None, "It was moss or"),
        ("Tom", None, "never."),
    ]


def test_a_heading_with_a_colon_is_no_label() -> None:
    text = "Ida: Moss.The Hive: How It All Began There Ida: Bark.Tom: Leaf.Ida: Twig.Tom: Root.Ida: Bud.Tom: Sap."
    names = learn_names(text, "We tell of The Hive: how it all began there.")
    labels = find_labels(text, names, lambda stretch: stretch.startswith("The Hive"))
    assert "The Hive" not in [label.name for label in labels]


def test_a_minute_mark_inside_a_sentence_opens_no_label() -> None:
    night = "called it [00:01:00] Long Night: no bread"
    text = f"Ida: Moss.Tom: They {night}.Ida: They {night}?Tom: They {night}.Ida: Ah.Tom: Oh."
    assert [name for name, _, _ in labelled(text)] == ["Ida", "Tom"] * 3


def test_a_time_belongs_to_the_label_behind_it() -> None:
    turns = "".join(f"[0:0{second}] Ida: Quite[0:0{second + 1}] Tom: Moss." for second in (1, 3, 5, 7))
    assert [name for name, _, _ in labelled(turns)] == ["Ida", "Tom"] * 4


def test_colons_without_room_for_words_between_them_label_nothing() -> None:
    assert learn_names("A:" * 50) == []
    assert learn_names("Ida: yes. Tom: no. " * 5) == ["Ida", "Tom"]
