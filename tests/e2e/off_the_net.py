"""The phone and its network: the push is lost, nothing can be reached for a while, everything is slow, the answer to an answer gets
lost, the clock is wrong. What the person is told is true, and nothing happens twice."""
import os
import subprocess
import time
from datetime import date, timedelta

from asked import NOTHING, Computer, a_quarter_later, fail, leave, to_pin, with_a_phone
from desk import PREFIX, Program, chain, main
from walks import ANDREA, T, approve, arrived, executed, give_pin, go_to, order_certificate, sign_in, time_left, waiting

PIN = ANDREA[2]
BUSY = T("The portal is being maintained. Trying again.")  # it answers, and says so: 503
FETCH = T("Open the Service-App. Choose in the side menu: 2FA approval → Fetch.")
DEVICE = "get_device_feed", "list_device_approvals", "open_device_approval", "unlock_device", "decide_device_approval"


def clear(desk):
    desk.mock("faults", do="clear")


def is_done(desk, phone, times):
    phone.find("label", T("Approved"))
    phone.click(T("Done"))
    phone.find(*NOTHING)
    executed(desk, "step_up", times)


# The push is lost

def without_push(desk):
    desk.server()
    fail(desk, "stall", "get_device_feed")
    phone = desk.phone()
    phone.find(*NOTHING)
    return desk, phone


def what_did_not_come_is_fetched(desk, phone):
    app = desk.app()
    sign_in(app)
    go_to(app, "Documents & services")
    order_certificate(app)
    number = waiting(app)
    app.find("label", FETCH)
    phone.find(*NOTHING)
    phone.click(T("Side menu"))
    phone.press(phone.find("list item", T("2FA approval")))
    phone.click(T("Fetch"))
    approve(phone, number)
    app.gone("dialog", T("Approve in the Service-App"))
    executed(desk, "step_up", 1)
    clear(desk)


# Nothing can be reached

def off_the_net_it_stays_and_its_time_goes_on(desk, phone, url):
    office = Computer(url)
    number = office.ask()
    arrived(phone)
    desk.mock("advance", seconds=241)
    office.act("resend")
    seconds = [time_left(n, "second") for n in range(60)]
    before = phone.find("label", where=lambda node: node.name in seconds).name
    fail(desk, "status", *DEVICE)
    office.act("resend")
    phone.find("label", BUSY)
    entry = to_pin(phone, number)
    entry.write(PIN)
    phone.find("label", T("Type your approval PIN."))
    phone.find("label", where=lambda node: node.name in seconds[:seconds.index(before)])
    executed(desk, "step_up", 0)
    clear(desk)
    phone.gone("label", BUSY)
    give_pin(phone, PIN)
    is_done(desk, phone, 1)


def its_time_runs_out_off_the_net(desk, phone, url):
    office = Computer(url)
    entry = to_pin(phone, office.ask())
    desk.mock("advance", seconds=290)
    office.act("resend")
    phone.find("label", where=lambda node: node.name in [time_left(n, "second") for n in range(2, 11)])
    fail(desk, "status", *DEVICE)
    entry.write(PIN[:3])
    phone.find("label", T("Time ran out."))
    entry.write(PIN)
    phone.find("label", T("Type your approval PIN."))
    clear(desk)
    phone.find("label", T("Nothing was changed. Start again on your computer."))
    leave(phone)
    phone.find(*NOTHING)


# The answer, or the answer to it, is lost

def what_was_carried_out_is_said(desk, phone, url, phase, action):
    done = len(desk.ledger("step_up"))
    entry = to_pin(phone, a_quarter_later(desk, url).ask())
    fail(desk, action, "decide_device_approval", phase=phase)
    entry.write(PIN)
    is_done(desk, phone, done + 1)
    clear(desk)


def lost_after_it_was_carried_out(desk, phone, url):
    what_was_carried_out_is_said(desk, phone, url, "after-commit", "status")


def cut_off_in_the_middle(desk, phone, url):
    what_was_carried_out_is_said(desk, phone, url, "mid-response", "close")


def lost_before_it_was_carried_out(desk, phone, url):
    done = len(desk.ledger("step_up"))
    entry = to_pin(phone, Computer(url).ask())
    fail(desk, "status", "decide_device_approval", phase="before-commit")
    entry.write(PIN)
    phone.find("label", T("Your answer did not arrive. Nothing is decided yet. Answer once more."))
    executed(desk, "step_up", done)
    clear(desk)
    give_pin(phone, PIN)
    is_done(desk, phone, done + 1)


def lost_with_the_way_to_ask(desk, phone, url):
    done = len(desk.ledger("step_up"))
    entry = to_pin(phone, Computer(url).ask())
    fail(desk, "status", "decide_device_approval", phase="after-commit")
    fail(desk, "status", "open_device_approval", "list_device_approvals", "get_device_feed")
    entry.write(PIN)
    phone.find("label", T("The connection was interrupted. Whether your answer arrived is being checked."))
    clear(desk)
    is_done(desk, phone, done + 1)


# Everything is slow

def slow_it_says_so_and_can_be_given_up(desk, phone, url):
    done = len(desk.ledger("step_up"))
    entry = to_pin(phone, a_quarter_later(desk, url).ask())
    fail(desk, "stall", "unlock_device", nth=1)
    entry.write(PIN)
    phone.find("label", T("Your approval PIN is being checked."))
    phone.find("label", T("The connection is slow. Nothing is decided yet, you can still cancel."))
    phone.click(T("Cancel"))
    executed(desk, "step_up", done)
    give_pin(phone, PIN)
    is_done(desk, phone, done + 1)


def slow_with_the_answer_under_way(desk, phone, url):
    done = len(desk.ledger("step_up"))
    entry = to_pin(phone, Computer(url).ask())
    fail(desk, "stall", "decide_device_approval", nth=1, phase="after-commit")
    entry.write(PIN)
    phone.find("label", T("Your answer is on its way."))
    phone.find("label", T("The connection is slow. Your answer is on its way."))
    assert not phone.all("button", T("Cancel")), "what was sent cannot be taken back"
    is_done(desk, phone, done + 1)


# The clock is wrong

class DayAhead(Program):
    """A program on a computer whose clock is wrong."""
    ahead = 86400

    def begin(self, command):
        around = ["env", f"LD_PRELOAD={PREFIX.parent / 'tests/e2e/libother-clock.so'}", f"HKK_AHEAD={self.ahead}",
                  f"ASAN_OPTIONS={os.environ['ASAN_OPTIONS']}:verify_asan_link_order=0"]
        day = subprocess.run([*around, "date", "+%F"], check=True, capture_output=True, text=True).stdout.strip()
        assert day == (date.today() + timedelta(seconds=self.ahead)).isoformat(), f"the clock says {day}"
        return super().begin([*around, *command])


class DayBehind(DayAhead):
    ahead = -86400


def clock_times(since):
    """As they stand on a clock from then until now."""
    return {time.strftime("%H:%M", time.localtime(moment)) for moment in range(int(since), int(time.time()) + 60, 20)}


def a_clock_that_is_a_day_off_changes_nothing(desk):
    since = time.time()
    _, url = desk.server()
    for done, kind in enumerate((DayAhead, DayBehind), 1):
        phone = desk.start(PREFIX / "bin/meine-hkk-phone", kind=kind)
        phone.find(*NOTHING)
        number = Computer(url).ask()
        arrived(phone)
        asked = T("Asked for by the computer “%s” at %s")
        phone.find("label", where=lambda node: node.name in {asked % ("Büro", clock) for clock in clock_times(since)})
        phone.find("label", where=lambda node: node.name in [time_left(n) for n in range(2, 6)])
        approve(phone, number)
        executed(desk, "step_up", done)
        phone.click(T("Side menu"))
        phone.press(phone.find("list item", T("Settings")))
        phone.press(phone.find("list item", T("Approvals of the last 90 days")))
        days = {T("today")} if date.fromtimestamp(since) == date.today() else {T("today"), T("yesterday")}
        ends = {T("%1$s · %2$s").replace("%1$s", T("Approved")).replace("%2$s", T("%s, %s") % (day, clock))
                for clock in clock_times(since) for day in days}
        phone.find("label", where=lambda node: node.name in ends)
        phone.quit()


main(chain(without_push, what_did_not_come_is_fetched),
     chain(with_a_phone, off_the_net_it_stays_and_its_time_goes_on, its_time_runs_out_off_the_net,
           lost_after_it_was_carried_out, cut_off_in_the_middle, lost_before_it_was_carried_out, lost_with_the_way_to_ask, slow_it_says_so_and_can_be_given_up,
           slow_with_the_answer_under_way),
     a_clock_that_is_a_day_off_changes_nothing)
