/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-approval.h"
#include "hkk-page.h"
#include "hkk-portal.h"

G_BEGIN_DECLS

typedef enum {
  HKK_PLACE_OVERVIEW,
  HKK_PLACE_REQUESTS,
  HKK_PLACE_DOCUMENTS,
  HKK_PLACE_PROFILE,
  HKK_PLACE_MESSAGES,
} HkkPlace;
#define HKK_N_PLACES 5

typedef enum {
  HKK_APPROVAL_OUTCOME_EXECUTED,   /* carried out; the approval's result says what came of it */
  HKK_APPROVAL_OUTCOME_ENDED,      /* over and not carried out; the dialog has said why */
  HKK_APPROVAL_OUTCOME_BACKGROUND, /* the dialog was closed, the approval goes on */
} HkkApprovalOutcome;

/**
 * HkkProtectedSend:
 *
 * Starts one call. @callback and @callback_data go to the call as they are; @data is the caller's.
 */
typedef void     (*HkkProtectedSend)   (HkkWindow           *window,
                                        gpointer             data,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             callback_data);

/**
 * HkkProtectedFinish:
 *
 * Takes the call's result and keeps what is needed of it in @data. Returns: %FALSE with @error as the call gave it
 */
typedef gboolean (*HkkProtectedFinish) (GObject             *source,
                                        GAsyncResult        *result,
                                        gpointer             data,
                                        GError             **error);

#define HKK_TYPE_WINDOW (hkk_window_get_type ())
G_DECLARE_FINAL_TYPE (HkkWindow, hkk_window, HKK, WINDOW, AdwApplicationWindow)

HkkWindow          *hkk_window_new                  (GtkApplication       *application,
                                                     HkkPortal            *portal);
HkkPortal          *hkk_window_get_portal           (HkkWindow            *self);
void                hkk_window_set_portal           (HkkWindow            *self,
                                                     HkkPortal            *portal);
void                hkk_window_set_demo             (HkkWindow            *self,
                                                     GListModel           *persons);
void                hkk_window_show_start_error     (HkkWindow            *self,
                                                     const GError         *error);
gboolean            hkk_window_is_on_screen         (HkkWindow            *self);
void                hkk_window_present_now          (HkkWindow            *self);
void                hkk_window_quit                 (HkkWindow            *self);

/* Where the person is */
void                hkk_window_go_to                (HkkWindow            *self,
                                                     HkkPlace              place);
void                hkk_window_push                 (HkkWindow            *self,
                                                     AdwNavigationPage    *page);
void                hkk_window_pop                  (HkkWindow            *self,
                                                     AdwNavigationPage    *page);
void                hkk_window_open_request         (HkkWindow            *self,
                                                     const char           *id);
void                hkk_window_open_form            (HkkWindow            *self,
                                                     const char           *form_id,
                                                     const char           *draft_id);
void                hkk_window_open_catalogue       (HkkWindow            *self);
void                hkk_window_open_message         (HkkWindow            *self,
                                                     const char           *id);
void                hkk_window_open_document        (HkkWindow            *self,
                                                     const char           *id);
void                hkk_window_compose              (HkkWindow            *self,
                                                     const char           *draft_id);
void                hkk_window_set_badge            (HkkWindow            *self,
                                                     HkkPlace              place,
                                                     guint                 count);

/* What the person is told. An announcement is for screen readers only; a toast announces itself. */
void                hkk_window_add_toast            (HkkWindow            *self,
                                                     const char           *text);
void                hkk_window_add_toast_object     (HkkWindow            *self,
                                                     AdwToast             *toast);
void                hkk_window_announce             (HkkWindow            *self,
                                                     const char           *text,
                                                     GtkAccessibleAnnouncementPriority priority);

/* Approvals: at most one dialog at a time; a second one waits for the first. */
void                hkk_window_show_approval_async  (HkkWindow            *self,
                                                     HkkApproval          *approval,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              callback_data);
gboolean            hkk_window_show_approval_finish (HkkWindow            *self,
                                                     GAsyncResult         *result,
                                                     HkkApprovalOutcome   *outcome,
                                                     GError              **error);

/* Sends; when the portal wants a step-up, asks for it, waits for its approval and sends once more. */
void                hkk_window_run_protected_async  (HkkWindow            *self,
                                                     HkkProtectedSend      send,
                                                     HkkProtectedFinish    finish,
                                                     gpointer              data,
                                                     GDestroyNotify        data_free,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              callback_data);
gboolean            hkk_window_run_protected_finish (HkkWindow            *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
