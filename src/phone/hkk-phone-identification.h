/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-device-client.h"
#include "hkk-phone-process.h"

/* An identification that has begun. It is kept in the keyring, since who has its ids can end it, so that it goes on
 * after the page was left or the program has ended; while no page shows it, its check is looked at from time to time.
 *
 * Signals: changed (): what hkk_phone_identification_get_sentence() says;
 *   ended (): nobody looked, and it has passed or failed, or what had passed is over. */
#define HKK_TYPE_PHONE_IDENTIFICATION (hkk_phone_identification_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneIdentification, hkk_phone_identification, HKK, PHONE_IDENTIFICATION, GObject)

/* FOLDER is the phone's own: what one phone keeps another one does not find. */
HkkPhoneIdentification *hkk_phone_identification_new          (HkkDeviceClient        *client,
                                                               const char             *folder);
/* Looks into the keyring, and asks the portal how it is. */
void                    hkk_phone_identification_start        (HkkPhoneIdentification *self);
void                    hkk_phone_identification_keep         (HkkPhoneIdentification *self,
                                                               HkkPhoneProcess        *process,
                                                               const char             *nect_case,
                                                               const char             *document);
void                    hkk_phone_identification_forget       (HkkPhoneIdentification *self);
/* (nullable): NULL if there is none. */
HkkPhoneProcess        *hkk_phone_identification_get_process  (HkkPhoneIdentification *self);
const char             *hkk_phone_identification_get_case     (HkkPhoneIdentification *self);
const char             *hkk_phone_identification_get_document (HkkPhoneIdentification *self);
/* (nullable): how it is, for who does not look at it; NULL: there is none, or it is looked at. */
const char             *hkk_phone_identification_get_sentence (HkkPhoneIdentification *self);
/* A page shows it as long as WIDGET is mapped. */
void                    hkk_phone_identification_show_in      (HkkPhoneIdentification *self,
                                                               GObject                *widget);
