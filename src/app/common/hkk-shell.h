/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-lead.h"
#include "hkk-overview.h"
#include "hkk-portal.h"

/* The places of the side menu; their names are the targets of the action win.go-to. */
typedef enum
{
  HKK_PLACE_OVERVIEW,
  HKK_PLACE_REQUESTS,
  HKK_PLACE_DOCUMENTS,
  HKK_PLACE_PROFILE,
  HKK_PLACE_MESSAGES,
  HKK_PLACE_SECURITY,
} HkkPlace;
#define HKK_N_PLACES 6

const char *hkk_place_get_name (HkkPlace    place);
gboolean    hkk_place_find     (const char *name,
                                HkkPlace   *place);
char *hkk_place_dup_names (void);

/*
 * What a page sees of the window that shows it. What leads elsewhere is an action of the window with a string as its
 * target: win.go-to (a place's name), win.open-request, win.open-message, win.open-document, win.open-draft (ids),
 * win.open-form (a form's id), win.change-section (a section's), win.write-about (the id of the request that a message
 * is to be about), win.write-in (what it is about), win.find-text (what is looked for); and without one:
 * win.new-request, win.compose, win.certificate,
 * win.find, win.sign-out. The help has app.answer (the id of a question).
 */
#define HKK_TYPE_SHELL (hkk_shell_get_type ())
G_DECLARE_INTERFACE (HkkShell, hkk_shell, HKK, SHELL, GtkWidget)

struct _HkkShellInterface
{
  GTypeInterface parent_interface;

  HkkPortal *(*get_portal)    (HkkShell          *self);
  void       (*push)          (HkkShell          *self,
                               AdwNavigationPage *page);
  void       (*pop)           (HkkShell          *self,
                               AdwNavigationPage *page);
  void       (*add_toast)     (HkkShell          *self,
                               AdwToast          *toast);
  void       (*take_overview) (HkkShell          *self,
                               HkkOverview       *overview);
};

AdwToast  *hkk_toast_new           (const char        *text);

HkkPortal *hkk_shell_get_portal    (HkkShell          *self);
void       hkk_shell_push          (HkkShell          *self,
                                    AdwNavigationPage *page);
void       hkk_shell_pop           (HkkShell          *self,
                                    AdwNavigationPage *page);
void       hkk_shell_say           (HkkShell          *self,
                                    const char        *text);
void       hkk_shell_say_where     (HkkShell          *self,
                                    const char        *text,
                                    const HkkLead     *lead);
void       hkk_shell_say_error     (HkkShell          *self,
                                    const GError      *error);
void       hkk_shell_add_toast     (HkkShell          *self,
                                    AdwToast          *toast);
void       hkk_shell_take_overview (HkkShell          *self,
                                    HkkOverview       *overview);
