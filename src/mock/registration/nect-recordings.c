/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nect-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "hkk-file-type.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* One recording: film or picture, complete, at its turn. Only what it shows is kept, never the bytes. */

/* ISO/IEC 14496-12: a file type box of any brand comes first. EBML (RFC 8794) is what WebM is made of. */
static const char *
media_type_of (const guint8 *start,
               gsize         length)
{
  HkkFileType type = hkk_file_type_sniff (start, length);

  if (type == HKK_FILE_TYPE_JPEG || type == HKK_FILE_TYPE_PNG)
    return hkk_file_type_media_type (type);
  if (type == HKK_FILE_TYPE_UNKNOWN && length >= 12 && memcmp (start + 4, "ftyp", 4) == 0)
    return "video/mp4";
  if (type == HKK_FILE_TYPE_UNKNOWN && length >= 4 && memcmp (start, "\x1a\x45\xdf\xa3", 4) == 0)
    return "video/webm";
  return NULL;
}

static guint
recording_of (const HkkMockIntent *intent)
{
  const char *name = strrchr (intent->route, '/');
  guint recording = 0;

  while (recording < HKK_MOCK_NECT_RECORDINGS - 1 &&
         g_strcmp0 (name != NULL ? name + 1 : NULL, hkk_mock_nect_recordings[recording]) != 0)
    recording++;
  return recording;
}

/* The server has compared a digest that was given; here one must be given. */
static HkkMockPrepared
check_file (HkkMockCall *call,
            guint        recording)
{
  const char *declared = soup_message_headers_get_content_type (soup_server_message_get_request_headers (call->message),
                                                                NULL);
  guint8 start[HKK_FILE_SNIFF_BYTES];
  gsize length = 0;
  const char *type;

  if (hkk_mock_call_header (call, "Content-Digest") == NULL)
    return hkk_mock_call_refuse (call, "upload_incomplete",
                                 hkk_mock_text (call, N_("The recording did not arrive complete. Send it again.")));
  if (call->upload_size == 0)
    return hkk_mock_call_refuse (call, "file_empty",
                                 hkk_mock_text (call, N_("The recording is empty. Take it again.")));
  if (!hkk_mock_call_read_upload (call, start, sizeof start, &length))
    return hkk_mock_call_refuse (call, "internal", NULL);
  type = media_type_of (start, length);
  if (type == NULL || declared == NULL || g_ascii_strcasecmp (type, declared) != 0)
    return hkk_mock_call_refuse (call, "file_type_refused",
                                 hkk_mock_text (call,
                                                N_("This is neither an MP4 or WebM film nor a JPEG or PNG picture.")));
  if (strcmp (hkk_mock_nect_recordings[recording], "back") == 0 && !g_str_has_prefix (type, "image/"))
    return hkk_mock_call_refuse (call, "file_type_refused",
                                 hkk_mock_text (call, N_("The back is a photo. Send a JPEG or PNG picture.")));
  return HKK_MOCK_PREPARED;
}

/* (transfer full) (nullable): why RECORDING is not wanted now. One that is there can be taken again until the check
 * begins. */
static HkkMockProblem *
refuse_turn (HkkMockCall           *call,
             const HkkMockNectCase *nect,
             guint                  recording)
{
  gint64 now = hkk_mock_now ();

  if (strcmp (hkk_mock_nect_case_state (nect, now), "collecting") == 0 && recording <= nect->received)
    return NULL;
  return hkk_mock_problem_new ("conflict", hkk_mock_nect_case_text (nect, now, call->language));
}

/**
 * hkk_mock_nect_recording_prepare:
 * @call: PUT /nect/cases/{id}/front, /back or /selfie
 * @intent: to be filled
 *
 * Returns: whether the recording counts
 */
HkkMockPrepared
hkk_mock_nect_recording_prepare (HkkMockCall   *call,
                                 HkkMockIntent *intent)
{
  g_autoptr(HkkMockNectCase) nect = hkk_mock_nect_case_load (call->store, call->params[0]);
  guint recording = recording_of (intent);
  HkkMockProblem *problem;

  if (nect == NULL)
    return hkk_mock_call_refuse (call, "not_found",
                                 hkk_mock_text (call, N_("This identification is over. Start again.")));
  problem = refuse_turn (call, nect, recording);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  if (check_file (call, recording) != HKK_MOCK_PREPARED)
    return HKK_MOCK_REFUSED;
  intent->account_id = hkk_mock_get_int (call->store, 0, "SELECT account_id FROM nect_cases WHERE id = ?", nect->id);
  hkk_json_object_add (hkk_mock_intent_body (intent), "recording", (gint64) recording,
                       "finding", hkk_mock_nect_finding (call->upload_sha256, hkk_mock_nect_recordings[recording],
                                                         nect->document));
  return HKK_MOCK_PREPARED;
}

/**
 * hkk_mock_nect_recording_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the recording is noted
 */
gboolean
hkk_mock_nect_recording_execute (HkkMockStore        *store,
                                 const HkkMockIntent *intent,
                                 HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  g_autoptr(HkkMockNectCase) before = hkk_mock_nect_case_load (store, intent->params[0]);
  g_autoptr(HkkMockNectCase) after = NULL;

  if (before == NULL || !hkk_mock_nect_case_record (store, before, (guint) hkk_json_get_int (body, "recording", 0),
                                                    hkk_json_get_string (body, "finding")))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  after = hkk_mock_nect_case_load (store, intent->params[0]);
  if (after == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  result->body = hkk_mock_nect_case_render (after, intent->language);
  result->effect = g_strdup ("recording received");
  return TRUE;
}
