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

QByteArray codeOf(const Result<UnlockedPerson>& opened) {
    return opened ? QByteArray("OPENED") : opened.error().code;
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

/// A disk that became full: what was kept can be read, nothing more is kept.
struct FullKeyStore final : device::KeyStore {
    explicit FullKeyStore(device::KeyStore& kept)
        : below(kept) {}
    Result<crypto::SecretBytes> read(const QByteArray& name) override { return below.read(name); }
    Result<void> write(const QByteArray& name, const crypto::SecretBytes& value) override {
        return isFull ? fail("IO_ERROR") : below.write(name, value);
    }
    Result<void> remove(const QByteArray& name) override { return below.remove(name); }
    QByteArray kind() const override { return below.kind(); }
    device::KeyStore& below;
    bool isFull = false;
};

/// Ramesh's laptop with its line cut: his password, and the PIN 730914.
struct Facade {
    test::LaptopBench bench;
    std::atomic<bool> offline = true;
    std::atomic<int> passwordsSent = 0;
    std::unique_ptr<Laptop> laptop;

    explicit Facade(const char* password) {
        {
            PersonVault vault(bench.profile->keys(), bench.random);
            const UnlockedPerson ramesh{{bench.server.thekedarId, QStringLiteral("Ramesh"), "thekedar"},
                                        crypto::Ed25519PrivateKey::generate(bench.random),
                                        true};
            if (!vault.put("ramesh", ramesh, secret(password)) || !vault.setPin("ramesh", ramesh, secret("730914")))
                qFatal("not kept");
        }
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        Laptop::Options options;
        options.profileDir = bench.dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = false;
        options.clock = &bench.server.clock;
        options.makeTransport = [this](const QUrl&, const QByteArray&) {
            auto line = std::make_unique<test::PretendLine>(bench.server);
            line->twist = [this](const sync::HttpRequest& call, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
                if (offline) return fail("OFFLINE", QStringLiteral("no line"));
                passwordsSent += call.body.contains("\"password\":");
                return answer;
            };
            return line;
        };
        laptop = std::make_unique<Laptop>(options);
        QSignalSpy opened(laptop.get(), &Laptop::opened);
        laptop->open();
        if (!opened.wait(10'000)) qFatal("not opened");
    }

    /// Empty: he is in.
    QByteArray signIn(const char* typed) {
        QSignalSpy in(laptop.get(), &Laptop::signedIn), out(laptop.get(), &Laptop::signInFailed);
        laptop->signIn(QStringLiteral("ramesh"), secret(typed));
        if (!QTest::qWaitFor([&] { return !in.isEmpty() || !out.isEmpty(); }, 10'000)) return "NO_ANSWER";
        return out.isEmpty() ? QByteArray() : out.first().first().toByteArray();
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

    // A try that is not counted is no try: neither the end of the program nor a full disk makes one free.
    void whatCannotBeCountedIsNotTried() {
        Desk desk;
        FullKeyStore keys(desk.profile->keys());
        PersonVault vault(keys, desk.random);
        QVERIFY(vault.setPin("ramesh", desk.ramesh, secret("730914")));
        keys.isFull = true;
        for (const char* password : {"long password", "another password"})
            QCOMPARE(codeOf(vault.unlock("ramesh", secret(password))), QByteArray("IO_ERROR"));
        for (const char* pin : {"730914", "111222"})
            QCOMPARE(codeOf(vault.unlockWithPin("ramesh", secret(pin))), QByteArray("IO_ERROR"));
        keys.isFull = false;
        QVERIFY(vault.unlock("ramesh", secret("long password")).has_value());
    }

    void thePasswordGetsTenTriesOverRestarts() {
        Desk desk;
        for (int i = 0; i < PersonVault::kMaxTries; ++i) {
            PersonVault again(desk.profile->keys(), desk.random);
            QCOMPARE(again.unlock("ramesh", secret("another password")).error().code, QByteArray("WRONG_PASSWORD"));
        }
        QCOMPARE(desk.vault.unlock("ramesh", secret("long password")).error().code, QByteArray("TOO_MANY_TRIES"));
    }

    // A server that went back to a backup may know the key no more: until that is said again it counts as not said.
    void afterARestoreTheKeyIsRegisteredAgain() {
        Desk desk;
        QVERIFY(desk.vault.setPin("ramesh", desk.ramesh, secret("730914")));
        QVERIFY(desk.vault.unlock("ramesh", secret("long password"))->keyRegistered);
        desk.vault.setRestores(1);
        QVERIFY(!desk.vault.unlock("ramesh", secret("long password"))->keyRegistered);
        QVERIFY(!desk.vault.unlockWithPin("ramesh", secret("730914"))->keyRegistered);
        QVERIFY(desk.vault.put("ramesh", desk.ramesh, secret("long password")));
        QVERIFY(desk.vault.unlockWithPin("ramesh", secret("730914"))->keyRegistered);
        PersonVault again(desk.profile->keys(), desk.random);
        again.setRestores(2);
        QVERIFY(!again.unlockWithPin("ramesh", secret("730914"))->keyRegistered);
    }

    // Some people's password is a number too. Beside a PIN it opens all the same, and the first time.
    void aPasswordOfDigitsIsNoWrongPin() {
        Facade desk("19472024");
        for (int i = 0; i < PersonVault::kMaxPinTries + 2; ++i) { // day after day
            QCOMPARE(desk.signIn("19472024"), QByteArray());
            QCOMPARE(desk.signIn("730914"), QByteArray());
        }
        for (int i = 0; i < PersonVault::kMaxPinTries; ++i)
            QCOMPARE(desk.signIn("730915"), QByteArray("WRONG_PIN"));
        QCOMPARE(desk.signIn("730914"), QByteArray("PIN_TRIES"));
        QCOMPARE(desk.signIn("19472024"), QByteArray());
        desk.offline = false; // the office knows another password by now; that does not make the PIN wrong
        QCOMPARE(desk.signIn("730915"), QByteArray("WRONG_PIN"));
        QCOMPARE(desk.signIn("730914"), QByteArray());
    }

    // Whose password has letters: a mistyped PIN costs him none of its tries, and goes to no server.
    void aWrongPinIsNoWrongPassword() {
        Facade desk("long password");
        for (int i = 0; i < PersonVault::kMaxTries + 2; ++i) {
            QCOMPARE(desk.signIn("730915"), QByteArray("WRONG_PIN"));
            QCOMPARE(desk.signIn("730914"), QByteArray());
        }
        QCOMPARE(desk.signIn("long password"), QByteArray());
        desk.offline = false;
        QCOMPARE(desk.signIn("730915"), QByteArray("WRONG_PIN"));
        QCOMPARE(desk.passwordsSent.load(), 0);
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
