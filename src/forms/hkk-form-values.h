/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#define HKK_TYPE_FORM_VALUES (hkk_form_values_get_type ())
G_DECLARE_FINAL_TYPE (HkkFormValues, hkk_form_values, HKK, FORM_VALUES, GObject)

/*
 * Signal "changed" (const char *path): the value at this path changed. Adding, removing or moving an item gives the
 * list's path; loading everything anew gives "".
 */

HkkFormValues *hkk_form_values_new             (void);
HkkFormValues *hkk_form_values_new_from_json   (JsonNode       *json);
HkkFormValues *hkk_form_values_copy            (HkkFormValues  *self);
void           hkk_form_values_load            (HkkFormValues  *self,
                                                JsonNode       *json);
void           hkk_form_values_merge           (HkkFormValues  *self,
                                                JsonNode       *json);
JsonNode      *hkk_form_values_to_json         (HkkFormValues  *self);
char          *hkk_form_values_to_string       (HkkFormValues  *self);

/* Readers: of an absent path or another type they give NULL or FALSE. Strings and nodes are borrowed until the next
 * change. */
gboolean       hkk_form_values_has             (HkkFormValues  *self,
                                                const char     *path);
JsonNode      *hkk_form_values_get_node        (HkkFormValues  *self,
                                                const char     *path);
const char    *hkk_form_values_get_string      (HkkFormValues  *self,
                                                const char     *path);
gboolean       hkk_form_values_get_bool        (HkkFormValues  *self,
                                                const char     *path,
                                                gboolean       *value);
gboolean       hkk_form_values_get_int         (HkkFormValues  *self,
                                                const char     *path,
                                                gint64         *value);
gboolean       hkk_form_values_get_date        (HkkFormValues  *self,
                                                const char     *path,
                                                GDate          *value);
gboolean       hkk_form_values_get_money       (HkkFormValues  *self,
                                                const char     *path,
                                                gint64         *amount,
                                                const char    **currency);
gboolean       hkk_form_values_get_chosen      (HkkFormValues  *self,
                                                const char     *path,
                                                const char     *option);

/* Writers: an item index must exist. NULL and the empty string clear. Nothing is emitted when nothing changes. */
void           hkk_form_values_clear           (HkkFormValues  *self,
                                                const char     *path);
void           hkk_form_values_set_string      (HkkFormValues  *self,
                                                const char     *path,
                                                const char     *value);
void           hkk_form_values_set_bool        (HkkFormValues  *self,
                                                const char     *path,
                                                gboolean        value);
void           hkk_form_values_set_int         (HkkFormValues  *self,
                                                const char     *path,
                                                gint64          value);
void           hkk_form_values_set_date        (HkkFormValues  *self,
                                                const char     *path,
                                                const GDate    *value);
void           hkk_form_values_set_money       (HkkFormValues  *self,
                                                const char     *path,
                                                gint64          amount,
                                                const char     *currency);
void           hkk_form_values_set_chosen      (HkkFormValues  *self,
                                                const char     *path,
                                                const char     *option,
                                                gboolean        chosen);

/* Lists: groups, tables, attachments */
guint          hkk_form_values_get_n_items     (HkkFormValues  *self,
                                                const char     *path);
guint          hkk_form_values_add_item        (HkkFormValues  *self,
                                                const char     *path);
guint          hkk_form_values_add_attachment  (HkkFormValues  *self,
                                                const char     *path,
                                                const char     *upload,
                                                const char     *name,
                                                gint64          size,
                                                const char     *sha256,
                                                const char     *media_type);
void           hkk_form_values_insert_item     (HkkFormValues  *self,
                                                const char     *path,
                                                guint           position,
                                                JsonNode       *item);
void           hkk_form_values_remove_item     (HkkFormValues  *self,
                                                const char     *path,
                                                guint           position);
gint64         hkk_form_values_sum             (HkkFormValues  *self,
                                                const char     *path,
                                                const char     *member,
                                                const char     *currency);
