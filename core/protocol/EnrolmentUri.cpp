#include "core/protocol/EnrolmentUri.h"

#include "core/base/Base64Url.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace haziri::protocol {

namespace {

bool isLoopback(const QString& host) {
    static const QRegularExpression v4(QStringLiteral("\\A127(\\.[0-9]{1,3}){3}\\z"));
    return host == QLatin1String("localhost") || host == QLatin1String("::1") || v4.match(host).hasMatch();
}

bool isCode(const QByteArray& code) {
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_-]{8,128}\\z"));
    return form.match(QString::fromLatin1(code)).hasMatch();
}

bool isPin(const QByteArray& pin) {
    const auto bytes = fromBase64Url(pin);
    return bytes && bytes->size() == 32;
}

tl::unexpected<Error> invalid(const char* why) {
    return fail("URI_INVALID", QLatin1String(why));
}

} // namespace

Result<EnrolmentUri> EnrolmentUri::parse(const QString& text) {
    if (text.size() > 2048) return invalid("too long");
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("haziri")) return invalid("not a haziri:// URI");
    if (url.path() != QLatin1String("/enrol")) return invalid("not an enrolment URI");
    if (url.host().isEmpty() || url.port() < 1 || !url.userInfo().isEmpty() || url.hasFragment())
        return invalid("HOST:PORT is missing or something stands where nothing should");
    const QUrlQuery query(url);
    for (const auto& key : {QStringLiteral("code"), QStringLiteral("pin"), QStringLiteral("plain")})
        if (query.allQueryItemValues(key).size() > 1) return invalid("a parameter stands twice");
    EnrolmentUri uri;
    uri.host = url.host();
    uri.port = quint16(url.port());
    uri.code = query.queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded).toUtf8();
    uri.pin = query.queryItemValue(QStringLiteral("pin"), QUrl::FullyDecoded).toUtf8();
    const QString plain = query.queryItemValue(QStringLiteral("plain"));
    uri.plainHttp = plain == QLatin1String("1");
    if (!uri.plainHttp && !plain.isEmpty()) return invalid("plain is 1 or absent");
    if (!isCode(uri.code)) return invalid("the code is missing or malformed");
    if (uri.plainHttp && !isLoopback(uri.host)) return invalid("plain http is for loopback addresses only");
    // Without TLS there is no certificate to pin.
    if (!(uri.plainHttp && uri.pin.isEmpty()) && !isPin(uri.pin)) return invalid("the pin is missing or malformed");
    return uri;
}

QString EnrolmentUri::toString() const {
    QUrl url = baseUrl();
    url.setScheme(QStringLiteral("haziri"));
    url.setPath(QStringLiteral("/enrol"));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("code"), QString::fromUtf8(code));
    if (!pin.isEmpty()) query.addQueryItem(QStringLiteral("pin"), QString::fromUtf8(pin));
    if (plainHttp) query.addQueryItem(QStringLiteral("plain"), QStringLiteral("1"));
    url.setQuery(query);
    return QString::fromLatin1(url.toEncoded());
}

QUrl EnrolmentUri::baseUrl() const {
    QUrl url;
    url.setScheme(plainHttp ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(host);
    url.setPort(port);
    return url;
}

} // namespace haziri::protocol
