"""The set-up script: what it does on a machine that lacks something, and that it rests when nothing is lacking."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

LOCKS = ("runtime", "dev", "compat", "build")


@pytest.fixture
def prepare(project_root: Path) -> ModuleType:
    """packaging/prepare.py, which lies in no package because it runs before there is one."""
    spec = importlib.util.spec_from_file_location("prepare", project_root / "packaging" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["prepare"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bare(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Debian where no library of Qt is installed and apt may not be used."""
    monkeypatch.setattr(prepare, "is_loadable", lambda _soname: False)
    monkeypatch.setattr(prepare.sys, "platform", "linux")
    monkeypatch.setattr(prepare.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)
    monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
    return prepare


def test_one_line_says_what_to_install_where_apt_may_not_be_used(bare: ModuleType) -> None:
    with pytest.raises(bare.SetupError) as error:
        bare.prepare_system()
    assert "\n" not in str(error.value)
    assert "sudo apt-get install" in str(error.value)
    assert "libegl1" in str(error.value)


def test_what_only_windows_and_sound_need_does_not_stop_the_set_up(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bare, "is_loadable", lambda soname: soname != "libpulse.so.0")
    bare.prepare_system()
    assert "libpulse0" in capsys.readouterr().out


def test_apt_installs_what_is_missing_where_it_may(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    def install(_apt: list[str], packages: list[str]) -> bool:
        installed.extend(packages)
        monkeypatch.setattr(bare, "is_loadable", lambda _soname: True)
        return True

    monkeypatch.setattr(bare, "apt_command", lambda: ["true"])
    monkeypatch.setattr(bare, "apt_install", install)
    bare.prepare_system()
    assert {"libegl1", "libxcb-cursor0", "fonts-noto-core"} <= set(installed)


def test_a_finished_environment_is_left_alone_until_its_lock_changes(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "dev.txt"
    lock.write_text("whoosh3==3.54.0\n", encoding="utf-8")
    monkeypatch.setattr(prepare, "python_of", lambda _environment: Path(sys.executable))
    assert not prepare.is_ready(tmp_path, lock)
    (tmp_path / "stamp").write_text(prepare.stamp_of(lock), encoding="utf-8")
    assert prepare.is_ready(tmp_path, lock)
    lock.write_text("whoosh3==3.55.0\n", encoding="utf-8")
    assert not prepare.is_ready(tmp_path, lock)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_everything_with_hashes_and_name_no_registry(project_root: Path, name: str) -> None:
    lock = (project_root / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    requirements = [block for block in re.split(r"\n(?=\S)", lock) if not block.startswith("#")]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==\S+", requirement)
        assert "--hash=sha256:" in requirement
    assert "://" not in lock
    assert "index" not in lock


def test_no_lock_holds_two_whooshes(project_root: Path) -> None:
    pins = {
        name: re.findall(r"^(whoosh\w*==\S+)", (project_root / "locks" / f"{name}.txt").read_text("utf-8"), re.M)
        for name in LOCKS
    }
    declared = tomllib.loads((project_root / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    exact = next(requirement for requirement in declared if requirement.startswith("whoosh3=="))
    assert pins == {"runtime": [exact], "dev": [exact], "build": [exact], "compat": ["whoosh==2.7.4"]}
