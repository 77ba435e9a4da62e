"""The built wheel carries the front end, though git ignores it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel packed from what `make install` has built; the hook itself needs Node, which has left again."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"HATCH_BUILD_NO_HOOKS": "true"},
    )
    return zipfile.ZipFile(folder / built.stdout.split()[-1])


def test_it_holds_the_style_sheet_with_our_colour_and_none_of_the_governments(wheel: zipfile.ZipFile) -> None:
    sheet = wheel.read("bookbag/web/static/bookbag/bookbag.css").decode()
    assert "#1d5c4d" in sheet
    assert "Atkinson Hyperlegible Next" in sheet
    for foreign in ("GDS Transport", "#1d70b8", "#00703c", "crown"):
        assert foreign not in sheet


def test_it_holds_the_script_the_fonts_with_their_licence_and_the_templates(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    static = "bookbag/web/static/bookbag"
    font = "atkinson-hyperlegible-next-latin-400-normal.woff2"
    assert {f"{static}/bookbag.js", f"{static}/mark.svg", f"{static}/fonts/{font}"} <= names
    assert b"SIL Open Font License" in wheel.read(f"{static}/fonts/LICENCE.txt")
    assert "bookbag/web/templates/layout/base.html" in names


def test_it_holds_the_typeface_for_paper_with_its_licence(wheel: zipfile.ZipFile) -> None:
    fonts = "bookbag/paper/fonts"
    assert wheel.read(f"{fonts}/AtkinsonHyperlegibleNext_400Regular.ttf")[:4] == b"\0\1\0\0"
    assert b"SIL Open Font License" in wheel.read(f"{fonts}/LICENCE.txt")


def test_it_leaves_the_sources_of_the_front_end_behind(wheel: zipfile.ZipFile) -> None:
    assert not [name for name in wheel.namelist() if "/assets/" in name or "node_modules" in name]


def test_it_holds_the_packs_and_what_the_tests_prove(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    files = {
        f"bookbag/packs/{slug}/{part}.yaml" for slug in ("standard", "wyton") for part in ("clauses", "kept", "pack")
    }
    assert {"bookbag/packs/features.yaml", "bookbag/packs/marks.json", *files} <= names
