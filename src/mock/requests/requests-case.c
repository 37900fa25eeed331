/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "requests-rates.h"
#include "hkk-rules.h"

/* From an order to pay to the money in the account, as the letters say. */
#define BANK_DAYS 4

/* --- Amounts --- */

/* (transfer full) (nullable): the value, or the total, of the first of the plan's fields that has one. */
static char *
asked_amount (HkkMockForm     *form,
              HkkMockFormPlan *plan)
{
  for (char **id = plan->amounts; id != NULL && *id != NULL; id++)
    {
      HkkFormField *field = hkk_form_find_field (form->form, *id);
      gboolean list = field != NULL && hkk_form_field_get_n_children (field) > 0;
      char *text = NULL;

      if (field != NULL && hkk_form_path_is_shown (&form->context, *id))
        text = list ? hkk_form_path_get_total_text (&form->context, *id)
                    : hkk_form_path_get_text (&form->context, *id);
      if (text != NULL)
        return text;
    }
  return NULL;
}

/* What was asked for in another currency, once it was decided on: in euros, and by which rate. */
typedef struct
{
  char  *words; /* Owned (nullable): %NULL if nothing was converted */
  gint64 cents;
} Converted;

static Converted
convert (const HkkMockRequestRow *request,
         HkkMockForm             *form,
         const HkkMockFormPlan   *plan)
{
  Converted converted = { NULL, 0 };
  gboolean decided = !hkk_mock_request_is_open (request->state) || hkk_mock_request_is_decision (request->state);

  for (char **id = plan->amounts; decided && id != NULL && *id != NULL && converted.words == NULL; id++)
    hkk_mock_rates_convert (form, *id, request->created_at, &converted.cents, &converted.words);
  return converted;
}

/* (transfer full) (nullable): what was granted, in words; NULL: nothing was decided, or nobody knows. */
static char *
granted_amount (HkkMockStore            *store,
                const HkkMockRequestRow *request,
                const char              *asked,
                const Converted         *converted,
                const char              *language)
{
  gboolean part = hkk_mock_request_decided (store, request->row) != 0;

  if (request->state == HKK_MOCK_REQUEST_REJECTED)
    return hkk_money_format (0, "EUR", language);
  if (request->granted >= 0)
    return hkk_money_format (request->granted, "EUR", language);
  if (part || (request->state != HKK_MOCK_REQUEST_APPROVED && request->state != HKK_MOCK_REQUEST_PAID))
    return NULL;
  return converted->words != NULL ? hkk_money_format (converted->cents, "EUR", language) : g_strdup (asked);
}

static void
add_amount (JsonArray  *amounts,
            const char *label,
            const char *value,
            const char *language)
{
  if (value != NULL)
    json_array_add_object_element (amounts, hkk_json_object ("label", hkk_mock_text_in (language, label),
                                                             "value", value));
}

/* hkk_mock_request_amounts: (transfer full): what was asked for, granted and paid, as far as it is known. */
JsonArray *
hkk_mock_request_amounts (HkkMockStore            *store,
                          const HkkMockRequestRow *request,
                          const char              *language)
{
  const HkkMockFormPlan *plan = hkk_mock_form_plan (request->form);
  g_autoptr(JsonObject) values = hkk_mock_request_values (store, request->row);
  g_autoptr(HkkMockForm) form = plan->amounts == NULL ? NULL
    : hkk_mock_form_open (store, request->account_id, request->form, values, language);
  g_autofree char *asked = form != NULL ? asked_amount (form, (HkkMockFormPlan *) plan) : NULL;
  Converted converted = asked != NULL ? convert (request, form, plan) : (Converted) { NULL, 0 };
  g_autofree char *words = converted.words;
  g_autofree char *granted = asked != NULL ? granted_amount (store, request, asked, &converted, language) : NULL;
  JsonArray *amounts = json_array_new ();

  /* TRANSLATORS: an amount of money */
  add_amount (amounts, N_("Asked for"), asked, language);
  /* TRANSLATORS: an amount of money in another currency, in euros */
  add_amount (amounts, N_("Converted"), words, language);
  /* TRANSLATORS: an amount of money */
  add_amount (amounts, N_("Granted"), granted, language);
  if (request->state == HKK_MOCK_REQUEST_PAID && granted != NULL)
    {
      g_autofree char *day = hkk_mock_demo_date (request->updated_at, language);
      /* TRANSLATORS: an amount of money, and the day on which it was paid */
      g_autofree char *paid = g_strdup_printf (hkk_mock_text_in (language, N_("%1$s on %2$s")), granted, day);

      /* TRANSLATORS: State of a request: the money is on its way */
      add_amount (amounts, N_("Paid out"), paid, language);
    }
  return amounts;
}

/* --- What comes next --- */

static void
add_next (JsonArray  *upcoming,
          const char *title,
          const char *text,
          gint64      at,
          const char *language)
{
  g_autofree char *day = at != 0 ? hkk_mock_date_text (at) : NULL;

  json_array_add_object_element (upcoming, hkk_json_object (
    "title", hkk_mock_text_in (language, title),
    "text", text != NULL ? hkk_mock_text_in (language, text) : NULL, "on", day));
}

static void
add_decision (JsonArray               *upcoming,
              const HkkMockRequestRow *request,
              const char              *language)
{
  const HkkMockFormPlan *plan = hkk_mock_form_plan (request->form);
  const char *medical = hkk_mock_request_state_text (HKK_MOCK_REQUEST_MEDICAL_SERVICE);
  gboolean asked = request->state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS;

  if (request->state != HKK_MOCK_REQUEST_MEDICAL_SERVICE && hkk_mock_form_plan_find (plan, medical) != NULL)
    add_next (upcoming, N_("The Medical Service looks at it"), NULL, 0, language);
  if (!hkk_mock_request_decides (request->form, HKK_MOCK_REQUEST_APPROVED))
    {
      /* TRANSLATORS: the last step of something that was handed in */
      add_next (upcoming, N_("We tell you that it is done"), NULL, 0, language);
      return;
    }
  /* TRANSLATORS: A step to come in the course of a request */
  add_next (upcoming, N_("Our decision"), asked ? N_("After your answer") : NULL, asked ? 0 : request->due_at,
            language);
  if (hkk_mock_request_pays (request->form))
    add_next (upcoming, N_("The money, if we grant it"), NULL, 0, language);
}

static JsonArray *
make_upcoming (const HkkMockRequestRow *request,
               const char              *language)
{
  JsonArray *upcoming = json_array_new ();
  gboolean granted = request->state == HKK_MOCK_REQUEST_APPROVED || request->state == HKK_MOCK_REQUEST_PARTLY_APPROVED;

  if (request->state == HKK_MOCK_REQUEST_AWAITING_APPROVAL)
    add_next (upcoming, N_("Your approval in the Service-App"), NULL, 0, language);
  if (request->state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS)
    /* TRANSLATORS: A step to come in the course of a request */
    add_next (upcoming, N_("Your answer"), NULL, request->deadline_at, language);
  if (hkk_mock_request_is_open (request->state))
    add_decision (upcoming, request, language);
  else if (granted && hkk_mock_request_pays (request->form))
    add_next (upcoming, N_("The money is in your account"), NULL, hkk_mock_days_later (request->updated_at, BANK_DAYS),
              language);
  return upcoming;
}

/* --- Letters and messages --- */

static JsonArray *
list_letters (HkkMockStore            *store,
              const HkkMockRequestRow *request,
              gboolean                 german)
{
  return hkk_mock_get_objects (store, "SELECT id, iif (?3, title_de, title_en) AS title, created_at AS at"
                               " FROM documents WHERE account_id = ?1 AND request_id = ?2 AND kind = 'letter'"
                               " ORDER BY created_at, row",
                               request->account_id, request->id, HKK_JSON_BOOL (german));
}

static JsonArray *
list_messages (HkkMockStore            *store,
               const HkkMockRequestRow *request,
               gboolean                 german)
{
  return hkk_mock_get_objects (store, "SELECT id, iif (?3, subject_de, subject_en) AS title, created_at AS at,"
                               " iif (from_person, 'person', 'insurer') AS \"from\" FROM messages"
                               " WHERE account_id = ?1 AND request_id = ?2 ORDER BY created_at, row",
                               request->account_id, request->id, HKK_JSON_BOOL (german));
}

/* hkk_mock_request_add_case: adds to @detail what belongs to @request besides what was handed in. */
void
hkk_mock_request_add_case (HkkMockStore            *store,
                           const HkkMockRequestRow *request,
                           const char              *language,
                           JsonObject              *detail)
{
  gboolean german = g_str_equal (hkk_mock_demo_language (language), "de");
  gboolean asked = request->state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS;
  JsonArray *follow_ups = hkk_mock_request_follow_ups (store, request, language);
  gboolean dated = asked || json_array_get_length (follow_ups) > 0;

  hkk_json_object_add (detail,
                       "papers", asked ? hkk_mock_request_papers (store, request, language) : json_array_new (),
                       "amounts", hkk_mock_request_amounts (store, request, language),
                       "upcoming", make_upcoming (request, language), "follow_ups", follow_ups,
                       "letters", list_letters (store, request, german),
                       "messages", list_messages (store, request, german),
                       "calendar", hkk_json_object ("available", HKK_JSON_BOOL (dated)));
}
