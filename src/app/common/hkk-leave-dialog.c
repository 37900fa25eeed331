/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-leave-dialog.h"

#include <glib/gi18n.h>

#include "hkk-draft-words.h"
#include "hkk-error-text.h"
#include "hkk-format.h"

/* A disk that does not answer holds nobody. */
#define SETTLE_MS 3000

/* Here or everywhere: for what was entered here it is the same. */
#define SIGN_OUT { N_("Sign out without saving?"), N_("If you sign out now, they are lost."), N_("_Sign out") }

static const struct
{
  const char *heading;
  const char *consequence;
  const char *leave;
} words[] = {
  [HKK_LEAVE_FORM] = { N_("Leave without saving?"),
                       N_("They stay in the overview, and saving is tried again by itself. If the program ends before "
                          "that, they are lost."),
                       /* TRANSLATORS: Button, a verb: leaves the page although entries are not saved */
                       N_("_Leave") },
  [HKK_LEAVE_SIGN_OUT] = SIGN_OUT,
  [HKK_LEAVE_EVERYWHERE] = SIGN_OUT,
  [HKK_LEAVE_PROGRAM] = { N_("Quit without saving?"), N_("If you quit now, they are lost."), N_("_Quit") },
};

/* The reason of one of them: a disk that is full is full for all. */
static const GError *
collect (HkkDrafts *drafts,
         GString   *titles)
{
  const GError *reason = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (drafts)); i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (drafts), i);
      g_autofree char *name = hkk_draft_name (draft);
      g_autofree char *title = hkk_format_isolate (name);

      if (hkk_draft_get_unsaved (draft) == NULL)
        continue;
      reason = hkk_draft_get_unsaved (draft);
      /* TRANSLATORS: the title of something that was begun, in a list of such titles */
      g_string_append_printf (titles, titles->len > 0 ? ", %s" : "%s", title);
    }
  return reason;
}

/* Says what would be lost; to stay is what Enter and Escape do. */
static AdwDialog *
make_dialog (HkkLeave   what,
             HkkDrafts *drafts)
{
  g_autoptr(GString) titles = g_string_new (NULL);
  const GError *reason = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog = NULL;

  reason = collect (drafts, titles);
  sentence = reason != NULL ? hkk_error_sentence (reason) : g_strdup (_("They are still being saved."));
  /* TRANSLATORS: %s: titles of what was begun ("Sick note, Message") */
  lost = titles->len > 0 ? g_strdup_printf (_("The newest entries are not saved: %s."), titles->str)
                         : g_strdup (_("The newest entries are not saved."));
  body = g_strjoin (" ", lost, sentence, _(words[what].consequence), NULL);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_(words[what].heading), body));
  adw_alert_dialog_set_body_use_markup (dialog, FALSE);
  adw_alert_dialog_add_responses (dialog, "leave", _(words[what].leave), "stay",
                                  /* TRANSLATORS: Button, a verb: does not leave the page, sign out or quit */
                                  _("S_tay"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "stay");
  adw_alert_dialog_set_close_response (dialog, "stay");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  return ADW_DIALOG (dialog);
}

typedef struct
{
  HkkLeave   what;
  HkkDraft  *draft;   /* Owned (nullable): none: any of them */
  GtkWidget *parent;  /* Owned */
  guint      timer;   /* source */
  gboolean   decided; /* or being asked */
  gboolean   answered;
} Leave;

static void
leave_free (gpointer data)
{
  Leave *leave = data;

  g_clear_handle_id (&leave->timer, g_source_remove);
  g_clear_object (&leave->draft);
  g_object_unref (leave->parent);
  g_free (leave);
}

static void
on_response (AdwAlertDialog *dialog,
             const char     *response,
             gpointer        data)
{
  GTask *task = data;
  Leave *leave = g_task_get_task_data (task);

  leave->answered = TRUE;
  g_task_return_boolean (task, g_str_equal (response, "leave"));
}

/* It was answered, or went with its window. */
static void
dialog_gone (gpointer  data,
             GClosure *closure)
{
  g_autoptr(GTask) task = data;
  Leave *leave = g_task_get_task_data (task);

  if (!leave->answered)
    g_task_return_boolean (task, FALSE);
}

static void
decide (GTask    *task,
        gboolean  settled)
{
  HkkDrafts *drafts = g_task_get_source_object (task);
  Leave *leave = g_task_get_task_data (task);
  gboolean unsaved = leave->draft != NULL ? hkk_draft_get_unsaved (leave->draft) != NULL
                                          : hkk_drafts_get_n_unsaved (drafts) > 0;
  AdwDialog *dialog = NULL;

  g_clear_handle_id (&leave->timer, g_source_remove);
  if (leave->decided)
    return;
  leave->decided = TRUE;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (settled && !unsaved)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  dialog = make_dialog (leave->what, drafts);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), g_object_ref (task), dialog_gone, 0);
  adw_dialog_present (dialog, leave->parent);
}

static gboolean
on_too_long (gpointer data)
{
  GTask *task = data;
  Leave *leave = g_task_get_task_data (task);

  leave->timer = 0;
  decide (task, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;

  hkk_drafts_settle_finish (HKK_DRAFTS (source), result, NULL);
  decide (task, TRUE);
}

/**
 * hkk_leave_async:
 * @what: what is to be left
 * @drafts: where what was typed is kept
 * @draft: (nullable): what must be on the disk; %NULL: all of them
 * @parent: where it is asked
 *
 * Waits until what is being saved is on the disk, and asks where it is not, or not soon. Begin to save before.
 */
void
hkk_leave_async (HkkLeave             what,
                 HkkDrafts           *drafts,
                 HkkDraft            *draft,
                 GtkWidget           *parent,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             data)
{
  GTask *task = NULL;
  Leave *leave = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (drafts));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  leave = g_new0 (Leave, 1);
  leave->what = what;
  leave->parent = g_object_ref (parent);
  g_set_object (&leave->draft, draft);
  task = g_task_new (drafts, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_leave_async);
  g_task_set_task_data (task, leave, leave_free);
  leave->timer = g_timeout_add (SETTLE_MS, on_too_long, task);
  hkk_drafts_settle_async (drafts, NULL, on_settled, task);
}

/**
 * hkk_leave_finish:
 *
 * Returns: whether everything is saved, or the person does not mind
 */
gboolean
hkk_leave_finish (HkkDrafts     *drafts,
                  GAsyncResult  *result,
                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
