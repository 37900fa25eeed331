/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

static const HkkMockRequestState states[] = {
  { "awaiting_approval", N_("Waiting for approval"), N_("The request is complete. It is handed in when you approve it in the Service-App."),
    N_("Approve it in the Service-App"), TRUE, TRUE, FALSE, FALSE },
  { "received", N_("Received"), N_("Your request is with us."),
    N_("We look at it and tell you here what comes next."), TRUE, FALSE, TRUE, TRUE },
  { "in_review", N_("In progress"), N_("We are working on your request."),
    N_("You do not need to do anything."), TRUE, FALSE, TRUE, TRUE },
  { "needs_documents", N_("We have a question"), N_("We need one more paper from you."),
    N_("Add the paper here"), TRUE, TRUE, TRUE, TRUE },
  { "medical_service", N_("With the Medical Service"), N_("The Medical Service looks at your request."),
    N_("You do not need to do anything."), TRUE, FALSE, TRUE, TRUE },
  { "approved", N_("Granted"), N_("We have granted your request. The letter is in your documents."), NULL, FALSE, FALSE, FALSE, FALSE },
  { "partly_approved", N_("Partly granted"), N_("We have granted a part of your request. The letter says which part and why."),
    N_("You can object within one month."), FALSE, FALSE, FALSE, FALSE },
  { "rejected", N_("Not granted"), N_("We could not grant your request. The letter says why."),
    N_("You can object within one month."), FALSE, FALSE, FALSE, FALSE },
  { "paid", N_("Paid out"), N_("The money is on its way to your account."), NULL, FALSE, FALSE, FALSE, FALSE },
  { "withdrawn", N_("Withdrawn"), N_("You have withdrawn this request. We do nothing more."), NULL, FALSE, FALSE, FALSE, FALSE },
  { "approval_failed", N_("Not approved"), N_("The approval did not come. Nothing was handed in."),
    N_("Your entries are kept on your computer. You can hand them in again."), FALSE, FALSE, FALSE, FALSE },
};

/* What is only taken note of is not granted. */
static const HkkMockRequestState noted = {
  "approved", N_("Done"), N_("We have noted it. You do not need to do anything."), NULL, FALSE, FALSE, FALSE, FALSE
};

static const HkkMockRequestPlan plans[] = {
  { "treatment-abroad", 21, TRUE, FALSE, N_("the proof that you have paid the bill") },
  { "household-help", 35, TRUE, TRUE, NULL },
  { "child-sick-pay", 0, TRUE, FALSE, NULL },
  { "sick-note", 0, FALSE, FALSE, NULL },
  { "co-payment-exemption", 0, TRUE, FALSE, N_("the proof of your income") },
  { "travel-costs", 21, TRUE, FALSE, NULL },
  { "maternity-pay", 0, TRUE, FALSE, NULL },
  { "extra-benefit", 21, TRUE, FALSE, NULL },
  { "bonus-programme", 0, TRUE, FALSE, NULL },
  { "medical-aid", 35, FALSE, TRUE, NULL },
  { "rehabilitation", 35, FALSE, TRUE, NULL },
  { "dental-plan", 42, FALSE, FALSE, NULL },
};
static const HkkMockRequestPlan plain_plan = { NULL, 0, FALSE, FALSE, NULL };

/**
 * hkk_mock_request_state:
 * @state: a state as on the wire
 *
 * Returns: what it means
 */
const HkkMockRequestState *
hkk_mock_request_state (const gchar *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      return &states[i];
  g_return_val_if_reached (&states[0]);
}

/**
 * hkk_mock_request_state_of:
 * @state: a state as on the wire
 * @form: the form of the request
 *
 * Returns: what it means for requests of this form
 */
const HkkMockRequestState *
hkk_mock_request_state_of (const gchar *state,
                           const gchar *form)
{
  return g_str_equal (state, "approved") && !hkk_mock_request_plan_decides (hkk_mock_request_plan (form))
         ? &noted : hkk_mock_request_state (state);
}

/* hkk_mock_request_plan_decides: whether there is a decision, with a letter. */
gboolean
hkk_mock_request_plan_decides (const HkkMockRequestPlan *plan)
{
  return plan->pays || plan->due_days > 0;
}

/**
 * hkk_mock_request_plan:
 * @form: the id of a form
 *
 * Returns: how requests of this form go on
 */
const HkkMockRequestPlan *
hkk_mock_request_plan (const gchar *form)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_equal (plans[i].form, form))
      return &plans[i];
  return &plain_plan;
}
