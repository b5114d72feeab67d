"""What `./run bench` writes down has its shape, and a figure over its limit makes it fail."""

import json
from pathlib import Path

import pytest

from kiosk.launch import bench_records
from kiosk.launch.bench_records import Record, record, share, unmeasured

FIELDS = {"name", "figure", "unit", "baseline", "ratio", "limit", "ok", "note"}


def test_a_ratio_is_judged_where_there_is_a_baseline_and_the_figure_where_there_is_none():
    assert record("paint", 150, "ms", baseline=100, limit=1.5).ok
    assert record("paint", 151, "ms", baseline=100, limit=1.5).ok is False
    assert record("key", 21, "ms", limit=20).ok is False
    assert record("key", 21, "ms").ok is None


def test_a_median_of_pairs_counts_more_than_the_quotient_of_medians():
    assert record("paint", 200, "ms", baseline=100, ratio=1.4, limit=1.5) == Record("paint", 200, "ms", 100, 1.4, 1.5, True)


def test_the_share_of_figures_is_one_of_them():
    figures = [float(number) for number in range(100, 0, -1)]
    assert (share(figures, 0.5), share(figures, 0.99), share([3.0], 0.99)) == (51, 100, 3)


def test_what_was_not_measured_says_why_and_is_neither_well_nor_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    records = [unmeasured("voice", "ms", "no sound device", 20), record("key", 1.5, "ms", limit=20)]
    bench_records.write(records, tmp_path / "bench.json")
    bench_records.show(records)
    told = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [set(one) for one in told] == [FIELDS, FIELDS]
    assert told[0]["figure"] is None and told[0]["ok"] is None and told[1]["ok"] is True
    assert "no sound device" in capsys.readouterr().out


@pytest.mark.engine
def test_the_whole_bench_with_tiny_counts_writes_every_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from kiosk.launch import bench

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    counts = bench.Counts(pairs=1, busy_pairs=1, weighings=1, idle_s=0.5, sessions=2, strolls=1, sound=False)
    code = bench.bench(tmp_path / "bench.json", counts)
    told = {one["name"]: one for one in json.loads((tmp_path / "bench.json").read_text("utf-8"))}
    assert code == (1 if any(one["ok"] is False for one in told.values()) else 0)
    for name in (
        "first paint, offscreen",
        "memory, PSS",
        "idle processor",
        "event to painted screen, p99",
        "growth over sessions",
        "search, a key, p99",
        "first paint, one busy core",
    ):
        assert set(told[name]) == FIELDS
        assert told[name]["figure"] is not None


@pytest.mark.widgets
def test_qt_reads_no_source_of_ours_and_a_version_that_asks_in_another_way_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    import gc
    import sys
    from types import ModuleType

    import PySide6.QtCore  # noqa: F401 -- loads its own, if nobody did before

    from kiosk.launch.quick_qt import load_qt

    asked, other = ModuleType("shibokensupport.feature"), ModuleType("shibokensupport.feature")
    asked._mod_uses_pyside = lambda module: None  # type: ignore[attr-defined]
    for feature in (asked, other):
        monkeypatch.setitem(sys.modules, "shibokensupport.feature", feature)
        load_qt()
    gc.enable()
    assert asked._mod_uses_pyside(ModuleType("ui.window")) is True
    assert asked._mod_uses_pyside(ModuleType("requests")) is False
    assert not hasattr(other, "_mod_uses_pyside")
