/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"

/*
 * What the search of the desktop's shell finds of this program: names of pages and forms, which say nothing of
 * anybody, and, while somebody is signed in and nothing is to be hidden, titles of the copy on this computer. What is
 * typed there is not sent to the portal: it may be meant for any program.
 *
 * Signals:
 *   open (const char *action, GVariant *target): a hit was chosen; an action of the window, its target (nullable)
 *   find (const char *text): all that fits is wanted
 */
#define HKK_TYPE_SEARCH_PROVIDER (hkk_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (HkkSearchProvider, hkk_search_provider, HKK, SEARCH_PROVIDER, GObject)

HkkSearchProvider *hkk_search_provider_new            (GApplication       *application);
void               hkk_search_provider_set_portal_url (HkkSearchProvider  *self,
                                                       const char         *url);
void               hkk_search_provider_set_portal     (HkkSearchProvider  *self,
                                                       HkkPortal          *portal);
gboolean           hkk_search_provider_export         (HkkSearchProvider  *self,
                                                       GDBusConnection    *connection,
                                                       const char         *path,
                                                       GError            **error);
void               hkk_search_provider_unexport       (HkkSearchProvider  *self);
