/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mock-client.h"
#include "test-device.h"

/* For tests: desktops and phones of demo persons at a mock, several at once: each call names its token. Whatever should
 * not fail ends the test. */

/* TOKEN (nullable), KEY (nullable): NULL is a new Idempotency-Key; BODY (transfer full) (nullable). */
MockAnswer   *phone_call           (MockClient   *client,
                                    const char   *method,
                                    const char   *path,
                                    const char   *token,
                                    const char   *key,
                                    JsonObject   *body);
/* "" if the answer has no such text. */
const char   *phone_answer_text    (MockAnswer   *answer,
                                    const char   *member);
gint64        phone_retry_after    (MockAnswer   *answer);

/* The answer of POST /iam/token for a demo person; KIND is "desktop" or "phone". */
MockAnswer   *phone_sign_in        (MockClient   *client,
                                    const char   *kvnr,
                                    const char   *kind);
/* The access token of such an answer. */
const char   *phone_token          (MockAnswer   *session);
/* POST /v1/step-up in SESSION, whatever comes of it; and one that must be asked for: the APPROVAL. */
MockAnswer   *phone_step_up        (MockClient   *client,
                                    MockAnswer   *session);
MockAnswer   *phone_ask            (MockClient   *client,
                                    MockAnswer   *session);
MockAnswer   *phone_look           (MockClient   *client,
                                    MockAnswer   *session,
                                    const char   *approval_id);
/* ACTION is "cancel", "extend" or "resend". */
MockAnswer   *phone_act            (MockClient   *client,
                                    MockAnswer   *session,
                                    const char   *approval_id,
                                    const char   *action);
#define phone_assert_status(answer, expected) \
  G_STMT_START { \
    g_assert_cmpuint ((answer)->status / 100, ==, 2); \
    g_assert_cmpstr (phone_answer_text ((answer), "status"), ==, (expected)); \
  } G_STMT_END

/* The phone of a demo person, bound by health card with the PIN PHONE_PIN. */
#define PHONE_PIN "258046"
HkkMockTestDevice *phone_bind           (MockClient   *client,
                                    const char   *kvnr);
/* POST /device/confirmation: a device that waits asks for the others' word. */
MockAnswer   *phone_ask_confirmation (MockClient  *client,
                                    HkkMockTestDevice *phone);
/* Another one beside FIRST, which confirms it. */
HkkMockTestDevice *phone_bind_beside    (MockClient   *client,
                                    const char   *kvnr,
                                    HkkMockTestDevice *first);
/* It has called for the first time: it has kept what it was bound with. */
void          phone_kept           (MockClient   *client,
                                    HkkMockTestDevice *phone);
/* An enrolment of PHONE without its proof; the caller adds "method" and what belongs to it. (transfer full) */
JsonObject   *phone_enrolment      (HkkMockTestDevice *phone);
MockAnswer   *phone_open           (MockClient   *client,
                                    HkkMockTestDevice *phone,
                                    const char   *approval_id);
/* Opens the approval and decides it: "approve" with NUMBER, "deny", "report". */
MockAnswer   *phone_decide         (MockClient   *client,
                                    HkkMockTestDevice *phone,
                                    const char   *approval_id,
                                    const char   *decision,
                                    const char   *number);
