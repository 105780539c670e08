"""What a machine lacks for building is named as Debian's packages, installed where that is allowed, and else told in a line."""

from collections.abc import Callable

import pytest

import prepare
import workshop

TOOLS = (workshop.Tool("sawmill", "mill"), workshop.Tool("planer", "mill"), workshop.Tool("lathe", "lathe-core"))


@pytest.fixture
def has(monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str]]:
    """A Linux whose commands the test names; apt adds every command of the package that it installs."""

    def machine(*commands: str, apt: bool) -> set[str]:
        there = set(commands)

        def install(_apt: list[str], packages: list[str]) -> bool:
            there.update(tool.command for tool in TOOLS if tool.package in packages)
            return True

        monkeypatch.setattr(workshop.sys, "platform", "linux")
        monkeypatch.setattr(workshop.shutil, "which", lambda command: command if command in there else None)
        monkeypatch.setattr(prepare, "apt_command", lambda: ["true"] if apt else None)
        monkeypatch.setattr(prepare, "apt_install", install)
        return there

    return machine


def test_a_package_that_brings_two_tools_is_named_once(has: Callable[..., set[str]]) -> None:
    has(apt=False)
    assert workshop.missing_packages(TOOLS) == ["mill", "lathe-core"]


def test_what_is_missing_is_installed(has: Callable[..., set[str]]) -> None:
    there = has("lathe", apt=True)
    workshop.equip(TOOLS)
    assert there == {"sawmill", "planer", "lathe"}


def test_without_apt_the_line_to_type_is_told(has: Callable[..., set[str]]) -> None:
    has("lathe", apt=False)
    with pytest.raises(prepare.SetupError, match=r"apt-get install mill$"):
        workshop.equip(TOOLS)


def test_elsewhere_than_on_linux_nothing_is_asked_for(has: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    has(apt=False)
    monkeypatch.setattr(workshop.sys, "platform", "darwin")
    workshop.equip(TOOLS)


def test_building_asks_for_what_the_program_is_linked_to(has: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    has(*(tool.command for tool in workshop.BUILDING), apt=False)
    monkeypatch.setattr(prepare, "is_loadable", lambda soname: soname != "libwayland-cursor.so.0")
    assert workshop.missing_packages(workshop.BUILDING) == ["libwayland-cursor0"]
