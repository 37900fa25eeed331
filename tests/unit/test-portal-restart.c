/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-client.h"
#include "hkk-device-key.h"
#include "hkk-json.h"
#include "hkk-portal.h"
#include "keyring-bus.h"
#include "mock-client.h"
#include "portal-server.h"

/* What outlives the program: the sign-in, the data key and a bound device, with a gnome-keyring and the mock. */
typedef struct
{
  KeyringBus       bus;
  GSubprocess     *keyring;
  MockClient      *mock;
  char            *dir;
  HkkPortalConfig  config;
} World;

static gboolean
begin (World *self)
{
  if (!keyring_is_installed ())
    {
      g_test_skip ("gnome-keyring is not installed");
      return FALSE;
    }
  if (!keyring_in_own_process ())
    return FALSE;
  keyring_bus_start (&self->bus);
  self->keyring = keyring_start (&self->bus, "test-pass");
  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  self->config = (HkkPortalConfig) { .base_url = hkk_mock_get_url (self->mock->mock),
                                     .trust_pem = hkk_mock_get_certificate (self->mock->mock), .data_dir = self->dir,
                                     .program = "test", .version = "1", .device_name = "PC", .use_keyring = TRUE };
  return TRUE;
}

static void
end (World *self)
{
  test_drain ();
  mock_client_free (self->mock);
  keyring_stop (self->keyring);
  g_clear_object (&self->keyring);
  keyring_bus_stop (&self->bus);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static HkkPortal *
open_portal (World *self)
{
  g_autoptr(GError) error = NULL;
  HkkPortal *portal = hkk_portal_new (&self->config, &error);

  g_assert_no_error (error);
  return portal;
}

static void
sign_in (HkkPortal *portal,
         gboolean   stay)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_portal_sign_in_async (portal, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, stay, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (portal, test_wait (&result), &error));
  g_assert_no_error (error);
  if (stay)
    test_wait_until (hkk_portal_get_keyring_state (portal) == HKK_KEYRING_STORED);
  test_wait_until (hkk_portal_get_drafts (portal) != NULL && hkk_drafts_get_loaded (hkk_portal_get_drafts (portal)));
}

/* NULL where there is no keyring, or this is not the process for it. */
static HkkPortal *
begin_signed_in (World    *self,
                 gboolean  stay)
{
  HkkPortal *portal;

  if (!begin (self))
    return NULL;
  portal = open_portal (self);
  sign_in (portal, stay);
  return portal;
}

static void
close_portal (HkkPortal **portal)
{
  g_autoptr(GAsyncResult) result = NULL;
  gpointer gone;

  hkk_portal_close_async (*portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_close_finish (*portal, test_wait (&result), NULL));
  g_clear_object (&result);
  gone = *portal;
  g_object_add_weak_pointer (G_OBJECT (gone), &gone);
  g_clear_object (portal);
  /* Cancelled calls come back first, and workers end. */
  test_wait_until (gone == NULL);
}

static gboolean
resume (HkkPortal *portal)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean resumed;

  hkk_portal_resume_async (portal, NULL, test_keep_result, &result);
  resumed = hkk_portal_resume_finish (portal, test_wait (&result), &error);
  g_assert_no_error (error);
  return resumed;
}

static JsonNode *
get (HkkPortal   *portal,
     const char  *path,
     GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_get_async (portal, path, NULL, test_keep_result, &result);
  return hkk_portal_get_finish (portal, test_wait (&result), error);
}

static gboolean
has_copy (HkkPortal *portal)
{
  g_autoptr(JsonNode) node = hkk_portal_get_cached (portal, "overview", NULL);

  return node != NULL;
}

static void
test_stay (void)
{
  World world = { 0 };
  g_autoptr(HkkPortal) portal = NULL;
  g_autoptr(JsonNode) overview = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) out = NULL;

  portal = begin_signed_in (&world, TRUE);
  if (portal == NULL)
    return;
  overview = get (portal, "/v1/overview", &error);
  g_assert_no_error (error);
  hkk_portal_put_cached (portal, "overview", overview);
  test_wait_until (has_copy (portal));
  close_portal (&portal);

  /* Started without a network: signed in, with name, drafts and the copy, before anything was asked. */
  world.config.base_url = "https://127.0.0.1:9";
  portal = open_portal (&world);
  g_assert_true (resume (portal));
  g_assert_cmpint (hkk_portal_get_state (portal), ==, HKK_PORTAL_SIGNED_IN);
  g_assert_cmpstr (hkk_portal_get_person_name (portal), ==, "Andrea Amsel");
  g_assert_true (hkk_portal_get_stay_signed_in (portal));
  g_assert_nonnull (hkk_portal_get_drafts (portal));
  g_assert_true (has_copy (portal));
  again = get (portal, "/v1/overview", &error);
  g_assert_true (hkk_portal_error_is_transport (error));
  g_assert_cmpint (hkk_portal_get_state (portal), ==, HKK_PORTAL_SIGNED_IN);
  g_clear_error (&error);

  /* The network is back: the same session goes on. */
  g_assert_true (hkk_portal_set_endpoint (portal, hkk_mock_get_url (world.mock->mock),
                                          hkk_mock_get_certificate (world.mock->mock), &error));
  again = get (portal, "/v1/overview", &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  close_portal (&portal);

  /* The renewed token is the one in the keyring. */
  world.config.base_url = hkk_mock_get_url (world.mock->mock);
  portal = open_portal (&world);
  g_assert_true (resume (portal));
  g_clear_pointer (&again, json_node_unref);
  again = get (portal, "/v1/overview", &error);
  g_assert_no_error (error);
  hkk_portal_sign_out_async (portal, NULL, test_keep_result, &out);
  g_assert_true (hkk_portal_sign_out_finish (portal, test_wait (&out), NULL));
  g_clear_object (&out);
  close_portal (&portal);
  portal = open_portal (&world);
  g_assert_false (resume (portal));
  close_portal (&portal);
  end (&world);
}

static void
test_not_to_stay (void)
{
  World world = { 0 };
  g_autoptr(HkkPortal) portal = NULL;

  portal = begin_signed_in (&world, FALSE);
  if (portal == NULL)
    return;
  close_portal (&portal);
  portal = open_portal (&world);
  g_assert_false (resume (portal));
  sign_in (portal, FALSE);
  /* As after a crash. */
  g_clear_object (&portal);
  test_drain ();
  portal = open_portal (&world);
  g_assert_false (resume (portal));
  g_assert_cmpint (hkk_portal_get_state (portal), ==, HKK_PORTAL_SIGNED_OUT);
  close_portal (&portal);
  end (&world);
}

static gboolean
has_hint (World *self)
{
  g_autofree char *path = g_build_filename (self->dir, "session.ini", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A keyring that does not confirm the removal at quit is asked again at the next start. */
static void
test_not_removed (void)
{
  World world = { 0 };
  g_autoptr(HkkPortal) portal = NULL;

  portal = begin_signed_in (&world, FALSE);
  if (portal == NULL)
    return;
  close_portal (&portal);
  g_assert_false (has_hint (&world));
  portal = open_portal (&world);
  sign_in (portal, TRUE);
  keyring_stop (world.keyring);
  hkk_portal_sign_out_async (portal, NULL, NULL, NULL);
  close_portal (&portal);
  g_assert_true (has_hint (&world));
  portal = open_portal (&world);
  g_assert_false (resume (portal));
  close_portal (&portal);
  g_assert_true (has_hint (&world));
  end (&world);
}

static void
test_ended_meanwhile (void)
{
  World world = { 0 };
  g_autoptr(HkkPortal) portal = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  portal = begin_signed_in (&world, TRUE);
  if (portal == NULL)
    return;
  close_portal (&portal);
  mock_advance (world.mock, 31 * 24 * 3600);
  portal = open_portal (&world);
  g_assert_true (resume (portal));
  test_wait_until (hkk_portal_get_state (portal) == HKK_PORTAL_ENDED);
  node = get (portal, "/v1/overview", &error);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  close_portal (&portal);
  end (&world);
}

/* Whoever has the file and the server's share still has to try each PIN that slowly. */
static void
assert_rounds (World  *self,
               gint64  rounds)
{
  g_autofree char *path = g_build_filename (self->dir, "device.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "rounds"), ==, rounds);
}

static void
test_device (void)
{
  World world = { 0 };
  g_autoptr(HkkDeviceClient) phone = NULL;
  g_autoptr(GAsyncResult) signed_in = NULL;
  g_autoptr(GAsyncResult) enrolled = NULL;
  g_autoptr(GAsyncResult) fetched = NULL;
  g_autoptr(GAsyncResult) biometric = NULL;
  g_autoptr(GAsyncResult) pin = NULL;
  g_autoptr(GError) error = NULL;

  if (!begin (&world))
    return;
  phone = hkk_device_client_new (&world.config, &error);
  hkk_device_client_sign_in_async (phone, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, NULL, test_keep_result, &signed_in);
  g_assert_true (hkk_device_client_sign_in_finish (phone, test_wait (&signed_in), &error));
  hkk_device_client_enrol_async (phone,
                                 &(HkkEnrolment) { .name = "Phone",
                                                   .platform = "android", .pin = "258046", .biometrics = TRUE,
                                                   .card_digits = "481502", .card_valid_until = "2030-06-30" },
                                 NULL, test_keep_result, &enrolled);
  g_assert_true (hkk_device_client_enrol_finish (phone, test_wait (&enrolled), &error));
  g_assert_no_error (error);
  assert_rounds (&world, HKK_DEVICE_ROUNDS);
  /* Nobody waits for the keyring but who ends the program: all of it is in there now. */
  test_wait_until (hkk_device_client_get_keyring_state (phone) == HKK_KEYRING_STORED);
  hkk_device_client_stop (phone);
  test_drain ();
  g_clear_object (&phone);

  phone = hkk_device_client_new (&world.config, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hkk_device_client_get_state (phone), ==, HKK_DEVICE_BOUND);
  g_assert_false (hkk_device_client_get_unlocked (phone));
  /* Asked before the keyring has answered: it waits for it. */
  hkk_device_client_fetch_async (phone, NULL, test_keep_result, &fetched);
  g_assert_true (hkk_device_client_fetch_finish (phone, test_wait (&fetched), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hkk_device_client_get_person_name (phone), ==, "Andrea Amsel");
  test_wait_until (hkk_device_client_get_has_biometrics (phone));
  hkk_device_client_unlock_biometric_async (phone, NULL, test_keep_result, &biometric);
  g_assert_true (hkk_device_client_unlock_finish (phone, test_wait (&biometric), &error));
  g_assert_no_error (error);
  hkk_device_client_lock (phone);
  hkk_device_client_unlock_pin_async (phone, "258046", NULL, test_keep_result, &pin);
  g_assert_true (hkk_device_client_unlock_finish (phone, test_wait (&pin), &error));
  g_assert_no_error (error);
  g_clear_object (&phone);
  end (&world);
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/portal/restart/stay", test_stay);
  g_test_add_func ("/portal/restart/not-to-stay", test_not_to_stay);
  g_test_add_func ("/portal/restart/not-removed", test_not_removed);
  g_test_add_func ("/portal/restart/ended-meanwhile", test_ended_meanwhile);
  g_test_add_func ("/portal/restart/device", test_device);
  return g_test_run ();
}
