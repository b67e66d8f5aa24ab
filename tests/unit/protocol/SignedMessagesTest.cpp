// Heads, proofs, vouches and tokens: golden texts, and every claim changed under a good signature.
#include "core/protocol/ChainHead.h"
#include "core/protocol/Proof.h"
#include "core/protocol/Tokens.h"
#include "core/protocol/Vouch.h"

#include "core/base/Base64Url.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/Vectors.h"

#include <QTest>

using namespace haziri;
using namespace haziri::protocol;
using test::text;

class SignedMessagesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_vectors = test::vectors("jws.json");
        const QJsonObject a4 = m_vectors[QStringLiteral("rfc8037A4")].toObject();
        m_key = std::make_unique<crypto::Ed25519PrivateKey>(
            *crypto::Ed25519PrivateKey::fromSeed(crypto::SecretBytes::copyOf(*fromBase64Url(text(a4, "seed")))));
        test::SeededRandom random;
        m_other = std::make_unique<crypto::Ed25519PrivateKey>(crypto::Ed25519PrivateKey::generate(random));
    }

    void goldenHead() {
        const QByteArray compact = golden("head");
        const auto head = verifyHead(compact, m_key->publicKey());
        QVERIFY(head);
        QCOMPARE(head->seq, 2);
        QCOMPARE(head->hash, crypto::sha256("p"));
        QCOMPARE(head->iat.value, 1763800000500);
        QCOMPARE(signHead(*head, *m_key), compact);
        QCOMPARE(verifyHead(compact, m_other->publicKey()).error().code, QByteArray("SIGNATURE_INVALID"));
    }

    void goldenProof() {
        const QByteArray compact = golden("proof");
        const auto proof = verifyProof(compact, m_key->publicKey(), "register");
        QVERIFY(proof);
        QCOMPARE(proof->jti, QByteArray("j1"));
        QCOMPARE(signProof(*proof, *m_key), compact);
        QCOMPARE(verifyProof(compact, m_other->publicKey(), "register").error().code, QByteArray("SIGNATURE_INVALID"));
        QCOMPARE(verifyProof(compact, m_key->publicKey(), "session").error().code, QByteArray("AUD_MISMATCH"));
    }

    void goldenVouch() {
        const QByteArray compact = golden("vouch");
        const auto vouch = verifyVouch(compact, m_key->publicKey());
        QVERIFY(vouch);
        QCOMPARE(vouch->details.name, QByteArray("रामू"));
        QCOMPARE(*vouch->details.dailyRatePaise, 55000);
        QCOMPARE(vouch->photos.size(), 1);
        QCOMPARE(vouch->templatesHash,
                 templatesHash({{"m", QByteArray("\0\0\x80\x3f\0\0\x80\x3f\0\0\x80\x3f\0\0\x80\x3f", 16)},
                                {"m", QByteArray("\0\0\x80\x3f\0\0\x80\x3f\0\0\x80\x3f\0\0\x80\x3f", 16)}}));
        QCOMPARE(signVouch(*vouch, *m_key), compact);
        QCOMPARE(verifyVouch(compact, m_other->publicKey()).error().code, QByteArray("VOUCH_INVALID"));
    }

    void goldenTokens() {
        const auto offline = verifyOfflineToken(golden("offline"), m_key->publicKey());
        QVERIFY(offline);
        QCOMPARE(offline->exp, 1764800000);
        QCOMPARE(offline->timeWindow.dailyToMin, 1260);
        QCOMPARE(signOfflineToken(*offline, text(m_vectors, "thumbprint"), *m_key), golden("offline"));
        const auto time = verifyTimeToken(golden("time"), m_key->publicKey());
        QVERIFY(time);
        QCOMPARE(time->serverTimeMs, 1763800000123);
        QCOMPARE(signTimeToken(*time, text(m_vectors, "thumbprint"), *m_key), golden("time"));
        QVERIFY(!verifyTimeToken(golden("offline"), m_key->publicKey()));
        QVERIFY(!verifyOfflineToken(golden("offline"), m_other->publicKey()));
    }

    /// Each row: which message, which member, its new JSON (empty: taken away), and whether that is still good.
    void claims_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char* name, const char* path, const char* json, bool taken) {
            QTest::newRow(qPrintable(
                QStringLiteral("%1 %2=%3").arg(QLatin1String(name), QLatin1String(path), QLatin1String(json))))
                << QString::fromLatin1(name) << QString::fromLatin1(path) << QByteArray(json) << taken;
        };
        const std::pair<const char*, QList<const char*>> due[] = {
            {"head", {"deviceId", "epoch", "seq", "hash", "iat"}},
            {"proof", {"aud", "codeHash", "iat", "jti"}},
            {"vouch",
             {"workerId", "siteId", "thekedarId", "iat", "details", "details.name", "consent", "consent.noticeVersion",
              "consent.language", "consent.givenAt", "consent.face"}},
            {"offline",
             {"iss", "sub", "aud", "jti", "iat", "nbf", "exp", "deviceId", "siteId", "timeWindow", "timeWindow.from",
              "timeWindow.to", "cnf", "cnf.jkt"}},
            {"time", {"iss", "aud", "jti", "iat", "exp", "deviceId", "serverTimeMs"}},
        };
        for (const auto& [name, members] : due)
            for (const char* member : members)
                for (const char* json : {"", "null", "-1.5", "[]"})
                    row(name, member, json, false);
        row("head", "deviceId", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", false);
        row("head", "seq", "0", true);
        row("head", "seq", "-1", false);
        row("head", "epoch", "0", false);
        row("head", "more", "1", true);
        row("proof", "jti", "\"\"", false);
        row("vouch", "details.aadhaarLast4", "\"12345\"", false);
        row("vouch", "details.aadhaarLast4", "\"123456789012\"", false);
        row("vouch", "details.aadhaarLast4", "\"12a4\"", false);
        row("vouch", "details.skill", "\"4991 1866 5246\"", false);
        row("vouch", "details.remarks", "\"4991-1866-5246\"", false);
        row("vouch", "details.aadhaarLast4", "", true);
        row("vouch", "details.name", "\" \"", false);
        row("vouch", "details.birthYear", "1990.5", false);
        row("vouch", "details.phone", "\"98\"", true);
        row("vouch", "consent.face", "false", false); // photos and templates are there
        row("vouch", "photos", "", true);
        row("vouch", "photos", "[{}]", false);
        row("offline", "aud", "\"clock\"", false);
        row("offline", "cnf.jkt", "\"other\"", false);
        row("offline", "timeWindow.dailyFrom", "1441", false);
        row("offline", "timeWindow.dailyFrom", "", true);
        row("time", "aud", "\"capture\"", false);
    }
    void claims() {
        QFETCH(QString, name);
        QFETCH(QString, path);
        QFETCH(QByteArray, json);
        QFETCH(bool, taken);
        const QJsonObject payload = QJsonDocument::fromJson(text(m_vectors[name].toObject(), "payload")).object();
        QVERIFY(accepted(name, payload));
        QCOMPARE(accepted(name, changed(payload, path, json)), taken);
    }

    void withoutConsentThereAreNoPhotosAndNoTemplates() {
        QJsonObject payload =
            QJsonDocument::fromJson(text(m_vectors[QStringLiteral("vouch")].toObject(), "payload")).object();
        const QString vouch = QStringLiteral("vouch");
        payload = changed(payload, QStringLiteral("consent.face"), "false");
        const QJsonObject noPhotos = changed(payload, QStringLiteral("photos"), "[]");
        const QJsonObject neither = changed(noPhotos, QStringLiteral("templatesHash"), "");
        const QJsonObject noTemplates = changed(payload, QStringLiteral("templatesHash"), "");
        QVERIFY(!accepted(vouch, noPhotos));
        QVERIFY(!accepted(vouch, noTemplates));
        QVERIFY(accepted(vouch, neither));
        const QByteArray emptyHash = '"' + toBase64Url(crypto::view(crypto::sha256(QByteArrayView()))) + '"';
        QVERIFY(accepted(vouch, changed(noPhotos, QStringLiteral("templatesHash"), emptyHash)));
    }

    void kidThatNamesAnotherKeyIsRefused() {
        for (const char* name : {"head", "proof", "vouch"}) {
            const QByteArray payload = text(m_vectors[QLatin1String(name)].toObject(), "payload");
            QVERIFY(!acceptedText(QLatin1String(name), payload, keyThumbprint(m_other->publicKey())));
            const bool without = acceptedText(QLatin1String(name), payload, {});
            QCOMPARE(without, qstrcmp(name, "vouch") != 0); // the contract asks for a kid only there
        }
    }

    void everyChangedBitIsRefused() {
        for (const char* name : {"head", "proof", "vouch", "offline", "time"}) {
            const QByteArray compact = golden(name);
            for (qsizetype i = 0; i < compact.size(); i += 3) {
                QByteArray bad = compact;
                bad[i] = char(bad[i] ^ (1 << (i % 7)));
                QVERIFY(!verified(QLatin1String(name), bad));
            }
        }
    }

    void window() {
        TimeWindow window{{1'000'000'000'000}, {2'000'000'000'000}, 6 * 60, 20 * 60};
        const auto at = [](int hour, int minute) {
            return UnixMillis{1'500'000'000'000 / 86'400'000 * 86'400'000 + (hour * 60 + minute) * 60'000};
        };
        QVERIFY(window.contains(at(6, 0), 0));
        QVERIFY(window.contains(at(19, 59), 0));
        QVERIFY(!window.contains(at(20, 0), 0));
        QVERIFY(!window.contains(at(5, 59), 0));
        QVERIFY(window.contains(at(0, 30), 330)); // 06:00 in India
        QVERIFY(!window.contains(at(0, 29), 330));
        QVERIFY(window.contains(at(11, 0), -300));
        QVERIFY(!window.contains({999'999'999'999}, 0));
        QVERIFY(!window.contains({2'000'000'000'001}, 0));
        TimeWindow night{{0}, {2'000'000'000'000}, 22 * 60, 4 * 60};
        QVERIFY(night.contains(at(23, 0), 0) && night.contains(at(3, 59), 0));
        QVERIFY(!night.contains(at(4, 0), 0) && !night.contains(at(21, 59), 0));
        QVERIFY(TimeWindow({{0}, {2'000'000'000'000}}).contains({0}, -600)); // the local day before the epoch
    }

  private:
    QByteArray golden(const char* name) const { return text(m_vectors[QLatin1String(name)].toObject(), "compact"); }

    static QJsonObject changed(QJsonObject object, const QString& path, const QByteArray& json) {
        const qsizetype dot = path.indexOf(QLatin1Char('.'));
        if (dot >= 0) {
            object[path.first(dot)] = changed(object[path.first(dot)].toObject(), path.sliced(dot + 1), json);
            return object;
        }
        object.remove(path);
        if (!json.isEmpty()) object[path] = QJsonDocument::fromJson('[' + json + ']')[0];
        return object;
    }

    bool verified(const QString& name, const QByteArray& compact) const {
        const auto& key = m_key->publicKey();
        if (name == QLatin1String("head")) return verifyHead(compact, key).has_value();
        if (name == QLatin1String("proof")) return verifyProof(compact, key, "register").has_value();
        if (name == QLatin1String("vouch")) return verifyVouch(compact, key).has_value();
        if (name == QLatin1String("offline")) return verifyOfflineToken(compact, key).has_value();
        return verifyTimeToken(compact, key).has_value();
    }

    bool acceptedText(const QString& name, const QByteArray& payload, const QByteArray& kid) const {
        static const QHash<QString, Purpose> purposes{{QStringLiteral("head"), Purpose::Head},
                                                      {QStringLiteral("proof"), Purpose::Proof},
                                                      {QStringLiteral("vouch"), Purpose::Vouch},
                                                      {QStringLiteral("offline"), Purpose::OfflineToken},
                                                      {QStringLiteral("time"), Purpose::TimeToken}};
        return verified(name, signJws(purposes[name], kid, *m_key, payload));
    }

    bool accepted(const QString& name, const QJsonObject& payload) const {
        return acceptedText(name, json::toText(payload), keyThumbprint(m_key->publicKey()));
    }

    QJsonObject m_vectors;
    std::unique_ptr<crypto::Ed25519PrivateKey> m_key, m_other;
};

QTEST_APPLESS_MAIN(SignedMessagesTest)
#include "SignedMessagesTest.moc"
