#!/usr/bin/env python3
"""choose.py BUILD [SUITE [NAME…] [CASE…]]: prints what `meson test` is told for that, one a line. A name that is no
test would be a run of nothing; it is refused, and told what there is. The cases of a scenario are its functions, those of a program
of C its GLib paths: /mock/iam or /mock/iam/stay."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

SCENARIOS = Path(__file__).parent / "e2e"
OF_SCENARIOS = "a11y", "e2e"


def tests_by_suite(build):
    suites = {}
    told = subprocess.run(["meson", "introspect", "--tests", build], capture_output=True, text=True, check=True)
    for test in json.loads(told.stdout):
        for suite in test["suite"]:
            suites.setdefault(suite.rpartition(":")[2], {})[test["name"]] = test
    return suites


def paths_of(build, test):
    told = subprocess.run([*test["cmd"], "-l"], cwd=build, env=os.environ | test["env"], capture_output=True, text=True)
    return re.findall(r"^# (/\S+)$", told.stdout, re.M)


def cases_of(name):
    path = SCENARIOS / f"{name}.py"
    text = path.read_text() if path.exists() else ""
    run = re.sub(r"\bchain\(\s*\w+", "", text.rpartition("\nmain(")[2])  # what a chain begins with is no case
    return [name for name in re.findall(r"^def (\w+)\(desk\b", text, re.M) if name in re.findall(r"\w+", run)]


def choose(build, suite, *words):
    suites = tests_by_suite(build)
    if suite not in suites:
        owners = "".join(f"; perhaps ./dev test {one} {suite}" for one, names in suites.items() if suite in names)
        sys.exit(f"dev: there is no suite '{suite}'; there are: {' '.join(sorted(suites))}{owners}")
    names = [word for word in words if word in suites[suite]]
    cases = [word for word in words if word not in names]
    there_are = []
    if cases and len(names) == 1 and suite != "rules":
        there_are = cases_of(names[0]) if suite in OF_SCENARIOS else paths_of(build, suites[suite][names[0]])
    for case in cases:
        if not any(one == case or one.startswith(f"{case}/") for one in there_are):
            more = f"; cases of {names[0]}: {' '.join(there_are)}" if there_are else ""
            sys.exit(f"dev: '{case}' is no test of {suite}; there are: {' '.join(sorted(suites[suite]))}{more}")
    yield from [f"--suite={suite}", *names]
    if cases:
        yield "--test-args=" + " ".join(cases if suite in OF_SCENARIOS else [f"-p {case}" for case in cases])


if len(sys.argv) > 2:
    print("\n".join(choose(*sys.argv[1:])))
