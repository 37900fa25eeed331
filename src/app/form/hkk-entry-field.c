/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-entry-field.h"

#include "hkk-editable.h"

typedef struct
{
  GtkEntry *entry;   /* Borrowed from the row's content */
  guint     regroup; /* the source that puts an IBAN's separators in */
  gboolean  composing; /* an input method is at work: what it shows must not be taken from under it */
} HkkEntryFieldPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (HkkEntryField, hkk_entry_field, HKK_TYPE_FIELD_ROW)

static HkkFieldKind
get_kind (HkkEntryField *self)
{
  return hkk_form_field_get_kind (hkk_field_row_get_field (HKK_FIELD_ROW (self)));
}

/* Owned: what stands in the entry, as it is meant. */
static char *
dup_text (HkkEntryField *self)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);

  return hkk_text_clean (gtk_editable_get_text (GTK_EDITABLE (priv->entry)), FALSE);
}

/* Puts the separators of an IBAN in while it is typed. */
static void
regroup_iban (HkkEntryField *self)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (priv->entry));
  g_autofree char *grouped = hkk_iban_format (text);

  if (g_str_equal (text, grouped))
    return;

  hkk_field_row_set_busy (HKK_FIELD_ROW (self), TRUE);
  hkk_editable_regroup (GTK_EDITABLE (priv->entry), grouped);
  hkk_field_row_set_busy (HKK_FIELD_ROW (self), FALSE);
}

static gboolean
on_regroup (gpointer data)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (HKK_ENTRY_FIELD (data));

  priv->regroup = 0;
  if (!priv->composing)
    regroup_iban (HKK_ENTRY_FIELD (data));

  return G_SOURCE_REMOVE;
}

/* Groups what waited for the input method, too. */
static void
on_preedit_changed (HkkEntryField *self,
                    const char    *preedit)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);

  priv->composing = *preedit != '\0';
  if (get_kind (self) == HKK_FIELD_IBAN && !priv->composing && priv->regroup == 0)
    priv->regroup = g_idle_add_full (G_PRIORITY_HIGH, on_regroup, self, NULL);
}

static void
on_entry_changed (HkkEntryField *self)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);

  if (hkk_field_row_is_busy (HKK_FIELD_ROW (self)))
    return;

  /* Not here: GtkText sets the cursor only after it has said that the text changed. */
  if (get_kind (self) == HKK_FIELD_IBAN && priv->regroup == 0)
    priv->regroup = g_idle_add_full (G_PRIORITY_HIGH, on_regroup, self, NULL);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_entry_field_take (self);
}

static void
on_entry_leave (HkkEntryField *self)
{
  /* The value in its usual form, now that nobody is typing. */
  hkk_field_row_set_busy (HKK_FIELD_ROW (self), TRUE);
  HKK_FIELD_ROW_GET_CLASS (self)->refresh (HKK_FIELD_ROW (self));
  hkk_field_row_set_busy (HKK_FIELD_ROW (self), FALSE);
}

static void
on_entry_activate (HkkEntryField *self)
{
  g_signal_emit_by_name (gtk_widget_get_root (GTK_WIDGET (self)), "move-focus", GTK_DIR_TAB_FORWARD);
}

static char *
hkk_entry_field_show (HkkEntryField *self)
{
  HkkFormValues *values = hkk_field_row_get_values (HKK_FIELD_ROW (self));
  const char *path = hkk_field_row_get_path (HKK_FIELD_ROW (self));
  const char *text = hkk_form_values_get_string (values, path);
  gint64 number = 0;

  if (text == NULL)
    return hkk_form_values_get_int (values, path, &number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
                                                           : g_strdup ("");

  if (get_kind (self) == HKK_FIELD_IBAN)
    return hkk_iban_format (text);
  if (get_kind (self) == HKK_FIELD_KVNR && hkk_kvnr_check (text, NULL))
    return hkk_kvnr_format (text);
  if (get_kind (self) == HKK_FIELD_PHONE)
    return hkk_phone_format (text);

  return g_strdup (text);
}

static gboolean
take_integer (HkkEntryField  *self,
              const char     *text,
              gboolean        store,
              GError        **error)
{
  gint64 number = 0;

  if (!hkk_integer_parse (text, &number, error))
    return FALSE;

  if (store)
    hkk_form_values_set_int (hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                             hkk_field_row_get_path (HKK_FIELD_ROW (self)), number);

  return TRUE;
}

static gboolean
hkk_entry_field_take_text (HkkEntryField  *self,
                           const char     *text,
                           gboolean        store,
                           GError        **error)
{
  g_autofree char *value = NULL;

  if (get_kind (self) == HKK_FIELD_INTEGER || get_kind (self) == HKK_FIELD_YEAR)
    return take_integer (self, text, store, error);

  value = hkk_form_field_read (hkk_field_row_get_field (HKK_FIELD_ROW (self)), text, error);
  if (value == NULL)
    return FALSE;

  if (store)
    hkk_form_values_set_string (hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                                hkk_field_row_get_path (HKK_FIELD_ROW (self)), value);

  return TRUE;
}

static char *
hkk_entry_field_dup_misread (HkkFieldRow *row)
{
  HkkEntryField *self = HKK_ENTRY_FIELD (row);
  g_autofree char *text = dup_text (self);
  g_autoptr(GError) error = NULL;

  if (*text == '\0')
    return NULL;
  if (!HKK_ENTRY_FIELD_GET_CLASS (self)->take (self, text, FALSE, &error))
    return g_strdup (error->message);
  if (get_kind (self) == HKK_FIELD_KVNR && !hkk_kvnr_check (text, NULL) && hkk_kvnr_hint (text) != NULL)
    return g_strdup (hkk_kvnr_hint (text));
  if (get_kind (self) == HKK_FIELD_TEXT)
    return hkk_field_row_dup_too_long (row, text);

  return NULL;
}

static void
hkk_entry_field_refresh (HkkFieldRow *row)
{
  HkkEntryField *self = HKK_ENTRY_FIELD (row);
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);
  g_autofree char *text = HKK_ENTRY_FIELD_GET_CLASS (self)->show (self);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (priv->entry))))
    gtk_editable_set_text (GTK_EDITABLE (priv->entry), text);
}

static void
set_purpose (GtkEntry     *entry,
             HkkFieldKind  kind)
{
  GtkInputPurpose purpose = GTK_INPUT_PURPOSE_FREE_FORM;

  if (kind == HKK_FIELD_EMAIL)
    purpose = GTK_INPUT_PURPOSE_EMAIL;
  else if (kind == HKK_FIELD_PHONE)
    purpose = GTK_INPUT_PURPOSE_PHONE;
  else if (kind == HKK_FIELD_MONEY)
    purpose = GTK_INPUT_PURPOSE_NUMBER;
  else if (kind == HKK_FIELD_INTEGER || kind == HKK_FIELD_YEAR || kind == HKK_FIELD_POSTAL_CODE)
    purpose = GTK_INPUT_PURPOSE_DIGITS;
  gtk_entry_set_input_purpose (entry, purpose);
  if (kind == HKK_FIELD_PHONE) /* its groups have no direction of their own */
    gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), GTK_TEXT_DIR_LTR);
}

static void
hkk_entry_field_build (HkkFieldRow *row)
{
  HkkEntryField *self = HKK_ENTRY_FIELD (row);
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);
  HkkFormField *field = hkk_field_row_get_field (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  priv->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (priv->entry), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (priv->entry), 8);
  if (hkk_form_field_get_placeholder (field) != NULL)
    gtk_entry_set_placeholder_text (priv->entry, hkk_form_field_get_placeholder (field));
  set_purpose (priv->entry, get_kind (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->entry));
  if (HKK_ENTRY_FIELD_GET_CLASS (self)->decorate != NULL)
    HKK_ENTRY_FIELD_GET_CLASS (self)->decorate (self, GTK_BOX (box));

  g_signal_connect_object (priv->entry, "changed", G_CALLBACK (on_entry_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (priv->entry)), "preedit-changed",
                           G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->entry, "activate", G_CALLBACK (on_entry_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_entry_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (priv->entry), focus);

  /* Assistive tools see the entry; its inner text has no role of its own there. */
  hkk_field_row_set_control (row, box, GTK_WIDGET (priv->entry));
}

static void
hkk_entry_field_dispose (GObject *object)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (HKK_ENTRY_FIELD (object));

  g_clear_handle_id (&priv->regroup, g_source_remove);

  G_OBJECT_CLASS (hkk_entry_field_parent_class)->dispose (object);
}

static void
hkk_entry_field_class_init (HkkEntryFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_entry_field_dispose;
  row_class->build = hkk_entry_field_build;
  row_class->refresh = hkk_entry_field_refresh;
  row_class->dup_misread = hkk_entry_field_dup_misread;
  klass->show = hkk_entry_field_show;
  klass->take = hkk_entry_field_take_text;
}

static void
hkk_entry_field_init (HkkEntryField *self)
{
}

/**
 * hkk_entry_field_get_entry:
 *
 * Returns: (transfer none): the entry
 */
GtkEntry *
hkk_entry_field_get_entry (HkkEntryField *self)
{
  HkkEntryFieldPrivate *priv = hkk_entry_field_get_instance_private (self);

  g_return_val_if_fail (HKK_IS_ENTRY_FIELD (self), NULL);

  return priv->entry;
}

/**
 * hkk_entry_field_take:
 *
 * Makes what is typed the value. What cannot be read is kept as it was typed, so that the draft has it and the
 * rules refuse it.
 */
void
hkk_entry_field_take (HkkEntryField *self)
{
  HkkFieldRow *row = HKK_FIELD_ROW (self);
  g_autofree char *text = NULL;

  g_return_if_fail (HKK_IS_ENTRY_FIELD (self));

  text = dup_text (self);
  hkk_field_row_set_busy (row, TRUE);
  if (*text == '\0')
    hkk_form_values_clear (hkk_field_row_get_values (row), hkk_field_row_get_path (row));
  else if (!HKK_ENTRY_FIELD_GET_CLASS (self)->take (self, text, TRUE, NULL))
    hkk_form_values_set_string (hkk_field_row_get_values (row), hkk_field_row_get_path (row), text);
  hkk_field_row_set_busy (row, FALSE);
}
