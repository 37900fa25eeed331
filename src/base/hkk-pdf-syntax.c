/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-pdf-syntax.h"

#include <string.h>

#define MAX_DEPTH 64

static const HkkPdfSpot nowhere = { NULL, NULL };

static gboolean
is_space (guint8 c)
{
  return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static gboolean
is_regular (guint8 c)
{
  return !is_space (c) && strchr ("()<>[]{}/%", c) == NULL;
}

HkkPdfSpot
hkk_pdf_skip_space (HkkPdfSpot spot)
{
  if (spot.at == NULL)
    return nowhere;
  while (spot.at < spot.end && (is_space (*spot.at) || *spot.at == '%'))
    {
      if (*spot.at == '%')
        while (spot.at < spot.end && *spot.at != '\n' && *spot.at != '\r')
          spot.at++;
      else
        spot.at++;
    }
  return spot;
}

gboolean
hkk_pdf_starts_with (HkkPdfSpot  spot,
                     const char *text)
{
  gsize length = strlen (text);

  return spot.at != NULL && (gsize) (spot.end - spot.at) >= length && memcmp (spot.at, text, length) == 0;
}

static HkkPdfSpot
skip_regular (HkkPdfSpot spot)
{
  while (spot.at < spot.end && is_regular (*spot.at))
    spot.at++;
  return spot;
}

static HkkPdfSpot
skip_literal (HkkPdfSpot spot)
{
  guint depth = 0;

  for (; spot.at < spot.end; spot.at++)
    if (*spot.at == '\\')
      spot.at++;
    else if (*spot.at == '(')
      depth++;
    else if (*spot.at == ')' && --depth == 0)
      return (HkkPdfSpot) { spot.at + 1, spot.end };
  return nowhere;
}

static HkkPdfSpot
skip_hex (HkkPdfSpot spot)
{
  const guint8 *close = memchr (spot.at, '>', (gsize) (spot.end - spot.at));

  return close != NULL ? (HkkPdfSpot) { close + 1, spot.end } : nowhere;
}

static HkkPdfSpot skip_nested (HkkPdfSpot spot,
                               guint      depth);

static HkkPdfSpot
skip_until (HkkPdfSpot  spot,
            const char *close,
            guint       depth)
{
  for (;;)
    {
      spot = hkk_pdf_skip_space (spot);
      if (spot.at == NULL || spot.at >= spot.end)
        return nowhere;
      if (hkk_pdf_starts_with (spot, close))
        return (HkkPdfSpot) { spot.at + strlen (close), spot.end };
      spot = skip_nested (spot, depth + 1);
    }
}

static HkkPdfSpot
skip_nested (HkkPdfSpot spot,
             guint      depth)
{
  HkkPdfSpot after;
  gint64 number;

  spot = hkk_pdf_skip_space (spot);
  if (spot.at == NULL || spot.at >= spot.end || depth > MAX_DEPTH)
    return nowhere;
  if (hkk_pdf_starts_with (spot, "<<"))
    return skip_until ((HkkPdfSpot) { spot.at + 2, spot.end }, ">>", depth);
  if (*spot.at == '[')
    return skip_until ((HkkPdfSpot) { spot.at + 1, spot.end }, "]", depth);
  if (*spot.at == '(')
    return skip_literal (spot);
  if (*spot.at == '<')
    return skip_hex (spot);
  if (*spot.at == '/')
    return skip_regular ((HkkPdfSpot) { spot.at + 1, spot.end });
  after = spot;
  if (hkk_pdf_read_ref (&after, &number))
    return after;
  after = skip_regular (spot);
  return after.at > spot.at ? after : nowhere;
}

/* hkk_pdf_skip_value: behind the value at @spot; nowhere if there is none or it has no end. */
HkkPdfSpot
hkk_pdf_skip_value (HkkPdfSpot spot)
{
  return skip_nested (spot, 0);
}

/* hkk_pdf_is_name: whether the value at @spot is the name @name; "#41" in it is "A". */
gboolean
hkk_pdf_is_name (HkkPdfSpot  spot,
                 const char *name)
{
  HkkPdfSpot end;

  spot = hkk_pdf_skip_space (spot);
  if (!hkk_pdf_starts_with (spot, "/"))
    return FALSE;
  spot.at++;
  end = skip_regular (spot);
  for (; spot.at < end.at; spot.at++, name++)
    {
      int c = *spot.at;

      if (c == '#' && end.at - spot.at > 2 && g_ascii_isxdigit (spot.at[1]) && g_ascii_isxdigit (spot.at[2]))
        {
          c = g_ascii_xdigit_value ((char) spot.at[1]) * 16 + g_ascii_xdigit_value ((char) spot.at[2]);
          spot.at += 2;
        }
      if (*name == '\0' || c != (guint8) *name)
        return FALSE;
    }
  return *name == '\0';
}

/* hkk_pdf_read_int: @spot is behind it then. */
gboolean
hkk_pdf_read_int (HkkPdfSpot *spot,
                  gint64     *value)
{
  HkkPdfSpot at = hkk_pdf_skip_space (*spot);
  gboolean negative = hkk_pdf_starts_with (at, "-");
  guint digits = 0;

  if (negative || hkk_pdf_starts_with (at, "+"))
    at.at++;
  *value = 0;
  for (; at.at != NULL && at.at < at.end && g_ascii_isdigit (*at.at) && digits < 18; at.at++, digits++)
    *value = *value * 10 + (*at.at - '0');
  if (negative)
    *value = -*value;
  if (digits > 0)
    *spot = at;
  return digits > 0;
}

/* hkk_pdf_read_ref: "12 0 R"; @spot is behind it then. */
gboolean
hkk_pdf_read_ref (HkkPdfSpot *spot,
                  gint64     *number)
{
  HkkPdfSpot at = *spot;
  gint64 generation;

  if (!hkk_pdf_read_int (&at, number) || !hkk_pdf_read_int (&at, &generation))
    return FALSE;
  at = hkk_pdf_skip_space (at);
  if (!hkk_pdf_starts_with (at, "R") || (at.end - at.at > 1 && is_regular (at.at[1])))
    return FALSE;
  at.at++;
  *spot = at;
  return TRUE;
}

static GByteArray *
read_hex (HkkPdfSpot spot)
{
  GByteArray *bytes = g_byte_array_new ();
  guint digits = 0;
  guint8 byte = 0;

  for (spot.at++; spot.at < spot.end && *spot.at != '>'; spot.at++)
    if (g_ascii_isxdigit (*spot.at))
      {
        byte = (guint8) (byte * 16 + g_ascii_xdigit_value ((char) *spot.at));
        if (++digits % 2 == 0)
          g_byte_array_append (bytes, &byte, 1);
      }
  if (digits % 2 == 1) /* the last one may be left out */
    {
      byte = (guint8) (byte * 16);
      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

/* What a backslash stands for; @spot is at the last character of it then. -1: nothing. */
static int
read_escape (HkkPdfSpot *spot)
{
  static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
  const char *letter = NULL;
  int value = 0;

  spot->at++;
  if (spot->at >= spot->end)
    return -1;
  if (*spot->at == '\r' && spot->end - spot->at > 1 && spot->at[1] == '\n')
    spot->at++;
  if (*spot->at == '\r' || *spot->at == '\n')
    return -1;
  letter = *spot->at != 0 ? strchr (letters, *spot->at) : NULL;
  if (letter != NULL)
    return values[letter - letters];
  if (*spot->at < '0' || *spot->at > '7')
    return *spot->at;
  for (guint i = 0; i < 3 && spot->at < spot->end && *spot->at >= '0' && *spot->at <= '7'; i++, spot->at++)
    value = value * 8 + (*spot->at - '0');
  spot->at--;
  return value & 0xff;
}

static GByteArray *
read_literal (HkkPdfSpot spot)
{
  GByteArray *bytes = g_byte_array_new ();
  guint depth = 1;

  for (spot.at++; spot.at < spot.end; spot.at++)
    {
      gboolean escaped = *spot.at == '\\';
      int c = escaped ? read_escape (&spot) : *spot.at;
      guint8 byte = (guint8) c;

      if (!escaped && c == '(')
        depth++;
      if (!escaped && c == ')' && --depth == 0)
        break;
      if (c >= 0)
        g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

/* hkk_pdf_read_string: (transfer full): its bytes; empty if there is no string. */
GByteArray *
hkk_pdf_read_string (HkkPdfSpot spot)
{
  spot = hkk_pdf_skip_space (spot);
  if (hkk_pdf_starts_with (spot, "("))
    return read_literal (spot);
  if (hkk_pdf_starts_with (spot, "<") && !hkk_pdf_starts_with (spot, "<<"))
    return read_hex (spot);
  return g_byte_array_new ();
}

/* hkk_pdf_get: the value of @key in the dictionary at @dict; nowhere if it has none. */
HkkPdfSpot
hkk_pdf_get (HkkPdfSpot  dict,
             const char *key)
{
  HkkPdfSpot at = hkk_pdf_skip_space (dict);

  if (!hkk_pdf_starts_with (at, "<<"))
    return nowhere;
  at.at += 2;
  for (;;)
    {
      HkkPdfSpot value;

      at = hkk_pdf_skip_space (at);
      if (!hkk_pdf_starts_with (at, "/"))
        return nowhere;
      value = hkk_pdf_skip_space (hkk_pdf_skip_value (at));
      if (hkk_pdf_is_name (at, key))
        return value;
      at = hkk_pdf_skip_value (value);
    }
}
