/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stub-shell.h"

struct _StubShell
{
  AdwBin       parent_instance;

  HkkPortal   *portal;   /* Owned (nullable) */
  AdwToast    *said;     /* Owned (nullable) */
  HkkOverview *overview; /* Owned (nullable) */
  guint        n_left;
};

static void stub_shell_shell_init (HkkShellInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StubShell, stub_shell, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (HKK_TYPE_SHELL, stub_shell_shell_init))

static HkkPortal *
get_portal (HkkShell *shell)
{
  return STUB_SHELL (shell)->portal;
}

static void
pop (HkkShell          *shell,
     AdwNavigationPage *page)
{
  STUB_SHELL (shell)->n_left++;
}

static void
add_toast (HkkShell *shell,
           AdwToast *toast)
{
  g_set_object (&STUB_SHELL (shell)->said, toast);
  g_object_unref (toast);
}

static void
take_overview (HkkShell    *shell,
               HkkOverview *overview)
{
  g_set_object (&STUB_SHELL (shell)->overview, overview);
}

static void
stub_shell_shell_init (HkkShellInterface *iface)
{
  iface->get_portal = get_portal;
  iface->pop = pop;
  iface->add_toast = add_toast;
  iface->take_overview = take_overview;
}

static void
stub_shell_dispose (GObject *object)
{
  StubShell *self = STUB_SHELL (object);

  g_clear_object (&self->portal);
  g_clear_object (&self->said);
  g_clear_object (&self->overview);
  G_OBJECT_CLASS (stub_shell_parent_class)->dispose (object);
}

static void
stub_shell_class_init (StubShellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stub_shell_dispose;
}

static void
stub_shell_init (StubShell *self)
{
}

StubShell *
stub_shell_new (HkkPortal *portal,
                HkkPage   *page)
{
  StubShell *self = g_object_new (STUB_TYPE_SHELL, NULL);

  g_set_object (&self->portal, portal);
  if (page == NULL)
    return self;
  if (gtk_widget_get_parent (GTK_WIDGET (page)) == NULL)
    adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (page));
  hkk_page_set_shell (page, HKK_SHELL (self));
  return self;
}

const char *
stub_shell_get_said (StubShell *self)
{
  return self->said != NULL ? adw_toast_get_title (self->said) : NULL;
}

AdwToast *
stub_shell_get_toast (StubShell *self)
{
  return self->said;
}

guint
stub_shell_get_n_left (StubShell *self)
{
  return self->n_left;
}

HkkOverview *
stub_shell_get_overview (StubShell *self)
{
  return self->overview;
}
