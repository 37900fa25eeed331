/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-model.h"
#include "hkk-session.h"
#include "test-folder.h"
#include "test-wait.h"

void          harness_init          (int                *argc,
                                     char             ***argv);
GtkWidget    *harness_find          (gpointer            root,
                                     GType               type,
                                     guint               position);
GtkWidget    *harness_find_button   (gpointer            root,
                                     const char         *label);
gboolean      harness_shows         (gpointer            root,
                                     const char         *text);
/* Whether a button is shown that leads to this answer of the help. */
gboolean      harness_helps         (gpointer            root,
                                     const char         *answer);
/* One blue button is shown, and it says LABEL. */
void          harness_assert_primary (gpointer           root,
                                      const char        *label);
void          harness_assert_not_cut (gpointer           root);
GtkWindow    *harness_show          (GtkWidget          *content,
                                     int                 width,
                                     int                 height);
/* Drops the last reference, once what is on its way has given up its own. */
void          harness_finalize      (gpointer            object);
/* How often screen readers were told what has TEXT in it, since the last such question. */
guint         harness_take_said     (const char         *text);
void          harness_shot          (const char         *name);
HkkForm      *harness_form          (void);
HkkFormModel *harness_model         (void);
HkkSession   *harness_session       (void);
