"""The desktop's shell searches: pages and forms for everybody, titles only while they may be read, and what is chosen is opened. A
program that is asked while it does not run opens no window, and goes again."""
import configparser
import json
import shutil
import time

from gi.repository import Gio, GLib

from desk import HOME, PREFIX, STATE, chain, main, wait
from walks import ANDREA, INBOX, T, at_sign_in, marked, sign_in, type_sign_in
from woken import Woken, owner

INTERFACE = "org.gnome.Shell.SearchProvider2"
ABROAD = T("Treatment costs abroad")  # a form, and the title of a request
SICK_NOTE = T("Sick note")
TRIP = "Klassenfahrt"  # in the subject of a message, in either language
NAMES = HOME / ".cache/meine-hkk/form-names.json"
REQUESTS, MESSAGES, DOCUMENTS = T("Requests"), T("Messages"), T("Documents")


class Shell:
    """Calls what GNOME Shell calls, as the file says that it reads."""

    def __init__(self):
        (path,) = (PREFIX / "share/gnome-shell/search-providers").glob("*.ini")
        file = configparser.ConfigParser()
        file.optionxform = str
        file.read(path)
        self.provider = file["Shell Search Provider"]
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(self, method, signature=None, *arguments):
        variant = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(self.provider["BusName"], self.provider["ObjectPath"], INTERFACE, method, variant, None, 0, 30000,
                                  None).unpack()

    def owner(self):
        """The process that answers, if there is one."""
        return owner(self.provider["BusName"])

    def search(self, text):
        """The hits, as they are shown: (name, description) → id."""
        return self.metas(self.call("GetInitialResultSet", "(as)", text.split())[0])

    def metas(self, ids):
        found = self.call("GetResultMetas", "(as)", ids)[0] if ids else []
        assert all(set(meta) == {"id", "name", "description", "gicon"} for meta in found), found
        return {(meta["name"], meta["description"]): meta["id"] for meta in found}

    def names(self, text):
        return [name for name, _ in self.search(text)]

    def page(self, text):
        """The id of the page of that name."""
        return next(id for (name, _), id in self.search(text).items() if name == text)

    def finds(self, text, kind):
        """The ids of titles of that kind, once there are some: the copy on this computer is made in the background."""
        return wait(lambda: [id for (_, description), id in self.search(text).items() if description == kind],
                    f"the shell finds {kind} for {text}")

    def activate(self, id):
        self.call("ActivateResult", "(sasu)", id, [], int(time.monotonic()))

    def launch(self, text):
        self.call("LaunchSearch", "(asu)", text.split(), int(time.monotonic()))


# While it does not run

def nobody(desk):
    return desk, Shell()


def pages_are_found_without_a_window(desk, shell):
    assert shell.owner() is None
    assert T("Messages & contact") in shell.names(INBOX), "by another word"
    assert REQUESTS in shell.names(REQUESTS[:5].upper()), "by its beginning"
    assert shell.names(T("Preferences")) == [], "it is no page of the portal"
    assert shell.names(ABROAD) == shell.names("Amsel") == shell.names("") == []
    program = Woken(desk, shell.owner())
    assert program.window() is None
    assert not (STATE / "control.sock").exists(), "nobody needs the backend"


def it_goes_again(desk, shell):
    desk.programs[-1].process.wait(30)
    assert shell.owner() is None


def a_page_opens_after_the_sign_in(desk, shell):
    shell.activate(shell.page(T("Security")))
    app = Woken(desk, shell.owner())
    at_sign_in(app)
    type_sign_in(app, *ANDREA[:2])
    marked(app, "Security")
    wait(NAMES.exists, "what the forms are called is kept")
    app.quit()
    assert shell.owner() is None


def forms_are_found_before_the_next_sign_in(desk, shell):
    found = shell.search(ABROAD.split()[-1])
    form = next(id for (name, kind), id in found.items() if name == ABROAD)
    assert [name for name, kind in found if kind in (REQUESTS, MESSAGES, DOCUMENTS)] == shell.names(TRIP) == [], found
    assert not desk.files_with("Amsel"), "it is known whose forms they are"
    program = Woken(desk, shell.owner())
    assert program.window() is None
    shell.activate(form)
    app = Woken(desk, shell.owner())
    at_sign_in(app)
    type_sign_in(app, *ANDREA[:2])
    app.find("button", T("Next", "form"))
    app.find(contains=ABROAD)
    app.key("Escape")
    app.quit()


# While it runs

def signed_out(desk):
    app = desk.app()
    at_sign_in(app)
    return desk, Shell(), app


def before_the_sign_in_there_are_pages_only(desk, shell, app):
    assert REQUESTS in shell.names(REQUESTS)
    assert shell.names(ABROAD) == shell.names(TRIP) == []


def a_form_opens(desk, shell, app):
    sign_in(app)
    word = ABROAD.split()[-1]
    form = next(id for (name, kind), id in shell.search(word).items() if name == ABROAD and kind != REQUESTS)
    shell.activate(form)
    app.find("button", T("Next", "form"))
    app.find(contains=ABROAD)
    app.key("Escape")


def an_older_name_is_kept(desk):
    """What this computer kept does not know a form yet, and there is no copy of what the portal said."""
    app = desk.app()
    sign_in(app)
    wait(NAMES.exists, "what the forms are called is kept")
    app.quit()
    known = json.loads(NAMES.read_text())
    known["items"] = [form for form in known["items"] if form["title"] != ABROAD]
    NAMES.write_text(json.dumps(known))
    shutil.rmtree(HOME / ".local/share/meine-hkk/demo-client/cache")
    app = desk.app()
    at_sign_in(app)
    return desk, Shell(), app


def forms_are_loaded_again_after_a_failure(desk, shell, app):
    assert shell.names(SICK_NOTE) == [SICK_NOTE] and shell.names(ABROAD) == []
    desk.mock("faults", do="add", operation="list_forms", nth=0, phase="before-read", action="status", argument=500)
    type_sign_in(app, *ANDREA[:2])
    marked(app, "Overview")
    assert ABROAD not in [name for name, kind in shell.search(ABROAD) if kind != REQUESTS], "the portal does not tell it"
    desk.mock("faults", do="clear")
    wait(lambda: ABROAD in [name for name, kind in shell.search(ABROAD) if kind != REQUESTS], "the forms are asked for once more")


def titles_lead_to_what_they_name(desk, shell, app):
    request, *_ = shell.finds(ABROAD, REQUESTS)
    shell.activate(request)
    app.find("label", T("Course"))
    message, *_ = shell.finds(TRIP, MESSAGES)
    shell.activate(message)
    app.find("heading", contains=TRIP)
    document, *_ = shell.finds("bonusaktiv", DOCUMENTS)
    shell.activate(document)
    marked(app, "Documents & services")
    return desk, shell, app, request


def a_search_is_refined(desk, shell, app, request):
    some = shell.call("GetInitialResultSet", "(as)", ABROAD.split()[:1])[0]
    fewer = shell.call("GetSubsearchResultSet", "(asas)", some, ABROAD.split() + [TRIP])[0]
    assert request in some and fewer == [], (some, fewer)


def all_hits_are_in_find(desk, shell, app, request):
    for text, title in ((ABROAD, ABROAD), (TRIP, TRIP)):  # the second time it is open already
        shell.launch(text)
        app.dialog(T("Find"))
        app.find(where=lambda node: node.can("EditableText") and node.had("SHOWING") and node.text() == text)
        app.find("list item", contains=title, where=lambda node: node.parent.name == T("Hits"))
    app.key("Escape", "Escape")
    app.gone("dialog", T("Find"))


def what_is_no_hit_leads_nowhere(desk, shell, app, request):
    for id in ("win.sign-out", "app.quit", "win.open-request", "win.go-to::nowhere", "("):
        try:
            shell.activate(id)
        except GLib.Error as error:
            assert error.matches(Gio.dbus_error_quark(), Gio.DBusError.INVALID_ARGS), error
        else:
            raise AssertionError(f"{id} was taken")
    assert request in shell.finds(ABROAD, REQUESTS), "somebody is signed in still"


def hidden_content_has_no_titles(desk, shell, app, request):
    def hide():
        app.key("ctrl+comma")
        app.dialog(T("Preferences"))
        app.press(app.find(name=T("_Hide the content while another window is in use"), where=lambda node: node.can("Action")))
        app.key("Escape")
        app.gone("dialog", T("Preferences"))

    hide()
    wait(lambda: REQUESTS not in [kind for _, kind in shell.search(ABROAD)], "no title")
    assert shell.metas([request]) == {}, "what was found before is not told either"
    assert ABROAD in shell.names(ABROAD), "the form"
    hide()
    shell.finds(ABROAD, REQUESTS)


def the_lock_takes_the_titles_away(desk, shell, app, request):
    app.key("ctrl+l")
    app.find("button", T("Unlock"))
    assert shell.metas([request]) == {}, "what was found before is not told any more"
    assert [kind for _, kind in shell.search(ABROAD) if kind == REQUESTS] == [] and shell.names(TRIP) == []
    assert ABROAD in shell.names(ABROAD), "the form"


def what_was_chosen_waits_for_the_unlocking(desk, shell, app, request):
    shell.activate(request)
    app.type(T("Password"), ANDREA[1])
    app.click(T("Unlock"))
    app.find("label", T("Course"))
    marked(app, "Requests")


def all_hits_wait_for_the_sign_in(desk, shell, app, request):
    desk.mock("advance", seconds=12 * 60 * 60)
    app.find("dialog", T("Sign in again"))
    assert shell.names(TRIP) == []
    shell.launch(TRIP)
    assert not app.all("dialog", T("Find")), "nothing of the copy is shown to who is not signed in"
    app.type(T("Password"), ANDREA[1])
    app.key("Return")
    app.dialog(T("Find"))
    app.find("list item", contains=TRIP, where=lambda node: node.parent.name == T("Hits"))
    app.key("Escape", "Escape")


main(chain(nobody, pages_are_found_without_a_window, it_goes_again, a_page_opens_after_the_sign_in,
           forms_are_found_before_the_next_sign_in),
     chain(signed_out, before_the_sign_in_there_are_pages_only, a_form_opens, titles_lead_to_what_they_name, a_search_is_refined,
           all_hits_are_in_find, what_is_no_hit_leads_nowhere, hidden_content_has_no_titles, the_lock_takes_the_titles_away,
           what_was_chosen_waits_for_the_unlocking, all_hits_wait_for_the_sign_in),
     chain(an_older_name_is_kept, forms_are_loaded_again_after_a_failure))
