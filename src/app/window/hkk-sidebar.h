/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-window.h"

/* The way to the five places. Signal "place-chosen" (HkkPlace as int). Property person-name (string). */
#define HKK_TYPE_SIDEBAR (hkk_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (HkkSidebar, hkk_sidebar, HKK, SIDEBAR, AdwNavigationPage)

void        hkk_sidebar_select          (HkkSidebar  *self,
                                         HkkPlace     place);
void        hkk_sidebar_focus           (HkkSidebar  *self,
                                         HkkPlace     place);
void        hkk_sidebar_set_overview    (HkkSidebar  *self,
                                         HkkOverview *overview);
void        hkk_sidebar_set_portal      (HkkSidebar  *self,
                                         HkkPortal   *portal);
void        hkk_sidebar_set_person_name (HkkSidebar  *self,
                                         const char  *name);
