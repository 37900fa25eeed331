/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <string.h>

typedef enum { HALF_NONE, HALF_MORNING, HALF_AFTERNOON } DayHalf;

typedef struct
{
  guint       numbers[3];
  gsize       lengths[3];
  guint       count;
  DayHalf     half;
  gboolean    named;      /* "Uhr", "h", "pm": an hour alone is a time */
  const char *unclear;    /* (nullable) */
} TimeParts;

static const char *
take_time_word (TimeParts  *parts,
                const char *at)
{
  static const struct { const char *word; DayHalf half; } words[] = {
    { "uhr", HALF_NONE }, { "a.m.", HALF_MORNING }, { "p.m.", HALF_AFTERNOON }, { "am", HALF_MORNING },
    { "pm", HALF_AFTERNOON }, { "o'clock", HALF_NONE }, { "h", HALF_NONE }, { "ص", HALF_MORNING },
    { "م", HALF_AFTERNOON },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].word);

      if (g_ascii_strncasecmp (at, words[i].word, length) != 0 || g_ascii_isalpha (at[length]))
        continue;
      parts->named = TRUE;
      if (words[i].half != HALF_NONE)
        parts->half = words[i].half;
      return at + length;
    }
  parts->unclear = at;
  return at;
}

/* Whether the full stop at @at ends a sentence: "10:12.", "10.12 Uhr."; "10.12." may be a day. */
static gboolean
is_end (const TimeParts *parts,
        const char      *plain,
        const char      *at)
{
  return *at == '.' && at[1] == '\0' && (parts->named || strchr (plain, ':') != NULL);
}

static void
split_time (TimeParts  *parts,
            const char *plain)
{
  static const char *const words[] = { "um", "ab", "at", "uhrzeit", "zeit", "time", "gegen", NULL };
  const char *at = hkk_rule_skip_words (plain, words);

  while (*at != '\0' && parts->unclear == NULL)
    {
      gsize length = strspn (at, "0123456789");

      if (length > 0 && (parts->count == 3 || length > 4))
        parts->unclear = at;
      else if (length > 0)
        {
          parts->numbers[parts->count] = (guint) g_ascii_strtoull (at, NULL, 10);
          parts->lengths[parts->count++] = length;
          at += length;
          /* One mark between two numbers. */
          if ((*at == ':' || *at == '.') && g_ascii_isdigit (at[1]))
            at++;
        }
      else if (*at == ' ' || is_end (parts, plain, at))
        at++;
      else
        at = take_time_word (parts, at);
    }
}

static gboolean
read_time (const TimeParts *parts,
           guint           *hour,
           guint           *minute)
{
  const guint *numbers = parts->numbers;

  if (parts->count == 0 || parts->lengths[0] > (parts->count == 1 ? 4u : 2u))
    return FALSE;
  for (guint i = 1; i < parts->count; i++)
    if (parts->lengths[i] != 2)
      return FALSE;
  if (parts->count == 3 && numbers[2] != 0) /* seconds */
    return FALSE;
  if (parts->count == 1 && parts->lengths[0] < 3 && !parts->named)
    return FALSE;
  *hour = numbers[0];
  *minute = parts->count > 1 ? numbers[1] : 0;
  if (parts->count == 1 && parts->lengths[0] > 2) /* "0915" */
    {
      *hour = numbers[0] / 100;
      *minute = numbers[0] % 100;
    }
  if (parts->half != HALF_NONE && *hour == 12)
    *hour = 0;
  if (parts->half == HALF_MORNING && *hour > 11)
    return FALSE;
  if (parts->half == HALF_AFTERNOON && *hour < 12)
    *hour += 12;
  return *hour < 24 && *minute < 60;
}

/**
 * hkk_time_parse:
 * @text: what a person typed or pasted: "14:30", "9.15", "0915", "18 Uhr", "6:30 pm"
 * @iso: (out) (optional) (transfer full): "14:30"
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it is a time of day
 */
gboolean
hkk_time_parse (const char  *text,
                char       **iso,
                GError     **error)
{
  g_autofree char *plain = NULL;
  TimeParts parts = { 0 };
  guint hour, minute;

  g_return_val_if_fail (text != NULL, FALSE);

  plain = hkk_rule_plain (text);
  split_time (&parts, plain);
  if (parts.unclear != NULL)
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_TIME, parts.unclear);
  if (!read_time (&parts, &hour, &minute))
    return hkk_rule_fail (error, HKK_RULE_ERROR_TIME);
  if (iso != NULL)
    *iso = g_strdup_printf ("%02u:%02u", hour, minute);
  return TRUE;
}
