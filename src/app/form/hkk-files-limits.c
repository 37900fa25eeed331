/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-files-limits.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hkk-file-type.h"
#include "hkk-form-path.h"

/* (transfer full): BYTES in words. */
static char *
size_text (gint64 bytes)
{
  /* TRANSLATORS: the largest size of a file, %u is a number of megabytes */
  return g_strdup_printf (_("%u MB"), (guint) (bytes / (1024 * 1024)));
}

/**
 * hkk_files_limits_dup_allowed:
 * @media_types: what is taken
 * @max: how many files
 * @max_bytes: how much all of them together; 0: as much as each may have
 * @min_side: how many pixels a picture needs on each side; 0: it is not said
 *
 * Returns: (transfer full): what may be added, in words, to be read before choosing
 */
char *
hkk_files_limits_dup_allowed (const char * const *media_types,
                              gint64              max,
                              gint64              max_bytes,
                              guint               min_side)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *types = NULL;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;
  g_autofree char *together = NULL;

  for (guint i = 0; media_types[i] != NULL; i++)
    {
      const char *slash = strchr (media_types[i], '/');
      g_autofree char *name = g_ascii_strup (slash != NULL ? slash + 1 : media_types[i], -1);

      g_strv_builder_add (names, name);
    }
  parts = g_strv_builder_end (names);
  types = g_strjoinv (", ", parts);

  size = size_text (HKK_FILE_MAX_BYTES);
  /* TRANSLATORS: %1$s is a list of file types (“PDF, JPEG, PNG”), %2$s a size (“10 MB”), %3$u a number of files */
  text = g_strdup_printf (ngettext ("%1$s, at most %2$s, %3$u file. You can also drop the file here or paste it.",
                                    "%1$s, at most %2$s each, up "
                                    "to %3$u files. You can also drop files here or paste them.",
                                    (gulong) max),
                          types, size, (guint) max);
  if (min_side > 0)
    {
      g_autofree char *before = g_steal_pointer (&text);

      /* TRANSLATORS: %s: the sentences before; %u: a number of pixels, always more than one */
      text = g_strdup_printf (_("%s A picture needs at least %u pixels on each side."), before, min_side);
    }
  if (max_bytes == 0)
    return g_steal_pointer (&text);
  together = size_text (max_bytes);
  /* TRANSLATORS: first %s: the sentences before; second %s: a size, "25 MB" */
  return g_strdup_printf (_("%s All files together may have up to %s."), text, together);
}

/**
 * hkk_files_limits_label_new:
 * @field: a field of attachments
 * @control: what one adds files with
 *
 * Returns: (transfer floating): what may be added, in words, which describe @control
 */
GtkWidget *
hkk_files_limits_label_new (HkkFormField  *field,
                            GtkAccessible *control)
{
  gint64 max = 0;
  gboolean has_max = hkk_form_field_get_max (field, &max);
  g_autofree char *text = hkk_files_limits_dup_allowed (hkk_form_field_get_media_types (field),
                                                        has_max ? max : HKK_FILE_MAX_COUNT,
                                                        hkk_form_field_get_max_bytes (field),
                                                        hkk_form_field_get_min_side (field));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_accessible_update_relation (control, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  return label;
}

/**
 * hkk_files_limits_dup_no_room:
 * @max: how many files a field takes, and has
 *
 * Returns: (transfer full): why there is no room for another one
 */
char *
hkk_files_limits_dup_no_room (guint max)
{
  /* TRANSLATORS: %u is a number of files */
  return g_strdup_printf (ngettext ("Here is room for %u file. Remove it to add another one.",
                                    "Here is room for %u files. Remove one to add another one.", max), max);
}

/* (transfer full) (nullable): why FILE is too much for all files together. */
static char *
dup_over (HkkFormField  *field,
          HkkFormValues *values,
          const char    *path,
          HkkAttachment *file)
{
  gint64 most = hkk_form_field_get_max_bytes (field);
  gint64 total = hkk_attachment_get_size (file);
  g_autofree char *text = NULL;

  for (guint i = 0; i < hkk_form_values_get_n_items (values, path); i++)
    {
      g_autofree char *size_path = hkk_form_path_print (path, (int) i, "size");
      gint64 size = 0;

      hkk_form_values_get_int (values, size_path, &size);
      total += size;
    }
  if (most == 0 || total <= most)
    return NULL;
  text = size_text (most);
  /* TRANSLATORS: %s is a size, "25 MB" */
  return g_strdup_printf (_("With this file it would be too much: all files together may have up to %s. "
                            "Remove another one first, or make this one smaller."), text);
}

/**
 * hkk_files_limits_dup_refusal:
 * @field: a field of attachments
 * @values: what it has
 * @path: where
 * @file: one more file
 *
 * Returns: (transfer full) (nullable): why @file is not for this field; %NULL if it is
 */
char *
hkk_files_limits_dup_refusal (HkkFormField  *field,
                              HkkFormValues *values,
                              const char    *path,
                              HkkAttachment *file)
{
  guint least = hkk_form_field_get_min_side (field);
  guint side = hkk_attachment_get_side (file);

  if (side > 0 && side < least)
    /* TRANSLATORS: %u is a number of pixels, always more than one */
    return g_strdup_printf (_("This picture is too small: it needs at least %u pixels on each side. "
                              "Choose a larger one."), least);
  return dup_over (field, values, path, file);
}
