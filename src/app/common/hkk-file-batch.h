/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"

void hkk_file_batch_save  (HkkShell     *shell,
                           GPtrArray    *documents,
                           GCancellable *cancellable);
void hkk_file_batch_print (HkkShell     *shell,
                           GPtrArray    *documents,
                           GCancellable *cancellable);
