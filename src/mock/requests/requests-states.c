/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "forms.h"

#define STEP(state) (1u << HKK_MOCK_REQUEST_##state)
#define DECISIONS (STEP (APPROVED) | STEP (PARTLY_APPROVED) | STEP (REJECTED))
#define ON_THE_WAY (STEP (IN_REVIEW) | STEP (NEEDS_DOCUMENTS) | STEP (MEDICAL_SERVICE) | DECISIONS | STEP (WITHDRAWN))

/* From each state, where to. A state without a step is final. A step to itself says that papers came. */
static const guint steps[HKK_MOCK_REQUEST_N_STATES] =
{
  [HKK_MOCK_REQUEST_AWAITING_APPROVAL] = STEP (RECEIVED) | STEP (APPROVAL_FAILED),
  [HKK_MOCK_REQUEST_RECEIVED] = STEP (RECEIVED) | ON_THE_WAY,
  [HKK_MOCK_REQUEST_IN_REVIEW] = ON_THE_WAY,
  [HKK_MOCK_REQUEST_NEEDS_DOCUMENTS] = STEP (IN_REVIEW) | STEP (REJECTED) | STEP (WITHDRAWN),
  [HKK_MOCK_REQUEST_MEDICAL_SERVICE] = ON_THE_WAY & ~STEP (IN_REVIEW),
  [HKK_MOCK_REQUEST_APPROVED] = STEP (PAID),
  [HKK_MOCK_REQUEST_PARTLY_APPROVED] = STEP (PAID),
};

static const char * const texts[] =
{
  [HKK_MOCK_REQUEST_AWAITING_APPROVAL] = "awaiting_approval",
  [HKK_MOCK_REQUEST_RECEIVED] = "received",
  [HKK_MOCK_REQUEST_IN_REVIEW] = "in_review",
  [HKK_MOCK_REQUEST_NEEDS_DOCUMENTS] = "needs_documents",
  [HKK_MOCK_REQUEST_MEDICAL_SERVICE] = "medical_service",
  [HKK_MOCK_REQUEST_APPROVED] = "approved",
  [HKK_MOCK_REQUEST_PARTLY_APPROVED] = "partly_approved",
  [HKK_MOCK_REQUEST_REJECTED] = "rejected",
  [HKK_MOCK_REQUEST_PAID] = "paid",
  [HKK_MOCK_REQUEST_WITHDRAWN] = "withdrawn",
  [HKK_MOCK_REQUEST_APPROVAL_FAILED] = "approval_failed",
};
G_STATIC_ASSERT (G_N_ELEMENTS (texts) == HKK_MOCK_REQUEST_N_STATES);

static const HkkMockRequestWords words[] =
{
  [HKK_MOCK_REQUEST_AWAITING_APPROVAL] =
    { N_("Waiting for approval"),
      N_("The request is complete. It is handed in when you approve it in the Service-App."),
      N_("Approve it in the Service-App") },
  [HKK_MOCK_REQUEST_RECEIVED] =
    { N_("Received"),
      N_("Your request is with us."),
      N_("We look at it and tell you here what comes next.") },
  [HKK_MOCK_REQUEST_IN_REVIEW] =
    /* TRANSLATORS: State of a request: somebody works on it */
    { N_("In progress"),
      N_("We are working on your request."),
      N_("You do not need to do anything.") },
  [HKK_MOCK_REQUEST_NEEDS_DOCUMENTS] =
    { N_("We have a question"),
      N_("We need one more paper from you."),
      N_("Add the paper here") },
  [HKK_MOCK_REQUEST_MEDICAL_SERVICE] =
    { N_("With the Medical Service"),
      N_("The Medical Service looks at your request."),
      N_("You do not need to do anything.") },
  [HKK_MOCK_REQUEST_APPROVED] =
    { N_("Granted"),
      N_("We have granted your request. The letter is in your documents."),
      NULL },
  [HKK_MOCK_REQUEST_PARTLY_APPROVED] =
    /* TRANSLATORS: State of a request: less than was asked for is paid */
    { N_("Partly granted"),
      N_("We have granted a part of your request. The letter says which part and why."),
      NULL },
  [HKK_MOCK_REQUEST_REJECTED] =
    /* TRANSLATORS: State of a request: it was rejected */
    { N_("Not granted"),
      N_("We could not grant your request. The letter says why."),
      NULL },
  [HKK_MOCK_REQUEST_PAID] =
    { N_("Paid out"),
      N_("The money is on its way to your account."),
      NULL },
  [HKK_MOCK_REQUEST_WITHDRAWN] =
    /* TRANSLATORS: State of a request or of an approval: whoever asked took it back */
    { N_("Withdrawn"),
      N_("You have withdrawn this request. We do nothing more."),
      NULL },
  [HKK_MOCK_REQUEST_APPROVAL_FAILED] =
    { N_("Not approved"),
      N_("The approval did not come. Nothing was handed in."),
      N_("Your entries are kept on your computer. You can hand them in again.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (words) == HKK_MOCK_REQUEST_N_STATES);

/* What is only taken note of is not granted. */
static const HkkMockRequestWords noted = { N_("Done"), N_("We have noted it. You do not need to do anything."), NULL };

/* A service is done, and nobody decides on it. */
static const HkkMockRequestWords service_words[] =
{
  [HKK_MOCK_REQUEST_RECEIVED] =
    { N_("Received"),
      N_("Thank you. It has arrived."),
      N_("We take care of it. You do not need to do anything.") },
  [HKK_MOCK_REQUEST_IN_REVIEW] =
    { N_("In progress"),
      N_("We are taking care of it."),
      N_("You do not need to do anything.") },
  [HKK_MOCK_REQUEST_APPROVED] =
    { N_("Done"),
      N_("We have taken care of it. You do not need to do anything."),
      NULL },
};

/* In review again, after a question. */
static const HkkMockRequestWords answered =
{
  N_("Your answer has arrived"),
  N_("We have your papers and go on with your request."),
  N_("You do not need to do anything."),
};

static gboolean
is_service (const char *form)
{
  HkkForm *shared = hkk_mock_form_shared (form, "en");

  return shared != NULL && hkk_form_get_kind (shared) == HKK_FORM_KIND_SERVICE;
}

/**
 * hkk_mock_request_state_text:
 * @state: a state
 *
 * Returns: (transfer none): its name in the store and on the wire
 */
const char *
hkk_mock_request_state_text (HkkMockRequestState state)
{
  return texts[state];
}

/**
 * hkk_mock_request_state_parse:
 * @text: (nullable): the name of a state
 *
 * Returns: the state
 */
HkkMockRequestState
hkk_mock_request_state_parse (const char *text)
{
  for (guint i = 0; i < HKK_MOCK_REQUEST_N_STATES; i++)
    if (g_strcmp0 (texts[i], text) == 0)
      return (HkkMockRequestState) i;
  g_return_val_if_reached (HKK_MOCK_REQUEST_APPROVAL_FAILED);
}

/**
 * hkk_mock_request_words:
 * @state: a state
 * @form: the form of the request
 *
 * Returns: what a person with a request of this form reads about it
 */
const HkkMockRequestWords *
hkk_mock_request_words (HkkMockRequestState  state,
                        const char          *form)
{
  if (state < G_N_ELEMENTS (service_words) && service_words[state].title != NULL && is_service (form))
    return &service_words[state];
  return state == HKK_MOCK_REQUEST_APPROVED && !hkk_mock_request_decides (form, state) ? &noted : &words[state];
}

/**
 * hkk_mock_request_words_with:
 * @state: a state
 * @form: the form of the request
 * @detail: (nullable): the msgid that the timeline has of this step
 *
 * Returns: what a person reads about this step
 */
HkkMockRequestWords
hkk_mock_request_words_with (HkkMockRequestState  state,
                             const char          *form,
                             const char          *detail)
{
  HkkMockRequestWords step = *hkk_mock_request_words (state, form);

  if (g_strcmp0 (detail, answered.text) == 0)
    return answered;
  if (detail != NULL)
    step.text = detail;
  return step;
}

/* hkk_mock_request_answered: the msgid that the timeline has of the step that follows an answer. */
const char *
hkk_mock_request_answered (void)
{
  return answered.text;
}

/**
 * hkk_mock_request_may_move:
 * @from: a state
 * @to: a state
 *
 * Returns: whether there is this step
 */
gboolean
hkk_mock_request_may_move (HkkMockRequestState from,
                           HkkMockRequestState to)
{
  return (steps[from] & (1u << to)) != 0;
}

/* hkk_mock_request_is_open: whether it is still to be decided. HKK_MOCK_OPEN_STATES says the same in SQL. */
gboolean
hkk_mock_request_is_open (HkkMockRequestState state)
{
  return (steps[state] & ~STEP (PAID)) != 0;
}

/* hkk_mock_request_is_decision: whether a letter comes with it. */
gboolean
hkk_mock_request_is_decision (HkkMockRequestState state)
{
  return (DECISIONS & (1u << state)) != 0;
}

/* hkk_mock_request_needs_you: whether it goes on only when the person does something. */
gboolean
hkk_mock_request_needs_you (HkkMockRequestState state)
{
  return state == HKK_MOCK_REQUEST_AWAITING_APPROVAL || state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS;
}

/* hkk_mock_request_with_papers: papers answer a question; else they change nothing about where the request is. */
HkkMockRequestState
hkk_mock_request_with_papers (HkkMockRequestState state)
{
  return state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS ? HKK_MOCK_REQUEST_IN_REVIEW : state;
}

/* hkk_mock_request_takes_papers: whether papers can be added; there is nothing to prove to who orders a service. */
gboolean
hkk_mock_request_takes_papers (HkkMockRequestState  state,
                               const char          *form)
{
  return hkk_mock_request_may_move (state, hkk_mock_request_with_papers (state)) && !is_service (form);
}

/* hkk_mock_request_pays: whether money flows for requests of @form. */
gboolean
hkk_mock_request_pays (const char *form)
{
  return hkk_mock_form_plan_find (hkk_mock_form_plan (form), texts[HKK_MOCK_REQUEST_PAID]) != NULL;
}

/* hkk_mock_request_decides: whether a request of @form that has come to the end @state was decided on, which a letter
 * says, and not only noted. What is not granted always was. */
gboolean
hkk_mock_request_decides (const char          *form,
                          HkkMockRequestState  state)
{
  const HkkMockFormPlan *plan = hkk_mock_form_plan (form);

  return state == HKK_MOCK_REQUEST_REJECTED || state == HKK_MOCK_REQUEST_PARTLY_APPROVED || plan->due_days > 0 ||
         hkk_mock_request_pays (form) ||
         hkk_mock_form_plan_find (plan, texts[HKK_MOCK_REQUEST_APPROVED]) == NULL;
}
