"""The bare system: whose packages it gets, what counts as left behind, and that nothing is removed through a mount."""

import subprocess
from pathlib import Path

import pytest

from trial.bare_debian import (
    BareDebian,
    BareDebianError,
    HostApt,
    Source,
    is_untold,
    kept_settings,
    mounts_under,
    parse_targets,
    release_facts,
    remove_tree,
)

TARGETS = """http://mirror.example/debian|bookworm|main|Debian
http://mirror.example/debian|bookworm|contrib|Debian
http://mirror.example/debian|bookworm|main|Debian
http://mirror.example/security|bookworm-security|main|Debian
https://editor.example/apt|bookworm|main|An Editor
https://unknown.example/apt|bookworm|main|
"""
MOUNTS = """22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
90 22 0:5 / /tmp/a\\040b/system/proc rw - proc proc rw
91 22 0:6 / /tmp/a\\040b/system rw - tmpfs tmpfs rw
92 22 0:7 / /tmp/a\\040bc rw - tmpfs tmpfs rw
"""


def bare_host() -> HostApt:
    """A machine whose apt need not be asked."""
    host = HostApt.__new__(HostApt)
    host.suite, host.origin, host.architecture, host.settings, host.sources = "bookworm", "debian", "amd64", {}, []
    return host


def test_only_the_distribution_itself_is_a_source() -> None:
    assert parse_targets(TARGETS, "debian") == [
        Source("http://mirror.example/debian", "bookworm", ("main", "contrib")),
        Source("http://mirror.example/security", "bookworm-security", ("main",)),
    ]


def test_a_source_reads_as_sources_list_has_it() -> None:
    assert Source("http://mirror.example/debian", "bookworm", ("main", "contrib")).line == (
        "deb http://mirror.example/debian bookworm main contrib"
    )


def test_the_mirror_is_where_the_release_itself_comes_from() -> None:
    host = bare_host()
    host.sources = parse_targets(TARGETS, "Debian")[::-1]
    assert host.mirror == "http://mirror.example/debian"


def test_without_a_source_for_the_release_a_sentence_says_so() -> None:
    with pytest.raises(BareDebianError, match="names no source for bookworm"):
        _ = bare_host().mirror


def test_apt_inside_learns_of_proxy_and_clock_but_not_of_hooks() -> None:
    dump = (
        'Acquire::http::Proxy "http://proxy.example:3128";\n'
        'Acquire::https::Proxy::mirror.example "DIRECT";\n'
        'Acquire::Check-Valid-Until "false";\n'
        'Acquire::https "";\n'
        'DPkg::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb || true";\n'
        'Acquire::http::Proxy-Auto-Detect "/usr/bin/detect";\n'
    )
    assert kept_settings(dump) == {
        "Acquire::http::Proxy": "http://proxy.example:3128",
        "Acquire::https::Proxy::mirror.example": "DIRECT",
        "Acquire::Check-Valid-Until": "false",
    }


def test_debootstrap_goes_through_the_proxy_of_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    host = bare_host()
    host.settings = {"Acquire::http::Proxy": "http://proxy.example:3128", "Acquire::https::Proxy": "DIRECT"}
    assert host.network == {"http_proxy": "http://proxy.example:3128"}


def test_release_facts_come_without_quotes_and_comments() -> None:
    facts = release_facts('# who we are\nID=debian\nVERSION_CODENAME="bookworm"\n\nnonsense\n')
    assert facts == {"ID": "debian", "VERSION_CODENAME": "bookworm"}


def test_mounts_are_found_deepest_first_and_neighbours_left_aside() -> None:
    assert mounts_under(Path("/tmp/a b"), MOUNTS) == [Path("/tmp/a b/system/proc"), Path("/tmp/a b/system")]


def test_a_folder_without_mounts_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "system" / "etc").mkdir(parents=True)
    remove_tree(folder)
    assert not folder.exists()


def test_nothing_is_removed_while_something_is_mounted_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setattr("trial.bare_debian.mounts_under", lambda folder, _text: [folder / "home"])
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_more: None)
    with pytest.raises(BareDebianError, match="could not be unmounted"):
        remove_tree(tmp_path)
    assert (tmp_path / "home").is_dir()


@pytest.mark.parametrize("place", ["home/reader/notes.txt", "proc", "var/log/apt/history.log", "var/lib/dpkg/status", "tmp/x"])
def test_what_people_and_apt_write_is_not_left_behind(place: str) -> None:
    assert is_untold(place)


@pytest.mark.parametrize("place", ["usr/lib/thing", "etc/thing.conf", "homely", "var/lib/dpkg-thing", "var/lib/thing"])
def test_anything_else_is(place: str) -> None:
    assert not is_untold(place)


def test_the_listing_names_files_links_and_folders(tmp_path: Path) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/one").touch()
    (tmp_path / "usr/bin/two").symlink_to("nowhere")
    (tmp_path / "home/reader").mkdir(parents=True)
    (tmp_path / "var/lib/dpkg").mkdir(parents=True)
    (tmp_path / "var/lib/dpkg/status").touch()
    assert BareDebian(tmp_path, bare_host()).listing() == {"usr", "usr/bin", "usr/bin/one", "usr/bin/two", "var", "var/lib"}


def test_a_command_inside_gets_no_variable_of_this_machine(tmp_path: Path) -> None:
    words = BareDebian(tmp_path, bare_host()).command("thing", "a b", env={"HOME": "/home/reader"}, user="reader", folder="/home")
    assert words[0] == "chroot"
    assert "--userspec=reader:reader" in words
    assert words[words.index("/usr/bin/env") :] == ["/usr/bin/env", "-i", "-C", "/home", "HOME=/home/reader", "thing", "a b"]
