/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-profile-section.h"

/* One section of the personal data. Signal "change" when the person wants to change it. */
#define HKK_TYPE_PROFILE_GROUP (hkk_profile_group_get_type ())
G_DECLARE_FINAL_TYPE (HkkProfileGroup, hkk_profile_group, HKK, PROFILE_GROUP, AdwPreferencesGroup)

HkkProfileGroup   *hkk_profile_group_new         (HkkProfileSection *section);
HkkProfileSection *hkk_profile_group_get_section (HkkProfileGroup   *self);
