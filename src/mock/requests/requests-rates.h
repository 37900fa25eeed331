/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forms.h"

/* What an amount abroad comes to in euros. */
gboolean hkk_mock_rates_convert (HkkMockForm *form,
                                 const char  *path,
                                 gint64       at,
                                 gint64      *cents,
                                 char       **words);
