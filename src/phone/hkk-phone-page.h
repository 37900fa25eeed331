/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-device-client.h"
#include "hkk-phone-host.h"

/* What the pages have in common. A page has a template; what waits for an answer is cancelled when it goes. */
typedef struct
{
  AdwNavigationPage  parent_instance;

  HkkDeviceClient   *client;      /* Owned (nullable) */
  HkkPhoneHost      *host;        /* Owned (nullable) */
  GCancellable      *cancellable; /* Owned */
  GtkWidget         *focus;       /* Weak (nullable): what gets it when the page is seen */
} HkkPhonePage;

typedef struct
{
  AdwNavigationPageClass parent_class;
} HkkPhonePageClass;

#define HKK_TYPE_PHONE_PAGE (hkk_phone_page_get_type ())
GType hkk_phone_page_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkPhonePage, g_object_unref)

/* CLIENT and HOST are nullable. */
gpointer hkk_phone_page_new (GType            type,
                             HkkDeviceClient *client,
                             HkkPhoneHost    *host);

/* Gives the focus to what is on a page: at once, or when the page is seen (again), which the help may lie over. */
void hkk_phone_page_focus (GtkWidget *widget);

/* Whether somebody is signed in. Who is not is told: a locked device is signed in on again over SELF, others from the
 * start. */
gboolean hkk_phone_page_check_sign_in (HkkPhonePage *self);
