/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-rules.h"

typedef enum
{
  HKK_DATE_WORDS_FULL,  /* "14 December 2026" */
  HKK_DATE_WORDS_NEAR,  /* "Mon, 14 December" */
  HKK_DATE_WORDS_MONTH, /* "December 2026" */
} HkkDateWords;

char *hkk_date_words (const GDate      *date,
                      HkkDateWords      words,
                      HkkTranslateFunc  translate,
                      gpointer          data);
