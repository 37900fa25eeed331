/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stopped a call on its way, in words: what happened, what it means, what to do. The portal is blamed for nothing
 * that it may have no part in. */
#include "hkk-network-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-portal-error.h"

/* --- The certificate --- */

/* The gravest comes first. */
static const struct
{
  GTlsCertificateFlags  flag;
  const char           *sentence;
} wrongs[] = {
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    N_("The certificate of what answers belongs to another address than the portal’s, so nothing was sent. A network "
       "that wants a sign-in of its own first puts itself in between, as in a hotel: open any page in your browser, or "
       "try another network.") },
  { G_TLS_CERTIFICATE_REVOKED,
    N_("The certificate of what answers was withdrawn, so nothing was sent. Ask your insurer, and try again later.") },
  { G_TLS_CERTIFICATE_INSECURE,
    N_("The certificate of what answers is too weak to be trusted, so nothing was sent. Ask your insurer, and try "
       "again later.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_("The certificate of what answers was not issued by anybody whom this program trusts, so nothing was sent. A "
       "network that wants a sign-in of its own first puts itself in between, as in a hotel: open any page in your "
       "browser, or try another network.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    N_("The portal’s certificate is not valid yet, by the clock of this computer, so nothing was sent. Check the date "
       "and time of this computer, then try again.") },
  { G_TLS_CERTIFICATE_EXPIRED,
    N_("The portal’s certificate has expired, by the clock of this computer, so nothing was sent. Check the date and "
       "time of this computer, then try again.") },
  { G_TLS_CERTIFICATE_GENERIC_ERROR,
    N_("The certificate of what answers is not made for a portal, so nothing was sent. Ask your insurer, and try again "
       "later.") },
};

#define UNTIMELY (G_TLS_CERTIFICATE_NOT_ACTIVATED | G_TLS_CERTIFICATE_EXPIRED)

static char *
sentence_of_certificate (GTlsCertificateFlags wrong)
{
  gsize i = 0;
  const char *dates = NULL;

  while (i < G_N_ELEMENTS (wrongs) && !(wrong & wrongs[i].flag))
    i++;
  if (i == G_N_ELEMENTS (wrongs))
    return NULL;
  if ((wrong & UNTIMELY) && !(wrongs[i].flag & UNTIMELY))
    dates = _("Its dates do not fit either: check the date and time of this computer.");
  return g_strjoin (" ", _(wrongs[i].sentence), dates, NULL);
}

static char *
day_in_words (GDateTime *time)
{
  GDate date;

  if (time == NULL)
    return g_strdup ("–");
  date = hkk_clock_date_of (time);
  return hkk_date_words (&date, HKK_DATE_WORDS_FULL, NULL, NULL);
}

static char *
dup_details (const GError *network,
             const HkkWay *way)
{
  g_autofree char *name = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autoptr(GDateTime) from = NULL;
  g_autoptr(GDateTime) until = NULL;

  if (way->certificate == NULL && network != NULL)
    return g_strdup (network->message);
  if (way->certificate == NULL)
    /* TRANSLATORS: %u is a number such as 407 */
    return way->status != 0 ? g_strdup_printf (_("Answer of the proxy: %u"), way->status) : NULL;
  name = g_tls_certificate_get_subject_name (way->certificate);
  issuer = g_tls_certificate_get_issuer_name (way->certificate);
  from = g_tls_certificate_get_not_valid_before (way->certificate);
  until = g_tls_certificate_get_not_valid_after (way->certificate);
  first = day_in_words (from);
  last = day_in_words (until);
  /* TRANSLATORS: of a certificate; %1$s its name, %2$s who issued it, %3$s and %4$s days */
  return g_strdup_printf (_("Certificate: %1$s\nIssued by: %2$s\nValid: %3$s to %4$s"), name != NULL ? name : "–",
                          issuer != NULL ? issuer : "–", first, last);
}

/* --- The proxy --- */

static gboolean
is_name_lookup (const GError *network)
{
  return network != NULL &&
         (network->domain == G_RESOLVER_ERROR || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND));
}

/* GIO tells a proxy's name from the portal's in its message only. */
static gboolean
is_name_of_proxy (const GError *network,
                  const HkkWay *way)
{
  return is_name_lookup (network) && way->host != NULL && strstr (network->message, way->host) == NULL;
}

static const char *
sentence_of_proxy (const GError *network,
                   const HkkWay *way)
{
  if (way->status == 407 || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (network, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED))
    return _("The proxy of this network wants a user name and a password, or does not take those that are set. Enter "
             "them in the network settings of this computer. Nothing was sent to the portal.");
  if ((way->status >= 400 && way->status < 500) || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return _("The proxy of this network does not let this program through to the portal. Ask whoever runs the network. "
             "Nothing was sent to the portal.");
  if (way->status != 0 || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED))
    return _("The proxy of this network could not reach the portal. Try again later, or in another network. Nothing "
             "was sent to the portal.");
  if (is_name_lookup (network))
    return _("The name of the proxy that this computer is to use could not be looked up. Look at the proxy in the "
             "network settings of this computer, or try another network. Nothing was sent to the portal.");
  if (!way->connecting || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return _("The proxy settings of this computer cannot be used. Look at them in the network settings. Nothing was "
             "sent to the portal.");
  return _("The proxy of this network does not answer. Look at the network settings of this computer, or try another "
           "network. Nothing was sent to the portal.");
}

/* What could not even begin was not told where to go, unless it was the computer that forbade it. */
static gboolean
has_no_way (const GError *network,
            const HkkWay *way)
{
  return !way->connecting && !way->late && !is_name_lookup (network) &&
         !g_error_matches (network, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) &&
         !g_error_matches (network, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
}

static gboolean
is_about_the_proxy (const GError *network,
                    const HkkWay *way)
{
  if (way->status != 0 || (way->proxied && !way->securing))
    return TRUE;
  if (network == NULL)
    return FALSE;
  if (has_no_way (network, way))
    return TRUE;
  if (network->domain != G_IO_ERROR)
    return FALSE;
  switch (network->code)
    {
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- The connection --- */

static const char *
sentence_of_connection (const GError *network,
                        const HkkWay *way)
{
  if (g_error_matches (network, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _("This computer does not let the program connect to the portal; a firewall may forbid it. Allow it there, "
             "then try again. Nothing was sent.");
  if (!way->connecting || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
      g_error_matches (network, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (network, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return _("Nothing answers at the portal’s address. The portal may be out of order, or this network or a firewall "
             "is in the way. Nothing was sent. Try again later, or in another network.");
  if (network != NULL && network->domain == G_TLS_ERROR && network->code != G_TLS_ERROR_EOF && !way->secured)
    return _("What answers at the portal’s address does not speak as securely as this program needs it (TLS 1.3), so "
             "nothing was sent. A network that wants a sign-in of its own first puts itself in between, as in a hotel: "
             "open any page in your browser. If that is not it, ask your insurer.");
  if (!way->secured)
    return _("The connection broke off before it was secure, so nothing was sent. Try again; if that does not help, "
             "try another network.");
  return _("The connection to the portal broke off. Try again; if that does not help, try another network.");
}

/* A hotel's page stands before everything, whatever it makes of the call. A proxy says so, or leads there. */
static gboolean
network_wants_login (const HkkWay *way)
{
  if (way->status == HKK_STATUS_LOGIN_PAGE || SOUP_STATUS_IS_REDIRECTION (way->status))
    return TRUE;
  return !way->secured && way->status == 0 &&
         g_network_monitor_get_connectivity (g_network_monitor_get_default ()) == G_NETWORK_CONNECTIVITY_PORTAL;
}

static gboolean
is_offline (const GError *network)
{
  return (is_name_lookup (network) || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
          g_error_matches (network, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)) &&
         !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static HkkPortalError
code_of (const GError *network,
         const HkkWay *way)
{
  if (network_wants_login (way))
    return HKK_PORTAL_ERROR_LOGIN_PAGE;
  if (is_about_the_proxy (network, way))
    return HKK_PORTAL_ERROR_PROXY;
  if (is_offline (network))
    return HKK_PORTAL_ERROR_OFFLINE;
  if (is_name_of_proxy (network, way))
    return HKK_PORTAL_ERROR_PROXY;
  if (is_name_lookup (network))
    return HKK_PORTAL_ERROR_NAME_LOOKUP;
  if (g_error_matches (network, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return HKK_PORTAL_ERROR_TLS;
  if (g_error_matches (network, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return HKK_PORTAL_ERROR_TIMEOUT;
  return HKK_PORTAL_ERROR_UNREACHABLE;
}

/**
 * hkk_network_error_new:
 * @network: (nullable): what GIO or libsoup said
 * @way: how far the call came
 *
 * Returns: (transfer full): one of ours, with the technical reason as its details, which are in the log too; a cancel
 *   stays %G_IO_ERROR_CANCELLED
 */
GError *
hkk_network_error_new (const GError *network,
                       const HkkWay *way)
{
  HkkPortalError code = code_of (network, way);
  g_autofree char *sentence = NULL;
  g_autofree char *details = NULL;
  g_autoptr(GError) error = NULL;

  if (network != NULL &&
      (network->domain == HKK_PORTAL_ERROR || g_error_matches (network, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return g_error_copy (network);
  if (code == HKK_PORTAL_ERROR_PROXY)
    sentence = g_strdup (sentence_of_proxy (network, way));
  else if (code == HKK_PORTAL_ERROR_TLS)
    sentence = sentence_of_certificate (way->wrong);
  else if (code == HKK_PORTAL_ERROR_TIMEOUT && !way->connecting)
    sentence = g_strdup (_("The way to the portal was not found in time: the name service of this network or its "
                           "automatic proxy settings do not answer. Nothing was sent. Try again, or try another "
                           "network."));
  else if (code == HKK_PORTAL_ERROR_UNREACHABLE)
    sentence = g_strdup (sentence_of_connection (network, way));
  error = hkk_portal_error_new (code, sentence);
  details = dup_details (network, way);
  if (details != NULL)
    {
      hkk_portal_error_set_details (error, details);
      g_message ("No connection (%s): %s", error->message, details);
    }
  return g_steal_pointer (&error);
}
