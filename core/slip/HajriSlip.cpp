#include "core/slip/HajriSlip.h"

#include "core/slip/Base45.h"
#include "core/slip/Packing.h"

#include <QCborArray>
#include <QCborValue>

namespace haziri::slip {

namespace {

constexpr char kVersion = 1;
constexpr qsizetype kCheckBytes = 8, kHashBytes = 32, kSignatureBytes = 68, kKeyHashBytes = 4, kMostText = 16 * 1024;
constexpr int kMostSteps = 64;

enum Part {
    Index,
    Kind,
    Trust,
    Offline,
    Synced,
    Prev,
    Salt,
    Text,
    PacketSignature,
    Path,
    Size,
    Root,
    Signature,
    Count
};

QByteArray checkOf(const QByteArray& body) {
    return crypto::toBytes(crypto::sha256(body)).first(kCheckBytes);
}

/// The key's own signature line of a note, decoded.
QByteArray signatureOf(const QByteArray& note, const QByteArray& name) {
    const QByteArray begin = "\xe2\x80\x94 " + name + ' ';
    for (const QByteArray& line : note.split('\n'))
        if (line.startsWith(begin))
            if (const auto bytes = QByteArray::fromBase64(line.mid(begin.size())); bytes.size() == kSignatureBytes)
                return bytes;
    return {};
}

QByteArray noteOf(const audit::Checkpoint& checkpoint, const QByteArray& signature) {
    return checkpoint.origin + '\n' + QByteArray::number(checkpoint.size) + '\n' +
           crypto::toBytes(checkpoint.root).toBase64() + "\n\n\xe2\x80\x94 " + checkpoint.origin + ' ' +
           signature.toBase64() + '\n';
}

/// The hex digits between name and key of a verifier key.
QByteArray keyId(const audit::VerifierKey& key) {
    return audit::writeVerifierKey(key.name, key.key).mid(key.name.size() + 1, 2 * kKeyHashBytes);
}

tl::unexpected<Error> damaged(const char* why) {
    return fail("SLIP_DAMAGED", QLatin1String(why));
}

QByteArray written(const Slip& slip, const QByteArray& signature) {
    QByteArray path;
    for (const auto& step : slip.path)
        path += crypto::toBytes(step);
    const Packed packed = pack(slip.data);
    const audit::LogEntry& entry = slip.entry;
    const QCborArray parts{entry.index,
                           QString::fromLatin1(entry.kind),
                           entry.meta.deviceTrustScore,
                           entry.meta.isOfflineSync,
                           entry.meta.syncTimestamp.value,
                           crypto::toBytes(entry.prevHash),
                           slip.salt,
                           packed.text,
                           packed.signature,
                           path,
                           slip.checkpoint.size,
                           crypto::toBytes(slip.checkpoint.root),
                           signature};
    const QByteArray body = kVersion + QCborValue(parts).toCbor();
    return kPrefix + toBase45(body + checkOf(body));
}

Result<QCborArray> partsOf(QByteArrayView text) {
    QByteArray plain = text.toByteArray().trimmed();
    plain.removeIf([](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    if (!plain.startsWith(kPrefix) || plain.size() > kMostText) return damaged("this is no hajri slip");
    auto body = fromBase45(plain.mid(qstrlen(kPrefix)));
    if (!body || body->size() < kCheckBytes + 2) return damaged("a letter is wrong, or the end is missing");
    const QByteArray check = body->last(kCheckBytes);
    body->chop(kCheckBytes);
    if (check != checkOf(*body)) return damaged("something was misread");
    if (body->front() != kVersion) return damaged("another version of the slip");
    const QByteArray cbor = body->mid(1);
    QCborParserError error;
    const QCborArray parts = QCborValue::fromCbor(cbor, &error).toArray();
    if (error.error != QCborError::NoError || error.offset != cbor.size() || parts.size() != Count)
        return damaged("the parts cannot be told apart");
    return parts;
}

bool isRightForm(const QCborArray& parts) {
    const auto bytes = [&](Part part, qsizetype size) {
        return parts[part].isByteArray() && parts[part].toByteArray().size() == size;
    };
    const qsizetype path = parts[Path].toByteArray().size();
    return parts[Index].isInteger() && parts[Kind].isString() && parts[Trust].isInteger() && parts[Offline].isBool() &&
           parts[Synced].isInteger() && bytes(Prev, kHashBytes) && parts[Salt].isByteArray() &&
           parts[Text].isByteArray() && parts[PacketSignature].isByteArray() && parts[Path].isByteArray() &&
           path % kHashBytes == 0 && path <= kMostSteps * kHashBytes && parts[Size].isInteger() &&
           bytes(Root, kHashBytes) && bytes(Signature, kSignatureBytes);
}

} // namespace

Result<QByteArray> makeSlip(const audit::ServedEntry& served, const QList<crypto::Digest>& path, const QByteArray& note,
                            const audit::VerifierKey& key) {
    if (!served.data || !served.salt) return fail("FILE_ERASED");
    const auto entry = audit::readEntry(served.entry);
    if (!entry) return fail(entry.error());
    const auto checkpoint = audit::verifyCheckpoint(note, key);
    if (!checkpoint) return fail(checkpoint.error());
    const QByteArray text =
        written({*entry, *served.salt, *served.data, path, *checkpoint}, signatureOf(note, key.name));
    if (const auto back = readSlip(text, key); !back) return fail("PROOF_INVALID", back.error().message);
    return text;
}

Result<Slip> readSlip(QByteArrayView text, const audit::VerifierKey& key) {
    const auto parts = partsOf(text);
    if (!parts) return fail(parts.error());
    if (!isRightForm(*parts)) return damaged("a part has the wrong form");
    const auto bytes = [&](Part part) { return parts->at(part).toByteArray(); };
    Slip slip;
    slip.salt = bytes(Salt);
    auto data = unpack({bytes(Text), bytes(PacketSignature)});
    if (!data) return damaged("the record cannot be unpacked");
    slip.data = *data;
    slip.entry = {parts->at(Index).toInteger(),
                  parts->at(Kind).toString().toLatin1(),
                  {qint32(parts->at(Trust).toInteger()), parts->at(Offline).toBool(), {parts->at(Synced).toInteger()}},
                  audit::dataHash(slip.salt, slip.data),
                  crypto::toDigest(bytes(Prev))};
    const QByteArray path = bytes(Path);
    for (qsizetype at = 0; at < path.size(); at += kHashBytes)
        slip.path << crypto::toDigest(path.mid(at, kHashBytes));
    slip.checkpoint = {key.name, parts->at(Size).toInteger(), crypto::toDigest(bytes(Root))};
    const auto forged = [](const char* why) { return fail("SLIP_FORGED", QLatin1String(why)); };
    const QByteArray note = noteOf(slip.checkpoint, bytes(Signature));
    if (bytes(Signature).first(kKeyHashBytes) != QByteArray::fromHex(keyId(key)))
        return fail("SLIP_FOREIGN", QStringLiteral("another log's slip, or another key"));
    if (!audit::verifyCheckpoint(note, key)) return forged("the log's key did not sign this root");
    const QByteArray entryText = audit::writeEntry(slip.entry);
    if (!audit::readEntry(entryText)) return forged("no entry of a log looks like this");
    const auto proven = audit::verifyInclusion(audit::recordHash(entryText), slip.entry.index, slip.checkpoint.size,
                                               slip.path, slip.checkpoint.root);
    if (!proven) return forged("the entry is not in the log that was signed");
    return slip;
}

} // namespace haziri::slip
