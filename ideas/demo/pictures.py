"""Pictures for the ideas of the demo, drawn here: the county's landscape in flat colours."""

from functools import cache
from io import BytesIO
from math import pi, sin
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from myk10.images import Picture, clean_picture

WIDTH, HEIGHT = 1200, 750
SKIES = [
    ("#f7e3c1", "#dfeef0"),
    ("#cfe6ec", "#fbf3df"),
    ("#f4cfae", "#fdf1dc"),
    ("#bcd9df", "#eef4ea"),
]
GREENS = ["#2f5d50", "#4c7a5c", "#7a9a5f", "#a8b56b"]
ALT_TEXTS = {
    "lake": "Zeichnung: ein runder See zwischen bewaldeten Vulkankegeln",
    "road": "Zeichnung: eine Landstraße führt durch Hügel zum Horizont",
    "village": "Zeichnung: ein Dorf mit Kirchturm vor grünen Hügeln",
    "vineyard": "Zeichnung: Rebzeilen an einem steilen Hang über dem Fluss",
    "wind": "Zeichnung: drei Windräder auf einem Höhenzug",
}

Draw = ImageDraw.ImageDraw


@cache
def draw(motif: str, variant: int) -> Picture:
    random = Random(f"{motif}{variant}")  # noqa: S311 - the same picture each time is what is wanted
    image = _sky(*random.choice(SKIES))
    canvas = ImageDraw.Draw(image)
    x = random.randrange(150, WIDTH - 150)
    canvas.ellipse((x - 55, 90, x + 55, 200), fill="#f4c95d")
    for layer, colour in enumerate(reversed(GREENS[1:])):
        _hills(canvas, random, 330 + layer * 80, colour)
    MOTIFS[motif](canvas, random)
    buffer = BytesIO()
    image.resize((960, 600)).save(buffer, "PNG", compress_level=1)
    return clean_picture(ContentFile(buffer.getvalue()), buffer.tell())


def _sky(top: str, bottom: str) -> Image.Image:
    gradient = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    return Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), bottom), Image.new("RGB", (WIDTH, HEIGHT), top), gradient
    )


def _hills(canvas: Draw, random: Random, height: int, colour: str) -> None:
    shift, waves, rise = random.random() * pi, random.uniform(1, 2.5), random.randrange(30, 80)
    crest = [
        (x, height - rise * sin(shift + waves * pi * x / WIDTH) - 12 * sin(x / 70))
        for x in range(0, WIDTH + 20, 20)
    ]
    canvas.polygon([(0, HEIGHT), *crest, (WIDTH, HEIGHT)], fill=colour)


def _lake(canvas: Draw, random: Random) -> None:
    for x, height in ((250, 330), (980, 380)):
        canvas.polygon(
            [(x - 260, 620), (x - 40, height), (x + 40, height), (x + 260, 620)], fill=GREENS[0]
        )
    canvas.ellipse((180, 530, 1060, 760), fill="#15616d")
    for _wave in range(9):
        x, y = random.randrange(280, 880), random.randrange(570, 730)
        canvas.line((x, y, x + random.randrange(30, 110), y), fill="#8fd3d3", width=4)


def _road(canvas: Draw, random: Random) -> None:
    bend = random.choice((-110, 110))
    edges: tuple[list, list] = ([], [])
    for step in range(41):
        near = step / 40
        x, y, half = 600 + bend * sin(near * 1.5 * pi), 470 + 280 * near, 8 + 170 * near**2
        edges[0].append((x - half, y))
        edges[1].append((x + half, y))
    canvas.polygon(edges[0] + edges[1][::-1], fill="#4a4f52")
    for step in range(4, 41, 6):
        (left, y), (right, _y), far = edges[0][step], edges[1][step], edges[0][step - 2][1]
        half = (right - left) / 30
        middle = (left + right) / 2
        canvas.rectangle((middle - half, far, middle + half, y), fill="#fdfbf6")
    canvas.line((960, 650, 960, 470), fill="#3a2a1c", width=10)
    canvas.rectangle((900, 450, 1020, 505), fill="#f4c95d", outline="#3a2a1c", width=5)


def _village(canvas: Draw, random: Random) -> None:
    canvas.rectangle((0, 660, WIDTH, HEIGHT), fill=GREENS[0])
    for x in range(120, 1060, 120):
        width, height = random.randrange(90, 130), random.randrange(70, 120)
        wall = random.choice(("#fdfbf6", "#efe3cd", "#e6d3b3"))
        canvas.rectangle((x, 660 - height, x + width, 670), fill=wall)
        canvas.polygon(
            [(x - 10, 660 - height), (x + width / 2, 600 - height), (x + width + 10, 660 - height)],
            fill=random.choice(("#b5522b", "#474b4e", "#8c3f22")),
        )
        canvas.rectangle((x + 20, 690 - height, x + 42, 715 - height), fill="#15616d")
    canvas.rectangle((560, 400, 640, 670), fill="#fdfbf6")
    canvas.polygon([(550, 400), (600, 250), (650, 400)], fill="#474b4e")


def _vineyard(canvas: Draw, random: Random) -> None:
    canvas.polygon([(0, HEIGHT), (0, 560), (WIDTH, 300), (WIDTH, HEIGHT)], fill=GREENS[2])
    for x in range(-330, WIDTH, 46):
        up = (190 + 0.2167 * x) / 438.5  # to the edge of the slope
        canvas.line((x, HEIGHT, x + 330 * up, HEIGHT - 510 * up), fill=GREENS[0], width=9)
    canvas.polygon([(0, HEIGHT), (0, 650), (520, 690), (820, HEIGHT)], fill="#15616d")
    canvas.rectangle((900, 380, 960, 440), fill="#fdfbf6")
    canvas.polygon([(892, 380), (930, 340), (968, 380)], fill="#474b4e")


def _wind(canvas: Draw, random: Random) -> None:
    for x, foot, size in ((330, 600, 1.0), (620, 560, 0.8), (880, 620, 1.15)):
        hub = foot - 300 * size
        canvas.line((x, foot, x, hub), fill="#fdfbf6", width=int(14 * size))
        turn = random.random() * pi
        for blade in range(3):
            angle = turn + blade * 2 * pi / 3
            tip = (x + 130 * size * sin(angle), hub - 130 * size * sin(angle + pi / 2))
            canvas.line((x, hub, *tip), fill="#fdfbf6", width=int(12 * size))
        canvas.ellipse((x - 12, hub - 12, x + 12, hub + 12), fill="#474b4e")


MOTIFS = {"lake": _lake, "road": _road, "village": _village, "vineyard": _vineyard, "wind": _wind}
