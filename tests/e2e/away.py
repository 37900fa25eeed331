"""The end of a session, and what comes before it: the warning that one click answers, the sign-in over the page with the reason, and
nothing of what was shown meanwhile; signing out everywhere."""
import subprocess

from desk import chain, main, wait
from elsewhere import Elsewhere
from walks import (ANDREA, T, at_overview, at_sign_in, below_the_header, choose_in_menu, executed, order_certificate, sign_in,
                   waiting)

NUMBER, PASSWORD, _ = ANDREA
AGAIN = T("Sign in again")
STAY = T("_Stay signed in")
WRONG = T("Insurance number or password is wrong")
ENDS_IN = T("You will be signed out in %u minute. What you began is kept.").split("%")[0]
HOURS = 60 * 60


def at_home(desk, inactivity):
    """Signed in at a portal that waits so many seconds for the person."""
    _, url = desk.server()
    desk.mock("inactivity", seconds=inactivity)
    app = desk.app()
    sign_in(app)
    return desk, app, url


def asked_again(app, reason):
    """The sign-in stands over the page with its reason, and nothing else can be read."""
    dialog = app.dialog(AGAIN)
    app.find(name=T("Password"), where=lambda node: node.had("FOCUSED") and node.can("EditableText"))
    app.find("label", T(reason), where=lambda node: node.inside(dialog))
    demo = app.find("grouping", T("Demo"))
    left = lambda: [node for node in app.nodes() if node.name and node.role not in ("frame", "application", "window")  # noqa: E731
                    and not any(node.inside(shown) or node.path == shown.path for shown in (dialog, demo))]
    app.until(lambda: not left(), f"nothing else, as {left()}")


def mistype(app):
    """Who does it reads so where it was typed."""
    app.type(T("Password"), "Amsel-sang-1988")
    app.key("Return")
    app.find("label", contains=WRONG, where=lambda node: node.inside(app.find("dialog", AGAIN)))


def come_back(app):
    app.type(T("Password"), PASSWORD)
    app.key("Return")
    app.gone("dialog", AGAIN)


def the_warning_is_answered_with_one_click(desk, app, url):
    app.key("ctrl+2")
    app.find("list", T("Requests"))
    below_the_header(app, app.find("label", contains=ENDS_IN).name, STAY)
    desk.mock("advance", seconds=60)
    app.click(STAY)
    app.gone("button", STAY)
    # Without the click the portal would have ended it by now.
    desk.mock("advance", seconds=100)
    assert desk.mock("person", kvnr=NUMBER)["sessions"] == 1, "the session goes on"
    app.key("ctrl+1")
    at_overview(app)


def who_was_away_signs_in_over_a_hidden_page(desk, app, url):
    desk.mock("advance", seconds=130)
    asked_again(app, "You were signed out because nothing happened for a while. What you began is kept.")
    mistype(app)
    come_back(app)
    at_overview(app)


def who_typed_goes_on_where_they_were(desk, app, url):
    app.key("ctrl+5", "ctrl+f")
    search = app.find(name=T("Search messages"), where=lambda node: node.had("FOCUSED"))
    app.write(search, "Bnus")
    app.key("Home", "Right")
    desk.mock("advance", seconds=130)
    asked_again(app, "You were signed out because nothing happened for a while. What you began is kept.")
    come_back(app)
    search = app.find(name=T("Search messages"), where=lambda node: node.had("FOCUSED"))
    subprocess.run(["xdotool", "type", "o"], check=True)
    app.until(lambda: search.text() == "Bonus", "the letter between the others")
    app.key("Escape", "ctrl+1")
    at_overview(app)


def a_report_says_what_to_do(desk, app, url):
    app.key("ctrl+3")
    order_certificate(app)
    waiting(app)
    desk.mock("approve", decision="report")
    asked_again(app, "“That wasn’t me” was chosen in the Service-App, so this session ended. "
                     "If it was not you, change your password after signing in.")
    come_back(app)
    executed(desk, "step_up", 0)


def ended_from_another_device(desk, app, url):
    other = Elsewhere(url, NUMBER, PASSWORD, "Büro")
    mine = next(session["id"] for session in other.call("GET", "/iam/sessions")["items"] if not session["current"])
    app.key("ctrl+n")
    app.find("label", T("Refer a friend"))
    other.call("DELETE", f"/iam/sessions/{mine}")
    asked_again(app, "This session was ended from another device. What you began is kept.")
    come_back(app)
    app.find("label", T("Refer a friend"))


def twelve_hours_are_over(desk, app, url):
    desk.mock("advance", seconds=12 * HOURS)
    asked_again(app, "You were signed out after 12 hours. What you began is kept.")
    come_back(app)
    app.find("label", T("Refer a friend"))
    app.key("Escape")
    at_overview(app)


def back_in(app, name, text):
    """The focus is in what was typed in, with what was typed."""
    field = app.find(name=name, where=lambda node: node.had("FOCUSED"))
    assert field.text() == text, f"“{field.text()}” in {field}"


def sign_in_before_the_end(desk, app):
    ends = T("Your sign-in lasts until %s. Then your password is asked again. What you began is kept.").split("%s")[0]
    desk.mock("advance", seconds=12 * HOURS - 8 * 60)
    app.find("label", contains=ends)
    app.says(ends)
    app.focus(app.find("button", T("Sign in _again")))  # past other fields
    app.key("Return")
    asked_again(app, "Sign in again to go on. What you began is kept.")
    come_back(app)
    app.gone("label", contains=ends)


def twelve_hours_are_nearly_over(desk, app, url):
    """The end is said before, and one click signs in again: what is searched for and what is half-typed are still there."""
    app.key("ctrl+2")
    app.find("list", T("Requests"))
    app.key("ctrl+f")
    app.type(T("Search requests"), "Spanien")
    sign_in_before_the_end(desk, app)
    back_in(app, T("Search requests"), "Spanien")
    app.key("ctrl+5")
    app.click(T("Write a message"))
    app.type(T("Subject"), "Half a sentence")
    app.focus(app.type(T("Message"), "I wanted to"))
    app.key("ctrl+End")
    sign_in_before_the_end(desk, app)
    assert app.find("text", T("Subject")).text() == "Half a sentence"
    back_in(app, T("Message"), "I wanted to")


def thirty_days_are_over(desk):
    app = desk.app()
    sign_in(app, stay=True)
    app.place(0, 0, 360, 640)  # the dialog comes from below
    app.gone("list item", T("Overview"))
    desk.mock("advance", seconds=30 * 24 * HOURS)
    asked_again(app, "You stayed signed in for 30 days; now your password is asked again. What you began is kept.")
    mistype(app)
    button = app.find("button", T("Sign in"))
    app.until(lambda: button.place()[1] + button.place()[3] <= 640, "the button is not below the window")
    come_back(app)
    app.find("button", T("Hand in a sick note"))


def who_gives_up_is_signed_out(desk, app, url):
    desk.mock("advance", seconds=24 * HOURS)
    app.dialog(AGAIN)
    app.key("Escape")
    app.gone("dialog", AGAIN)
    at_sign_in(app)
    sign_in(app)


def out_everywhere(desk, app, url):
    ended = len(desk.ledger("end_session"))
    Elsewhere(url, NUMBER, PASSWORD, "Küche")
    sessions = lambda: desk.mock("person", kvnr=NUMBER)["sessions"]  # noqa: E731
    assert sessions() == 2
    choose_in_menu(app, "Andrea Amsel", "Sign out _everywhere …")
    app.dialog(T("Sign out everywhere?"))
    app.key("Escape")
    app.gone("alert")
    at_overview(app)
    choose_in_menu(app, "Andrea Amsel", "Sign out _everywhere …")
    alert = app.find("alert", T("Sign out everywhere?"))
    app.click(T("_Sign out everywhere"), where=lambda node: node.inside(alert))
    at_sign_in(app)
    wait(lambda: sessions() == 0, "all sessions have ended")
    executed(desk, "end_session", ended + 1)


main(chain(lambda desk: at_home(desk, 125), the_warning_is_answered_with_one_click, who_was_away_signs_in_over_a_hidden_page,
           who_typed_goes_on_where_they_were, a_report_says_what_to_do),
     thirty_days_are_over, chain(lambda desk: at_home(desk, 24 * HOURS), twelve_hours_are_nearly_over),
     chain(lambda desk: at_home(desk, 24 * HOURS), ended_from_another_device, twelve_hours_are_over, who_gives_up_is_signed_out,
           out_everywhere))
