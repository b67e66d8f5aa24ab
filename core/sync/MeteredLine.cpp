#include "core/sync/MeteredLine.h"

#include <QNetworkInformation>

namespace haziri::sync {

MeteredLine::MeteredLine(QObject* parent)
    : QObject(parent) {
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Metered)) return;
    QNetworkInformation* const system = QNetworkInformation::instance();
    if (!system || !system->supports(QNetworkInformation::Feature::Metered)) return;
    m_known = true;
    *m_state = system->isMetered();
    connect(system, &QNetworkInformation::isMeteredChanged, this, [this](bool metered) {
        *m_state = metered;
        Q_EMIT changed(metered);
    });
}

} // namespace haziri::sync
