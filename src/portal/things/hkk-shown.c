/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-shown.h"

struct _HkkShownRow
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkShownRow, hkk_shown_row, HKK_TYPE_THING)

static const HkkThingField shown_row_fields[] = {
  { "label", HKK_THING_STRING, NULL },
  { "value", HKK_THING_STRING, NULL },
  { "sensitive", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

static void
hkk_shown_row_class_init (HkkShownRowClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), shown_row_fields);
}

static void
hkk_shown_row_init (HkkShownRow *self)
{
}

struct _HkkShownSection
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkShownSection, hkk_shown_section, HKK_TYPE_THING)

static const HkkThingField shown_section_fields[] = {
  { "title", HKK_THING_STRING, "section" },
  { "rows", HKK_THING_LIST, NULL, hkk_shown_row_get_type },
  { NULL }
};

static void
hkk_shown_section_class_init (HkkShownSectionClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), shown_section_fields);
}

static void
hkk_shown_section_init (HkkShownSection *self)
{
}

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
