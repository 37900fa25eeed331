/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-model.h"

#define HKK_TYPE_FIELD_ROW (hkk_field_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (HkkFieldRow, hkk_field_row, HKK, FIELD_ROW, AdwBin)

/* One question of a form: its label, its control, the explanation and what is wrong. One subclass per kind of
 * control. */
struct _HkkFieldRowClass
{
  AdwBinClass parent_class;

  /* Puts the control into the row; called once. */
  void       (*build)       (HkkFieldRow *self);
  /* Shows the value, or what hangs on other values (limits, sums). */
  void       (*refresh)     (HkkFieldRow *self);
  /* (nullable): what is wrong with the text itself, before any rule of the form; transfer full. */
  char      *(*dup_misread) (HkkFieldRow *self);
  /* (nullable): the issue is about something inside the value; shows it there. Returns whether it did. */
  gboolean   (*show_inner)  (HkkFieldRow *self,
                             const char  *path,
                             const char  *message);
  /* (nullable): moves the focus to what is inside the value. Returns whether it did. */
  gboolean   (*focus_inner) (HkkFieldRow *self,
                             const char  *path);
};

HkkFieldRow    *hkk_field_row_new            (HkkFormModel *model,
                                              HkkFormField *field,
                                              const char   *path);
HkkFormModel   *hkk_field_row_get_model      (HkkFieldRow  *self);
HkkFormValues  *hkk_field_row_get_values     (HkkFieldRow  *self);
HkkFormField   *hkk_field_row_get_field      (HkkFieldRow  *self);
const char     *hkk_field_row_get_path       (HkkFieldRow  *self);
void            hkk_field_row_set_control    (HkkFieldRow  *self,
                                              GtkWidget    *child,
                                              GtkWidget    *control);
void            hkk_field_row_hide_title     (HkkFieldRow  *self);
void            hkk_field_row_set_busy       (HkkFieldRow  *self,
                                              gboolean      busy);
gboolean        hkk_field_row_is_busy        (HkkFieldRow  *self);
void            hkk_field_row_set_answered   (HkkFieldRow  *self);

gboolean        hkk_field_row_asks           (HkkFieldRow  *self);
gboolean        hkk_field_row_is_open        (HkkFieldRow  *self);
void            hkk_field_row_update         (HkkFieldRow  *self,
                                              const char   *path);
gboolean        hkk_field_row_is_wide        (HkkFieldRow  *self);
gboolean        hkk_field_row_check          (HkkFieldRow  *self,
                                              GPtrArray    *issues);
gboolean        hkk_field_row_focus_control  (HkkFieldRow  *self,
                                              const char   *path);
char           *hkk_field_row_dup_too_long   (HkkFieldRow  *self,
                                              const char   *text);
const char     *hkk_field_row_get_error      (HkkFieldRow  *self);
const char     *hkk_field_row_get_warning    (HkkFieldRow  *self);
