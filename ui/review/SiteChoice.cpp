#include "ui/review/SiteChoice.h"

#include "ui/review/ChoiceSheet.h"
#include "ui/widgets/Chip.h"
#include "ui/words/Words.h"

#include <QFontMetrics>

namespace haziri::ui {

QString SiteChoice::nameOf(const QList<review::SiteLine>& sites, const SiteId& site) {
    for (const auto& one : sites)
        if (one.siteId == site) return one.name;
    return tr("No site");
}

void SiteChoice::say(Chip* chip, const QList<review::SiteLine>& sites, const SiteId& site, int width) {
    const QString name = nameOf(sites, site);
    chip->set(Tone::Neutral, QFontMetrics(chip->font()).elidedText(name, Qt::ElideRight, width), QString());
    chip->setAccessibleName(tr("Site: %1").arg(name));
}

void SiteChoice::say(Chip* chip, QDate month) {
    const QString text = Words::date(month, QStringLiteral("MMM yyyy"));
    chip->set(Tone::Neutral, text, QString());
    chip->setAccessibleName(tr("Month: %1").arg(text));
}

void SiteChoice::choose(Chip* chip, const QList<review::SiteLine>& sites, const SiteId& current,
                        const std::function<void(const SiteId&)>& chosen) {
    QStringList texts;
    int at = -1;
    for (const auto& site : sites) {
        if (site.siteId == current) at = int(texts.size());
        texts << site.name;
    }
    if (texts.isEmpty()) return;
    chooseBelow(chip, tr("Site"), texts, at, [sites, chosen](int index) { chosen(sites[index].siteId); });
}

void SiteChoice::choose(Chip* chip, QDate today, QDate current, const std::function<void(QDate)>& chosen) {
    const QDate first = today.addDays(1 - today.day());
    QStringList texts;
    int at = -1;
    for (int i = 0; i < kMonths; ++i) {
        if (first.addMonths(-i) == current) at = i;
        texts << Words::date(first.addMonths(-i), QStringLiteral("MMMM yyyy"));
    }
    chooseBelow(chip, tr("Month"), texts, at, [first, chosen](int index) { chosen(first.addMonths(-index)); });
}

} // namespace haziri::ui
