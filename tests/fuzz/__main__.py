"""Breaks little files of every form in thousands of ways and looks whether any breaks a rule, crashes, hangs or grows too slow.

    python tests/fuzz [--minutes N] [--form NAME] [--seed N] [--engine own|hypothesis|atheris|all] [--save DIR]

`all` shares the minutes between the engines that are installed, one after the other, and sums up for each: cases, cases a
second, which forms the broken files were recognised as how often, and what was found. The answer is 1 where anything was found.

The long run needs an environment beside the project's own, because neither engine is among what the project is locked to:

    python3.11 -m venv /elsewhere/fuzz
    /elsewhere/fuzz/bin/pip install -r locks/runtime.txt
    /elsewhere/fuzz/bin/pip install hypothesis atheris==3.0.0
    /elsewhere/fuzz/bin/python tests/fuzz --engine all --minutes 30

Each fault that is found is made small and written to DIR (`build/fuzz`), beside a summary of each engine. Once it is mended,
the file goes to tests/data/fuzz under a name that says what it is, from where tests/core/importers/test_fuzz_seeds.py holds it
against the rules for good; what loses a planted word goes there with the word in it, as lost_*.
"""

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.fuzz.alarm import limit_memory  # noqa: E402
from tests.fuzz.engines import ENGINES, installed  # noqa: E402
from tests.fuzz.run import Run  # noqa: E402
from tests.fuzz.summary import path_of, tell  # noqa: E402


def run_one(engine: str, wanted: argparse.Namespace, seed: int) -> int:
    """Run one engine in this process."""
    limit_memory()
    run = Run(wanted.save, wanted.form, engine)
    print(f"{engine}: {len(run.seeds)} seeds, {wanted.minutes:g} minutes, --seed {seed}", flush=True)
    ENGINES[engine](run, time.monotonic() + 60 * wanted.minutes, seed)
    return run.finish()


def run_all(wanted: argparse.Namespace, seed: int) -> int:
    """Run every engine that is installed, each in a process of its own, and sum up."""
    engines = installed()
    for name in ENGINES:
        path_of(name, wanted.save).unlink(missing_ok=True)
        if name not in engines:
            print(f"{name} is not installed: the others share its minutes")
    codes = {}
    for engine in engines:
        order = [sys.executable, str(Path(__file__).parent), "--engine", engine, "--seed", str(seed), "--save", str(wanted.save)]
        order += ["--minutes", str(wanted.minutes / len(engines)), *(["--form", wanted.form] if wanted.form else [])]
        codes[engine] = subprocess.run(order, check=False).returncode
    for engine, code in codes.items():
        if code not in (0, 1):
            print(f"{engine} ended with {code}, as it never should")
        tell(engine, wanted.save)
    return 1 if any(codes.values()) else 0


def main() -> int:
    """Run, and answer with 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--form", help="only seeds whose name holds this")
    parser.add_argument("--seed", type=int, default=None, help="the number that all chance comes from")
    parser.add_argument("--engine", choices=(*ENGINES, "all"), default="own")
    parser.add_argument("--save", type=Path, default=Path("build/fuzz"), help="folder for what is found")
    wanted = parser.parse_args()
    seed = wanted.seed if wanted.seed is not None else random.randrange(10**6)
    if wanted.engine == "all":
        return run_all(wanted, seed)
    return run_one(wanted.engine, wanted, seed)


if __name__ == "__main__":
    sys.exit(main())
