/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-camera-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-phone-row.h"
#include "hkk-phone-text.h"

struct _HkkPhoneCameraPage
{
  HkkPhonePage         page;

  AdwPreferencesGroup *letters;
  GtkWidget           *again;

  GPtrArray           *post; /* Owned (nullable): of HkkPhonePost */
};

G_DEFINE_FINAL_TYPE (HkkPhoneCameraPage, hkk_phone_camera_page, HKK_TYPE_PHONE_PAGE)

enum { LETTER, FILE_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
add_letter (HkkPhoneCameraPage *self,
            guint               index)
{
  const HkkPhonePost *letter = g_ptr_array_index (self->post, index);
  g_autofree char *moment = hkk_phone_moment (letter->arrived_at);

  adw_preferences_group_add (self->letters, hkk_phone_row_new (_("Letter with access data"), moment, "camera.letter",
                                                               g_variant_new_uint32 (index)));
}

/* TEXT is no markup. */
static void
show_text (HkkPhoneCameraPage *self,
           const char         *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (self->letters, escaped);
  hkk_announce (GTK_WIDGET (self), text);
}

static void
on_post (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkPhoneCameraPage) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *post = hkk_phone_host_look_for_post_finish (HKK_PHONE_HOST (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->page.host == NULL)
    {
      g_clear_pointer (&post, g_ptr_array_unref);
      return;
    }
  self->post = post;
  for (guint i = 0; post != NULL && i < post->len; i++)
    add_letter (self, i);
  gtk_widget_set_visible (self->again, error != NULL);
  if (error != NULL)
    show_text (self, error->message);
  else if (post->len == 0)
    show_text (self, _("No letter has come yet. Order one, or take a picture of one that you have."));
}

static void
look_for_post (HkkPhoneCameraPage *self)
{
  const char *username = hkk_device_client_get_username (self->page.client);

  gtk_widget_set_visible (self->again, FALSE);
  adw_preferences_group_set_description (self->letters, NULL);
  if (username != NULL)
    hkk_phone_host_look_for_post_async (self->page.host, username, self->page.cancellable, on_post,
                                        g_object_ref (self));
}

static void
on_letter (GtkWidget  *widget,
           const char *name,
           GVariant   *index)
{
  HkkPhoneCameraPage *self = HKK_PHONE_CAMERA_PAGE (widget);
  const HkkPhonePost *letter = g_ptr_array_index (self->post, g_variant_get_uint32 (index));
  g_autoptr(GBytes) picture = g_bytes_ref (letter->picture);

  g_signal_emit (self, signals[LETTER], 0, picture);
}

static void
on_file_clicked (HkkPhoneCameraPage *self)
{
  g_signal_emit (self, signals[FILE_WANTED], 0);
}

static void
hkk_phone_camera_page_finalize (GObject *object)
{
  g_clear_pointer (&HKK_PHONE_CAMERA_PAGE (object)->post, g_ptr_array_unref);
  G_OBJECT_CLASS (hkk_phone_camera_page_parent_class)->finalize (object);
}

static void
hkk_phone_camera_page_class_init (HkkPhoneCameraPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_phone_camera_page_finalize;
  signals[LETTER] = g_signal_new ("letter", HKK_TYPE_PHONE_CAMERA_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[FILE_WANTED] = g_signal_new ("file", HKK_TYPE_PHONE_CAMERA_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-camera-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneCameraPage, letters);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneCameraPage, again);
  gtk_widget_class_bind_template_callback (widget_class, look_for_post);
  gtk_widget_class_bind_template_callback (widget_class, on_file_clicked);
  gtk_widget_class_install_action (widget_class, "camera.letter", "u", on_letter);
}

static void
hkk_phone_camera_page_init (HkkPhoneCameraPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_phone_camera_page_new:
 * @client: somebody is signed in with it
 * @host: the demo
 *
 * Returns: (transfer floating): the page
 */
HkkPhoneCameraPage *
hkk_phone_camera_page_new (HkkDeviceClient *client,
                           HkkPhoneHost    *host)
{
  HkkPhoneCameraPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_CAMERA_PAGE, client, host);

  look_for_post (self);
  return self;
}
