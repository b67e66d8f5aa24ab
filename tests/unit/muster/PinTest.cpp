// The PIN: it opens the same key, offline; it gets few tries, which no restart undoes; the password is above it.
#include "core/muster/Laptop.h"
#include "core/muster/PersonVault.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;

namespace {

const QByteArray kPassword = QStringLiteral("s3cret \"quoted\" \\ हाज़िरी").toUtf8();

crypto::SecretBytes secret(const char* text) {
    return crypto::SecretBytes::copyOf(text);
}

/// Ramesh, who signed in with his password once.
struct Desk : test::LaptopBench {
    PersonVault vault{profile->keys(), random};
    UnlockedPerson ramesh{
        {server.thekedarId, QStringLiteral("Ramesh"), "thekedar"}, crypto::Ed25519PrivateKey::generate(random), true};
    Desk() {
        if (!vault.put("ramesh", ramesh, secret("long password"))) qFatal("not kept");
    }
};

} // namespace

class PinTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void itOpensTheSameKey() {
        Desk desk;
        QVERIFY(!desk.vault.hasPin("ramesh"));
        QCOMPARE(desk.vault.unlockWithPin("ramesh", secret("730914")).error().code, QByteArray("PIN_MISSING"));
        QVERIFY(desk.vault.setPin("ramesh", desk.ramesh, secret("730914")));
        QVERIFY(desk.vault.hasPin("ramesh"));
        const auto opened = desk.vault.unlockWithPin("ramesh", secret("730914"));
        QVERIFY(opened.has_value());
        QCOMPARE(opened->key.publicKey().raw(), desk.ramesh.key.publicKey().raw());
        QVERIFY(opened->keyRegistered);
        QCOMPARE(opened->info.userId, desk.server.thekedarId);
        QVERIFY(desk.vault.unlock("ramesh", secret("long password")).has_value()); // the password still does
        QCOMPARE(desk.vault.unlockWithPin("sita", secret("730914")).error().code, QByteArray("PERSON_UNKNOWN"));
    }

    void itGetsFiveTriesOverRestarts() {
        Desk desk;
        QVERIFY(desk.vault.setPin("ramesh", desk.ramesh, secret("730914")));
        for (int i = 0; i < PersonVault::kMaxPinTries; ++i) {
            PersonVault again(desk.profile->keys(), desk.random); // as after a restart
            QCOMPARE(again.unlockWithPin("ramesh", secret("111222")).error().code, QByteArray("WRONG_PIN"));
        }
        QCOMPARE(desk.vault.unlockWithPin("ramesh", secret("730914")).error().code, QByteArray("PIN_TRIES"));
        QVERIFY(desk.vault.unlock("ramesh", secret("long password")).has_value());
        QVERIFY(desk.vault.unlockWithPin("ramesh", secret("730914")).has_value());
    }

    void simplePinsAreRefused_data() {
        QTest::addColumn<QByteArray>("pin");
        for (const char* pin : {"", "12345", "123456", "654321", "000000", "73091a", "7309143333333", "٧٣٠٩١٤"})
            QTest::newRow(pin) << QByteArray(pin);
    }
    void simplePinsAreRefused() {
        QFETCH(QByteArray, pin);
        Desk desk;
        QCOMPARE(desk.vault.setPin("ramesh", desk.ramesh, crypto::SecretBytes::copyOf(pin)).error().code,
                 QByteArray("PIN_WEAK"));
        QVERIFY(!desk.vault.hasPin("ramesh"));
    }

    // After a sign-in at the server the entry is written anew: with the same key the PIN stays, with another it goes.
    void itLivesAsLongAsItsKey() {
        Desk desk;
        QVERIFY(desk.vault.setPin("ramesh", desk.ramesh, secret("730914")));
        QVERIFY(desk.vault.put("ramesh", desk.ramesh, secret("long password")));
        QVERIFY(desk.vault.hasPin("ramesh"));
        const UnlockedPerson other{desk.ramesh.info, crypto::Ed25519PrivateKey::generate(desk.random), true};
        QVERIFY(desk.vault.put("ramesh", other, secret("new password")));
        QVERIFY(!desk.vault.hasPin("ramesh"));
    }

    void nothingReadableIsKept() {
        Desk desk;
        QVERIFY(desk.vault.setPin("ramesh", desk.ramesh, secret("730914")));
        QFile keys(desk.dir.filePath(QStringLiteral("p/keys.sealed")));
        QVERIFY(keys.open(QIODevice::ReadOnly));
        QVERIFY(!keys.readAll().contains("730914"));
    }

    // What the window does: sign in with the password, choose a PIN, lock, unlock without a line, sign a worker in.
    void theFacadeTakesItInThePasswordsPlace() {
        test::LaptopBench bench;
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        Laptop::Options options;
        options.profileDir = bench.dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = false;
        options.clock = &bench.server.clock;
        test::PretendLine* line = nullptr;
        std::atomic<bool> offline = false;
        options.makeTransport = [&](const QUrl&, const QByteArray&) {
            auto made = std::make_unique<test::PretendLine>(bench.server);
            made->twist = [&](const sync::HttpRequest&, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
                if (offline) return fail("OFFLINE", QStringLiteral("no line"));
                return answer;
            };
            line = made.get();
            return made;
        };
        Laptop laptop(options);
        QSignalSpy opened(&laptop, &Laptop::opened), in(&laptop, &Laptop::signedIn),
            out(&laptop, &Laptop::signInFailed), set(&laptop, &Laptop::pinSet), refused(&laptop, &Laptop::pinRefused),
            enrolled(&laptop, &Laptop::enrolled);
        laptop.open();
        QVERIFY(opened.wait(10'000));
        laptop.setPin(secret("730914"), crypto::SecretBytes::copyOf(kPassword));
        QVERIFY(refused.wait(10'000));
        QCOMPARE(refused.takeFirst().at(0).toByteArray(), QByteArray("SIGN_IN_NEEDED"));
        laptop.signIn(QStringLiteral("ramesh"), crypto::SecretBytes::copyOf(kPassword));
        QVERIFY(in.wait(10'000));
        QCOMPARE(in.takeFirst().at(1).toBool(), false);
        laptop.setPin(secret("730914"), secret("not his password"));
        QVERIFY(refused.wait(10'000)); // an open window alone makes nobody a signature
        QCOMPARE(refused.takeFirst().at(0).toByteArray(), QByteArray("WRONG_PASSWORD"));
        laptop.setPin(secret("730914"), crypto::SecretBytes::copyOf(kPassword));
        QVERIFY(set.wait(10'000));
        laptop.signOut();
        offline = true;
        laptop.signIn(QStringLiteral("ramesh"), secret("730915"));
        QVERIFY(out.wait(10'000));
        QCOMPARE(out.takeFirst().at(0).toByteArray(), QByteArray("WRONG_PIN"));
        laptop.signIn(QStringLiteral("ramesh"), secret("730914"));
        QVERIFY(in.wait(10'000));
        QCOMPARE(in.at(0).at(1).toBool(), true);
        QCOMPARE(laptop.user().userId, bench.server.thekedarId);

        EnrolRequest request;
        request.details.name = "Sita Devi";
        request.consent.language = "hi";
        request.consent.noticeVersion = "1";
        request.thekedar = "ramesh";
        request.password = std::make_shared<const crypto::SecretBytes>(secret("730915"));
        laptop.enrolWorker(request);
        QVERIFY(enrolled.wait(10'000));
        QCOMPARE(enrolled.takeFirst().at(0).value<EnrolOutcome>().code, QByteArray("WRONG_PIN"));
        request.password = std::make_shared<const crypto::SecretBytes>(secret("730914"));
        laptop.enrolWorker(request);
        QVERIFY(enrolled.wait(10'000));
        const auto outcome = enrolled.at(0).at(0).value<EnrolOutcome>();
        QVERIFY2(outcome.ok, outcome.code.constData()); // signed with the key that the PIN opened
    }
};

QTEST_GUILESS_MAIN(PinTest)
#include "PinTest.moc"
