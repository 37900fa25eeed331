/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-phone-text.h"

/* What a person is told of the end of a registration, and when. */

static GDateTime *
moment (int seconds)
{
  g_autoptr(GDateTime) noon = g_date_time_new_utc (2026, 11, 23, 12, 0, 0);

  return g_date_time_add_seconds (noon, seconds);
}

static void
test_stages (void)
{
  static const struct { int left; HkkPhoneStage stage; } cases[] =
  {
    { 3600, HKK_PHONE_STAGE_TIME }, { 301, HKK_PHONE_STAGE_TIME }, { 300, HKK_PHONE_STAGE_SOON },
    { 61, HKK_PHONE_STAGE_SOON }, { 60, HKK_PHONE_STAGE_LAST }, { 1, HKK_PHONE_STAGE_LAST },
    { 0, HKK_PHONE_STAGE_OVER }, { -5, HKK_PHONE_STAGE_OVER },
  };
  g_autoptr(GDateTime) now = moment (0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDateTime) end = moment (cases[i].left);

      g_assert_cmpint (hkk_phone_stage_at (end, now), ==, cases[i].stage);
    }
  g_assert_cmpint (hkk_phone_stage_at (NULL, now), ==, HKK_PHONE_STAGE_NONE);
}

/* Each says until when, whether there is more, and what is kept; none counts seconds. */
static void
test_words (void)
{
  static const struct { HkkPhoneStage stage; gboolean more; const char *parts[4]; } cases[] =
  {
    { HKK_PHONE_STAGE_TIME, TRUE, { "You have time until ", "you can get more", NULL } },
    { HKK_PHONE_STAGE_TIME, FALSE, { "You have time until ", NULL } },
    { HKK_PHONE_STAGE_SOON, TRUE, { "less than 5 minutes", "“More time”", "are kept", NULL } },
    { HKK_PHONE_STAGE_LAST, TRUE, { "less than one minute", "“More time”", "are kept", NULL } },
    { HKK_PHONE_STAGE_LAST, FALSE, { "less than one minute", "you start again", "are kept", NULL } },
    { HKK_PHONE_STAGE_OVER, TRUE, { "Time ran out. Nothing was changed.", "are kept", NULL } },
  };
  g_autoptr(GDateTime) end = moment (0);
  g_autofree char *until = hkk_phone_moment (end);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hkk_phone_limit_words (cases[i].stage, end, cases[i].more);

      for (gsize j = 0; cases[i].parts[j] != NULL; j++)
        g_assert_nonnull (strstr (text, cases[i].parts[j]));
      g_assert_cmpint (strstr (text, until) != NULL, ==, cases[i].stage != HKK_PHONE_STAGE_OVER);
      g_assert_true (cases[i].more || (strstr (text, "More time") == NULL && strstr (text, "get more") == NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/limit/stages", test_stages);
  g_test_add_func ("/phone/limit/words", test_words);
  return g_test_run ();
}
