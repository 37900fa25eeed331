/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The questions and answers of the help. The id of a question is static. */
const char *hkk_help_get_id       (unsigned int  index);
const char *hkk_help_get_topic    (const char   *id);
const char *hkk_help_get_question (const char   *id);
const char *hkk_help_get_answer   (const char   *id);
