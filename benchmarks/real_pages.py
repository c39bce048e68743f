"""The splitter on real pages with hand-checked truth: totals per platform, by the set's own scorer.

The pages are third-party text and no part of this repository: they are looked for beside it, in
``../shared/pages``.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from crawler.items import as_dict
from crawler.splitter import SplitError, split

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"


def load_scorer(pages: Path = PAGES) -> ModuleType:
    """The set's own scorer. Raises FileNotFoundError when the set is not there."""
    if not (pages / "score.py").exists():
        raise FileNotFoundError(f"no pages with truth in {pages}")
    sys.path.insert(0, str(pages))
    try:
        spec = importlib.util.spec_from_file_location("score", pages / "score.py")
        assert spec is not None and spec.loader is not None
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
    finally:
        sys.path.remove(str(pages))
    return scorer


def score_all(scorer: ModuleType) -> dict[str, dict[str, Any]]:
    """Split and score every page of the set: totals per platform, and TOTAL."""
    results = {}
    for row in scorer.gold.index():
        try:
            found = json.loads(json.dumps(as_dict(split(scorer.gold.page(row), row["url"]))))
        except SplitError:
            found = None
        results[row["slug"]] = scorer.score_page(found, scorer.gold.load(row["slug"]))
    groups: dict[str, dict[str, Any]] = scorer.summarise(results)
    return groups
