// A laptop follows a server's token key through rotations, and nobody else's.
#include "core/base/Json.h"
#include "core/protocol/Jws.h"
#include "core/protocol/KeyStatement.h"
#include "core/sync/ServerClient.h"
#include "tests/support/SeededRandom.h"

#include <QJsonArray>
#include <QTest>

using namespace haziri;
using protocol::KeyStatement;

namespace {

using Private = crypto::Ed25519PrivateKey;

struct Keys {
    test::SeededRandom random{17};
    Private first = Private::generate(random), second = Private::generate(random), third = Private::generate(random),
            stranger = Private::generate(random);
};

QByteArray kid(const Private& key) {
    return protocol::keyThumbprint(key.publicKey());
}

QByteArray body(const QList<KeyStatement>& chain, const QList<const Private*>& listed) {
    QJsonArray statements, keys;
    for (const auto& one : chain)
        statements.append(one.toJson());
    for (const auto* key : listed)
        keys.append(protocol::writeServerKey(key->publicKey()));
    return json::toText({{QStringLiteral("keyChain"), statements},
                         {QStringLiteral("results"), QJsonArray()},
                         {QStringLiteral("serverKeys"), keys}});
}

sync::ServerKeys knowing(const Private& key) {
    sync::ServerKeys keys;
    keys.tokens.insert(kid(key), key.publicKey());
    return keys;
}

KeyStatement vouch(const Private& key, const Private& by) {
    return KeyStatement::sign(key.publicKey(), by);
}

} // namespace

class ServerKeysTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anAnnouncedKeyIsLearnedAndTheOldOneStays() {
        Keys k;
        const auto next = knowing(k.first).followed(body({vouch(k.second, k.first)}, {&k.first, &k.second}));
        QVERIFY(next);
        QCOMPARE(next->tokens.size(), 2);
        QVERIFY(next->gone.isEmpty());
    }

    void aLaptopThatSleptThroughTwoRotationsFollowsBoth() {
        Keys k;
        const auto next =
            knowing(k.first).followed(body({vouch(k.second, k.first), vouch(k.third, k.second)}, {&k.third}));
        QVERIFY(next);
        QCOMPARE(next->tokens.keys(), QList<QByteArray>{kid(k.third)});
        QCOMPARE(next->gone.keys(), QList<QByteArray>{kid(k.first)});
        QCOMPARE(next->all().size(), 2); // its tokens of earlier days still verify
        const auto again = sync::ServerKeys::fromJson([&] {
            auto object = next->toJson();
            object[QStringLiteral("logKey")] = QStringLiteral("x+00000000+AAAA");
            return object;
        }());
        QVERIFY(!again || *again == *next); // the log's key is of no matter here
    }

    void nobodyElseIsFollowed() {
        Keys k;
        const auto known = knowing(k.first);
        QVERIFY(!known.followed(body({vouch(k.stranger, k.stranger)}, {&k.stranger})));
        QVERIFY(!known.followed(body({vouch(k.stranger, k.second)}, {&k.stranger})));
        QVERIFY(!known.followed(body({}, {&k.stranger})));
        auto changed = vouch(k.second, k.first);
        changed.signature[10] = char(changed.signature[10] ^ 1);
        QVERIFY(!known.followed(body({changed}, {&k.second})));
        auto swapped = vouch(k.second, k.first); // a good signature about another key
        swapped.key = k.stranger.publicKey();
        swapped.kid = kid(k.stranger);
        QVERIFY(!known.followed(body({swapped}, {&k.stranger})));
        // A good statement lets no further key in that is listed beside it.
        const auto beside = known.followed(body({vouch(k.second, k.first)}, {&k.second, &k.stranger}));
        QVERIFY(beside);
        QCOMPARE(beside->tokens.keys(), QList<QByteArray>{kid(k.second)});
        for (const char* nonsense :
             {"", "{}", "{\"keyChain\":1}", "{\"keyChain\":[{}],\"serverKeys\":[]}", "\"keyChain\""})
            QVERIFY(!known.followed(nonsense));
    }

    void aKeyThatHasGoneVouchesForNobody() {
        Keys k;
        const auto next = knowing(k.first).followed(body({vouch(k.second, k.first)}, {&k.second}));
        QVERIFY(next);
        QVERIFY(!next->followed(body({vouch(k.stranger, k.first)}, {&k.stranger})));
        QVERIFY(next->followed(body({vouch(k.second, k.first), vouch(k.third, k.second)}, {&k.third})));
    }
};

QTEST_GUILESS_MAIN(ServerKeysTest)
#include "ServerKeysTest.moc"
