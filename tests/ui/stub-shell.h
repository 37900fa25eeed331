/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

/* A shell without a window: it shows one page of a portal and notes what the page asks for. */
#define STUB_TYPE_SHELL (stub_shell_get_type ())
G_DECLARE_FINAL_TYPE (StubShell, stub_shell, STUB, SHELL, AdwBin)

/* PORTAL (nullable). PAGE (nullable): becomes its child, unless something shows it already. */
StubShell   *stub_shell_new          (HkkPortal *portal,
                                      HkkPage   *page);
/* (nullable): the last sentence that was said */
const char  *stub_shell_get_said     (StubShell *self);
/* (nullable): the toast that said it */
AdwToast    *stub_shell_get_toast    (StubShell *self);
/* How often a page wanted to be left. */
guint        stub_shell_get_n_left   (StubShell *self);
/* (nullable): what the side menu's numbers would be of */
HkkOverview *stub_shell_get_overview (StubShell *self);
