/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hkk-rules.h"

/*
 * A form, as the wire carries it (the FORM of GET /v1/forms/{id}), in one language:
 *
 *   { "id": "treatment-abroad", "version": 1, "kind": "request" | "service" | "profile" | "message" | "documents",
 *     "protection": "basic" | "substantial", "category": "abroad", "title": "…", "summary": "…", "minutes": 15,
 *     "submit": "Hand in",                          optional: the word on the last button
 *     "review": false,                              optional: it is handed in from its last step, without a review
 *     "title_field": "subject",                     optional: the field whose value names a draft in lists
 *     "sections": [ SECTION ], "rules": [ RULE ], "lists": { "countries": { "warn": "…", "options": [ OPTION ] } } }
 *
 *   SECTION  { "id", "title", "text"?, "shown_when"?: EXPR, "fields": [ FIELD ] }          one step of the form
 *
 *   FIELD    { "id", "kind", "label", "help"?, "required"?: true | EXPR, "shown_when"?: EXPR, "rules"?: [ RULE ], … }
 *            ids match [a-z][a-z0-9_]*; fields of all sections share one name space, a group's or table's have their
 *            own.
 *            "protection"?: "substantial": what is entered needs an approval, where the form is "basic".
 *            members by kind, with the value's JSON type:
 *     text, multiline    string       "min_length"?, "max_length"? (characters; 200 and 4000 if absent), "placeholder"?
 *     choice             string       "options": [ OPTION ] or "list": name
 *     multichoice        [string]     the same; "min"?, "max"? number of chosen
 *     yesno              boolean
 *     declaration        boolean      the label is the sentence that the person confirms; required means true
 *     date               "YYYY-MM-DD" "min_date"?, "max_date"?: EXPR
 *     time               "HH:MM"
 *     money              {"amount": minor units, "currency"}   "currencies": ["EUR", …] (["EUR"] if absent), "min"?,
 *                                                              "max"?
 *     integer, year      integer      "min"?, "max"?
 *     kvnr, iban, phone, email, postal_code   string, in its normal form
 *     country            string       ISO 3166 alpha-2; "list": "countries"; "warn": false leaves out the options'
 *                                     warnings
 *     person             string       "options": [ OPTION ] made by the server: the insured persons of the account
 *                                     ("self", …)
 *     group              [object]     "fields": [ FIELD ], "min"?, "max"? items (20 if absent), "item_label": "Child",
 *                                     "add_label", "item_title"?: "{first_name} {last_name}", what names an item;
 *                                     "item_amount"?: [ id … ], the first that has a value is what it costs
 *     table              [object]     the same (100 if absent), "total"?: { "field": id of a money or integer field,
 *                                     "label" }
 *     attachments        [attachment] "media_types": [ … ] (PDF, JPEG, PNG if absent), "min"?, "max"? files (10 if
 *                                     absent), "max_bytes"? of all of them together, "min_side"? pixels of a
 *                                     picture's shorter side, "aspect"? "7:9": what a picture is cut to,
 *                                     "printed_on"? "health_card": where it is shown then
 *                                     attachment: {"upload", "name", "size", "sha256", "media_type"}
 *     note               none         the label is a text to read; "leads_to"? the place that it names
 *     calculated         none         "value": EXPR, "format": "money" | "integer" | "date", "currency"?; shown live,
 *                                     never sent
 *
 *   OPTION   { "value", "label", "warn"?: "…" | true, "birth_date"?: "YYYY-MM-DD" }
 *            warn: a text shown when it is chosen; true stands for the list's "warn". birth_date: persons only.
 *
 *   RULE     { "check": EXPR, "code", "message", "level"?: "error" | "warning", "field"?: path, "when"?: EXPR }
 *            broken when check is false (not when unknown). In a field's rules "field" is that field; in a group's
 *            field the rule is tried for each item.
 *
 *   EXPR     a literal (string, integer, true, false) or [ "operator", operand … ]:
 *     ["field", "id"]                  the value: in an item first the item's field, then the form's. Hidden or empty:
 *                                      unknown. Money: minor units if in the first of the field's currencies, otherwise
 *                                      unknown.
 *     ["parameter", "name"]            an integer that the server gives with the form (an income limit)
 *     ["today"] ["today", days]        the server's date, moved by days
 *     ["date", "YYYY-MM-DD"]           a date (dates compare with dates only)
 *     ["eq"|"ne"|"lt"|"le"|"gt"|"ge", a, b]   unknown if either is unknown
 *     ["in", a, literal …]             for multichoice: whether any chosen one is among them
 *     ["empty", ["field", …]]          always known
 *     ["and"|"or", a …] ["not", a]     three-valued, as in SQL
 *     ["sum", "group", expr] ["count", "group", cond?] ["any"|"all", "group", cond]
 *                                      over a group's, table's or attachments' items; a sum leaves out what is unknown
 *     ["age", birth, at]               whole years; ["birth_date", ["field", "person"]] gives the chosen person's birth
 *                                      date
 *     ["days", from, to]               number of days, both ends counted
 *     ["add"|"sub"|"mul"|"min"|"max", a, b …]   integers, money as its minor units; min and max also of dates
 *     ["percent", a, n]                a × n ÷ 100, rounded half up
 *     ["add_days"|"add_months"|"add_years", date, n]
 *     ["working_day", date]            that day, or the next one on which a period of German law can end
 *     ["year_of", date]
 *            A "shown_when" looks at fields that stand before it only, so nothing can hide itself in a circle.
 *
 * Values are one JSON object: {"country": "ES", "items": [{"date": …, "amount": {…}}], …}. A path names one: "country",
 * "items[2].amount"; without the index ("items.amount") it names the definition.
 */

#define HKK_FORM_ERROR (hkk_form_error_quark ())

typedef enum
{
  HKK_FORM_ERROR_INVALID, /* the definition breaks the format; the message names the place, for developers */
} HkkFormError;

typedef enum
{
  HKK_FORM_KIND_REQUEST,
  HKK_FORM_KIND_SERVICE,
  HKK_FORM_KIND_PROFILE,
  HKK_FORM_KIND_MESSAGE,   /* to the insurer */
  HKK_FORM_KIND_DOCUMENTS, /* for a request that was handed in before */
} HkkFormKind;

typedef enum
{
  HKK_PROTECTION_BASIC,
  HKK_PROTECTION_SUBSTANTIAL,
} HkkProtection;

typedef enum
{
  HKK_FIELD_TEXT,
  HKK_FIELD_MULTILINE,
  HKK_FIELD_CHOICE,
  HKK_FIELD_MULTICHOICE,
  HKK_FIELD_YESNO,
  HKK_FIELD_DECLARATION,
  HKK_FIELD_DATE,
  HKK_FIELD_TIME,
  HKK_FIELD_MONEY,
  HKK_FIELD_INTEGER,
  HKK_FIELD_YEAR,
  HKK_FIELD_KVNR,
  HKK_FIELD_IBAN,
  HKK_FIELD_PHONE,
  HKK_FIELD_EMAIL,
  HKK_FIELD_POSTAL_CODE,
  HKK_FIELD_COUNTRY,
  HKK_FIELD_PERSON,
  HKK_FIELD_GROUP,
  HKK_FIELD_TABLE,
  HKK_FIELD_ATTACHMENTS,
  HKK_FIELD_NOTE,
  HKK_FIELD_CALCULATED,
} HkkFieldKind;

/* Borrowed from the form, which they live as long as. */
typedef struct _HkkFormSection HkkFormSection;
typedef struct _HkkFormField   HkkFormField;

typedef struct
{
  const char *value;
  const char *label;
  const char *warning;    /* (nullable): to show when this one is chosen */
  const char *birth_date; /* (nullable): of a person */
} HkkFormOption;

#define HKK_TYPE_FORM (hkk_form_get_type ())
G_DECLARE_FINAL_TYPE (HkkForm, hkk_form, HKK, FORM, GObject)

GQuark                 hkk_form_error_quark            (void);

HkkForm               *hkk_form_new_from_json          (JsonNode        *json,
                                                        GError         **error);
gboolean               hkk_form_find_operator          (const char      *name,
                                                        guint           *min,
                                                        guint           *max);
const char            *hkk_form_get_id                 (HkkForm         *self);
gint64                 hkk_form_get_version            (HkkForm         *self);
HkkFormKind            hkk_form_get_kind               (HkkForm         *self);
HkkProtection          hkk_form_get_protection         (HkkForm         *self);
const char            *hkk_form_get_title              (HkkForm         *self);
const char            *hkk_form_get_submit_label       (HkkForm         *self);
gboolean               hkk_form_has_review             (HkkForm         *self);
const char            *hkk_form_get_title_field        (HkkForm         *self);
guint                  hkk_form_get_n_sections         (HkkForm         *self);
HkkFormSection        *hkk_form_get_section            (HkkForm         *self,
                                                        guint            position);
HkkFormSection        *hkk_form_find_section           (HkkForm         *self,
                                                        const char      *path);
HkkFormField          *hkk_form_find_field             (HkkForm         *self,
                                                        const char      *path);

const char            *hkk_form_section_get_title      (HkkFormSection  *section);
const char            *hkk_form_section_get_text       (HkkFormSection  *section);
gboolean               hkk_form_section_is_conditional (HkkFormSection  *section);
guint                  hkk_form_section_get_n_fields   (HkkFormSection  *section);
HkkFormField          *hkk_form_section_get_field      (HkkFormSection  *section,
                                                        guint            position);

const char            *hkk_form_field_get_id           (HkkFormField    *field);
HkkFieldKind           hkk_form_field_get_kind         (HkkFormField    *field);
const char            *hkk_form_field_get_label        (HkkFormField    *field);
const char            *hkk_form_field_get_help         (HkkFormField    *field);
const char            *hkk_form_field_get_placeholder  (HkkFormField    *field);
gboolean               hkk_form_field_get_max          (HkkFormField    *field,
                                                        gint64          *max);
HkkProtection          hkk_form_field_get_protection   (HkkFormField    *field);
gint64                 hkk_form_field_get_max_bytes    (HkkFormField    *field);
guint                  hkk_form_field_get_min_side     (HkkFormField    *field);
double                 hkk_form_field_get_aspect       (HkkFormField    *field);
const char            *hkk_form_field_get_printed_on   (HkkFormField    *field);
const char            *hkk_form_field_get_leads_to     (HkkFormField    *field);
guint                  hkk_form_field_get_max_length   (HkkFormField    *field);
const char * const    *hkk_form_field_get_currencies   (HkkFormField    *field);
const char * const    *hkk_form_field_get_media_types  (HkkFormField    *field);
gboolean               hkk_form_field_is_free_list     (HkkFormField    *field);
guint                  hkk_form_field_get_n_options    (HkkFormField    *field);
const HkkFormOption   *hkk_form_field_get_option       (HkkFormField    *field,
                                                        guint            position);
const HkkFormOption   *hkk_form_field_find_option      (HkkFormField    *field,
                                                        const char      *value);
guint                  hkk_form_field_get_n_children   (HkkFormField    *field);
HkkFormField          *hkk_form_field_get_child        (HkkFormField    *field,
                                                        guint            position);
HkkFormField          *hkk_form_field_find_child       (HkkFormField    *field,
                                                        const char      *id);
const char            *hkk_form_field_get_add_label    (HkkFormField    *field);
const char            *hkk_form_field_get_total        (HkkFormField    *field);
const char            *hkk_form_field_get_total_label  (HkkFormField    *field);
gboolean               hkk_form_field_names_item       (HkkFormField    *field);
