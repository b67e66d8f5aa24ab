// Sealed key file, identity, fingerprint and time anchor.
#include "core/device/DeviceIdentity.h"
#include "core/device/Fingerprint.h"
#include "core/device/SealedFileKeyStore.h"
#include "core/device/TimeAnchor.h"

#include "core/crypto/SystemRandom.h"
#include "core/protocol/Jws.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using crypto::SecretBytes;
using device::SealedFileKeyStore;

class DeviceTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    crypto::SystemRandom m_random;
    const crypto::Argon2Cost m_cheap{64, 1, 1};

    QString path() const { return m_dir.filePath(QStringLiteral("keys.sealed")); }
    Result<std::unique_ptr<SealedFileKeyStore>> open(const char* passphrase) {
        return SealedFileKeyStore::open(path(), SecretBytes::copyOf(passphrase), m_random, m_cheap);
    }
    QByteArray file() {
        QFile in(path());
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

  private Q_SLOTS:
    void init() { QFile::remove(path()); }

    void keysSurviveAndStaySecret() {
        const SecretBytes secret = SecretBytes::copyOf("the secret nobody may read off the disk");
        {
            auto store = open("passphrase");
            QVERIFY(store.has_value());
            QCOMPARE((*store)->read("a").error().code, QByteArray("KEY_MISSING"));
            QVERIFY((*store)->write("a", secret));
            QVERIFY((*store)->write("b", SecretBytes(32)));
            QVERIFY((*store)->remove("b"));
            QVERIFY((*store)->remove("never there"));
        }
        auto store = open("passphrase");
        QCOMPARE((*store)->read("a")->view(), secret.view());
        QCOMPARE((*store)->read("b").error().code, QByteArray("KEY_MISSING"));
        QVERIFY(!file().contains("nobody may read"));
        QVERIFY(!file().contains("passphrase"));
        const auto mode = QFile::permissions(path());
        QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
    }

    void wrongPassphraseAndEveryDamagedByteAreRefused() {
        QVERIFY((*open("right"))->write("a", SecretBytes(16)));
        QCOMPARE(open("wrong").error().code, QByteArray("KEY_PASSPHRASE_WRONG"));
        const QByteArray good = file();
        for (qsizetype i = 0; i < good.size(); ++i) {
            // The cost fields are tried too: a bigger number must not make us allocate what it says.
            if (i >= 20 && i < 32 && i % 4 != 0) continue;
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ 0x40);
            QFile out(path());
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(bad);
            out.close();
            QCOMPARE(open("right").error().code, QByteArray("KEY_PASSPHRASE_WRONG"));
        }
        for (const qsizetype size : {qsizetype(0), qsizetype(10), good.size() - 1}) {
            QFile out(path());
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(good.left(size));
            out.close();
            QCOMPARE(open("right").error().code, QByteArray("KEY_PASSPHRASE_WRONG"));
        }
    }

    void whatIsNotOnDiskDoesNotSeemToBeThere() {
        if (geteuid() == 0) QSKIP("root writes everywhere");
        auto store = open("p");
        QVERIFY(QFile::setPermissions(m_dir.path(), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(!(*store)->write("a", SecretBytes(16)));
        QCOMPARE((*store)->read("a").error().code, QByteArray("KEY_MISSING"));
        QVERIFY(QFile::setPermissions(m_dir.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void passphraseFileIsReadWithoutItsLineBreak() {
        const QString file = m_dir.filePath(QStringLiteral("pass"));
        QCOMPARE(SealedFileKeyStore::readPassphrase(file).error().code, QByteArray("KEY_PASSPHRASE_MISSING"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(" pass phrase \r\n");
        out.close();
        QCOMPARE(SealedFileKeyStore::readPassphrase(file)->view(), QByteArrayView(" pass phrase "));
    }

    void theDeviceKeyIsMadeOnceAndSignsPacketsAndHeads() {
        QByteArray id;
        {
            auto store = open("p");
            auto identity = device::DeviceIdentity::loadOrCreate(**store, m_random);
            QVERIFY(identity.has_value());
            id = identity->deviceId();
            QVERIFY(!identity->canSign());
            QCOMPARE(identity->useEpoch(**store, 1).error().code, QByteArray("KEY_MISSING"));
            QVERIFY(device::DeviceIdentity::keepSecret(**store, 1, SecretBytes::copyOf("epoch one")));
            QVERIFY(identity->useEpoch(**store, 1));
            QVERIFY(device::DeviceIdentity::keepSecret(**store, 2, SecretBytes::copyOf("epoch two")));
            QCOMPARE(identity->epoch(), 1); // not before somebody says that the epoch has begun
            QVERIFY(device::DeviceIdentity::keepSecret(**store, 1, SecretBytes::copyOf("epoch one")));
            QCOMPARE(device::DeviceIdentity::keepSecret(**store, 1, SecretBytes::copyOf("another")).error().code,
                     QByteArray("EPOCH_OLD"));
        }
        auto store = open("p");
        auto identity = device::DeviceIdentity::loadOrCreate(**store, m_random);
        QCOMPARE(identity->deviceId(), id);
        QVERIFY(identity->useEpoch(**store, 1));
        const QByteArray jws = identity->signPacket("{}");
        auto token = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet);
        QCOMPARE(token->kid(), id);
        QVERIFY(token->verify(crypto::HmacKey(SecretBytes::copyOf("epoch one"))).has_value());
        QVERIFY(!token->verify(crypto::HmacKey(SecretBytes::copyOf("epoch two"))).has_value());
        const QByteArray head = identity->signHead(1, 7, crypto::sha256("x"), {5});
        auto read = protocol::verifyHead(head, identity->key().publicKey());
        QCOMPARE(read->seq, 7);
        QCOMPARE(read->deviceId, id);
    }

    void aSmallChangeMovesTheFingerprintALittle() {
        device::Fingerprint laptop;
        laptop.os = "debian 12 x86_64";
        laptop.model = "Acme Book 14";
        laptop.machineHash = "hash-of-the-machine";
        laptop.screen = "1366x768";
        laptop.cameraId = "cam-1";
        laptop.appVersion = "0.1.0";
        device::Fingerprint updated = laptop, other = laptop;
        updated.appVersion = "0.1.1";
        updated.screen = "1920x1080";
        other.machineHash = "hash-of-another";
        other.model = "Bolt 15";
        other.os = "windows 11";
        const int small = device::simHashDistance(laptop.simHash(), updated.simHash());
        const int large = device::simHashDistance(laptop.simHash(), other.simHash());
        QVERIFY2(small <= 12, QByteArray::number(small));
        QVERIFY2(large >= 16 && large > small, QByteArray::number(large));
        QCOMPARE(laptop.simHashHex().size(), 16);
        QCOMPARE(laptop.toJson()[QStringLiteral("simHash")].toString().toLatin1(), laptop.simHashHex());
        const auto here = device::Fingerprint::ofThisMachine();
        QVERIFY(!here.os.isEmpty() && here.machineHash.size() == 43);
        QVERIFY(!here.machineHash.contains(QSysInfo::machineUniqueId()));
    }

    void timeIsAnchoredWithinOneBootOnly() {
        const device::TimeAnchor anchor{"jti", 1'000'000, {"boot-a", 5'000}, 400};
        const auto estimate = anchor.estimate({"boot-a", 65'000});
        QCOMPARE(estimate->time.value, 1'000'000 + 200 + 60'000);
        QVERIFY(estimate->plusMinusMs >= 200 && estimate->plusMinusMs < 220);
        QVERIFY(!anchor.estimate({"boot-b", 65'000})); // a reboot
        QVERIFY(!anchor.estimate({"boot-a", 4'000}));  // a snapshot
        QVERIFY(!anchor.estimate({"", 65'000}));
        QVERIFY(!device::TimeAnchor().estimate({"boot-a", 65'000}));
        const auto same = anchor.packetClock({"boot-a", 65'000}), after = anchor.packetClock({"boot-b", 10});
        QCOMPARE(same.anchor, QByteArray("jti"));
        QCOMPARE(same.anchorBootMs, 5'000);
        QVERIFY(after.anchor.isEmpty());
        QCOMPARE(after.bootId, QByteArray("boot-b"));
        auto read = device::TimeAnchor::fromText(anchor.toText());
        QCOMPARE(read->jti, anchor.jti);
        QCOMPARE(read->arrived.bootMs, anchor.arrived.bootMs);
        QVERIFY(!device::TimeAnchor::fromText("{}"));
    }
};

QTEST_GUILESS_MAIN(DeviceTest)
#include "DeviceTest.moc"
