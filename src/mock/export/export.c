/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "demo-data.h"
#include "documents.h"
#include "export-zip.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "messages.h"
#include "profile.h"
#include "requests.h"
#include "uploads.h"

/* Everything that the portal knows of a person in one file: an index to open in a browser, the documents as they are,
 * messages as text, requests and profile as JSON. */

typedef struct
{
  HkkMockCall *call;
  HkkMockZip  *zip;
  GString     *index;  /* HTML */
  gboolean     german;
} Export;

/* A name that every file system and every ZIP program takes. */
static char *
plain_name (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "de");

  return g_strdelimit (g_strndup (ascii, 80), "/\\:*?\"<>|\n\r\t", '-');
}

static void
begin_list (Export     *self,
            const char *title)
{
  g_autofree char *shown = g_markup_escape_text (title, -1);

  g_string_append_printf (self->index, "<h2>%s</h2>\n<ul>\n", shown);
}

static void
add_link (Export     *self,
          const char *path,
          const char *title)
{
  g_autofree char *uri = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *shown = g_markup_escape_text (title, -1);

  g_string_append_printf (self->index, "<li><a href=\"%s\">%s</a></li>\n", uri, shown);
}

static void
end_list (Export *self)
{
  g_string_append (self->index, "</ul>\n");
}

static void
add_json (Export     *self,
          const char *name,
          const char *title,
          JsonObject *object,
          gint64      at)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, TRUE);

  hkk_mock_zip_add_text (self->zip, name, text, at);
  add_link (self, name, title);
}

static void
add_profile (Export *self)
{
  g_autoptr(JsonObject) profile = hkk_json_object ("sections", hkk_mock_profile_render_all (
    self->call->store, self->call->account_id, self->call->language));
  gint64 at = hkk_mock_get_int (self->call->store, 0, "SELECT max(changed_at) FROM profile_sections"
                                                      " WHERE account_id = ?", self->call->account_id);

  add_json (self, "profile.json", hkk_mock_text (self->call, N_("Personal data")), profile, at);
}

static void
add_requests (Export *self)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (self->call->store, "SELECT row, updated_at FROM requests"
                                                " WHERE account_id = ? ORDER BY created_at, row",
                                                self->call->account_id);
  g_autoptr(JsonObject) requests = json_object_new ();
  JsonArray *items = json_array_new ();
  gint64 at = 0;

  while (hkk_mock_rows_next (rows))
    {
      JsonObject *request = hkk_mock_request_load (self->call->store, hkk_mock_rows_int (rows, 0),
                                                   self->call->language);

      hkk_json_object_add (request, "values", hkk_mock_request_values (self->call->store, hkk_mock_rows_int (rows, 0)),
                           "files", hkk_mock_request_files (self->call->store, hkk_mock_rows_int (rows, 0)));
      json_array_add_object_element (items, request);
      at = MAX (at, hkk_mock_rows_int (rows, 1));
    }
  json_object_set_array_member (requests, "requests", items);
  add_json (self, "requests.json", hkk_mock_text (self->call, N_("Requests")), requests, at);
}

static void
add_documents (Export *self)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (self->call->store,
                                                "SELECT id, title_de, title_en, created_at FROM documents"
                                                " WHERE account_id = ? ORDER BY created_at DESC, row DESC",
                                                self->call->account_id);

  begin_list (self, hkk_mock_text (self->call, N_("Documents")));
  while (hkk_mock_rows_next (rows))
    {
      const char *id = hkk_mock_rows_text (rows, 0), *title = hkk_mock_rows_text (rows, self->german ? 1 : 2);
      g_autoptr(GBytes) bytes = hkk_mock_documents_bytes (self->call->store, self->call->account_id, id);
      g_autofree char *day = hkk_mock_rows_date (rows, 3);
      g_autofree char *name = plain_name (title);
      g_autofree char *path = g_strdup_printf ("documents/%s %s %.6s.pdf", day, name, id);
      g_autofree char *shown = g_strdup_printf ("%s · %s", day, title);

      if (bytes == NULL)
        continue;
      hkk_mock_zip_add (self->zip, path, bytes, hkk_mock_rows_int (rows, 3));
      add_link (self, path, shown);
    }
  end_list (self);
}

static void
add_attachments (Export     *self,
                 const char *message,
                 const char *folder,
                 gint64      at)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (self->call->store,
                                                "SELECT id, name, file FROM message_attachments WHERE message = ?"
                                                " ORDER BY row", message);

  while (hkk_mock_rows_next (rows))
    {
      g_autoptr(GBytes) bytes = hkk_mock_uploads_read (self->call->store, hkk_mock_rows_text (rows, 2));
      g_autofree char *name = plain_name (hkk_mock_rows_text (rows, 1));
      g_autofree char *path = g_strdup_printf ("%s/%.6s %s", folder, hkk_mock_rows_text (rows, 0), name);

      if (bytes == NULL)
        continue;
      hkk_mock_zip_add (self->zip, path, bytes, at);
      add_link (self, path, hkk_mock_rows_text (rows, 1));
    }
}

static void
add_message (Export      *self,
             HkkMockRows *rows)
{
  g_autoptr(JsonObject) message = hkk_mock_messages_from_row (self->call->store, rows, self->call->language,
                                                              TRUE, TRUE);
  const char *subject = hkk_json_get_string (message, "subject"), *id = hkk_json_get_string (message, "id");
  gint64 at = hkk_mock_rows_int (rows, MESSAGE_CREATED_AT);
  g_autofree char *day = hkk_mock_rows_date (rows, MESSAGE_CREATED_AT);
  g_autofree char *name = plain_name (subject);
  g_autofree char *stem = g_strdup_printf ("messages/%s %s %.6s", day, name, id);
  g_autofree char *path = g_strconcat (stem, ".txt", NULL);
  g_autofree char *shown = g_strdup_printf ("%s · %s", day, subject);
  g_autofree char *sent = hkk_mock_demo_time (at, self->call->language);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n\n%s\n", subject, hkk_json_get_string (message, "from_name"),
                                           sent, hkk_json_get_string (message, "body"));

  hkk_mock_zip_add_text (self->zip, path, text, at);
  add_link (self, path, shown);
  add_attachments (self, id, stem, at);
}

static void
add_messages (Export *self)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (self->call->store,
                                                "SELECT " HKK_MOCK_MESSAGE_COLUMNS " FROM messages WHERE account_id = ?"
                                                " ORDER BY created_at DESC, row DESC", self->call->account_id);

  begin_list (self, hkk_mock_text (self->call, N_("Messages")));
  while (hkk_mock_rows_next (rows))
    add_message (self, rows);
  end_list (self);
}

static GBytes *
make_export (HkkMockCall *call)
{
  g_autoptr(HkkMockZip) zip = hkk_mock_zip_new ();
  g_autoptr(GString) index = g_string_new (NULL);
  g_autofree char *title = g_markup_escape_text (hkk_mock_text (call, N_("All your data at the hkk (demo, invented)")),
                                                 -1);
  Export self = { call, zip, index, g_str_equal (hkk_mock_demo_language (call->language), "de") };

  g_string_append_printf (index, "<!DOCTYPE html>\n<html "
                                 "lang=\"%s\">\n<head><meta charset=\"utf-8\"><title>%s</title></head>\n"
                                 "<body>\n<h1>%s</h1>\n<ul>\n", self.german ? "de" : "en", title, title);
  add_profile (&self);
  add_requests (&self);
  end_list (&self);
  add_documents (&self);
  add_messages (&self);
  g_string_append (index, "</body>\n</html>\n");
  hkk_mock_zip_add_text (zip, "index.html", index->str,
                         hkk_mock_get_int (call->store, 0, "SELECT created_at FROM accounts WHERE id = ?",
                                           call->account_id));
  return hkk_mock_zip_finish (zip);
}

static gboolean
note (HkkMockStore *store,
      gpointer      data)
{
  HkkMockCall *call = data;

  hkk_mock_access_log_append (store, call->account_id, call->session_id, "export");
  return TRUE;
}

static void
export_data (HkkMockCall *call)
{
  g_autoptr(GBytes) bytes = make_export (call);

  if (bytes == NULL || !hkk_mock_store_transact (call->store, note, call))
    hkk_mock_call_problem (call, "internal", NULL);
  else
    hkk_mock_call_answer_file (call, bytes, "application/zip", "meine-hkk-export.zip");
}

static const HkkMockRoute routes[] = {
  { .operation = "export_data", .method = "GET", .path = "/v1/export", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_STEP_UP, .handler = export_data },
};

const HkkMockService hkk_mock_export_service = {
  .name = "export",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
