/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-date-words.h"

#include <glib/gi18n-lib.h>

/* Whole phrases and not strftime(): a language has its own endings and order, and a locale speaks one language only. */
static const char * const full[] = {
  /* TRANSLATORS: a date, day and year in figures: "14 January 2026" */
  N_("%1$u January %2$u"), N_("%1$u February %2$u"), N_("%1$u March %2$u"), N_("%1$u April %2$u"),
  N_("%1$u May %2$u"), N_("%1$u June %2$u"), N_("%1$u July %2$u"), N_("%1$u August %2$u"), N_("%1$u September %2$u"),
  N_("%1$u October %2$u"), N_("%1$u November %2$u"), N_("%1$u December %2$u"),
};

static const char * const near[] = {
  /* TRANSLATORS: a date without its year: "14 January" */
  N_("%u January"), N_("%u February"), N_("%u March"), N_("%u April"), N_("%u May"), N_("%u June"), N_("%u July"),
  N_("%u August"), N_("%u September"), N_("%u October"), N_("%u November"), N_("%u December"),
};

static const char * const months[] = {
  /* TRANSLATORS: a month and its year, as a heading: "January 2026" */
  N_("January %u"), N_("February %u"), N_("March %u"), N_("April %u"), N_("May %u"), N_("June %u"), N_("July %u"),
  N_("August %u"), N_("September %u"), N_("October %u"), N_("November %u"), N_("December %u"),
};

static const char * const weekdays[] = {
  /* TRANSLATORS: %s: a date without its year ("14 January"), after the short name of its weekday */
  N_("Mon, %s"), N_("Tue, %s"), N_("Wed, %s"), N_("Thu, %s"), N_("Fri, %s"), N_("Sat, %s"), N_("Sun, %s"),
};

static const char *
look_up (const char       *msgid,
         HkkTranslateFunc  translate,
         gpointer          data)
{
  return translate != NULL ? translate (msgid, data) : _(msgid);
}

/**
 * hkk_date_words:
 * @date: a valid date
 * @words: how much of it
 * @translate: (nullable): gives the texts; %NULL: gettext in the process's language
 * @data: for @translate
 *
 * Returns: (transfer full): the date as every screen and paper shows it, with its month in words
 */
char *
hkk_date_words (const GDate      *date,
                HkkDateWords      words,
                HkkTranslateFunc  translate,
                gpointer          data)
{
  guint day, month, year;
  g_autofree char *text = NULL;

  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  day = g_date_get_day (date);
  month = (guint) g_date_get_month (date) - 1;
  year = g_date_get_year (date);
  /* Translations are checked by msgfmt -c. */
  #pragma GCC diagnostic push
  #pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (words == HKK_DATE_WORDS_MONTH)
    return g_strdup_printf (look_up (months[month], translate, data), year);
  if (words == HKK_DATE_WORDS_FULL)
    return g_strdup_printf (look_up (full[month], translate, data), day, year);
  text = g_strdup_printf (look_up (near[month], translate, data), day);
  return g_strdup_printf (look_up (weekdays[g_date_get_weekday (date) - 1], translate, data), text);
  #pragma GCC diagnostic pop
}
