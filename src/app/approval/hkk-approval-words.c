/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-words.h"

#include <glib/gi18n.h>

#include "hkk-format.h"

#define HELP_AFTER_SECONDS 20
#define RESEND_AFTER_SECONDS 30

static char *
with_device (HkkApproval *approval,
             const char  *with_name,
             const char  *without_name)
{
  const char *name = hkk_approval_get_device_name (approval);
  g_autofree char *isolated = NULL;

  if (name == NULL || *name == '\0')
    return g_strdup (without_name);
  isolated = hkk_format_isolate (name);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (with_name, isolated);
#pragma GCC diagnostic pop
}

/**
 * hkk_approval_words_status:
 * @approval: an approval that is not final
 *
 * Returns: (transfer full): where it is, as a sentence
 */
char *
hkk_approval_words_status (HkkApproval *approval)
{
  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  switch ((guint) hkk_approval_get_status (approval))
    {
    case HKK_APPROVAL_DELIVERED:
      /* TRANSLATORS: %s is the name of the person's phone */
      return with_device (approval, _("Arrived on %s"), _("Arrived in the Service-App"));
    case HKK_APPROVAL_OPENED:
      /* TRANSLATORS: %s is the name of the person's phone */
      return with_device (approval, _("Being viewed on %s"), _("Being viewed in the Service-App"));
    case HKK_APPROVAL_APPROVED:
      return g_strdup (_("Approved. It is being carried out."));
    case HKK_APPROVAL_UNKNOWN:
      return g_strdup (_("Waiting for the Service-App. How far it is cannot be told; “Check now” asks again."));
    default:
      /* TRANSLATORS: %s is the name of the person's phone */
      return with_device (approval, _("Approval requested. Waiting for %s"),
                          _("Approval requested. Waiting for the Service-App"));
    }
}

static const char *
what_is_wrong (HkkApprovalLink link)
{
  switch (link)
    {
    case HKK_APPROVAL_LINK_INTERRUPTED:
      return _("The connection is interrupted. Your approval goes on.");
    case HKK_APPROVAL_LINK_BUSY:
      return _("The portal cannot say at the moment how far your approval is. Your approval goes on.");
    case HKK_APPROVAL_LINK_UNREADABLE:
      return _("The portal gave an answer about your approval that this program does not understand. Whether it was "
               "carried out, you see under “Requests”.");
    case HKK_APPROVAL_LINK_GONE:
      return _("The portal no longer knows this approval. Whether it was carried out, you see under “Requests”.");
    case HKK_APPROVAL_LINK_OK:
    case HKK_APPROVAL_LINK_SIGNED_OUT:
    default:
      return NULL;
    }
}

/**
 * hkk_approval_words_link:
 * @approval: an approval
 *
 * Returns: (transfer full) (nullable): what is wrong with the connection; %NULL if nothing is
 */
char *
hkk_approval_words_link (HkkApproval *approval)
{
  g_autofree char *next = NULL;
  guint seconds = 0;

  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  if (hkk_approval_get_link (approval) == HKK_APPROVAL_LINK_SIGNED_OUT)
    return g_strdup (_("You are signed out. Your approval goes on. Sign in again to see how it ends."));
  if (what_is_wrong (hkk_approval_get_link (approval)) == NULL)
    return NULL;

  seconds = hkk_approval_get_retry_in (approval);
  if (seconds == 0)
    next = g_strdup (_("We are asking again now."));
  else
    /* TRANSLATORS: %u is a number of seconds */
    next = g_strdup_printf (ngettext ("We ask again in %u second.", "We ask again in %u seconds.", seconds), seconds);
  return g_strconcat (what_is_wrong (hkk_approval_get_link (approval)), " ", next, NULL);
}

/**
 * hkk_approval_words_name_requests:
 * @approval: an approval
 *
 * Returns: whether hkk_approval_words_link() names the page “Requests”, to which a button is to lead then
 */
gboolean
hkk_approval_words_name_requests (HkkApproval *approval)
{
  g_return_val_if_fail (HKK_IS_APPROVAL (approval), FALSE);

  return hkk_approval_get_link (approval) == HKK_APPROVAL_LINK_UNREADABLE ||
         hkk_approval_get_link (approval) == HKK_APPROVAL_LINK_GONE;
}

/**
 * hkk_approval_words_time_left:
 * @seconds: until the approval ends
 *
 * Whole minutes until the last one and a half, so that the text is calm; rounded down, so that it never promises more
 * time than there is.
 *
 * Returns: (transfer full): the time left in words
 */
char *
hkk_approval_words_time_left (guint seconds)
{
  if (seconds > HKK_APPROVAL_LAST_SECONDS)
    /* TRANSLATORS: %u is a number of minutes, rounded down */
    return g_strdup_printf (ngettext ("More than %u minute left", "More than %u minutes left", (seconds - 1) / 60),
                            (seconds - 1) / 60);

  /* TRANSLATORS: %u is a number of seconds */
  return g_strdup_printf (ngettext ("%u second left", "%u seconds left", seconds), seconds);
}

/**
 * hkk_approval_words_time_notice:
 * @before: seconds left when it was last looked at
 * @now: seconds left now
 *
 * Returns: (transfer full) (nullable): what to announce: once each when 60, 30 and 10 seconds are reached
 */
char *
hkk_approval_words_time_notice (guint before,
                                guint now)
{
  static const guint marks[] = { 10, 30, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (before > marks[i] && now <= marks[i] && now > 0)
      /* TRANSLATORS: read aloud; %u is a number of seconds */
      return g_strdup_printf (ngettext ("%u second is left to approve.", "%u seconds are left to approve.", now), now);

  return NULL;
}

/**
 * hkk_approval_words_number:
 * @number: digits
 *
 * Returns: (transfer full): the digits one by one, for reading aloud: “4 2”, not “forty-two”
 */
char *
hkk_approval_words_number (const char *number)
{
  GString *digits = g_string_new (NULL);

  g_return_val_if_fail (number != NULL, NULL);

  for (const char *c = number; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (digits->len > 0)
        g_string_append_c (digits, ' ');
      g_string_append_unichar (digits, g_utf8_get_char (c));
    }

  return g_string_free_and_steal (digits);
}

static char *
locked_sentence (HkkApproval *approval)
{
  g_autofree char *device = hkk_format_isolate (hkk_approval_get_device_name (approval));

  /* TRANSLATORS: %s is the name of the person's phone */
  return g_strdup_printf (_("%s is locked. Approve with another registered device, or choose “Forgotten "
                            "password/approval PIN” in the Service-App."), device);
}

/**
 * hkk_approval_words_advice:
 * @approval: an approval that is not final
 *
 * Returns: (transfer full) (nullable): what to do if it cannot be approved as it is; %NULL if it can
 */
char *
hkk_approval_words_advice (HkkApproval *approval)
{
  g_return_val_if_fail (HKK_IS_APPROVAL (approval), NULL);

  if (hkk_approval_get_number (approval) == NULL)
    return g_strdup (_("The portal gave no number to type, so this cannot be approved. Cancel it, then ask again."));
  if (hkk_approval_get_device_name (approval) == NULL)
    return g_strdup (_("No device is registered for approvals. Open the Service-App, sign in with your insurance "
                       "number and password, and register the device with the letter or your health card. Then ask "
                       "again."));
  return hkk_approval_get_device_locked (approval) ? locked_sentence (approval) : NULL;
}

/**
 * hkk_approval_wants_help:
 * @approval: an approval
 *
 * Returns: whether the way to it on the phone is to be shown: nobody has opened it for 20 seconds
 */
gboolean
hkk_approval_wants_help (HkkApproval *approval)
{
  HkkApprovalStatus status = HKK_APPROVAL_UNKNOWN;

  g_return_val_if_fail (HKK_IS_APPROVAL (approval), FALSE);

  status = hkk_approval_get_status (approval);

  return (status == HKK_APPROVAL_PENDING || status == HKK_APPROVAL_DELIVERED || status == HKK_APPROVAL_UNKNOWN) &&
         hkk_approval_get_seconds_waiting (approval) >= HELP_AFTER_SECONDS;
}

/**
 * hkk_approval_can_resend:
 * @approval: an approval
 *
 * Returns: whether it can be sent to the phone once more
 */
gboolean
hkk_approval_can_resend (HkkApproval *approval)
{
  return hkk_approval_wants_help (approval) && hkk_approval_get_resends_left (approval) > 0 &&
         hkk_approval_get_seconds_waiting (approval) >= RESEND_AFTER_SECONDS;
}

static char *
why_failed (HkkApproval *approval,
            const char  *what_to_do)
{
  HkkProblem *problem = hkk_approval_get_problem (approval);
  g_autofree char *why = problem != NULL ? hkk_problem_get_sentence (problem) : NULL;

  if (why == NULL || *why == '\0')
    return g_strdup (what_to_do);

  return g_strconcat (why, "\n", what_to_do, NULL);
}

static char *
what_was_done (HkkApproval *approval,
               gboolean     cancel_asked)
{
  if (cancel_asked)
    return g_strdup (_("It had already been carried out when you cancelled. To undo it, open the request or write us a "
                       "message."));
  if (hkk_approval_get_message (approval) != NULL)
    return g_strdup (hkk_approval_get_message (approval));

  return g_strdup (_("It was approved and carried out."));
}

static const struct
{
  HkkApprovalStatus  status;
  const char        *icon_name;
  const char        *css_class;
  const char        *title;
  const char        *text;
} ends[] = {
  { HKK_APPROVAL_EXECUTED, "object-select-symbolic", "success", N_("Done"), NULL },
  { HKK_APPROVAL_DENIED, "process-stop-symbolic", "dimmed", N_("You declined. Nothing was changed."),
    N_("You can ask again. What you entered is kept.") },
  { HKK_APPROVAL_REPORTED, "security-high-symbolic",
    "error", N_("You said that this was not you. Nothing was changed."),
    N_("The session that asked for it was ended. If it really was not you, choose a new password under “Security” and "
       "look there who has signed in. What you entered is kept.") },
  { HKK_APPROVAL_EXPIRED, "alarm-symbolic", "warning", N_("Time ran out. Nothing was changed."),
    N_("Ask again when you have the Service-App at hand. What you entered is kept.") },
  { HKK_APPROVAL_CANCELLED, "process-stop-symbolic", "dimmed", N_("Cancelled. Nothing was changed."),
    N_("Your entries are kept. You can change them and ask again.") },
  { HKK_APPROVAL_REVOKED, "process-stop-symbolic",
    "warning", N_("The approval is no longer valid. Nothing was changed."),
    N_("The session or the device that it belonged to has ended. Your entries are kept, and you can ask again.") },
  { HKK_APPROVAL_FAILED, "dialog-error-symbolic", "error", N_("Approved, but not carried out"),
    N_("Nothing was changed. Your entries are kept. Try again later, or write us a message.") },
  { HKK_APPROVAL_FAILED_CONFLICT, "dialog-warning-symbolic", "warning", N_("Approved, but not carried out"),
    N_("The data have been changed meanwhile, so nothing was changed now. Look at the present values, then ask "
       "again.") },
};

/* Not the person's decision: the number that was typed was not the one that was shown. */
static gboolean
was_wrong_number (HkkApproval *approval)
{
  HkkProblem *problem = hkk_approval_get_problem (approval);

  return hkk_approval_get_status (approval) == HKK_APPROVAL_DENIED && problem != NULL &&
         g_str_equal (hkk_problem_get_code (problem), "wrong_number");
}

/* The device may be why; the session is the other one. */
static char *
why_revoked (HkkApproval *approval,
             const char  *text)
{
  g_autofree char *locked = hkk_approval_get_device_locked (approval) ? locked_sentence (approval) : NULL;

  return locked != NULL ? g_strconcat (locked, "\n", _("Your entries are kept, and you can ask again."), NULL)
                        : g_strdup (text);
}

/**
 * hkk_approval_end_init:
 * @end: to fill
 * @approval: a final approval
 * @cancel_asked: whether the person has cancelled it in this dialog
 *
 * Says how the approval ended.
 */
void
hkk_approval_end_init (HkkApprovalEnd *end,
                       HkkApproval    *approval,
                       gboolean        cancel_asked)
{
  HkkApprovalStatus status = HKK_APPROVAL_UNKNOWN;
  gsize i = 0;

  g_return_if_fail (end != NULL);
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  status = hkk_approval_get_status (approval);
  while (i < G_N_ELEMENTS (ends) && ends[i].status != status)
    i++;
  g_return_if_fail (i < G_N_ELEMENTS (ends));

  end->icon_name = ends[i].icon_name;
  end->css_class = ends[i].css_class;
  end->title = _(ends[i].title);
  if (was_wrong_number (approval))
    {
      end->icon_name = "dialog-warning-symbolic";
      end->css_class = "warning";
      end->title = _("The number was wrong twice. Nothing was changed.");
      end->text = g_strdup (_("You get a new number when you ask again. Type exactly that one in the Service-App. What "
                              "you entered is kept."));
      return;
    }
  if (status == HKK_APPROVAL_EXECUTED)
    end->text = what_was_done (approval, cancel_asked);
  else if (status == HKK_APPROVAL_FAILED || status == HKK_APPROVAL_FAILED_CONFLICT)
    end->text = why_failed (approval, _(ends[i].text));
  else if (status == HKK_APPROVAL_REVOKED)
    end->text = why_revoked (approval, _(ends[i].text));
  else
    end->text = g_strdup (_(ends[i].text));
}
