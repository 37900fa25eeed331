/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An error as a page shows it. */
typedef struct
{
  const char *icon_name;
  const char *title; /* plain text */
  char       *text;  /* Owned: markup, escaped */
} HkkErrorText;

void        hkk_error_text_init  (HkkErrorText  *text,
                                  const GError  *error);
const char *hkk_error_get_answer (const GError  *error);
gboolean    hkk_error_is_offline (const GError  *error);
gboolean    hkk_error_is_cancel  (const GError  *error);
gboolean    hkk_error_is_answer  (const GError  *error);
char       *hkk_error_sentence   (const GError  *error);
