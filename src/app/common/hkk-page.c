/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-found.h"
#include "hkk-header-bar.h"
#include "hkk-marking.h"
#include "hkk-structure.h"

typedef struct
{
  HkkShell      *shell;      /* Weak (nullable): owns the page's place */
  HkkStatusStack *status;      /* Borrowed (nullable): of the derived class's template */
  GtkLabel       *checked;     /* Borrowed (nullable): of the derived class's template, as the status */
  GtkWidget      *focus;       /* Weak (nullable): what had the focus when the page was left, ... */
  char           *focus_action; /* Owned (nullable): and what it does, by which one that is made anew is found */
  GtkWidget      *heading;     /* (nullable): child of the template */
  GCancellable   *cancellable; /* Owned */
  HkkFound       *found;       /* Owned (nullable) before a search */
  gboolean        search_told; /* aloud, that one can search */
  gboolean        stored;      /* what is shown is the copy on this computer */
  gboolean        loaded;      /* the first reload was asked for */
  gboolean        narrow;      /* there is no room for list and detail side by side */
} HkkPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HkkPage, hkk_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_NARROW = 1,
};

static HkkPagePrivate *
get_private (HkkPage *self)
{
  return hkk_page_get_instance_private (self);
}

static void
load_once (HkkPage *self)
{
  HkkPagePrivate *priv = get_private (self);

  if (priv->loaded || priv->shell == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  hkk_page_reload (self);
}

static void
on_retry (HkkPage *self)
{
  hkk_page_set_state (self, HKK_PAGE_STATE_LOADING);
  hkk_page_reload (self);
}

static void
hkk_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hkk_page_parent_class)->map (widget);
  load_once (HKK_PAGE (widget));
}

static void
hkk_page_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, get_private (HKK_PAGE (object))->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_page_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  if (id == PROP_NARROW)
    get_private (HKK_PAGE (object))->narrow = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_page_dispose (GObject *object)
{
  HkkPagePrivate *priv = get_private (HKK_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  priv->status = NULL;
  priv->checked = NULL;
  g_clear_pointer (&priv->found, hkk_found_free);
  g_clear_weak_pointer (&priv->shell);
  g_clear_weak_pointer (&priv->focus);
  /* First: the template would unparent its one child behind AdwNavigationPage's back. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  G_OBJECT_CLASS (hkk_page_parent_class)->dispose (object);
}

static void
hkk_page_finalize (GObject *object)
{
  g_object_unref (get_private (HKK_PAGE (object))->cancellable);
  g_free (get_private (HKK_PAGE (object))->focus_action);
  G_OBJECT_CLASS (hkk_page_parent_class)->finalize (object);
}

static void
hkk_page_class_init (HkkPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hkk_page_dispose;
  object_class->finalize = hkk_page_finalize;
  object_class->get_property = hkk_page_get_property;
  object_class->set_property = hkk_page_set_property;
  GTK_WIDGET_CLASS (klass)->map = hkk_page_map;
  g_type_ensure (HKK_TYPE_HEADER_BAR); /* in their templates */

  g_object_class_install_property (object_class, PROP_NARROW,
                                   g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
hkk_page_init (HkkPage *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
}

/**
 * hkk_page_get_shell:
 *
 * Returns: (transfer none) (nullable): what shows the page; %NULL when that is gone
 */
HkkShell *
hkk_page_get_shell (HkkPage *self)
{
  g_return_val_if_fail (HKK_IS_PAGE (self), NULL);

  return get_private (self)->shell;
}

/**
 * hkk_page_set_shell:
 * @shell: (nullable): what shows it
 *
 * Gives the page its shell. The page loads when it is first on the screen.
 */
void
hkk_page_set_shell (HkkPage   *self,
                     HkkShell *shell)
{
  g_return_if_fail (HKK_IS_PAGE (self));

  if (g_set_weak_pointer (&get_private (self)->shell, shell))
    load_once (self);
}

/**
 * hkk_page_get_portal:
 *
 * Returns: (transfer none) (nullable): the portal of the page's shell
 */
HkkPortal *
hkk_page_get_portal (HkkPage *self)
{
  HkkShell *shell = hkk_page_get_shell (self);

  return shell != NULL ? hkk_shell_get_portal (shell) : NULL;
}

/**
 * hkk_page_get_cancellable:
 *
 * Returns: (transfer none): cancelled when the page goes; for every call that the page makes
 */
GCancellable *
hkk_page_get_cancellable (HkkPage *self)
{
  g_return_val_if_fail (HKK_IS_PAGE (self), NULL);

  return get_private (self)->cancellable;
}

/**
 * hkk_page_set_status:
 * @status: the stack of the page's template
 *
 * Makes @status the place where the page's state is seen; its "Try again" reloads the page.
 */
void
hkk_page_set_status (HkkPage        *self,
                     HkkStatusStack *status)
{
  g_return_if_fail (HKK_IS_PAGE (self));
  g_return_if_fail (HKK_IS_STATUS_STACK (status));

  get_private (self)->status = status;
  g_signal_connect_object (status, "retry", G_CALLBACK (on_retry), self, G_CONNECT_SWAPPED);
}

/**
 * hkk_page_get_state:
 *
 * Returns: what the page shows
 */
HkkPageState
hkk_page_get_state (HkkPage *self)
{
  g_return_val_if_fail (HKK_IS_PAGE (self), HKK_PAGE_STATE_LOADING);

  return get_private (self)->status != NULL ? hkk_status_stack_get_state (get_private (self)->status)
                                            : HKK_PAGE_STATE_CONTENT;
}

/**
 * hkk_page_set_state:
 * @state: what to show
 */
void
hkk_page_set_state (HkkPage      *self,
                    HkkPageState  state)
{
  g_return_if_fail (HKK_IS_PAGE (self));

  if (get_private (self)->status != NULL)
    hkk_status_stack_set_state (get_private (self)->status, state);
}

/**
 * hkk_page_set_checked:
 * @checked: a label of the page's template
 *
 * Makes @checked the place where it is seen how old the page's content is.
 */
void
hkk_page_set_checked (HkkPage  *self,
                      GtkLabel *checked)
{
  g_return_if_fail (HKK_IS_PAGE (self));
  g_return_if_fail (GTK_IS_LABEL (checked));

  get_private (self)->checked = checked;
  gtk_widget_set_visible (GTK_WIDGET (checked), FALSE);
}

/**
 * hkk_page_say_checked:
 * @at: (nullable): when the portal said what is shown; %NULL for now
 * @stored: whether it is the copy on this computer
 */
void
hkk_page_say_checked (HkkPage   *self,
                      GDateTime *at,
                      gboolean   stored)
{
  HkkPagePrivate *priv = get_private (self);
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autofree char *text = NULL;

  g_return_if_fail (HKK_IS_PAGE (self));

  priv->stored = stored;
  if (priv->checked == NULL)
    return;
  text = stored ? hkk_format_stored (at != NULL ? at : now) : hkk_format_checked (at != NULL ? at : now);
  gtk_label_set_label (priv->checked, text);
  gtk_widget_set_visible (GTK_WIDGET (priv->checked), TRUE);
}

/**
 * hkk_page_is_stored:
 *
 * Returns: whether the page shows the copy on this computer, and is to be loaded when the portal can be asked
 */
gboolean
hkk_page_is_stored (HkkPage *self)
{
  g_return_val_if_fail (HKK_IS_PAGE (self), FALSE);

  return get_private (self)->stored;
}

/**
 * hkk_page_shows_nothing:
 *
 * Returns: whether nothing was there to be shown yet, so that a copy will do
 */
gboolean
hkk_page_shows_nothing (HkkPage *self)
{
  HkkPageState state;

  g_return_val_if_fail (HKK_IS_PAGE (self), FALSE);

  state = hkk_page_get_state (self);
  return state != HKK_PAGE_STATE_CONTENT && state != HKK_PAGE_STATE_EMPTY;
}

/* A failure is said once: while the portal cannot be used, the window's banner does it for all pages. */
static gboolean
is_said_by_banner (HkkShell     *shell,
                   const GError *error)
{
  HkkPortal *portal = shell != NULL ? hkk_shell_get_portal (shell) : NULL;

  return hkk_portal_error_is_transport (error) && portal != NULL && !hkk_portal_get_online (portal);
}

/**
 * hkk_page_show_error:
 * @error: (nullable): what went wrong; a cancel is none
 *
 * Tells the person. What is on the screen stays there and the error comes as a toast; a page that shows nothing yet
 * shows the error itself.
 */
void
hkk_page_show_error (HkkPage      *self,
                     const GError *error)
{
  HkkPagePrivate *priv = get_private (self);

  g_return_if_fail (HKK_IS_PAGE (self));

  if (error == NULL || hkk_error_is_cancel (error))
    return;
  if (priv->status != NULL && hkk_page_shows_nothing (self))
    {
      if (is_said_by_banner (priv->shell, error))
        hkk_status_stack_set_state (priv->status, HKK_PAGE_STATE_OFFLINE);
      else
        hkk_status_stack_set_error (priv->status, error);
    }
  else if (priv->shell != NULL && !is_said_by_banner (priv->shell, error) && !hkk_error_is_answer (error) &&
           !g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED))
    {
      /* A session that ended is said by the sign-in over the page. */
      hkk_shell_say_error (priv->shell, error);
    }
}

/**
 * hkk_page_show_part_error:
 * @part: where a part of the page would be, of which nothing is there
 * @error: why
 * @missing: what is not on this computer then: “This request is not on this computer”
 * @kept: a sentence that says what is
 *
 * Tells the person. While the portal cannot be used, what is missing is not kept here; the page loads, with its part,
 * as soon as it can.
 */
void
hkk_page_show_part_error (HkkPage        *self,
                          HkkStatusStack *part,
                          const GError   *error,
                          const char     *missing,
                          const char     *kept)
{
  HkkPagePrivate *priv = NULL;
  const HkkLead *lead = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (HKK_IS_PAGE (self));
  g_return_if_fail (error != NULL);

  priv = get_private (self);
  if (!is_said_by_banner (priv->shell, error))
    {
      hkk_status_stack_set_error (part, error);
      return;
    }
  if (!hkk_portal_get_keeps_copy (hkk_page_get_portal (self)))
    {
      kept = _("You chose in the preferences to keep no copy on this computer.");
      lead = hkk_lead_find ("preferences");
    }
  text = g_strjoin (" ", kept, _("It appears by itself as soon as the portal can be used again."), NULL);
  hkk_status_stack_set_missing (part, missing, text, lead);
  priv->stored = TRUE;
}

/**
 * hkk_page_take:
 * @loaded: (nullable): what was loaded
 * @error: (nullable): why nothing was
 *
 * For the end of each load. The page shows the error; when it is gone itself, nothing is touched.
 *
 * Returns: whether there is a page and something to show in it
 */
gboolean
hkk_page_take (HkkPage       *self,
               gconstpointer  loaded,
               const GError  *error)
{
  g_return_val_if_fail (HKK_IS_PAGE (self), FALSE);

  if (get_private (self)->shell == NULL)
    return FALSE;
  if (loaded == NULL)
    hkk_page_show_error (self, error);
  return loaded != NULL;
}

/**
 * hkk_page_take_list:
 * @list: a list whose state changed
 *
 * As hkk_page_take(), for what loads by and by.
 *
 * Returns: whether there is something to show
 */
gboolean
hkk_page_take_list (HkkPage      *self,
                    HkkPagedList *list)
{
  HkkPagedListState state;

  g_return_val_if_fail (HKK_IS_PAGE (self), FALSE);
  g_return_val_if_fail (HKK_IS_PAGED_LIST (list), FALSE);

  state = hkk_paged_list_get_state (list);
  if (state == HKK_PAGED_LIST_ERROR)
    hkk_page_show_error (self, hkk_paged_list_get_error (list));
  if (state == HKK_PAGED_LIST_READY && hkk_paged_list_get_checked_at (list) != NULL)
    hkk_page_say_checked (self, hkk_paged_list_get_checked_at (list), hkk_paged_list_get_stored (list));
  return state == HKK_PAGED_LIST_READY;
}

/**
 * hkk_page_show_list:
 * @list: what it is about
 *
 * Shows the page's content, or that there is nothing.
 */
void
hkk_page_show_list (HkkPage    *self,
                    GListModel *list)
{
  g_return_if_fail (HKK_IS_PAGE (self));
  g_return_if_fail (G_IS_LIST_MODEL (list));

  hkk_page_set_state (self, g_list_model_get_n_items (list) > 0 ? HKK_PAGE_STATE_CONTENT : HKK_PAGE_STATE_EMPTY);
}

/**
 * hkk_page_reload:
 *
 * Loads what the page shows anew. What is shown stays until the answer.
 */
void
hkk_page_reload (HkkPage *self)
{
  g_return_if_fail (HKK_IS_PAGE (self));

  if (hkk_page_get_portal (self) == NULL)
    return;
  get_private (self)->loaded = TRUE;
  if (HKK_PAGE_GET_CLASS (self)->reload != NULL)
    HKK_PAGE_GET_CLASS (self)->reload (self);
}

/**
 * hkk_page_event:
 * @type: (nullable): what changed, as the feed calls it; %NULL for anything
 * @id: (nullable): its id
 * @status: (nullable): its new state
 *
 * Tells a page that has loaded before that something changed at the portal.
 */
void
hkk_page_event (HkkPage    *self,
                const char *type,
                const char *id,
                const char *status)
{
  g_return_if_fail (HKK_IS_PAGE (self));

  if (get_private (self)->loaded && HKK_PAGE_GET_CLASS (self)->event != NULL)
    HKK_PAGE_GET_CLASS (self)->event (self, type, id, status);
}

/* (transfer full) (nullable) */
static char *
dup_action (GtkWidget *widget)
{
  GtkActionable *actionable = GTK_IS_ACTIONABLE (widget) ? GTK_ACTIONABLE (widget) : NULL;
  const char *name = actionable != NULL ? gtk_actionable_get_action_name (actionable) : NULL;

  return name != NULL ? g_action_print_detailed_name (name, gtk_actionable_get_action_target_value (actionable)) : NULL;
}

/* (transfer none) (nullable) */
static GtkWidget *
find_action (GtkWidget  *widget,
             const char *detailed)
{
  g_autofree char *own = dup_action (widget);
  GtkWidget *found = NULL;

  if (g_strcmp0 (own, detailed) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && gtk_widget_get_child_visible (child))
      found = find_action (child, detailed);
  return found;
}

/**
 * hkk_page_keep_focus:
 *
 * Remembers where in the page the focus is: it is left for another page, or what has it is made anew. A list remembers
 * its row itself.
 *
 * Returns: whether it is in the page
 */
gboolean
hkk_page_keep_focus (HkkPage *self)
{
  HkkPagePrivate *priv = NULL;
  GtkRoot *root = NULL;
  GtkWidget *focus = NULL, *list = NULL;

  g_return_val_if_fail (HKK_IS_PAGE (self), FALSE);

  priv = get_private (self);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return FALSE;
  list = gtk_widget_get_parent (focus);
  g_set_weak_pointer (&priv->focus, GTK_IS_LIST_BASE (list) ? list : focus);
  g_free (priv->focus_action);
  priv->focus_action = dup_action (focus);
  return TRUE;
}

/**
 * hkk_page_give_focus:
 *
 * The page is left for another one in its place: where the focus is in it is remembered.
 */
void
hkk_page_give_focus (HkkPage *self)
{
  g_return_if_fail (HKK_IS_PAGE (self));

  /* The toolkit would move it out of what is hidden later, from where it is by then to what follows. */
  if (hkk_page_keep_focus (self))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
}

/**
 * hkk_page_set_heading:
 * @heading: what of the page is read first
 *
 * Where the page shows it, what shows begins with it, and not with the first that can be pressed.
 */
void
hkk_page_set_heading (HkkPage  *self,
                      GtkLabel *heading)
{
  g_return_if_fail (HKK_IS_PAGE (self));
  g_return_if_fail (GTK_IS_LABEL (heading));

  get_private (self)->heading = GTK_WIDGET (heading);
}

/**
 * hkk_page_take_focus:
 *
 * The focus goes to where it was when the page was left, as far as that is still there or there again, else to the
 * beginning of what the page shows. What has not loaded yet takes it when it has.
 */
void
hkk_page_take_focus (HkkPage *self)
{
  HkkPagePrivate *priv = NULL;
  GtkWidget *again = NULL;

  g_return_if_fail (HKK_IS_PAGE (self));

  priv = get_private (self);
  if (priv->focus != NULL && gtk_widget_is_ancestor (priv->focus, GTK_WIDGET (self)) &&
      gtk_widget_grab_focus (priv->focus))
    return;
  if (priv->focus_action != NULL)
    again = find_action (GTK_WIDGET (self), priv->focus_action);
  if (again != NULL && gtk_widget_grab_focus (again))
    return;
  if (priv->heading != NULL && gtk_widget_get_mapped (priv->heading))
    hkk_structure_focus (priv->heading);
  else if (priv->status != NULL)
    hkk_status_stack_take_focus (priv->status);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * hkk_page_take_focus_from:
 * @passing: (nullable): what has the focus meanwhile, as the way back in the page's header bar
 *
 * The page was just opened: the focus goes to the beginning of what it shows, when that has loaded.
 */
void
hkk_page_take_focus_from (HkkPage   *self,
                          GtkWidget *passing)
{
  HkkPagePrivate *priv = NULL;

  g_return_if_fail (HKK_IS_PAGE (self));

  priv = get_private (self);
  if (priv->status != NULL)
    hkk_status_stack_take_focus_from (priv->status, passing);
}

/**
 * hkk_page_start_search:
 *
 * Returns: whether the page has a search entry; it has the focus now
 */
gboolean
hkk_page_start_search (HkkPage *self)
{
  g_return_val_if_fail (HKK_IS_PAGE (self), FALSE);

  return HKK_PAGE_GET_CLASS (self)->start_search != NULL && HKK_PAGE_GET_CLASS (self)->start_search (self);
}

/**
 * hkk_page_open_search:
 * @bar: what is folded away while nothing is looked for
 * @entry: the entry in it
 *
 * Unfolds @bar, and puts the focus into @entry.
 */
void
hkk_page_open_search (HkkPage        *self,
                      GtkSearchBar   *bar,
                      GtkSearchEntry *entry)
{
  HkkPagePrivate *priv = NULL;

  g_return_if_fail (HKK_IS_PAGE (self));

  priv = get_private (self);
  gtk_search_bar_set_search_mode (bar, TRUE);
  hkk_marking_take (GTK_EDITABLE (entry));
  /* The toolkit does not tell of the focus in what it never showed before. */
  if (!priv->search_told)
    hkk_announce (GTK_WIDGET (self), _("Search. Type what you are looking for."));
  priv->search_told = TRUE;
}

/**
 * hkk_page_say_found:
 * @text: what is looked for on this page
 * @n: how many there are
 *
 * Tells who does not see it what the page's search has found.
 */
void
hkk_page_say_found (HkkPage    *self,
                    const char *text,
                    guint       n)
{
  HkkPagePrivate *priv = NULL;

  g_return_if_fail (HKK_IS_PAGE (self));

  priv = get_private (self);
  if (priv->found == NULL)
    priv->found = hkk_found_new (GTK_WIDGET (self));
  hkk_found_say (priv->found, text, n);
}

/**
 * hkk_page_open:
 * @id: of a request, message or document, or of a section of the profile
 *
 * Shows the one thing; at once, or when it is there.
 */
void
hkk_page_open (HkkPage    *self,
               const char *id)
{
  g_return_if_fail (HKK_IS_PAGE (self));
  g_return_if_fail (id != NULL && HKK_PAGE_GET_CLASS (self)->open != NULL);

  HKK_PAGE_GET_CLASS (self)->open (self, id);
}
