"""Programs for Windows are signed where there is a certificate, and left alone where there is none."""

from pathlib import Path

import pytest

import windows_signature


def test_without_a_certificate_files_stay_unsigned(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("WINDOWS_CERTIFICATE", raising=False)
    assert windows_signature.main(["setup.exe"]) == 0
    assert "setup.exe stay unsigned" in capsys.readouterr().out


def test_a_certificate_without_a_tool_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WINDOWS_CERTIFICATE", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    monkeypatch.setenv("WINDOWS_CERTIFICATE", "AAAA")
    assert windows_signature.main(["setup.exe"]) == 1


def test_the_newest_kit_counts_by_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    for kit in ("10.0.9000.0", "10.0.22621.0", "arm"):
        (tmp_path / kit / "x64").mkdir(parents=True)
        (tmp_path / kit / "x64" / "signtool.exe").write_bytes(b"")
    assert windows_signature.find_signtool(tmp_path) == tmp_path / "10.0.22621.0" / "x64" / "signtool.exe"


def test_a_time_stamp_only_where_there_is_a_service(tmp_path: Path) -> None:
    dated = windows_signature.command(tmp_path, tmp_path, "secret", "http://stamp.invalid", ["a.exe", "b.exe"])
    assert dated[dated.index("/tr") + 1] == "http://stamp.invalid"
    assert dated[-2:] == ["a.exe", "b.exe"]
    assert "/tr" not in windows_signature.command(tmp_path, tmp_path, "secret", "", ["a.exe"])


def test_no_file_is_wrong_usage() -> None:
    assert windows_signature.main([]) == 2
