/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-model.h"

G_BEGIN_DECLS

typedef gboolean (*HarnessCondition) (gpointer data);

void          harness_init          (int                *argc,
                                     char             ***argv);
void          harness_wait          (HarnessCondition    condition,
                                     gpointer            data,
                                     const char         *what);
void          harness_settle        (void);
GtkWidget    *harness_find          (gpointer            root,
                                     GType               type,
                                     guint               position);
GtkWidget    *harness_find_button   (gpointer            root,
                                     const char         *label);
gboolean      harness_shows         (gpointer            root,
                                     const char         *text);
GtkWindow    *harness_show          (GtkWidget          *content,
                                     int                 width,
                                     int                 height);
void          harness_shot          (const char         *name);
HkkForm      *harness_form          (void);
HkkFormModel *harness_model         (void);
char         *harness_make_dir      (void);
void          harness_remove_dir    (const char         *dir);

G_END_DECLS
