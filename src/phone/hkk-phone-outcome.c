/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-outcome.h"

#include <glib/gi18n.h>

#define YES "object-select-symbolic"
#define NO "action-unavailable-symbolic"
#define ODD "dialog-warning-symbolic"

enum { BY_COMPUTER, BY_DEVICE, N_ASKERS };

/* How an approval can end, seen from here: by itself or by this device, and by another one, which is named. */
typedef struct
{
  HkkApprovalStatus  status;
  const char        *icon_name;
  const char        *title;
  const char        *text[N_ASKERS];
  const char        *title_elsewhere; /* (nullable): then that of the last one */
  const char        *text_elsewhere[N_ASKERS];
} Ending;

/* The last one stands for all others. */
static const Ending endings[] = {
  { HKK_APPROVAL_EXECUTED, YES,
    /* TRANSLATORS: Title on the phone: what became of an approval */
    N_("Approved"), { N_("Your computer goes on by itself."), N_("Your other device goes on by itself.") },
    N_("Approved"),
    /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet */
    { N_("You approved it on “%s”. Your computer goes on by itself."),
      /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
      N_("You approved it on “%s”. The device that asked goes on by itself.") } },
  { HKK_APPROVAL_DENIED, NO,
    N_("Declined"), { N_("Nothing was changed."), N_("Nothing was changed.") },
    /* TRANSLATORS: What became of an approval: it was declined, or the number was wrong */
    N_("Not approved"),
    /* TRANSLATORS: %s: the name of the person's other phone or tablet. They declined, or typed a wrong number twice */
    { N_("It was not approved on “%s”. Nothing was changed."),
      N_("It was not approved on “%s”. Nothing was changed.") } },
  { HKK_APPROVAL_REPORTED, "security-high-symbolic",
    N_("Thank you for telling us"),
    { N_("Nothing was changed. That session was ended. If somebody knows your password, change it now."),
      N_("Nothing was changed. If somebody knows your password, change it now.") },
    /* TRANSLATORS: Title on the phone: “That wasn’t me” was chosen on another device */
    N_("Reported"),
    /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet */
    { N_("“That wasn’t me” was chosen on “%s”. Nothing was changed, and that session was ended."),
      /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
      N_("“That wasn’t me” was chosen on “%s”. Nothing was changed.") } },
  { HKK_APPROVAL_FAILED, ODD,
    N_("Approved, but not carried out"), { N_("Your computer shows why."), N_("Your other device shows why.") },
    N_("Approved, but not carried out"),
    /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
    { N_("You approved it on “%s”, but it could not be carried out. Your computer shows why."),
      /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet. */
      N_("You approved it on “%s”, but it could not be carried out. The device that asked shows why.") } },
  { HKK_APPROVAL_EXPIRED, NO,
    N_("Time ran out"), { N_("Nothing was changed. Start again on your computer."),
      N_("Nothing was changed. Start again on your other device.") }, NULL, { NULL } },
  { HKK_APPROVAL_CANCELLED, NO,
    N_("Withdrawn"), { N_("Your computer has withdrawn this. Nothing was changed."),
      N_("Your other device has withdrawn this. Nothing was changed.") }, NULL, { NULL } },
  { HKK_APPROVAL_REVOKED, NO,
    N_("Withdrawn"), { N_("The session on your computer ended, or a device was locked. Nothing was changed."),
      N_("Your other device has ended this, or a device was locked. Nothing was changed.") },
    NULL, { NULL } },
  { HKK_APPROVAL_UNKNOWN, "dialog-question-symbolic",
    N_("Not decided yet"), { N_("Your computer shows how it goes on."), N_("Your other device shows how it goes on.") },
    /* TRANSLATORS: Title on the phone: an approval was decided on another device, and not known how */
    N_("Answered"),
    /* TRANSLATORS: %s: the name that the person gave to their other phone or tablet */
    { N_("It was answered on “%s”."), N_("It was answered on “%s”.") } },
};

/* The two that differ for the portal only are one for the person. */
static HkkApprovalStatus
meant (HkkApprovalStatus status)
{
  if (status == HKK_APPROVAL_APPROVED)
    return HKK_APPROVAL_EXECUTED;
  return status == HKK_APPROVAL_FAILED_CONFLICT ? HKK_APPROVAL_FAILED : status;
}

static const Ending *
find (HkkApprovalStatus status,
      gboolean          elsewhere)
{
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (endings) &&
         (endings[i].status != status || (elsewhere && endings[i].title_elsewhere == NULL)))
    i++;
  return &endings[i];
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
  const char *other = hkk_device_client_get_answered_elsewhere (client, approval);
  const Ending *ending = find (meant (hkk_device_approval_get_status (approval)), other != NULL);
  guint asker = hkk_device_approval_is_by_device (approval) ? BY_DEVICE : BY_COMPUTER;
  g_autoptr(GString) text = g_string_new (_(other != NULL ? ending->text_elsewhere[asker] : ending->text[asker]));

  if (other != NULL)
    g_string_replace (text, "%s", other, 1);
  self->icon_name = ending->icon_name;
  self->title = _(other != NULL ? ending->title_elsewhere : ending->title);
  self->text = g_string_free_and_steal (g_steal_pointer (&text));
}

void
hkk_phone_outcome_clear (HkkPhoneOutcome *self)
{
  g_clear_pointer (&self->text, g_free);
}
