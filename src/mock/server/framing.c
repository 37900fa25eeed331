/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "framing.h"

#include <string.h>

#include "target.h"

#define HEAD_MAX ((gsize) 64 * 1024)
#define TARGET_MAX ((gsize) 8 * 1024)
#define LINES_MAX 128
#define LENGTH_DIGITS_MAX 18 /* fits into 64 bits with a sign */
#define CHUNK_DIGITS_MAX 8

typedef enum
{
  PART_START,
  PART_FIELDS,
  PART_LENGTH,     /* a body of a known length */
  PART_CHUNK_SIZE,
  PART_CHUNK,
  PART_CHUNK_END,
  PART_TRAILERS,
} Part;

/* What a request says once: of two, one reader takes the first and another the last. */
static const char * const singles[] = {
  "Authorization", "Content-Type", "Content-Encoding", "Content-Digest", "Content-Disposition", "Idempotency-Key",
  "If-Match", "Range", "If-Range", "Origin", "Sec-Fetch-Site",
};

struct _HkkMockFraming
{
  Part        part;
  const char *problem;
  gboolean    stuck;    /* what is in RAW is not enough to go on */
  GByteArray *raw;      /* what came and was not looked at */
  GByteArray *ready;    /* what may be read */
  GString    *fields;   /* the head's field lines, in plain spelling */
  gsize       size;     /* of the head so far, as it came */
  guint       lines;
  guint       single;   /* a bit for each of SINGLES that stood in the head */
  guint64     left;     /* of the body or the chunk */
  char       *method;
  char       *target;
  char       *version;
  char       *host;     /* (nullable) */
  char       *length;   /* (nullable) */
  char       *coding;   /* (nullable) */
  char       *language; /* (nullable): of the last head */
};

/**
 * hkk_mock_framing_new:
 *
 * Returns: (transfer full): the framing of a connection that begins
 */
HkkMockFraming *
hkk_mock_framing_new (void)
{
  HkkMockFraming *self = g_new0 (HkkMockFraming, 1);

  self->raw = g_byte_array_new ();
  self->ready = g_byte_array_new ();
  self->fields = g_string_new (NULL);
  return self;
}

static void
forget_head (HkkMockFraming *self)
{
  g_string_truncate (self->fields, 0);
  self->size = self->lines = self->single = 0;
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->length, g_free);
  g_clear_pointer (&self->coding, g_free);
}

/**
 * hkk_mock_framing_free:
 * @self: (transfer full): a framing
 */
void
hkk_mock_framing_free (HkkMockFraming *self)
{
  forget_head (self);
  g_free (self->language);
  g_byte_array_unref (self->raw);
  g_byte_array_unref (self->ready);
  g_string_free (self->fields, TRUE);
  g_free (self);
}

static gboolean
refuse (HkkMockFraming *self,
        const char     *code)
{
  self->problem = code;
  return FALSE;
}

static gboolean
is_token (const char *text)
{
  const char *at = text;

  while (g_ascii_isalnum (*at) || (*at != '\0' && strchr ("!#$%&'*+-.^_`|~", *at) != NULL))
    at++;
  return at > text && *at == '\0';
}

static gboolean
is_text (const char *text)
{
  while ((guchar) *text >= ' ' ? *text != 0x7f : *text == '\t')
    text++;
  return *text == '\0';
}

static gboolean
read_version (HkkMockFraming *self)
{
  const char *version = self->version;

  if (strlen (version) != strlen ("HTTP/1.1") || !g_str_has_prefix (version, "HTTP/") ||
      !g_ascii_isdigit (version[5]) || version[6] != '.' || !g_ascii_isdigit (version[7]))
    return refuse (self, "invalid_request");
  return strcmp (version, "HTTP/1.1") == 0 || strcmp (version, "HTTP/1.0") == 0 ||
         refuse (self, "version_not_supported");
}

static gboolean
read_request_line (HkkMockFraming *self,
                   const char     *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 4);

  /* An empty line may stand before a request (RFC 9112, 2.2). */
  if (*line == '\0' && self->lines == 1)
    return TRUE;
  if (g_strv_length (words) != 3 || !is_token (words[0]) || !is_text (line))
    return refuse (self, "invalid_request");
  if (strlen (words[1]) > TARGET_MAX)
    return refuse (self, "uri_too_long");
  g_clear_pointer (&self->language, g_free);
  self->method = g_strdup (words[0]);
  self->target = g_strdup (words[1]);
  self->version = g_strdup (words[2]);
  self->part = PART_FIELDS;
  return read_version (self);
}

/* What stands once at most. */
static gboolean
keep_once (HkkMockFraming  *self,
           char           **place,
           const char      *value)
{
  if (*place != NULL)
    return refuse (self, "invalid_request");
  *place = g_strdup (value);
  return TRUE;
}

static gboolean
count_once (HkkMockFraming *self,
            const char     *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    if (g_ascii_strcasecmp (name, singles[i]) == 0)
      {
        if ((self->single & 1u << i) != 0)
          return refuse (self, "invalid_request");
        self->single |= 1u << i;
      }
  return TRUE;
}

static gboolean
look_at_field (HkkMockFraming *self,
               const char     *name,
               const char     *value)
{
  if (g_ascii_strcasecmp (name, "Host") == 0)
    return keep_once (self, &self->host, value);
  if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    return keep_once (self, &self->length, value);
  if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    return keep_once (self, &self->coding, value);
  if (g_ascii_strcasecmp (name, "Accept-Language") == 0)
    g_set_str (&self->language, value);
  if (g_ascii_strcasecmp (name, "Expect") == 0 && g_ascii_strcasecmp (value, "100-continue") != 0)
    return refuse (self, "expectation_failed");
  return count_once (self, name);
}

/* TEXT is changed. */
static gboolean
read_field (HkkMockFraming *self,
            char           *text)
{
  char *value = strchr (text, ':');

  if (value == NULL)
    return refuse (self, "invalid_request");
  *value++ = '\0';
  if (!is_token (text) || !is_text (value))
    return refuse (self, "invalid_request");
  value = g_strstrip (value);
  if (self->part == PART_TRAILERS)
    return TRUE;
  g_string_append_printf (self->fields, "%s: %s\r\n", text, value);
  return look_at_field (self, text, value);
}

static gboolean
read_coding (HkkMockFraming *self)
{
  g_auto(GStrv) codings = g_strsplit (self->coding, ",", -1);
  guint length = g_strv_length (codings);

  for (guint i = 0; i < length; i++)
    if (!is_token (g_strstrip (codings[i])) || (i + 1 < length && g_ascii_strcasecmp (codings[i], "chunked") == 0))
      return refuse (self, "invalid_request");
  if (length == 0 || self->length != NULL || strcmp (self->version, "HTTP/1.0") == 0)
    return refuse (self, "invalid_request");
  if (length > 1 || g_ascii_strcasecmp (codings[0], "chunked") != 0)
    return refuse (self, "not_implemented");
  self->part = PART_CHUNK_SIZE;
  return TRUE;
}

static gboolean
read_length (HkkMockFraming *self)
{
  gsize digits = strspn (self->length, "0123456789");

  if (digits == 0 || digits > LENGTH_DIGITS_MAX || self->length[digits] != '\0')
    return refuse (self, "invalid_request");
  self->left = g_ascii_strtoull (self->length, NULL, 10);
  self->part = self->left > 0 ? PART_LENGTH : PART_START;
  return TRUE;
}

static gboolean
end_head (HkkMockFraming *self)
{
  g_autofree char *path = NULL;
  g_autofree char *head = NULL;

  if (self->host == NULL && strcmp (self->version, "HTTP/1.1") == 0)
    return refuse (self, "invalid_request");
  path = hkk_mock_target_read (self->method, self->target, self->host, &self->problem);
  if (path == NULL)
    return FALSE;
  self->part = PART_START;
  if ((self->coding != NULL && !read_coding (self)) ||
      (self->coding == NULL && self->length != NULL && !read_length (self)))
    return FALSE;
  head = g_strdup_printf ("%s %s %s\r\n%s\r\n", self->method, path, self->version, self->fields->str);
  g_byte_array_append (self->ready, (const guint8 *) head, (guint) strlen (head));
  forget_head (self);
  return TRUE;
}

/* RFC 9112, 7.1: digits, and extensions that nobody here knows. */
static gboolean
read_chunk_size (HkkMockFraming *self,
                 const char     *line)
{
  gsize digits = strspn (line, "0123456789abcdefABCDEF");
  g_autofree char *plain = NULL;

  if (digits == 0 || digits > CHUNK_DIGITS_MAX || !is_text (line) ||
      (line[digits] != '\0' && (line[digits] != ';' || !g_ascii_isgraph (line[digits + 1]))))
    return refuse (self, "invalid_request");
  self->left = g_ascii_strtoull (line, NULL, 16);
  self->part = self->left > 0 ? PART_CHUNK : PART_TRAILERS;
  plain = g_strdup_printf ("%" G_GINT64_MODIFIER "x\r\n", self->left);
  if (self->left > 0)
    g_byte_array_append (self->ready, (const guint8 *) plain, (guint) strlen (plain));
  return TRUE;
}

static gboolean
read_line (HkkMockFraming *self,
           char           *line)
{
  switch (self->part)
    {
    case PART_START:
      return read_request_line (self, line);
    case PART_FIELDS:
      return *line == '\0' ? end_head (self) : read_field (self, line);
    case PART_CHUNK_SIZE:
      return read_chunk_size (self, line);
    case PART_CHUNK_END:
      self->part = PART_CHUNK_SIZE;
      g_byte_array_append (self->ready, (const guint8 *) "\r\n", 2);
      return *line == '\0' || refuse (self, "invalid_request");
    case PART_TRAILERS:
      if (*line != '\0')
        return read_field (self, line);
      g_byte_array_append (self->ready, (const guint8 *) "0\r\n\r\n", 5);
      self->part = PART_START;
      self->size = self->lines = 0;
      return TRUE;
    case PART_LENGTH:
    case PART_CHUNK:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
check_size (HkkMockFraming *self,
            gsize           length)
{
  if (self->size + length <= HEAD_MAX && self->lines < LINES_MAX)
    return TRUE;
  if (self->part == PART_START)
    return refuse (self, "uri_too_long");
  return refuse (self, self->part == PART_FIELDS || self->part == PART_TRAILERS ? "headers_too_large"
                                                                                : "invalid_request");
}

/* One line of RAW, which has to end with CR LF. FALSE if there is none yet, or it is refused. */
static gboolean
take_line (HkkMockFraming *self)
{
  const guint8 *data = self->raw->data;
  const guint8 *end = self->raw->len > 0 ? memchr (data, '\n', self->raw->len) : NULL;
  const guint8 *mark = self->raw->len > 0 ? memchr (data, '\r', self->raw->len) : NULL;
  gsize length = end != NULL ? (gsize) (end - data) + 1 : self->raw->len;
  g_autofree char *line = NULL;

  if (!check_size (self, length))
    return FALSE;
  /* The first CR is the one before the first LF, or the last byte so far. */
  if (end != NULL ? mark != end - 1 : mark != NULL && mark != data + self->raw->len - 1)
    return refuse (self, "invalid_request");
  if (end == NULL)
    return FALSE;
  line = g_strndup ((const char *) data, length - 2);
  self->lines++;
  self->size += length;
  if (strlen (line) != length - 2)
    return refuse (self, "invalid_request");
  g_byte_array_remove_range (self->raw, 0, (guint) length);
  return read_line (self, line);
}

/* FALSE if more has to come first. */
static gboolean
go_on (HkkMockFraming *self)
{
  gsize length;

  if (self->part != PART_LENGTH && self->part != PART_CHUNK)
    return take_line (self);
  length = (gsize) MIN (self->left, self->raw->len);
  if (length == 0)
    return FALSE;
  g_byte_array_append (self->ready, self->raw->data, (guint) length);
  g_byte_array_remove_range (self->raw, 0, (guint) length);
  self->left -= length;
  if (self->left == 0)
    {
      self->part = self->part == PART_CHUNK ? PART_CHUNK_END : PART_START;
      self->size = self->lines = 0;
    }
  return TRUE;
}

/**
 * hkk_mock_framing_push:
 * @data: (array length=length): what has arrived
 */
void
hkk_mock_framing_push (HkkMockFraming *self,
                       const guint8   *data,
                       gsize           length)
{
  self->stuck = FALSE;
  g_byte_array_append (self->raw, data, (guint) length);
}

/**
 * hkk_mock_framing_take:
 * @data: (array length=size): where to
 *
 * Returns: how much there was; 0 with hkk_mock_framing_problem() if the connection has to end
 */
gsize
hkk_mock_framing_take (HkkMockFraming *self,
                       guint8         *data,
                       gsize           size)
{
  gsize length;

  while (self->ready->len == 0 && self->problem == NULL && !self->stuck)
    self->stuck = !go_on (self);
  if (self->problem != NULL)
    return 0;
  length = MIN (size, self->ready->len);
  if (length > 0)
    {
      memcpy (data, self->ready->data, length);
      g_byte_array_remove_range (self->ready, 0, (guint) length);
    }
  return length;
}

/* hkk_mock_framing_pending: whether hkk_mock_framing_take() may give something without another push. */
gboolean
hkk_mock_framing_pending (const HkkMockFraming *self)
{
  return self->ready->len > 0 || (self->raw->len > 0 && !self->stuck);
}

/* hkk_mock_framing_state: how far the request is that is being read. */
HkkMockFramingState
hkk_mock_framing_state (const HkkMockFraming *self)
{
  if (self->part == PART_START)
    return self->raw->len > 0 ? HKK_MOCK_FRAMING_HEAD : HKK_MOCK_FRAMING_START;
  return self->part == PART_FIELDS ? HKK_MOCK_FRAMING_HEAD : HKK_MOCK_FRAMING_BODY;
}

/* hkk_mock_framing_problem: (nullable): the code of the problem. */
const char *
hkk_mock_framing_problem (const HkkMockFraming *self)
{
  return self->problem;
}

/* hkk_mock_framing_language: (nullable): what the request at hand says of languages. */
const char *
hkk_mock_framing_language (const HkkMockFraming *self)
{
  return self->language;
}
