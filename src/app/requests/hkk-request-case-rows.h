/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What belongs to a request, each as a row (transfer floating); the items are those of hkk-request.h. For
 * hkk_row_fill_list(). */
GtkWidget *hkk_request_row_of_step    (gpointer item,
                                       gpointer data);
GtkWidget *hkk_request_row_of_next    (gpointer item,
                                       gpointer data);
GtkWidget *hkk_request_row_of_amount  (gpointer item,
                                       gpointer data);
GtkWidget *hkk_request_row_of_letter  (gpointer item,
                                       gpointer data);
GtkWidget *hkk_request_row_of_message (gpointer item,
                                       gpointer data);
GtkWidget *hkk_request_row_of_file    (gpointer item,
                                       gpointer data);
