/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-profile-section.h"

GtkWidget *hkk_profile_group_new (HkkProfileSection *section);
