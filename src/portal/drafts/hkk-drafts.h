/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

typedef enum
{
  HKK_DRAFT_REQUEST,    /* POST /v1/requests */
  HKK_DRAFT_MESSAGE,    /* POST /v1/messages; the target is the message that it answers */
  HKK_DRAFT_QUESTION,   /* POST /v1/messages; the target is the request that it was begun about, its values say which */
  HKK_DRAFT_DOCUMENTS,  /* POST /v1/requests/{target}/documents */
  HKK_DRAFT_PROFILE,    /* PATCH /v1/profile/{target}, with the draft's if-match */
} HkkDraftKind;

typedef enum
{
  HKK_DRAFT_EDITING,
  HKK_DRAFT_WAITING,   /* to be sent when there is a connection */
  HKK_DRAFT_SENDING,
  HKK_DRAFT_UNKNOWN,   /* sent, but no answer: the same key is tried again */
  HKK_DRAFT_APPROVAL,  /* accepted, waits for the Service-App */
  HKK_DRAFT_DONE,      /* the server has it; the file is gone */
} HkkDraftState;

#define HKK_TYPE_DRAFT_KIND (hkk_draft_kind_get_type ())
#define HKK_TYPE_DRAFT_STATE (hkk_draft_state_get_type ())
GType hkk_draft_kind_get_type  (void);
GType hkk_draft_state_get_type (void);

typedef enum
{
  HKK_UPLOAD_NOT_YET,
  HKK_UPLOAD_UNDER_WAY,
  HKK_UPLOAD_DONE,   /* the portal has it */
  HKK_UPLOAD_FAILED, /* this time; it can be tried again */
} HkkUploadState;
#define HKK_TYPE_UPLOAD_STATE (hkk_upload_state_get_type ())
GType hkk_upload_state_get_type (void);

/* A file in a draft: its encrypted copy lies beside it. Properties: upload (32 hex), name, sha256 (hex), media-type
 * (strings), size, sent-bytes (int64), upload-state (enum). */
#define HKK_TYPE_ATTACHMENT (hkk_attachment_get_type ())
G_DECLARE_FINAL_TYPE (HkkAttachment, hkk_attachment, HKK, ATTACHMENT, GObject)
const char *hkk_attachment_get_upload     (HkkAttachment *self);
const char *hkk_attachment_get_name       (HkkAttachment *self);
gint64      hkk_attachment_get_size       (HkkAttachment *self);
const char *hkk_attachment_get_sha256     (HkkAttachment *self);
const char *hkk_attachment_get_media_type (HkkAttachment *self);
guint       hkk_attachment_get_side       (HkkAttachment *self);
HkkUploadState hkk_attachment_get_upload_state (HkkAttachment *self);
gint64      hkk_attachment_get_sent_bytes (HkkAttachment *self);
const GError *hkk_attachment_get_failure  (HkkAttachment *self); /* (nullable) */

/*
 * What a person began and has not handed in. Properties: id, form-id, target, title, if-match, key (strings), version
 * (int64), step (uint, read-write), kind, state (enums), saved-at (GDateTime, nullable), unsaved (GError, nullable),
 * approval-id (nullable), attachments (GListModel of HkkAttachment), problem (HkkProblem, nullable: why it was refused
 * last time)
 */
#define HKK_TYPE_DRAFT (hkk_draft_get_type ())
G_DECLARE_FINAL_TYPE (HkkDraft, hkk_draft, HKK, DRAFT, GObject)

/* A new one exists in memory only until it is saved. TARGET: the request or profile section (nullable). */
HkkDraft      *hkk_draft_new             (HkkDraftKind   kind,
                                          const char    *form_id,
                                          gint64         version,
                                          const char    *target,
                                          const char    *title);
const char    *hkk_draft_get_id          (HkkDraft      *self);
HkkDraftKind   hkk_draft_get_kind        (HkkDraft      *self);
const char    *hkk_draft_get_form_id     (HkkDraft      *self); /* (nullable) */
const char    *hkk_draft_get_target      (HkkDraft      *self); /* (nullable) */
const char    *hkk_draft_get_if_match    (HkkDraft      *self); /* (nullable) */
void           hkk_draft_set_if_match    (HkkDraft      *self,
                                          const char    *etag);
void           hkk_draft_set_version     (HkkDraft      *self,
                                          gint64         version);
gint64         hkk_draft_get_version     (HkkDraft      *self);
const char    *hkk_draft_get_title       (HkkDraft      *self);
guint          hkk_draft_get_number      (HkkDraft      *self);
void           hkk_draft_set_title       (HkkDraft      *self,
                                          const char    *title);
JsonNode      *hkk_draft_get_values      (HkkDraft      *self); /* (transfer none): an object */
GError        *hkk_draft_dup_refusal     (HkkDraft      *self); /* (transfer full) (nullable) */
void           hkk_draft_take_values     (HkkDraft      *self,
                                          JsonNode      *values);
guint          hkk_draft_get_step        (HkkDraft      *self);
void           hkk_draft_set_step        (HkkDraft      *self,
                                          guint          step);
HkkDraftState  hkk_draft_get_state       (HkkDraft      *self);
GDateTime     *hkk_draft_get_saved_at    (HkkDraft      *self); /* (transfer none) (nullable) */
const GError  *hkk_draft_get_unsaved     (HkkDraft      *self); /* (nullable) */
GDateTime     *hkk_draft_get_unsaved_since (HkkDraft    *self); /* (transfer none) (nullable) */
gboolean       hkk_draft_has_values      (HkkDraft      *self);
gboolean       hkk_draft_matches         (HkkDraft      *self,
                                          const char    *key);
gboolean       hkk_draft_is_on_its_way   (HkkDraft      *self);
const char    *hkk_draft_get_key         (HkkDraft      *self);
const char    *hkk_draft_get_approval_id (HkkDraft      *self); /* (nullable) */
GListModel    *hkk_draft_get_attachments (HkkDraft      *self);
HkkAttachment *hkk_draft_find_attachment (HkkDraft      *self,
                                          const char    *upload); /* (nullable) */
GPtrArray     *hkk_draft_get_used        (HkkDraft      *self);   /* (transfer container) of HkkAttachment */
char          *hkk_draft_dup_failed_path (HkkDraft      *self);   /* (nullable) */

/*
 * The drafts of one account, encrypted at rest. A GListModel of HkkDraft, the latest first. Properties: loaded
 * (boolean), failure (GError, nullable), n-unsaved (uint), damaged (strings): see their getters.
 */
#define HKK_TYPE_DRAFTS (hkk_drafts_get_type ())
G_DECLARE_FINAL_TYPE (HkkDrafts, hkk_drafts, HKK, DRAFTS, GObject)

/* KEY: 32 bytes (nullable). DIR is made when missing. */
HkkDrafts     *hkk_drafts_new            (const char           *dir,
                                          const char           *account_id,
                                          GBytes               *key);
void           hkk_drafts_set_key        (HkkDrafts            *self,
                                          GBytes               *key);
void           hkk_drafts_set_failure    (HkkDrafts            *self,
                                          const GError         *error);
const GError  *hkk_drafts_get_failure    (HkkDrafts            *self); /* (nullable) */
void           hkk_drafts_load_async     (HkkDrafts            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
gboolean       hkk_drafts_load_finish    (HkkDrafts            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
gboolean       hkk_drafts_get_loaded     (HkkDrafts            *self);
const char * const *hkk_drafts_get_damaged (HkkDrafts          *self);
void           hkk_drafts_remove_damaged_async  (HkkDrafts           *self,
                                                 const char          *name,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             data);
gboolean       hkk_drafts_remove_damaged_finish (HkkDrafts           *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

HkkDraft      *hkk_drafts_find           (HkkDrafts            *self,
                                          const char           *id); /* (transfer none) (nullable) */
HkkDraft      *hkk_drafts_find_for_form  (HkkDrafts            *self,
                                          const char           *form_id,
                                          /* (transfer none) (nullable) */
                                          const char           *target);
/* Saves of one draft run one after the other; what is written is the draft as it was at the call. */
void           hkk_drafts_save_async     (HkkDrafts            *self,
                                          HkkDraft             *draft,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
gboolean       hkk_drafts_save_finish    (HkkDrafts            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
guint          hkk_drafts_get_n_unsaved  (HkkDrafts            *self);
void           hkk_drafts_settle_async   (HkkDrafts            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
gboolean       hkk_drafts_settle_finish  (HkkDrafts            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* By the person's wish. A submitted one is deleted by the portal when the server has it. */
void           hkk_drafts_delete_async   (HkkDrafts            *self,
                                          HkkDraft             *draft,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
gboolean       hkk_drafts_delete_finish  (HkkDrafts            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Checks FILE (size, type by content; HKK_FILE_ERROR with a translated message) and keeps an encrypted copy. ACCEPTED:
 * media types (nullable: PDF, JPEG, PNG). */
void           hkk_drafts_attach_async   (HkkDrafts            *self,
                                          HkkDraft             *draft,
                                          GFile                *file,
                                          const char * const   *accepted,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
void           hkk_drafts_attach_bytes_async (HkkDrafts            *self,
                                              HkkDraft             *draft,
                                              const char           *name,
                                              GBytes               *bytes,
                                              const char * const   *accepted,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
HkkAttachment *hkk_drafts_attach_finish  (HkkDrafts            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void           hkk_drafts_detach         (HkkDrafts            *self,
                                          HkkDraft             *draft,
                                          const char           *upload); /* its file goes with the next save */
/* The plain bytes of an attachment, to show or to send it. */
void           hkk_drafts_read_async     (HkkDrafts            *self,
                                          HkkDraft             *draft,
                                          const char           *upload,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
GBytes        *hkk_drafts_read_finish    (HkkDrafts            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
