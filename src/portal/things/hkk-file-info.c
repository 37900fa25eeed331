/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-info.h"

static const HkkThingField file_info_fields[] = {
  { "name", HKK_THING_STRING, NULL },
  { "sha256", HKK_THING_STRING, NULL },
  { "media-type", HKK_THING_STRING, NULL },
  { "slot", HKK_THING_STRING, NULL },
  { "size", HKK_THING_INT, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkFileInfo, hkk_file_info, file_info_fields)
