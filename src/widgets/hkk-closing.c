/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-closing.h"

#include <adwaita.h>

static gboolean
on_later (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static gboolean
on_closed (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               data)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_later, g_value_dup_object (values), g_object_unref);
  return TRUE;
}

/**
 * hkk_closing_begin:
 *
 * From now on a dialog that closes lives for a turn of the main loop longer. The button in its header closes its sheet,
 * which lets go of the dialog and then says that it has closed: without animations, which people can switch off,
 * libadwaita 1.7 does so in one go, and is at work with a sheet that is no more.
 */
void
hkk_closing_begin (void)
{
  g_type_class_unref (g_type_class_ref (ADW_TYPE_DIALOG));
  g_signal_add_emission_hook (g_signal_lookup ("closed", ADW_TYPE_DIALOG), 0, on_closed, NULL, NULL);
}
