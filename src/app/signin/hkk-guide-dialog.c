/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-guide-dialog.h"

#include <glib/gi18n.h>

#include "hkk-header-bar.h"
#include "hkk-no-device.h"
#include "hkk-qr-picture.h"
#include "hkk-row.h"

struct _HkkGuideDialog
{
  AdwDialog     parent_instance;

  GtkLabel     *intro_label;
  GtkWidget    *app_box;
  HkkQrPicture *app_code;
  GtkLabel     *app_label;
  GtkListBox   *step_list;
  GtkLabel     *note_label;
  GtkWidget    *phone_button;
};

G_DEFINE_FINAL_TYPE (HkkGuideDialog, hkk_guide_dialog, ADW_TYPE_DIALOG)

#define MAX_STEPS 5

typedef struct
{
  const char *title;
  const char *intro;
  struct
  {
    const char *title;
    const char *text;
  } steps[MAX_STEPS];
  const char *note;
} GuideText;

static const GuideText guides[] = {
  [HKK_GUIDE_REGISTRATION] = {
    /* TRANSLATORS: Title of a guide: how one registers in the Service-App */
    N_("First registration"),
    N_("You register once, in the Service-App on your smartphone or tablet. After that the same insurance number and "
       "password are valid here, in the portal and in the Service-App. If you are registered already, you never "
       "register again."),
    /* TRANSLATORS: A step of a guide: what to have at hand; a noun follows below */
    { { N_("Have ready"),
        N_("Your identity card or passport, and your health card.") },
      { N_("Get the Service-App"),
        N_("From the App Store or Play Store, on your smartphone or tablet.") },
      /* TRANSLATORS: A step of a guide; in quotation: a button of the Service-App. German: Registrieren */
      { N_("Choose “Register for the first time”"),
        N_("Type your insurance number, your birth date and the last 6 digits of your health card’s number.") },
      { N_("Identify yourself with NECT"),
        N_("First a video of the front of your document.\nThen a photo of its back.\nLast a short video of you, in "
           "which you read the shown words aloud.\nA machine checks it, around the clock. In single cases a person "
           "helps, as a rule within 10 minutes.") },
      { N_("Choose a password and an approval PIN"),
        N_("Your device is then bound: what needs your consent is approved with it.") } },
    N_("Every valid German identity card is accepted, and common valid passports, which may take somewhat longer in "
       "single cases. The identification is required by law."),
  },
  [HKK_GUIDE_RECOVERY] = {
    N_("Forgotten password or approval PIN"),
    N_("You choose a new password and a new approval PIN in the Service-App, after you have identified yourself "
       "again."),
    { { N_("Have ready"),
        N_("Your identity card or passport.") },
      { N_("Open the Service-App"),
        N_("Choose “Forgotten password/approval PIN”.") },
      { N_("Say who you are"),
        N_("Type your insurance number and your birth date.") },
      { N_("Identify yourself with NECT"),
        N_("First a video of the front of your document.\nThen a photo of its back.\nLast a short video of you, in "
           "which you read the shown words aloud.\nA machine checks it, around the clock. In single cases a person "
           "helps, as a rule within 10 minutes.") },
      { N_("Choose a new password and approval PIN"),
        N_("All sessions end and other devices are unbound. Then sign in here with the new password.") } },
    N_("Every valid German identity card is accepted, and common valid passports, which may take somewhat longer in "
       "single cases. At present this needs the full identification. A simpler way is being worked on."),
  },
};

static GtkWidget *
make_step_row (guint       number,
               const char *title,
               const char *text)
{
  GtkWidget *row = hkk_row_new (title, text);
  g_autofree char *digit = g_strdup_printf ("%u", number);
  GtkWidget *badge = gtk_label_new (digit);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "hkk-step");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  return row;
}

/* The focus, which would come to the address before it comes here, would leave all of it selected. */
static void
on_opened (HkkGuideDialog *self)
{
  gtk_widget_set_can_focus (GTK_WIDGET (self->app_label), TRUE);
}

static void
hkk_guide_dialog_class_init (HkkGuideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  g_type_ensure (HKK_TYPE_QR_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-guide-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, intro_label);
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, app_box);
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, app_code);
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, app_label);
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, step_list);
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, HkkGuideDialog, phone_button);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
}

static void
hkk_guide_dialog_init (HkkGuideDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->phone_button, hkk_no_device_has_phone ());
}

/* The portal may say it while one reads, or something else than before. */
static void
on_service_app (HkkGuideDialog *self,
                GParamSpec     *pspec,
                HkkPortal      *portal)
{
  g_autofree char *address = NULL;

  g_object_get (portal, "service-app", &address, NULL);
  hkk_qr_picture_set_text (self->app_code, address);
  gtk_label_set_label (self->app_label, address != NULL ? address : "");
  gtk_widget_set_visible (self->app_box, address != NULL);
}

/**
 * hkk_guide_dialog_new:
 * @guide: which way is explained
 * @portal: (nullable): says where the Service-App is got
 *
 * Explains what is done in the Service-App and not here: the first registration, or a new password and approval PIN.
 *
 * Returns: (transfer floating): a dialog to present
 */
HkkGuideDialog *
hkk_guide_dialog_new (HkkGuide   guide,
                      HkkPortal *portal)
{
  HkkGuideDialog *self = g_object_new (HKK_TYPE_GUIDE_DIALOG, NULL);
  const GuideText *text = &guides[guide];

  if (guide == HKK_GUIDE_RECOVERY)
    gtk_widget_set_name (GTK_WIDGET (self), "HkkGuideDialog.recovery"); /* to the help */
  adw_dialog_set_title (ADW_DIALOG (self), _(text->title));
  gtk_label_set_label (self->intro_label, _(text->intro));
  gtk_label_set_label (self->note_label, _(text->note));
  for (guint i = 0; i < MAX_STEPS && text->steps[i].title != NULL; i++)
    gtk_list_box_append (self->step_list, make_step_row (i + 1, _(text->steps[i].title), _(text->steps[i].text)));
  if (portal == NULL)
    return self;
  g_signal_connect_object (portal, "notify::service-app", G_CALLBACK (on_service_app), self, G_CONNECT_SWAPPED);
  on_service_app (self, NULL, portal);
  hkk_portal_check_now (portal);
  return self;
}
