/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-main-menu.h"

struct _HkkMainMenu
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkMainMenu, hkk_main_menu, ADW_TYPE_BIN)

static void
hkk_main_menu_class_init (HkkMainMenuClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/de/hkk/MeineHkk/hkk-main-menu.ui");
}

static void
hkk_main_menu_init (HkkMainMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
