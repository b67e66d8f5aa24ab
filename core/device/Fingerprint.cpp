#include "core/device/Fingerprint.h"

#include "core/base/Build.h"
#include "core/crypto/Sha256.h"

#include <QFile>
#include <QSysInfo>
#include <QtEndian>
#include <array>
#include <bit>

namespace haziri::device {

namespace {

struct Feature {
    const char* name;
    const QByteArray& value;
    int weight; ///< how much it speaks for the machine rather than for today's set-up
};

QByteArray firmwareWord(const char* file) {
    QFile source(QStringLiteral("/sys/class/dmi/id/") + QLatin1StringView(file));
    if (!source.open(QIODevice::ReadOnly)) return {};
    return source.read(64).trimmed();
}

} // namespace

quint64 Fingerprint::simHash() const {
    const std::array<Feature, 6> features{{{"os", os, 2},
                                           {"model", model, 3},
                                           {"machineHash", machineHash, 5},
                                           {"screen", screen, 1},
                                           {"cameraId", cameraId, 1},
                                           {"appVersion", appVersion, 1}}};
    std::array<int, 64> sums{};
    for (const Feature& feature : features) {
        if (feature.value.isEmpty()) continue;
        const auto digest = crypto::sha256({QByteArrayView(feature.name), QByteArrayView("="), feature.value});
        const auto bits = qFromBigEndian<quint64>(digest.data());
        for (int i = 0; i < 64; ++i)
            sums[i] += (bits >> i & 1) ? feature.weight : -feature.weight;
    }
    quint64 hash = 0;
    for (int i = 0; i < 64; ++i)
        hash |= quint64(sums[i] > 0) << i;
    return hash;
}

QByteArray Fingerprint::simHashHex() const {
    return QByteArray::number(simHash(), 16).rightJustified(16, '0');
}

QJsonObject Fingerprint::toJson() const {
    const auto text = [](const QByteArray& bytes) { return QString::fromUtf8(bytes); };
    return {{QStringLiteral("os"), text(os)},
            {QStringLiteral("model"), text(model)},
            {QStringLiteral("simHash"), text(simHashHex())},
            {QStringLiteral("machineHash"), text(machineHash)},
            {QStringLiteral("screen"), text(screen)},
            {QStringLiteral("cameraId"), text(cameraId)},
            {QStringLiteral("appVersion"), text(appVersion)}};
}

Fingerprint Fingerprint::ofThisMachine(const QByteArray& screen, const QByteArray& cameraId) {
    Fingerprint print;
    print.os = (QSysInfo::productType() + QLatin1Char(' ') + QSysInfo::productVersion() + QLatin1Char(' ') +
                QSysInfo::currentCpuArchitecture())
                   .toUtf8();
    print.model = (firmwareWord("sys_vendor") + ' ' + firmwareWord("product_name")).trimmed();
    print.machineHash =
        crypto::toBase64Url(crypto::sha256({QByteArrayView("haziri-machine-1\n"), QSysInfo::machineUniqueId()}));
    print.screen = screen;
    print.cameraId = cameraId;
    print.appVersion = kVersion;
    return print;
}

int simHashDistance(quint64 a, quint64 b) {
    return std::popcount(a ^ b);
}

} // namespace haziri::device
