/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include <string.h>

#include "hkk-json.h"
#include "hkk-working-day.h"

typedef enum
{
  OP_LITERAL, OP_FIELD, OP_PARAMETER, OP_TODAY, OP_DATE,
  OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_IN, OP_EMPTY,
  OP_AND, OP_OR, OP_NOT,
  OP_SUM, OP_COUNT, OP_ANY, OP_ALL,
  OP_AGE, OP_BIRTH_DATE, OP_DAYS,
  OP_ADD, OP_SUB, OP_MUL, OP_MIN, OP_MAX, OP_PERCENT,
  OP_ADD_DAYS, OP_ADD_MONTHS, OP_ADD_YEARS, OP_WORKING_DAY, OP_YEAR_OF,
} Op;

/* The closed set. */
static const struct
{
  const char *name;
  Op          op;
  guint       min, max; /* operands */
} operators[] = {
  { "field", OP_FIELD, 1, 1 },
  { "parameter", OP_PARAMETER, 1, 1 }, { "today", OP_TODAY, 0, 1 }, { "date", OP_DATE, 1, 1 },
  { "eq", OP_EQ, 2, 2 }, { "ne", OP_NE, 2, 2 }, { "lt", OP_LT, 2, 2 }, { "le", OP_LE, 2, 2 }, { "gt", OP_GT, 2, 2 },
  { "ge", OP_GE, 2, 2 }, { "in", OP_IN, 2, 64 }, { "empty", OP_EMPTY, 1, 1 },
  { "and", OP_AND, 1, 32 }, { "or", OP_OR, 1, 32 }, { "not", OP_NOT, 1, 1 },
  { "sum", OP_SUM, 2, 2 }, { "count", OP_COUNT, 1, 2 }, { "any", OP_ANY, 2, 2 }, { "all", OP_ALL, 2, 2 },
  { "age", OP_AGE, 2, 2 }, { "birth_date", OP_BIRTH_DATE, 1, 1 }, { "days", OP_DAYS, 2, 2 }, { "add", OP_ADD, 1, 32 },
  { "sub", OP_SUB, 2, 32 }, { "mul", OP_MUL, 2, 32 }, { "min", OP_MIN, 1, 32 }, { "max", OP_MAX, 1, 32 },
  { "percent", OP_PERCENT, 2, 2 },
  { "add_days", OP_ADD_DAYS, 2, 2 }, { "add_months", OP_ADD_MONTHS, 2, 2 }, { "add_years", OP_ADD_YEARS, 2, 2 },
  { "working_day", OP_WORKING_DAY, 1, 1 }, { "year_of", OP_YEAR_OF, 1, 1 },
};

struct _HkkExpr
{
  Op             op;
  HkkValue       literal;
  const char    *name;     /* Borrowed: of a parameter */
  HkkFormField  *field;    /* Borrowed: of field; of the group for sum, count, any, all */
  GPtrArray     *operands; /* of HkkExpr */
};

typedef struct
{
  HkkForm       *form;
  HkkFormField  *group; /* (nullable): whose item fields can be named */
  guint          before;
  const char    *place;
  guint          depth;
} Reader;

static HkkExpr *read_expr (Reader    *reader,
                           JsonNode  *json,
                           GError   **error);

void
hkk_expr_free (HkkExpr *expr)
{
  g_clear_pointer (&expr->operands, g_ptr_array_unref);
  g_free (expr);
}

static HkkExpr *
expr_new (Op op)
{
  HkkExpr *expr = g_new0 (HkkExpr, 1);

  expr->op = op;
  expr->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) hkk_expr_free);
  return expr;
}

static HkkFormField *
find_name (Reader     *reader,
           const char *id)
{
  HkkFormField *field = NULL;

  if (id == NULL)
    return NULL;
  if (reader->group != NULL)
    field = hkk_form_field_find_child (reader->group, id);
  if (field == NULL)
    field = g_hash_table_lookup (reader->form->fields, id);
  return field != NULL && field->order < reader->before ? field : NULL;
}

static gboolean
is_list (const HkkFormField *field)
{
  return field->kind == HKK_FIELD_GROUP || field->kind == HKK_FIELD_TABLE || field->kind == HKK_FIELD_ATTACHMENTS;
}

/* The first operand of operators that take a name instead of an expression; reads how many operands it used. */
static gboolean
read_name (Reader    *reader,
           HkkExpr   *expr,
           JsonArray *array,
           guint     *used,
           GError   **error)
{
  const char *name = hkk_json_array_string (array, 1);
  gboolean aggregate = expr->op == OP_SUM || expr->op == OP_COUNT || expr->op == OP_ANY || expr->op == OP_ALL;

  *used = 1;
  if (expr->op == OP_PARAMETER)
    {
      expr->name = name;
      return name != NULL || hkk_form_fail (error, reader->place, "a parameter needs a name");
    }
  if (expr->op == OP_DATE)
    {
      expr->literal.type = HKK_VALUE_DATE;
      return hkk_date_from_iso (name, &expr->literal.date) || hkk_form_fail (error, reader->place, "a date is no date");
    }
  if (expr->op == OP_FIELD || aggregate)
    {
      expr->field = find_name (reader, name);
      if (expr->field == NULL)
        return hkk_form_fail (error, reader->place, "an expression names no field, or one that comes later");
      if (aggregate != is_list (expr->field))
        return hkk_form_fail (error, reader->place, "an expression takes a list for a value or a value for a list");
      if (expr->field->kind == HKK_FIELD_ATTACHMENTS && (expr->op != OP_COUNT || json_array_get_length (array) > 2))
        return hkk_form_fail (error, reader->place, "attachments can only be counted");
      return TRUE;
    }
  *used = 0;
  return TRUE;
}

static gboolean
read_operands (Reader    *reader,
               HkkExpr   *expr,
               JsonArray *array,
               guint      first,
               GError   **error)
{
  for (guint i = first; i < json_array_get_length (array); i++)
    {
      JsonNode *json = json_array_get_element (array, i);
      JsonArray *operand = hkk_json_node_array (json);
      HkkExpr *child;

      if (expr->op == OP_EMPTY && g_strcmp0 (hkk_json_array_string (operand, 0), "field") == 0)
        {
          /* A list may be asked whether it is empty, though it has no value. */
          child = expr_new (OP_FIELD);
          child->field = find_name (reader, hkk_json_array_string (operand, 1));
          g_ptr_array_add (expr->operands, child);
          if (child->field == NULL)
            return hkk_form_fail (error, reader->place, "an expression names no field, or one that comes later");
          continue;
        }
      child = read_expr (reader, json, error);
      if (child == NULL)
        return FALSE;
      g_ptr_array_add (expr->operands, child);
    }
  if ((expr->op == OP_EMPTY || expr->op == OP_BIRTH_DATE) &&
      ((HkkExpr *) g_ptr_array_index (expr->operands, 0))->op != OP_FIELD)
    return hkk_form_fail (error, reader->place, "this operator takes a field");
  return TRUE;
}

static HkkExpr *
read_operation (Reader    *reader,
                JsonArray *array,
                GError   **error)
{
  const char *name = hkk_json_array_string (array, 0);
  guint count = json_array_get_length (array);
  guint used = 0;
  guint i = 0;
  g_autoptr(HkkExpr) expr = NULL;
  Reader inner = *reader;

  while (i < G_N_ELEMENTS (operators) && g_strcmp0 (operators[i].name, name) != 0)
    i++;
  if (i == G_N_ELEMENTS (operators))
    return hkk_form_fail_null (error, reader->place, "unknown operator");
  if (count - 1 < operators[i].min || count - 1 > operators[i].max)
    return hkk_form_fail_null (error, reader->place, "wrong number of operands");
  expr = expr_new (operators[i].op);
  if (!read_name (reader, expr, array, &used, error))
    return NULL;
  if (expr->field != NULL && expr->op != OP_FIELD)
    inner.group = expr->field;
  if (!read_operands (&inner, expr, array, 1 + used, error))
    return NULL;
  return g_steal_pointer (&expr);
}

static HkkExpr *
read_expr (Reader    *reader,
           JsonNode  *json,
           GError   **error)
{
  HkkExpr *expr;
  gint64 number;
  gboolean truth;

  if (JSON_NODE_HOLDS_ARRAY (json))
    {
      if (++reader->depth > HKK_FORM_MAX_EXPR_DEPTH)
        return hkk_form_fail_null (error, reader->place, "an expression is nested too deeply");
      if (json_array_get_length (json_node_get_array (json)) == 0)
        return hkk_form_fail_null (error, reader->place, "an expression is empty");
      expr = read_operation (reader, json_node_get_array (json), error);
      reader->depth--;
      return expr;
    }
  expr = expr_new (OP_LITERAL);
  if (hkk_json_node_string (json) != NULL)
    expr->literal = (HkkValue) { .type = HKK_VALUE_STRING, .string = hkk_json_node_string (json) };
  else if (hkk_json_node_int (json, &number))
    expr->literal = (HkkValue) { .type = HKK_VALUE_INT, .number = number };
  else if (hkk_json_node_bool (json, &truth))
    expr->literal = (HkkValue) { .type = HKK_VALUE_BOOL, .number = truth };
  else
    {
      hkk_expr_free (expr);
      hkk_form_fail (error, reader->place, "an expression is no expression");
      return NULL;
    }
  return expr;
}

HkkExpr *
hkk_expr_parse (HkkForm       *form,
                HkkFormField  *group,
                guint          before,
                JsonNode      *json,
                const char    *place,
                GError       **error)
{
  Reader reader = { .form = form, .group = group, .before = before, .place = place };

  return read_expr (&reader, json, error);
}

/**
 * hkk_form_find_operator:
 * @name: a name on the wire, "add_days"
 * @min: (out): how many operands it takes at least
 * @max: (out): how many it takes at most
 *
 * Returns: whether there is such an operator
 */
gboolean
hkk_form_find_operator (const char *name,
                        guint      *min,
                        guint      *max)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_strcmp0 (operators[i].name, name) == 0)
      {
        *min = operators[i].min;
        *max = operators[i].max;
        return TRUE;
      }
  return FALSE;
}

/* --- Evaluation: three-valued, unknown operands give unknown unless the result is certain --- */

static const HkkValue unknown = { .type = HKK_VALUE_UNKNOWN };

static HkkValue
of_bool (gboolean value)
{
  return (HkkValue) { .type = HKK_VALUE_BOOL, .number = value };
}

static HkkValue
of_int (gint64 value)
{
  return (HkkValue) { .type = HKK_VALUE_INT, .number = value };
}

static HkkValue
of_json (HkkFormField *field,
         JsonNode     *node)
{
  HkkValue value = unknown;
  gboolean truth;

  if (hkk_json_node_int (node, &value.number))
    return of_int (value.number);
  if (hkk_json_node_bool (node, &truth))
    return of_bool (truth);
  if (hkk_json_node_string (node) != NULL)
    {
      value.string = hkk_json_node_string (node);
      if (field->kind == HKK_FIELD_DATE)
        value.type = hkk_date_from_iso (value.string, &value.date) ? HKK_VALUE_DATE : HKK_VALUE_UNKNOWN;
      else
        value.type = HKK_VALUE_STRING;
      return value;
    }
  /* Amounts of different currencies cannot be reckoned with each other. */
  if (field->kind == HKK_FIELD_MONEY && g_strcmp0 (hkk_json_get_string (hkk_json_node_object (node), "currency"),
                                                   g_ptr_array_index (field->currencies, 0)) == 0 &&
      hkk_json_node_int (hkk_json_node_object (node) != NULL
                           ? json_object_get_member (json_node_get_object (node), "amount") : NULL, &value.number))
    return of_int (value.number);
  if (field->kind == HKK_FIELD_MULTICHOICE && hkk_json_node_array (node) != NULL)
    return (HkkValue) { .type = HKK_VALUE_LIST, .list = json_node_get_array (node) };
  return unknown;
}

/* The scope that @field is read in: its own item, or the form. */
static HkkScope
scope_for (const HkkScope     *scope,
           const HkkFormField *field)
{
  HkkScope own = *scope;

  if (field->parent == NULL)
    own.group = NULL;
  return own;
}

static HkkValue
read_field (const HkkScope *scope,
            HkkFormField   *field)
{
  HkkScope own = scope_for (scope, field);

  if (!hkk_scope_field_is_shown (&own, field))
    return unknown;
  if (field->value != NULL)
    return hkk_expr_evaluate (field->value, &own);
  return of_json (field, hkk_scope_get_node (&own, field));
}

static HkkValue
operand (const HkkExpr  *expr,
         guint           position,
         const HkkScope *scope)
{
  return hkk_expr_evaluate (g_ptr_array_index (expr->operands, position), scope);
}

/* FALSE if the two cannot be compared. */
static gboolean
compare (const HkkValue *a,
         const HkkValue *b,
         int            *order)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case HKK_VALUE_BOOL:
    case HKK_VALUE_INT:
      *order = (a->number > b->number) - (a->number < b->number);
      return TRUE;
    case HKK_VALUE_STRING:
      *order = strcmp (a->string, b->string);
      return TRUE;
    case HKK_VALUE_DATE:
      *order = g_date_compare (&a->date, &b->date);
      return TRUE;
    case HKK_VALUE_UNKNOWN:
    case HKK_VALUE_LIST:
    default:
      return FALSE;
    }
}

static HkkValue
evaluate_comparison (const HkkExpr  *expr,
                     const HkkScope *scope)
{
  /* For less, equal, greater. */
  static const gboolean holds[][3] = {
    [OP_EQ] = { FALSE, TRUE, FALSE }, [OP_NE] = { TRUE, FALSE, TRUE }, [OP_LT] = { TRUE, FALSE, FALSE },
    [OP_LE] = { TRUE, TRUE, FALSE }, [OP_GT] = { FALSE, FALSE, TRUE }, [OP_GE] = { FALSE, TRUE, TRUE },
  };
  HkkValue a = operand (expr, 0, scope), b = operand (expr, 1, scope);
  int order;

  if (!compare (&a, &b, &order))
    return unknown;
  return of_bool (holds[expr->op][1 + CLAMP (order, -1, 1)]);
}

static HkkValue
evaluate_in (const HkkExpr  *expr,
             const HkkScope *scope)
{
  HkkValue value = operand (expr, 0, scope);
  int order;

  if (value.type == HKK_VALUE_UNKNOWN)
    return unknown;
  for (guint i = 1; i < expr->operands->len; i++)
    {
      HkkValue option = operand (expr, i, scope);

      if (compare (&value, &option, &order) && order == 0)
        return of_bool (TRUE);
      for (guint j = 0; value.type == HKK_VALUE_LIST && j < json_array_get_length (value.list); j++)
        if (option.type == HKK_VALUE_STRING && g_strcmp0 (hkk_json_array_string (value.list, j), option.string) == 0)
          return of_bool (TRUE);
    }
  return of_bool (FALSE);
}

static HkkValue
evaluate_empty (const HkkExpr  *expr,
                const HkkScope *scope)
{
  HkkFormField *field = ((const HkkExpr *) g_ptr_array_index (expr->operands, 0))->field;
  HkkScope own = scope_for (scope, field);

  return of_bool (!hkk_scope_field_is_shown (&own, field) || hkk_form_node_is_empty (hkk_scope_get_node (&own, field)));
}

static HkkValue
evaluate_logic (const HkkExpr  *expr,
                const HkkScope *scope)
{
  gboolean decisive = expr->op == OP_OR, doubt = FALSE;

  for (guint i = 0; i < expr->operands->len; i++)
    {
      HkkValue value = operand (expr, i, scope);

      if (value.type != HKK_VALUE_BOOL)
        doubt = TRUE;
      else if (value.number == decisive)
        return of_bool (decisive);
    }
  return doubt ? unknown : of_bool (!decisive);
}

static HkkValue
evaluate_items (const HkkExpr  *expr,
                const HkkScope *scope)
{
  HkkScope outer = scope_for (scope, expr->field), inner = outer;
  guint count = hkk_scope_field_is_shown (&outer, expr->field) ? hkk_scope_n_items (&outer, expr->field) : 0;
  gint64 sum = 0, holding = 0, broken = 0;
  gboolean doubt = FALSE;

  if (expr->op == OP_COUNT && expr->operands->len == 0)
    return of_int (count);
  inner.group = expr->field;
  for (inner.index = 0; inner.index < count; inner.index++)
    {
      HkkValue value = operand (expr, 0, &inner);

      if (expr->op == OP_SUM && value.type == HKK_VALUE_INT && __builtin_add_overflow (sum, value.number, &sum))
        return unknown;
      holding += value.type == HKK_VALUE_BOOL && value.number;
      broken += value.type == HKK_VALUE_BOOL && !value.number;
      doubt |= value.type != HKK_VALUE_BOOL;
    }
  if (expr->op == OP_SUM)
    return of_int (sum);
  if (expr->op == OP_COUNT)
    return of_int (holding);
  if (expr->op == OP_ANY ? holding > 0 : holding == count)
    return of_bool (TRUE);
  return doubt && (expr->op == OP_ANY || broken == 0) ? unknown : of_bool (FALSE);
}

static gboolean
combine (Op              op,
         HkkValue       *result,
         const HkkValue *next)
{
  int order;

  if (op == OP_MIN || op == OP_MAX)
    {
      if (!compare (result, next, &order))
        return FALSE;
      if (op == OP_MIN ? order > 0 : order < 0)
        *result = *next;
      return TRUE;
    }
  if (result->type != HKK_VALUE_INT || next->type != HKK_VALUE_INT)
    return FALSE;
  if (op == OP_ADD)
    return !__builtin_add_overflow (result->number, next->number, &result->number);
  if (op == OP_SUB)
    return !__builtin_sub_overflow (result->number, next->number, &result->number);
  return !__builtin_mul_overflow (result->number, next->number, &result->number);
}

static HkkValue
evaluate_arithmetic (const HkkExpr  *expr,
                     const HkkScope *scope)
{
  HkkValue result = operand (expr, 0, scope);

  for (guint i = 1; i < expr->operands->len; i++)
    {
      HkkValue next = operand (expr, i, scope);

      if (!combine (expr->op, &result, &next))
        return unknown;
    }
  return result;
}

static HkkValue
evaluate_percent (const HkkExpr  *expr,
                  const HkkScope *scope)
{
  HkkValue a = operand (expr, 0, scope), n = operand (expr, 1, scope);
  gint64 product;

  if (a.type != HKK_VALUE_INT || n.type != HKK_VALUE_INT || __builtin_mul_overflow (a.number, n.number, &product) ||
      product < 0 || product > G_MAXINT64 - 50)
    return unknown;
  return of_int ((product + 50) / 100);
}

static HkkValue
move_date (Op       op,
           HkkValue date,
           HkkValue by)
{
  /* GDate counts to the year 65535; more than a century either way is a mistake of the definition. */
  if (date.type != HKK_VALUE_DATE || by.type != HKK_VALUE_INT || by.number < -36600 || by.number > 36600 ||
      g_date_get_year (&date.date) < 400 || g_date_get_year (&date.date) > 9000)
    return unknown;
  if (op != OP_ADD_DAYS && ABS (by.number) > 1200)
    return unknown;
  if (op == OP_ADD_DAYS && by.number >= 0)
    g_date_add_days (&date.date, (guint) by.number);
  else if (op == OP_ADD_DAYS)
    g_date_subtract_days (&date.date, (guint) -by.number);
  else if (op == OP_ADD_MONTHS && by.number >= 0)
    g_date_add_months (&date.date, (guint) by.number);
  else if (op == OP_ADD_MONTHS)
    g_date_subtract_months (&date.date, (guint) -by.number);
  else if (ABS (by.number) > 150)
    return unknown;
  else if (by.number >= 0)
    g_date_add_years (&date.date, (guint) by.number);
  else
    g_date_subtract_years (&date.date, (guint) -by.number);
  return date;
}

static HkkValue
reach_working_day (HkkValue date)
{
  if (date.type != HKK_VALUE_DATE || g_date_get_year (&date.date) > 9000)
    return unknown;
  hkk_working_day_reach (&date.date);
  return date;
}

static HkkValue
evaluate_dates (const HkkExpr  *expr,
                const HkkScope *scope)
{
  HkkValue a = operand (expr, 0, scope), b = unknown;

  if (expr->op == OP_YEAR_OF)
    return a.type == HKK_VALUE_DATE ? of_int (g_date_get_year (&a.date)) : unknown;
  if (expr->op == OP_WORKING_DAY)
    return reach_working_day (a);
  b = operand (expr, 1, scope);
  if (expr->op != OP_AGE && expr->op != OP_DAYS)
    return move_date (expr->op, a, b);
  if (a.type != HKK_VALUE_DATE || b.type != HKK_VALUE_DATE)
    return unknown;
  return of_int (expr->op == OP_AGE ? hkk_date_age (&a.date, &b.date) : g_date_days_between (&a.date, &b.date) + 1);
}

static HkkValue
evaluate_today (const HkkExpr  *expr,
                const HkkScope *scope)
{
  HkkValue today = { .type = HKK_VALUE_DATE, .date = scope->context->today };

  if (!g_date_valid (&today.date))
    return unknown;
  return expr->operands->len > 0 ? move_date (OP_ADD_DAYS, today, operand (expr, 0, scope)) : today;
}

static HkkValue
evaluate_birth_date (const HkkExpr  *expr,
                     const HkkScope *scope)
{
  HkkFormField *field = ((const HkkExpr *) g_ptr_array_index (expr->operands, 0))->field;
  HkkValue person = operand (expr, 0, scope), value = { .type = HKK_VALUE_DATE };
  const HkkFormOption *option = person.type == HKK_VALUE_STRING ? hkk_form_field_find_option (field, person.string)
                                                                : NULL;

  return option != NULL && hkk_date_from_iso (option->birth_date, &value.date) ? value : unknown;
}

static HkkValue
evaluate_parameter (const HkkExpr  *expr,
                    const HkkScope *scope)
{
  JsonObject *parameters = scope->context->parameters;
  gint64 number;

  return parameters != NULL && hkk_json_node_int (json_object_get_member (parameters, expr->name),
                                                  &number) ? of_int (number) : unknown;
}

static HkkValue
evaluate_not (const HkkExpr  *expr,
              const HkkScope *scope)
{
  HkkValue value = operand (expr, 0, scope);

  return value.type == HKK_VALUE_BOOL ? of_bool (!value.number) : unknown;
}

HkkValue
hkk_expr_evaluate (const HkkExpr  *expr,
                   const HkkScope *scope)
{
  if (*scope->budget == 0)
    return unknown;
  (*scope->budget)--;

  switch (expr->op)
    {
    case OP_LITERAL: case OP_DATE: return expr->literal;
    case OP_FIELD: return read_field (scope, expr->field);
    case OP_PARAMETER: return evaluate_parameter (expr, scope);
    case OP_TODAY: return evaluate_today (expr, scope);
    case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE: return evaluate_comparison (expr, scope);
    case OP_IN: return evaluate_in (expr, scope);
    case OP_EMPTY: return evaluate_empty (expr, scope);
    case OP_AND: case OP_OR: return evaluate_logic (expr, scope);
    case OP_NOT: return evaluate_not (expr, scope);
    case OP_SUM: case OP_COUNT: case OP_ANY: case OP_ALL: return evaluate_items (expr, scope);
    case OP_BIRTH_DATE: return evaluate_birth_date (expr, scope);
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_MIN: case OP_MAX: return evaluate_arithmetic (expr, scope);
    case OP_PERCENT: return evaluate_percent (expr, scope);
    case OP_AGE: case OP_DAYS: case OP_ADD_DAYS: case OP_ADD_MONTHS: case OP_ADD_YEARS:
    case OP_WORKING_DAY: case OP_YEAR_OF:
      return evaluate_dates (expr, scope);
    default: g_assert_not_reached ();
    }
}
