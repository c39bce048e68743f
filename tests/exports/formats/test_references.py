"""References: what they say, and that no headline can forge a second one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exports.formats.references import Reference, bibtex, csl, in_words, ris

PLAIN = Reference(
    12, "Essai de l’auto", ("Anne Pneu", "Bob Durite"), "leguidon", "Le Guidon",
    "https://leguidon.example/essai/", "2026-02-10T09:00:00+01:00", "2026-02-11T05:00:00Z", "fr-FR", "Trois jours.",
)  # fmt: skip
FORGED = replace(
    PLAIN,
    headline="Titre\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - Faux",
    authors=("Max},\n title={Faux",),
    site="le{gui}don%",
    site_title="Le {Guidon}\r\nTY  - BOOK",
    url="https://x.example/}\\input{x}",
    excerpt="\\write18{rm} 100 % & #1_$x~^",
)


def test_ris_gives_the_fields() -> None:
    assert ris([PLAIN]).split("\r\n") == [
        "TY  - BLOG", "TI  - Essai de l’auto", "AU  - Anne Pneu", "AU  - Bob Durite", "T2  - Le Guidon",
        "PY  - 2026", "DA  - 2026/02/10", "UR  - https://leguidon.example/essai/", "Y2  - 2026/02/11",
        "LA  - fr-FR", "AB  - Trois jours.", "AN  - 12", "ER  - ", "", "",
    ]  # fmt: skip


def test_no_ris_record_is_forged() -> None:
    lines = ris([FORGED, PLAIN]).split("\r\n")
    assert [line for line in lines if line.startswith("TY  -")] == ["TY  - BLOG"] * 2
    assert lines.count("ER  - ") == 2


def test_bibtex_gives_an_entry() -> None:
    assert bibtex([PLAIN]) == (
        "@online{leguidon-2026-12,\n  author = {{Anne Pneu} and {Bob Durite}},\n"
        "  title = {{Essai de l’auto}},\n  organization = {Le Guidon},\n  date = {2026-02-10},\n"
        "  year = {2026},\n  url = {https://leguidon.example/essai/},\n  urldate = {2026-02-11},\n"
        "  langid = {fr-FR},\n  abstract = {Trois jours.},\n}\n"
    )


def test_no_bibtex_field_is_left_early() -> None:
    entry = bibtex([FORGED])
    depth, lowest = 0, 1
    unescaped = entry.replace(r"\{", "").replace(r"\}", "")
    for char in unescaped[unescaped.index("{") + 1 : unescaped.rindex("}")]:
        depth += {"{": 1, "}": -1}.get(char, 0)
        lowest = min(lowest, depth)
    assert (depth, lowest) == (0, 0)
    assert r"\textbackslash{}write18\{rm\} 100 \% \& \#1\_\$x\textasciitilde{}\textasciicircum{}" in entry
    assert "https://x.example/%7D%5Cinput%7Bx%7D" in entry


def test_csl_gives_an_item() -> None:
    assert csl(PLAIN) == {
        "id": "leguidon-2026-12",
        "type": "post-weblog",
        "title": "Essai de l’auto",
        "author": [{"literal": "Anne Pneu"}, {"literal": "Bob Durite"}],
        "container-title": "Le Guidon",
        "URL": "https://leguidon.example/essai/",
        "issued": {"date-parts": [[2026, 2, 10]]},
        "accessed": {"date-parts": [[2026, 2, 11]]},
        "language": "fr-FR",
        "abstract": "Trois jours.",
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {},
            "Anne Pneu, Bob Durite, «\u00a0Essai de l’auto\u00a0», Le Guidon, 10 février 2026."
            " https://leguidon.example/essai/ (archivé le 11 février 2026).",
        ),
        (
            {"authors": (), "date": None},
            "«\u00a0Essai de l’auto\u00a0», Le Guidon, s. d. https://leguidon.example/essai/"
            " (archivé le 11 février 2026).",
        ),
    ],
)
def test_a_citation_is_a_sentence(changes: dict[str, object], told: str) -> None:
    assert in_words(replace(PLAIN, **changes)) == told


def test_a_date_that_is_none_is_left_out() -> None:
    undated = replace(PLAIN, date="un jour")
    assert "DA  -" not in ris([undated])
    assert "date = " not in bibtex([undated]).replace("urldate", "")
    assert undated.key == "leguidon-sd-12"
