"""The workflows call only what exists, build every product, give no right and no secret away, and run pinned code."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import yaml

import build
import product

WORKFLOWS = product.ROOT / ".github" / "workflows"
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")


class Step(NamedTuple):
    """A step of a job: the job's name, what it runs, the action it uses, and its environment."""

    job: str
    run: str
    uses: str
    env: dict[str, str]


def read(name: str) -> dict[str, Any]:
    """A workflow as YAML has it. (YAML 1.1 takes the key `on` for a truth value.)"""
    workflow = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def steps(workflow: dict[str, Any]) -> Iterator[Step]:
    """Every step of every job."""
    for name, job in workflow["jobs"].items():
        for step in job["steps"]:
            yield Step(name, step.get("run", ""), step.get("uses", ""), step.get("env", {}))


def all_steps() -> list[Step]:
    """The steps of all workflows."""
    return [step for path in sorted(WORKFLOWS.glob("*.yml")) for step in steps(read(path.name))]


@pytest.fixture(scope="module")
def release() -> dict[str, Any]:
    """The workflow that makes a release."""
    return read("release.yml")


def test_products_that_are_built_are_products_of_build_py() -> None:
    called = "\n".join(step.run for step in all_steps())
    assert "make package-test\n" in called + "\n"  # which builds what stands in the Makefile
    called += (product.ROOT / "Makefile").read_text(encoding="utf-8")
    lines = re.findall(r"packaging/build\.py ([^\n]*)", called)
    assert {name for line in lines for name in build.parser().parse_args(line.split()).products} == set(build.PRODUCTS)


def test_every_script_that_is_called_exists_and_takes_the_word() -> None:
    called = {name for step in all_steps() for name in re.findall(r"packaging/[\w/]+\.(?:py|ps1|sh)", step.run)}
    assert called
    assert [name for name in called if not (product.ROOT / name).is_file()] == []


def test_every_goal_of_make_exists() -> None:
    makefile = (product.ROOT / "Makefile").read_text(encoding="utf-8")
    goals = {goal for step in all_steps() for goal in re.findall(r"(?:^|\n|&& )make ([a-z-]+)", step.run)}
    assert goals
    assert [goal for goal in goals if not re.search(rf"(?m)^{goal}:", makefile)] == []


def test_ci_runs_what_has_to_pass_before_a_change_goes_in() -> None:
    assert ".ci/run" in [step.run for step in steps(read("ci.yml"))]
    assert (product.ROOT / ".ci" / "run").is_file()


def test_a_tag_starts_a_release(release: dict[Any, Any]) -> None:
    assert release[True]["push"] == {"tags": ["v*"]}
    assert "packaging/release.py check" in "".join(step.run for step in steps(release) if step.job == "tag")


def test_nothing_is_built_of_a_wrong_tag_and_nothing_published_that_failed(release: dict[str, Any]) -> None:
    jobs = release["jobs"]

    def needed(name: str) -> set[str]:
        given = jobs[name].get("needs", [])
        direct = {given} if isinstance(given, str) else set(given)
        return direct.union(*(needed(other) for other in direct))

    assert all("tag" in needed(name) for name in jobs if name != "tag")
    assert needed("publish") == set(jobs) - {"publish"}
    assert jobs["publish"]["if"] == "github.ref_type == 'tag'"


def test_macs_of_both_processors_and_all_systems_are_covered(release: dict[str, Any]) -> None:
    rows = release["jobs"]["macos"]["strategy"]["matrix"]["include"]
    assert {row["processor"] for row in rows} == {"arm64", "x86_64"}
    assert {runner.partition("-")[0] for runner in release["jobs"]["pipx"]["strategy"]["matrix"]["runner"]} == {
        "ubuntu",
        "windows",
        "macos",
    }


@pytest.mark.parametrize(
    ("job", "kinds"),
    [
        ("linux", ["deb", "cdx.json"]),
        ("appimage", ["AppImage"]),
        ("windows", ["exe", "cdx.json"]),
        ("macos", ["dmg", "cdx.json"]),
        ("wheel", ["whl", "tar.gz"]),
        ("flatpak", ["flatpak"]),
    ],
)
def test_every_product_is_attached(job: str, kinds: list[str], release: dict[str, Any]) -> None:
    uploads = [step["with"] for step in release["jobs"][job]["steps"] if "upload-artifact" in step.get("uses", "")]
    (attached,) = (upload for upload in uploads if upload["name"].startswith("release-"))
    assert attached["path"].split() == [f"dist/*.{kind}" for kind in kinds]
    assert attached["if-no-files-found"] == "error"


@pytest.mark.parametrize("job", ["linux", "appimage", "windows", "macos", "pipx", "flatpak"])
def test_every_product_is_tried(job: str, release: dict[str, Any]) -> None:
    told = "".join(step.run for step in steps(release) if step.job == job)
    assert "--version" in told or "make package-test" in told


def test_only_the_job_that_publishes_may_write() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        workflow = read(path.name)
        assert workflow["permissions"] == {"contents": "read"}, path.name
        rights = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
        assert rights in ({}, {"publish": {"contents": "write"}}), path.name


def test_actions_are_the_forges_own_and_pinned_to_a_commit() -> None:
    used = [step.uses for step in all_steps() if step.uses]
    assert used
    assert [uses for uses in used if not PINNED.fullmatch(uses)] == []


def test_a_checkout_keeps_no_token() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        for job in read(path.name)["jobs"].values():
            for step in job["steps"]:
                if "actions/checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False


def test_secrets_are_given_to_the_steps_that_sign_and_stand_in_no_command() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        workflow = read(path.name)
        assert "secrets." not in str(workflow.get("env", {}))
        for name, job in workflow["jobs"].items():
            assert "secrets." not in str({key: value for key, value in job.items() if key != "steps"}), name
            for step in job["steps"]:
                if "secrets." in str(step):
                    assert re.match(r"Sign |Take the certificate", step["name"]), step["name"]
                    assert "secrets." not in step["run"]


def test_no_text_of_an_event_gets_into_a_command() -> None:
    for step in all_steps():
        assert set(re.findall(r"\$\{\{ *([^ }]*)", step.run)) <= {"matrix.processor"}


def test_no_job_runs_for_ever() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        workflow = read(path.name)
        assert "concurrency" in workflow
        assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_the_flatpak_has_the_name_of_the_program(release: dict[str, Any]) -> None:
    assert release["jobs"]["flatpak"]["env"]["APP_ID"] == product.app_id()


def test_workflows_are_where_github_looks() -> None:
    assert {path.name for path in WORKFLOWS.iterdir()} == {"ci.yml", "release.yml"}
