"""Where the focus goes: to what is new, to what is wrong, back to where something was begun, and never to a button that has got
another meaning."""
import subprocess

from desk import BUS, chain, main
from walks import (ADD, ANDREA, CERTIFICATE, DECLARATION, T, at_overview, attach, begin_form, begin_sick_note, end_of_dialog, executed,
                   picture, sign_in, to_certificate, waiting)

NARROW, WIDE = 360, 1000


def in_focus(app, role=None, name=None, where=None):
    """That which has the focus, once it is that."""
    return app.find(role, name, where=lambda node: node.had("FOCUSED") and (where is None or where(node)))


def signed_in(desk):
    app = desk.app()
    sign_in(app)
    return desk, app


def what_is_typed_after_ctrl_n_is_searched(desk, app):
    app.key("ctrl+n")
    search = in_focus(app, name=T("Search forms"))
    subprocess.run(["xdotool", "type", "krank"], check=True)
    app.until(lambda: search.text() == "krank", "the word in the search")
    app.key("Escape", "Escape")
    at_overview(app)


def tab_does_not_choose_another_place(desk, app):
    """The side menu has the page that is shown as its stop, and nothing else is chosen by going there."""
    def place(row):
        return row.parent and row.parent.name == T("Side menu")

    app.press(app.find("list item", contains=T("Messages & contact"), where=place))
    app.find("grouping", T("Messages & contact"))
    app.key("ctrl+2")
    app.find("grouping", T("Requests"))
    app.gone(name=T("Loading"))
    for _ in range(60):
        before = BUS.last_focus(app.bus_name)
        app.key("Tab")
        app.until(lambda before=before: BUS.last_focus(app.bus_name) != before, "Tab moves the focus")
        row = next((row for row in app.all("list item", where=place) if row.had("FOCUSED")), None)
        if row:
            break
    assert row and T("Requests") in row.name, f"Tab stops at {row}"
    chosen = [one.name for one in app.all("list item", where=place) if one.had("SELECTED")]
    assert chosen == [row.name], f"{chosen} is chosen"
    app.key("ctrl+1")
    at_overview(app)


def the_first_error_gets_the_focus(desk, app):
    app.click(T("Hand in a sick note"))
    app.find("heading", T("Your sick note"))
    app.click(T("Next", "form"))
    app.find("label", contains=T("Choose an answer."))
    in_focus(app, "radio button", where=lambda node: node.parent.had("INVALID_ENTRY") or node.had("INVALID_ENTRY"))
    app.key("Escape")
    at_overview(app)


def the_field_has_the_focus_after_a_file_was_chosen(desk, app):
    begin_sick_note(app)
    to_certificate(app)
    attach(app, CERTIFICATE, picture("front.png"))
    app.find("button", T("Remove %s") % "front.png")
    app.key("Shift_L")  # without a window manager nobody gives the keyboard back to the window
    in_focus(app, "button", where=lambda node: any(add in node.name for add in ADD) and node.parent.name == CERTIFICATE)


def return_twice_does_not_hand_in(desk, app):
    app.pick(DECLARATION)
    button = app.find("button", T("Next", "form"))
    app.focus(button)
    app.key("Return", "Return")
    in_focus(app, "heading", T("Check your entries"))
    app.key("Return")
    app.gone("dialog")
    app.find("button", T("Hand in"))
    executed(desk, "submit_request", 0)
    assert not desk.mock("approvals")["approvals"], "something is asked"


def a_dialog_that_closes_gives_it_back_to_the_step(desk, app):
    """The button that handed in could not have it while its dialog was open."""
    app.click(T("Hand in"))
    waiting(app)
    app.click(T("Cancel"))
    end_of_dialog(app, T("Cancelled. Nothing was changed."))
    app.click(T("Close", "button"))
    app.gone("dialog")
    in_focus(app, "heading", T("Check your entries"))
    app.key("Escape")
    at_overview(app)


def what_is_opened_from_a_list_gets_the_focus(desk, app):
    app.key("ctrl+5", "ctrl+f")
    search = in_focus(app, name=T("Search messages"))
    subprocess.run(["xdotool", "type", "Bonus"], check=True)
    app.until(lambda: search.text() == "Bonus", "the word in the search")
    row = app.find("list item", contains="Ihr Bonus ist da")
    app.gone("list item", where=lambda node: node.parent == row.parent and node != row)
    app.key("Tab", "Tab")
    in_focus(app, "list item", row.name)
    app.key("Return")
    in_focus(app, "heading", "Ihr Bonus ist da")
    app.key("ctrl+2")
    row = app.find("list item", contains="HKK-2026-004715")
    app.focus(row)
    app.key("Return")
    in_focus(app, where=lambda node: node.role != "list item")


def what_is_opened_in_place_of_its_list_begins_anew(desk, app):
    """In a narrow window the focus would be where it was in what was opened before, or go on from there into the bar below."""
    app.place(0, 0, NARROW, 760)
    app.key("ctrl+5", "ctrl+f")
    in_focus(app, name=T("Search messages"))
    app.key("Escape")
    app.find("list item", contains="Klassenfahrt unseres Sohnes")  # all are there again
    for title in "Ihr Bonus ist da", "Ihr Bonus ist da", "Klassenfahrt unseres Sohnes", "Ihr Bonus ist da":
        app.press(app.find("list item", contains=title))
        in_focus(app, "heading", title)
        app.key("Tab", "Tab")
        app.until(lambda: not app.find("heading", title).has("FOCUSED"), "the focus goes on")
        app.key("Escape")
        app.gone("heading", title)


def find_and_open(app, words, title):
    """In everything, with the keyboard."""
    app.key("ctrl+k")
    dialog = app.dialog(T("Find"))
    entry = in_focus(app, where=lambda node: node.can("EditableText"))
    subprocess.run(["xdotool", "type", words], check=True)
    app.until(lambda: entry.text() == words, "the words in the search")
    app.focus(app.find("list item", title, where=lambda node: node.inside(dialog)))
    app.key("Return")
    app.gone("dialog", T("Find"))


def what_is_found_gets_the_focus(desk, app):
    """At a place that is shown already, and at one that is not, over the row or the search that had the focus there."""
    find_and_open(app, "Bonus", "Ihr Bonus ist da")
    in_focus(app, "heading", "Ihr Bonus ist da")
    app.key("ctrl+2")
    row = app.find("list item", contains="HKK-2026-004715")
    app.focus(row)
    find_and_open(app, "Bonus", "Ihr Bonus ist da")
    in_focus(app, "heading", "Ihr Bonus ist da")
    find_and_open(app, "004715", "Auslandsbehandlungskosten")
    in_focus(app, where=lambda node: node.role != "list item" and not node.can("EditableText"))


def it_stays_where_it_is_while_the_window_gets_another_width(desk, app):
    """Behind what was typed, or where that is marked, and before what Tab goes to next."""
    def is_as_wide(width):
        return abs(app.find("frame").place()[2] - width) < 20

    app.key("ctrl+5", "ctrl+f")
    in_focus(app, name=T("Search messages"))
    app.key("ctrl+a")
    for width, more, text in (NARROW, "Bo", "Bo"), (WIDE, "nu", "Bonu"), (NARROW, "s", "Bonus"), (WIDE, "", "Bonus"):
        app.place(0, 0, width, 760)
        app.until(lambda: is_as_wide(width), f"a window as wide as {width}")
        subprocess.run(["xdotool", "type", more], check=True)
        in_focus(app, name=T("Search messages"), where=lambda node: node.text() == text)
        app.key("Tab")
        in_focus(app, "radio button", T("All", "messages"))
        app.key("shift+Tab", "End")
    app.key("Escape", "ctrl+1")
    at_overview(app)
    app.key("ctrl+n")
    begin_form(app, T("Family insurance"))
    app.find("heading", T("What it is about"))
    app.pick(T("I am a member and a relative is to be added"))
    app.pick(T("A relative’s own membership has ended"))
    app.focus(app.find(name=T("Family insurance from"), where=lambda node: node.can("EditableText")))
    app.key("ctrl+a")
    # Half a date is none, and is not understood as one.
    for width, more, text in (WIDE, "1.2.20", "1.2.20"), (NARROW, "2", "1.2.202"), (WIDE, "6", "1.2.2026"):
        app.place(0, 0, width, 760)
        app.until(lambda: is_as_wide(width), f"a window as wide as {width}")
        subprocess.run(["xdotool", "type", more], check=True)
        in_focus(app, name=T("Family insurance from"), where=lambda node: node.text() == text)
    app.key("Escape")
    app.find(name=T("Search forms"))
    app.key("Escape")
    at_overview(app)


def who_typed_goes_on_where_they_were(desk, app):
    """After a dialog that lay over it, over another dialog, too, after another place, after a task, and after the lock."""
    def goes_on(name, *keys, until):
        app.until(lambda: in_focus(app, name=name).write("Bnus"), "what is typed")
        app.key("Home", "Right", *keys)
        until()
        search = in_focus(app, name=name)
        subprocess.run(["xdotool", "type", "o"], check=True)
        app.until(lambda: search.text() == "Bonus", f"the letter between the others after {keys}")
        app.key("ctrl+a")

    def closes(name):
        app.dialog(name)
        app.key("Escape")
        app.gone("dialog", name)

    def comes_again():
        app.find("grouping", T("Requests"))
        app.key("ctrl+5")

    def is_left():
        in_focus(app, name=T("Search forms"))
        app.key("Escape")

    def is_unlocked():
        in_focus(app, name=T("Password"))
        app.type(T("Password"), ANDREA[1])
        app.key("Return")

    messages = T("Search messages")
    app.key("ctrl+5", "ctrl+f")
    goes_on(messages, "F1", until=lambda: closes(T("Help")))
    goes_on(messages, "ctrl+2", until=comes_again)
    goes_on(messages, "ctrl+n", until=is_left)
    goes_on(messages, "ctrl+l", until=is_unlocked)
    app.key("ctrl+k")
    app.dialog(T("Find"))
    goes_on(in_focus(app, where=lambda node: node.can("EditableText")).name, "F1", until=lambda: closes(T("Help")))
    app.key("Escape")
    app.gone("dialog", T("Find"))


def who_goes_there_with_tab_types_anew(desk, app):
    """As everywhere; and who looks for something again."""
    for keys in ("Tab", "shift+Tab"), ("ctrl+f",):
        app.until(lambda: in_focus(app, name=T("Search messages")).write("Klasse"), "what is typed")
        app.key("End", *keys)
        search = in_focus(app, name=T("Search messages"))
        subprocess.run(["xdotool", "type", "B"], check=True)
        app.until(lambda search=search: search.text() == "B", f"another letter instead, after {keys}")
    app.key("Escape")


if __name__ == "__main__":
    main(chain(signed_in, what_is_typed_after_ctrl_n_is_searched, tab_does_not_choose_another_place, the_first_error_gets_the_focus,
               the_field_has_the_focus_after_a_file_was_chosen, return_twice_does_not_hand_in,
               a_dialog_that_closes_gives_it_back_to_the_step, what_is_opened_from_a_list_gets_the_focus,
               what_is_found_gets_the_focus, what_is_opened_in_place_of_its_list_begins_anew,
               it_stays_where_it_is_while_the_window_gets_another_width, who_typed_goes_on_where_they_were,
               who_goes_there_with_tab_types_anew))
