"""Wrong input: each mistake has its message where it was made, and nothing that was right is lost."""
from desk import HOME, chain, main, wait
from walks import CERTIFICATE, T, attach, begin_sick_note, change, day, executed, next_step, picture, sign_in, to_certificate


def signed_in(desk):
    app = desk.app()
    sign_in(app)
    return desk, app


def dates_must_agree(desk, app):
    begin_sick_note(app)
    app.type(T("Expected until"), day(-4))
    app.click(T("Next", "form"))
    app.find("label", T("The end lies before the beginning. Compare both dates with the certificate."))
    app.type(T("Expected until"), "31.31.2026")
    app.click(T("Next", "form"))
    app.find("label", T("This date does not exist. Type day, month and year."))
    assert app.find("text", T("Unfit for work since")).text() == day(-3)
    app.type(T("Expected until"), day(4))
    to_certificate(app)
    executed(desk, None, 0)


def wrong_files_are_refused_one_by_one(desk, app):
    (HOME / "empty.pdf").write_bytes(b"")
    (HOME / "program.pdf").write_bytes(b"MZ" + bytes(4000))
    with open(HOME / "large.pdf", "wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(12 << 20)
    attach(app, CERTIFICATE, picture("good.png"))
    app.find("button", T("Remove %s") % "good.png")
    for name, message in (("empty.pdf", "This file is empty. Choose another one."),
                          ("large.pdf", "This file is too large. One file may have up to 10 MB."),
                          ("program.pdf", "This is no PDF, JPEG or PNG file. Save it as one of them and choose it again.")):
        attach(app, CERTIFICATE, HOME / name)
        app.find("label", T(message))
        app.find("button", T("Remove %s") % "good.png")
    assert not app.all("button", T("Remove %s") % "large.pdf")
    # What was chosen is nobody's business: GTK's own chooser would put it into the desktop's list.
    recent = HOME / ".local/share/recently-used.xbel"
    wait(lambda: not recent.exists() or ".pdf" not in recent.read_text() and ".png" not in recent.read_text(),
         "the desktop's list to be without them")
    executed(desk, "put_upload", 0)


def an_iban_is_checked(desk, app):
    app.key("ctrl+4")  # out of the form, to personal data
    app.find("label", T("Bank account for refunds"))
    change(app, "Bank account for refunds")
    app.type(T("IBAN"), "DE89 3704 0044 0532 0130 01")
    app.type(T("Account holder"), "Anton Amsel")
    app.click(T("Next", "form"))
    app.find("label", T("This IBAN has a typing mistake. Compare it with your bank card."))
    assert app.find("text", T("Account holder")).text() == "Anton Amsel"
    app.type(T("IBAN"), "DE02 1203 0000 0000 2020 51")
    next_step(app, T("Check the changes"))
    executed(desk, "patch_profile", 0)


main(chain(signed_in, dates_must_agree, wrong_files_are_refused_one_by_one, an_iban_is_checked))
