/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-end.h"

#include <glib/gi18n.h>

#include "hkk-approval-words.h"

/**
 * hkk_approval_end_sentence:
 * @approval: a final approval
 *
 * Returns: (transfer full): how it ended, in one sentence, for what is behind its dialog
 */
char *
hkk_approval_end_sentence (HkkApproval *approval)
{
  HkkApprovalEnd end = { 0 };
  HkkProblem *problem = NULL;
  g_autofree char *why = NULL;

  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  hkk_approval_end_init (&end, approval, FALSE);
  g_free (end.text);
  problem = hkk_approval_get_status (approval) == HKK_APPROVAL_FAILED ? hkk_approval_get_problem (approval) : NULL;
  why = problem != NULL ? hkk_problem_get_sentence (problem) : NULL;
  return g_strdup (why != NULL && *why != '\0' ? why : end.title);
}

static void
offer_security (AdwToast *toast)
{
  adw_toast_set_button_label (toast, _("Open Security"));
  adw_toast_set_action_name (toast, "win.go-to");
  adw_toast_set_action_target (toast, "s", hkk_place_get_name (HKK_PLACE_SECURITY));
  adw_toast_set_timeout (toast, 0);
}

/**
 * hkk_approval_end_say:
 * @shell: where the dialog of the approval was shown
 * @approval: what the person no longer looks at
 * @at_security: whether the page behind is “Security”
 *
 * Says on the page behind the dialog how it ended, unless it was carried out: then the page shows what has changed.
 */
void
hkk_approval_end_say (HkkShell    *shell,
                      HkkApproval *approval,
                      gboolean     at_security)
{
  g_autofree char *sentence = NULL;
  AdwToast *toast;

  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  if (hkk_approval_get_status (approval) == HKK_APPROVAL_EXECUTED)
    return;
  if (!hkk_approval_is_final (approval))
    {
      hkk_shell_say (shell, _("The approval goes on. You are told when it ends."));
      return;
    }
  sentence = hkk_approval_end_sentence (approval);
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, sentence);
  if (hkk_approval_get_status (approval) == HKK_APPROVAL_REPORTED && !at_security)
    offer_security (toast);
  hkk_shell_add_toast (shell, toast);
}
