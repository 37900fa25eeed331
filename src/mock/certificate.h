/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once


GTlsCertificate *hkk_mock_certificate_load (const char   *path,
                                            GError      **error);
