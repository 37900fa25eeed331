/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A PDF of one empty page, as it can be handed in. */
#define TEST_PDF "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" \
  "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" \
  "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n" \
  "trailer << /Root 1 0 R /Size 4 >>\n%%EOF\n"

/* JPEG, with a note of the camera how it was turned (EXIF orientation, 1 to 8). (transfer full) */
GBytes *test_turn_jpeg (GBytes *jpeg,
                        guint8  orientation);

/* A new folder for what a test writes. (transfer full) */
char *test_make_folder   (void);
/* With all that is in it; a link is removed, not followed. */
void  test_remove_folder (const char *folder);
