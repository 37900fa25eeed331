/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-rules.h"

gboolean    hkk_rule_fail       (GError            **error,
                                 HkkRuleError        code);
gboolean    hkk_rule_fail_at    (GError            **error,
                                 HkkRuleError        code,
                                 const char         *at);
char       *hkk_rule_plain      (const char         *text);
char       *hkk_rule_squeeze    (const char         *text,
                                 const char         *dropped);
const char *hkk_rule_skip_words (const char         *plain,
                                 const char *const  *words);
gboolean    hkk_rule_is_line_end (gunichar           c);
char       *hkk_rule_piece      (const char         *at);
gboolean    hkk_rule_is_digits  (const char         *text,
                                 gsize               count);

/* How a language writes dates and numbers. */
typedef struct
{
  const char *language;  /* "de"; with a region "en-US" */
  char        order[4];  /* "dmy" */
  char        separator;
  char        decimal;
  const char *grouping;
  gboolean    symbol_first;
  gboolean    symbol_apart; /* a gap is between the sign and the number that it stands before */
} HkkNotation;

const HkkNotation *hkk_notation_for (const char *language);
