// JWS against RFC 7515, RFC 8037 and golden vectors made by an independent program; then everything that must not pass.
#include "core/protocol/Jws.h"

#include "core/base/Base64Url.h"
#include "tests/support/Vectors.h"

#include <QTest>
#include <thread>

using namespace haziri;
using namespace haziri::protocol;
using test::text;

namespace {

const QByteArray kHeader = R"({"alg":"HS256","kid":"k","typ":"haziri-packet"})";

QByteArray macToken(const QByteArray& header, const QByteArray& payload, const crypto::HmacKey& key) {
    const QByteArray input = toBase64Url(header) + '.' + toBase64Url(payload);
    return input + '.' + toBase64Url(crypto::view(key.mac(input)));
}

QByteArray codeOf(const QByteArray& compact, Purpose purpose) {
    const auto jws = UnverifiedJws::read(compact, purpose);
    return jws ? QByteArray("accepted") : jws.error().code;
}

} // namespace

class JwsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_vectors = test::vectors("jws.json");
        m_secret = *fromBase64Url(text(m_vectors, "deviceSecret"));
        m_mac = std::make_unique<crypto::HmacKey>(crypto::SecretBytes::copyOf(m_secret));
        const QJsonObject a4 = m_vectors[QStringLiteral("rfc8037A4")].toObject();
        m_private = std::make_unique<crypto::Ed25519PrivateKey>(
            *crypto::Ed25519PrivateKey::fromSeed(crypto::SecretBytes::copyOf(*fromBase64Url(text(a4, "seed")))));
        QCOMPARE(toBase64Url(m_private->publicKey().raw()), text(a4, "publicKey"));
    }

    /// The RFCs' own tokens carry no typ of ours, so their parts are verified and the whole is refused.
    void rfc7515A1() {
        const QJsonObject vector = m_vectors[QStringLiteral("rfc7515A1")].toObject();
        const QByteArray compact = text(vector, "compact");
        const qsizetype dot = compact.lastIndexOf('.');
        const crypto::HmacKey key(crypto::SecretBytes::copyOf(*fromBase64Url(text(vector, "key"))));
        QVERIFY(key.verify(compact.first(dot), *fromBase64Url(compact.sliced(dot + 1))));
        QCOMPARE(codeOf(compact, Purpose::Packet), QByteArray("TYP_MISMATCH"));
    }

    void rfc8037A4() {
        const QByteArray compact = text(m_vectors[QStringLiteral("rfc8037A4")].toObject(), "compact");
        const qsizetype dot = compact.lastIndexOf('.');
        QCOMPARE(toBase64Url(m_private->sign(compact.first(dot))), compact.sliced(dot + 1));
        QVERIFY(m_private->publicKey().verify(compact.first(dot), *fromBase64Url(compact.sliced(dot + 1))));
        QCOMPARE(codeOf(compact, Purpose::Head), QByteArray("TYP_MISMATCH"));
    }

    void goldenPacketIsReproducedAndRead() {
        const QJsonObject vector = m_vectors[QStringLiteral("attendance")].toObject();
        const QByteArray thumbprint = text(m_vectors, "thumbprint");
        QCOMPARE(keyThumbprint(m_private->publicKey()), thumbprint);
        QCOMPARE(signJws(Purpose::Packet, thumbprint, *m_mac, text(vector, "payload")), text(vector, "compact"));
        const auto jws = UnverifiedJws::read(text(vector, "compact"), Purpose::Packet);
        QVERIFY(jws);
        QCOMPARE(jws->kid(), thumbprint);
        QCOMPARE(*jws->verify(*m_mac), text(vector, "payload"));
    }

    void goldenSignatures_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("purpose");
        QTest::newRow("head") << QStringLiteral("head") << int(Purpose::Head);
        QTest::newRow("proof") << QStringLiteral("proof") << int(Purpose::Proof);
        QTest::newRow("vouch") << QStringLiteral("vouch") << int(Purpose::Vouch);
        QTest::newRow("offline") << QStringLiteral("offline") << int(Purpose::OfflineToken);
        QTest::newRow("time") << QStringLiteral("time") << int(Purpose::TimeToken);
    }
    void goldenSignatures() {
        QFETCH(QString, name);
        QFETCH(int, purpose);
        const QJsonObject vector = m_vectors[name].toObject();
        const QByteArray compact = text(vector, "compact");
        const QByteArray payload = text(vector, "payload");
        QCOMPARE(signJws(Purpose(purpose), text(m_vectors, "thumbprint"), *m_private, payload), compact);
        QCOMPARE(*UnverifiedJws::read(compact, Purpose(purpose))->verify(m_private->publicKey()), payload);
        for (int other = 0; other <= int(Purpose::Response); ++other)
            if (other != purpose) QCOMPARE(codeOf(compact, Purpose(other)), QByteArray("TYP_MISMATCH"));
    }

    void everyChangedBitOfAPacketIsRefused() {
        const QByteArray compact = text(m_vectors[QStringLiteral("attendance")].toObject(), "compact");
        int refusedByForm = 0;
        for (qsizetype i = 0; i < compact.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray changed = compact;
                changed[i] = char(changed[i] ^ (1 << bit));
                const auto jws = UnverifiedJws::read(changed, Purpose::Packet);
                if (!jws)
                    ++refusedByForm;
                else
                    QCOMPARE(jws->verify(*m_mac).error().code, QByteArray("SIGNATURE_INVALID"));
            }
        }
        QVERIFY(refusedByForm > 0 && refusedByForm < compact.size() * 8);
    }

    void everyCutAndExtensionIsRefused() {
        const QByteArray compact = text(m_vectors[QStringLiteral("attendance")].toObject(), "compact");
        for (qsizetype i = 0; i < compact.size(); ++i) {
            const auto jws = UnverifiedJws::read(compact.first(i), Purpose::Packet);
            QVERIFY(!jws || !jws->verify(*m_mac));
        }
        for (const char* tail : {"A", "AAAA", ".", ".AAAA", "=", "\n", " "}) {
            const auto jws = UnverifiedJws::read(compact + tail, Purpose::Packet);
            QVERIFY(!jws || !jws->verify(*m_mac));
        }
        QVERIFY(!UnverifiedJws::read(' ' + compact, Purpose::Packet));
    }

    void headers_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const char* header, const char* code) {
            QTest::newRow(name) << QByteArray(header) << QByteArray(code);
        };
        const char* good = "accepted";
        const char* typ = "TYP_MISMATCH";
        const char* form = "MALFORMED";
        row("plain", R"({"alg":"HS256","kid":"k","typ":"haziri-packet"})", good);
        row("other order and space", R"({ "typ":"haziri-packet", "kid":"k", "alg":"HS256" })", good);
        row("unknown member", R"({"alg":"HS256","kid":"k","typ":"haziri-packet","note":1})", good);
        row("kid with a path", R"({"alg":"HS256","kid":"../../etc/passwd","typ":"haziri-packet"})", good);
        row("alg none", R"({"alg":"none","kid":"k","typ":"haziri-packet"})", typ);
        row("alg missing", R"({"kid":"k","typ":"haziri-packet"})", typ);
        row("alg null", R"({"alg":null,"kid":"k","typ":"haziri-packet"})", typ);
        row("alg lower case", R"({"alg":"hs256","kid":"k","typ":"haziri-packet"})", typ);
        row("alg EdDSA", R"({"alg":"EdDSA","kid":"k","typ":"haziri-packet"})", typ);
        row("alg HS512", R"({"alg":"HS512","kid":"k","typ":"haziri-packet"})", typ);
        row("typ missing", R"({"alg":"HS256","kid":"k"})", typ);
        row("typ of a head", R"({"alg":"HS256","kid":"k","typ":"haziri-head"})", typ);
        row("typ upper case", R"({"alg":"HS256","kid":"k","typ":"Haziri-Packet"})", typ);
        row("typ with prefix", R"({"alg":"HS256","kid":"k","typ":"application/haziri-packet"})", typ);
        row("jku", R"({"alg":"HS256","jku":"there","kid":"k","typ":"haziri-packet"})", typ);
        row("jku null", R"({"alg":"HS256","jku":null,"kid":"k","typ":"haziri-packet"})", typ);
        row("jwk", R"({"alg":"HS256","jwk":{"kty":"oct"},"kid":"k","typ":"haziri-packet"})", typ);
        row("x5u", R"({"alg":"HS256","x5u":"there","kid":"k","typ":"haziri-packet"})", typ);
        row("x5c", R"({"alg":"HS256","x5c":[],"kid":"k","typ":"haziri-packet"})", typ);
        row("crit", R"({"alg":"HS256","crit":["exp"],"kid":"k","typ":"haziri-packet"})", typ);
        row("crit empty", R"({"alg":"HS256","crit":[],"kid":"k","typ":"haziri-packet"})", typ);
        row("b64", R"({"alg":"HS256","b64":true,"kid":"k","typ":"haziri-packet"})", typ);
        row("crit escaped", R"({"alg":"HS256","\u0063rit":[],"kid":"k","typ":"haziri-packet"})", typ);
        row("duplicate kid", R"({"alg":"HS256","kid":"k","kid":"k","typ":"haziri-packet"})", form);
        row("duplicate alg", R"({"alg":"none","alg":"HS256","kid":"k","typ":"haziri-packet"})", form);
        row("duplicate alg escaped", R"({"alg":"HS256","\u0061lg":"none","kid":"k","typ":"haziri-packet"})", form);
        row("kid no text", R"({"alg":"HS256","kid":1,"typ":"haziri-packet"})", form);
        row("array", R"(["HS256"])", form);
        row("empty", "", form);
        row("trailing", R"({"alg":"HS256","kid":"k","typ":"haziri-packet"}x)", form);
    }
    void headers() {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, code);
        QCOMPARE(codeOf(macToken(header, "{}", *m_mac), Purpose::Packet), code);
    }

    void anEmptyHeaderIsRefusedByAThreadThatReadNoneYet() {
        bool isRefused = false;
        std::thread([&] { isRefused = !UnverifiedJws::read(".e30.AAAA", Purpose::Packet); }).join();
        QVERIFY(isRefused);
    }

    void partsAreCounted() {
        const QByteArray token = macToken(kHeader, "{}", *m_mac);
        QCOMPARE(codeOf(token, Purpose::Packet), QByteArray("accepted"));
        for (const QByteArray& bad :
             {QByteArray(), QByteArray("."), QByteArray(".."), QByteArray("..."), QByteArray("a.b"),
              QByteArray(token).replace('.', ""), token + ".x", macToken(kHeader, "", *m_mac)})
            QCOMPARE(codeOf(bad, Purpose::Packet), QByteArray("MALFORMED"));
    }

    /// The classic confusion: a MAC made with the public key's bytes, or a signature where a MAC is due.
    void keysOfTheWrongKindNeverVerify() {
        const crypto::Ed25519PublicKey& publicKey = m_private->publicKey();
        const crypto::HmacKey confused(crypto::SecretBytes::copyOf(publicKey.raw()));
        const QByteArray forged = macToken(R"({"alg":"HS256","typ":"haziri-head"})", "{}", confused);
        QCOMPARE(codeOf(forged, Purpose::Head), QByteArray("TYP_MISMATCH"));
        const QByteArray relabelled = macToken(R"({"alg":"EdDSA","typ":"haziri-head"})", "{}", confused);
        const auto jws = UnverifiedJws::read(relabelled, Purpose::Head);
        QVERIFY(jws && !jws->verify(publicKey) && !jws->verify(confused));
        const auto packet = UnverifiedJws::read(macToken(kHeader, "{}", *m_mac), Purpose::Packet);
        QVERIFY(packet && !packet->verify(publicKey) && packet->verify(*m_mac));
        const QByteArray truncated = macToken(kHeader, "{}", *m_mac).chopped(2);
        QVERIFY(!UnverifiedJws::read(truncated, Purpose::Packet) ||
                !UnverifiedJws::read(truncated, Purpose::Packet)->verify(*m_mac));
    }

    void responses() {
        const QJsonObject vector = m_vectors[QStringLiteral("response")].toObject();
        const QByteArray compact = text(vector, "compact");
        const QByteArray body = text(vector, "body");
        const crypto::Ed25519PublicKey& key = m_private->publicKey();
        QCOMPARE(signResponse(text(m_vectors, "thumbprint"), *m_private, text(vector, "requestHash"), body), compact);
        const auto jws = UnverifiedJws::read(compact, Purpose::Response);
        QVERIFY(jws);
        QCOMPARE(jws->requestHash(), text(vector, "requestHash"));
        QCOMPARE(jws->requestHash(), toBase64Url(crypto::view(crypto::sha256(text(vector, "request")))));
        QVERIFY(jws->verifyDetached(key, body));
        QVERIFY(!jws->verifyDetached(key, body + ' '));
        QVERIFY(!jws->verifyDetached(key, ""));
        QVERIFY(!jws->verify(key)); // not by leaving the body out
        QVERIFY(!jws->payloadBeforeVerification());
        for (qsizetype i = 0; i < body.size() * 8; ++i) {
            QByteArray changed = body;
            changed[i / 8] = char(changed[i / 8] ^ (1 << (i % 8)));
            QVERIFY(!jws->verifyDetached(key, changed));
        }
        // With the payload inside it is no detached signature, and without `req` no answer to anything.
        QCOMPARE(codeOf(QByteArray(compact).replace("..", '.' + toBase64Url(body) + '.'), Purpose::Response),
                 QByteArray("MALFORMED"));
        QCOMPARE(
            codeOf(toBase64Url(QByteArray(R"({"alg":"EdDSA","typ":"haziri-response"})")) + "..AAAA", Purpose::Response),
            QByteArray("MALFORMED"));
    }

  private:
    QJsonObject m_vectors;
    QByteArray m_secret;
    std::unique_ptr<crypto::HmacKey> m_mac;
    std::unique_ptr<crypto::Ed25519PrivateKey> m_private;
};

QTEST_APPLESS_MAIN(JwsTest)
#include "JwsTest.moc"
