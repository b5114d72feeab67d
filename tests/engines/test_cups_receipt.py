"""A receipt through a real queue, its driver and its filters: what comes out of the tray is rendered and its code
read.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported: it reads it once

import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from kiosk import phrases
from kiosk.blocks import Slip
from kiosk.devices.cups_printer import CupsPrinter
from kiosk.devices.printer import PrintState, follow
from kiosk.privacy import Kind
from kiosk.text import Secret, Words
from tests.engines.cups_server import PPD, QUEUE, cups_server
from ui import fonts
from ui.devices.printing import receipt_pdf

pytestmark = [
    pytest.mark.engine,
    pytest.mark.feature("F51"),
    pytest.mark.skipif(
        shutil.which("lp") is None or not PPD.is_file(), reason="cups and printer-driver-cups-pdf are not installed"
    ),
]

CONTENT = "https://portal.example/c/SB20261122000123"
ID = "11010519491231002X"


def test_what_comes_out_of_the_tray_carries_the_code_and_no_identity_number(tmp_path: Path) -> None:
    application = QApplication.instance() or QApplication([])
    fonts.load()
    lines = ((Words("身份证号码"), Secret(Kind.ID, ID, shown=True)), (Words("交上去的时间"), Words("2026年11月22日")))
    slip = Slip("s", Words("高龄津贴收据"), lines, CONTENT, Words("扫一扫，看办到哪儿了"))
    with cups_server() as server:
        printer = CupsPrinter(QUEUE, server.host)
        job = printer.print(receipt_pdf(slip, phrases.load("zh")))
        assert follow(printer, job, lambda: False, deadline_s=300) == PrintState("done")
        [printed] = server.printed()
    (tmp_path / "out.ps").write_bytes(printed)
    subprocess.run(
        [
            "gs",
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pnggray",
            "-r150",
            "-sOutputFile=page%d.png",
            "out.ps",
        ],
        cwd=tmp_path,
        check=True,
    )
    [page] = sorted(tmp_path.glob("page*.png"))
    grey = np.asarray(Image.open(page).convert("L"))
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(grey))
    assert found == CONTENT
    assert 0.005 < (grey < 128).mean() < 0.2
    assert ID.encode() not in printed
    assert application is not None
