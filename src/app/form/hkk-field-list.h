/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_FIELD_LIST (hkk_field_list_get_type ())
G_DECLARE_FINAL_TYPE (HkkFieldList, hkk_field_list, HKK, FIELD_LIST, GtkBox)

HkkFieldList *hkk_field_list_new_for_section (HkkFormModel   *model,
                                              HkkFormSection *section);
HkkFieldList *hkk_field_list_new_for_item    (HkkFormModel   *model,
                                              HkkFormField   *group,
                                              const char     *item);
guint         hkk_field_list_check           (HkkFieldList   *self,
                                              const char    **first_wrong);
gboolean      hkk_field_list_focus_open      (HkkFieldList   *self);
HkkFieldRow  *hkk_field_list_find_row        (HkkFieldList   *self,
                                              const char     *path);
guint         hkk_field_list_get_n_groups    (HkkFieldList   *self);
