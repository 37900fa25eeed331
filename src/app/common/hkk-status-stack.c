/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-status-stack.h"

#include <glib/gi18n.h>

#include "hkk-descendant.h"
#include "hkk-error-text.h"
#include "hkk-portal-error.h"
#include "hkk-row.h"
#include "hkk-skeleton.h"

struct _HkkStatusStack
{
  AdwBin         parent_instance;

  GtkStack      *stack;
  AdwBin        *content_bin;
  AdwStatusPage *empty_page;
  GtkButton     *empty_button;
  AdwStatusPage *problem_page;
  GtkButton     *retry_button;
  GtkButton     *help_button;
  GtkButton     *way_button;   /* to what the text names */

  GtkWidget     *passing; /* Weak (nullable): has the focus while what is shown cannot have it yet */
  gboolean       anew;    /* what is shown is to have it, and not the way back from it */
  HkkPageState   state;
};

G_DEFINE_FINAL_TYPE (HkkStatusStack, hkk_status_stack, ADW_TYPE_BIN)

typedef enum
{
  PROP_CONTENT = 1,
  PROP_EMPTY_ICON,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_TEXT,
  PROP_EMPTY_BUTTON,
  PROP_EMPTY_ACTION,
} HkkStatusStackProperty;

static GParamSpec *properties[PROP_EMPTY_ACTION + 1];

enum
{
  SIGNAL_RETRY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Weak (nullable): what the person has opened with the keyboard, until it takes the focus. A list beside it that loads
 * meanwhile leaves the focus to it. */
static HkkStatusStack *opened;

static void
on_retry_clicked (HkkStatusStack *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static const char * const child_of_state[] = {
  [HKK_PAGE_STATE_LOADING] = "loading",
  [HKK_PAGE_STATE_CONTENT] = "content",
  [HKK_PAGE_STATE_EMPTY] = "empty",
  [HKK_PAGE_STATE_OFFLINE] = "problem",
  [HKK_PAGE_STATE_ERROR] = "problem",
};

static void
show_offline (HkkStatusStack *self)
{
  adw_status_page_set_icon_name (self->problem_page, "network-offline-symbolic");
  adw_status_page_set_title (self->problem_page, _("Not loaded yet"));
  adw_status_page_set_description (self->problem_page,
                                   _("This page loads by itself as soon as the portal can be used again."));
}

static void
set_empty_button (HkkStatusStack *self,
                  const char     *label)
{
  gtk_button_set_label (self->empty_button, label != NULL ? label : "");
  hkk_button_wrap (self->empty_button);
  /* It may have what was typed. */
  gtk_label_set_wrap_mode (GTK_LABEL (gtk_button_get_child (self->empty_button)), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), label != NULL && *label);
}

/* Descriptions are markup, and in one may be what the person typed. */
static void
describe (AdwStatusPage *page,
          const char    *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_description (page, escaped);
}

/* The target comes first: the toolkit warns of an action that is without its own for a moment. */
static void
set_empty_action (HkkStatusStack *self,
                  const char     *detailed)
{
  GtkActionable *button = GTK_ACTIONABLE (self->empty_button);
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (detailed == NULL || !g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return;
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

static void
hkk_status_stack_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HkkStatusStack *self = HKK_STATUS_STACK (object);

  switch ((HkkStatusStackProperty) id)
    {
    case PROP_CONTENT:
      adw_bin_set_child (self->content_bin, g_value_get_object (value));
      break;
    case PROP_EMPTY_ICON:
      adw_status_page_set_icon_name (self->empty_page, g_value_get_string (value));
      break;
    case PROP_EMPTY_TITLE:
      adw_status_page_set_title (self->empty_page, g_value_get_string (value));
      break;
    case PROP_EMPTY_TEXT:
      describe (self->empty_page, g_value_get_string (value));
      break;
    case PROP_EMPTY_BUTTON:
      set_empty_button (self, g_value_get_string (value));
      break;
    case PROP_EMPTY_ACTION:
      set_empty_action (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_status_stack_dispose (GObject *object)
{
  g_clear_weak_pointer (&HKK_STATUS_STACK (object)->passing);

  G_OBJECT_CLASS (hkk_status_stack_parent_class)->dispose (object);
}

static void
hkk_status_stack_class_init (HkkStatusStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = hkk_status_stack_dispose;
  object_class->set_property = hkk_status_stack_set_property;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_EMPTY_ICON] = g_param_spec_string ("empty-icon", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_BUTTON] = g_param_spec_string ("empty-button", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_ACTION] = g_param_spec_string ("empty-action", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_RETRY] = g_signal_new ("retry", HKK_TYPE_STATUS_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  g_type_ensure (HKK_TYPE_SKELETON);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-status-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, content_bin);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, empty_page);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, empty_button);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, problem_page);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, retry_button);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, help_button);
  gtk_widget_class_bind_template_child (widget_class, HkkStatusStack, way_button);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
}

static void
hkk_status_stack_init (HkkStatusStack *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_status_stack_get_state:
 *
 * Returns: what it shows
 */
HkkPageState
hkk_status_stack_get_state (HkkStatusStack *self)
{
  g_return_val_if_fail (HKK_IS_STATUS_STACK (self), HKK_PAGE_STATE_LOADING);

  return self->state;
}

static void
scroll_to_top (HkkStatusStack *self)
{
  GtkWidget *scroller = hkk_descendant_find (GTK_WIDGET (self->content_bin), GTK_TYPE_SCROLLED_WINDOW);

  if (scroller != NULL)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 0);
}

/* A list scrolls to its first row, and what stands above that is no row: it would stay out of sight. */
static gboolean
on_scrolled (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  scroll_to_top (HKK_STATUS_STACK (widget));
  return G_SOURCE_REMOVE;
}

/* What is open over a page finds its focus itself. */
static gboolean
is_below_dialog (GtkWidget *widget,
                 GtkRoot   *root)
{
  return ADW_IS_APPLICATION_WINDOW (root) && gtk_widget_get_ancestor (widget, ADW_TYPE_DIALOG) == NULL &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
}

/* Where the toolkit puts the focus when a page comes that has nothing else yet. */
static gboolean
is_way_back (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL;
}

static gboolean
can_take_focus (HkkStatusStack *self,
                GtkRoot        *root)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus != NULL && focus != self->passing && !(self->anew && is_way_back (focus)))
    return FALSE;
  if (opened != NULL && opened != self && gtk_widget_get_mapped (GTK_WIDGET (opened)))
    return FALSE;
  return !is_below_dialog (widget, root);
}

/* A list knows its rows once it has been laid out. */
static gboolean
on_laid_out (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  HkkStatusStack *self = HKK_STATUS_STACK (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL || !gtk_widget_get_mapped (widget) || self->state == HKK_PAGE_STATE_LOADING)
    return G_SOURCE_REMOVE;
  if (can_take_focus (self, root) && gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD))
    gtk_widget_add_tick_callback (widget, on_scrolled, NULL, NULL);
  if (opened == self)
    g_clear_weak_pointer (&opened);
  g_clear_weak_pointer (&self->passing);
  self->anew = FALSE;
  return G_SOURCE_REMOVE;
}

/**
 * hkk_status_stack_take_focus:
 *
 * If the focus is nowhere it goes to the beginning of what is shown, as soon as that has loaded.
 */
void
hkk_status_stack_take_focus (HkkStatusStack *self)
{
  g_return_if_fail (HKK_IS_STATUS_STACK (self));

  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_laid_out, NULL, NULL);
}

/**
 * hkk_status_stack_take_focus_from:
 * @passing: (nullable): what has the focus meanwhile; the person who has gone on from there stays where they are
 *
 * The focus goes from @passing to the beginning of what is shown, as soon as that has loaded.
 */
void
hkk_status_stack_take_focus_from (HkkStatusStack *self,
                                  GtkWidget      *passing)
{
  g_return_if_fail (HKK_IS_STATUS_STACK (self));

  g_set_weak_pointer (&self->passing, passing);
  hkk_status_stack_take_focus (self);
}

/* What the person did last. Whether the toolkit shows the focus is no answer: it hides it after three seconds. */
static gboolean
was_key (GtkWidget *widget)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *keys = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;

  return keys != NULL && (pointer == NULL || gdk_device_get_timestamp (keys) > gdk_device_get_timestamp (pointer));
}

/* At what was shown here before, or at what is hidden now because this takes its place: the toolkit would let it go on
 * from there, out of the page. */
static gboolean
is_focus_stale (GtkWidget *widget,
                GtkWidget *focus)
{
  GtkWidget *split = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_SPLIT_VIEW);

  return (focus != NULL && gtk_widget_is_ancestor (focus, widget)) ||
         (split != NULL && adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
}

/**
 * hkk_status_stack_follow_keys:
 *
 * What is shown here is about to be opened from a list, or by what was found. Who uses the keyboard goes along as soon
 * as it has loaded, but for who has gone on meanwhile; who uses the mouse stays in the list, where that is still seen.
 */
void
hkk_status_stack_follow_keys (HkkStatusStack *self)
{
  GtkRoot *root = NULL;

  g_return_if_fail (HKK_IS_STATUS_STACK (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root == NULL)
    return;
  self->anew = is_focus_stale (GTK_WIDGET (self), gtk_root_get_focus (root));
  if (self->anew)
    gtk_root_set_focus (root, NULL);
  else if (!was_key (GTK_WIDGET (self)))
    return;
  g_set_weak_pointer (&opened, self);
  hkk_status_stack_take_focus_from (self, gtk_root_get_focus (root));
}

/**
 * hkk_status_stack_set_state:
 * @state: what to show
 *
 * Shows another state. The texts of an error come from hkk_status_stack_set_error().
 */
void
hkk_status_stack_set_state (HkkStatusStack *self,
                            HkkPageState    state)
{
  g_return_if_fail (HKK_IS_STATUS_STACK (self));

  if (self->state == state)
    return;
  self->state = state;
  gtk_widget_set_visible (GTK_WIDGET (self->way_button), FALSE);
  if (state == HKK_PAGE_STATE_OFFLINE)
    show_offline (self);
  gtk_stack_set_visible_child_name (self->stack, child_of_state[state]);
  hkk_status_stack_take_focus (self);
}

/**
 * hkk_status_stack_set_missing:
 * @title: what is not here
 * @text: what is, and what the person can do, plain text
 * @lead: (nullable): where what @text names is
 *
 * Shows that something is not here while the portal cannot be asked for it.
 */
void
hkk_status_stack_set_missing (HkkStatusStack *self,
                              const char     *title,
                              const char     *text,
                              const HkkLead  *lead)
{
  g_return_if_fail (HKK_IS_STATUS_STACK (self));
  g_return_if_fail (title != NULL && text != NULL);

  hkk_status_stack_set_state (self, HKK_PAGE_STATE_OFFLINE);
  adw_status_page_set_title (self->problem_page, title);
  describe (self->problem_page, text);
  if (lead != NULL)
    {
      hkk_lead_set (lead, GTK_ACTIONABLE (self->way_button));
      gtk_button_set_label (self->way_button, _(lead->label));
      hkk_button_wrap (self->way_button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->way_button), lead != NULL);
}

/**
 * hkk_status_stack_begin:
 *
 * The content is another one than before, of another thing: it is read from its top, whatever place the one before had
 * been left at.
 */
void
hkk_status_stack_begin (HkkStatusStack *self)
{
  GtkRoot *root = NULL;
  GtkWidget *focus = NULL;
  GtkWidget *page = NULL;

  g_return_if_fail (HKK_IS_STATUS_STACK (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  page = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_PAGE);
  if (focus != NULL && page != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->content_bin)))
    {
      gtk_root_set_focus (root, NULL);
      gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
    }
  scroll_to_top (self);
}

/**
 * hkk_status_stack_set_error:
 * @error: what went wrong
 *
 * Shows @error in words with a "Try again": as offline if there is no network, else as an error.
 */
void
hkk_status_stack_set_error (HkkStatusStack *self,
                            const GError   *error)
{
  HkkErrorText text;

  g_return_if_fail (HKK_IS_STATUS_STACK (self));
  g_return_if_fail (error != NULL);

  if (hkk_error_is_offline (error))
    {
      hkk_status_stack_set_state (self, HKK_PAGE_STATE_OFFLINE);
      return;
    }
  hkk_error_text_init (&text, error);
  hkk_button_set_answer (self->help_button, hkk_error_get_answer (error));
  gtk_button_set_label (self->retry_button, g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP)
                                              /* TRANSLATORS: Button: asks the keyring once more */
                                              ? _("Ask _again") : _("_Try again"));
  adw_status_page_set_icon_name (self->problem_page, text.icon_name);
  adw_status_page_set_title (self->problem_page, text.title);
  adw_status_page_set_description (self->problem_page, text.text);
  g_free (text.text);
  hkk_status_stack_set_state (self, HKK_PAGE_STATE_ERROR);
}
