"""Contrast, measured from pictures of the pages in light, dark and high contrast: text 4.5 : 1 with its ground, icons, the edges of
what is pressed or filled in and the focus 3 : 1. What was measured stands in contrast.txt beside the installation."""
import subprocess
from collections import Counter
from functools import lru_cache

from camera import Camera
from desk import HOME, PREFIX, Desk, main, wait
from inside import Open
from walks import ANDREA, T, arrived, at_overview, at_sign_in, order_certificate, type_sign_in, waiting

TEXT, GRAPHIC = 4.5, 3
STYLES = {"light": ("default", "false"), "dark": ("prefer-dark", "false"), "high contrast": ("default", "true")}
EDGED = ("GtkSwitch", "GtkEntry", "GtkSearchEntry", "GtkPasswordEntry")
# What GTK draws of a radio button or check box, and what is only there to be looked at.
MARK = "GtkBuiltinIcon"
FEW = 3  # points of one colour that are seen


# Measuring

@lru_cache(maxsize=100000)
def luminance(colour):
    """Of WCAG 2, of a point as the screen has it: 0xRRGGBB."""
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class Picture:
    def __init__(self, size, pixels):
        self.width, self.height = (int(number) for number in size.split("x"))
        self.points = memoryview(pixels).cast("I")
        self.pitch = len(self.points) // self.height

    def row(self, y, left, right):
        left, right = max(left, 0), min(right, self.width)
        return self.points[y * self.pitch + left:y * self.pitch + right].tolist() if 0 <= y < self.height and left < right else []

    def colours(self, left, top, width, height):
        """How often there is each colour in a rectangle."""
        points = Counter()
        for y in range(top, top + height):
            points.update(self.row(y, left, left + width))
        colours = Counter()
        for point, count in points.items():
            colours[point & 0xFFFFFF] += count  # the fourth byte is nothing
        return colours

    def edge(self, left, top, width, height, outside, inside):
        """As colours(), but of a frame alone, from so many points outside of the rectangle to so many inside."""
        whole = self.colours(left - outside, top - outside, width + 2 * outside, height + 2 * outside)
        return whole - self.colours(left + inside, top + inside, width - 2 * inside, height - 2 * inside)


def prevailing(colours):
    return colours.most_common(1)[0][0]


def strongest(colours, ground, least):
    """The contrast that so many points at least have with a ground: what is half covered by a stroke is between both."""
    points = 0
    for contrast, count in sorted(((ratio(colour, ground), count) for colour, count in colours.items()), reverse=True):
        points += count
        if points >= least:
            return contrast
    return 1


def of_text(picture, place):
    colours = picture.colours(*place)
    ground = prevailing(colours)
    ink = sum(count for colour, count in colours.items() if ratio(colour, ground) > 1.2)
    return strongest(colours, ground, max(FEW, ink // 40)) if ink else None


def of_edge(picture, place):
    """Of what has an outline or a filling: with what is around it."""
    left, top, width, height = place
    ground = prevailing(picture.edge(*place, 2, 0))
    return strongest(picture.edge(*place, 0, 3 if width > 60 else min(width, height) // 2), ground, max(width, height) // 2)


def measured(widgets, picture):
    """What is seen of each that matters: what it is, its contrast, and how much that must be."""
    for widget in widgets:
        _, _, width, height = widget.seen
        if not widget.sensitive or width < 4 or height < 8 or widget.bounds[3] != height:
            continue
        if widget.kind in ("GtkLabel", "GtkInscription") and any(map(str.isalnum, widget.text)):
            yield f"text “{widget.text[:40]}”", of_text(picture, widget.seen), TEXT
        elif widget.kind == "GtkImage" and widget.text:
            yield f"icon {widget.text}", of_text(picture, widget.seen), GRAPHIC
        elif widget.kind in EDGED or (widget.kind == MARK and widget.above.kind == "GtkCheckButton"):
            yield f"{widget.kind}{'.' + widget.above.above.kind if widget.kind == MARK else ''}", of_edge(picture, widget.seen), GRAPHIC


class Contrast(Camera):
    """Looks at each page in each style."""

    def __init__(self, width=1000):
        super().__init__(None, width, False)
        self.table = {}  # by page and what was measured: by style
        self.limits = {}
        self.style = None  # the last one

    def note(self, page, what, style, contrast, least):
        if contrast is not None:
            row = self.table.setdefault((page, what), {})
            row[style] = min(contrast, row.get(style, 99))
            self.limits[page, what] = least

    def __call__(self, app, name, before=None, still=True):
        for style in ("dark", "light", "high contrast"):
            seen = self.restyle(app, name, style)
            for what, contrast, least in measured(app.shown(), Picture(*seen)):
                self.note(name, what, style, contrast, least)
        return seen

    def restyle(self, app, name, style):
        """Of a light picture one cannot tell which of two styles it is in: light comes after dark, high contrast after light."""
        after = {"light": "dark", "high contrast": "light"}.get(style)
        before = self.restyle(app, name, after) if after and self.style not in (style, after) else None
        if style == "high contrast" and self.style == "light":
            before = before or self.look(app)
        self.style = style
        choose_style(style)
        last = []

        def calm():
            last.append(self.look(app))
            picture = Picture(*last[-1])
            light = luminance(prevailing(picture.colours(0, 0, picture.width, picture.height)))
            return len(last) > 1 and last[-1] == last[-2] != before and (light < 0.1 if style == "dark" else light > 0.5)

        wait(calm, f"a still picture: {name}, {style}")
        return last[-1]

    def failures(self):
        return [(page, what, row) for (page, what), row in self.table.items() if min(row.values()) < self.limits[page, what]]

    def keep_table(self):
        lines = [f"{page:16} {what:52} " + " ".join(f"{row.get(style, 0):13.2f}" for style in STYLES) for (page, what), row in
                 sorted(self.table.items(), key=lambda entry: min(entry[1].values()))]
        head = f"{'page':16} {'what':52} " + " ".join(f"{style:>13}" for style in STYLES)
        (PREFIX.parent / "contrast.txt").write_text("\n".join([head, *lines]) + "\n")


def choose_style(style):
    scheme, high_contrast = STYLES[style]
    for schema, key, value in (("org.gnome.desktop.a11y.interface", "high-contrast", high_contrast),
                               ("org.gnome.desktop.interface", "color-scheme", scheme)):
        subprocess.run(["gsettings", "set", schema, key, value], check=True)


# Scenarios

def a_page_of_bad_contrast_is_found(desk):
    """What a person's own style sheet does to the page that is looked at afterwards."""
    style = HOME / ".config/gtk-4.0/gtk.css"
    style.parent.mkdir(parents=True, exist_ok=True)
    style.write_text("label { color: #999; } switch, switch > slider { box-shadow: none; background: #eee; } image { color: #ccc; }")
    app = desk.app()
    app.place(0, 0, 1000, 760)
    at_sign_in(app)
    look = Contrast()
    look(app, "sign-in")
    app.quit()
    style.unlink()
    found = [what for _, what, row in look.failures() if row["light"] < GRAPHIC]
    for kind in ("text", "icon", "GtkSwitch"):
        assert any(what.startswith(kind) for what in found), f"{kind} is not among what is too pale: {found}"


def every_text_and_edge_is_seen(desk):
    app = desk.app()
    app.place(0, 0, 1000, 760)
    at_sign_in(app)
    look = Contrast()
    look(app, "sign-in")
    type_sign_in(app, *ANDREA[:2])
    app.find("label", contains=T("Last checked: %s") % "")
    look(app, "overview")
    app.key("ctrl+2")
    app.press(app.find("list item", contains="HKK-2026-004715"))
    app.find("label", T("Course"))
    look(app, "request")
    for key, title in ("ctrl+4", "Personal data & settings"), ("ctrl+5", "Messages & contact"), ("ctrl+6", "Security"):
        app.key(key)
        app.find("grouping", T(title), where=lambda node: node.had("SHOWING"))
        app.gone(name=T("Loading"))
        look(app, title)
    app.key("ctrl+1")
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    app.click(T("Next", "form"))
    app.find("label", contains=T("Choose an answer."))
    look(app, "form")
    look.keep_table()
    assert not look.failures(), "\n".join(map(str, look.failures()))


def ring(picture, before, node):
    """The contrast of what came around a control, or around what it stands in, with what was there."""
    best = 1
    while node and node.role != "frame":
        left, top, width, height = node.place()
        border = 5  # of a window without a window manager
        band = 14  # within which a ring is drawn; in high contrast its outermost line may take the place of an edge
        place = left + border - 4, top + border - 4, width + 8, height + 8
        changed = Counter()
        for y in range(place[1], place[1] + place[3]):
            for x, (now, then) in enumerate(zip(picture.row(y, place[0], place[0] + place[2]), before.row(y, place[0], place[0] + place[2]))):
                if now != then and not (band < x < place[2] - band and place[1] + band < y < place[1] + place[3] - band):
                    changed[round(ratio(now & 0xFFFFFF, then & 0xFFFFFF), 1)] += 1
        points = 0
        for contrast, count in sorted(changed.items(), reverse=True):
            points += count
            if points >= max(width, height) // 2:
                best = max(best, contrast)
                break
        node = node.parent
    return best


def ring_of(app, look, style, node):
    """What is drawn around the control that has the focus, and is not when that is at what comes before. It is hidden some seconds
    after the last key, which is before the picture on a computer that has much to do."""
    found = [1]

    def is_seen():
        app.key("shift+Tab")
        app.until(lambda: not node.has("FOCUSED"), f"the focus goes on from {node}")
        before = Picture(*look.restyle(app, repr(node), style))
        app.key("Tab")
        app.until(lambda: node.has("FOCUSED"), f"the focus comes back to {node}")
        found.append(ring(Picture(*look.restyle(app, repr(node), style)), before, node))
        return max(found) >= GRAPHIC

    while not is_seen() and len(found) < 6:
        pass
    return style, repr(node), max(found)


def the_focus_is_seen(desk):
    app = desk.app()
    app.place(0, 0, 1000, 760)
    at_sign_in(app)
    look = Contrast()
    rings = []
    for style in ("dark", "light"):
        look.restyle(app, "sign-in", style)
        for _ in range(6):
            app.key("Tab")
            rings.append(ring_of(app, look, style, app.find(where=lambda node: node.had("FOCUSED"))))
    assert all(contrast >= GRAPHIC for _, _, contrast in rings), rings


def ring_around(app, look, style, *search):
    node = app.find(*search)
    app.focus(node)
    return ring_of(app, look, style, node)


def the_focus_is_seen_on_each_ground(desk):
    """Card, plain and destructive button, a filter's chip and a button of a header bar."""
    app = desk.app()
    app.place(0, 0, 1000, 860)
    at_sign_in(app)
    look = Contrast()
    rings = []
    type_sign_in(app, *ANDREA[:2])
    app.find("label", contains=T("Last checked: %s") % "")
    for style in STYLES:
        app.key("ctrl+1")
        at_overview(app)
        rings += [ring_around(app, look, style, "list item", None, T("Sick note")),
                  ring_around(app, look, style, "button", T("Hand in a sick note"))]
        app.key("ctrl+5")
        rings += [ring_around(app, look, style, "radio button", T("All", "messages")),
                  ring_around(app, look, style, "toggle button", T("Search messages"))]
        app.key("ctrl+6")
        rings.append(ring_around(app, look, style, "button", T("_Close the account …").replace("_", "")))
    assert all(contrast >= GRAPHIC for _, _, contrast in rings), rings


def the_phone_is_seen(desk):
    """What it says and what is pressed, and the focus on it."""
    desk.server()
    phone = desk.phone()
    phone.place(0, 0, 360, 720)
    look, rings = Contrast(360), []
    phone.find("label", T("Nothing to approve"))
    look(phone, "phone: nothing")
    app = desk.app()
    type_sign_in(app, *ANDREA[:2])
    app.find("label", contains=T("Last checked: %s") % "")
    app.key("ctrl+3")
    order_certificate(app)
    waiting(app)
    arrived(phone)
    app.place(500, 0)
    look(phone, "phone: asked")
    for button in "Approve", "Decline", "That wasn’t me":
        rings += [ring_around(phone, look, style, "button", T(button)) for style in STYLES]
    phone.click(T("Approve"))
    phone.find("label", T("Which number does your computer show?"))
    look(phone, "phone: number")
    rings += [ring_around(phone, look, style, "button", "5") for style in STYLES]
    assert not look.failures(), "\n".join(map(str, look.failures()))
    assert all(contrast >= GRAPHIC for _, _, contrast in rings), rings


Desk.program = Open
main(a_page_of_bad_contrast_is_found, every_text_and_edge_is_seen, the_focus_is_seen, the_focus_is_seen_on_each_ground,
     the_phone_is_seen)
