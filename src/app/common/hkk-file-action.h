/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-document.h"
#include "hkk-shell.h"

typedef enum
{
  HKK_FILE_ACTION_OPEN,
  HKK_FILE_ACTION_SAVE,
  HKK_FILE_ACTION_PRINT,
  HKK_FILE_ACTION_KEEP,  /* on this computer, encrypted; of a document only */
} HkkFileAction;

void hkk_file_action_run          (HkkShell      *shell,
                                   HkkFileAction  action,
                                   const char    *path,
                                   const char    *name,
                                   GCancellable  *cancellable);
void hkk_file_action_run_document (HkkShell      *shell,
                                   HkkFileAction  action,
                                   HkkDocument   *document,
                                   GCancellable  *cancellable);
GFile *hkk_file_action_make_private (const char  *name,
                                     GError     **error);
void hkk_file_action_offer_folder (AdwToast      *toast,
                                   HkkShell      *shell,
                                   GFile         *file);
void hkk_file_action_sweep        (void);
