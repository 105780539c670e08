"""What macOS asks of a bundle: the facts in Info.plist, the notices inside it, its signature, the disk image it comes in.

    python3 packaging/mac_bundle.py keychain       puts the certificate into a keychain of its own, for a build machine

Signs with an identity and has it notarised where the environment names one; else the signature is the ad-hoc one that
every program on Apple's processors needs, and macOS asks people to confirm the first start.

MACOS_IDENTITY                       the name of the certificate ("Developer ID Application: ...")
MACOS_CERTIFICATE, MACOS_CERTIFICATE_PASSWORD     the certificate with its key (PKCS 12, base64), for `keychain`
MACOS_NOTARY_KEY, MACOS_NOTARY_KEY_ID, MACOS_NOTARY_ISSUER     the key (PEM), its number and its issuer, to notarise
"""

from __future__ import annotations

import base64
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import product
from bundle import BuildError, call

ENTITLEMENTS = product.PACKAGING / "macos" / "entitlements.plist"
OLDEST_SYSTEM = "13.0"
"""As Qt's own wheels for macOS say (macosx_13_0_universal2)."""
AD_HOC = "-"
NOTICES = ("LICENSE", "THIRD-PARTY-NOTICES.txt", "sbom.cdx.json")
TYPES = {
    "text/plain": ("public.plain-text", "Text"),
    "text/markdown": ("net.daringfireball.markdown", "Markdown document"),
    "text/vtt": ("org.w3.webvtt", "WebVTT captions"),
    # Nobody has given these an identifier that all use.
    "application/x-subrip": (f"{product.app_id()}.subrip", "SubRip captions"),
    "application/x-sami": (f"{product.app_id()}.sami", "SAMI captions"),
}
"""Apple's identifier for each of product.FILE_TYPES, and words for people."""
_MACH_O = (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf")
"""How the files begin that have to be signed: 64 and 32 bits, and several processors in one (mach-o/loader.h, fat.h)."""


def info_plist() -> dict[str, object]:
    """What PyInstaller's BUNDLE adds to the Info.plist it writes: the files and links that may be opened with the program.

    Transcripts are offered to be read ("Viewer", "Alternate"): whatever opens text files on this machine goes on doing so.
    """
    return {
        "CFBundleName": product.app_name(),
        "CFBundleDisplayName": product.app_name(),
        "CFBundleIdentifier": product.app_id(),
        "CFBundleShortVersionString": product.version(),
        "CFBundleVersion": product.version(),
        "CFBundleDevelopmentRegion": "en",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSPrincipalClass": "NSApplication",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Transcript",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [identifier for identifier, _ in TYPES.values()],
            }
        ],
        "UTImportedTypeDeclarations": _declarations(),
        "CFBundleURLTypes": [
            {
                "CFBundleURLName": product.app_id(),
                "CFBundleTypeRole": "Viewer",
                "CFBundleURLSchemes": [product.NAME],
            }
        ],
    }


def _declarations() -> list[dict[str, object]]:
    """The types that the system itself does not declare."""
    return [
        {
            "UTTypeIdentifier": identifier,
            "UTTypeDescription": words,
            "UTTypeConformsTo": ["public.plain-text"],
            "UTTypeTagSpecification": {"public.filename-extension": list(product.FILE_TYPES[mime]), "public.mime-type": [mime]},
        }
        for mime, (identifier, words) in TYPES.items()
        if not identifier.startswith("public.")
    ]


def finish(bundle: Path, notices: Path) -> Path:
    """Puts licence, notices and list of parts into the bundle, then signs it: nothing may change behind a signature."""
    resources = bundle / "Contents" / "Resources"
    for name in NOTICES:
        source = product.ROOT / name if name == "LICENSE" else notices / name
        shutil.copyfile(source, resources / name)
    sign(bundle, os.environ.get("MACOS_IDENTITY") or AD_HOC)
    return bundle


def binaries(bundle: Path) -> list[Path]:
    """The programs and libraries in the bundle, innermost first; links are left out: what they name is listed itself."""
    found: list[Path] = []
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                if stream.read(4) in _MACH_O:
                    found.append(path)
    return sorted(found, key=lambda path: (-len(path.parts), path.as_posix()))


def sign_command(identity: str, path: Path, *options: str) -> list[str]:
    """How to sign `path`; with an identity the hardened runtime and a time stamp are added, as notarisation demands."""
    hardened = [] if identity == AD_HOC else ["--timestamp", "--options", "runtime"]
    return ["codesign", "--force", "--sign", identity, *hardened, *options, str(path)]


def sign(bundle: Path, identity: str) -> None:
    """Signs all binaries, then the bundle round them. Raises BuildError where codesign refuses."""
    for path in binaries(bundle):
        call(*sign_command(identity, path))
    call(*sign_command(identity, bundle, "--entitlements", str(ENTITLEMENTS)))
    call("codesign", "--verify", "--deep", "--strict", bundle)


def dmg(bundle: Path, folder: Path) -> Path:
    """Makes a disk image in `folder` with the bundle, finished, and a link to Applications; gives its path."""
    finish(bundle, product.BUILD / "notices")
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / f"{product.NAME}-{product.version()}-{platform.machine()}.dmg"
    with tempfile.TemporaryDirectory() as temporary:
        volume = Path(temporary) / "volume"
        volume.mkdir()
        # ditto keeps links, rights and signatures as they are.
        call("ditto", bundle, volume / bundle.name)
        (volume / "Applications").symlink_to("/Applications")
        source = ("-volname", product.app_name(), "-srcfolder", volume)
        call("hdiutil", "create", *source, "-format", "UDZO", "-ov", output)
    identity = os.environ.get("MACOS_IDENTITY")
    if identity:
        call("codesign", "--force", "--sign", identity, "--timestamp", output)
        if os.environ.get("MACOS_NOTARY_KEY"):
            notarise(output)
    return output


def notarise(image: Path) -> None:
    """Has Apple look at a signed disk image and fastens its answer to it. Raises BuildError where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "key.p8"
        key.touch(mode=0o600)
        key.write_text(os.environ["MACOS_NOTARY_KEY"], encoding="ascii")
        account = ("--key-id", os.environ["MACOS_NOTARY_KEY_ID"], "--issuer", os.environ["MACOS_NOTARY_ISSUER"])
        call("xcrun", "notarytool", "submit", image, "--key", key, *account, "--wait")
    call("xcrun", "stapler", "staple", image)


def fill_keychain() -> None:
    """Makes a keychain with the certificate in it, from which codesign takes it without asking anybody.

    Raises BuildError where macOS refuses.
    """
    password = secrets.token_urlsafe(24)
    keychain = Path(os.environ["RUNNER_TEMP"]) / "signing.keychain-db"
    with tempfile.TemporaryDirectory() as folder:
        certificate = Path(folder) / "certificate.p12"
        certificate.touch(mode=0o600)
        certificate.write_bytes(base64.b64decode(os.environ["MACOS_CERTIFICATE"]))
        for words in (
            ["create-keychain", "-p", password, str(keychain)],
            ["set-keychain-settings", "-lut", "21600", str(keychain)],
            ["unlock-keychain", "-p", password, str(keychain)],
            [
                *("import", str(certificate), "-k", str(keychain), "-f", "pkcs12", "-T", "/usr/bin/codesign"),
                *("-P", os.environ["MACOS_CERTIFICATE_PASSWORD"]),
            ],
            ["set-key-partition-list", "-S", "apple-tool:,apple:", "-s", "-k", password, str(keychain)],
            ["list-keychains", "-d", "user", "-s", str(keychain), "login.keychain-db"],
        ):
            # Told without its words: passwords are among them.
            if subprocess.run(["security", *words], stdout=subprocess.DEVNULL, check=False).returncode:
                raise BuildError(f"The certificate could not be put into a keychain (security {words[0]}).")


def main(words: list[str]) -> int:
    """Exit status 0 when the certificate is in place, 1 when it could not be put there, 2 for wrong usage."""
    if words != ["keychain"]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        fill_keychain()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
