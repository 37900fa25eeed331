/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-settings.h"

#include "config.h"

/**
 * hkk_settings_new:
 *
 * Returns: (transfer full) (nullable): the person's settings of this program; %NULL where its schema is not installed
 */
GSettings *
hkk_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, HKK_APP_ID, TRUE)
                                                     : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
