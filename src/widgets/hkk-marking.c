/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-marking.h"

static gboolean (* usual_focus)      (GtkWidget *, GtkDirectionType);
static gboolean (* usual_grab_focus) (GtkWidget *);

static gboolean on_its_way; /* the focus, from what stands beside */

static gboolean
text_focus (GtkWidget        *widget,
            GtkDirectionType  direction)
{
  gboolean taken;

  on_its_way = TRUE;
  taken = usual_focus (widget, direction);
  on_its_way = FALSE;
  return taken;
}

static gboolean
text_grab_focus (GtkWidget *widget)
{
  return on_its_way ? usual_grab_focus (widget) : gtk_text_grab_focus_without_selecting (GTK_TEXT (widget));
}

/**
 * hkk_marking_begin:
 *
 * From now on all of an entry is marked when the focus comes there on its way, as with Tab, which is usual, and not
 * when it is given the focus, or given it back, by a dialog that closes or a page that comes again: who typed goes on
 * where they were.
 * To be called before anything is shown.
 */
void
hkk_marking_begin (void)
{
  GtkWidgetClass *class = g_type_class_ref (GTK_TYPE_TEXT);

  usual_focus = class->focus;
  usual_grab_focus = class->grab_focus;
  class->focus = text_focus;
  class->grab_focus = text_grab_focus;
}

/**
 * hkk_marking_take:
 * @field: an entry, or a row with one
 *
 * Gives it the focus with all of it marked: it is to be typed anew, such as a password that was wrong.
 */
void
hkk_marking_take (GtkEditable *field)
{
  g_return_if_fail (GTK_IS_EDITABLE (field));

  gtk_widget_grab_focus (GTK_WIDGET (field));
  gtk_editable_select_region (field, 0, -1);
}
