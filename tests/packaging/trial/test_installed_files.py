"""What is said of a package's files: which Python counts, what a listing names, which libraries are missing."""

from trial.installed_files import missing_links, parse_contents, pythons


def test_a_python_of_the_system_is_found() -> None:
    own = {
        "usr/bin/python3",
        "usr/bin/python3.11",
        "usr/lib/python3/dist-packages",
        "usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0",
    }
    assert pythons(own | {"usr/bin/perl"}) == sorted(own)


def test_the_python_inside_the_program_and_things_named_so_do_not_count() -> None:
    others = {
        "usr/lib/transcript-reader/_internal/libpython3.11.so.1.0",
        "usr/share/gcc/python",
        "usr/bin/pythonesque",
        "usr/share/bash-completion/completions/python",
    }
    assert pythons(others) == []


def test_a_package_lists_files_and_links_without_their_targets() -> None:
    listing = (
        "drwxr-xr-x root/root         0 2026-01-01 00:00 ./usr/bin/\n"
        "lrwxrwxrwx root/root         0 2026-01-01 00:00 ./usr/bin/reader -> ../lib/reader\n"
        "-rw-r--r-- root/root        12 2026-01-01 00:00 ./usr/share/two words.txt\n"
    )
    assert parse_contents(listing) == {"usr/bin/reader", "usr/share/two words.txt"}


def test_missing_libraries_stand_beside_who_needs_them() -> None:
    told = (
        "/usr/lib/reader/a.so:\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibodd.so.1 => not found\n"
        "/usr/lib/reader/b.so:\n\tstatically linked\n"
    )
    assert missing_links(told) == {"/usr/lib/reader/a.so": ["libodd.so.1"]}
