/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal-error.h"

GError *hkk_portal_error_new          (HkkPortalError    code,
                                       const char       *message);
GError *hkk_portal_error_new_problem  (HkkProblem       *problem);
GError *hkk_portal_error_from_network (const GError     *network);
gboolean hkk_portal_error_is_code     (const GError     *error,
                                       const char       *code);
gint64  hkk_portal_error_retry_after  (const GError     *error);
HkkProblem *hkk_problem_new           (const char       *code,
                                       guint             status,
                                       gint64            retry_after);
void    hkk_problem_set_retry_after   (HkkProblem       *self,
                                       gint64            seconds);
void    hkk_problem_set_status        (HkkProblem       *self,
                                       guint             status);
