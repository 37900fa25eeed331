/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* One line to show: what it is about, its value, and what that was until now if it changes. */
#define HKK_TYPE_SHOWN_ROW (hkk_shown_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkShownRow, hkk_shown_row, HKK, SHOWN_ROW, GObject)

HkkShownRow *hkk_shown_row_new           (const char  *path,
                                          const char  *label,
                                          const char  *old,
                                          const char  *value);
const char  *hkk_shown_row_get_path      (HkkShownRow *self); /* (nullable) */
const char  *hkk_shown_row_get_label     (HkkShownRow *self);
const char  *hkk_shown_row_get_old       (HkkShownRow *self); /* (nullable) */
const char  *hkk_shown_row_get_value     (HkkShownRow *self);
gboolean     hkk_shown_row_get_sensitive (HkkShownRow *self);

/* Rows under a title. */
#define HKK_TYPE_SHOWN_SECTION (hkk_shown_section_get_type ())
G_DECLARE_FINAL_TYPE (HkkShownSection, hkk_shown_section, HKK, SHOWN_SECTION, GObject)

HkkShownSection *hkk_shown_section_new       (const char      *title);
void             hkk_shown_section_add_row   (HkkShownSection *self,
                                              HkkShownRow     *row);
const char      *hkk_shown_section_get_title (HkkShownSection *self);
GListModel      *hkk_shown_section_get_rows  (HkkShownSection *self);

/* The wire's lists. */
GListModel      *hkk_shown_rows_from_json     (JsonArray  *json);
GListModel      *hkk_shown_sections_from_json (JsonArray  *json);
JsonArray       *hkk_shown_sections_to_json   (GListModel *sections);

HkkShownRow     *hkk_shown_sections_find_row  (GListModel *sections,
                                               const char *path);
