/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-path.h"
#include "hkk-form-validate.h"

#define HKK_FORM_MAX_FIELDS 500
#define HKK_FORM_MAX_EXPR_DEPTH 16

typedef struct _HkkExpr HkkExpr;

typedef enum
{
  HKK_VALUE_UNKNOWN,
  HKK_VALUE_BOOL,
  HKK_VALUE_INT,    /* money as minor units */
  HKK_VALUE_STRING,
  HKK_VALUE_DATE,
  HKK_VALUE_LIST,   /* a multichoice */
} HkkValueType;

typedef struct
{
  HkkValueType  type;
  gint64        number;
  const char   *string; /* Borrowed */
  GDate         date;
  JsonArray    *list;   /* Borrowed */
} HkkValue;

typedef struct
{
  HkkExpr           *check;
  HkkExpr           *when;    /* (nullable) */
  const char        *code;
  const char        *message;
  const char        *field;   /* (nullable) */
  HkkFormIssueLevel  level;
} HkkFormRule;

struct _HkkFormField
{
  const char      *id;
  HkkFieldKind     kind;
  const char      *label;
  const char      *help;
  const char      *placeholder;
  const char      *item_label;
  const char      *add_label;
  const char      *total_label;
  const char      *item_title;   /* (nullable): what names an item, "{first_name} {last_name}" */
  const char      *format;       /* of a calculated value */
  HkkFormField    *total;        /* Borrowed: a child */
  HkkFormField    *parent;       /* Borrowed (nullable) */
  HkkFormSection  *section;      /* Borrowed */
  JsonObject      *json;         /* Borrowed from the form */
  guint            order;
  gboolean         has_min, has_max;
  gint64           min, max;
  gint64           max_bytes;    /* of all files together; 0: it does not say */
  double           aspect;       /* width by height to which a picture is cut; 0: it does not say */
  guint            min_side;     /* pixels of a picture's shorter side; 0: it does not say */
  guint            min_length, max_length;
  GPtrArray       *currencies;   /* NULL-terminated, of borrowed strings */
  GPtrArray       *media_types;  /* the same */
  GArray          *options;      /* of HkkFormOption */
  GPtrArray       *children;     /* of HkkFormField */
  GPtrArray       *rules;        /* of HkkFormRule */
  gboolean         always_required;
  HkkExpr         *required;     /* (nullable) */
  HkkExpr         *shown_when;   /* (nullable) */
  HkkExpr         *min_date;     /* (nullable) */
  HkkExpr         *max_date;     /* (nullable) */
  HkkExpr         *value;        /* (nullable) */
};

struct _HkkFormSection
{
  const char  *id;
  const char  *title;
  const char  *text;
  JsonObject  *json;       /* Borrowed from the form */
  GPtrArray   *fields;     /* of HkkFormField */
  HkkExpr     *shown_when; /* (nullable) */
};

struct _HkkForm
{
  GObject      parent_instance;

  JsonNode    *root;       /* Owned: every string of the form points into it */
  JsonObject  *json;       /* Borrowed: the root's object */
  GPtrArray   *sections;   /* of HkkFormSection */
  GHashTable  *fields;     /* id → borrowed HkkFormField, of the form itself */
  GPtrArray   *rules;      /* of HkkFormRule */
  guint        n_fields;
};

/* Where an expression is worked out: in the form, or in one item of a group. */
typedef struct
{
  const HkkFormContext *context;
  HkkFormField         *group; /* (nullable) */
  guint                 index;
  guint                *budget; /* steps left: a hostile definition must not hang the program */
} HkkScope;

gboolean      hkk_form_fail              (GError        **error,
                                          const char     *place,
                                          const char     *what);
gpointer      hkk_form_fail_null         (GError        **error,
                                          const char     *place,
                                          const char     *what);

/* Expressions. @before: only fields of a smaller order may be named. */
HkkExpr      *hkk_expr_parse             (HkkForm        *form,
                                          HkkFormField   *group,
                                          guint           before,
                                          JsonNode       *json,
                                          const char     *place,
                                          GError        **error);
void          hkk_expr_free              (HkkExpr        *expr);
HkkValue      hkk_expr_evaluate          (const HkkExpr  *expr,
                                          const HkkScope *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkExpr, hkk_expr_free)

/* What the context's values make of a field. A scope with a group names one of its items. */
#define HKK_SCOPE_BUDGET 200000
gboolean      hkk_scope_holds            (const HkkScope *scope,
                                          const HkkExpr  *condition,
                                          gboolean        if_unknown);
gboolean      hkk_scope_field_is_shown   (const HkkScope *scope,
                                          HkkFormField   *field);
gboolean      hkk_scope_field_is_required (const HkkScope *scope,
                                           HkkFormField   *field);
JsonNode     *hkk_scope_get_node         (const HkkScope *scope,
                                          HkkFormField   *field);
char         *hkk_scope_get_path         (const HkkScope *scope,
                                          HkkFormField   *field);
guint         hkk_scope_n_items          (const HkkScope *scope,
                                          HkkFormField   *field);
gboolean      hkk_scope_of_path          (HkkScope       *scope,
                                          const char     *path,
                                          HkkFormField  **field);
gboolean      hkk_scope_enter_item       (HkkScope       *scope,
                                          const char     *path,
                                          HkkFormField   *field);
gboolean      hkk_form_node_is_empty     (JsonNode       *node);
gboolean      hkk_form_field_has_value   (HkkFormField   *field);
const char   *hkk_form_translate         (const HkkFormContext *context,
                                          const char           *msgid) G_GNUC_FORMAT (2);
char         *hkk_form_date_text         (const HkkFormContext *context,
                                          const GDate          *date);
void          hkk_scope_get_date_limits  (const HkkScope *scope,
                                          HkkFormField   *field,
                                          GDate          *min,
                                          GDate          *max);

/* Text for people */
char         *hkk_scope_get_text         (const HkkScope *scope,
                                          HkkFormField   *field);
char         *hkk_scope_get_total_text   (const HkkScope *scope,
                                          HkkFormField   *field);
char         *hkk_scope_get_item_title   (const HkkScope *scope);
HkkFormField *hkk_scope_get_item_amount  (const HkkScope *scope);
char         *hkk_scope_get_item_rest    (const HkkScope *scope);
