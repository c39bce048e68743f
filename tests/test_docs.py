"""The documents fail when they are false: commands, settings, files, views and the sample site are tried."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import crawler.settings
from crawler.archive import Archive
from crawler.sites import Site

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def text(*documents: Path) -> str:
    return "\n".join(document.read_text(encoding="utf-8") for document in documents)


@pytest.fixture(scope="module")
def commands() -> set[str]:
    """What ``scrapy -h`` offers in this project."""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(re.findall(r"^  (\w+)  ", done.stdout, re.M))


def test_every_command_exists(commands: set[str]) -> None:
    named = set(re.findall(r"(?:`|\$ |/)scrapy ([a-z]+)", text(*DOCUMENTS)))
    assert {"crawl", "split", "demo", "serve"} <= named
    assert named <= commands


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|\$ )make ([\w-]+)", text(*DOCUMENTS)))
    assert {"demo", "test"} <= named <= targets


def test_every_setting_exists() -> None:
    named = set(re.findall(r"-s ([A-Z_]+)=", text(*DOCUMENTS)))
    assert {"ARCHIVE", "CONTACT_URL"} <= named
    assert all(hasattr(crawler.settings, name) for name in named)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_and_link_exists(document: Path) -> None:
    words = document.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", words) if not link.startswith("http")]
    paths = re.findall(r"`((?:crawler|exports|tests|benchmarks|docs)/[\w./-]*)`", words)
    missing = [link for link in links if not (document.parent / link).exists()]
    placeholder = re.compile(r"[A-Z]{2,}")  # crawler/sites/NAME.py
    missing += [path for path in paths if not placeholder.search(path) and not (ROOT / path).exists()]
    assert missing == []


def test_the_views_are_those_of_the_archive(tmp_path: Path) -> None:
    table = text(ROOT / "README.md").partition("## Query it")[2].partition("##")[0]
    with Archive(tmp_path / "archive.db") as archive:
        views = set(archive.db.view_names())
        assert (
            {"article_overview", "comment_threads"} <= set(re.findall(r"^\| `(\w+)`", table, re.M)) <= views
        )


def test_the_sample_site_is_a_site_of_at_most_25_lines() -> None:
    blocks = dict(CODE.findall(text(ROOT / "README.md").partition("## Add a site")[2]))
    code = blocks["python"]
    assert len(code.splitlines()) <= 25
    made: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), made)
    assert isinstance(made["SITE"], Site)
    assert all(
        len(path.read_text(encoding="utf-8").splitlines()) <= 25
        for path in (ROOT / "crawler/sites").glob("*.py")
        if path.name != "__init__.py"
    )


SERVICE = ROOT / "docs" / "service"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that looks like an installed checkout, with an archive whose only site is to be left alone."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    scrapy = tmp_path / ".venv" / "bin" / "scrapy"
    scrapy.write_text(f'#!/bin/sh\nexec {sys.executable} -m scrapy "$@"\n', encoding="utf-8")
    scrapy.chmod(0o755)
    (tmp_path / "scrapy.cfg").symlink_to(ROOT / "scrapy.cfg")
    (tmp_path / "crawler").symlink_to(ROOT / "crawler")
    with Archive(tmp_path / "archive.db") as archive:
        archive.begin_run("leblogauto", "test")
        archive.memory.take_rest("leblogauto", 86400, "HTTP 429")
    return tmp_path


def test_the_crontab_line_runs_as_cron_runs_it(installed: Path) -> None:
    lines = (SERVICE / "crontab").read_text(encoding="utf-8").splitlines()
    schedule, command = re.fullmatch(r"((?:\S+ ){5})(.*)", lines[-1]).groups()  # type: ignore[union-attr]
    assert re.fullmatch(r"\d+ \d+ \* \* \* ", schedule)
    assert not re.search(r"(?<!\\)%", command)  # cron makes a newline of it
    # crontab(5): an empty value must be quoted, or the whole file is refused.
    values = [line.partition("=")[2].strip() for line in lines[:-1] if not line.startswith("#")]
    assert values
    assert all(values)
    command = command.replace("\\%", "%").replace("/srv/autoblog-archive", str(installed))
    cron = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "HOME": str(installed), "HEALTHCHECK_URL": ""}
    done = subprocess.run(["/bin/sh", "-c", command], env=cron, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (installed / "archive.db").write_text("not an archive, and longer than sixteen bytes")
    done = subprocess.run(["/bin/sh", "-c", command], env=cron, capture_output=True, text=True, check=False)
    assert re.match(r"\d{4}-\d\d-\d\d .*archive\.db", done.stdout)  # this is what cron mails
    assert (installed / "logs" / "update.log").read_text(encoding="utf-8") == done.stdout


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_systemd_units_are_valid(installed: Path) -> None:
    units = [SERVICE / f"autoblog-archive.{kind}" for kind in ("service", "timer")]
    for unit in units:
        adapted = unit.read_text(encoding="utf-8").replace("/srv/autoblog-archive", str(installed))
        (installed / unit.name).write_text(adapted.replace("User=archive", "User=root"), encoding="utf-8")
    names = [str(installed / unit.name) for unit in units]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_library_example_runs(tmp_path: Path) -> None:
    code = next(code for kind, code in CODE.findall(text(ROOT / "README.md")) if kind == "python")
    assert "from crawler.splitter import split" in code
    page = (
        "<title>Bielle</title><h1>La Bielle</h1><p>"
        + "Elle roule en silence. " * 20
        + "</p><p>Source : AFP</p>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "La Bielle ['AFP']\n"
