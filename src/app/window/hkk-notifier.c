/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-notifier.h"

#include <glib/gi18n.h>

#include "hkk-document.h"
#include "hkk-message.h"
#include "hkk-request.h"

struct _HkkNotifier
{
  GObject       parent_instance;

  GApplication *application; /* Borrowed: owns us */
  HkkPortal    *portal;      /* Borrowed: its signals come to us */
  GSettings    *settings;    /* Owned (nullable) without an installed schema */
  HkkWindow    *window;      /* Weak (nullable) */
};

G_DEFINE_FINAL_TYPE (HkkNotifier, hkk_notifier, G_TYPE_OBJECT)

static gboolean
chosen (HkkNotifier *self,
        const char  *which)
{
  g_autofree char *notifications = self->settings != NULL ? g_settings_get_string (self->settings, "notifications")
                                                          : NULL;

  return g_strcmp0 (notifications, which) == 0;
}

/* Not while the window is locked: what it hides stands in no notification either. */
static gboolean
wants_names (HkkNotifier *self)
{
  return chosen (self, "with-names") && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN;
}

static gboolean
is_wanted (HkkNotifier *self)
{
  return !chosen (self, "off") && (self->window == NULL || !hkk_window_is_on_screen (self->window));
}

static void
send (HkkNotifier *self,
      const char  *key,
      const char  *title,
      const char  *body,
      const char  *action,
      const char  *target)
{
  g_autoptr(GNotification) notification = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, action, "s", target);
  g_application_send_notification (self->application, key, notification);
}

/* --- What it is about, for who wants to read that --- */

static char *
find_request_finish (HkkPortal     *portal,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_autoptr(HkkRequest) request = hkk_request_load_finish (portal, result, NULL, error);

  return request != NULL ? g_strdup (hkk_request_get_title (request)) : NULL;
}

static char *
find_message_finish (HkkPortal     *portal,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_autoptr(HkkMessage) message = hkk_message_find_finish (portal, result, error);

  return message != NULL ? g_strdup (hkk_message_get_topic (message)) : NULL;
}

static char *
find_document_finish (HkkPortal     *portal,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_autoptr(HkkDocument) document = hkk_document_find_finish (portal, result, error);

  return document != NULL ? g_strdup (hkk_document_get_title (document)) : NULL;
}

/* What there can be news about. Nothing that is asked for here has to be approved. */
typedef struct
{
  const char  *type; /* of the event; the key of the notification begins with it */
  const char  *title;
  const char  *action;
  void       (*find_async)  (HkkPortal            *portal,
                             const char           *id,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              data);
  char      *(*find_finish) (HkkPortal            *portal,
                             GAsyncResult         *result,
                             GError              **error); /* (transfer full) (nullable): its name */
} Kind;

static const Kind kinds[] = {
  { "request", N_("There is news about a request"), "app.open-request", hkk_request_load_async, find_request_finish },
  { "message", N_("There is news in your inbox"), "app.open-message", hkk_message_find_async, find_message_finish },
  { "document", N_("There is a new document"), "app.open-document", hkk_document_find_async, find_document_finish },
};

typedef struct
{
  HkkNotifier *notifier; /* Owned */
  const Kind  *kind;
  char        *id;       /* Owned */
} Named;

static void
named_free (Named *self)
{
  g_object_unref (self->notifier);
  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Named, named_free)

static Named *
named_new (HkkNotifier *notifier,
           const Kind  *kind,
           const char  *id)
{
  Named *self = g_new0 (Named, 1);

  self->notifier = g_object_ref (notifier);
  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

static void
tell (HkkNotifier *self,
      const Kind  *kind,
      const char  *id,
      const char  *name)
{
  g_autofree char *key = g_strconcat (kind->type, "-", id, NULL);

  send (self, key, _(kind->title), name, kind->action, id);
}

/* Without the name where it cannot be read: the portal is away. */
static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Named) named = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = named->kind->find_finish (HKK_PORTAL (source), result, &error);

  if (error != NULL)
    g_debug ("A notification stays without a name: %s", error->message);
  tell (named->notifier, named->kind, named->id, wants_names (named->notifier) ? name : NULL);
}

static void
tell_of (HkkNotifier *self,
         const char  *type,
         const char  *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kinds[i].type, type))
        continue;
      if (wants_names (self))
        kinds[i].find_async (self->portal, id, NULL, on_found, named_new (self, &kinds[i], id));
      else
        tell (self, &kinds[i], id, NULL);
    }
}

/* What the person does, here or at another computer, is no news to them. */
static const char * const own_doings[][2] = {
  { "request", "awaiting_approval" },
  { "request", "received" },
  { "request", "withdrawn" },
  { "request", "removed" },
  { "request", "approval_failed" }, /* told by its approval */
  { "message", "sent" },
  { "message", "read" },
  { "document", "read" },
};

static gboolean
is_own_doing (const char *type,
              const char *status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_doings); i++)
    if (g_str_equal (type, own_doings[i][0]) && g_strcmp0 (status, own_doings[i][1]) == 0)
      return TRUE;
  return FALSE;
}

/* (nullable): what a person has to hear of a device */
static const char *
device_news (const char *status)
{
  if (g_strcmp0 (status, "bound") == 0 || g_strcmp0 (status, "confirmed") == 0)
    return _("A new device can approve for you");
  if (g_strcmp0 (status, "waits") == 0)
    return _("A new device has to be confirmed");
  return NULL;
}

static void
on_event (HkkNotifier *self,
          const char  *type,
          const char  *id,
          const char  *status)
{
  g_autofree char *key = g_strconcat (type, "-", id, NULL);

  if (id == NULL)
    return;
  /* It is told no longer. */
  if (g_strcmp0 (status, "read") == 0)
    g_application_withdraw_notification (self->application, key);
  if (!is_wanted (self) || is_own_doing (type, status))
    return;
  if (g_str_equal (type, "device") && device_news (status) != NULL)
    send (self, key, device_news (status), NULL, "app.open-place", hkk_place_get_name (HKK_PLACE_SECURITY));
  else
    tell_of (self, type, id);
}

static void
on_approval_finished (HkkNotifier *self,
                      HkkApproval *approval)
{
  gboolean done = hkk_approval_get_status (approval) == HKK_APPROVAL_EXECUTED;
  const char *request_id = hkk_approval_get_request_id (approval);

  g_application_withdraw_notification (self->application, hkk_approval_get_id (approval));
  if (!is_wanted (self))
    return;
  send (self, hkk_approval_get_id (approval), done ? _("Approved and done") : _("Not carried out"),
        wants_names (self) ? hkk_approval_get_title (approval) : NULL,
        request_id != NULL ? "app.open-request" : "app.open-place",
        request_id != NULL ? request_id : hkk_place_get_name (HKK_PLACE_OVERVIEW));
}

static void
on_session_ended (HkkNotifier *self)
{
  if (is_wanted (self))
    send (self, "session", _("You were signed out"), _("What you began is kept."), "app.open-place",
          hkk_place_get_name (HKK_PLACE_OVERVIEW));
}

static void
on_inactivity_warning (HkkNotifier *self,
                       guint        seconds_left,
                       gboolean     locks)
{
  /* Who looks at something else has nothing against the lock. */
  if (!locks && is_wanted (self))
    send (self, "session", _("You will be signed out soon"), _("Open the window to stay signed in."), "app.open-place",
          hkk_place_get_name (HKK_PLACE_OVERVIEW));
}

static void
hkk_notifier_dispose (GObject *object)
{
  g_clear_weak_pointer (&HKK_NOTIFIER (object)->window);
  g_clear_object (&HKK_NOTIFIER (object)->settings);
  G_OBJECT_CLASS (hkk_notifier_parent_class)->dispose (object);
}

static void
hkk_notifier_class_init (HkkNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_notifier_dispose;
}

static void
hkk_notifier_init (HkkNotifier *self)
{
}

/**
 * hkk_notifier_new:
 * @application: the program; outlives the notifier
 * @portal: whose events are told
 * @settings: (nullable): what the person wants to be told
 *
 * Returns: (transfer full): a notifier
 */
HkkNotifier *
hkk_notifier_new (GApplication *application,
                  HkkPortal    *portal,
                  GSettings    *settings)
{
  HkkNotifier *self = g_object_new (HKK_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->portal = portal;
  g_set_object (&self->settings, settings);
  g_signal_connect_object (portal, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (portal, "approval-finished", G_CALLBACK (on_approval_finished), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (portal, "session-ended", G_CALLBACK (on_session_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (portal, "inactivity-warning", G_CALLBACK (on_inactivity_warning), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hkk_notifier_set_window:
 * @window: (nullable): what the person looks at; no notification while it is active
 */
void
hkk_notifier_set_window (HkkNotifier *self,
                         HkkWindow   *window)
{
  g_return_if_fail (HKK_IS_NOTIFIER (self));

  g_set_weak_pointer (&self->window, window);
}

/**
 * hkk_notifier_tell_not_kept:
 *
 * The program ends before the keyring has stored the sign-in that was to stay.
 */
void
hkk_notifier_tell_not_kept (HkkNotifier *self)
{
  g_return_if_fail (HKK_IS_NOTIFIER (self));

  send (self, "session", _("You do not stay signed in"),
        _("The keyring did not take your sign-in before you quit. Sign in again at the next start."), "app.open-place",
        hkk_place_get_name (HKK_PLACE_OVERVIEW));
}
