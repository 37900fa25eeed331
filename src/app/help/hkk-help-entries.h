/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-help.h"

typedef struct
{
  const char         *topic; /* untranslated */
  const HkkHelpEntry *entries;
  gsize               n;
} HkkHelpTopic;

extern const HkkHelpTopic hkk_help_topics[];
extern const gsize        hkk_help_n_topics;
