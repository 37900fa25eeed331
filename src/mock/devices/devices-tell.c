/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "messages.h"

/* What a person has to hear of, whoever did it: a second factor that comes or goes. */

static char *
bound_body (const char *language,
            const char *name,
            const char *before)
{
  if (before == NULL)
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    return g_strdup_printf (hkk_mock_text_in (language, N_("The device “%s” was registered on {date}. It can approve "
                                                           "for you from now on.\n\nThat was not you? Remove the "
                                                           "device under “Security”, change your password, and call "
                                                           "us.")), name);
  /* TRANSLATORS: the names of two smartphones or tablets; {date} stays */
  return g_strdup_printf (hkk_mock_text_in (language, N_("The device “%1$s” was registered on {date}, in place of "
                                                         "“%2$s”, which can approve nothing any more. It can approve "
                                                         "for you from now on.\n\nThat was not you? Remove the device "
                                                         "under “Security”, change your password, and call us.")),
                          name, before);
}

static char *
waits_body (const char *language,
            const char *name,
            gint64      usable_at)
{
  g_autoptr(GDateTime) german = hkk_mock_german_time (usable_at);
  g_autofree char *time = g_date_time_format (german, "%H:%M");

  if (usable_at == 0)
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    return g_strdup_printf (hkk_mock_text_in (language, N_("The device “%s” was registered on {date}. It can approve "
                                                           "for you as soon as you confirm it on another one of your "
                                                           "devices. Otherwise it is removed after a day.\n\nThat was "
                                                           "not you? Remove the device under “Security”, change your "
                                                           "password, and call us.")), name);
  /* TRANSLATORS: the name of a smartphone or tablet, and a time of the day ("21:05"); {date} stays */
  return g_strdup_printf (hkk_mock_text_in (language, N_("The device “%1$s” was registered on {date} with a letter. It "
                                                         "can approve for you from %2$s on (German time), or as soon "
                                                         "as you confirm it on another one of your devices.\n"
                                                         "\nThat was not you? Remove the device under “Security” "
                                                         "before that, change your password, and call us.")),
                          name, time);
}

static const struct
{
  const char *subject;
  const char *body; /* %s: the device's name */
} told[] = {
  [HKK_MOCK_DEVICE_LOST] = {
    N_("Your device will be removed"),
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    N_("The device “%s” was reported as lost on {date}, with your password. It will be removed in three days, and no "
       "device will approve for you any more.\n\nThat was not you, or the device is back? Unlock it once with its "
       "approval PIN, fingerprint or Face-ID: then it stays. Change your password, and call us.") },
  [HKK_MOCK_DEVICE_KEPT] = {
    N_("Your device stays registered"),
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    N_("The device “%s” was unlocked on {date}. So it is not lost, and it stays registered.\n\nYou did not report it "
       "as lost? Then somebody knows your password: change it, and call us.") },
  [HKK_MOCK_DEVICE_REMOVED] = {
    N_("Your device was removed"),
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    N_("The device “%s” was removed on {date}, three days after it was reported as lost. No device approves for you "
       "any more.\n\nThat was not you? Change your password, and call us.") },
  [HKK_MOCK_DEVICE_REFUSED] = {
    N_("A device was removed"),
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    N_("On {date} you said on another one of your devices that it was not you who registered the device “%s”. So it "
       "was removed; it could not approve anything.\n\nSomebody may know your password: change it, and call us.") },
  [HKK_MOCK_DEVICE_REPLACED] = {
    N_("Your device was unlocked with a letter"),
    /* TRANSLATORS: the name of a smartphone or tablet; {date} stays */
    N_("The device “%s” was locked. It was registered anew on {date}, with your password and the code of a letter.\n\n"
       "That was not you? Remove the device under “Security”, change your password, and call us.") },
};

static char *
make_body (const char *language,
           const char *text,
           const char *name)
{
  /* Translations are checked by msgfmt -c. */
  #pragma GCC diagnostic push
  #pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (hkk_mock_text_in (language, text), name);
  #pragma GCC diagnostic pop
}

static void
send (HkkMockStore *store,
      gint64        account_id,
      const char   *subject,
      const char   *body_de,
      const char   *body_en)
{
  g_autofree char *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = account_id, .category = "access", .subject_de = hkk_mock_text_in ("de", subject),
    .subject_en = hkk_mock_text_in ("en", subject), .body_de = body_de, .body_en = body_en, .leads_to = "security",
    .created_at = hkk_mock_now () });
}

/**
 * hkk_mock_device_tell_bound:
 * @store: a store in a transaction
 * @account_id: whose
 * @name: what the new device is called
 * @before: (nullable): what the one is called whose place it takes
 */
void
hkk_mock_device_tell_bound (HkkMockStore *store,
                            gint64        account_id,
                            const char   *name,
                            const char   *before)
{
  g_autofree char *german = bound_body ("de", name, before);
  g_autofree char *english = bound_body ("en", name, before);

  send (store, account_id, N_("A new device can approve for you"), german, english);
}

/**
 * hkk_mock_device_tell_waits:
 * @store: a store in a transaction
 * @account_id: whose
 * @name: what the new device is called
 * @usable_at: unix milliseconds: when it can approve without being confirmed; 0: never
 */
void
hkk_mock_device_tell_waits (HkkMockStore *store,
                            gint64        account_id,
                            const char   *name,
                            gint64        usable_at)
{
  g_autofree char *german = waits_body ("de", name, usable_at);
  g_autofree char *english = waits_body ("en", name, usable_at);

  send (store, account_id, N_("A new device has to be confirmed"), german, english);
}

/**
 * hkk_mock_device_tell:
 * @store: a store in a transaction
 * @device: what happens without an approval
 * @news: what that is
 */
void
hkk_mock_device_tell (HkkMockStore        *store,
                      const HkkMockDevice *device,
                      HkkMockDeviceNews    news)
{
  g_autofree char *german = make_body ("de", told[news].body, device->name);
  g_autofree char *english = make_body ("en", told[news].body, device->name);

  send (store, device->account_id, told[news].subject, german, english);
}
