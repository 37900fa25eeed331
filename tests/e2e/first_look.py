"""The first look, with the keyboard alone: the mark is where the page is, titles are whole in a window as narrow as a phone, and what
is often needed comes first."""
from desk import chain, main
from walks import INBOX, T, at_overview, begin_form, go_to, marked, sign_in, toolkit

PLACES = ("Overview", "Requests", "Documents & services", "Personal data", "Messages & contact", "Security")
TITLES = {"Personal data": "Personal data & settings"}  # what stands on the page, where it is more than the menu says
# Pixels: less than a line is high, more than a bar is high and a folded row of the catalogue.
LINE, BAR, ROW = 15, 150, 60


def signed_in(desk):
    app = desk.app_by_keys()
    app.place(0, 0, 1080, 760)
    sign_in(app)
    return desk, app


def title_of(place):
    return T(TITLES.get(place, place))


def header(app, place):
    """Of the bar at the top of the page: where its title is, and how high it is."""
    title = app.find("label", title_of(place), where=lambda node: node.parent.role == "panel" and node.place()[1] < LINE)
    bar = title
    while bar.parent.place()[3] < BAR:
        bar = bar.parent
    return title.place(), bar.place()[3]


def rows(app):
    menu = app.find("list", T("Side menu"))
    return [node for node in app.all("list item") if node.above == menu.path]


def only_mark(app, place):
    """The page is shown, and its row is the one that is marked."""
    app.find("grouping", title_of(place))
    marked(app, place)
    names = [row.name.split(",")[0] for row in rows(app) if row.had("SELECTED")]
    assert names == [T(place)], f"{names} are marked on {place}"


def by_a_number(desk, app):
    for number, place in reversed(list(enumerate(PLACES, 1))):
        app.key(f"ctrl+{number}")
        only_mark(app, place)


def titles_are_whole_in_a_narrow_window(desk, app):
    """All of it is in the bar, or what is too long for that stands below it once more, and the bar is higher by that."""
    wide = {}
    for number, place in enumerate(PLACES, 1):
        app.key(f"ctrl+{number}")
        only_mark(app, place)
        wide[place] = header(app, place)
    app.place(0, 0, 360, 760)
    app.gone("list", T("Side menu"))
    for number, place in enumerate(PLACES, 1):
        app.key(f"ctrl+{number}")
        app.find("grouping", title_of(place))
        (left, _, width, _), height = header(app, place)
        edge, _, room, _ = app.all("frame")[0].place()
        assert edge <= left and left + width <= edge + room, f"{place} is not inside of the window"
        (_, _, whole, _), flat = wide[place]
        assert width >= whole or height >= flat + LINE, f"{place} is cut: {width} of {whole} pixels, in a bar of {height}"
    app.place(0, 0, 1080, 760)
    app.key("ctrl+1")
    only_mark(app, "Overview")


def by_the_arrows(desk, app):
    for place in PLACES[1:] + PLACES[:1]:
        go_to(app, place)
        only_mark(app, place)


def the_keys_are_no_mark(desk, app):
    """Where the arrows are is not where one is, until Enter says so; the menu is one stop for Tab."""
    app.key("Down", "Down")
    app.find("list item", T("Documents & services"), where=lambda node: node.had("FOCUSED"))
    only_mark(app, "Overview")
    app.key("Tab")
    menu = app.find("list", T("Side menu"))
    app.find(where=lambda node: node.had("FOCUSED") and not node.inside(menu))
    app.key("shift+Tab")
    app.find("list item", T("Overview"), where=lambda node: node.had("FOCUSED"))
    app.key("shift+Tab")
    app.find(where=lambda node: node.had("FOCUSED") and not node.inside(menu))


def by_find(desk, app):
    app.key("ctrl+k")
    app.dialog(T("Find"))
    app.key(*INBOX.lower())
    app.gone("label", T("Searching at the portal …"))
    app.find("list item", contains=T("Messages & contact"), where=lambda node: node.parent.name == T("Hits"))
    app.key("Return")
    app.gone("dialog")
    only_mark(app, "Messages & contact")


def a_dialog_speaks_the_language(desk, app):
    """The toolkit's own button, too."""
    app.key("F1")
    dialog = app.dialog()
    app.find("button", toolkit("Close"), where=lambda node: node.inside(dialog))
    app.key("Escape")
    app.gone("dialog")


def by_what_is_to_do(desk, app):
    app.key("ctrl+1")
    at_overview(app)
    app.press(app.find("list item", contains="Alma Amsel"))
    app.find("label", T("Course"))
    only_mark(app, "Requests")
    app.key("ctrl+n")  # a task is open over the place, and goes
    app.find(name=T("Search forms"))
    app.key("Escape")
    app.find("label", T("Course"))
    only_mark(app, "Requests")


def focus_at(app, role, contains=""):
    return app.find(role, contains=contains, where=lambda node: node.had("FOCUSED"))


def the_focus_begins_at_the_first_and_comes_back(desk):
    """A page begins where one reads first, also when it has to load; who comes back is where they were."""
    app = desk.app_by_keys()
    sign_in(app)
    app.focus(app.find("button", T("Hand in a sick note")))
    app.key("ctrl+2")
    first = focus_at(app, "list item", "Alma Amsel")
    app.key("Down")
    app.find("list item", where=lambda node: node.had("FOCUSED") and "Alma Amsel" not in node.name)
    app.key("Up")
    focus_at(app, "list item", "Alma Amsel")
    app.key("Return")
    app.find("label", T("Course"))
    app.focus(first)
    app.key("Down")
    row = app.find("list item", where=lambda node: node.had("FOCUSED") and "Alma Amsel" not in node.name).name
    assert first.has("SELECTED"), "the mark stays at what is shown beside the list"
    app.key("ctrl+6")
    focus_at(app, "button", T("Change password"))
    app.key("ctrl+3")
    focus_at(app, "button", T("Get a certificate"))
    app.key("ctrl+2")
    focus_at(app, "list item", row)
    app.key("ctrl+3")
    focus_at(app, "button", T("Get a certificate"))
    app.key("ctrl+1")
    focus_at(app, "button", T("Hand in a sick note"))


def a_task_begins_below_its_bar(desk):
    """Not at the way back, which the toolkit begins with: where one reads first, also when it has to load."""
    app = desk.app_by_keys()
    sign_in(app)
    app.key("ctrl+n")
    app.find("entry", T("Search forms"), where=lambda node: node.had("FOCUSED"))
    app.key("Escape")
    app.key("ctrl+3")
    for task, role, first in (("Health card", "list item", "Number of the card"),
                              ("Appointments", "button", "Ask for an appointment")):
        app.press(app.find("button", T(task)))
        focus_at(app, role, T(first))
        app.key("Escape")
        focus_at(app, "button", T(task))


def begins(app):
    return app.all("button", T("Begin", "form"))


def what_is_often_needed_comes_first(desk, app):
    app.key("ctrl+n")
    app.find(name=T("Search forms"))
    app.find("list", T("Services"))
    groups = app.all("list")
    assert groups[0].name == T("Often needed") and len(groups) > 5, groups
    for group in groups:
        forms = [node for node in app.all("list item") if node.name and node.inside(group)]
        assert forms, f"{group} is empty"
        for form in forms:
            assert form.place()[3] < ROW, f"{form} is not folded to a short row"
            assert [node for node in app.all("image") if node.inside(form)], f"{form} has no icon"
    assert not begins(app), "nothing is unfolded yet"


def a_row_unfolds_to_what_one_needs(desk, app):
    ready = T("Have ready: %s").split("%s")[0]
    for form in T("Sick note"), T("Treatment costs abroad"):
        app.press(app.find("list item", form))
        app.find("button", T("Begin", "form"), where=lambda node: node.had("FOCUSED"))
        needs = app.find("label", contains=T("Needs your Service-App"))
        assert needs.name.startswith(ready), needs
        app.until(lambda: len(begins(app)) == 1, "one row is unfolded")
    app.key("Return")
    app.find("button", T("Next", "form"))
    app.find("heading", where=lambda node: node.had("SHOWING"))



def at_home(desk):
    app = desk.app_by_keys()
    sign_in(app)
    return desk, app


def the_focus_comes_back_to_what_is_made_anew(desk, app):
    """Rows that are made anew while a form is open over them: the focus comes back to the same one."""
    app.focus(app.find("list item", contains="Alma Amsel"))
    app.key("ctrl+n")
    begin_form(app, T("Sick note"))
    app.pick(T("First certificate"))
    app.find("label", contains=T("Saved at %s").split("%s")[0])
    app.key("Escape")
    app.gone("heading", T("Your sick note"))
    app.key("Escape")
    focus_at(app, "list item", "Alma Amsel")
    app.find("list item", contains=T("Sick note"), where=lambda node: node.parent.name == T("To do"))
    focus_at(app, "list item", "Alma Amsel")


def what_is_opened_while_a_form_closes_stays(desk, app):
    """The form goes once it is saved, and it alone."""
    app.press(app.find("button", T("Hand in a sick note")))
    app.find("heading", T("Your sick note"))
    app.pick(T("Follow-up certificate"))
    app.key("Escape", "ctrl+n")
    app.says(T("A toast appeared: %s") % T("Saved as draft"))
    app.find("label", T("Refer a friend"))
    app.key("Escape")
    focus_at(app, "button", T("Hand in a sick note"))


main(chain(signed_in, by_a_number, titles_are_whole_in_a_narrow_window, by_the_arrows, the_keys_are_no_mark, by_find,
           a_dialog_speaks_the_language, by_what_is_to_do, what_is_often_needed_comes_first, a_row_unfolds_to_what_one_needs),
     the_focus_begins_at_the_first_and_comes_back, a_task_begins_below_its_bar,
     chain(at_home, the_focus_comes_back_to_what_is_made_anew, what_is_opened_while_a_form_closes_stays))
