/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Where a value stands: "name", "items[2]", "items[2].amount"; and a field of the items: "items.amount". */
typedef struct
{
  char *field;  /* Owned */
  int   item;   /* -1: none */
  char *member; /* Owned (nullable): a path inside the item, "amount", "files[0].name" */
} HkkFormPath;

gboolean  hkk_form_path_parse      (const char  *text,
                                    HkkFormPath *path);
char     *hkk_form_path_print      (const char  *field,
                                    int          item,
                                    const char  *member);
void      hkk_form_path_clear      (HkkFormPath *path);
gboolean  hkk_form_path_is_within  (const char  *path,
                                    const char  *ancestor);
int       hkk_form_path_get_item   (const char  *path,
                                    const char  *list);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HkkFormPath, hkk_form_path_clear)
