/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-file.h"

#define LINE_OCTETS ((gsize) 75) /* octets, RFC 5545, 3.1 */

/* Text values: RFC 5545, 3.3.11. */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\n')
      g_string_append (out, "\\n");
    else
      {
        if (*c == ',' || *c == ';' || *c == '\\')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *c);
      }
  return g_string_free_and_steal (out);
}

/* hkk_mock_calendar_add: one content line, folded between characters. */
void
hkk_mock_calendar_add (GString    *self,
                       const char *name,
                       const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);
  gsize used = 0;

  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c))
    {
      gsize size = (gsize) (g_utf8_next_char (c) - c);

      if (used + size > LINE_OCTETS)
        {
          g_string_append (self, "\r\n ");
          used = 1;
        }
      g_string_append_len (self, c, (gssize) size);
      used += size;
    }
  g_string_append (self, "\r\n");
}

/* hkk_mock_calendar_add_text: a property whose value is text. */
void
hkk_mock_calendar_add_text (GString    *self,
                            const char *name,
                            const char *text)
{
  g_autofree char *escaped = text == NULL ? NULL : escape (text);

  if (escaped != NULL)
    hkk_mock_calendar_add (self, name, escaped);
}

/* hkk_mock_calendar_add_time: a property whose value is a moment. */
void
hkk_mock_calendar_add_time (GString    *self,
                            const char *name,
                            gint64      at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);
  g_autofree char *text = g_date_time_format (time, "%Y%m%dT%H%M%SZ");

  hkk_mock_calendar_add (self, name, text);
}

/* hkk_mock_calendar_add_alarm: shows @text, @trigger before it begins. */
void
hkk_mock_calendar_add_alarm (GString    *self,
                             const char *trigger,
                             const char *text)
{
  hkk_mock_calendar_add (self, "BEGIN", "VALARM");
  hkk_mock_calendar_add (self, "ACTION", "DISPLAY");
  hkk_mock_calendar_add (self, "TRIGGER", trigger);
  hkk_mock_calendar_add_text (self, "DESCRIPTION", text);
  hkk_mock_calendar_add (self, "END", "VALARM");
}

/* hkk_mock_calendar_begin: (transfer full): @uid is what is replaced when it is imported again. */
GString *
hkk_mock_calendar_begin (const char *uid,
                         gint64      changed_at)
{
  GString *self = g_string_new (NULL);
  g_autofree char *full = g_strconcat (uid, "@meine-hkk.example", NULL);

  hkk_mock_calendar_add (self, "BEGIN", "VCALENDAR");
  hkk_mock_calendar_add (self, "VERSION", "2.0");
  hkk_mock_calendar_add (self, "PRODID", "-//Meine hkk//Demo//DE");
  hkk_mock_calendar_add (self, "BEGIN", "VEVENT");
  hkk_mock_calendar_add (self, "UID", full);
  hkk_mock_calendar_add_time (self, "DTSTAMP", changed_at);
  return self;
}

/* hkk_mock_calendar_end: (transfer full): the file. */
GBytes *
hkk_mock_calendar_end (GString *self)
{
  hkk_mock_calendar_add (self, "END", "VEVENT");
  hkk_mock_calendar_add (self, "END", "VCALENDAR");
  return g_string_free_to_bytes (self);
}
