/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-pdf-check.h"

#include <gio/gio.h>
#include <string.h>

#include "hkk-file-type.h"
#include "hkk-pdf-lock.h"
#include "hkk-pdf-syntax.h"

#define MAX_UNPACKED ((gsize) 64 * 1024 * 1024)
#define MAX_STEPS 32    /* from reference to reference, from parent to child */
#define MAX_VISITS 2000 /* nodes of the tree of pages */
#define MAX_BROKEN 20   /* objects that have no end */

/*
 * Whether a PDF can be read by whoever gets it: complete, with a page, without a password. The table of objects at its
 * end is not believed: what is there is found by reading the file from its start, as viewers do with a damaged one.
 * What cannot be told is taken, so that no good file is refused.
 */
typedef struct
{
  HkkPdfSpot  file;
  GHashTable *objects;      /* number → HkkPdfSpot*: the last one of this number */
  GArray     *packs;        /* HkkPdfSpot: dictionaries of streams that hold objects, in their order */
  GArray     *pack_streams; /* HkkPdfSpot: their bytes */
  GPtrArray  *unpacked;     /* Owned GBytes that objects lie in */
  gsize       unpacked_size;
  HkkPdfSpot  encrypt;      /* what the file says of its encryption */
  HkkPdfSpot  id;
  HkkPdfSpot  root;
  gboolean    complete;     /* a table follows the last object */
  gboolean    missing;      /* something refers to an object that is not there */
  gboolean    unsure;       /* something could not be unpacked or followed */
  guint       visits;
  guint       n_broken;
} Pdf;

static void
pdf_clear (Pdf *self)
{
  g_hash_table_unref (self->objects);
  g_array_unref (self->packs);
  g_array_unref (self->pack_streams);
  g_ptr_array_unref (self->unpacked);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pdf, pdf_clear)

static void
add_object (Pdf        *self,
            gint64      number,
            HkkPdfSpot  spot)
{
  HkkPdfSpot *kept = g_new (HkkPdfSpot, 1);
  gint64 *key = g_new (gint64, 1);

  *kept = spot;
  *key = number;
  g_hash_table_insert (self->objects, key, kept);
}

/* The value at SPOT, or the object that it refers to. */
static HkkPdfSpot
resolve (Pdf        *self,
         HkkPdfSpot  spot)
{
  gint64 number;

  for (guint i = 0; i < MAX_STEPS; i++)
    {
      HkkPdfSpot at = hkk_pdf_skip_space (spot);
      HkkPdfSpot *found;

      if (at.at == NULL || !hkk_pdf_read_ref (&at, &number))
        return hkk_pdf_skip_space (spot);
      found = g_hash_table_lookup (self->objects, &number);
      if (found == NULL)
        {
          self->missing = TRUE;
          break;
        }
      spot = *found;
    }
  return (HkkPdfSpot) { NULL, NULL };
}

static HkkPdfSpot
get (Pdf        *self,
     HkkPdfSpot  dict,
     const char *key)
{
  return resolve (self, hkk_pdf_get (dict, key));
}

static void
take_trailer (Pdf        *self,
              HkkPdfSpot  dict)
{
  const struct { const char *key; HkkPdfSpot *place; } members[] = {
    { "Encrypt", &self->encrypt }, { "ID", &self->id }, { "Root", &self->root },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      HkkPdfSpot value = hkk_pdf_get (dict, members[i].key);

      if (value.at != NULL && !hkk_pdf_starts_with (value, "null"))
        *members[i].place = value;
    }
  self->complete = TRUE;
}

/* The bytes of the stream that begins at AT, which is behind the word "stream". */
static HkkPdfSpot
find_stream (HkkPdfSpot dict,
             HkkPdfSpot at)
{
  HkkPdfSpot length_at = hkk_pdf_get (dict, "Length");
  gint64 length = -1;
  const guint8 *end;

  if (hkk_pdf_starts_with (at, "\r"))
    at.at++;
  if (hkk_pdf_starts_with (at, "\n"))
    at.at++;
  if (length_at.at != NULL && hkk_pdf_read_int (&length_at, &length) && length >= 0 && length <= at.end - at.at)
    {
      HkkPdfSpot behind = hkk_pdf_skip_space ((HkkPdfSpot) { at.at + length, at.end });

      if (hkk_pdf_starts_with (behind, "endstream"))
        return (HkkPdfSpot) { at.at, at.at + length };
    }
  end = memmem (at.at, (gsize) (at.end - at.at), "endstream", strlen ("endstream"));
  return end != NULL ? (HkkPdfSpot) { at.at, end } : (HkkPdfSpot) { NULL, at.end };
}

/* An object whose value is at SPOT. Returns where to read on. */
static const guint8 *
take_object (Pdf        *self,
             gint64      number,
             HkkPdfSpot  spot)
{
  HkkPdfSpot after = hkk_pdf_skip_space (hkk_pdf_skip_value (spot));
  HkkPdfSpot stream;

  add_object (self, number, spot);
  self->complete = FALSE;
  if (after.at == NULL)
    return ++self->n_broken > MAX_BROKEN ? spot.end : spot.at;
  if (!hkk_pdf_starts_with (after, "stream") || !hkk_pdf_starts_with (hkk_pdf_skip_space (spot), "<<"))
    return after.at;
  after.at += strlen ("stream");
  stream = find_stream (spot, after);
  if (stream.at == NULL)
    return after.end;
  if (hkk_pdf_is_name (hkk_pdf_get (spot, "Type"), "XRef"))
    take_trailer (self, spot);
  if (hkk_pdf_is_name (hkk_pdf_get (spot, "Type"), "ObjStm"))
    {
      g_array_append_val (self->packs, spot);
      g_array_append_val (self->pack_streams, stream);
    }
  return stream.end;
}

/* "12 0 " before AT, the word "obj"; -1: something else. */
static gint64
number_before (Pdf          *self,
               const guint8 *at)
{
  const guint8 *p = at;
  HkkPdfSpot spot = { NULL, at };
  gint64 number;

  for (guint part = 0; part < 2; part++)
    {
      const guint8 *end;

      while (p > self->file.at && (g_ascii_isspace (p[-1]) || p[-1] == '\0'))
        p--;
      end = p;
      while (p > self->file.at && end - p < 10 && g_ascii_isdigit (p[-1]))
        p--;
      if (p == end)
        return -1;
    }
  spot.at = p;
  return hkk_pdf_read_int (&spot, &number) ? number : -1;
}

static void
scan (Pdf *self)
{
  HkkPdfSpot spot = self->file;

  while (spot.at < spot.end)
    {
      gint64 number = -1;

      if (*spot.at == 'o' && hkk_pdf_starts_with (spot, "obj") && (number = number_before (self, spot.at)) >= 0)
        spot.at = take_object (self, number, (HkkPdfSpot) { spot.at + 3, spot.end });
      else if (*spot.at == 't' && hkk_pdf_starts_with (spot, "trailer"))
        {
          spot.at += strlen ("trailer");
          take_trailer (self, spot);
        }
      else if (*spot.at == 's' && hkk_pdf_starts_with (spot, "startxref"))
        {
          self->complete = TRUE;
          spot.at += strlen ("startxref");
        }
      else
        spot.at++;
    }
}

/* (transfer full) (nullable): what is in the stream; NULL: not packed as ours are, too much, broken. */
static GBytes *
unpack (Pdf        *self,
        HkkPdfSpot  dict,
        HkkPdfSpot  stream)
{
  HkkPdfSpot filter = get (self, dict, "Filter");
  g_autoptr(GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr(GBytes) packed = g_bytes_new_static (stream.at, (gsize) (stream.end - stream.at));
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GInputStream) source = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr(GInputStream) input = g_converter_input_stream_new (source, G_CONVERTER (decompressor));
  g_autofree guint8 *chunk = g_malloc (65536);
  gssize n;

  if (filter.at == NULL)
    return g_steal_pointer (&packed);
  if (hkk_pdf_starts_with (filter, "["))
    filter.at++;
  if (!hkk_pdf_is_name (filter, "FlateDecode") || hkk_pdf_starts_with (get (self, dict, "DecodeParms"), "<<"))
    return NULL;
  while ((n = g_input_stream_read (input, chunk, 65536, NULL, NULL)) > 0)
    {
      g_byte_array_append (bytes, chunk, (guint) n);
      if (self->unpacked_size + bytes->len > MAX_UNPACKED)
        return NULL;
    }
  self->unpacked_size += bytes->len;
  return bytes->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* "12 0 15 28 …": numbers of objects and where they lie, from First on. */
static void
take_pack (Pdf        *self,
           HkkPdfSpot  dict,
           HkkPdfSpot  stream)
{
  GBytes *bytes = unpack (self, dict, stream);
  HkkPdfSpot count_at = get (self, dict, "N"), first_at = get (self, dict, "First"), at;
  gint64 count, first, number, offset;
  gsize size;

  if (bytes == NULL)
    {
      self->unsure = TRUE;
      return;
    }
  g_ptr_array_add (self->unpacked, bytes);
  at.at = g_bytes_get_data (bytes, &size);
  at.end = at.at + size;
  if (count_at.at == NULL || first_at.at == NULL || !hkk_pdf_read_int (&count_at, &count) ||
      !hkk_pdf_read_int (&first_at, &first) || first < 0 || first > (gint64) size)
    return;
  stream = at;
  for (gint64 i = 0; i < count && hkk_pdf_read_int (&at, &number) && hkk_pdf_read_int (&at, &offset); i++)
    if (offset >= 0 && offset < (gint64) size - first && !g_hash_table_contains (self->objects, &number))
      add_object (self, number, (HkkPdfSpot) { stream.at + first + offset, stream.end });
}

static gboolean
has_page (Pdf        *self,
          HkkPdfSpot  node,
          guint       depth)
{
  HkkPdfSpot kids = get (self, node, "Kids");
  gint64 number;

  if (!hkk_pdf_starts_with (node, "<<"))
    return FALSE;
  if (depth > MAX_STEPS || self->visits++ > MAX_VISITS)
    {
      self->unsure = TRUE;
      return FALSE;
    }
  if (kids.at == NULL)
    return !hkk_pdf_is_name (get (self, node, "Type"), "Pages");
  if (!hkk_pdf_starts_with (kids, "["))
    return FALSE;
  for (kids.at++;;)
    {
      HkkPdfSpot kid = kids;

      if (!hkk_pdf_read_ref (&kids, &number))
        return FALSE;
      if (has_page (self, resolve (self, kid), depth + 1))
        return TRUE;
    }
}

/* Whether what encrypts it lets everybody in. */
static gboolean
opens (Pdf *self)
{
  HkkPdfSpot dict = resolve (self, self->encrypt);
  HkkPdfSpot id = resolve (self, self->id);
  HkkPdfSpot revision = get (self, dict, "R"), bits = get (self, dict, "Length"), permissions = get (self, dict, "P");
  HkkPdfSpot version = get (self, dict, "V");
  g_autoptr(GByteArray) owner = hkk_pdf_read_string (get (self, dict, "O"));
  g_autoptr(GByteArray) user = hkk_pdf_read_string (get (self, dict, "U"));
  g_autoptr(GByteArray) first = NULL;
  HkkPdfLock lock = { .owner = owner, .user = user };
  gint64 v = 0;

  if (!hkk_pdf_is_name (get (self, dict, "Filter"), "Standard"))
    return FALSE;
  if (hkk_pdf_starts_with (id, "["))
    id.at++;
  first = hkk_pdf_read_string (id);
  lock.id = first;
  lock.encrypt_metadata = !hkk_pdf_starts_with (get (self, dict, "EncryptMetadata"), "false");
  if (!hkk_pdf_read_int (&revision, &lock.revision) || !hkk_pdf_read_int (&permissions, &lock.permissions))
    return TRUE;
  hkk_pdf_read_int (&version, &v);
  if (!hkk_pdf_read_int (&bits, &lock.bits))
    lock.bits = v == 4 ? 128 : 40;
  return hkk_pdf_lock_opens (&lock);
}

/**
 * hkk_pdf_check:
 * @bytes: a whole file that begins as a PDF
 * @error: return location for a %HKK_FILE_ERROR
 *
 * Returns: whether it can be read by whoever gets it: it is complete, needs no password and has a page
 */
gboolean
hkk_pdf_check (GBytes  *bytes,
               GError **error)
{
  g_auto(Pdf) self = { 0 };
  HkkPdfSpot catalog;
  gsize size;

  self.file.at = g_bytes_get_data (bytes, &size);
  self.file.end = self.file.at + size;
  self.objects = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self.packs = g_array_new (FALSE, FALSE, sizeof (HkkPdfSpot));
  self.pack_streams = g_array_new (FALSE, FALSE, sizeof (HkkPdfSpot));
  self.unpacked = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  scan (&self);
  if (!self.complete)
    return hkk_file_fail (error, HKK_FILE_ERROR_PDF_CUT_OFF);
  if (self.encrypt.at != NULL && opens (&self))
    return TRUE;
  if (self.encrypt.at != NULL)
    return hkk_file_fail (error, self.missing ? HKK_FILE_ERROR_PDF_CUT_OFF : HKK_FILE_ERROR_PDF_PASSWORD);
  for (guint i = self.packs->len; i > 0; i--) /* what is newer is further down */
    take_pack (&self, g_array_index (self.packs, HkkPdfSpot, i - 1),
               g_array_index (self.pack_streams, HkkPdfSpot, i - 1));
  catalog = resolve (&self, self.root);
  /* Its one page asks to open it elsewhere. */
  if (hkk_pdf_starts_with (get (&self, catalog, "NeedsRendering"), "true"))
    return hkk_file_fail (error, HKK_FILE_ERROR_PDF_FORM);
  if (has_page (&self, get (&self, catalog, "Pages"), 0))
    return TRUE;
  return self.unsure || hkk_file_fail (error, self.missing ? HKK_FILE_ERROR_PDF_CUT_OFF : HKK_FILE_ERROR_PDF_NO_PAGE);
}
