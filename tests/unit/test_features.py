"""docs/features.md says which tests prove which feature, as it is now."""

import subprocess
import sys
from pathlib import Path

from tests import features

ROOT = Path(__file__).resolve().parents[2]
COLLECT = """
import sys, pytest
from tests import features

class Keep:
    def pytest_collection_finish(self, session):
        self.items = list(session.items)

keep = Keep()
assert pytest.main(["--collect-only", "-q", "-p", "no:randomly", "tests"], plugins=[keep]) == 0
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write(features.table(features.of_tests(keep.items)))
"""


def test_the_table_of_features_is_current(tmp_path: Path) -> None:
    written = tmp_path / "features.md"
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, str(written)], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert written.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    assert features.TABLE.read_text("utf-8") == written.read_text("utf-8"), "write it anew: ./run test --features"


def test_every_known_feature_has_a_number_of_its_own() -> None:
    assert all(features.KNOWN.match(name) for name in features.TITLES)
    assert list(features.TITLES) == sorted(features.TITLES)
