"""Documents: a certificate that came with a step-up, all of them in a folder, some of them, printed; dates for the calendar.
Nothing that is there is overwritten, and nothing is there by half."""
import os
import subprocess
from datetime import datetime

from desk import HOME, chain, main, name_toolkit_leaks, tell, wait
from elsewhere import Elsewhere
from walks import (ANDREA, T, approve, click_of, executed, go_to, left_over, order_certificate, save_here, sign_in, toolkit,
                   waiting)

NUMBER, PASSWORD, _ = ANDREA
CHOOSER = T("Where to save the documents")


def named(label):
    return T(label).replace("_", "")


def at_documents(desk):
    _, url = desk.server()
    os.chdir(HOME)  # what is saved is saved there
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    app.find("heading", T("Documents"))
    return desk, app, Elsewhere(url, NUMBER, PASSWORD, "Büro")


def a_certificate_with_a_step_up_is_opened_from_what_says_that_it_came(desk, app, known):
    phone = desk.phone()
    order_certificate(app)
    approve(phone, waiting(app))
    app.find("label", T("Your certificate is here"))
    executed(desk, "issue_certificate", 1)
    app.click(T("_Open"))
    app.gone("label", T("Your certificate is here"))
    # What the person's viewer gets.
    opened = wait(lambda: list((HOME / "run/meine-hkk-files").rglob("*.pdf")), "the file for the viewer")
    assert is_whole(opened[0].read_bytes())


def choose_folder(app, folder):
    chooser = app.find("dialog", CHOOSER)
    app.key("ctrl+l")
    app.find("text", where=lambda node: node.inside(chooser) and node.can("EditableText")).write(str(folder))
    app.click(named("_Save here"), where=lambda node: node.inside(chooser))
    app.gone("dialog", CHOOSER)


def save_all(app, folder):
    """Saves all that the list holds; what is said of it."""
    app.click(named("Save _all …"))
    choose_folder(app, folder)
    return app.find("label", contains=f"„{folder.name}“").name


def files_of(folder):
    """What a person sees there: what is still on its way has a name that begins with a dot."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def is_whole(content):
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-16:]


def all_are_saved_and_nothing_is_overwritten(desk, app, known):
    total = known.call("GET", "/v1/documents")["total"]
    folder = HOME / "Papiere"
    folder.mkdir()
    save_all(app, folder)
    wait(lambda: len(files_of(folder)) == total, f"{total} files in the folder")
    before = files_of(folder)
    assert all(is_whole(content) for content in before.values()), before.keys()
    said = save_all(app, folder)
    wait(lambda: len(files_of(folder)) == 2 * total, f"{2 * total} files in the folder")
    after = files_of(folder)
    assert all(after[name] == content for name, content in before.items()), "a file was overwritten"
    assert all(is_whole(content) for content in after.values()), "there is half a file"
    assert sum(" (2)" in name for name in after) >= total - sum(" (2)" in name for name in before), after.keys()
    assert str(total) in said, said


def small_disk(folder, *options):
    """A disk of its own, where the machine lets somebody have one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", ",".join(("size=64k", *options)), "tmpfs", folder]
    return subprocess.run(command, capture_output=True).returncode == 0


def a_full_disk_and_a_locked_folder_are_said_and_nothing_is_half(desk, app, known):
    full, locked = HOME / "Stick", HOME / "Schrank"
    if not small_disk(full) or not small_disk(locked, "ro"):
        tell(["a full disk: this machine lets nobody mount one, it was left out"])
        return
    try:
        assert T("The disk is full. Make room, then try again.") in save_all(app, full)
        assert all(is_whole(content) for content in files_of(full).values()), "there is half a file"
        assert left_over(full) == []
        assert T("You may not save in this folder. Choose another one.") in save_all(app, locked)
        assert files_of(locked) == {}
    finally:
        subprocess.run(["umount", full, locked], check=True)


def who_cancels_has_whole_files_only(desk, app, known):
    folder = HOME / "Abbruch"
    folder.mkdir()
    desk.mock("faults", do="add", operation="get_document_content", nth=3, phase="mid-response", action="stall")
    app.click(named("Save _all …"))
    choose_folder(app, folder)
    wait(lambda: len(files_of(folder)) == 2, "two files")
    app.click(T("Cancel"))
    app.find("label", contains=f"„{folder.name}“")
    desk.mock("faults", do="clear")
    assert left_over(folder) == []
    assert len(files_of(folder)) == 2 and all(is_whole(content) for content in files_of(folder).values())


def choose_file_as_printer(app, title=None):
    """Chooses in the toolkit's dialog to print to a file; the dialog, and the file that it names."""
    printing = app.find("dialog", title)
    app.focus(app.find("table row", toolkit("Print to File")))
    app.key("space")
    path = HOME / app.find("label", where=lambda node: node.inside(printing) and node.name.endswith(".pdf")).name.split("/")[-1]
    return printing, path


def choose_two(app):
    app.click(named("_Choose several"))
    app.find("button", named("Choose _all"))
    app.key("Return", "Down", "Return")  # the focus is at the first of them


def some_are_chosen_and_saved(desk, app, known):
    folder = HOME / "Auswahl"
    folder.mkdir()
    choose_two(app)
    app.click(named("_Save …"))
    choose_folder(app, folder)
    wait(lambda: len(files_of(folder)) == 2, "two files")
    assert all(is_whole(content) for content in files_of(folder).values())
    app.quit()
    return desk, files_of(folder)


def printed_to_a_file_each_has_its_own_and_what_is_there_stays(desk, saved):
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    app.find("heading", T("Documents"))
    choose_two(app)
    app.click(named("_Print …"))
    printing, first = choose_file_as_printer(app, T("Print documents"))
    second = first.with_name(f"{first.stem} (2).pdf")
    second.write_text("what was there before")
    app.click(toolkit("_Print"), where=lambda node: node.inside(printing))
    app.gone("dialog", printing.name)
    app.find("label", contains=T("%1$u of %2$u documents were printed, each to a file of its own in “%3$s”.")
             .split("“")[0].split("„")[0].replace("%1$u", "2").replace("%2$u", "2"))
    third = first.with_name(f"{first.stem} (3).pdf")
    assert {first.read_bytes(), third.read_bytes()} == set(saved.values()), "what is printed is not what was chosen"
    assert second.read_text() == "what was there before", "a file was overwritten"
    app.kill()  # setup_response_cb() of the toolkit's print dialog takes its settings twice, which a sanitizer would count


def fields(path):
    """What a calendar file says: unfolded lines, name to value."""
    lines = path.read_bytes().decode().replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in reversed(lines) if ":" in line)


def for_the_calendar(app, known, service, route):
    """Books what is offered first and puts it into a file; the file, and what the portal says of it."""
    app.click(T(service))
    click_of(app, "_Book")
    click_of(app, "_Add to calendar")
    app.click(T("_Save"))
    save_here(app)
    app.find("button", T("Open folder"))
    path, = HOME.glob("*.ics")
    entry = fields(path)
    path.unlink()
    items = known.call("GET", route, Accept_Language="de")["items"]
    booked = next(one for one in items if one["state"] == "booked" and one["id"] in entry["UID"])
    app.click("Zurück")
    app.find("heading", T("Documents"))
    return entry, booked


def dates_come_as_calendar_files(desk, app, known):
    for service, route in (("Appointments", "/v1/appointments"), ("Video consultation", "/v1/video-consultations")):
        entry, booked = for_the_calendar(app, known, service, route)
        starts = datetime.fromisoformat(booked["starts_at"].replace("Z", "+00:00"))
        assert entry["DTSTART"] == starts.strftime("%Y%m%dT%H%M%SZ"), (entry, booked)
        assert booked.get("practice", booked.get("with")) in entry["SUMMARY"].replace("\\,", ","), (entry, booked)
        if "address" in booked:
            assert entry["LOCATION"].replace("\\,", ",") == booked["address"], (entry, booked)
        else:
            assert entry["URL"] == booked["join_url"], (entry, booked)


def at_a_bill_in_another_currency(desk):
    os.chdir(HOME)
    app = desk.app()
    sign_in(app)
    app.key("ctrl+2")
    app.find("button", T("New request"))
    app.key("ctrl+f")
    app.type(T("Search requests"), "Schweiz")
    app.press(app.find("list item", contains=f"Schweiz · Andrea Amsel (ich selbst), {T('Paid out')}"))
    app.find("label", T("Course"))
    return desk, app


def it_is_in_euros_too(desk, app):
    app.find("label", T("Amounts"))
    labels = [node.name for node in app.nodes() if node.role in ("label", "heading")]
    shown = labels[labels.index(T("Amounts")) + 1:][:8]
    (_, asked, _, converted, _, granted, _, paid) = shown
    assert asked == "1.180,50\xa0CHF" and granted == "1.266,90\xa0€", shown
    assert converted.startswith(f"{asked} = {granted}\n1 € = 0,9318\xa0CHF, Kurs vom "), shown
    assert paid.startswith(f"{granted} am "), shown
    return desk, app, shown


def a_request_is_printed_to_a_file_of_its_own(desk, app, shown):
    app.press(app.find("button", T("Print this request")))
    printing, path = choose_file_as_printer(app)
    assert path.name == "HKK-2026-004711.pdf", path
    app.click(toolkit("_Print"), where=lambda node: node.inside(printing))
    app.gone("dialog", printing.name)
    wait(lambda: path.exists() and is_whole(path.read_bytes()), "the request is in the file")
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout
    assert "Auslandsbehandlungskosten" in words and "Spital Bergtal" in words, words
    for line in "\n".join(shown).replace("\xa0", " ").split("\n"):
        assert line in words.replace("\xa0", " "), f"{line} is not printed: {words}"
    app.find("label", T("Course"))
    app.quit()


name_toolkit_leaks()
main(chain(at_a_bill_in_another_currency, it_is_in_euros_too, a_request_is_printed_to_a_file_of_its_own),
     chain(at_documents, a_certificate_with_a_step_up_is_opened_from_what_says_that_it_came,
           all_are_saved_and_nothing_is_overwritten, a_full_disk_and_a_locked_folder_are_said_and_nothing_is_half,
           who_cancels_has_whole_files_only, dates_come_as_calendar_files, some_are_chosen_and_saved,
           printed_to_a_file_each_has_its_own_and_what_is_there_stays))
