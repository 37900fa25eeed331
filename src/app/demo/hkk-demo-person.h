/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* An invented person of the demo, to sign in with one click. */
#define HKK_TYPE_DEMO_PERSON (hkk_demo_person_get_type ())
G_DECLARE_FINAL_TYPE (HkkDemoPerson, hkk_demo_person, HKK, DEMO_PERSON, GObject)

HkkDemoPerson *hkk_demo_person_new          (const char    *name,
                                             const char    *number,
                                             const char    *password,
                                             const char    *pin,
                                             const char    *text);
const char    *hkk_demo_person_get_name     (HkkDemoPerson *self);
const char    *hkk_demo_person_get_number   (HkkDemoPerson *self);
const char    *hkk_demo_person_get_password (HkkDemoPerson *self);
const char    *hkk_demo_person_get_pin      (HkkDemoPerson *self); /* (nullable) */
const char    *hkk_demo_person_get_text     (HkkDemoPerson *self); /* (nullable): what is special about this one */
