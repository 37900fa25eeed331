/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-message-view.h"

#include <glib/gi18n.h>

#include "hkk-contact-view.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-lead.h"
#include "hkk-message-card.h"
#include "hkk-message-form.h"
#include "hkk-offer.h"
#include "hkk-page.h"
#include "hkk-row.h"

struct _HkkMessageView
{
  AdwBin          parent_instance;

  GtkStack       *stack;
  HkkContactView *contact;
  HkkStatusStack *status;
  GtkLabel       *subject_label;
  GtkLabel       *meta_label;
  GtkBox         *cards;
  GtkWidget      *request_box;
  GtkLabel       *request_label;
  GtkListBox     *place_list;

  HkkShell       *shell;       /* Weak (nullable) */
  GCancellable   *cancellable; /* Owned: of the message that is being loaded */
  char           *id;          /* Owned (nullable) */
  HkkMessage     *summary;     /* Owned (nullable): what the list knows of it */
  HkkMessage     *message;     /* Owned (nullable): with its body */
};

G_DEFINE_FINAL_TYPE (HkkMessageView, hkk_message_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- The conversation --- */

static HkkMessageCard *
find_card (HkkMessageView *self,
           const char     *id)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  while (card != NULL && g_strcmp0 (hkk_message_card_get_id (HKK_MESSAGE_CARD (card)), id) != 0)
    card = gtk_widget_get_next_sibling (card);
  return card != NULL ? HKK_MESSAGE_CARD (card) : NULL;
}

static HkkMessageCard *
add_card (HkkMessageView *self,
          HkkMessage     *message)
{
  HkkMessageCard *card = hkk_message_card_new (self->shell, message);

  gtk_box_append (self->cards, GTK_WIDGET (card));
  return card;
}

/* One that came while the conversation was open, and what nobody has read, is unfolded; for a protected one the person
 * decides. */
static void
add_other (HkkMessageView *self,
           HkkMessage     *message,
           gboolean        is_new)
{
  HkkMessageCard *card = add_card (self, message);

  if (!hkk_thing_get_boolean (HKK_THING (message), "protected") && (is_new || hkk_message_is_unread (message)))
    hkk_message_card_unfold (card);
}

/* MESSAGE is open, those around it are folded; what is there already stays as it is. */
static void
show_cards (HkkMessageView *self,
            HkkMessage     *message)
{
  GListModel *thread = hkk_message_get_thread (message);
  gboolean later = gtk_widget_get_first_child (GTK_WIDGET (self->cards)) != NULL;
  HkkMessageCard *card = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (thread); i++)
    {
      g_autoptr(HkkMessage) other = g_list_model_get_item (thread, i);
      const char *id = hkk_message_get_id (other);

      if (find_card (self, id) == NULL && g_strcmp0 (id, hkk_message_get_id (message)) == 0)
        add_card (self, message);
      else if (find_card (self, id) == NULL)
        add_other (self, other, later);
    }
  card = find_card (self, hkk_message_get_id (message));
  if (card == NULL)
    card = add_card (self, message);
  if (hkk_message_card_get_message (card) == NULL)
    hkk_message_card_take (card, message);
}

static void
remove_cards (HkkMessageView *self)
{
  GtkWidget *card = NULL;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
}

static void
show_request (HkkMessageView *self)
{
  const char *title = hkk_thing_get_string (HKK_THING (self->message), "request-title");

  gtk_widget_set_visible (self->request_box, hkk_thing_get_string (HKK_THING (self->message), "request-id") != NULL);
  gtk_label_set_label (self->request_label, title != NULL ? title : _("Open the request"));
}

/* Where the person does what the message asks for, or finds what it speaks of. */
static void
show_place (HkkMessageView *self)
{
  const HkkLead *lead = hkk_lead_find (hkk_thing_get_string (HKK_THING (self->message), "leads-to"));
  gboolean leads = lead != NULL && hkk_offer_leads (hkk_shell_get_portal (self->shell), lead->action, lead->target);

  gtk_list_box_remove_all (self->place_list);
  if (leads)
    {
      GtkWidget *row = hkk_row_new (_(lead->label), NULL);

      hkk_row_lead (row, lead->action, lead->target);
      gtk_list_box_append (self->place_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->place_list), leads);
}

static void
show_loaded (HkkMessageView *self)
{
  const char *category = hkk_thing_get_string (HKK_THING (self->message), "category-text");
  gboolean other = hkk_status_stack_get_state (self->status) != HKK_PAGE_STATE_CONTENT;

  gtk_label_set_label (self->subject_label, hkk_message_view_get_title (self));
  gtk_label_set_label (self->meta_label, category != NULL ? category : "");
  show_request (self);
  show_place (self);
  show_cards (self, self->message);
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_CONTENT);
  if (other)
    hkk_status_stack_begin (self->status);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- Loading --- */

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkMessageView) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMessage) message = hkk_message_load_finish (HKK_PORTAL (source), result, &error);

  /* Another message was chosen, or the view is gone. */
  if (hkk_error_is_cancel (error))
    return;
  if (message != NULL)
    {
      g_set_object (&self->message, message);
      show_loaded (self);
    }
  else if (hkk_status_stack_get_state (self->status) != HKK_PAGE_STATE_CONTENT)
    {
      HkkPage *page = HKK_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), HKK_TYPE_PAGE));

      if (page != NULL)
        hkk_page_show_part_error (page, self->status, error, _("This message is not on this computer"),
                                  _("The newest messages, and those that you opened, are kept here; protected ones "
                                    "never are."));
    }
}

static void
load_message (HkkMessageView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  hkk_message_load_async (hkk_shell_get_portal (self->shell), self->id, self->cancellable, on_loaded,
                          g_object_ref (self));
}

static void
on_retry (HkkMessageView *self)
{
  if (self->shell == NULL || self->id == NULL)
    return;
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_LOADING);
  load_message (self);
}

/* The latest message that the person sees is answered. */
static void
on_answer (HkkMessageView *self)
{
  HkkMessage *answered = self->message;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (hkk_message_card_get_message (HKK_MESSAGE_CARD (card)) != NULL)
      answered = hkk_message_card_get_message (HKK_MESSAGE_CARD (card));
  if (self->shell != NULL && answered != NULL)
    hkk_shell_push (self->shell, ADW_NAVIGATION_PAGE (hkk_message_form_new_answer (answered)));
}

static void
on_request (HkkMessageView *self)
{
  if (self->message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-request", "s",
                                hkk_thing_get_string (HKK_THING (self->message), "request-id"));
}

static void
hkk_message_view_dispose (GObject *object)
{
  HkkMessageView *self = HKK_MESSAGE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->shell);
  g_clear_object (&self->summary);
  g_clear_object (&self->message);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_MESSAGE_VIEW);
  G_OBJECT_CLASS (hkk_message_view_parent_class)->dispose (object);
}

static void
hkk_message_view_finalize (GObject *object)
{
  HkkMessageView *self = HKK_MESSAGE_VIEW (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  G_OBJECT_CLASS (hkk_message_view_parent_class)->finalize (object);
}

static void
hkk_message_view_class_init (HkkMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_message_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_message_view_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HKK_TYPE_MESSAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  g_type_ensure (HKK_TYPE_CONTACT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, contact);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, status);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, subject_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, meta_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, cards);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, request_box);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, request_label);
  gtk_widget_class_bind_template_child (widget_class, HkkMessageView, place_list);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_request);
}

static void
hkk_message_view_init (HkkMessageView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_message_view_set_shell:
 * @shell: (nullable): whose portal it reads from
 */
void
hkk_message_view_set_shell (HkkMessageView *self,
                            HkkShell       *shell)
{
  g_return_if_fail (HKK_IS_MESSAGE_VIEW (self));

  g_set_weak_pointer (&self->shell, shell);
  hkk_contact_view_set_shell (self->contact, shell);
}

/**
 * hkk_message_view_show:
 * @id: a message
 * @summary: (nullable): what the list knows of it, shown at once
 *
 * Loads a message with its conversation and marks it as read; a protected one asks for an approval first.
 */
void
hkk_message_view_show (HkkMessageView *self,
                       const char     *id,
                       HkkMessage     *summary)
{
  g_return_if_fail (HKK_IS_MESSAGE_VIEW (self));
  g_return_if_fail (id != NULL);

  gtk_stack_set_visible_child_name (self->stack, "message");
  hkk_status_stack_follow_keys (self->status);
  if (self->shell == NULL ||
      (g_strcmp0 (self->id, id) == 0 && hkk_status_stack_get_state (self->status) == HKK_PAGE_STATE_CONTENT))
    return;
  g_set_str (&self->id, id);
  g_set_object (&self->summary, summary);
  g_clear_object (&self->message);
  remove_cards (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  hkk_status_stack_set_state (self->status, HKK_PAGE_STATE_LOADING);
  load_message (self);
}

/**
 * hkk_message_view_show_contact:
 *
 * Shows how to reach the insurer.
 */
void
hkk_message_view_show_contact (HkkMessageView *self)
{
  g_return_if_fail (HKK_IS_MESSAGE_VIEW (self));

  gtk_stack_set_visible_child_name (self->stack, "contact");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hkk_message_view_refresh:
 *
 * Looks for what has come in the conversation that is open, also when it could not be loaded before.
 */
void
hkk_message_view_refresh (HkkMessageView *self)
{
  g_return_if_fail (HKK_IS_MESSAGE_VIEW (self));

  if (self->shell != NULL && self->id != NULL)
    load_message (self);
}

/**
 * hkk_message_view_get_title:
 *
 * Returns: (transfer none): what the conversation that is open is about
 */
const char *
hkk_message_view_get_title (HkkMessageView *self)
{
  HkkMessage *shown = self->message != NULL ? self->message : self->summary;

  g_return_val_if_fail (HKK_IS_MESSAGE_VIEW (self), NULL);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "contact") == 0)
    return _("Contact");
  return shown != NULL && *hkk_message_get_topic (shown) ? hkk_message_get_topic (shown) : _("Message");
}

/**
 * hkk_message_view_get_thread_id:
 *
 * Returns: (transfer none) (nullable): which conversation is open
 */
const char *
hkk_message_view_get_thread_id (HkkMessageView *self)
{
  HkkMessage *shown = self->message != NULL ? self->message : self->summary;

  g_return_val_if_fail (HKK_IS_MESSAGE_VIEW (self), NULL);

  if (shown == NULL || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "contact") == 0)
    return NULL;
  return hkk_thing_get_string (HKK_THING (shown), "thread-id");
}
