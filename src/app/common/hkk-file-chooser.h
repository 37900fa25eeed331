/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void        hkk_file_chooser_open_async  (GtkWindow            *window,
                                          const char           *title,
                                          const char * const   *media_types,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
GListModel *hkk_file_chooser_open_finish (GAsyncResult         *result,
                                          GError              **error);
void        hkk_file_chooser_save_async  (GtkWindow            *window,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
GFile      *hkk_file_chooser_save_finish (GAsyncResult         *result,
                                          GError              **error);
void        hkk_file_chooser_folder_async  (GtkWindow            *window,
                                            const char           *title,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
GFile      *hkk_file_chooser_folder_finish (GAsyncResult         *result,
                                            GError              **error);
