"""Small friendly drawings instead of photos: mountains, a sun, and an animal that nobody can take for a person."""

from io import BytesIO

from PIL import Image, ImageDraw

SIDE, QUALITY = 240, 82
SKIES = ("#bcd7e8", "#f3d9b1", "#d8cfe8", "#cfe6d8", "#f0c9c2", "#c9d6f0")
HILLS = ("#6d8aa0", "#7a8f76", "#8a7aa0", "#5f7f8f", "#a08a7a")
SUNS = ("#fff2c4", "#ffd97a", "#ffe9e0")
COATS = ("#2f4858", "#5a3d5c", "#37554a", "#6b4a35", "#3d4a75")


def drawn(chance):
    """A JPEG that is the same for the same chance."""
    picture = Image.new("RGB", (SIDE, SIDE), chance.choice(SKIES))
    pen = ImageDraw.Draw(picture)
    _sun(pen, chance)
    _mountains(pen, chance)
    chance.choice((_whale, _bird, _fish))(pen, chance.choice(COATS))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def _sun(pen, chance):
    x, y, size = chance.randrange(30, 200), chance.randrange(20, 70), chance.randrange(16, 28)
    pen.ellipse((x - size, y - size, x + size, y + size), fill=chance.choice(SUNS))


def _mountains(pen, chance):
    for base, color in ((150, chance.choice(HILLS)), (190, chance.choice(HILLS))):
        tops = [(x, base - chance.randrange(15, 75) * (x // 60 % 2)) for x in range(0, SIDE + 60, 60)]
        pen.polygon([(0, SIDE), (0, base), *tops, (SIDE, SIDE)], fill=color)


def _whale(pen, coat):
    pen.polygon([(168, 150), (205, 112), (212, 150), (236, 164), (180, 176)], fill=coat)
    pen.pieslice((40, 110, 196, 236), 180, 360, fill=coat)
    pen.rectangle((40, 172, 196, 190), fill=coat)
    pen.ellipse((66, 146, 78, 158), fill="#ffffff")
    pen.arc((84, 66, 118, 112), 200, 340, fill="#ffffff", width=5)


def _bird(pen, coat):
    pen.ellipse((70, 110, 170, 216), fill=coat)
    pen.ellipse((88, 134, 152, 214), fill="#fbfaf5")
    pen.ellipse((84, 62, 156, 134), fill=coat)
    pen.polygon([(150, 92), (190, 102), (150, 112)], fill="#e2893b")
    pen.ellipse((118, 82, 134, 98), fill="#ffffff")


def _fish(pen, coat):
    pen.ellipse((48, 116, 176, 196), fill=coat)
    pen.polygon([(164, 156), (214, 118), (214, 194)], fill=coat)
    pen.ellipse((70, 138, 86, 154), fill="#ffffff")
    for x in (104, 124, 144):
        pen.arc((x - 14, 132, x + 6, 180), 290, 70, fill="#fbfaf5", width=4)


def made_small(content, longest):
    """What the examiner would make of one of these drawings."""
    picture = Image.open(BytesIO(content))
    picture.thumbnail((longest, longest))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
