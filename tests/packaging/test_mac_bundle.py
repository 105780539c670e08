"""A bundle tells macOS the truth about the program, offers itself without seizing anything, and is signed from the inside out."""

import plistlib
from pathlib import Path

import pytest

import mac_bundle
import product


def test_the_plist_is_one_and_tells_name_version_and_identifier() -> None:
    facts = plistlib.loads(plistlib.dumps(mac_bundle.info_plist()))
    assert facts["CFBundleIdentifier"] == product.app_id()
    assert facts["CFBundleName"] == product.app_name()
    assert facts["CFBundleShortVersionString"] == facts["CFBundleVersion"] == product.version()


def test_it_offers_to_read_and_seizes_no_type() -> None:
    documents = mac_bundle.info_plist()["CFBundleDocumentTypes"]
    assert isinstance(documents, list)
    assert {(kind["CFBundleTypeRole"], kind["LSHandlerRank"]) for kind in documents} == {("Viewer", "Alternate")}


def test_the_same_types_as_on_a_linux_desktop() -> None:
    assert set(mac_bundle.TYPES) == set(product.FILE_TYPES)


def test_every_type_that_is_offered_is_known_to_macos_or_declared() -> None:
    facts = plistlib.loads(plistlib.dumps(mac_bundle.info_plist()))
    declared = {kind["UTTypeIdentifier"] for kind in facts["UTImportedTypeDeclarations"]}
    offered = {name for kind in facts["CFBundleDocumentTypes"] for name in kind["LSItemContentTypes"]}
    assert {name for name in offered if not name.startswith("public.")} == declared


def test_links_of_the_program_open_it() -> None:
    facts = plistlib.loads(plistlib.dumps(mac_bundle.info_plist()))
    assert [scheme for link in facts["CFBundleURLTypes"] for scheme in link["CFBundleURLSchemes"]] == ["transcript-reader"]


def test_qt_may_be_replaced_in_a_hardened_bundle_and_nothing_else_is_loosened() -> None:
    rights = plistlib.loads(mac_bundle.ENTITLEMENTS.read_bytes())
    assert rights == {"com.apple.security.cs.disable-library-validation": True}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The bones of a bundle."""
    contents = tmp_path / "Transcript Reader.app" / "Contents"
    for place, data in (
        ("MacOS/transcript-reader", b"\xcf\xfa\xed\xfe"),
        ("Frameworks/libone.dylib", b"\xca\xfe\xba\xbe"),
        ("Frameworks/QtCore.framework/Versions/A/QtCore", b"\xcf\xfa\xed\xfe"),
        ("Resources/app.svg", b"<svg/>"),
    ):
        (contents / place).parent.mkdir(parents=True, exist_ok=True)
        (contents / place).write_bytes(data)
    return contents.parent


def test_programs_and_libraries_are_found_innermost_first(bundle: Path) -> None:
    (bundle / "Contents/Resources/libone.dylib").symlink_to("../Frameworks/libone.dylib")
    assert [path.relative_to(bundle / "Contents").as_posix() for path in mac_bundle.binaries(bundle)] == [
        "Frameworks/QtCore.framework/Versions/A/QtCore",
        "Frameworks/libone.dylib",
        "MacOS/transcript-reader",
    ]


def test_an_identity_hardens_and_dates_a_signature(tmp_path: Path) -> None:
    command = mac_bundle.sign_command("Developer ID Application: Somebody", tmp_path)
    assert "runtime" in command
    assert "--timestamp" in command
    assert "--timestamp" not in mac_bundle.sign_command(mac_bundle.AD_HOC, tmp_path)


def commands_of(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be called, as it is called."""
    called: list[list[str]] = []
    monkeypatch.setattr(mac_bundle, "call", lambda *command: called.append([str(word) for word in command]))
    return called


def test_notices_are_in_the_bundle_before_it_is_sealed(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in mac_bundle.NOTICES:
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.delenv("MACOS_IDENTITY", raising=False)
    called = commands_of(monkeypatch)
    mac_bundle.finish(bundle, tmp_path)
    assert {path.name for path in (bundle / "Contents/Resources").iterdir()} == {*mac_bundle.NOTICES, "app.svg"}
    *_, seal, check = called
    assert seal[-1] == check[-1] == str(bundle)
    assert str(mac_bundle.ENTITLEMENTS) in seal


@pytest.mark.parametrize("identity", ["", "Developer ID Application: Somebody"])
def test_an_image_is_notarised_only_where_there_is_a_key(
    identity: str, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mac_bundle, "finish", lambda bundle, _: bundle)
    monkeypatch.setenv("MACOS_IDENTITY", identity)
    for name in ("MACOS_NOTARY_KEY", "MACOS_NOTARY_KEY_ID", "MACOS_NOTARY_ISSUER"):
        monkeypatch.setenv(name, "given")
    called = commands_of(monkeypatch)
    image = mac_bundle.dmg(bundle, tmp_path / "dist")
    assert image.suffix == ".dmg"
    assert [command[0] for command in called][:2] == ["ditto", "hdiutil"]
    assert [command[1] for command in called if command[0] == "xcrun"] == (["notarytool", "stapler"] if identity else [])
