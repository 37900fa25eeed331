/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* data/demo/NAME, which the program carries. Texts in it are {"de": …, "en": …}. */
JsonObject  *hkk_mock_demo_load     (const char *name);
/* "de" or "en": the language of the demo's texts that fits LANGUAGE best. */
const char *hkk_mock_demo_language (const char *language);
const char  *hkk_mock_demo_text     (JsonObject  *texts,
                                     const char  *language);
/* The text with {date}, {date+14}, {date-3} filled in: days from AT. */
char        *hkk_mock_demo_expand   (const char  *text,
                                     gint64       at,
                                     const char  *language);
/* As a person in Germany reads it. */
char        *hkk_mock_demo_date_words (const GDate *date,
                                      const char  *language);
char        *hkk_mock_demo_date     (gint64       at,
                                     const char  *language);
char        *hkk_mock_demo_time     (gint64       at,
                                     const char  *language);
/* "13:30": the time of the day in Germany. */
char        *hkk_mock_demo_clock    (gint64       at);
/* Days from the day of FROM to the day of TO, in Germany. */
int          hkk_mock_demo_days     (gint64       from,
                                     gint64       to);
/* When somebody at the insurer wrote what came about then: working days, office hours, never later than AT. */
gint64       hkk_mock_demo_office   (gint64       at);
/* The name of the text of number DRAW in a series that a person has: {"series": [names], "yearly": {name: month}};
 * NEWER is when the one after it came. */
const char  *hkk_mock_demo_series   (JsonObject  *own,
                                     gint64       at,
                                     gint64       newer,
                                     guint        draw);
