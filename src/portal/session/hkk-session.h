/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-keyring.h"
#include "hkk-session-end.h"
#include "hkk-transport.h"

/* What the keyring calls the refresh token. */
#define HKK_SESSION_KEYRING_USE "refresh-token"

/*
 * The tokens of one sign-in, in memory; the refresh token of one that is to stay is in the keyring besides.
 *
 * Properties: keyring-state; kept (boolean): whether the keyring has a token that the server takes. Signal: ended
 * (HkkSessionEnd reason).
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
/* (transfer none) (nullable) */
const char      *hkk_session_get_fixed_token   (HkkSession           *self);

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
/* What the keyring kept of a sign-in: wiped when it is freed. */
typedef struct _HkkKeptSession HkkKeptSession;
void             hkk_kept_session_free         (HkkKeptSession       *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkKeptSession, hkk_kept_session_free)
const char      *hkk_kept_session_get_name     (const HkkKeptSession *kept);
/* NULL without an error: nothing there; the keyring-state says why. */
void             hkk_session_load_async        (HkkSession           *self,
                                                const char           *profile,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
HkkKeptSession  *hkk_session_load_finish       (HkkSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void             hkk_session_take_kept         (HkkSession           *self,
                                                HkkKeptSession       *kept);
void             hkk_session_discard_kept      (HkkSession           *self,
                                                HkkKeptSession       *kept);
void             hkk_session_keep              (HkkSession           *self);
void             hkk_session_settle_async      (HkkSession           *self,
                                                guint                 ms,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
void             hkk_session_settle_finish     (HkkSession           *self,
                                                GAsyncResult         *result);
/* Forgets the tokens and whose they were at once, then tells the server (3 s). Never fails. */
void             hkk_session_end_async         (HkkSession           *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
void             hkk_session_end_finish        (HkkSession           *self,
                                                GAsyncResult         *result);
void             hkk_session_drop              (HkkSession           *self,
                                                HkkSessionEnd         reason);

gboolean         hkk_session_is_alive          (HkkSession           *self);
const char      *hkk_session_get_username      (HkkSession           *self);
const char      *hkk_session_get_profile       (HkkSession           *self);
const char      *hkk_session_get_person_name   (HkkSession           *self);
gboolean         hkk_session_get_restricted    (HkkSession           *self);
void             hkk_session_note_bound        (HkkSession           *self);
gboolean         hkk_session_get_stay          (HkkSession           *self);
gboolean         hkk_session_get_kept          (HkkSession           *self);
const char      *hkk_session_get_id            (HkkSession           *self);
guint            hkk_session_get_inactivity    (HkkSession           *self);
GDateTime       *hkk_session_get_ends_at       (HkkSession           *self);
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
gboolean         hkk_session_renews_for        (HkkSession           *self,
                                                const GError         *error,
                                                const char           *token,
                                                gboolean             *renewed);

/* hkk_transport_call_async() with the session's token; a token that ran out is renewed and the call repeated once. */
void             hkk_session_call_async        (HkkSession           *self,
                                                const HkkCall        *call,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
HkkAnswer       *hkk_session_call_finish       (HkkSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
