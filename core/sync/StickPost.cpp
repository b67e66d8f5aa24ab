#include "core/sync/StickPost.h"

#include "core/base/Base64Url.h"
#include "core/crypto/BoxKey.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/BundleRecord.h"
#include "core/sealed/Bundle.h"

#include <QJsonArray>

namespace haziri::sync {

using protocol::BundleRecord;

namespace {

constexpr qsizetype kRoomForTheRest = 96 * 1024; // head, tokens, fingerprint and commas of a request
constexpr int kMostPackets = 200'000;
constexpr int kMostPhotos = 100'000;

QByteArray valueName(const QByteArray& bundleId) {
    return "bundle/" + toBase64Url(bundleId);
}

QString latin(const QByteArray& bytes) {
    return QString::fromLatin1(bytes);
}

/// As runs send them: five hundred, or what fits.
QList<QList<outbox::StoredPacket>> batchesOf(const QList<outbox::StoredPacket>& packets) {
    QList<QList<outbox::StoredPacket>> batches{{}};
    qsizetype bytes = 0;
    for (const outbox::StoredPacket& packet : packets) {
        const qsizetype size = packet.jws.size() + 3;
        const bool full = batches.last().size() >= protocol::kMaxPacketsPerSync ||
                          bytes + size > protocol::kMaxSyncBytes - kRoomForTheRest;
        if (full && !batches.last().isEmpty()) {
            batches.append(QList<outbox::StoredPacket>());
            bytes = 0;
        }
        batches.last().append(packet);
        bytes += size;
    }
    return batches;
}

HttpAnswer answerIn(const BundleRecord& record) {
    HttpAnswer answer;
    if (auto reader = json::Reader::parse(record.head)) {
        answer.status = int(reader->integer("status", 0, 999));
        answer.headers.emplaceBack("haziri-signature", reader->text("signature", 4096));
    }
    answer.body = record.body;
    return answer;
}

} // namespace

Result<QJsonObject> StickPost::addRequest(const QList<outbox::StoredPacket>& packets, QByteArray& record) {
    auto request = m_engine.requestFor(packets);
    if (!request) return fail(request.error());
    const QByteArray body = protocol::writeSyncRequest(*request);
    record = BundleRecord{"sync", R"({"type":"sync"})", body, {}}.toBytes();
    return QJsonObject{{QStringLiteral("hash"), latin(crypto::toBase64Url(crypto::sha256(body)))},
                       {QStringLiteral("size"), request->lastCheckpointSize},
                       {QStringLiteral("cursor"), QString::fromUtf8(request->pullCursor)}};
}

Result<Packed> StickPost::pack(const QString& path) {
    if (m_engine.stopCode() == "LOG_FORK") return fail("LOG_FORK");
    if (m_client.keys().box.isEmpty())
        return fail("BUNDLE_KEY_MISSING", QStringLiteral("This laptop was enrolled before its server took bundles. "
                                                         "Enrol it again."));
    auto box = crypto::boxFor(m_client.keys().box, protocol::kBundlePurpose, m_random);
    if (!box) return fail(box.error());
    const protocol::BundleHeader header{box->ephemeral, crypto::randomBytes(m_random, 16)};
    const auto answerKey = crypto::SecretBytes::random(32, m_random);
    auto writer = sealed::BundleWriter::create(path, header.toBytes(), std::move(box->key), m_random);
    if (!writer) return fail(writer.error());

    protocol::Proof proof;
    proof.aud = "bundle";
    proof.deviceId = m_identity.deviceId();
    proof.codeHash = crypto::toBase64Url(crypto::sha256(answerKey.view()));
    proof.iat = m_clock.now();
    proof.jti = toBase64Url(header.bundleId);
    const QJsonObject begin{{QStringLiteral("type"), QStringLiteral("begin")},
                            {QStringLiteral("deviceId"), latin(m_identity.deviceId())},
                            {QStringLiteral("answerKey"), latin(toBase64Url(answerKey.view()))},
                            {QStringLiteral("proof"), latin(protocol::signProof(proof, m_identity.key()))}};
    if (auto done = (*writer)->add(BundleRecord{"begin", json::toText(begin), {}, {}}.toBytes()); !done)
        return fail(done.error());

    auto pending = m_outbox.pending(kMostPackets, std::numeric_limits<qsizetype>::max() / 2);
    if (!pending) return fail(pending.error());
    Packed packed;
    QJsonArray requests;
    for (const auto& batch : batchesOf(*pending)) {
        QByteArray record;
        auto note = addRequest(batch, record);
        if (!note) return fail(note.error());
        requests.append(*note);
        if (auto done = (*writer)->add(record); !done) return fail(done.error());
        packed.packets += batch.size();
    }
    // Behind the records that announce them, as over the network.
    auto photos = m_outbox.photosToCarry(kMostPhotos);
    if (!photos) return fail(photos.error());
    for (const outbox::PhotoToSend& photo : *photos) {
        auto bytes = m_outbox.photo(photo.fileId);
        if (!bytes) continue; // damaged here: the photo lane says so at the next run
        const QByteArray head = json::toText(
            {{QStringLiteral("type"), QStringLiteral("photo")}, {QStringLiteral("fileId"), photo.fileId.toString()}});
        if (auto done = (*writer)->add(BundleRecord{"photo", head, *bytes, {}}.toBytes()); !done)
            return fail(done.error());
        ++packed.photos;
    }
    // First what its answers will need: a bundle without it could never be answered.
    const QJsonObject note{{QStringLiteral("answerKey"), latin(toBase64Url(answerKey.view()))},
                           {QStringLiteral("requests"), requests}};
    if (auto kept = m_outbox.setValue(valueName(header.bundleId), json::toText(note)); !kept) return fail(kept.error());
    if (auto done = (*writer)->finish(); !done) return fail(done.error());
    return packed;
}

Result<void> StickPost::checkPhoto(const QByteArray& fileId, const HttpAnswer& answer) const {
    const auto id = FileId::fromText(fileId);
    auto row = id ? m_outbox.photoRow(*id) : Result<std::optional<outbox::PhotoToSend>>(fail("MALFORMED"));
    if (!row) return fail(row.error());
    if (!*row) return fail("BUNDLE_FOREIGN", QStringLiteral("The answers name a photo of somebody else."));
    return m_client.verifyCarried(answer, crypto::toBase64Url((*row)->sha256));
}

Result<void> StickPost::takePhoto(const QByteArray& fileId, const HttpAnswer& answer, RunSummary& summary) {
    const auto id = FileId::fromText(fileId);
    if (answer.status == 200 || answer.status == 201) {
        ++summary.photosSent;
        return m_outbox.photoSent(*id);
    }
    if (answer.status == 410) return m_outbox.photoForgotten(*id);
    ++summary.photosFailed;
    const bool forGood = answer.status == 422 || answer.status == 413;
    return m_outbox.photoFailed(*id, protocol::readProblem(answer.status, answer.body).code, forGood);
}

Result<RunSummary> StickPost::unpack(const QString& path) {
    const auto foreign = [] {
        return fail("BUNDLE_FOREIGN", QStringLiteral("These are not answers to a bundle of this laptop."));
    };
    if (m_engine.isRunning()) return fail("SYNC_RUNNING", QStringLiteral("A sync is under way; try again after it."));
    if (m_engine.stopCode() == "LOG_FORK") return fail("LOG_FORK");
    auto opened = sealed::BundleReader::open(path);
    if (!opened) return fail(opened.error());
    sealed::BundleReader& reader = **opened;
    if (!reader.header().startsWith(protocol::kAnswersMark)) return foreign();
    auto text = m_outbox.value(valueName(reader.header().mid(protocol::kAnswersMark.size())));
    if (!text) return fail(text.error());
    if (text->isEmpty()) return foreign();
    auto note = json::Reader::parse(*text);
    if (!note) return fail(note.error());
    reader.setKey(crypto::SecretBytes::take(note->bytes("answerKey", 32)));
    QList<SyncEngine::Carried> asked;
    for (const json::Reader& one : note->objects("requests", kMostPackets))
        asked.append({one.text("hash", 64), one.integer("size", 0, 1LL << 53), one.text("cursor", 4096)});
    if (note->error()) return fail(*note->error());

    QList<std::pair<VerifiedAnswer, SyncEngine::Carried>> answers;
    QList<std::pair<QByteArray, HttpAnswer>> photos;
    for (;;) {
        auto bytes = reader.next();
        if (!bytes) return fail(bytes.error());
        if (!*bytes) break;
        auto record = BundleRecord::read(**bytes);
        if (!record) return fail(record.error());
        const HttpAnswer answer = answerIn(*record);
        if (record->type == "photo") {
            if (auto ours = checkPhoto(record->fileId, answer); !ours) return fail(ours.error());
            photos.append({record->fileId, answer});
        } else if (record->type == "sync") {
            if (answers.size() >= asked.size()) return foreign();
            const SyncEngine::Carried request = asked[answers.size()];
            auto verified = m_client.readCarried(answer, request.requestHash);
            if (!verified) return fail(verified.error());
            answers.append({std::move(*verified), request});
        }
    }
    RunSummary summary;
    // The last first: all prove from the size that the bundle named, and its checkpoint covers what the others brought.
    for (auto it = answers.crbegin(); it != answers.crend(); ++it)
        if (auto taken = m_engine.takeCarried(it->first, it->second, summary); !taken) return fail(taken.error());
    for (const auto& [fileId, answer] : photos)
        if (auto taken = takePhoto(fileId, answer, summary); !taken) return fail(taken.error());
    return summary;
}

} // namespace haziri::sync
