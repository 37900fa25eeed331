/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-security-page.h"

struct _HkkSecurityPage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  AdwPreferencesGroup *password_group;
  AdwPreferencesGroup *devices_group;
  GtkListBox          *devices_list;
  AdwExpanderRow      *bind_row;
  GtkWidget           *letter_row;
  AdwPreferencesGroup *sessions_group;
  GtkListBox          *sessions_list;
  GtkButton           *end_others_button;
  AdwPreferencesGroup *log_group;
  GtkListBox          *log_list;
  AdwPreferencesGroup *closure_group;

  GListStore          *devices;    /* Owned, of HkkDevice, as the rows show them */
  GListStore          *sessions;   /* Owned, of HkkSessionInfo */
  gboolean             menu_open;  /* of a device */
  gboolean             late;       /* there were other devices while it was */
};

/* Devices (hkk-security-devices.c) */
void     hkk_security_page_install_devices (GtkWidgetClass  *widget_class);
void     hkk_security_page_init_devices    (HkkSecurityPage *self);
void     hkk_security_page_load_devices    (HkkSecurityPage *self);

/* Shows ITEMS in the rows of SHOWN, which are those of LIST; what is the same keeps its row, and the focus stays. */
void     hkk_security_page_refill          (GtkListBox      *list,
                                            GListStore      *shown,
                                            GListModel      *items);

/* What follows when a change was sent: an approval is waited for, SENTENCE (static) is said if it was carried out, and
 * the page loads anew. For the callback of the call. */
gpointer hkk_security_page_change_new      (HkkSecurityPage *self,
                                            const char      *sentence);
void     hkk_security_page_on_changed      (GObject         *source,
                                            GAsyncResult    *result,
                                            gpointer         data);
