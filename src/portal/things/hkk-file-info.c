/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-info.h"

#include <glib/gi18n-lib.h>

#include "hkk-file-name.h"
#include "hkk-json.h"

static const HkkThingField file_info_fields[] = {
  { "sha256", HKK_THING_STRING, NULL },
  { "media-type", HKK_THING_STRING, NULL },
  { "slot", HKK_THING_STRING, NULL },
  { "title", HKK_THING_STRING, NULL },
  { "size", HKK_THING_INT, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkFileInfo, hkk_file_info, file_info_fields,
                  "name:s size:i media_type:s sha256:s? slot:s? title:s? at:t?")

/**
 * hkk_file_info_dup_name:
 *
 * Returns: (transfer full): its name, clean as hkk_file_name_clean() makes it: to be shown, and to be saved under
 */
char *
hkk_file_info_dup_name (HkkFileInfo *self)
{
  const char *name = hkk_json_get_string (hkk_thing_get_json (HKK_THING (self)), "name");

  /* TRANSLATORS: what a file is called that came without a name; “.pdf” or the like is put behind it */
  return hkk_file_name_clean (name != NULL ? name : "", hkk_thing_get_string (HKK_THING (self), "media-type"),
                              _("File"));
}
