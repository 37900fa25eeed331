/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

/* The least that a SoupServer can do: 1 kB at /, and at /park an answer that waits for /wake. What the mock is measured
 * against. */

static char body[1024];
static GPtrArray *parked;

static void
answer (SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, sizeof body);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  if (g_str_equal (path, "/park"))
    {
      soup_server_message_pause (message);
      g_ptr_array_add (parked, g_object_ref (message));
      return;
    }
  for (guint i = 0; g_str_equal (path, "/wake") && i < parked->len; i++)
    {
      answer (parked->pdata[i]);
      soup_server_message_unpause (parked->pdata[i]);
    }
  if (g_str_equal (path, "/wake"))
    g_ptr_array_set_size (parked, 0);
  answer (message);
}

int
main (int argc, char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_file (argv[1], &error);
  g_autoptr(SoupServer) server = NULL;
  g_autoslist(GUri) uris = NULL;

  g_assert_no_error (error);
  parked = g_ptr_array_new_with_free_func (g_object_unref);
  memset (body, 'x', sizeof body);
  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  printf ("https://127.0.0.1:%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
}
