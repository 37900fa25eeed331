/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-end.h"

#include <glib/gi18n.h>

#include "hkk-approval-words.h"

/* (transfer full): how APPROVAL, which is final, ended; in one sentence unless what to do is to follow. */
static char *
dup_end (HkkApproval *approval,
         gboolean     with_advice)
{
  HkkProblem *problem = hkk_approval_get_status (approval) == HKK_APPROVAL_FAILED ? hkk_approval_get_problem (approval)
                                                                                  : NULL;
  g_autofree char *why = problem != NULL ? hkk_problem_get_sentence (problem) : NULL;
  HkkApprovalEnd end = { 0 };
  g_autofree char *advice = NULL;

  hkk_approval_end_init (&end, approval, FALSE);
  advice = end.text;
  if (with_advice)
    return g_strconcat (end.title, "\n", advice, NULL);
  return g_strdup (why != NULL && *why != '\0' ? why : end.title);
}

/**
 * hkk_approval_end_sentence:
 * @approval: what the person no longer looks at
 * @with_advice: whether what it means and what to do are to follow, in lines of their own
 *
 * Returns: (transfer full): how it ended, or that it goes on, for what is behind its dialog
 */
char *
hkk_approval_end_sentence (HkkApproval *approval,
                           gboolean     with_advice)
{
  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  if (!hkk_approval_is_final (approval))
    return g_strdup (_("The approval goes on. You are told when it ends."));
  return dup_end (approval, with_advice);
}

/**
 * hkk_approval_end_get_icon_name:
 * @approval: a final approval
 *
 * Returns: (transfer none): the icon beside hkk_approval_end_sentence()
 */
const char *
hkk_approval_end_get_icon_name (HkkApproval *approval)
{
  HkkApprovalEnd end = { 0 };

  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  hkk_approval_end_init (&end, approval, FALSE);
  g_free (end.text);
  return end.icon_name;
}

/**
 * hkk_approval_end_get_offer:
 * @approval: an approval
 *
 * Returns: (transfer none) (nullable): what the button says that leads to “Security”; %NULL where nothing is to be done
 *   there
 */
const char *
hkk_approval_end_get_offer (HkkApproval *approval)
{
  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  return hkk_approval_get_status (approval) == HKK_APPROVAL_REPORTED ? _("Open Security") : NULL;
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
  const char *offer = NULL;
  AdwToast *toast;

  g_return_if_fail (HKK_IS_SHELL (shell));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  if (hkk_approval_get_status (approval) == HKK_APPROVAL_EXECUTED)
    return;
  sentence = hkk_approval_end_sentence (approval, FALSE);
  offer = at_security ? NULL : hkk_approval_end_get_offer (approval);
  toast = hkk_toast_new (sentence);
  if (offer != NULL)
    {
      adw_toast_set_button_label (toast, offer);
      adw_toast_set_action_name (toast, "win.go-to");
      adw_toast_set_action_target (toast, "s", hkk_place_get_name (HKK_PLACE_SECURITY));
      adw_toast_set_timeout (toast, 0);
    }
  hkk_shell_add_toast (shell, toast);
}
