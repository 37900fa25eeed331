/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-outcome.h"

#include <glib/gi18n.h>

#define YES "object-select-symbolic"
#define NO "action-unavailable-symbolic"
#define ODD "dialog-warning-symbolic"

typedef struct
{
  HkkApprovalStatus  status;
  const char        *icon_name;
  const char        *title;
  const char        *text;
} Ending;

/* The last one stands for all others. */
static const Ending endings[] = {
  { HKK_APPROVAL_APPROVED, YES, N_("Approved"), N_("Your computer goes on by itself.") },
  { HKK_APPROVAL_EXECUTED, YES, N_("Approved"), N_("Your computer goes on by itself.") },
  { HKK_APPROVAL_DENIED, NO, N_("Declined"), N_("Nothing was changed.") },
  { HKK_APPROVAL_REPORTED, "security-high-symbolic", N_("Thank you for telling us"),
    N_("Nothing was changed. That session was ended. If somebody knows your password, change it now.") },
  { HKK_APPROVAL_EXPIRED, NO, N_("Time ran out"), N_("Nothing was changed. Start again on your computer.") },
  { HKK_APPROVAL_FAILED, ODD, N_("Approved, but not carried out"), N_("Your computer shows why.") },
  { HKK_APPROVAL_FAILED_CONFLICT, ODD, N_("Approved, but not carried out"), N_("Your computer shows why.") },
  { HKK_APPROVAL_CANCELLED, NO, N_("Withdrawn"), N_("Your computer has withdrawn this. Nothing was changed.") },
  { HKK_APPROVAL_REVOKED, NO, N_("Withdrawn"),
    N_("The session on your computer ended, or a device was locked. Nothing was changed.") },
  { HKK_APPROVAL_UNKNOWN, "dialog-question-symbolic", N_("Not decided yet"),
    N_("Your computer shows how it goes on.") },
};

/* Where another smartphone or tablet of the person asked. */
static const Ending by_device[] = {
  { HKK_APPROVAL_APPROVED, YES, N_("Approved"), N_("Your other device goes on by itself.") },
  { HKK_APPROVAL_EXECUTED, YES, N_("Approved"), N_("Your other device goes on by itself.") },
  { HKK_APPROVAL_DENIED, NO, N_("Declined"), N_("Nothing was changed.") },
  { HKK_APPROVAL_REPORTED, "security-high-symbolic", N_("Thank you for telling us"),
    N_("Nothing was changed. If somebody knows your password, change it now.") },
  { HKK_APPROVAL_EXPIRED, NO, N_("Time ran out"), N_("Nothing was changed. Start again on your other device.") },
  { HKK_APPROVAL_CANCELLED, NO, N_("Withdrawn"), N_("Your other device has withdrawn this. Nothing was changed.") },
  { HKK_APPROVAL_REVOKED, NO, N_("Withdrawn"),
    N_("Your other device has ended this, or a device was locked. Nothing was changed.") },
  { HKK_APPROVAL_FAILED, ODD, N_("Approved, but not carried out"), N_("Your other device shows why.") },
  { HKK_APPROVAL_FAILED_CONFLICT, ODD, N_("Approved, but not carried out"), N_("Your other device shows why.") },
  { HKK_APPROVAL_UNKNOWN, "dialog-question-symbolic", N_("Not decided yet"),
    N_("Your other device shows how it goes on.") },
};

/* The first answer counts; %s in each is the name of the device that gave it. */
static const Ending elsewhere[] = {
  { HKK_APPROVAL_APPROVED, YES, N_("Approved"), N_("You approved it on “%s”. Your computer goes on by itself.") },
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_EXECUTED, YES, N_("Approved"), N_("You approved it on “%s”. Your computer goes on by itself.") },
  /* TRANSLATORS: %s: the name of the person's other phone or tablet. They declined, or typed a wrong number twice. */
  { HKK_APPROVAL_DENIED, NO, N_("Not approved"), N_("It was not approved on “%s”. Nothing was changed.") },
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_REPORTED, "security-high-symbolic", N_("Reported"),
    N_("“That wasn’t me” was chosen on “%s”. Nothing was changed, and that session was ended.") },
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_FAILED, ODD, N_("Approved, but not carried out"),
    N_("You approved it on “%s”, but it could not be carried out. Your computer shows why.") },
  { HKK_APPROVAL_FAILED_CONFLICT, ODD, N_("Approved, but not carried out"),
    N_("You approved it on “%s”, but it could not be carried out. Your computer shows why.") },
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_UNKNOWN, "dialog-question-symbolic", N_("Answered"), N_("It was answered on “%s”.") },
};

/* The same where another smartphone or tablet of the person asked. */
static const Ending elsewhere_by_device[] = {
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_APPROVED, YES, N_("Approved"),
    N_("You approved it on “%s”. The device that asked goes on by itself.") },
  { HKK_APPROVAL_EXECUTED, YES, N_("Approved"),
    N_("You approved it on “%s”. The device that asked goes on by itself.") },
  { HKK_APPROVAL_DENIED, NO, N_("Not approved"), N_("It was not approved on “%s”. Nothing was changed.") },
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_REPORTED, "security-high-symbolic", N_("Reported"),
    N_("“That wasn’t me” was chosen on “%s”. Nothing was changed.") },
  /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
  { HKK_APPROVAL_FAILED, ODD, N_("Approved, but not carried out"),
    N_("You approved it on “%s”, but it could not be carried out. The device that asked shows why.") },
  { HKK_APPROVAL_FAILED_CONFLICT, ODD, N_("Approved, but not carried out"),
    N_("You approved it on “%s”, but it could not be carried out. The device that asked shows why.") },
  { HKK_APPROVAL_UNKNOWN, "dialog-question-symbolic", N_("Answered"), N_("It was answered on “%s”.") },
};

static const Ending *
find (const Ending      *rows,
      gsize              n_rows,
      HkkApprovalStatus  status)
{
  gsize i = 0;

  while (i + 1 < n_rows && rows[i].status != status)
    i++;
  return &rows[i];
}

/**
 * hkk_phone_outcome_read:
 * @approval: one that is over
 *
 * Fills @self with how it ended. Where another device of the person decided it, that is named.
 */
void
hkk_phone_outcome_read (HkkPhoneOutcome   *self,
                        HkkDeviceClient   *client,
                        HkkDeviceApproval *approval)
{
  HkkApprovalStatus status = hkk_device_approval_get_status (approval);
  const char *other = hkk_device_client_get_answered_elsewhere (client, approval);
  gboolean by_other_device = hkk_device_approval_is_by_device (approval);
  const Ending *ending = find (endings, G_N_ELEMENTS (endings), status);
  g_autoptr(GString) text = NULL;

  if (other != NULL && by_other_device)
    ending = find (elsewhere_by_device, G_N_ELEMENTS (elsewhere_by_device), status);
  else if (other != NULL)
    ending = find (elsewhere, G_N_ELEMENTS (elsewhere), status);
  else if (by_other_device)
    ending = find (by_device, G_N_ELEMENTS (by_device), status);
  text = g_string_new (_(ending->text));
  if (other != NULL)
    g_string_replace (text, "%s", other, 1);
  self->icon_name = ending->icon_name;
  self->title = _(ending->title);
  self->text = g_string_free_and_steal (g_steal_pointer (&text));
}

void
hkk_phone_outcome_clear (HkkPhoneOutcome *self)
{
  g_clear_pointer (&self->text, g_free);
}
