"""count.py LOGS [RESULT:NAME…]: prints what a test run came to: N passed, N failed, N skipped. That is what meson's
reports in the folder LOGS say, and RESULT (passed, failed, skipped) and NAME of what else was tried."""
import json
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path


def short(name):
    """What meson calls PROJECT:SUITE / TEST."""
    return name.rpartition(" / ")[2]


def cases(logs):
    """The result, the test and the case of everything that meson's JUnit report lists."""
    for case in ET.parse(logs / "testlog.junit.xml").iter("testcase"):
        bad = case.find("failure") is not None or case.find("error") is not None
        result = "failed" if bad else "skipped" if case.find("skipped") is not None else "passed"
        test = short(case.get("classname", "").partition(".")[2] or case.get("name"))
        yield result, test, case.get("name")


def broken(logs):
    """The tests that did not end well, whatever their cases said: a leak, a crash, a time that ran out."""
    for line in (logs / "testlog.json").read_text().splitlines():
        test = json.loads(line)
        if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL"):
            yield short(test["name"]), f"as a whole: {test['result']}, exit status {test['returncode']}"


def results(logs, others):
    if not (logs / "testlog.json").exists():
        yield "failed", "meson test", "it did not run"
        return
    listed = list(cases(logs))
    failed = {test for result, test, _ in listed if result == "failed"}
    yield from listed
    yield from (("failed", test, why) for test, why in broken(logs) if test not in failed)
    for other in others:
        result, _, name = other.partition(":")
        yield result, name, name


def main():
    found = list(results(Path(sys.argv[1]), sys.argv[2:]))
    for result, test, name in found:
        if result != "passed":
            print(f"{result}: {test}" + (f": {name}" if short(name) != test else ""))
    count = Counter(result for result, _, _ in found)
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    sys.exit(count["failed"] > 0 or count["passed"] == 0)


main()
