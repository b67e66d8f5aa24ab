#include "core/protocol/Jws.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"

namespace haziri::protocol {

namespace {

struct Pinned {
    const char* typ;
    const char* alg;
};

const Pinned& pinned(Purpose purpose) {
    static constexpr Pinned table[] = {
        {"haziri-packet", "HS256"},   {"haziri-head", "EdDSA"},        {"haziri-proof", "EdDSA"},
        {"haziri-vouch", "EdDSA"},    {"haziri-offline+jwt", "EdDSA"}, {"haziri-time+jwt", "EdDSA"},
        {"haziri-response", "EdDSA"},
    };
    return table[int(purpose)];
}

bool isMac(Purpose purpose) {
    return purpose == Purpose::Packet;
}

/// Members that would let a sender choose the key or change how the text is read.
constexpr const char* kRefused[] = {"jku", "jwk", "x5u", "x5c", "crit", "b64"};

struct Header {
    QByteArray kid, req;
};

Result<Header> readHeader(QByteArrayView encoded, Purpose purpose) {
    const auto text = fromBase64Url(encoded);
    if (!text) return fail(text.error());
    const auto reader = json::Reader::parse(*text);
    if (!reader) return fail(reader.error());
    const QByteArray alg = reader->textOr("alg", {}, 64);
    const QByteArray typ = reader->textOr("typ", {}, 64);
    Header header;
    header.kid = reader->textOr("kid", {}, 256);
    if (reader->error()) return fail(*reader->error());
    if (alg != pinned(purpose).alg || typ != pinned(purpose).typ)
        return fail("TYP_MISMATCH", QStringLiteral("alg or typ is not the one this purpose has"));
    for (const char* member : kRefused)
        if (reader->contains(member))
            return fail("TYP_MISMATCH", QStringLiteral("refused header member ") + QLatin1String(member));
    if (purpose == Purpose::Response) header.req = reader->text("req", 64);
    if (reader->error()) return fail(*reader->error());
    return header;
}

/// All packets of a device, and all answers of a server, begin with the same header: what was read of the last good one
/// of each purpose is kept.
Result<Header> readHeaderOnce(QByteArrayView encoded, Purpose purpose) {
    struct Last {
        QByteArray encoded;
        Header header;
    };
    thread_local std::array<Last, 7> kept;
    Last& last = kept[size_t(purpose)];
    if (!encoded.isEmpty() && last.encoded == encoded) return last.header;
    auto header = readHeader(encoded, purpose);
    if (header) last = {encoded.toByteArray(), *header};
    return header;
}

QByteArray encodedHeader(Purpose purpose, const QByteArray& kid, const QByteArray& req = {}) {
    QJsonObject header{{QStringLiteral("alg"), QLatin1String(algOf(purpose))},
                       {QStringLiteral("typ"), QLatin1String(typOf(purpose))}};
    if (!kid.isEmpty()) header[QStringLiteral("kid")] = QString::fromUtf8(kid);
    if (!req.isEmpty()) header[QStringLiteral("req")] = QString::fromUtf8(req);
    return toBase64Url(json::toText(header));
}

QByteArray signingInput(Purpose purpose, const QByteArray& kid, QByteArrayView payload) {
    return encodedHeader(purpose, kid) + '.' + toBase64Url(payload);
}

tl::unexpected<Error> invalid() {
    return fail("SIGNATURE_INVALID", QStringLiteral("the signature does not fit"));
}

} // namespace

const char* typOf(Purpose purpose) {
    return pinned(purpose).typ;
}
const char* algOf(Purpose purpose) {
    return pinned(purpose).alg;
}

Result<UnverifiedJws> UnverifiedJws::read(QByteArrayView compact, Purpose purpose) {
    const qsizetype first = compact.indexOf('.');
    const qsizetype second = first < 0 ? -1 : compact.indexOf('.', first + 1);
    if (second < 0 || compact.indexOf('.', second + 1) >= 0)
        return fail("MALFORMED", QStringLiteral("not three parts"));
    UnverifiedJws jws;
    jws.m_purpose = purpose;
    auto header = readHeaderOnce(compact.first(first), purpose);
    if (!header) return fail(header.error());
    auto payload = fromBase64Url(compact.sliced(first + 1, second - first - 1));
    if (!payload) return fail(payload.error());
    if (payload->isEmpty() != (purpose == Purpose::Response))
        return fail("MALFORMED", QStringLiteral("payload missing, or present where it should be detached"));
    auto signature = fromBase64Url(compact.sliced(second + 1));
    if (!signature) return fail(signature.error());
    jws.m_kid = std::move(header->kid);
    jws.m_req = std::move(header->req);
    jws.m_payload = std::move(*payload);
    jws.m_signature = std::move(*signature);
    jws.m_signingInput = compact.first(second).toByteArray();
    return jws;
}

Result<QByteArray> UnverifiedJws::verify(const crypto::HmacKey& key) const {
    if (!isMac(m_purpose) || !key.verify(m_signingInput, m_signature)) return invalid();
    return m_payload;
}

Result<QByteArray> UnverifiedJws::verify(const crypto::Ed25519PublicKey& key) const {
    if (isMac(m_purpose) || m_purpose == Purpose::Response) return invalid();
    if (!key.verify(m_signingInput, m_signature)) return invalid();
    return m_payload;
}

Result<void> UnverifiedJws::verifyDetached(const crypto::Ed25519PublicKey& key, QByteArrayView payload) const {
    if (m_purpose != Purpose::Response) return invalid();
    if (!key.verify(m_signingInput + toBase64Url(payload), m_signature)) return invalid();
    return {};
}

Result<QByteArray> UnverifiedJws::payloadBeforeVerification() const {
    if (m_purpose == Purpose::Response) return fail("MALFORMED", QStringLiteral("the payload is detached"));
    return m_payload;
}

QByteArray signJws(Purpose purpose, const QByteArray& kid, const crypto::HmacKey& key, QByteArrayView payload) {
    Q_ASSERT(isMac(purpose));
    const QByteArray input = signingInput(purpose, kid, payload);
    return input + '.' + toBase64Url(crypto::view(key.mac(input)));
}

QByteArray signJws(Purpose purpose, const QByteArray& kid, const crypto::Ed25519PrivateKey& key,
                   QByteArrayView payload) {
    Q_ASSERT(!isMac(purpose) && purpose != Purpose::Response);
    const QByteArray input = signingInput(purpose, kid, payload);
    return input + '.' + toBase64Url(key.sign(input));
}

QByteArray signResponse(const QByteArray& kid, const crypto::Ed25519PrivateKey& key, const QByteArray& requestHash,
                        QByteArrayView body) {
    const QByteArray header = encodedHeader(Purpose::Response, kid, requestHash);
    return header + ".." + toBase64Url(key.sign(header + '.' + toBase64Url(body)));
}

QByteArray keyThumbprint(const crypto::Ed25519PublicKey& key) {
    return toBase64Url(crypto::view(crypto::sha256(key.raw())));
}

} // namespace haziri::protocol
