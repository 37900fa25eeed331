/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-row.h"

#define HKK_TYPE_ENTRY_FIELD (hkk_entry_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (HkkEntryField, hkk_entry_field, HKK, ENTRY_FIELD, HkkFieldRow)

/* A question that is answered by one line of text. */
struct _HkkEntryFieldClass
{
  HkkFieldRowClass parent_class;

  /* The value as a person writes it; transfer full. */
  char     *(*show)     (HkkEntryField  *self);
  /* Reads what was typed and, with @store, makes it the value; %FALSE if it cannot be read. */
  gboolean  (*take)     (HkkEntryField  *self,
                         const char     *text,
                         gboolean        store,
                         GError        **error);
  /* (nullable): adds what stands beside the entry. */
  void      (*decorate) (HkkEntryField  *self,
                         GtkBox         *box);
};

GtkEntry *hkk_entry_field_get_entry (HkkEntryField *self);
void      hkk_entry_field_take      (HkkEntryField *self);
