"""House rules that a reader of one file cannot see: floors, lists of files, translations. TAP on standard output."""
import configparser
import graphlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

TOP = Path(sys.argv[1])
BUILD = Path(sys.argv[2])
FLOORS = {"base": {"base"}, "forms": {"forms", "base"}, "portal": {"portal", "forms", "base"}, "mock": {"mock", "forms", "base"},
          "widgets": {"widgets"}, "app": {"app", "widgets", "portal", "forms", "base"},
          "phone": {"phone", "widgets", "portal", "forms", "base"}}
# The one file of each program that knows the mock.
MAY_KNOW_MOCK = {"src/app/demo/hkk-demo-host.c", "src/phone/hkk-phone-host.c"}
TOP_LEVEL = {"README.md", "CONTRIBUTING.md", "LICENSE", "meson.build", "meson.options", "dev", ".ci", ".editorconfig",
             ".git-blame-ignore-revs", ".gitignore", ".git", "src", "data", "resources", "po", "tests", "flatpak", "build"}


def sources(*endings):
    return sorted(p for p in TOP.joinpath("src").rglob("*") if p.suffix in endings)


def translatable():
    marked = re.compile(r'\b(_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dgettext|g_dpgettext2?)\s*\(\s*"')
    found = [p for p in sources(".c", ".h") if marked.search(p.read_text())]
    found += [p for p in TOP.joinpath("resources").glob("*.ui") if 'translatable="yes"' in p.read_text()]
    found += TOP.joinpath("data").rglob("*.form.xml.in")
    found += [TOP / "data" / name for name in ("meine-hkk.desktop.in", "meine-hkk-phone.desktop.in", "meine-hkk-tablet.desktop.in",
                                               "meine-hkk.gschema.xml.in", "meine-hkk.metainfo.xml.in")]
    return sorted(str(p.relative_to(TOP)) for p in found)


def includes_go_down():
    owner = {p.name: p.relative_to(TOP / "src").parts[0] for p in sources(".h")}
    for path in sources(".c", ".h"):
        floor = path.relative_to(TOP / "src").parts[0]
        for name in re.findall(r'#include "([^"]+)"', path.read_text()):
            other = owner.get(Path(name).name, floor)
            if other == "mock" and str(path.relative_to(TOP)) in MAY_KNOW_MOCK:
                continue
            if other not in FLOORS[floor]:
                yield f"{path.relative_to(TOP)} includes {name} of {other}"


def headers_have_names_of_their_own():
    """An include names a file, not a path."""
    homes = {}
    for path in sources(".h"):
        homes.setdefault(path.name, []).append(str(path.relative_to(TOP)))
    yield from (" and ".join(paths) + " have the same name" for paths in homes.values() if len(paths) > 1)


def folders_do_not_include_each_other():
    """A circle of folders is a design fault: what they share belongs into a folder below them."""
    home = {p.name: p.parent for p in sources(".h")}
    below, why = {}, {}
    for path in sources(".c", ".h"):
        for name in re.findall(r'#include "([^"]+)"', path.read_text()):
            other = home.get(name, path.parent)
            if other != path.parent:
                below.setdefault(path.parent, set()).add(other)
                why.setdefault((path.parent, other), f"{path.relative_to(TOP)} includes {name}")
    try:
        graphlib.TopologicalSorter(below).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1][::-1]
        yield from (why[pair] for pair in zip(circle, circle[1:]))


def private_headers_stay_in_their_room():
    """X-private.h is for the files of its folder; what another room needs has a header without that name."""
    home = {p.name: p.parent for p in sources(".h") if p.stem.endswith("-private")}
    for path in sources(".c", ".h"):
        for name in re.findall(r'#include "([^"]+)"', path.read_text()):
            if home.get(Path(name).name, path.parent) != path.parent:
                yield f"{path.relative_to(TOP)} includes {name} of another room"


def routes_are_spelled_in_the_portal():
    """A window asks for a thing; which route that is, the portal alone knows."""
    for path in [p for floor in ("app", "phone") for p in sources(".c", ".h") if p.is_relative_to(TOP / "src" / floor)]:
        for found in re.findall(r'"/(?:v1|iam)/[^"]*"|hkk_portal_(?:get|send)_async', path.read_text()):
            yield f"{path.relative_to(TOP)} spells {found}"


def nothing_is_exported_for_nobody():
    """What only its own file calls is static there; what nobody calls goes. A test is somebody."""
    texts = {path: path.read_text() for folder in ("src", "tests") for path in TOP.joinpath(folder).rglob("*") if path.suffix in (".c", ".h")}
    words = {path: re.findall(r"\bhkk_\w+", text) for path, text in texts.items()}
    headers = [name for path, found in words.items() if path.suffix == ".h" for name in found]
    for path in sources(".h"):
        for name in re.findall(r"^(?!static|typedef|#|extern)[\w *]*?\b(hkk_\w+) *\(", texts[path], re.M):
            if re.search(r"_(get_type|quark)$", name) or headers.count(name) > 1:  # in a macro, a cleanup, an inline function
                continue
            users = [p for p, found in words.items() if p.suffix == ".c" and name in found and not re.search(rf"^{name} \(", texts[p], re.M)]
            if not users:
                yield f"{path.relative_to(TOP)} exports {name} for nobody"


STYLE = {r"\bg(char|int|double|long|short)\b": "a type that C has", r"\b\w+_cb\b": "a callback that is not called on_x",
         r"\b(user|callback)_data\b": "what a callback is given, not called data",
         r"^ *(static |const |typedef )*(struct|union|enum)( \w+)? \{$": "a brace behind a struct", r"^G_(BEGIN|END)_DECLS": "G_BEGIN_DECLS",
         r"^.{121,}$": "a line of more than 120 columns"}
STYLE_OF_SRC = {r"\bg_object_set_q?data(_full)? \(": "data that hangs on an object: a field of a struct has a type",
                r"^ +GError \*\w+( = NULL)?;": "an error that nobody frees: g_autoptr(GError)",
                r"\bgtk_accessible_announce \(GTK_ACCESSIBLE \((?!window\))": "something said aloud that may be lost: hkk_announce ()"}


def nested_conditionals(text):
    """Where a ?: is an operand of another one, bare or in brackets. Two arguments of a call are no such thing."""
    blank = lambda found: re.sub(r"[^\n]", " ", found[0])
    words = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|^[ \t]*#[^\n]*'
    code = re.sub(words, blank, text, flags=re.S | re.M)
    # For each open bracket: whether a ? came since the last comma, = or semicolon; whether one stands in a closed pair of
    # brackets since then; whether it is such a pair itself, and no call; whether it had a ? of its own.
    level = [[False] * 4]
    last = ""
    for found in re.finditer(r"\w+|[=!<>]=|\S", code):
        token = found[0]
        if token in "([{":
            pair = token == "(" and not re.match(r"\w", last)
            level.append([pair and level[-1][0], False, pair, False])
        elif token in ")]}":
            closed = level.pop()
            level = level or [[False] * 4]
            if token == "}":
                level[-1][:2] = False, False
            elif closed[2] and (closed[1] or closed[3]):
                level[-1][1] = True
        elif token in (",", ";", "=", "return"):
            level[-1][:2] = False, False
        elif token == "?":
            if level[-1][0] or level[-1][1]:
                yield found.start()
            level[-1][0] = level[-1][3] = True
        last = token


def style_is_one():
    """What a machine can see of CONTRIBUTING.md's style."""
    for folder in ("src", "tests"):
        for path in sorted(p for p in TOP.joinpath(folder).rglob("*") if p.suffix in (".c", ".h")):
            text = path.read_text()
            for pattern, what in (STYLE | STYLE_OF_SRC if folder == "src" else STYLE).items():
                for found in re.finditer(pattern, text, re.M):
                    yield f"{path.relative_to(TOP)}:{text[:found.start()].count(chr(10)) + 1} has {what}: {found[0].strip()}"
            for at in nested_conditionals(text) if folder == "src" else ():
                yield f"{path.relative_to(TOP)}:{text[:at].count(chr(10)) + 1} has a conditional inside another one"
            for found in re.finditer(r"= g_task_new \(.*?\n}", text, re.S):
                if folder == "src" and "g_task_set_source_tag" not in found[0]:
                    yield f"{path.relative_to(TOP)}:{text[:found.start()].count(chr(10)) + 1} has a task without a source tag"


def ground_and_middle_have_no_gtk():
    for floor in ("base", "forms", "portal", "mock"):
        library = next((BUILD / "src" / floor).glob(f"libhkk-{floor}.*[ao]"))
        symbols = subprocess.run(["nm", "--undefined-only", library], capture_output=True, text=True, check=True).stdout
        for symbol in sorted(set(re.findall(r" U ((?:gtk|gdk|adw)_\w+)", symbols))):
            yield f"libhkk-{floor} uses {symbol}"


def top_level_holds_nothing_else():
    for path in TOP.iterdir():
        if path.name not in TOP_LEVEL:
            yield f"{path.name} is not in the plan of the top level"


def potfiles_is_complete_and_sorted():
    listed = [line for line in (TOP / "po/POTFILES").read_text().splitlines() if line and not line.startswith("#")]
    wanted = translatable()
    yield from (f"{path} is not in po/POTFILES" for path in wanted if path not in listed)
    yield from (f"{path} in po/POTFILES has nothing to translate" for path in listed if path not in wanted)
    if listed != sorted(listed):
        yield "po/POTFILES is not sorted"


def templates_are_listed_and_named_like_their_class():
    listed = set()
    for bundle in TOP.joinpath("resources").glob("*.gresource.xml"):
        listed |= {node.text for node in ET.parse(bundle).iter("file")}
    stems = {p.stem for p in sources(".c")}
    for path in TOP.joinpath("resources").glob("*.ui"):
        if path.name not in listed:
            yield f"{path.name} is in no .gresource.xml"
        if path.stem not in stems:
            yield f"{path.name} has no .c of the same stem"


def properties_are_set_once():
    """The later one wins, and nobody sees it: who takes one away finds the other."""
    for path in sorted(TOP.joinpath("resources").glob("*.ui")):
        for owner in ET.parse(path).iter():
            names = [node.get("name").replace("_", "-") for node in owner.findall("property")]
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield f"{path.name} sets {name} twice in {owner.get('id') or owner.get('class') or owner.tag}"


def translations_are_well_formed():
    for po in sorted(TOP.joinpath("po").glob("*.po")):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", po], capture_output=True, text=True)
        if done.returncode:
            yield done.stderr.strip()


def template():
    """What there is to translate, collected now."""
    pot = BUILD / "meine-hkk.now.pot"
    files = [line for line in (TOP / "po/POTFILES").read_text().splitlines() if line and not line.startswith("#")]
    subprocess.run(["xgettext", "--from-code=UTF-8", "--add-comments=TRANSLATORS", "-k_", "-kN_", "-kC_:1c,2", "-kNC_:1c,2",
                    "-kngettext:1,2", "-khkk_mock_text_plural:2,3", "-kg_dgettext:2", "-kg_dngettext:2,3", "-kg_dpgettext2:2c,3",
                    "-o", pot, *files], cwd=TOP, check=True, capture_output=True,
                   env={"GETTEXTDATADIRS": str(TOP / "data/forms"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
    return pot


def translators_know_what_a_text_is():
    """One word or two, and what stands in for something, have a comment that says what they are."""
    for entry in template().read_text().split("\n\n")[1:]:
        msgid = "".join(json.loads(line) for line in re.search(r'^msgid ((?:".*"\n?)+)', entry, re.M)[1].strip().split("\n"))
        place = " ".join(re.findall(r"^#: (.*)$", entry, re.M))
        flags = " ".join(re.findall(r"^#, (.*)$", entry, re.M))
        comments = [re.sub(r"^TRANSLATORS: ", "", text) for text in re.findall(r"^#\. (?!xgettext:)(.*)$", entry, re.M)]
        if "no-c-format" not in flags and re.search(r"%[\d$']*[a-z]|\{[a-z]+[+}]", msgid):
            if not comments:
                yield f"{place}: a TRANSLATORS comment must say what is put into “{msgid}”"
        elif len(msgid.split()) <= 2 and not comments and "msgctxt" not in entry:
            yield f"{place}: a TRANSLATORS comment must say what “{msgid}” is: a button, a heading, of what?"
        if any(text.strip(' .:"“”').lower() == msgid.replace("_", "").lower() for text in comments):
            yield f"{place}: the comment only repeats “{msgid}”"
        if re.search(r"(?<!%)% [a-z]", msgid) and " c-format" in " " + flags:
            yield f"{place}: xgettext:no-c-format is missing: “{msgid[:60]}” has a percentage that looks like a format"


def german_is_complete():
    """Everything that a person reads has a German text; checked against a template made now, not a stored one."""
    merged = subprocess.run(["msgmerge", "-q", "-N", "-o", "-", TOP / "po/de.po", template()], capture_output=True, check=True).stdout
    missing = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", "-"], input=merged,
                             capture_output=True, check=True).stdout.decode()
    for places, text in re.findall(r'^((?:#.*\n)*)msgid "(.+)"$', missing, re.M):
        yield f"{' '.join(re.findall(r'^#: (.+)$', places, re.M))}: no German text for: {text}"
    fuzzy = subprocess.run(["msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap", "-"], input=merged,
                           capture_output=True, check=True).stdout.decode()
    yield from ("fuzzy: " + text for text in re.findall(r'^msgid "(.+)"$', fuzzy, re.M))


# What German does not say here, and why or what it says instead. (?!…) spares the words that are meant.
NOT_GERMAN = {
    r"[Nn]eu (an)?gemeldet|[Nn]eu anmelden|elden Sie sich (\w+ )?neu an\b": "is read as registering anew: erneut anmelden",
    r"neu an(fragen|gefragt)|[Ff]ragen Sie (\w+ ){0,3}neu an\b": "erneut anfragen",
    r"Gerät\w* (\w+ )?abmelde|Gerät\w* (ist|sind|wird|werden) abgemeldet": "signing out is for persons: Registrierung aufheben",
    r"Gerät\w* entfern|Entfernen Sie (das|ein|dieses) Gerät|Gerät\w* (wird|wurde)\b[^.]*\bentfernt": "Registrierung aufheben",
    r"Sitzung": "Anmeldung",
    r"Liefer(an)?schrift|Lieferadresse|Zustelladresse": "Postanschrift",
    r"Bildschirmle|Bildschirmvorle": "Screenreader",
    r"Arbeitsumgebung|Arbeitsfläche|Schreibtischumgebung|Desktop": "Computer",
    r"Betrachter": "Programm",
    r"[Bb]raucht Sie\b|[Bb]rauchen Sie\.$|(Sache|Sachen) brauch|[Bb]rauch(t|en) (Ihre )?Aufmerksamkeit": "zu erledigen",
    r"[a-zäöüß]Innen\b|[a-zäöüß]In\b|[a-zäöüß][*:_/·](-?)[Ii]n(nen)?\b|\w\(in(nen)?\)": "both words, or a neutral one",
    r"(?<!oder )\b(Ehe|Lebens)partner(s|n)?\b|(?<!oder )\b(Kunde|Kunden|Nutzer|Benutzer|Patient|Patienten|Empfänger|Berater|Mitarbeiter)\b(?! werben)":
        "a man alone: name both, or neither",
    r"\b(Fach|Zahn|Haus|Frauen)?(arzt|Arzt)\b(?!( oder)? Ärztin|-Praxis)|\b([Bb]eim|[Zz]um|[Dd]ie) Ärzten?\b": "Praxis, or Arzt oder Ärztin",
    r"\bnie (ein|wieder|mehr|neu)|Sie \w+( sich)? nie\b": "sounds like an order",
    r"\b[Ll]eider\b|\b[Bb]itte\b|!": "no pleading, no shouting",
    r"\b(Du|du|Dir|dir|Dich|dich|[Dd]ein\w*)\b": "Sie",
    r"Abs\. ": "Absatz is written out",
    r"Föderation|Darussalam|Islamische Republik|Malwinen|Volksrepublik|Provinz|, (Staat|Föderierte|Republik|Vereinigte)\b":
        "the name of a country as people say it",
    r"\"|(?<![\w%])'|(?<!%)'(?!\w)|“[^“”„]*”": "quotes are „…“",
}


def german_texts():
    """(place, text): the catalogue's German, and what the invented persons and the insurer of the demo write."""
    listed = subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", TOP / "po/de.po"], capture_output=True, check=True, text=True)
    for entry in listed.stdout.split("\n\n")[1:]:
        for lines in re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', entry, re.M):
            yield "po/de.po", "".join(json.loads(line) for line in lines.strip().split("\n"))

    def german(value):
        if isinstance(value, list):
            for one in value:
                yield from german(one)
        elif isinstance(value, dict):
            for key, one in value.items():
                yield from texts_in(one) if key == "de" else german(one)

    def texts_in(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            for one in value if isinstance(value, list) else value.values():
                yield from texts_in(one)

    for path in sorted(TOP.joinpath("data/demo").glob("*.json")):
        data = json.loads(path.read_text())
        found = german(data)
        if path.name == "brochures.json":
            found = (text for one in data["brochures"] for text in texts_in(one.get("sections", [])))
        yield from ((str(path.relative_to(TOP)), text) for text in found)
    forms = BUILD / "data/forms/shared.form.xml"
    for label in ET.parse(forms).iterfind("list[@id='countries']/option/label[@{http://www.w3.org/XML/1998/namespace}lang='de']"):
        yield "the list of countries", label.text


def every_country_has_a_name():
    """In every language, from iso-codes or from us; what is missing says so at the build."""
    merged = BUILD / "data/forms/without-countries.form.xml"
    options = ET.parse(BUILD / "data/forms/shared.form.xml").findall("list[@id='countries']/option")
    for language in TOP.joinpath("po/LINGUAS").read_text().split():
        tag = language.replace("_", "-").replace("@", "-")
        yield from (f"{option.get('value')} has no name in {language}" for option in options
                    if tag not in [label.get("{http://www.w3.org/XML/1998/namespace}lang") for label in option.iter("label")]
                    and (language == "de" or not option.get("named")))
    named = subprocess.run(["pkg-config", "--variable=prefix", "iso-codes"], capture_output=True, text=True).stdout.strip()
    for share, language, said in ((BUILD, "de", "its package is needed"), (Path(named, "share"), "none", "is its package complete"),
                                  (Path(named, "share"), "ach", "Mark them with")):
        done = subprocess.run([TOP / "data/forms/name-countries", merged, BUILD / "unnamed.xml", share, language],
                              capture_output=True, text=True)
        if done.returncode == 0 or said not in done.stderr or "Traceback" in done.stderr:
            yield f"without names in {language}, name-countries ends with {done.returncode} and says: {done.stderr}"


def german_is_what_people_say():
    """domain.md's words, both sexes without signs, no orders: what a table can see of it."""
    for place, text in german_texts():
        for wrong, instead in NOT_GERMAN.items():
            found = re.search(wrong, text)
            if found:
                yield f"{place}: “{found[0]}” in “{text[:100]}”: {instead}"


def long_words_have_hyphens():
    """What is wider than a line of a narrow window with large text is made of the parts that hkk-hyphens.c is given."""
    texts = [text for _, text in german_texts()]
    listed = next(text for text in texts if text.startswith("ab-")).split()
    yield from (f"po/de.po: the part “{part}” is too short" for part in listed if len(part.replace("-", "")) < 5)
    parts = {part.replace("-", ""): part for part in listed}
    for word in sorted({word for text in texts for word in re.findall(r"[^\W\d_]{18,}", text) if text.split() != listed}):
        broken, rest = "", word.lower()
        while rest:
            part = max((part for part in parts if rest.startswith(part)), key=len, default=rest[0])
            broken += f"-{parts[part]}-" if part in parts else part
            rest = rest[len(part):]
        if max(map(len, broken.split("-"))) > 9:
            yield f"po/de.po: of the parts of “{word}” some are not where the hyphens are: {broken}"


def forms_follow_their_schema():
    rng = TOP / "data/forms/form.rng"
    for form in sorted(TOP.joinpath("data/forms").glob("*.xml.in")):
        done = subprocess.run(["xmllint", "--noout", "--relaxng", rng, form], capture_output=True, text=True)
        if done.returncode:
            yield done.stderr.strip()


def forms_name_what_there_is():
    """Fields, options, parts, lists, categories, operators, and that who approves a form is told whom and what it is
    about: what a schema cannot see. The mock's own reader says it."""
    libraries = ":".join(str(BUILD / "src" / name) for name in ("base", "forms", "mock"))
    done = subprocess.run([BUILD / "src/mock/meine-hkk-mock", "check", TOP / "data/forms"], capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LD_LIBRARY_PATH": libraries})
    if done.returncode:
        yield done.stderr.strip()


def the_help_is_about_what_there_is():
    """Each page and dialog of the program has answers of its own for F1, and each answer is one of the help."""
    context = (TOP / "src/app/help/hkk-help-context.c").read_text()
    table = re.findall(r'\{ "([\w.]+)", (?:TRUE|FALSE), \{ ([^}]*) \} \}', context)
    known = set(re.findall(r'\{ "([\w-]+)", N_', (TOP / "src/app/help/hkk-help-entries.c").read_text()))
    types = [found for path in (TOP / "src/app").rglob("*.c")
             for found in re.findall(r"^G_DEFINE\w*_TYPE\w* \((\w+), \w+, (\w+)", path.read_text(), re.M)]
    for name, ids in table:
        if name.partition(".")[0] not in dict(types):
            yield f"{name} is no type of the program"
        yield from (f"{name} has the answer {id}, which is none" for id in re.findall(r'"([\w-]+)"', ids) if id not in known)
    for name, parent in types:
        if parent in ("ADW_TYPE_DIALOG", "HKK_TYPE_PAGE") and name not in dict(table) and name != "HkkHelpDialog":
            yield f"{name} has no answer in the help"


# What the accessibility statement claims, and the test that holds it.
CLAIMS = {"A test walks over pages": "tests/e2e/accessibility.py",
          "The screen reader Orca": "tests/e2e/orca.py",
          "Contrasts are measured in pictures": "tests/e2e/contrast.py",
          "Tasks are done with text at 200 %": "tests/e2e/large_text.py"}


def the_help_leads_to_what_there_is():
    """Each button of the help has an action of the program, a form or a service behind it."""
    entries = (TOP / "src/app/help/hkk-help-entries.c").read_text()
    code = "".join(path.read_text() for path in sources(".c") if path.relative_to(TOP / "src").parts[0] == "app")
    for action, target in set(re.findall(r'"((?:app|win)\.[\w-]+)", (?:"([\w-]+)"|NULL) \}', entries)):
        if action.startswith("app.") and f'{{ .name = "{action[4:]}"' not in code:
            yield f"{action} is no action of the program"
        if action == "win.open-form" and not (TOP / f"data/forms/{target}.form.xml.in").exists():
            yield f"{target} is no form"
        if action == "win.open-service" and f'{{ "win.open-service", "{target}", "' not in code:
            yield f"{target} is no service"
        if action == "win.write-in" and f'value="{target}"' not in (TOP / "data/forms/message.form.xml.in").read_text():
            yield f"{target} is no subject of a message"


# The pages and dialogs that sentences name, and the leads to each; one that is closer to what is meant will do.
NAMED = {"Overview|overview": ["overview"], "Requests": ["requests"], "Messages(?: & contact)?": ["messages"], "Security": ["security"],
         "Documents & services|your documents": ["documents", "certificate", "brochures", "appointments", "health-card",
                                                 "open-document"],
         "Personal data(?: & settings)?": ["profile", "email-code"], "Get a certificate": ["certificate"], "preferences": ["preferences"],
         "New request": ["new-request", "open-form"], "Help": ["answer", "help", "hkk_error_help_show"]}
# Words are chosen in one file and shown, with the way, by another.
SHOWN_BY = {"src/app/approval/hkk-approval-words.c": "src/app/approval/hkk-approval-dialog.c",
            "src/app/documents/hkk-documents-page-filter.c": "resources/hkk-documents-page.ui",
            "src/mock/requests/requests-states.c": "src/app/requests/hkk-request-case-rows.c"}
# No way is wanted from these, and why.
NO_WAY = {"That is in less than ten days.": "it is not there yet",
          "They stay in the overview,": "the person is about to close the program, and is asked",
          "Go to “Personal data” (in the portal": "the help leads past it, to “Security” itself"}


def what_shows(place):
    """The part of the program that shows the text at FILE:LINE: the help's entry, the form's field, the file."""
    file, _, line = place.rpartition(":")
    text = TOP.joinpath(SHOWN_BY.get(file, file)).read_text()
    before, after = "\n".join(text.split("\n")[:int(line)]), "\n".join(text.split("\n")[int(line):])
    if file.endswith("hkk-help-entries.c"):
        return before.rpartition('\n  { "')[2] + after.partition('\n  { "')[0]
    if file.endswith(".form.xml.in"):
        return before.rpartition("<field ")[2]
    return text


def what_is_named_has_a_way():
    """A sentence that names a page or a dialog is shown with what leads there. The phone names those of another program."""
    for entry in template().read_text().split("\n\n")[1:]:
        msgid = "".join(json.loads(line) for line in re.search(r'^msgid ((?:".*"\n?)+)', entry, re.M)[1].strip().split("\n"))
        places = [place for place in re.findall(r"\S+:\d+", " ".join(re.findall(r"^#: (.*)$", entry, re.M)))
                  if place.startswith(("src/app/", "src/mock/", "resources/", "data/forms/")) and "hkk-phone" not in place]
        for names, leads in NAMED.items():
            named = re.search(rf"(?:“|\b(?:[Uu]nder|[Aa]t|[Ii]n|[Tt]he|[Ss]ee) )({names})(?:”|\b)", msgid)
            if not named or not re.search(r"[.?]( |\n|$)", msgid) or msgid.startswith(tuple(NO_WAY)):
                continue
            way = "|".join(rf"""["']{lead}["']|PLACE_{lead.upper()}\b|\b(?:app|win)\.{lead}\b|\b{lead} \(""" for lead in leads)
            yield from (f"{place} names “{named[1]}”, and nothing leads there: {msgid[:100]}" for place in places
                        if not re.search(way, what_shows(place)))


# Where an error is said without its help, and why.
NO_HELP = {"hkk-window-banner.c": "a banner has one button", "hkk-form-page-keep.c": "a banner has one button",
           "hkk-file-batch.c": "the button of this toast shows the folder", "hkk-draft-words.c": "a line in a list of drafts",
           "hkk-leave-dialog.c": "a question with its answers", "hkk-form-page-uploads.c": "said aloud; the row of the file shows it",
           "hkk-files-field-incoming.c": "a HkkFileNotice shows it"}


def errors_have_their_help():
    """Who says what went wrong offers the answer of the help that explains it, where there is one."""
    for path in sorted(TOP.joinpath("src/app").rglob("*.c")):
        text = path.read_text()
        if "hkk_error_sentence (" in text and "hkk_error_get_answer (" not in text and path.name not in NO_HELP:
            yield f"{path.relative_to(TOP)} says an error without its help"


def the_statement_claims_what_is_tested():
    entries = (TOP / "src/app/help/hkk-help-entries.c").read_text()
    steps = re.search(r"\{ N_\(.*?\},\n", entries.split('{ "accessibility", ')[1], re.S)[0]
    claimed = re.findall(r'N_\("([^"]*)', steps)
    for text in claimed:
        if not any(text.startswith(claim) for claim in CLAIMS):
            yield f"no test is known for: {text}"
    for claim, test in CLAIMS.items():
        if not any(text.startswith(claim) for text in claimed):
            yield f"the statement does not claim: {claim}"
        if not (TOP / test).exists():
            yield f"{test} is not there for: {claim}"


def desktop_files_validate():
    for path in sorted((BUILD / "data").glob("*.desktop")):
        done = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True)
        if done.returncode or done.stdout.strip():
            yield done.stdout.strip()


def the_shell_finds_who_searches():
    """What GNOME Shell reads leads to a desktop file, to a name that the bus can start, and to the object that GApplication makes."""
    file, service = configparser.ConfigParser(), configparser.ConfigParser()
    for path in (BUILD / "data").glob("*.search-provider.ini"):
        file.read(path)
        provider = file["Shell Search Provider"]
        app = path.name.removesuffix(".search-provider.ini")
        service.read(BUILD / "data" / f"{provider['BusName']}.service")
        wanted = {"desktopid": f"{app}.desktop", "busname": service["D-BUS Service"]["Name"], "version": "2",
                  "objectpath": "/" + app.replace(".", "/").replace("-", "_") + "/SearchProvider"}
        if dict(provider) != wanted or not (BUILD / "data" / wanted["desktopid"]).exists():
            yield f"{path.name} holds {dict(provider)}, not {wanted}"
    if not file.sections():
        yield "there is none"


def appstream_validates():
    for path in (BUILD / "data").glob("*.metainfo.xml"):
        done = subprocess.run(["appstreamcli", "validate", "--no-net", "--strict", "--explain", path],
                              capture_output=True, text=True)
        if done.returncode:
            yield done.stdout.strip()


def schema_is_strict():
    done = subprocess.run(["glib-compile-schemas", "--strict", "--dry-run", BUILD / "data"], capture_output=True, text=True)
    if done.returncode:
        yield done.stderr.strip()


def library_floors_are_named_once():
    """In the table of meson.build; dev and the other meson.build files look there."""
    table = re.search(r"^floors = {(.*?)^}", (TOP / "meson.build").read_text(), re.M | re.S)[1]
    floors = dict(re.findall(r"'([^']+)': '([^']+)'", table))
    named = [rf"\b{re.escape(name)}\W+(?:version\W+)?{re.escape(floor)}\b" for name, floor in floors.items()]
    named += [rf"VERSION_{floor.replace('.', '_')}\b" for floor in floors.values()]
    files = [TOP / "dev", TOP / "meson.build", *TOP.joinpath(".ci").iterdir()]
    for folder in ("data", "po", "resources", "src", "tests"):
        files += TOP.joinpath(folder).rglob("meson.build")
    for path in sorted(files):
        text = path.read_text()
        for found in re.findall("|".join(named), text.replace(table, "")):
            yield f"{path.relative_to(TOP)} names a floor again: {found}"


def scripts_do_not_sleep():
    for path in sorted(TOP.joinpath("tests").rglob("*")):
        if path.suffix in (".c", ".py") and path != Path(__file__) and re.search(r"\b(g_usleep|sleep|usleep|time\.sleep)\s*\(", path.read_text()):
            yield f"{path.relative_to(TOP)} sleeps"


RULES = [includes_go_down, headers_have_names_of_their_own, folders_do_not_include_each_other,
         private_headers_stay_in_their_room, routes_are_spelled_in_the_portal, nothing_is_exported_for_nobody,
         style_is_one, ground_and_middle_have_no_gtk, top_level_holds_nothing_else, potfiles_is_complete_and_sorted,
         templates_are_listed_and_named_like_their_class, properties_are_set_once, translations_are_well_formed,
         german_is_complete, translators_know_what_a_text_is,
         german_is_what_people_say, long_words_have_hyphens, every_country_has_a_name, forms_follow_their_schema, forms_name_what_there_is,
         desktop_files_validate, the_shell_finds_who_searches,
         appstream_validates, schema_is_strict, the_help_is_about_what_there_is, the_help_leads_to_what_there_is,
         what_is_named_has_a_way, errors_have_their_help, the_statement_claims_what_is_tested, library_floors_are_named_once, scripts_do_not_sleep]
if __name__ == "__main__":
    print(f"1..{len(RULES)}")
    for number, rule in enumerate(RULES, 1):
        wrong = list(rule())
        for line in wrong:
            print(line, file=sys.stderr)
        print(f"{'not ok' if wrong else 'ok'} {number} {rule.__name__}", flush=True)
