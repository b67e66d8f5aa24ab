// A self-signed certificate as Qt's TLS sees it: names, dates, the key that belongs to it, and its pin.
#include "core/crypto/Certificate.h"

#include "core/crypto/Sha256.h"
#include "tests/support/SeededRandom.h"

#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>
#include <QTest>

using namespace haziri::crypto;

class CertificateTest : public QObject {
    Q_OBJECT

    haziri::test::SeededRandom m_random;

    SelfSigned make(const QList<QByteArray>& names = {"gate.example", "10.1.2.3", "::1", "localhost"}) {
        auto made = makeSelfSigned(names, 3650, m_random);
        return made ? std::move(*made) : SelfSigned{};
    }

  private Q_SLOTS:
    void namesAndDates() {
        const QSslCertificate certificate(make().certificatePem);
        QVERIFY(!certificate.isNull());
        QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList(QStringLiteral("gate.example")));
        const auto names = certificate.subjectAlternativeNames();
        QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
        QVERIFY(names.values(QSsl::DnsEntry).contains(QStringLiteral("gate.example")));
        QVERIFY(names.values(QSsl::DnsEntry).contains(QStringLiteral("localhost")));
        QVERIFY(names.values(QSsl::IpAddressEntry).contains(QStringLiteral("10.1.2.3")));
        QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 2);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(certificate.effectiveDate() < now);
        QVERIFY(certificate.expiryDate() > now.addDays(3649));
        QVERIFY(certificate.expiryDate() < now.addDays(3651));
        QVERIFY(certificate.isSelfSigned());
    }

    void keyBelongsToTheCertificate() {
        const SelfSigned made = make();
        const QSslCertificate certificate(made.certificatePem);
        const QSslKey key(made.privateKeyPem.view().toByteArray(), QSsl::Ec);
        QVERIFY(!key.isNull());
        QCOMPARE(key.length(), 256);
        QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
        // Half of an EC private key's own encoding is the public point; it must be the certificate's.
        const QByteArray publicDer = certificate.publicKey().toDer();
        const QByteArray point = publicDer.right(65);
        QVERIFY(key.toDer().contains(point));
        QVERIFY(!QSslKey(make().privateKeyPem.view().toByteArray(), QSsl::Ec).toDer().contains(point));
    }

    void pinIsTheHashOfThePublicKeyInfo() {
        const QSslCertificate certificate(make().certificatePem);
        const auto pin = spkiSha256(certificate.toDer());
        QVERIFY(pin);
        // Qt writes an EC public key as SubjectPublicKeyInfo.
        QCOMPARE(*pin, toBytes(sha256(certificate.publicKey().toDer())));
        QVERIFY(*pin != *spkiSha256(QSslCertificate(make().certificatePem).toDer()));
    }

    void pinRefusesWhatIsNoCertificate() {
        const QByteArray der = QSslCertificate(make().certificatePem).toDer();
        for (const QByteArray& bad : {QByteArray(), QByteArray("x"), der.left(der.size() - 1), der + 'x'}) {
            const auto pin = spkiSha256(bad);
            QVERIFY(!pin);
            QCOMPARE(pin.error().code, "CERTIFICATE_INVALID");
        }
    }

    void aNameCannotSmuggleInAnother() {
        const QSslCertificate certificate(make({"a.example,DNS:bank.example"}).certificatePem);
        QVERIFY(!certificate.isNull());
        const auto names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
        QCOMPARE(names, QStringList(QStringLiteral("a.example,DNS:bank.example")));
    }

    void badNamesAreRefused() {
        const QList<QList<QByteArray>> bad = {{},
                                              {""},
                                              {"a b"},
                                              {"caf\xc3\xa9"},
                                              {QByteArray("a\0b", 3)},
                                              {QByteArray(254, 'a')},
                                              {"good.example", "bad\nname"}};
        for (const QList<QByteArray>& names : bad) {
            const auto made = makeSelfSigned(names, 10, m_random);
            QVERIFY(!made);
            QCOMPARE(made.error().code, "CERTIFICATE_INVALID");
        }
        QVERIFY(!makeSelfSigned({"a.example"}, 0, m_random));
        QVERIFY(makeSelfSigned({QByteArray(100, 'a')}, 10, m_random)); // longer than a common name may be
    }
};

QTEST_GUILESS_MAIN(CertificateTest)
#include "CertificateTest.moc"
