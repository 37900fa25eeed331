/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "devices.h"
#include "hkk-approval-text.h"
#include "hkk-base64url.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"

/* The phone decides. Everything from the look at the stored answer to the effect is one transaction. */

typedef struct
{
  HkkMockCall     *call;      /* Borrowed */
  HkkMockDevice   *device;    /* Owned */
  HkkMockApproval *approval;  /* Owned, loaded inside the transaction */
  const char      *decision;  /* Borrowed from the body: "approve", "deny", "report" */
  const char      *number;    /* Borrowed: "" unless approving */
  const char      *key_id;    /* Borrowed */
  GBytes          *signature; /* Owned */
  GBytes          *identity;  /* Owned: SHA-256 of the decision, to know a repeat */
  JsonObject      *answer;    /* Owned (nullable) */
  HkkMockProblem  *problem;   /* Owned (nullable) */
} Decision;

static void
decision_clear (Decision *self)
{
  g_clear_pointer (&self->device, hkk_mock_device_free);
  g_clear_pointer (&self->approval, hkk_mock_approval_free);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->identity, g_bytes_unref);
  g_clear_pointer (&self->answer, json_object_unref);
  g_clear_pointer (&self->problem, hkk_mock_problem_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decision, decision_clear)

static gboolean
is_approval (const Decision *self)
{
  return g_str_equal (self->decision, "approve");
}

static gboolean
read_body (Decision *self)
{
  JsonObject *body = hkk_mock_call_body (self->call);
  const char * const known[] = { "approve", "deny", "report", NULL };
  const char *signature = hkk_json_get_string (body, "signature");
  const char *number = hkk_json_get_string (body, "number");
  g_autofree char *text = NULL;

  self->decision = hkk_json_get_string (body, "decision");
  self->key_id = hkk_json_get_string (body, "key_id");
  if (self->decision == NULL || !g_strv_contains (known, self->decision) || self->key_id == NULL || signature == NULL)
    return FALSE;
  if (is_approval (self) && number == NULL)
    return FALSE;
  self->number = is_approval (self) ? number : "";
  self->signature = hkk_base64url_decode (signature);
  text = g_strjoin ("\n", self->call->params[0], self->device->id, self->key_id, self->decision, self->number,
                    signature, NULL);
  self->identity = hkk_mock_sha256 (text, strlen (text));
  return self->signature != NULL;
}

/* A wrong number was answered with the tries that are left, everything else with the state that it led to. */
static void
set_answer (Decision   *self,
            JsonObject *answer)
{
  if (!json_object_has_member (answer, "left"))
    {
      self->answer = answer;
      return;
    }
  self->problem = hkk_mock_problem_new ("wrong_number", hkk_mock_text (self->call,
    N_("Type the one that the computer shows. You can try once more.")));
  self->problem->extra = answer;
}

/* Kept with the approval, so that a repeat after a lost answer gets the same one and counts for nothing. */
static void
keep_answer (HkkMockStore *store,
             Decision     *self,
             JsonObject   *answer)
{
  g_autofree char *text = hkk_json_object_to_string (answer);

  hkk_mock_run (store, "UPDATE approvals SET decision = ?, answer = ? WHERE id = ?", self->identity, text,
                self->approval->id);
  set_answer (self, answer);
}

static gboolean
signature_fits (HkkMockStore *store,
                Decision     *self,
                const char   *shown,
                gint64        exp)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, self->approval->account_id);
  const HkkApprovalSigning signing = {
    .aud = HKK_MOCK_APPROVAL_AUDIENCE,
    .approval_id = self->approval->id,
    .user = account->profile_id,
    .device_id = self->device->id,
    .key_id = self->key_id,
    .session = self->approval->session_id,
    .operation = self->approval->intent->operation,
    .digest = self->approval->digest,
    .shown = shown,
    .nonce = self->approval->nonce,
    .exp = exp,
    .number = self->number,
    .decision = self->decision,
  };
  g_autoptr(GBytes) text = hkk_approval_signing_text (&signing);

  return hkk_mock_device_key_verify (self->device->public_key, text, self->signature);
}

/* A phone that opened the approval before it was extended signs the time that it was shown; whether it is late is
 * judged by the row, not by what was signed. What it has shown it need not sign. */
static gboolean
signature_valid (HkkMockStore *store,
                 Decision     *self)
{
  g_autofree char *shown = hkk_mock_intent_shown (self->approval->intent);
  const gint64 before = self->approval->exp - HKK_MOCK_APPROVAL_LIFE / HKK_MOCK_SECOND;
  gboolean extended = self->approval->extensions_left == 0;

  if (self->device->public_key == NULL || g_strcmp0 (self->key_id, self->device->key_id) != 0)
    return FALSE;
  return signature_fits (store, self, shown, self->approval->exp) ||
         signature_fits (store, self, NULL, self->approval->exp) ||
         (extended && (signature_fits (store, self, shown, before) || signature_fits (store, self, NULL, before)));
}

static JsonObject *
state_answer (const HkkMockApproval *approval)
{
  return hkk_json_object ("status", hkk_mock_approval_status_text (approval->status),
                          "result", approval->result != NULL ? hkk_json_object_parse (approval->result) : NULL,
                          "problem", approval->problem != NULL ? hkk_json_object_parse (approval->problem) : NULL);
}

/* It was done on the phone, whatever asked for it. */
static void
note_decision (HkkMockStore *store,
               Decision     *self,
               const char   *how)
{
  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = self->approval->account_id, .kind = "approval", .client = "phone",
    .device_name = self->device->name, .how = how, .about = self->approval->intent->title });
}

static gboolean
end_with (HkkMockStore          *store,
          Decision              *self,
          HkkMockApprovalStatus  status)
{
  if (!hkk_mock_approval_move (store, self->approval, status))
    return FALSE;
  note_decision (store, self, status == HKK_MOCK_APPROVAL_REPORTED ? "reported" : "denied");
  if (status == HKK_MOCK_APPROVAL_REPORTED)
    hkk_mock_session_end (store, self->approval->session_id, "reported");
  keep_answer (store, self, state_answer (self->approval));
  return TRUE;
}

static gboolean
take_wrong_number (HkkMockStore *store,
                   Decision     *self)
{
  HkkMockApproval *approval = self->approval;
  g_autoptr(HkkMockProblem) problem = NULL;

  approval->tries_left--;
  hkk_mock_run (store, "UPDATE approvals SET tries_left = ? WHERE id = ?", approval->tries_left, approval->id);
  if (approval->tries_left > 0)
    {
      keep_answer (store, self, hkk_json_object ("left", approval->tries_left));
      return TRUE;
    }
  problem = hkk_mock_problem_new ("wrong_number", hkk_mock_text_in (approval->intent->language,
    N_("A wrong number was typed twice. Nothing was changed.")));
  hkk_mock_approval_keep_problem (store, approval, problem);
  return end_with (store, self, HKK_MOCK_APPROVAL_DENIED);
}

static gboolean
number_fits (const Decision *self)
{
  g_autoptr(GBytes) shown = g_bytes_new_static (self->approval->number, strlen (self->approval->number));
  g_autoptr(GBytes) typed = g_bytes_new_static (self->number, strlen (self->number));

  return hkk_mock_bytes_equal (shown, typed);
}

/* A phone that showed the approval from its list has opened it just as well: what it signed, it has seen. */
static gboolean
approve (HkkMockStore *store,
         Decision     *self)
{
  if (self->approval->status != HKK_MOCK_APPROVAL_OPENED &&
      !hkk_mock_approval_move (store, self->approval, HKK_MOCK_APPROVAL_OPENED))
    return FALSE;
  if (!number_fits (self))
    return take_wrong_number (store, self);
  note_decision (store, self, NULL);
  if (!hkk_mock_approval_carry_out (store, self->approval))
    return FALSE;
  keep_answer (store, self, state_answer (self->approval));
  return TRUE;
}

/* Why nothing can be decided (any more). (nullable) */
static const char *
refusal (HkkMockStore *store,
         Decision     *self)
{
  const HkkMockApproval *approval = self->approval;

  if (approval->status == HKK_MOCK_APPROVAL_EXPIRED)
    return "approval_expired";
  if (!hkk_mock_approval_is_open (approval->status))
    return "approval_final";
  return signature_valid (store, self) ? NULL : "bad_signature";
}

static gboolean
decide (HkkMockStore *store,
        gpointer      data)
{
  Decision *self = data;
  const char *code;

  hkk_mock_approvals_expire (store);
  self->approval = hkk_mock_approval_load (store, self->call->params[0]);
  if (self->approval == NULL || !hkk_mock_approval_is_for (self->approval, self->device))
    {
      self->problem = hkk_mock_problem_new ("not_found", NULL);
      return TRUE;
    }
  if (self->approval->decision != NULL && g_bytes_equal (self->approval->decision, self->identity))
    {
      set_answer (self, hkk_json_object_parse (self->approval->answer));
      return TRUE;
    }
  code = refusal (store, self);
  if (code != NULL)
    {
      self->problem = hkk_mock_problem_new (code, NULL);
      return TRUE;
    }
  hkk_mock_device_seen (store, self->device->id);
  /* Whoever decides has it, on whatever phone it was opened before. */
  hkk_mock_run (store, "UPDATE approvals SET device_id = ? WHERE id = ?", self->device->id, self->approval->id);
  if (is_approval (self))
    return approve (store, self);
  return end_with (store, self, g_str_equal (self->decision, "deny") ? HKK_MOCK_APPROVAL_DENIED
                                                                     : HKK_MOCK_APPROVAL_REPORTED);
}

/**
 * hkk_mock_approval_decide:
 * @call: POST /device/approvals/{id}/decision
 *
 * Checks the signature over everything that was shown, then approves, declines or reports: protocol, Approvals 3 and 4.
 */
void
hkk_mock_approval_decide (HkkMockCall *call)
{
  g_auto(Decision) decision = { .call = call, .device = hkk_mock_device_load (call->store, call->device_id) };

  if (decision.device == NULL)
    hkk_mock_call_problem (call, "unauthorized", NULL);
  else if (decision.device->locked)
    hkk_mock_call_problem (call, "device_locked", hkk_mock_text (call,
      N_("This device is locked. Unlock it with another device, or with a letter.")));
  else if (decision.device->waits)
    hkk_mock_call_problem (call, "device_waits", NULL);
  else if (!read_body (&decision))
    hkk_mock_call_problem (call, "invalid_request", NULL);
  else if (!hkk_mock_call_transact (call, decide, &decision))
    return;
  else if (decision.problem != NULL)
    hkk_mock_call_problem_take (call, g_steal_pointer (&decision.problem));
  else
    hkk_mock_call_answer (call, 200, g_steal_pointer (&decision.answer));
}
