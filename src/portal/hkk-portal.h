/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-answer.h"
#include "hkk-approval.h"
#include "hkk-connectivity.h"
#include "hkk-drafts.h"
#include "hkk-key.h"
#include "hkk-keyring.h"
#include "hkk-portal-config.h"
#include "hkk-portal-error.h"
#include "hkk-session-end.h"
#include "hkk-transfer.h"

/*
 * The portal as a client sees it. Everything here is called on the main thread.
 *
 * Properties (all readable, all with notify):
 *   state (HkkPortalState), connectivity (HkkConnectivity), online (boolean),
 *   person-name (string, nullable), profile-id (string, nullable; opaque), restricted (boolean),
 *   stay-signed-in (boolean), keyring-state (HkkKeyringState),
 *   kept-state (HkkKeptState: of a sign-in that stayed and that the keyring did not give at once),
 *   clock-skew (int64, seconds by which the server is ahead of this computer; 0 while unknown),
 *   language (string, read-write: what Accept-Language asks for),
 *   lock-after (uint, read-write: idle seconds, 0 = never, 300 by default),
 *   drafts (HkkDrafts, nullable until the data key is here), approvals (GListModel of open HkkApproval),
 *   service-app (string, nullable: https address of the page that the Service-App is got from; printable ASCII)
 *   operations (strv, nullable: what the portal serves; see hkk_portal_offers())
 *
 * Signals:
 *   session-ended (HkkSessionEnd reason, const char *message): the state is "ended" already
 *   inactivity-warning (guint seconds_left, gboolean locks): at 4 of 5 minutes that the window is going to be locked,
 *     at 13 of 15 that the session is going to end; any hkk_portal_note_activity() extends
 *   end-warning (GDateTime *at): the session ends then whatever is done; ten minutes before
 *   event (const char *type, const char *id, const char *status): see HkkFeed in the contract; type is "approval",
 *     "request", "message", "document", "session", "profile" or "device"
 *   reload (): events were missed for good; load everything anew
 *   resumed (): the computer slept
 *   copied (const char *name, JsonNode *node): hkk_portal_put_cached() keeps a copy of it
 *   files-changed (const char *name): whether hkk_portal_has_file() changed; NULL for all of them
 *   approval-added (HkkApproval *approval): a new one, from a submission or found open
 *   approval-finished (HkkApproval *approval): its status is final
 *   approval-started (HkkApproval *approval), returns a boolean: somebody here waits for it. %TRUE: it is shown to the
 *     person, and hkk_portal_approval_closed() says when they are done with it
 */
#define HKK_TYPE_PORTAL (hkk_portal_get_type ())
G_DECLARE_FINAL_TYPE (HkkPortal, hkk_portal, HKK, PORTAL, GObject)

typedef enum
{
  HKK_PORTAL_SIGNED_OUT,
  HKK_PORTAL_SIGNING_IN,
  HKK_PORTAL_SIGNED_IN,
  HKK_PORTAL_LOCKED,     /* signed in; content is to be hidden until hkk_portal_unlock_async() */
  HKK_PORTAL_ENDED,      /* the server ended the session; the page may stay behind the sign-in */
} HkkPortalState;


#define HKK_TYPE_PORTAL_STATE (hkk_portal_state_get_type ())
GType hkk_portal_state_get_type (void);

typedef enum
{
  HKK_KEPT_NONE,
  HKK_KEPT_ASKED,  /* the keyring is being asked in the background */
  HKK_KEPT_FOUND,  /* offer hkk_portal_continue() */
} HkkKeptState;

#define HKK_TYPE_KEPT_STATE (hkk_kept_state_get_type ())
GType hkk_kept_state_get_type (void);

HkkPortal       *hkk_portal_new                    (const HkkPortalConfig  *config,
                                                    GError                **error);
gboolean         hkk_portal_set_endpoint           (HkkPortal              *self,
                                                    const char             *base_url,
                                                    const char             *trust_pem,
                                                    GError                **error);

HkkPortalState   hkk_portal_get_state              (HkkPortal              *self);
const char *     hkk_portal_get_end_sentence       (HkkPortal *self); /* (nullable) */
HkkConnectivity  hkk_portal_get_connectivity       (HkkPortal              *self);
gboolean         hkk_portal_get_online             (HkkPortal              *self);
const GError    *hkk_portal_get_trouble            (HkkPortal              *self); /* (nullable) */
GDateTime       *hkk_portal_get_back_at            (HkkPortal              *self); /* (nullable) */
const char      *hkk_portal_get_person_name        (HkkPortal              *self);
const char      *hkk_portal_get_profile_id         (HkkPortal              *self);
gboolean         hkk_portal_get_stay_signed_in     (HkkPortal              *self);
HkkKeyringState  hkk_portal_get_keyring_state      (HkkPortal              *self);
gint64           hkk_portal_get_clock_skew         (HkkPortal              *self);
HkkDrafts       *hkk_portal_get_drafts             (HkkPortal              *self);
GListModel      *hkk_portal_get_approvals          (HkkPortal              *self);
gboolean         hkk_portal_offers                 (HkkPortal              *self,
                                                    const char             *operation);
HkkApproval     *hkk_portal_find_approval          (HkkPortal              *self,
                                                    const char             *id);

/* Session. sign_in: KVNR in any notation. resume: FALSE without an error when there is nothing to resume. */
void             hkk_portal_sign_in_async          (HkkPortal              *self,
                                                    const char             *username,
                                                    const char             *password,
                                                    gboolean                stay_signed_in,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_sign_in_finish         (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
void             hkk_portal_resume_async           (HkkPortal              *self,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_resume_finish          (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
void             hkk_portal_sign_out_async         (HkkPortal              *self,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_sign_out_finish        (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
/* At quit: ends a session that does not stay (revoke within 3 s). */
void             hkk_portal_close_async            (HkkPortal              *self,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_close_finish           (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
void             hkk_portal_lock                   (HkkPortal              *self);
void             hkk_portal_ask_again              (HkkPortal              *self);
void             hkk_portal_unlock_async           (HkkPortal              *self,
                                                    const char             *password,
                                                    gboolean                at_portal,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_unlock_finish          (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
gboolean         hkk_portal_get_unlocks_here       (HkkPortal              *self);
void             hkk_portal_learn_password         (HkkPortal              *self,
                                                    const char             *password);
void             hkk_portal_note_activity          (HkkPortal              *self);
void             hkk_portal_check_now              (HkkPortal              *self);
HkkKeptState     hkk_portal_get_kept_state         (HkkPortal              *self);
const char      *hkk_portal_get_kept_name          (HkkPortal              *self);
void             hkk_portal_continue               (HkkPortal              *self);
void             hkk_portal_retry_keyring          (HkkPortal              *self);

/* Any route of the contract. PATH begins with "/" and carries an encoded query: see hkk_portal_path(). */
char            *hkk_portal_path                   (const char             *path,
                                                    const char             *first_name,
                                                    ...) G_GNUC_NULL_TERMINATED;

void             hkk_portal_get_async              (HkkPortal              *self,
                                                    const char             *path,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
JsonNode        *hkk_portal_get_finish             (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);

typedef struct
{
  const char *key;       /* (nullable): Idempotency-Key; NULL makes a fresh one */
  const char *if_match;  /* (nullable) */
} HkkSendOptions;

void             hkk_portal_send_async             (HkkPortal              *self,
                                                    const char             *method,
                                                    const char             *path,
                                                    JsonNode               *body,
                                                    const HkkSendOptions   *options,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
HkkAnswer       *hkk_portal_send_finish            (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
/* Of a change that shows nothing, also of the typed ones (withdraw, mark as read, book …). */
gboolean         hkk_portal_change_finish          (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    HkkApproval           **approval,
                                                    GError                **error);

/* Files: see HkkTransfer. A download's path is "/v1/documents/…/content". */
HkkTransfer     *hkk_portal_new_download           (HkkPortal              *self,
                                                    const char             *path,
                                                    GFile                  *target);
void             hkk_portal_transfer_async         (HkkPortal              *self,
                                                    HkkTransfer            *transfer,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_transfer_finish        (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);

/* Approvals. A call that is refused until the session is raised waits by itself; of a 202 and of a submission the
 * caller waits with await. Both emit "approval-started" for who shows it to the person. */
typedef enum
{
  HKK_APPROVAL_OUTCOME_EXECUTED,   /* carried out; the approval's result says what came of it */
  HKK_APPROVAL_OUTCOME_ENDED,      /* over and not carried out; its status says why */
  HKK_APPROVAL_OUTCOME_REPORTED,   /* … because the person said that they had not asked for it */
  HKK_APPROVAL_OUTCOME_BACKGROUND, /* the person no longer looks; the approval goes on */
} HkkApprovalOutcome;

void             hkk_portal_await_async            (HkkPortal              *self,
                                                    HkkApproval            *approval,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_await_finish           (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    HkkApprovalOutcome     *outcome,
                                                    GError                **error);
HkkApproval     *hkk_portal_await_get_approval     (HkkPortal              *self,
                                                    GAsyncResult           *result);
void             hkk_portal_approval_closed        (HkkPortal              *self,
                                                    HkkApproval            *approval);
void             hkk_portal_stop_waiting           (HkkPortal              *self);
gboolean         hkk_portal_opens_something        (HkkPortal              *self,
                                                    HkkApproval            *approval);
gboolean         hkk_portal_can_ask_again          (HkkPortal              *self,
                                                    HkkApproval            *approval);
void             hkk_portal_ask_again_async        (HkkPortal              *self,
                                                    HkkApproval            *approval,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
HkkApproval     *hkk_portal_ask_again_finish       (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
/* The one object of this id, made from APPROVAL of the wire or brought up to date with it. */
HkkApproval     *hkk_portal_take_approval          (HkkPortal              *self,
                                                    JsonObject             *json);
void             hkk_portal_list_open_approvals_async  (HkkPortal           *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             data);
GPtrArray       *hkk_portal_list_open_approvals_finish (HkkPortal           *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

/* Submitting a draft: uploads, then one POST with the draft's own key. */
typedef enum
{
  HKK_SUBMIT_DONE,      /* carried out; the draft is gone; result has the thing that was made */
  HKK_SUBMIT_APPROVAL,  /* waiting for the Service-App; the draft goes when it is executed */
  HKK_SUBMIT_REFUSED,   /* nothing was done; error says why; the draft is open for editing again */
  HKK_SUBMIT_UNKNOWN,   /* no answer; the draft stays, the same key is tried again by itself */
  HKK_SUBMIT_WAITING,   /* not sent yet (no connection); it is tried again by itself */
} HkkSubmitOutcome;
#define HKK_TYPE_SUBMIT_OUTCOME (hkk_submit_outcome_get_type ())
GType            hkk_submit_outcome_get_type       (void);

void             hkk_portal_submit_async           (HkkPortal              *self,
                                                    HkkDraft               *draft,
                                                    JsonNode               *values,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
HkkSubmitOutcome hkk_portal_submit_finish          (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    HkkApproval           **approval,
                                                    JsonNode              **answer,
                                                    GError                **error);

/* One file of a draft, before it is handed in. */
void             hkk_portal_upload_async           (HkkPortal              *self,
                                                    HkkDraft               *draft,
                                                    HkkAttachment          *file,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_upload_finish          (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);

/* One that waits for a connection was not sent: it can be changed again. */
void             hkk_portal_take_back              (HkkPortal              *self,
                                                    HkkDraft               *draft);

/* The offline copy: what was last seen, by name ("overview", "requests"). Encrypted; NULL when there is none. */
JsonNode        *hkk_portal_get_cached             (HkkPortal              *self,
                                                    const char             *name,
                                                    GDateTime             **seen_at);
void             hkk_portal_get_cached_async       (HkkPortal              *self,
                                                    const char             *name,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
JsonNode        *hkk_portal_get_cached_finish      (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GDateTime             **seen_at,
                                                    GError                **error);
void             hkk_portal_put_cached             (HkkPortal              *self,
                                                    const char             *name,
                                                    JsonNode               *node);
/* Whether there is such a copy at all: FALSE removes it at once. */
void             hkk_portal_set_keeps_copy         (HkkPortal              *self,
                                                    gboolean                keeps);
gboolean         hkk_portal_get_keeps_copy         (HkkPortal              *self);
gboolean         hkk_portal_has_copies             (HkkPortal              *self);
gboolean         hkk_portal_can_keep               (HkkPortal              *self);

/* Files that the person wants to have here, encrypted, until they sign out. */
gboolean         hkk_portal_has_file               (HkkPortal              *self,
                                                    const char             *name);
guint            hkk_portal_get_n_files            (HkkPortal              *self);
void             hkk_portal_keep_file_async        (HkkPortal              *self,
                                                    const char             *name,
                                                    GFile                  *plain,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
void             hkk_portal_take_file_async        (HkkPortal              *self,
                                                    const char             *name,
                                                    GFile                  *target,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                data);
gboolean         hkk_portal_file_finish            (HkkPortal              *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
void             hkk_portal_drop_file              (HkkPortal              *self,
                                                    const char             *name);
