"""Catalogues of languages that nobody has translated, made of the German one, which knows each text of the program."""
import shutil
import struct
from contextlib import contextmanager
from pathlib import Path

from desk import PREFIX

LOCALES = PREFIX / "share/locale"
CATALOGUE = "LC_MESSAGES/meine-hkk.mo"
TRANSLATED = Path(__file__).parents[2] / "po/LINGUAS"  # what is installed may be left over from a run that was killed


def entries(path):
    """What a catalogue holds: (msgid, msgstr) as bytes, with their contexts and plurals."""
    data = path.read_bytes()
    count, originals, translations = struct.unpack_from("<III", data, 8)

    def strings(table):
        for i in range(count):
            length, offset = struct.unpack_from("<II", data, table + 8 * i)
            yield data[offset:offset + length]

    return list(zip(strings(originals), strings(translations)))


def write(path, pairs):
    """A catalogue of (msgid, msgstr), sorted by msgid."""
    offset = 28 + 16 * len(pairs)
    tables, texts = [], b""
    for column in zip(*pairs):
        for text in column:
            tables.append(struct.pack("<II", len(text), offset + len(texts)))
            texts += text + b"\0"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, offset) + b"".join(tables) + texts)


@contextmanager
def spoken(language, say=lambda text: text):
    """The program speaks it meanwhile: German, or what SAY makes of each German text. What comes from the portal is German.
    A language that has been translated is left as it is."""
    if language in TRANSLATED.read_text().split():
        yield
        return

    def translated(msgid, msgstr):
        if not msgid:
            return msgstr.replace(b"Language: de\n", f"Language: {language}\n".encode())
        return "\0".join(say(text) for text in msgstr.decode().split("\0")).encode()

    pairs = [(msgid, translated(msgid, msgstr)) for msgid, msgstr in entries(LOCALES / "de" / CATALOGUE)]
    write(LOCALES / language / CATALOGUE, pairs)
    try:
        yield
    finally:
        shutil.rmtree(LOCALES / language)
