// People at the desk: the first time with a line, afterwards without one.
#include "core/muster/SignInDesk.h"
#include "core/muster/PersonVault.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;

namespace {

const QByteArray kPassword = QStringLiteral("s3cret \"quoted\" \\ हाज़िरी").toUtf8();

} // namespace

class SignInDeskTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void signingInWorksOfflineAfterTheFirstTime() {
        test::LaptopBench bench;
        PersonVault vault(bench.profile->keys(), bench.random);
        SignInDesk desk(*bench.client, vault, bench.random);
        const auto signIn = [&](const QByteArray& password) {
            std::optional<Result<SignedIn>> answer;
            desk.signIn("ramesh", crypto::SecretBytes::copyOf(password),
                        [&](Result<SignedIn> who) { answer.emplace(std::move(who)); });
            if (!QTest::qWaitFor([&] { return answer.has_value(); })) qFatal("no answer at the desk");
            return std::move(*answer);
        };
        bench.line.offline = true;
        QCOMPARE(signIn(kPassword).error().code, QByteArray("SIGN_IN_NEEDS_LINE"));
        bench.line.offline = false;
        QCOMPARE(signIn("wrong").error().code, QByteArray("SIGN_IN_REFUSED"));
        const auto online = signIn(kPassword);
        QVERIFY(online.has_value());
        QVERIFY(!online->offline && online->person.keyRegistered);
        QCOMPARE(bench.server.userKeys.size(), std::size_t(1));
        QVERIFY(!bench.client->hasSession()); // syncing stays the device's own affair
        bench.line.offline = true;
        const auto offline = signIn(kPassword);
        QVERIFY(offline.has_value() && offline->offline);
        QCOMPARE(offline->person.key.publicKey().raw(), online->person.key.publicKey().raw());
        for (int i = 0; i < PersonVault::kMaxTries; ++i)
            QCOMPARE(signIn("guess").error().code, QByteArray("WRONG_PASSWORD"));
        QCOMPARE(signIn(kPassword).error().code, QByteArray("TOO_MANY_TRIES"));
        // Who was refused here already is asked about at the server only.
        std::optional<QByteArray> verdict;
        desk.signInOnline("ramesh", crypto::SecretBytes::copyOf(kPassword), {"WRONG_PASSWORD", {}},
                          [&](Result<SignedIn> who) { verdict = who ? QByteArray() : who.error().code; });
        QVERIFY(QTest::qWaitFor([&] { return verdict.has_value(); }));
        QCOMPARE(*verdict, QByteArray("WRONG_PASSWORD"));
        bench.line.offline = false;
        QVERIFY(signIn(kPassword).has_value()); // the server's word starts the count anew
        bench.line.offline = true;
        QVERIFY(signIn(kPassword).has_value());
    }

    // His workers' enrolments are signed with the old key: they go first, and no passing trouble costs him the key.
    void aKeyIsReplacedOnlyWhereItIsLost() {
        test::LaptopBench bench;
        struct Moody final : device::KeyStore {
            explicit Moody(device::KeyStore& real)
                : keys(real) {}
            Result<crypto::SecretBytes> read(const QByteArray& name) override {
                if (locked) return fail("KEYCHAIN_LOCKED", {});
                return keys.read(name);
            }
            Result<void> write(const QByteArray& name, const crypto::SecretBytes& secret) override {
                return keys.write(name, secret);
            }
            Result<void> remove(const QByteArray& name) override { return keys.remove(name); }
            QByteArray kind() const override { return keys.kind(); }
            device::KeyStore& keys;
            bool locked = false;
        } keys(bench.profile->keys());
        PersonVault vault(keys, bench.random);
        SignInDesk desk(*bench.client, vault, bench.random);
        QList<qsizetype> keysWhenAsked; // how many the server had
        desk.setBeforeNewKey([&](const SignInDesk::Then& then) {
            keysWhenAsked.append(qsizetype(bench.server.userKeys.size()));
            QTimer::singleShot(0, &desk, then);
        });
        const auto signIn = [&] {
            std::optional<Result<SignedIn>> answer;
            desk.signIn("ramesh", crypto::SecretBytes::copyOf(kPassword),
                        [&](Result<SignedIn> who) { answer.emplace(std::move(who)); });
            if (!QTest::qWaitFor([&] { return answer.has_value(); })) qFatal("no answer at the desk");
            return std::move(*answer);
        };
        const auto first = signIn();
        QVERIFY(first.has_value());
        keys.locked = true;
        QCOMPARE(signIn().error().code, QByteArray("KEYCHAIN_LOCKED"));
        QCOMPARE(bench.server.userKeys.size(), std::size_t(1));
        keys.locked = false;
        const auto again = signIn();
        QVERIFY(again.has_value());
        QCOMPARE(again->person.key.publicKey().raw(), first->person.key.publicKey().raw());
        keysWhenAsked.clear();
        // The office gave him another password: nothing opens the old key any more.
        QVERIFY(vault.put("ramesh", again->person, crypto::SecretBytes::copyOf("the password before")).has_value());
        const auto renewed = signIn();
        QVERIFY(renewed.has_value() && renewed->person.keyRegistered);
        QVERIFY(renewed->person.key.publicKey().raw() != first->person.key.publicKey().raw());
        QCOMPARE(keysWhenAsked, QList<qsizetype>{1});
        QCOMPARE(bench.server.userKeys.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(SignInDeskTest)
#include "SignInDeskTest.moc"
