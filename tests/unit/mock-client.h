/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hkk-json.h"
#include "hkk-mock.h"
#include "test-folder.h"
#include "test-wait.h"

/* An HkkMock in this process on a folder of its own, and calls to it that wait for their answer. */

#define MOCK_ANDREA "A000500015"
#define MOCK_ANDREA_PASSWORD "Amsel-singt-1988"
#define MOCK_CARL "C000500021"
#define MOCK_CARL_PASSWORD "Clausen-kocht-1957"
#define MOCK_XENIA "X110411675"
#define MOCK_XENIA_PASSWORD "Xaver-wandert-1995"

typedef struct
{
  char        *folder;
  HkkMock     *mock;
  SoupSession *session;
  char        *token;    /* of the last sign-in; sent with every call unless NULL */
  char        *refresh;
  char        *session_id;
  char        *language; /* Accept-Language (nullable) */
  gboolean     remove_folder;
} MockClient;

typedef struct
{
  guint               status;  /* 0: no answer; see error */
  SoupMessageHeaders *headers; /* Owned (nullable) */
  GBytes             *body;    /* Owned (nullable) */
  JsonObject         *json;    /* Owned (nullable): if the body is a JSON object */
  GError             *error;   /* Owned (nullable) */
} MockAnswer;

/* First line of a test's main: hardened as the programs are. */
void         mock_client_init     (int          *argc,
                                   char       ***argv);
/* At a first start (mock-state.h). */
MockClient  *mock_client_new      (void);
/* On a folder of the caller's, which stays, and with nothing quickened: the mock as the programs have it. */
MockClient  *mock_client_new_for  (const char  *folder);
/* For a server that runs elsewhere: this client has no HkkMock. */
MockClient  *mock_client_attach   (const char  *folder);
/* The server stops and starts again on the same folder. */
void         mock_client_restart  (MockClient   *self);
/* The server stops, somebody changes one row of its file by SQL, and it starts again. */
void         mock_client_alter    (MockClient   *self,
                                   const char   *sql);
/* The next call opens a connection of its own: libsoup repeats PUT and DELETE only on one that was kept. */
void         mock_client_reconnect (MockClient  *self);
void         mock_client_free     (MockClient   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MockClient, mock_client_free)

/* METHOD, PATH with its query, BODY (transfer full) (nullable), then header names and values, and NULL. Changes get a
 * fresh Idempotency-Key unless there is one among the headers ("Idempotency-Key", "" sends none); a header that is
 * named replaces the client's own. */
MockAnswer  *mock_call            (MockClient   *self,
                                   const char   *method,
                                   const char   *path,
                                   JsonObject   *body,
                                   ...) G_GNUC_NULL_TERMINATED;
/* The same with any bytes. */
MockAnswer  *mock_call_bytes      (MockClient   *self,
                                   const char   *method,
                                   const char   *path,
                                   GBytes       *body,
                                   ...) G_GNUC_NULL_TERMINATED;
void         mock_answer_free     (MockAnswer   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MockAnswer, mock_answer_free)
const char  *mock_answer_header   (MockAnswer   *self,
                                   const char   *name);

/* Signs in and keeps the tokens; fails the test if that is not possible. */
void         mock_sign_in         (MockClient   *self,
                                   const char   *kvnr,
                                   const char   *password,
                                   const char   *client);
/* A command of control.sock: {"command": …} (transfer full). Fails the test unless it is answered with ok. */
JsonObject  *mock_command         (MockClient   *self,
                                   JsonObject   *command);
/* The same for one that may fail: NULL with error. COMMAND stays the caller's. */
JsonObject  *mock_command_try     (MockClient   *self,
                                   JsonObject   *command,
                                   GError      **error);
void         mock_advance         (MockClient   *self,
                                   gint64        seconds);
/* How often OPERATION is in the ledger. */
guint        mock_ledger_count    (MockClient   *self,
                                   const char   *operation);

#define mock_assert_problem(answer, http_status, problem_code) \
  G_STMT_START { \
    g_assert_cmpuint ((answer)->status, ==, (http_status)); \
    g_assert_cmpstr (hkk_json_get_string ((answer)->json, "code"), ==, (problem_code)); \
    g_assert_cmpint (hkk_json_get_int ((answer)->json, "status", 0), ==, (http_status)); \
    g_assert_cmpstr (soup_message_headers_get_content_type ((answer)->headers, NULL), ==, "application/problem+json"); \
    g_assert_cmpstr (hkk_json_get_string ((answer)->json, "request_id"), \
                     ==, mock_answer_header ((answer), "X-Request-Id")); \
  } G_STMT_END
