// The chips with which the office's pages choose a site and a month.
#pragma once

#include "core/review/ReviewTypes.h"

#include <QCoreApplication>
#include <QDate>
#include <functional>

namespace haziri::ui {

class Chip;

class SiteChoice {
    Q_DECLARE_TR_FUNCTIONS(haziri::ui::SiteChoice)
  public:
    static constexpr int kMonths = 18; ///< that may be chosen, back from the present one

    static QString nameOf(const QList<review::SiteLine>& sites, const SiteId& site); ///< "No site" where it is none
    static void say(Chip* chip, const QList<review::SiteLine>& sites, const SiteId& site, int width);
    static void say(Chip* chip, QDate month);
    /// Opens the list below the chip; nothing where there is no site.
    static void choose(Chip* chip, const QList<review::SiteLine>& sites, const SiteId& current,
                       const std::function<void(const SiteId&)>& chosen);
    static void choose(Chip* chip, QDate today, QDate current, const std::function<void(QDate)>& chosen);
};

} // namespace haziri::ui
