/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <string.h>

#define MAGIC 0x950412deu
#define MAX_DEPTH 32

struct _HkkMockMoFile
{
  GBytes     *bytes;
  GHashTable *texts;    /* msgid (with "context\004" before it) → text; both in BYTES */
  GHashTable *sizes;    /* msgid → size of the text with all its plural forms */
  gchar      *plural;   /* the expression; NULL: n != 1 */
  gulong      forms;
};

/* The grammar of C expressions over n, as Plural-Forms has it. */
typedef struct
{
  const gchar *at;
  gulong       n;
  guint        depth;
  gboolean     broken;
} Plural;

static gulong plural_choice (Plural *self);

static gboolean
accept (Plural      *self,
        const gchar *token)
{
  self->at += strspn (self->at, " \t\\\n");
  if (!g_str_has_prefix (self->at, token))
    return FALSE;
  self->at += strlen (token);
  return TRUE;
}

static gulong
plural_atom (Plural *self)
{
  gulong value = 0;

  if (++self->depth > MAX_DEPTH)
    self->broken = TRUE;
  if (self->broken)
    return 0;
  if (accept (self, "!"))
    value = !plural_atom (self);
  else if (accept (self, "("))
    {
      value = plural_choice (self);
      self->broken |= !accept (self, ")");
    }
  else if (accept (self, "n"))
    value = self->n;
  else if (g_ascii_isdigit (*self->at))
    {
      gchar *end;

      value = strtoul (self->at, &end, 10);
      self->at = end;
    }
  else
    self->broken = TRUE;
  self->depth--;
  return value;
}

static gulong
plural_product (Plural *self)
{
  gulong value = plural_atom (self);

  while (!self->broken)
    {
      gchar operator = 0;
      gulong right;

      if (accept (self, "*"))
        operator = '*';
      else if (accept (self, "/"))
        operator = '/';
      else if (accept (self, "%"))
        operator = '%';
      else
        break;
      right = plural_atom (self);
      if (operator != '*' && right == 0)
        self->broken = TRUE;
      else
        value = operator == '*' ? value * right : operator == '/' ? value / right : value % right;
    }
  return value;
}

static gulong
plural_sum (Plural *self)
{
  gulong value = plural_product (self);

  while (!self->broken)
    {
      if (accept (self, "+"))
        value += plural_product (self);
      else if (accept (self, "-"))
        value -= plural_product (self);
      else
        break;
    }
  return value;
}

static gulong
plural_relation (Plural *self)
{
  gulong value = plural_sum (self);

  while (!self->broken)
    {
      if (accept (self, "<="))
        value = value <= plural_sum (self);
      else if (accept (self, ">="))
        value = value >= plural_sum (self);
      else if (accept (self, "<"))
        value = value < plural_sum (self);
      else if (accept (self, ">"))
        value = value > plural_sum (self);
      else if (accept (self, "=="))
        value = value == plural_sum (self);
      else if (accept (self, "!="))
        value = value != plural_sum (self);
      else
        break;
    }
  return value;
}

static gulong
plural_and (Plural *self)
{
  gulong value = plural_relation (self);

  while (!self->broken && accept (self, "&&"))
    {
      gulong right = plural_relation (self);

      value = value && right;
    }
  return value;
}

static gulong
plural_or (Plural *self)
{
  gulong value = plural_and (self);

  while (!self->broken && accept (self, "||"))
    {
      gulong right = plural_and (self);

      value = value || right;
    }
  return value;
}

static gulong
plural_choice (Plural *self)
{
  gulong value, yes, no;

  if (++self->depth > MAX_DEPTH)
    self->broken = TRUE;
  if (self->broken)
    return 0;
  value = plural_or (self);
  if (!self->broken && accept (self, "?"))
    {
      yes = plural_choice (self);
      self->broken |= !accept (self, ":");
      no = plural_choice (self);
      value = value ? yes : no;
    }
  self->depth--;
  return value;
}

static gulong
plural_index (HkkMockMoFile *self,
              gulong            n)
{
  Plural plural = { self->plural, n, 0, FALSE };
  gulong index;

  if (self->plural == NULL)
    return n != 1;
  index = plural_choice (&plural);
  return plural.broken || index >= self->forms ? 0 : index;
}

static guint32
word_at (const guint8 *data,
         gsize         offset,
         gboolean      swapped)
{
  guint32 word;

  memcpy (&word, data + offset, sizeof word);
  return swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

/* The text that the OFFSET-th table entry points at; NULL unless it lies in the file and ends with a NUL. */
static const gchar *
entry_text (const guint8 *data,
            gsize         size,
            gsize         offset,
            gboolean      swapped,
            guint32      *length)
{
  guint32 start;

  *length = word_at (data, offset, swapped);
  start = word_at (data, offset + 4, swapped);
  if ((guint64) start + *length >= size || data[start + *length] != '\0')
    return NULL;
  return (const gchar *) data + start;
}

static gboolean
read_tables (HkkMockMoFile *self,
             const guint8     *data,
             gsize             size)
{
  gboolean swapped;
  guint32 count, ids, texts, length;

  if (size < 28)
    return FALSE;
  swapped = word_at (data, 0, FALSE) != MAGIC;
  if (word_at (data, 0, swapped) != MAGIC || word_at (data, 4, swapped) >> 16 > 1)
    return FALSE;
  count = word_at (data, 8, swapped);
  ids = word_at (data, 12, swapped);
  texts = word_at (data, 16, swapped);
  if ((guint64) ids + 8 * (guint64) count > size || (guint64) texts + 8 * (guint64) count > size)
    return FALSE;
  for (gsize i = 0; i < count; i++)
    {
      const gchar *id = entry_text (data, size, ids + 8 * i, swapped, &length);
      const gchar *text = entry_text (data, size, texts + 8 * i, swapped, &length);

      if (id == NULL || text == NULL || !g_utf8_validate_len (text, strlen (text), NULL))
        return FALSE;
      g_hash_table_insert (self->texts, (gpointer) id, (gpointer) text);
      g_hash_table_insert (self->sizes, (gpointer) id, GUINT_TO_POINTER (length));
    }
  return TRUE;
}

static void
read_plural_forms (HkkMockMoFile *self)
{
  const gchar *header = g_hash_table_lookup (self->texts, "");
  const gchar *line = header != NULL ? strstr (header, "Plural-Forms:") : NULL;
  const gchar *count = line != NULL ? strstr (line, "nplurals=") : NULL;
  const gchar *expression = line != NULL ? strstr (line, "plural=") : NULL;

  if (count != NULL && expression != NULL && count < expression)
    {
      self->forms = strtoul (count + strlen ("nplurals="), NULL, 10);
      expression += strlen ("plural=");
      self->plural = g_strndup (expression, strcspn (expression, ";"));
    }
}

/**
 * hkk_mock_mo_file_new:
 * @bytes: a compiled message catalogue (GNU gettext manual, "The Format of GNU MO Files")
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the catalogue; %NULL if anything in @bytes points outside of it
 */
HkkMockMoFile *
hkk_mock_mo_file_new (GBytes  *bytes,
                        GError **error)
{
  g_autoptr(HkkMockMoFile) self = g_new0 (HkkMockMoFile, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  self->sizes = g_hash_table_new (g_str_hash, g_str_equal);
  if (!read_tables (self, data, size))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "This is not a message catalogue");
      return NULL;
    }
  read_plural_forms (self);
  return g_steal_pointer (&self);
}

/**
 * hkk_mock_mo_file_free:
 * @self: (transfer full): a catalogue
 */
void
hkk_mock_mo_file_free (HkkMockMoFile *self)
{
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->sizes);
  g_bytes_unref (self->bytes);
  g_free (self->plural);
  g_free (self);
}

/**
 * hkk_mock_mo_file_lookup:
 * @self: a catalogue
 * @msgid: the English text, after "context\004" if it has a context
 *
 * Returns: (transfer none) (nullable): the translation, as long as @self lives
 */
const gchar *
hkk_mock_mo_file_lookup (HkkMockMoFile *self,
                           const gchar      *msgid)
{
  const gchar *text = g_hash_table_lookup (self->texts, msgid);

  return text != NULL && *text != '\0' && *msgid != '\0' ? text : NULL;
}

/**
 * hkk_mock_mo_file_lookup_plural:
 * @self: a catalogue
 * @singular: the English singular
 * @n: the number
 *
 * Returns: (transfer none) (nullable): the form for @n
 */
const gchar *
hkk_mock_mo_file_lookup_plural (HkkMockMoFile *self,
                                  const gchar      *singular,
                                  gulong            n)
{
  const gchar *text = hkk_mock_mo_file_lookup (self, singular);
  gsize left = GPOINTER_TO_UINT (g_hash_table_lookup (self->sizes, singular));

  if (text == NULL)
    return NULL;
  for (gulong i = plural_index (self, n); i > 0; i--)
    {
      gsize length = strlen (text) + 1;

      if (length > left)
        return NULL;
      text += length;
      left -= length;
    }
  return g_utf8_validate (text, -1, NULL) ? text : NULL;
}
