/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define HKK_HELP_MAX_STEPS 11
#define HKK_HELP_MAX_LINKS 3

/* A page, or another answer, that an answer speaks of. Without an action there is none. */
typedef struct
{
  const char *label; /* untranslated, a verb */
  const char *action;
  const char *target; /* (nullable) */
} HkkHelpLink;

/* A question and its answer; all texts are untranslated. */
typedef struct
{
  const char  *id;
  const char  *question;
  const char  *answer;                    /* before the steps */
  const char  *steps[HKK_HELP_MAX_STEPS]; /* one after the other, or things of one kind */
  const char  *after;                     /* (nullable) */
  HkkHelpLink  links[HKK_HELP_MAX_LINKS];
  gboolean     is_list;                   /* the steps have no order */
  gboolean     is_demo;                   /* only the demo has what it is about */
} HkkHelpEntry;

const HkkHelpEntry *hkk_help_get           (unsigned int        index);
const HkkHelpEntry *hkk_help_find          (const char         *id);
const char         *hkk_help_get_topic     (const HkkHelpEntry *entry);
char               *hkk_help_dup_answer    (const HkkHelpEntry *entry);
char               *hkk_help_dup_text      (const HkkHelpEntry *entry);
gboolean            hkk_help_is_offered    (const HkkHelpEntry *entry);
