/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-info.h"

struct _HkkFileInfo
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkFileInfo, hkk_file_info, HKK_TYPE_THING)

static const HkkThingField file_info_fields[] = {
  { "name", HKK_THING_STRING, NULL },
  { "sha256", HKK_THING_STRING, NULL },
  { "media-type", HKK_THING_STRING, NULL },
  { "slot", HKK_THING_STRING, NULL },
  { "size", HKK_THING_INT, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

static void
hkk_file_info_class_init (HkkFileInfoClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), file_info_fields);
}

static void
hkk_file_info_init (HkkFileInfo *self)
{
}
