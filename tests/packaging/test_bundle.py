"""The program in one folder: what of it may be stripped."""

from pathlib import Path

import bundle


def test_python_and_its_modules_may_be_stripped_but_nothing_of_qt(tmp_path: Path) -> None:
    python = ["libpython3.11.so.1.0", "python3.11/lib-dynload/math.cpython-311-x.so", "yaml/_yaml.cpython-311-x.so"]
    python += ["chardet/models/_format.cpython-311-x.so", "650f__mypyc.cpython-311-x.so"]
    others = ["PySide6/QtCore.abi3.so", "PySide6/Qt/lib/libicudata.so.73", "shiboken6/Shiboken.cpython-311-x.so", "libz.so.1"]
    for name in (*python, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert {path.relative_to(tmp_path).as_posix() for path in bundle.python_binaries(tmp_path)} == set(python)
