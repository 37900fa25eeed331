/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled once for all files of a library: reading these headers takes longer than compiling a file. */
#include <adwaita.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
