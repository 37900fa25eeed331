/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-name.h"

#include <string.h>

#define MAX_EXTENSION 8 /* letters and digits after the last dot */

static const struct { const char *media_type; const char *extensions[3]; } types[] = {
  { "application/pdf", { ".pdf" } },
  { "image/jpeg", { ".jpg", ".jpeg" } },
  { "image/png", { ".png" } },
  { "application/zip", { ".zip" } },
  { "text/calendar", { ".ics" } },
};

/* What says which type a file has; anything else behind a dot belongs to the name, as in "Dr. Amsel". */
static const char * const known_extensions[] = {
  ".pdf", ".jpg", ".jpeg", ".jfif", ".jpe", ".jif", ".png", ".zip", ".ics", ".heic", ".heif", ".avif", ".tif", ".tiff",
  ".gif",
  ".webp", ".bmp", ".svg", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".txt", ".rtf", ".htm", ".html", ".xml",
};

static gboolean
equals_one_of (const char         *extension,
               const char * const *extensions,
               gsize               n)
{
  for (gsize i = 0; i < n && extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (extension, extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

static const char * const *
extensions_of (const char *media_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (media_type, types[i].media_type) == 0)
      return types[i].extensions;
  return NULL;
}

/* A joiner shapes emoji, and letters of scripts from Hebrew on; beside other letters it is only invisible. */
static gboolean
takes_joiner (gunichar c)
{
  return (c >= 0x0590 && c < 0x1e00) || c >= 0x2190;
}

/* FORMAT is invisible. What belongs to an emoji or shapes a script stays. */
static gboolean
is_format_needed (gunichar before,
                  gunichar format,
                  gunichar after)
{
  const gunichar black_flag = 0x1f3f4;

  if (format == 0x200c || format == 0x200d)
    return takes_joiner (before) && takes_joiner (after) && g_unichar_type (after) != G_UNICODE_FORMAT;
  /* The letters of a region's flag. */
  return format >= 0xe0020 && format <= 0xe007f && (before == black_flag || (before >= 0xe0020 && before <= 0xe007f));
}

static gboolean
is_invisible (gunichar before,
              gunichar c)
{
  static const gunichar fillers[] = { 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 };

  if ((c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef)) /* they choose a variant of what stands before */
    return before < 0x80 && !g_unichar_isdigit (before) && before != '#' && before != '*';
  for (gsize i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (c == fillers[i])
      return TRUE;
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef); /* no characters at all */
}

/* What stands for C in a name; 0: nothing. */
static gunichar
replace (gunichar before,
         gunichar c,
         gunichar after)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return g_unichar_isspace (c) || c == '\v' || c == 0x85 ? ' ' : 0;
    case G_UNICODE_LINE_SEPARATOR: case G_UNICODE_PARAGRAPH_SEPARATOR: case G_UNICODE_SPACE_SEPARATOR:
      return ' ';
    case G_UNICODE_FORMAT:
      return is_format_needed (before, c, after) ? c : 0;
    default:
      if (is_invisible (before, c))
        return 0;
      return c == 0xfffd || (c < 0x80 && strchr ("/\\<>:\"|?*", (int) c) != NULL) ? '-' : c;
    }
}

/* (transfer full): composed, without what cannot be seen, and on no system anything else than a name. */
static char *
replace_all (const char *valid)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gunichar before = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = replace (before, g_utf8_get_char (p), g_utf8_get_char (g_utf8_next_char (p)));

      /* A mark without a letter would be drawn over what stands before the name. */
      if (c == 0 || (c == ' ' && before == ' ') || (before == 0 && g_unichar_ismark (c)))
        continue;
      g_string_append_unichar (text, c);
      before = c;
    }
  return g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
}

/* Windows drops spaces and dots at the end, others hide what begins with a dot and read a dash as an option. */
static void
trim_end (char *text)
{
  static const char * const ends[] = { " ", ".", "\xe2\x80\x8c", "\xe2\x80\x8d" };
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
        if (g_str_has_suffix (text, ends[i]))
          {
            text[strlen (text) - strlen (ends[i])] = '\0';
            again = TRUE;
          }
    }
}

static const char *
skip_start (const char *text)
{
  return text + strspn (text, " .-");
}

/* A device's name with anything behind a dot is still the device. */
static gboolean
is_reserved (const char *name)
{
  static const char * const devices[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", NULL };
  static const char * const ports[] = { "COM", "LPT" };
  static const char * const numbers[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
                                          "\xc2\xb9", "\xc2\xb2", "\xc2\xb3", NULL };
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));

  g_strchomp (stem);
  if (equals_one_of (stem, devices, G_N_ELEMENTS (devices)))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (ports); i++)
    if (g_ascii_strncasecmp (stem, ports[i], 3) == 0)
      return g_strv_contains (numbers, stem + 3);
  return FALSE;
}

/* Where the extension of NAME begins, or its end. UNKNOWN: also one that says nothing to us. */
static const char *
find_extension (const char *name,
                gboolean    unknown)
{
  const char *dot = strrchr (name, '.');
  const char *end = name + strlen (name);
  gsize length = dot != NULL ? (gsize) (end - dot) : 0;

  if (length > 0 && equals_one_of (dot, known_extensions, G_N_ELEMENTS (known_extensions)))
    return dot;
  if (!unknown || length < 2 || length - 1 > MAX_EXTENSION || *skip_start (name) == '\0' || skip_start (name) > dot)
    return end;
  for (const char *p = dot + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return end;
  return dot;
}

/* (transfer full): all of it, the stem as far as there is room. */
static char *
join (const char *stem,
      const char *suffix,
      const char *extension)
{
  gsize room = HKK_FILE_NAME_MAX_BYTES - strlen (suffix) - strlen (extension);
  g_autofree char *cut = g_strndup (stem, room);
  const char *end;

  g_utf8_validate (cut, -1, &end);
  cut[end - cut] = '\0';
  trim_end (cut);
  return g_strconcat (cut, suffix, extension, NULL);
}

static char *
clean_once (const char *name,
            const char *media_type,
            const char *fallback)
{
  const char * const *extensions = extensions_of (media_type);
  g_autofree char *text = replace_all (name);
  g_autofree char *stem = NULL;
  g_autofree char *free_stem = NULL;
  const char *found;
  const char *extension;
  const char *start;

  trim_end (text);
  found = find_extension (text, extensions == NULL);
  extension = found;
  if (extensions != NULL && !equals_one_of (found, extensions, G_N_ELEMENTS (types[0].extensions)))
    extension = extensions[0];
  stem = g_strndup (text, (gsize) (found - text));
  trim_end (stem);
  start = skip_start (stem);
  if (*start == '\0')
    start = fallback;
  free_stem = g_strconcat (is_reserved (start) ? "_" : "", start, NULL);
  return join (free_stem, "", extension);
}

/**
 * hkk_file_name_clean:
 * @name: (type filename): what somebody called a file; any bytes
 * @media_type: (nullable): what the file is; %NULL if that is not known
 * @fallback: what to call it when nothing of @name is left, without an extension
 *
 * Makes a name that is a name on every system and is read as it is written: one line, composed (NFC), at most
 * %HKK_FILE_NAME_MAX_BYTES, without path, control, direction mark or hidden character, not reserved, not hidden, with
 * an extension of @media_type. A clean name stays as it is.
 *
 * Returns: (transfer full): the name
 */
char *
hkk_file_name_clean (const char *name,
                     const char *media_type,
                     const char *fallback)
{
  g_autofree char *before = NULL;
  char *clean;

  g_return_val_if_fail (name != NULL && fallback != NULL, NULL);

  clean = g_utf8_make_valid (name, -1);
  do /* what is gone may have kept something beside it in its place */
    {
      g_free (before);
      before = clean;
      clean = clean_once (before, media_type, fallback);
    }
  while (!g_str_equal (clean, before));
  return clean;
}

/**
 * hkk_file_name_is_clean:
 * @name: the name of a file
 * @media_type: (nullable): what the file is
 *
 * Returns: whether hkk_file_name_clean() leaves it as it is
 */
gboolean
hkk_file_name_is_clean (const char *name,
                        const char *media_type)
{
  g_autofree char *clean = hkk_file_name_clean (name, media_type, "-");

  return g_str_equal (clean, name);
}

/**
 * hkk_file_name_number:
 * @name: a clean name
 * @number: which of several of this name
 *
 * Returns: (transfer full): "Rechnung (2).pdf"
 */
char *
hkk_file_name_number (const char *name,
                      guint       number)
{
  const char *extension = find_extension (name, TRUE);
  g_autofree char *stem = g_strndup (name, (gsize) (extension - name));
  g_autofree char *suffix = g_strdup_printf (" (%u)", number);

  return join (stem, suffix, extension);
}
