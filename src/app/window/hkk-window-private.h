/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-leave-dialog.h"
#include "hkk-lock-window.h"
#include "hkk-offline.h"
#include "hkk-page.h"
#include "hkk-sidebar.h"
#include "hkk-signin-dialog.h"
#include "hkk-signin-page.h"
#include "hkk-window.h"

struct _HkkWindow
{
  AdwApplicationWindow    parent_instance;

  AdwToastOverlay        *toast_overlay;
  AdwToast               *toast;         /* (nullable), weak: the one that was added last */
  GtkStack               *view_stack;
  AdwStatusPage          *start_problem;
  GtkWidget              *usual_portal;
  HkkSigninPage          *signin_page;   /* (nullable): made when first shown; who stays signed in sees none */
  AdwNavigationView      *task_view;
  AdwNavigationSplitView *split;
  AdwNavigationPage      *place_page;
  AdwNavigationView      *place_view;
  HkkSidebar             *sidebar;
  AdwBanner              *banner;        /* Owned: it is shown on the page that the person looks at */
  guint                   banner_source; /* 0: it stands where it should */
  GtkWidget              *demo_bar;

  HkkPortal              *portal;           /* Owned (nullable) until the demo backend is there */
  GSignalGroup           *portal_signals;   /* Owned */
  HkkOffline             *offline;          /* Owned (nullable) as the portal */
  GSettings              *settings;         /* Owned (nullable) without an installed schema */
  GCancellable           *cancellable;      /* Owned */
  GListModel             *dialogs;          /* Owned, of AdwDialog */
  gboolean                dialog_closed;    /* and none has opened since */

  HkkPage                *places[HKK_N_PLACES]; /* Owned, made when first shown */
  HkkPlace                place;
  gboolean                place_had_focus; /* when the task that is open over it began */
  char                   *profile_id;       /* Owned (nullable): whose data the pages show */
  gboolean                narrow;

  char                   *wanted_action;    /* Owned (nullable): where to go when somebody is signed in */
  GVariant               *wanted_target;    /* Owned (nullable) */

  /* Session (hkk-window-session.c) */
  HkkLockWindow          *lock_window;      /* Borrowed (nullable): GTK owns toplevels */
  GListModel             *lock_dialogs;     /* Owned (nullable): what is open over it */
  char                   *number;           /* Owned (nullable): the insurance number that signed in last */
  HkkSigninDialog        *signin_dialog;    /* Borrowed (nullable) while it is shown */
  GtkWidget              *focus_before;     /* (nullable), weak: where the person was when the session ended */
  GtkWidget              *focus_outside;    /* (nullable), weak: … when they did something outside of the banner */
  guint                   session_seconds;  /* 0: no warning */
  gboolean                session_locks;    /* … of a lock */
  GDateTime              *session_end;      /* Owned (nullable): soon */
  gboolean                keyring_asked;    /* by the person, once more */
  const HkkDemoPerson    *persons;          /* (nullable), borrowed: of the demo */
  gboolean                leaving;          /* the person is being asked, or has answered (hkk-window-leave.c) */

  /* Approvals (hkk-window-approval.c) */
  GPtrArray              *approvals;        /* Owned, of HkkApproval; the first is the dialog's */
  AdwDialog              *approval_dialog;  /* Borrowed (nullable) while it is shown */
};

gboolean hkk_window_is_in          (HkkWindow *self);
void hkk_window_install_actions    (GtkWidgetClass *widget_class);
void hkk_window_update_offers      (HkkWindow *self);
/* The fields of the sign-in page, which is made now if it was not there. */
HkkSigninForm *hkk_window_get_signin_form (HkkWindow *self);
void hkk_window_init_session       (HkkWindow *self);
void hkk_window_dispose_session    (HkkWindow *self);
void hkk_window_init_banner        (HkkWindow *self);
void hkk_window_dispose_banner     (HkkWindow *self);
void hkk_window_update_banner      (HkkWindow *self);
void hkk_window_update_state       (HkkWindow *self);
void hkk_window_reset_places       (HkkWindow *self);
void hkk_window_drop_approvals     (HkkWindow *self);
void hkk_window_close_decided      (HkkWindow *self);
void hkk_window_find_approvals     (HkkWindow *self);
gboolean hkk_window_show_approval  (HkkWindow *self,
                                    HkkApproval *approval);
void hkk_window_open_wanted        (HkkWindow *self);
GtkWidget *hkk_window_get_asking   (HkkWindow *self);
void hkk_window_leave              (HkkWindow *self,
                                    HkkLeave   what);
void hkk_window_sign_out           (HkkWindow *self);
void hkk_window_sign_out_everywhere (HkkWindow *self);
void hkk_window_ask_sign_out       (HkkWindow *self);
void hkk_window_ask_everywhere     (HkkWindow *self);
void hkk_window_ask_letter         (HkkWindow *self);
gboolean hkk_window_ask_first      (HkkWindow  *self,
                                    const char *name,
                                    GVariant   *parameter);
void hkk_window_go_to              (HkkWindow *self,
                                    HkkPlace   place);
/* The place's page, where the person is now; NULL when nobody is signed in. */
HkkPage *hkk_window_open_place     (HkkWindow *self,
                                    HkkPlace   place);
