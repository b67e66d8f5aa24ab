#include "server/onboarding/Invitation.h"

#include "server/store/MetaRepository.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Certificate.h"
#include "core/sealed/DurableFile.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QSslCertificate>
#include <QUrl>

namespace haziri::onboarding {

const QString kUsualAddress = QStringLiteral("127.0.0.1:8443");

namespace {

struct Address {
    QString host;
    quint16 port = 0;
};

std::optional<Address> readAddress(const QString& text) {
    const QUrl url(QStringLiteral("haziri://") + text);
    if (!url.isValid() || url.host().isEmpty() || url.port() <= 0) return std::nullopt;
    return Address{url.host(), quint16(url.port())};
}

Result<Address> publicAddress(const QString& host, sql::Database& database) {
    if (!host.isEmpty()) {
        auto given = readAddress(host);
        if (!given) return fail("MALFORMED", QStringLiteral("host is not HOST:PORT"));
        return *given;
    }
    const auto last = store::MetaRepository(database).get(QByteArrayLiteral("listen.last"));
    if (!last) return fail(last.error());
    auto address = readAddress(last->has_value() ? QString::fromLatin1(**last) : kUsualAddress);
    if (!address) return fail("MALFORMED", QStringLiteral("the address where the server last listened is none"));
    const QHostAddress parsed(address->host);
    if (parsed == QHostAddress(QHostAddress::AnyIPv4) || parsed == QHostAddress(QHostAddress::AnyIPv6))
        address->host = QHostInfo::localHostName();
    return *address;
}

Result<QByteArray> certificatePin(const QString& path) {
    const auto pem = sealed::readWhole(path, 64 * 1024);
    if (!pem) return fail(pem.error());
    const auto pin = crypto::spkiSha256(QSslCertificate(*pem, QSsl::Pem).toDer());
    if (!pin) return fail(pin.error());
    return toBase64Url(*pin);
}

} // namespace

Result<bool> hasListened(sql::Database& database) {
    const auto last = store::MetaRepository(database).get(QByteArrayLiteral("listen.last"));
    if (!last) return fail(last.error());
    return last->has_value();
}

Result<protocol::EnrolmentUri> invitation(sql::Database& database, const QString& certificatePath,
                                          const QString& host) {
    const auto address = publicAddress(host, database);
    if (!address) return fail(address.error());
    const auto pin = certificatePin(certificatePath);
    if (!pin) return fail(pin.error());
    const auto plain = store::MetaRepository(database).get(QByteArrayLiteral("listen.plain"));
    if (!plain) return fail(plain.error());
    protocol::EnrolmentUri uri;
    uri.host = address->host;
    uri.port = address->port;
    uri.pin = *pin;
    uri.plainHttp = plain->value_or(QByteArray()) == "1";
    return uri;
}

} // namespace haziri::onboarding
