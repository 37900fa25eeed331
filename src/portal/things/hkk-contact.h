/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* When somebody is there. Properties: days, times (strings, in words). */
#define HKK_TYPE_CONTACT_HOURS (hkk_contact_hours_get_type ())
G_DECLARE_FINAL_TYPE (HkkContactHours, hkk_contact_hours, HKK, CONTACT_HOURS, HkkThing)

/* A form that belongs beside the contact. Properties: id, title (strings). */
#define HKK_TYPE_CONTACT_FORM (hkk_contact_form_get_type ())
G_DECLARE_FINAL_TYPE (HkkContactForm, hkk_contact_form, HKK, CONTACT_FORM, HkkThing)

/* How to reach the insurer. Properties: name, phone (E.164, nullable), phone-text (nullable), web (nullable) (strings),
 * address (strv, lines), hours (GListModel of HkkContactHours), forms (GListModel of HkkContactForm). */
#define HKK_TYPE_CONTACT (hkk_contact_get_type ())
G_DECLARE_FINAL_TYPE (HkkContact, hkk_contact, HKK, CONTACT, HkkThing)

/* Without a connection the copy of the last time will do. */
void        hkk_contact_load_async  (HkkPortal            *portal,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              data);
HkkContact *hkk_contact_load_finish (HkkPortal            *portal,
                                     GAsyncResult         *result,
                                     GError              **error);
