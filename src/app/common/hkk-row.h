/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-shown.h"

GtkWidget *hkk_row_new        (const char                  *title,
                               const char                  *subtitle);
GtkWidget *hkk_row_new_shown  (HkkShownRow                 *shown);
GtkWidget *hkk_row_add_button (GtkWidget                   *row,
                               const char                  *icon_name,
                               const char                  *name);
GtkWidget *hkk_row_add_action (GtkWidget                   *row,
                               const char                  *icon_name,
                               const char                  *name,
                               const char                  *action,
                               GVariant                    *target);
AdwButtonRow *hkk_row_append_button (GtkListBox              *list,
                                     const char              *title,
                                     const char              *icon_name);
void       hkk_row_button_say_of (AdwButtonRow             *row,
                                  const char               *of);
void       hkk_row_lead       (GtkWidget                   *row,
                               const char                  *action,
                               const char                  *target);
void       hkk_row_show_group (GtkWidget                   *group,
                               gboolean                     shown);
void       hkk_row_tell_apart (GtkListBox                  *list);
void       hkk_row_fill_list  (GtkListBox                  *list,
                               GtkWidget                   *group,
                               GListModel                  *items,
                               GtkListBoxCreateWidgetFunc   make_row);

/* For a button with a text: a name of its own for screen readers, among others with the same text. */
void       hkk_button_name    (GtkButton                   *button,
                               const char                  *name);
void       hkk_button_say_of  (GtkButton                   *button,
                               const char                  *of);

/* For a button that opens the help: at the entry, or as a whole. */
void       hkk_button_set_answer (GtkButton                *button,
                                  const char               *id);

/* For a button with a text that stands where there may be little room: the text goes on in another line. */
void       hkk_button_wrap    (GtkButton                   *button);
