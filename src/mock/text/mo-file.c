/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mo-file.h"

#include <string.h>

#define MAGIC 0x950412deu

struct _HkkMockMoFile
{
  GBytes     *bytes;
  GHashTable *texts;    /* msgid (with "context\004" before it) → text; both in BYTES */
};

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
static const char *
entry_text (const guint8 *data,
            gsize         size,
            gsize         offset,
            gboolean      swapped)
{
  guint32 length = word_at (data, offset, swapped);
  guint32 start = word_at (data, offset + 4, swapped);

  if ((guint64) start + length >= size || data[start + length] != '\0')
    return NULL;
  return (const char *) data + start;
}

static gboolean
read_tables (HkkMockMoFile *self,
             const guint8  *data,
             gsize          size)
{
  gboolean swapped;
  guint32 count, ids, texts;

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
      const char *id = entry_text (data, size, ids + 8 * i, swapped);
      const char *text = entry_text (data, size, texts + 8 * i, swapped);

      if (id == NULL || text == NULL || !g_utf8_validate_len (text, strlen (text), NULL))
        return FALSE;
      g_hash_table_insert (self->texts, (gpointer) id, (gpointer) text);
    }
  return TRUE;
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
  if (!read_tables (self, data, size))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "This is not a message catalogue");
      return NULL;
    }
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
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * hkk_mock_mo_file_lookup:
 * @msgid: the English text, after "context\004" if it has a context
 *
 * Returns: (transfer none) (nullable): the translation, as long as @self lives
 */
const char *
hkk_mock_mo_file_lookup (HkkMockMoFile *self,
                         const char    *msgid)
{
  const char *text = g_hash_table_lookup (self->texts, msgid);

  return text != NULL && *text != '\0' && *msgid != '\0' ? text : NULL;
}
