/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form.h"
#include "hkk-form-values.h"
#include "hkk-shown.h"

/* What conditions, rules and texts are worked out against. Everything is borrowed; fill it on the stack with = { …
 * }. */
typedef struct
{
  HkkForm          *form;
  HkkFormValues    *values;
  JsonObject       *parameters;     /* (nullable): integers by name, from the server */
  GDate             today;          /* the server's date; see hkk_form_context_set_today() */
  const char       *language;       /* (nullable): how dates and money are written; NULL: the process's */
  HkkTranslateFunc  translate;      /* (nullable): NULL: gettext in the process's language */
  gpointer          translate_data;
} HkkFormContext;

typedef enum
{
  HKK_FORM_ISSUE_ERROR,
  HKK_FORM_ISSUE_WARNING,
} HkkFormIssueLevel;

typedef struct
{
  char              *path;    /* "items[2].amount"; "" for the whole form */
  char              *code;    /* stable: "required", "iban_checksum", a rule's own code */
  HkkFormIssueLevel  level;
  char              *message; /* for the person */
} HkkFormIssue;

typedef enum
{
  HKK_FORM_VALIDATE_DEFAULT = 0,
  HKK_FORM_VALIDATE_STRICT = 1 << 0, /* the server's: unknown members and malformed attachments are errors */
} HkkFormValidateFlags;

void        hkk_form_context_set_today      (HkkFormContext        *context,
                                             const char            *iso_date);

GPtrArray  *hkk_form_validate               (const HkkFormContext  *context,
                                             HkkFormSection        *section,
                                             HkkFormValidateFlags   flags);
GPtrArray  *hkk_form_validate_path          (const HkkFormContext  *context,
                                             const char            *path);
gboolean    hkk_form_issues_have_errors     (GPtrArray             *issues);
void        hkk_form_issue_free             (HkkFormIssue          *issue);

gboolean    hkk_form_section_is_shown       (const HkkFormContext  *context,
                                             HkkFormSection        *section);
gboolean    hkk_form_path_is_shown          (const HkkFormContext  *context,
                                             const char            *path);
gboolean    hkk_form_path_is_required       (const HkkFormContext  *context,
                                             const char            *path);
void        hkk_form_path_get_date_limits   (const HkkFormContext  *context,
                                             const char            *path,
                                             GDate                 *min,
                                             GDate                 *max);
char       *hkk_form_path_get_text          (const HkkFormContext  *context,
                                             const char            *path);
char       *hkk_form_path_get_total_text    (const HkkFormContext  *context,
                                             const char            *path);
char       *hkk_form_item_get_title         (const HkkFormContext  *context,
                                             const char            *path);
char       *hkk_form_item_get_amount        (const HkkFormContext  *context,
                                             const char            *path);
char       *hkk_form_item_get_rest          (const HkkFormContext  *context,
                                             const char            *path);
char       *hkk_form_field_read             (HkkFormField          *field,
                                             const char            *text,
                                             GError               **error);
void        hkk_form_normalize              (HkkForm               *form,
                                             HkkFormValues         *values);
void        hkk_form_prune                  (const HkkFormContext  *context);
JsonNode   *hkk_form_patch                  (const HkkFormContext  *context,
                                             HkkFormValues         *before);

GListModel *hkk_form_describe               (const HkkFormContext  *context);
JsonArray  *hkk_form_describe_json          (const HkkFormContext  *context);
char       *hkk_form_dup_subject            (const HkkFormContext  *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkFormIssue, hkk_form_issue_free)
