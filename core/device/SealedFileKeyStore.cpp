#include "core/device/SealedFileKeyStore.h"

#include "core/crypto/SystemRandom.h"
#include "core/sealed/DurableFile.h"
#include "core/sealed/SealedFile.h"

#include <QFileInfo>
#include <QtEndian>

namespace haziri::device {

using crypto::SecretBytes;

namespace {

constexpr qsizetype kSaltAt = 4;
constexpr qsizetype kCostAt = 20;
constexpr qsizetype kHeaderSize = 32;
constexpr qsizetype kMaxFile = 1024 * 1024;
constexpr std::uint32_t kMaxMemoryKiB = 1024 * 1024; // a file must not be able to ask for all memory

QByteArray makeHeader(RandomSource& random, crypto::Argon2Cost cost) {
    QByteArray header = QByteArrayLiteral("HZK1") + crypto::randomBytes(random, 16);
    for (std::uint32_t number : {cost.memoryKiB, cost.passes, cost.lanes}) {
        char bytes[4];
        qToBigEndian(number, bytes);
        header.append(bytes, 4);
    }
    return header;
}

std::optional<crypto::Argon2Cost> costOf(QByteArrayView header) {
    const auto number = [&](qsizetype i) { return qFromBigEndian<quint32>(header.data() + kCostAt + 4 * i); };
    const crypto::Argon2Cost cost{number(0), number(1), number(2)};
    if (cost.memoryKiB > kMaxMemoryKiB || cost.passes == 0 || cost.passes > 64 || cost.lanes == 0 || cost.lanes > 16) {
        return std::nullopt;
    }
    return cost;
}

void appendField(QByteArray& out, QByteArrayView field) {
    char length[2];
    qToBigEndian(quint16(field.size()), length);
    out.append(length, 2).append(field);
}

/// Empty optional where the text ends too early.
std::optional<QByteArrayView> takeField(QByteArrayView& rest) {
    if (rest.size() < 2) return std::nullopt;
    const qsizetype length = qFromBigEndian<quint16>(rest.data());
    if (rest.size() < 2 + length) return std::nullopt;
    const QByteArrayView field = rest.sliced(2, length);
    rest = rest.sliced(2 + length);
    return field;
}

} // namespace

Result<SecretBytes> SealedFileKeyStore::readPassphrase(const QString& path) {
    auto content = sealed::readWhole(path, 4096);
    if (!content) {
        return fail("KEY_PASSPHRASE_MISSING", QStringLiteral("The passphrase file cannot be read: ") + path);
    }
    while (content->endsWith('\n') || content->endsWith('\r'))
        content->chop(1);
    if (content->isEmpty()) {
        return fail("KEY_PASSPHRASE_MISSING", QStringLiteral("The passphrase file is empty: ") + path);
    }
    return SecretBytes::take(std::move(*content));
}

Result<std::unique_ptr<SealedFileKeyStore>> SealedFileKeyStore::open(const QString& path, const SecretBytes& passphrase,
                                                                     RandomSource& random, crypto::Argon2Cost cost) {
    std::unique_ptr<SealedFileKeyStore> store(new SealedFileKeyStore(path, random));
    auto file = sealed::readWhole(path, kMaxFile);
    if (file) {
        if (auto loaded = store->load(*file, passphrase); !loaded) return fail(loaded.error());
        return store;
    }
    if (file.error().code != "FILE_MISSING") return fail(file.error());
    store->m_header = makeHeader(random, cost);
    store->m_key = crypto::deriveKey(passphrase, QByteArrayView(store->m_header).sliced(kSaltAt, 16), 32, cost);
    if (auto saved = store->save(); !saved) return fail(saved.error());
    return store;
}

Result<void> SealedFileKeyStore::load(QByteArrayView file, const SecretBytes& passphrase) {
    const auto wrong = [] {
        return fail("KEY_PASSPHRASE_WRONG", QStringLiteral("The key file does not open with this passphrase."));
    };
    if (file.size() < kHeaderSize || !file.startsWith("HZK1")) return wrong();
    m_header = file.first(kHeaderSize).toByteArray();
    const auto cost = costOf(m_header);
    if (!cost) return wrong();
    m_key = crypto::deriveKey(passphrase, QByteArrayView(m_header).sliced(kSaltAt, 16), 32, *cost);
    auto plain = sealed::openBlob(m_key, m_header, file.sliced(kHeaderSize));
    if (!plain) return wrong();
    QByteArrayView rest = *plain;
    while (!rest.isEmpty()) {
        const auto name = takeField(rest);
        const auto secret = name ? takeField(rest) : std::nullopt;
        if (!secret) return wrong();
        m_entries[name->toByteArray()] = SecretBytes::copyOf(*secret);
    }
    crypto::wipe(*plain);
    return {};
}

Result<void> SealedFileKeyStore::save() {
    qsizetype size = 0;
    for (const auto& [name, secret] : m_entries)
        size += 4 + name.size() + qsizetype(secret.size());
    QByteArray plain;
    plain.reserve(size); // no reallocation leaves a copy behind
    for (const auto& [name, secret] : m_entries) {
        appendField(plain, name);
        appendField(plain, secret.view());
    }
    const QByteArray blob = sealed::sealBlob(m_key, m_header, plain, m_random);
    crypto::wipe(plain);
    return sealed::writeDurably(m_path, m_header + blob, true);
}

Result<SecretBytes> SealedFileKeyStore::read(const QByteArray& name) {
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) {
        return fail("KEY_MISSING", QStringLiteral("No such key: ") + QString::fromUtf8(name));
    }
    return found->second.clone();
}

Result<void> SealedFileKeyStore::write(const QByteArray& name, const SecretBytes& secret) {
    if (name.isEmpty() || name.size() > 0xffff || secret.size() > 0xffff) {
        return fail("KEY_INVALID", QStringLiteral("A key's name or content is too long."));
    }
    const auto before = m_entries.find(name);
    SecretBytes old = before == m_entries.end() ? SecretBytes() : before->second.clone();
    m_entries[name] = secret.clone();
    auto saved = save();
    if (saved) return saved;
    if (old.isEmpty()) {
        m_entries.erase(name); // what is not on disk must not seem to be there
    } else {
        m_entries[name] = std::move(old);
    }
    return saved;
}

Result<void> SealedFileKeyStore::remove(const QByteArray& name) {
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) return {};
    SecretBytes old = std::move(found->second);
    m_entries.erase(found);
    auto saved = save();
    if (!saved) m_entries[name] = std::move(old);
    return saved;
}

} // namespace haziri::device
