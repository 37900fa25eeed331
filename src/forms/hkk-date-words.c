/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-date-words.h"

#include <glib/gi18n-lib.h>

/* Whole phrases and not strftime(): a language has its own endings and order, and a locale speaks one language only. */
static const char * const full[] = {
  /* TRANSLATORS: a date, day and year in figures: 14 January 2026 */ N_("%1$u January %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 February 2026 */ N_("%1$u February %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 March 2026 */ N_("%1$u March %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 April 2026 */ N_("%1$u April %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 May 2026 */ N_("%1$u May %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 June 2026 */ N_("%1$u June %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 July 2026 */ N_("%1$u July %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 August 2026 */ N_("%1$u August %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 September 2026 */ N_("%1$u September %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 October 2026 */ N_("%1$u October %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 November 2026 */ N_("%1$u November %2$u"),
  /* TRANSLATORS: a date, day and year in figures: 14 December 2026 */ N_("%1$u December %2$u"),
};

static const char * const near[] = {
  /* TRANSLATORS: a date without its year: 14 January */ N_("%u January"),
  /* TRANSLATORS: a date without its year: 14 February */ N_("%u February"),
  /* TRANSLATORS: a date without its year: 14 March */ N_("%u March"),
  /* TRANSLATORS: a date without its year: 14 April */ N_("%u April"),
  /* TRANSLATORS: a date without its year: 14 May */ N_("%u May"),
  /* TRANSLATORS: a date without its year: 14 June */ N_("%u June"),
  /* TRANSLATORS: a date without its year: 14 July */ N_("%u July"),
  /* TRANSLATORS: a date without its year: 14 August */ N_("%u August"),
  /* TRANSLATORS: a date without its year: 14 September */ N_("%u September"),
  /* TRANSLATORS: a date without its year: 14 October */ N_("%u October"),
  /* TRANSLATORS: a date without its year: 14 November */ N_("%u November"),
  /* TRANSLATORS: a date without its year: 14 December */ N_("%u December"),
};

static const char * const months[] = {
  /* TRANSLATORS: a month and its year, as a heading: January 2026 */ N_("January %u"),
  /* TRANSLATORS: a month and its year, as a heading: February 2026 */ N_("February %u"),
  /* TRANSLATORS: a month and its year, as a heading: March 2026 */ N_("March %u"),
  /* TRANSLATORS: a month and its year, as a heading: April 2026 */ N_("April %u"),
  /* TRANSLATORS: a month and its year, as a heading: May 2026 */ N_("May %u"),
  /* TRANSLATORS: a month and its year, as a heading: June 2026 */ N_("June %u"),
  /* TRANSLATORS: a month and its year, as a heading: July 2026 */ N_("July %u"),
  /* TRANSLATORS: a month and its year, as a heading: August 2026 */ N_("August %u"),
  /* TRANSLATORS: a month and its year, as a heading: September 2026 */ N_("September %u"),
  /* TRANSLATORS: a month and its year, as a heading: October 2026 */ N_("October %u"),
  /* TRANSLATORS: a month and its year, as a heading: November 2026 */ N_("November %u"),
  /* TRANSLATORS: a month and its year, as a heading: December 2026 */ N_("December %u"),
};

static const char * const weekdays[] = {
  /* TRANSLATORS: Monday; %s: a date without its year: 14 January */ N_("Mon, %s"),
  /* TRANSLATORS: Tuesday; %s: a date without its year: 14 January */ N_("Tue, %s"),
  /* TRANSLATORS: Wednesday; %s: a date without its year: 14 January */ N_("Wed, %s"),
  /* TRANSLATORS: Thursday; %s: a date without its year: 14 January */ N_("Thu, %s"),
  /* TRANSLATORS: Friday; %s: a date without its year: 14 January */ N_("Fri, %s"),
  /* TRANSLATORS: Saturday; %s: a date without its year: 14 January */ N_("Sat, %s"),
  /* TRANSLATORS: Sunday; %s: a date without its year: 14 January */ N_("Sun, %s"),
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
