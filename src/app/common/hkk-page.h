/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-paged-list.h"
#include "hkk-shell.h"
#include "hkk-status-stack.h"

#define HKK_TYPE_PAGE (hkk_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HkkPage, hkk_page, HKK, PAGE, AdwNavigationPage)

/**
 * HkkPageClass:
 * @reload: loads what the page shows anew; called at the first map, by "Try again" and when the connection is back
 * @event: something of @type ("approval", "request", "message", "document", "session", "profile", "device") changed;
 *   @id and @status may be %NULL. @type %NULL: anything may have changed.
 * @start_search: shows the page's search entry; %FALSE if it has none
 * @open: shows the thing of this id, or the section's form
 */
struct _HkkPageClass
{
  AdwNavigationPageClass parent_class;

  void     (*reload)       (HkkPage    *self);
  void     (*event)        (HkkPage    *self,
                            const char *type,
                            const char *id,
                            const char *status);
  gboolean (*start_search) (HkkPage    *self);
  void     (*open)         (HkkPage    *self,
                            const char *id);
};

HkkShell      *hkk_page_get_shell       (HkkPage        *self);
void           hkk_page_set_shell       (HkkPage        *self,
                                         HkkShell      *shell);
HkkPortal     *hkk_page_get_portal      (HkkPage        *self);
GCancellable  *hkk_page_get_cancellable (HkkPage        *self);

void           hkk_page_set_status      (HkkPage        *self,
                                         HkkStatusStack *status);
HkkPageState   hkk_page_get_state       (HkkPage        *self);
void           hkk_page_set_state       (HkkPage        *self,
                                         HkkPageState    state);
void           hkk_page_show_error      (HkkPage        *self,
                                         const GError   *error);

void           hkk_page_show_part_error (HkkPage        *self,
                                         HkkStatusStack *part,
                                         const GError   *error,
                                         const char     *missing,
                                         const char     *kept);

/* How old what is shown is, in one place. */
void           hkk_page_set_checked     (HkkPage        *self,
                                         GtkLabel       *checked);
void           hkk_page_say_checked     (HkkPage        *self,
                                         GDateTime      *at,
                                         gboolean        stored);
gboolean       hkk_page_is_stored       (HkkPage        *self);
gboolean       hkk_page_shows_nothing   (HkkPage        *self);

/* How each load of a page ends. */
gboolean       hkk_page_take            (HkkPage        *self,
                                         gconstpointer   loaded,
                                         const GError   *error);
gboolean       hkk_page_take_list       (HkkPage        *self,
                                         HkkPagedList   *list);
void           hkk_page_show_list       (HkkPage        *self,
                                         GListModel     *list);

void           hkk_page_reload          (HkkPage        *self);
void           hkk_page_event           (HkkPage        *self,
                                         const char     *type,
                                         const char     *id,
                                         const char     *status);
gboolean       hkk_page_keep_focus      (HkkPage        *self);
void           hkk_page_give_focus      (HkkPage        *self);
void           hkk_page_set_heading     (HkkPage        *self,
                                         GtkLabel       *heading);
void           hkk_page_take_focus      (HkkPage        *self);
void           hkk_page_take_focus_from (HkkPage        *self,
                                         GtkWidget      *passing);
gboolean       hkk_page_start_search    (HkkPage        *self);
void           hkk_page_open_search     (HkkPage        *self,
                                         GtkSearchBar   *bar,
                                         GtkSearchEntry *entry);
void           hkk_page_say_found       (HkkPage        *self,
                                         const char     *text,
                                         guint           n);
void           hkk_page_open            (HkkPage        *self,
                                         const char     *id);
