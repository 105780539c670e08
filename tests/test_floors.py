"""The house stands: each room imports downwards only, the core works without a window, and starting is light.

The floors, from the top: app and cli; ui; the library and its helpers; the rooms of the core; what all of them know.
"""

import ast
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PACKAGE = "reader_app"
GROUND = frozenset(
    {
        *("core.model", "core.findings", "core.timestamps", "core.errors", "core.paths", "core.settings", "core.words"),
        *("core.timeline", "core.links"),
    }
)
LIBRARY = frozenset(
    {
        "core.library",
        "core.intake",
        "core.feed_episodes",
        "core.arrivals",
        "core.retelling",
        "core.corrections",
        "core.tellings",
        "core.joining",
        "core.telling_offers",
        "core.relatives",
        "core.known_names",
        "core.quotes",
        "core.saved_searches",
        "core.completing",
        "core.index_building",
        "core.index_keeper",
        "core.indexed_episodes",
        "core.hit_texts",
        "core.search_serving",
        "core.search_service",
    }
)
UI_SEES = frozenset(
    {
        *("core.library", "core.model", "core.settings", "core.timestamps", "core.errors", "core.paths", "core.timeline"),
        *("core.links", "core.fetching", "core.findings"),
    }
)
IMPORTERS = ("captions", "speech", "glued", "text", "pages")
"""The rooms of the importers: each may know those before it, and what lies in none. Only the table of forms knows them all."""
SEPARATE = frozenset({"core.store", "core.search", "core.importers", "core.entities", "core.export"})
"""Rooms of one floor that know nothing of one another: whoever needs two of them is the library."""


def modules(root: Path) -> dict[str, Path]:
    """All modules of the package, named without it: "core.store.database"; the package itself is ""."""
    found = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root / PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room_of(module: str) -> str:
    """The room in which a module stands: "core.store.database" -> "core.store", "ui.theme" -> "ui"."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "core" else parts[0]


def floor_of(module: str) -> int:
    """The floor of a module, 0 the lowest. The package's own constants lie under everything."""
    room = room_of(module)
    if module in {"", "core"} or room in GROUND:
        return 0
    if room in LIBRARY:
        return 2
    if room.startswith("core."):
        return 1
    return 3 if room == "ui" else 4


def imports_of(path: Path, known: dict[str, Path]) -> set[str]:
    """What a file imports of the package, wherever in the file it does so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(
                alias.name.removeprefix(PACKAGE).removeprefix(".") for alias in node.names if alias.name.startswith(PACKAGE)
            )
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            if node.module is not None and node.module.split(".")[0] == PACKAGE:
                base = node.module.removeprefix(PACKAGE).removeprefix(".")
                inner = {f"{base}.{alias.name}".removeprefix(".") for alias in node.names}
                found.update(name if name in known else base for name in inner)
    return found


@pytest.fixture(scope="module")
def imports(project_root: Path) -> dict[str, set[str]]:
    """What each module of the package imports of the others."""
    known = modules(project_root)
    return {module: imports_of(path, known) for module, path in known.items()}


def run_python(code: str) -> None:
    """Runs `code` in a fresh interpreter; fails with what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_rooms_import_downwards_only(imports: dict[str, set[str]]) -> None:
    upwards = [
        f"{module} -> {other}" for module, others in imports.items() for other in others if floor_of(other) > floor_of(module)
    ]
    assert not upwards


def test_rooms_do_not_run_in_circles(imports: dict[str, set[str]]) -> None:
    graph: dict[str, set[str]] = {}
    for module, others in imports.items():
        graph.setdefault(room_of(module), set()).update(room_of(other) for other in others if room_of(other) != room_of(module))
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_the_separate_rooms_of_the_core_do_not_know_one_another(imports: dict[str, set[str]]) -> None:
    across = [
        f"{module} -> {other}"
        for module, others in imports.items()
        for other in others
        if {room_of(module), room_of(other)} <= SEPARATE and room_of(module) != room_of(other)
    ]
    assert not across


def test_the_window_sees_the_library_and_never_what_stands_under_it(imports: dict[str, set[str]]) -> None:
    seen = {
        f"{module} -> {other}"
        for module, others in imports.items()
        if room_of(module) == "ui"
        for other in others
        if other and room_of(other) != "ui" and other not in UI_SEES
    }
    assert not seen


def test_no_drawer_for_odds_and_ends(project_root: Path) -> None:
    assert not [
        path for path in (project_root / PACKAGE).rglob("*") if "util" in path.stem or path.stem in {"helpers", "misc", "common"}
    ]


def test_the_core_and_the_command_line_work_without_qt(project_root: Path) -> None:
    names = [
        f"{PACKAGE}.{module}".removesuffix(".") for module in modules(project_root) if module.split(".")[0] in {"", "core", "cli"}
    ]
    assert len(names) > 10
    run_python(
        "import importlib, sys\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'PySide6', 'shiboken6'}:\n"
        "            raise ImportError('imports ' + name)\n"
        "sys.meta_path.insert(0, Blocker())\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
    )


@pytest.mark.parametrize("module", ["core.library", "cli"])
def test_starting_does_not_load_what_only_a_search_or_an_import_needs(module: str) -> None:
    run_python(
        "import importlib, sys\n"
        f"importlib.import_module('{PACKAGE}.{module}')\n"
        "heavy = {'whoosh', 'yaml', 'PySide6'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )


class TestThePySideThatKillsOldPythons:
    """PySide6 6.12.0 crashes every Python before 3.12 after some thousand calls."""

    def test_is_refused_at_start_in_a_sentence(self) -> None:
        from reader_app.app import qt_trouble

        sentence = qt_trouble("6.12.0", (3, 11))
        assert sentence is not None
        assert "6.12.0" in sentence
        assert sentence.endswith(".")

    @pytest.mark.parametrize(
        ("pyside", "python"), [("6.12.0", (3, 12)), ("6.11.3", (3, 11)), ("6.12.1", (3, 11)), ("6.8.0", (3, 13))]
    )
    def test_others_are_welcome(self, pyside: str, python: tuple[int, int]) -> None:
        from reader_app.app import qt_trouble

        assert qt_trouble(pyside, python) is None

    def test_is_excluded_from_what_we_depend_on(self, project_root: Path) -> None:
        project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        parts = [part for part in map(Requirement, project["dependencies"]) if part.name.startswith("PySide6")]
        assert {part.name for part in parts} == {"PySide6-Essentials", "PySide6-Addons"}
        for part in parts:
            assert "6.12.0" not in part.specifier
            assert "6.11.3" in part.specifier


def test_rooms_of_the_importers_know_only_those_before_them(project_root: Path) -> None:
    wrong = []
    for path in sorted((project_root / PACKAGE / "core" / "importers").rglob("*.py")):
        own = path.parent.name
        allowed = IMPORTERS[: IMPORTERS.index(own) + 1] if own in IMPORTERS else ()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
            room = parts[3] if parts[:3] == [PACKAGE, "core", "importers"] and len(parts) > 3 else ""
            if room in IMPORTERS and room not in allowed and path.name != "forms.py":
                wrong.append(f"{path.name} imports {room}")
    assert wrong == []
