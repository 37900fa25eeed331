/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-limit.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-text.h"
#include "hkk-rules.h"

#define TICK_S 1

struct _HkkPhoneLimit
{
  GtkBox           parent_instance;

  GtkLabel        *text;
  GtkLabel        *error;
  GtkWidget       *more;
  GtkWidget       *again;

  HkkDeviceClient *client;      /* Owned (nullable) */
  HkkPhoneProcess *process;     /* Owned (nullable) */
  GDateTime       *end;         /* Owned (nullable) */
  GDateTime       *latest;      /* Owned (nullable): end that the portal has told */
  GCancellable    *cancellable; /* Owned */
  HkkPhoneStage    stage;       /* as it was said last */
  guint            tick;        /* GSource id */
  gboolean         calling;     /* for more time */
  gboolean         exhausted;   /* there is no more time than this */
  gboolean         over;        /* and the portal has said why */
};

G_DEFINE_FINAL_TYPE (HkkPhoneLimit, hkk_phone_limit, GTK_TYPE_BOX)

enum
{
  OVER,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Whoever has the focus in a button that goes away is where Tab would have led. */
static void
show_button (HkkPhoneLimit *self,
             GtkWidget     *button,
             gboolean       shown)
{
  GtkRoot *root = gtk_widget_get_root (button);

  if (!shown && root != NULL && gtk_root_get_focus (root) == button)
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (button, shown);
}

static void
update (HkkPhoneLimit *self)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  HkkPhoneStage stage = hkk_phone_stage_at (self->end, now);
  g_autofree char *text = hkk_phone_limit_words (stage, self->end, !self->exhausted);

  if (self->over)
    return;
  gtk_label_set_label (self->text, text);
  show_button (self, self->more, !self->exhausted && (stage == HKK_PHONE_STAGE_SOON || stage == HKK_PHONE_STAGE_LAST));
  show_button (self, self->again, stage == HKK_PHONE_STAGE_OVER);
  gtk_widget_set_visible (GTK_WIDGET (self), stage != HKK_PHONE_STAGE_NONE);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    stage = HKK_PHONE_STAGE_NONE; /* it is said when it is seen */
  else if (stage > HKK_PHONE_STAGE_TIME && stage > self->stage)
    hkk_announce_now (GTK_WIDGET (self), text);
  else if (stage > self->stage)
    hkk_announce (GTK_WIDGET (self), text);
  self->stage = stage;
}

static gboolean
on_tick (gpointer data)
{
  HkkPhoneLimit *self = data;
  g_autoptr(GDateTime) now = hkk_clock_now ();

  if (self->stage == HKK_PHONE_STAGE_OVER || hkk_phone_stage_at (self->end, now) == self->stage)
    return G_SOURCE_CONTINUE;
  if (hkk_phone_stage_at (self->end, now) == HKK_PHONE_STAGE_OVER)
    g_signal_emit (self, signals[OVER], 0);
  update (self);
  return G_SOURCE_CONTINUE;
}

static void
on_extended (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkPhoneLimit) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);
  g_autoptr(GDateTime) end = NULL;
  const char *field;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->calling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  end = answer != NULL ? hkk_phone_time (hkk_json_node_object (answer), "expires_at") : NULL;
  if (end != NULL)
    {
      self->exhausted = hkk_json_get_int (hkk_json_node_object (answer), "extensions_left", 1) == 0;
      hkk_phone_limit_set_end (self, end);
      hkk_announce_now (GTK_WIDGET (self), gtk_label_get_label (self->text));
    }
  else if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND))
    hkk_phone_limit_set_over (self, hkk_phone_fields_reason (error, &field));
  else if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_CONFLICT))
    {
      self->exhausted = TRUE;
      update (self);
      hkk_announce_now (GTK_WIDGET (self), gtk_label_get_label (self->text));
    }
  else
    hkk_phone_fields_refuse (self->error, NULL, error != NULL ? hkk_phone_fields_reason (error, &field)
      : _("The portal’s answer makes no sense. Try again later."));
}

static void
on_more (HkkPhoneLimit *self)
{
  g_autoptr(JsonNode) body = hkk_json_node ("process", self->process->id);

  if (self->calling)
    return;
  self->calling = TRUE; /* Not insensitive: the focus stays where it is. */
  hkk_device_client_call_async (self->client, "POST", "/registration/extend", body, NULL, self->cancellable,
                                on_extended, g_object_ref (self));
}

static void
hkk_phone_limit_map (GtkWidget *widget)
{
  HkkPhoneLimit *self = HKK_PHONE_LIMIT (widget);

  GTK_WIDGET_CLASS (hkk_phone_limit_parent_class)->map (widget);
  self->tick = g_timeout_add_seconds (TICK_S, on_tick, self);
  update (self);
}

static void
hkk_phone_limit_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&HKK_PHONE_LIMIT (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (hkk_phone_limit_parent_class)->unmap (widget);
}

static void
hkk_phone_limit_dispose (GObject *object)
{
  HkkPhoneLimit *self = HKK_PHONE_LIMIT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PHONE_LIMIT);
  G_OBJECT_CLASS (hkk_phone_limit_parent_class)->dispose (object);
}

static void
hkk_phone_limit_finalize (GObject *object)
{
  HkkPhoneLimit *self = HKK_PHONE_LIMIT (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->process, hkk_phone_process_unref);
  g_clear_pointer (&self->end, g_date_time_unref);
  g_clear_pointer (&self->latest, g_date_time_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (hkk_phone_limit_parent_class)->finalize (object);
}

static void
hkk_phone_limit_class_init (HkkPhoneLimitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_limit_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_limit_finalize;
  signals[OVER] = g_signal_new ("over", HKK_TYPE_PHONE_LIMIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->map = hkk_phone_limit_map;
  widget_class->unmap = hkk_phone_limit_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-limit.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneLimit, text);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneLimit, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneLimit, more);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneLimit, again);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
hkk_phone_limit_init (HkkPhoneLimit *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hkk_phone_limit_begin (HkkPhoneLimit   *self,
                       HkkDeviceClient *client,
                       HkkPhoneProcess *process)
{
  g_autofree char *birth_date = NULL;

  g_return_if_fail (HKK_IS_PHONE_LIMIT (self));
  g_return_if_fail (process != NULL && self->process == NULL);

  birth_date = hkk_date_to_iso (&process->birth_date);

  self->client = g_object_ref (client);
  self->process = g_rc_box_acquire (process);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again), HKK_PHONE_START_AGAIN, process->recovery,
                                    process->kvnr, birth_date);
  hkk_phone_limit_set_end (self, process->ends_at);
}

void
hkk_phone_limit_set_end (HkkPhoneLimit *self,
                         GDateTime     *end)
{
  g_return_if_fail (HKK_IS_PHONE_LIMIT (self));

  g_clear_pointer (&self->end, g_date_time_unref);
  self->end = end != NULL ? g_date_time_ref (end) : NULL;
  if (end != NULL && (self->latest == NULL || g_date_time_compare (end, self->latest) > 0))
    {
      g_clear_pointer (&self->latest, g_date_time_unref);
      self->latest = g_date_time_ref (end);
    }
  update (self);
}

void
hkk_phone_limit_resume (HkkPhoneLimit *self)
{
  g_return_if_fail (HKK_IS_PHONE_LIMIT (self));

  if (self->latest != NULL)
    hkk_phone_limit_set_end (self, self->latest);
}

void
hkk_phone_limit_set_over (HkkPhoneLimit *self,
                          const char    *reason)
{
  g_autofree char *text = hkk_phone_over_words (reason);

  g_return_if_fail (HKK_IS_PHONE_LIMIT (self));

  self->over = TRUE;
  self->stage = HKK_PHONE_STAGE_OVER;
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_label_set_label (self->text, text);
  show_button (self, self->more, FALSE);
  gtk_widget_set_visible (self->again, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  hkk_announce_now (GTK_WIDGET (self), text);
}
