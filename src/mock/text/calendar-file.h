/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A calendar with one event, RFC 5545. Text is escaped, long lines are folded; NULL for text adds nothing. */
GString *hkk_mock_calendar_begin    (const char *uid,
                                     gint64      changed_at); /* unix milliseconds */
void     hkk_mock_calendar_add      (GString    *self,
                                     const char *name,
                                     const char *value);      /* as it is written */
void     hkk_mock_calendar_add_text (GString    *self,
                                     const char *name,
                                     const char *text);       /* (nullable) */
void     hkk_mock_calendar_add_time (GString    *self,
                                     const char *name,
                                     gint64      at);         /* unix milliseconds */
/* TRIGGER: "-PT2H". */
void     hkk_mock_calendar_add_alarm (GString    *self,
                                      const char *trigger,
                                      const char *text);
/* (transfer full); takes SELF. */
GBytes  *hkk_mock_calendar_end      (GString    *self);
