/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-document-choice.h"
#include "hkk-documents-all.h"
#include "hkk-documents-page.h"
#include "hkk-gradual-list.h"

/* The list is: the services, then the documents, then a word when there are none. So all of it scrolls as one. */
struct _HkkDocumentsPage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  GtkLabel            *checked;
  GtkSearchBar        *search_bar;
  GtkSearchEntry      *search_entry;
  GtkListView         *list_view;
  GtkWidget           *services_box;
  GtkWidget           *cards;          /* the services themselves: they step aside for a search */
  AdwBin              *shelf;          /* where services_box is while the list has no place for it */
  GtkDropDown         *kind_drop_down;
  GtkDropDown         *year_drop_down;
  GtkWidget           *save_all_button;
  GtkWidget           *empty_box;
  GtkLabel            *empty_label;
  GtkWidget           *empty_buttons;
  GtkButton           *all_button;
  GtkButton           *messages_button;
  GtkButton           *requests_button;
  GtkWidget           *choice_bar;
  GtkLabel            *choice_label;
  GtkWidget           *card_0;
  GtkWidget           *card_1;
  GtkWidget           *card_2;
  GtkWidget           *card_3;
  GtkWidget           *card_4;

  HkkPagedList        *documents; /* Owned (nullable) until there is a portal, as the next one */
  HkkGradualList      *gradual;   /* Owned (nullable): the documents that have rows */
  HkkDocumentChoice   *choice;    /* Owned */
  GListStore          *parts;     /* Owned: of GListModel */
  GListStore          *tail;      /* Owned: of GtkStringObject */
  gboolean             filling;   /* the years are being listed; none is chosen */
};

/* hkk-documents-page-filter.c: what is looked for. */
HkkDocumentFilter hkk_documents_page_get_filter  (HkkDocumentsPage *self,
                                                  char            **words,
                                                  char            **year);
void              hkk_documents_page_watch_years (HkkDocumentsPage *self);
void              hkk_documents_page_say_result  (HkkDocumentsPage *self);
void              hkk_documents_page_bind_filter (GtkWidgetClass   *widget_class);

/* hkk-documents-page-choice.c: what is done with several. */
void              hkk_documents_page_watch_choice (HkkDocumentsPage *self);
void              hkk_documents_page_bind_choice  (GtkWidgetClass   *widget_class);
