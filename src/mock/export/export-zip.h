/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* A ZIP file in memory. Errors are sticky: finish () then gives NULL. */
typedef struct _HkkMockZip HkkMockZip;

HkkMockZip *hkk_mock_zip_new      (void);
void        hkk_mock_zip_add      (HkkMockZip  *self,
                                   const char  *path,
                                   GBytes      *bytes,
                                   gint64       at); /* unix ms */
void        hkk_mock_zip_add_text (HkkMockZip  *self,
                                   const char  *path,
                                   const char  *text,
                                   gint64       at);
/* (transfer full) (nullable) */
GBytes     *hkk_mock_zip_finish   (HkkMockZip  *self);
void        hkk_mock_zip_free     (HkkMockZip  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockZip, hkk_mock_zip_free)
