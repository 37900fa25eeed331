"""Orca, the screen reader, and what it speaks: what a blind person hears of a program."""
import os
import re
import subprocess
import time

from desk import BUS, DEADLINE, HOME, tell

LOG = HOME / "orca.log"
# Read by Orca when it begins: what it speaks is there at once, and no key is.
CUSTOMIZATIONS = """import orca.debug
import orca.settings

orca.debug.debugFile.reconfigure(line_buffering=True)
orca.settings.enableKeyEcho = False
"""
SPOKEN = re.compile(r"\d\d:\d\d:\d\d\.\d+ - SPEECH OUTPUT: '(.*?)' \[?\{'established'", re.MULTILINE | re.DOTALL)
TIME = len("00:00:00.000000")
MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
# What is another in each run.
VARIES = (
    (r"[\u2066-\u2069]", ""),
    (r"\s*\n\s*", " / "),
    (r"Guten (Morgen|Tag|Abend), ", "Guten Tag, "),
    (r"\d\d:\d\d", "…:…"),
    (r"\b\d+ Sekunden\b", "… Sekunden"),
    (r"\b\d \d\b", "… …"),
    (r"((Mo|Di|Mi|Do|Fr|Sa|So)\.,\s)?\d{1,2}\.\s(" + MONTHS + r")(\s\d{4})?", "(Tag)"),
    (r"\b(heute|gestern)\b", "(Tag)"),
    (r"\d\d\.\d\d\.\d{4}", "(Tag)"),
)
# What nobody should ever hear.
NEVER = (
    r"[Ff]eststelltaste",  # it is off
    r"^(Knopf|Text|Radioknopf|Kontrollkästchen|Kombinationsfeld|Eingabefeld|Dialog)\b",  # without a name
    r"\b(button|entry|grouping|panel|list item|dialog)\b",  # in another language
    r"</?[a-z]+>|&[a-z]+;|%[sud]|\(null\)",
    r"^(.{25,}?)[.,]?\s+\1",  # one thing twice in a breath
)


def blocks(text):
    """The steps of a file, and what is heard after each."""
    for block in text.split("\n# ")[1:]:
        step, *lines = block.rstrip("\n").split("\n")
        yield step, [line.strip() for line in lines]


def missing(expected, heard):
    """What is not heard: the lines in their order, and those marked with ~, which come when they are ready, anywhere."""
    rest = iter(heard)
    return [line for line in expected if (line[2:] not in heard if line.startswith("~ ") else line not in rest)]


class Orca:
    """One running Orca. It is heard step by step; all that was heard stands in a file, too, for who wants to read it."""

    def __init__(self, expected, transcript):
        """Two paths. Of the file with what is to be heard the first line says what it is; of the other it is all made anew."""
        folder = HOME / ".local/share/orca"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "orca-customizations.py").write_text(CUSTOMIZATIONS)
        self.log = None
        self.unread = ""
        self.lines = []
        self.expected = list(blocks(expected.read_text()))
        self.transcript = open(transcript, "w")
        self.read = self.written = 0
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_AT_BRIDGE", "G_DEBUG")}
        self.process = subprocess.Popen(["orca", "--replace", "--debug-file", LOG, "-e", "speech"], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert self.until(self.listens), "Orca does not begin to listen"

    def listens(self):
        """Whether it has begun: last it gets word that it is on the bus itself. What a key brings before that can come while it
        still asks to be told of things, and then it gets word of nothing any more (at-spi2-core 2.56)."""
        return self.spoken() and "FINISHED PRIORITY-5 OBJECT EVENT OBJECT:CHILDREN-CHANGED:ADD" in LOG.read_text(errors="replace")

    @staticmethod
    def until(condition):
        """Looks often: of a line in its log Orca tells nobody."""
        end = time.monotonic() + DEADLINE
        while not condition():
            if time.monotonic() > end:
                return False
            BUS.iterate(0.05, lambda: False)
        return True

    def spoken(self):
        """All that it has said so far, without what is another in each run."""
        if self.log is None and LOG.exists():
            self.log = open(LOG, errors="replace")
        self.unread += self.log.read() if self.log else ""
        end = 0
        for match in SPOKEN.finditer(self.unread):
            line = match.group(1)
            for pattern, instead in VARIES:
                line = re.sub(pattern, instead, line)
            self.lines.append(line)
            end = match.end()
        # What is left may be the beginning of what it says next, which can have more than one line.
        self.unread = self.unread[end:]
        begins = self.unread.find(" - SPEECH OUTPUT: ")
        self.unread = self.unread[max(0, begins - TIME):] if begins >= 0 else self.unread[-TIME - len(" - SPEECH OUTPUT: "):]
        return self.lines

    def write(self, *lines):
        print(*lines, sep="\n", file=self.transcript, flush=True)

    def follows(self, step):
        """What was heard until here is the last step's."""
        heard = self.spoken()
        self.write(*(f"    {line}" for line in heard[self.written:]), f"# {step}")
        self.written = len(heard)

    def hears(self, step):
        """After a step: what is written down for it. More may be heard with it; that nobody should hear some things is seen to."""
        name, expected = self.expected.pop(0) if self.expected else (None, [])
        assert name == step, f"what is heard after “{step}” is not written down, but after “{name}”"
        assert expected, f"after “{step}” nothing needs to be heard"
        if not self.until(lambda: not missing(expected, self.spoken()[self.read:])):
            heard = self.spoken()[self.read:]
            tell([f"After “{step}” there was not heard:", *(f"    {line}" for line in missing(expected, heard)),
                  "There was heard:", *(f"    {line}" for line in heard)])
            raise AssertionError(f"after “{step}” something else is heard")
        heard = self.spoken()
        for line in heard[self.read:]:
            unwanted = next((pattern for pattern in NEVER if re.search(pattern, line)), None)
            assert not unwanted, f"after “{step}” is heard “{line}”, against {unwanted}"
        self.read = len(heard)

    def close(self):
        self.follows("The end")
        self.transcript.close()
        self.process.kill()  # while nothing happens it takes no other word
        self.process.wait()
        assert not self.expected, f"was not heard, as its step was not taken: {self.expected}"
