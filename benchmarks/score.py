"""``python -m benchmarks.score [--raise]``: how exact the splitter is, and whether that has fallen.

Five tables: real pages with hand-checked truth, a line per platform (where ``../shared/pages`` is at hand);
the project's own fixtures, a line per comment system, layout, the captures and the themes; comment threads in
the markup of many platforms; the themes again with one kind of evidence taken away; and the invented cases of
sources and opinions. Exit 1 when a figure is below its recorded floor (``floors.json``), 0 else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from benchmarks import cases, fixtures, mutations, themes, threads
from benchmarks.floors import Groups, Shortfall, raised, read_floors, shortfalls, write_floors
from benchmarks.real_pages import load_scorer, score_all


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="benchmarks.score", description="Score the splitter against truth and against its floors."
    )
    parser.add_argument("--raise", action="store_true", dest="lift", help="record what was reached as floors")
    options = parser.parse_args(arguments)
    floors = read_floors()
    missed: list[Shortfall] = []
    for section, measured in measure():
        missed += shortfalls(section, measured, floors.get(section, {}))
        if options.lift:
            floors[section] = raised(measured, floors.get(section, {}))
    if options.lift:
        write_floors(floors)
    for shortfall in missed:
        print(f"below its floor: {shortfall}", file=sys.stderr)
    return 1 if missed else 0


def measure() -> Iterator[tuple[str, Groups]]:
    """(section, figures by group) of all there is to measure; each table is printed as it is had."""
    try:
        scorer = load_scorer()
    except FileNotFoundError as error:
        print(f"real pages: not scored, {error}; own fixtures and cases alone\n")
    else:
        groups = score_all(scorer)
        print(f"real pages: {groups['TOTAL']['pages']} with hand-checked truth")
        scorer.table(groups)
        print()
        yield "pages", {name: floored_measures(group) for name, group in groups.items()}
    own = [*fixtures.results(), *themes.results()]
    _print_fixtures(own)
    yield "fixtures", fixtures.totals(own)
    found = list(threads.results())
    hashed = list(threads.results("hashed names"))
    _print_threads(found, hashed)
    yield (
        "threads",
        {"threads": threads.totals(found), "hashed names": threads.rights(hashed)},
    )
    changed = mutations.own_pages()
    mutations.print_own(changed)
    print()
    yield "mutations", changed
    given = {kind: cases.answers(kind) for kind in ("sources", "opinion")}
    by_form = _by_form(given)
    _print_cases(by_form)
    yield "cases", {name: cases.totals(answers) for name, answers in by_form.items()}


def floored_measures(group: dict[str, float | None]) -> dict[str, float | None]:
    """The measures of the set's scorer that a floor is held for: not the counts of what the truth holds."""
    return {name: figure for name, figure in group.items() if not name.startswith("gold_")}


def _by_form(given: dict[str, list[cases.Answer]]) -> dict[str, list[cases.Answer]]:
    return {
        f"{kind}/{form}": [answer for answer in answers if answer.form == form]
        for kind, answers in given.items()
        for form in ("html", "text")
    }


def _print_fixtures(own: list[fixtures.Result]) -> None:
    print("own fixtures: share of pages wholly right, share of all fields right")
    print(f"{'group':<28}{'pages':>7}{'exact':>8}{'fields':>8}")
    for name, row in fixtures.totals(own).items():
        print(f"{name:<28}{row['pages']:>7.0f}{row['exact']:>8.3f}{row['fields']:>8.3f}")
    for result in own:
        if result.wrong:
            print(f"  wrong: {result.group}/{result.case}: {', '.join(result.wrong)}")
    print()


def _print_threads(found: list[threads.Result], hashed: list[threads.Result]) -> None:
    print(f"threads of many platforms, {len(found)} pages: share right, as found and with hashed names")
    figures, by_looks = threads.totals(found), threads.totals(hashed, threads.BY_LOOKS)
    for measure in threads.MEASURES:
        told = f"{by_looks[measure]:>8.3f}" if measure in threads.BY_LOOKS else ""
        print(f"{measure:<12}{figures[measure]:>8.3f}{told}")
    for result in found:
        if result.faults:
            print(f"  wrong: {result.case}: {result.faults[0]}")
    print()


def _print_cases(by_form: dict[str, list[cases.Answer]]) -> None:
    print("invented cases: share wholly right, precision and recall of what they name")
    print(f"{'kind/form':<28}{'cases':>7}{'right':>8}{'prec':>8}{'recall':>8}")
    for name, answers in by_form.items():
        row = cases.totals(answers)
        figures = "".join(f"{row[measure]:>8.3f}" for measure in ("right", "precision", "recall"))
        print(f"{name:<28}{row['cases']:>7.0f}{figures}")
    for name, answers in by_form.items():
        for answer in answers:
            if not answer.right:
                print(f"  wrong: {name}: {answer.case}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
