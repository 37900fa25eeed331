/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval-wire.h"
#include "hkk-copy-job.h"
#include "hkk-draft-sending.h"
#include "hkk-feed.h"
#include "hkk-portal-hint.h"
#include "hkk-portal.h"
#include "hkk-session.h"
#include "hkk-verifier.h"

/* What the keyring calls the data key with what checks the password. */
#define HKK_DATA_KEYRING_USE "data-key"

typedef struct _HkkOutbox HkkOutbox;

struct _HkkPortal
{
  GObject          parent_instance;

  HkkTransport    *transport;     /* Owned */
  HkkKeyring      *keyring;       /* Owned (nullable) */
  HkkSession      *session;       /* Owned */
  HkkFeed         *feed;          /* Owned */
  char            *data_dir;
  HkkPortalState   state;
  const char      *end_sentence;  /* (nullable): why the last session ended */
  guint            lock_after;    /* seconds, 0: never */

  HkkPortalHint   *hint;          /* Owned */
  GTask           *resume;        /* Owned (nullable): the start waits for the keyring */
  guint            resume_late;   /* source: … no longer */
  GCancellable    *resuming;      /* Owned (nullable): of what the keyring is asked at the start */
  HkkKeptSession  *kept;          /* Owned (nullable): found late */
  HkkKeptState     kept_state;

  HkkVerifier     *verifier;      /* Owned (nullable): of the person's password */
  guint            tries_left;    /* passwords that this computer still checks */
  gboolean         data_dirty;    /* the keyring does not have this data key and verifier */
  gboolean         data_storing;  /* … and is being asked to take them */

  GBytes          *data_key;      /* Owned (nullable): wiped when freed */
  HkkDrafts       *drafts;        /* Owned (nullable) */
  HkkOutbox       *outbox;        /* Owned (nullable) */
  HkkCopyGate     *gate;          /* Owned: of what is kept of this person */
  GHashTable      *files;         /* Owned (nullable) until somebody asks: the names of the files that are kept */
  gboolean         no_copies;     /* the person does not want any */
  GListStore      *approvals;     /* Owned: of HkkApproval that are not final */
  GPtrArray       *waits;         /* Owned: who waits for an approval, hkk-portal-approval.c */
  GPtrArray       *raises;        /* Owned: GTask of calls that wait until the session is raised */
  HkkApproval     *raise;         /* (nullable), weak: the approval that they wait for */
  GPtrArray       *wishes;        /* Owned: what open approvals are for, hkk-portal-again.c */
  GCancellable    *signed_in;     /* Owned (nullable): cancelled when the sign-in ends */
  GHashTable      *unknown_keys;  /* Owned: change that had no answer → its idempotency key, hkk-portal-calls.c */

  guint            tick;          /* source */
  gint64           slept;         /* microseconds */
  gint64           active_at;     /* boot time of the last note of activity */
  gint64           reported_at;   /* boot time of the last one that the server was told */
  gboolean         warned;        /* of what happens when nothing is done */
  gboolean         warned_of_end;
  gulong           network;       /* handler on the network monitor */
  guint            cursor_save;   /* source */
  guint            retry;         /* source: of what a session begins with */
  guint            retries;
  gboolean         retry_key;
  gboolean         retry_approvals;
  char            *service_app;   /* Owned (nullable): https address of the page that the Service-App is got from */
  GStrv            operations;    /* Owned (nullable): what the portal serves; NULL: everything */
  guint            status_calls;  /* that ask for it now */
};

void        hkk_portal_set_state         (HkkPortal           *self,
                                          HkkPortalState       state);
void        hkk_portal_notify_person     (HkkPortal           *self);

/* hkk-portal-calls.c */
void        hkk_portal_send_step_up_async (HkkPortal           *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             data);

/* The same call with another key. */
void        hkk_portal_resend_async       (HkkPortal           *self,
                                           const HkkCall       *call,
                                           const char          *key,
                                           GAsyncReadyCallback  callback,
                                           gpointer             data);

/* hkk-portal-again.c: what an approval is for, so that it can be asked once more. */
GPtrArray  *hkk_portal_wishes_new         (void);
void        hkk_portal_keep_wish          (HkkPortal           *self,
                                           HkkApproval         *approval,
                                           const HkkCall       *call,   /* (nullable) */
                                           HkkDraft            *draft); /* (nullable) */
void        hkk_portal_drop_wish          (HkkPortal           *self,
                                           HkkApproval         *approval);

/* hkk-portal-approval.c: who waits for BEFORE waits for NEXT. */
void        hkk_portal_move_waits         (HkkPortal           *self,
                                           HkkApproval         *before,
                                           HkkApproval         *next);

/* hkk-portal-approval.c: the approval that raises the session, shared by all calls that need it. */
void        hkk_portal_raise_async       (HkkPortal           *self,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
gboolean    hkk_portal_raise_finish      (HkkPortal           *self,
                                          GAsyncResult        *result,
                                          GError             **error);

/* hkk-portal-presence.c: what happens with time. */
void        hkk_portal_presence_start    (HkkPortal           *self);
void        hkk_portal_presence_stop     (HkkPortal           *self);

/* hkk-portal-session.c */
void        hkk_portal_begin             (HkkPortal           *self);
void        hkk_portal_finish_session    (HkkPortal           *self);
void        hkk_portal_follow_approvals  (HkkPortal           *self);
void        hkk_portal_follow_feed       (HkkPortal           *self);
/* WHAT is set: retry_key or retry_approvals. */
void        hkk_portal_begin_failed      (HkkPortal           *self,
                                          gboolean            *what,
                                          const GError        *error);

/* hkk-portal-status.c */
void        hkk_portal_status_fetch      (HkkPortal           *self);

/* hkk-portal-kept.c: the sign-in that stays. */
void        hkk_portal_kept_changed      (HkkPortal           *self);
void        hkk_portal_kept_replaced     (HkkPortal           *self);
void        hkk_portal_kept_stop         (HkkPortal           *self);

/* hkk-portal-unlock.c */
void        hkk_portal_take_verifier     (HkkPortal           *self,
                                          HkkVerifier         *verifier);

/* hkk-portal-data.c: the data key and what it opens. */
void        hkk_portal_data_fetch        (HkkPortal           *self);
void        hkk_portal_data_close        (HkkPortal           *self);
void        hkk_portal_data_keep         (HkkPortal           *self);
void        hkk_portal_data_load_async   (HkkPortal           *self,
                                          const char          *profile,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);

/* hkk-portal-copy.c */
HkkCopyJob *hkk_portal_make_copy_job     (HkkPortal           *self,
                                          const char          *folder,
                                          const char          *name);
void        hkk_portal_copies_wipe       (HkkPortal           *self,
                                          const char          *profile);

/* hkk-outbox.c: sends what waits, finds out what is unknown, follows what waits for the Service-App. */
HkkOutbox  *hkk_outbox_new               (HkkPortal           *portal);
void        hkk_outbox_free              (HkkOutbox           *self);
void        hkk_outbox_check             (HkkOutbox           *self);
void        hkk_outbox_check_later       (HkkOutbox           *self);
void        hkk_outbox_approval_finished (HkkOutbox           *self,
                                          HkkApproval         *approval);
