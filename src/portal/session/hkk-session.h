/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-keyring.h"
#include "hkk-session-end.h"
#include "hkk-transport.h"

/*
 * The tokens of one sign-in. The refresh token is in the keyring and in memory, the access token in memory only.
 *
 * Property: keyring-state. Signal: ended (HkkSessionEnd reason).
 */
#define HKK_TYPE_SESSION (hkk_session_get_type ())
G_DECLARE_FINAL_TYPE (HkkSession, hkk_session, HKK, SESSION, GObject)

HkkSession      *hkk_session_new               (HkkTransport         *transport,
                                                HkkKeyring           *keyring,
                                                const char           *client,
                                                const char           *device_name);
HkkTransport    *hkk_session_get_transport     (HkkSession           *self);
/* A token that does not change (a device's): nothing is refreshed. NULL ends it. */
void             hkk_session_set_fixed_token   (HkkSession           *self,
                                                const char           *token);

void             hkk_session_sign_in_async     (HkkSession           *self,
                                                const char           *username,
                                                const char           *password,
                                                gboolean              stay,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
gboolean         hkk_session_sign_in_finish    (HkkSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Takes what the keyring kept for PROFILE. FALSE without an error: nothing there. */
void             hkk_session_load_async        (HkkSession           *self,
                                                const char           *profile,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
gboolean         hkk_session_load_finish       (HkkSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void             hkk_session_store_async       (HkkSession           *self,
                                                gboolean              with_prompt,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
HkkKeyringState  hkk_session_store_finish      (HkkSession           *self,
                                                GAsyncResult         *result);
/* Forgets the tokens at once, then tells the server (3 s) and the keyring. Never fails. */
void             hkk_session_end_async         (HkkSession           *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
/* Whether the keyring confirmed that it holds the token no more. */
gboolean         hkk_session_end_finish        (HkkSession           *self,
                                                GAsyncResult         *result);
void             hkk_session_drop              (HkkSession           *self,
                                                HkkSessionEnd         reason);

gboolean         hkk_session_is_alive          (HkkSession           *self);
const char      *hkk_session_get_username      (HkkSession           *self);
const char      *hkk_session_get_profile       (HkkSession           *self);
const char      *hkk_session_get_person_name   (HkkSession           *self);
gboolean         hkk_session_get_restricted    (HkkSession           *self);
gboolean         hkk_session_get_stay          (HkkSession           *self);
const char      *hkk_session_get_id            (HkkSession           *self);
guint            hkk_session_get_inactivity    (HkkSession           *self);
HkkKeyringState  hkk_session_get_keyring_state (HkkSession           *self);
HkkSessionEnd    hkk_session_end_from_string   (const char           *reason);

/* An access token that is valid now; one refresh serves everybody who waits. */
void             hkk_session_get_token_async   (HkkSession           *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
char            *hkk_session_get_token_finish  (HkkSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* TOKEN was not accepted; TRUE if another try is worth it. */
gboolean         hkk_session_reject_token      (HkkSession           *self,
                                                const char           *token);

/* hkk_transport_call_async() with the session's token; a token that ran out is renewed and the call repeated once. */
void             hkk_session_call_async        (HkkSession           *self,
                                                const HkkCall        *call,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
HkkAnswer       *hkk_session_call_finish       (HkkSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
