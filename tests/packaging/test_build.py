"""The one command for every product: which words it takes, when it builds the program, what it says when it cannot."""

from pathlib import Path

import pytest

import build
import bundle
import prepare
import product
import workshop


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The products that were asked for, in order, on a machine that is ready; nothing is built."""
    done: list[str] = []

    def stand_in(name: str) -> Path:
        done.append(name)
        (tmp_path / name).write_bytes(b"a product")
        return tmp_path / name

    monkeypatch.setattr(prepare, "prepare_system", lambda: None)
    monkeypatch.setattr(workshop, "equip", lambda _tools: None)
    monkeypatch.setattr(prepare, "prepare_environment", lambda _name: None)
    monkeypatch.setattr(bundle, "build", lambda: stand_in("app"))
    monkeypatch.setattr(product, "APP", tmp_path / "app")
    for name in ("deb", "appdir", "wheel"):
        monkeypatch.setitem(build.PRODUCTS, name, lambda _args, name=name: stand_in(name))
    return done


def test_the_program_is_built_once_for_all(steps: list[str]) -> None:
    assert build.main(["deb", "appdir"]) == 0
    assert steps == ["app", "deb", "appdir"]


def test_a_wheel_needs_no_program(steps: list[str]) -> None:
    assert build.main(["wheel"]) == 0
    assert steps == ["wheel"]


def test_the_program_of_before_is_taken_where_that_is_wished(steps: list[str], tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    assert build.main(["deb", "--reuse-app"]) == 0
    assert steps == ["deb"]


def test_it_is_built_all_the_same_where_there_is_none(steps: list[str]) -> None:
    assert build.main(["deb", "--reuse-app"]) == 0
    assert steps == ["app", "deb"]


def test_a_failing_step_is_told_in_a_line(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> Path:
        raise bundle.BuildError("The program does not start.")

    monkeypatch.setattr(bundle, "build", fails)
    assert build.main(["deb"]) == 1
    assert capsys.readouterr().err == "The program does not start.\n"
    assert steps == []


@pytest.mark.parametrize("words", [[], ["rpm"], ["deb", "--output"]])
def test_words_that_it_does_not_know_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        build.main(words)
    assert refused.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_every_product_is_told_by_the_help() -> None:
    assert build.__doc__ is not None
    for name in build.PRODUCTS:
        assert f"build.py {name} " in build.__doc__
