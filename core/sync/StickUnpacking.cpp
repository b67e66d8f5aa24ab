#include "core/sync/StickUnpacking.h"

#include "core/protocol/BundleRecord.h"

namespace haziri::sync {

using protocol::BundleRecord;

namespace {

constexpr int kMostRequests = 200'000;

HttpAnswer answerIn(const BundleRecord& record) {
    HttpAnswer answer;
    if (auto reader = json::Reader::parse(record.head)) {
        answer.status = int(reader->integer("status", 0, 999));
        answer.headers.emplaceBack("haziri-signature", reader->text("signature", 4096));
    }
    answer.body = record.body;
    return answer;
}

auto foreign() {
    return fail("BUNDLE_FOREIGN", QStringLiteral("These are not answers to a bundle of this laptop."));
}

} // namespace

Result<std::unique_ptr<StickUnpacking>> StickUnpacking::begin(const StickParts& parts, const QString& path) {
    std::unique_ptr<StickUnpacking> job(new StickUnpacking(parts));
    if (auto started = job->start(path); !started) return fail(started.error());
    return job;
}

Result<void> StickUnpacking::start(const QString& path) {
    if (m_parts.engine.isRunning())
        return fail("SYNC_RUNNING", QStringLiteral("A sync is under way; try again after it."));
    if (m_parts.engine.stopCode() == "LOG_FORK") return fail("LOG_FORK");
    auto opened = sealed::BundleReader::open(path);
    if (!opened) return fail(opened.error());
    m_reader = std::move(*opened);
    if (!m_reader->header().startsWith(protocol::kAnswersMark)) return foreign();
    auto text = m_parts.outbox.value(bundleValueName(m_reader->header().mid(protocol::kAnswersMark.size())));
    if (!text) return fail(text.error());
    if (text->isEmpty()) return foreign();
    auto note = json::Reader::parse(*text);
    if (!note) return fail(note.error());
    m_reader->setKey(crypto::SecretBytes::take(note->bytes("answerKey", 32)));
    for (const json::Reader& one : note->objects("requests", kMostRequests)) {
        const SyncEngine::Carried asked{one.text("hash", 64), one.integer("size", 0, 1LL << 53),
                                        one.text("cursor", 4096)};
        m_asked.append({asked, one.integerOr("head", 0, 0, 1LL << 53)});
    }
    return note->error() ? Result<void>(fail(*note->error())) : Result<void>();
}

Result<bool> StickUnpacking::step() {
    if (!m_isRead) return readRecord();
    if (!m_answers.isEmpty()) return takeAnswer();
    if (!m_photos.isEmpty()) return takePhoto();
    return false;
}

Result<bool> StickUnpacking::readRecord() {
    auto bytes = m_reader->next();
    if (!bytes) return fail(bytes.error());
    if (!*bytes) {
        m_isRead = true;
        return true;
    }
    auto record = BundleRecord::read(**bytes);
    if (!record) return fail(record.error());
    const HttpAnswer answer = answerIn(*record);
    if (record->type == "photo") {
        if (auto ours = checkPhoto(record->fileId, answer); !ours) return fail(ours.error());
        m_photos.append({record->fileId, answer});
    } else if (record->type == "sync") {
        if (m_answers.size() >= m_asked.size()) return foreign();
        const auto& [asked, head] = m_asked[m_answers.size()];
        auto verified = m_parts.client.readCarried(answer, asked.requestHash);
        if (!verified) return fail(verified.error());
        m_answers.append({std::move(*verified), asked, head});
    }
    return true;
}

// The last first: all prove from the size that the bundle named, and its checkpoint covers what the others brought.
Result<bool> StickUnpacking::takeAnswer() {
    const Answer answer = m_answers.takeLast();
    if (auto taken = m_parts.engine.takeCarried(answer.verified, answer.asked, m_summary); !taken)
        return fail(taken.error());
    if (answer.head > 0)
        if (auto told = m_parts.outbox.headTold(answer.head); !told) return fail(told.error());
    ++m_taken;
    return true;
}

Result<bool> StickUnpacking::takePhoto() {
    const auto [fileId, answer] = m_photos.takeFirst();
    if (auto settled = settlePhoto(*FileId::fromText(fileId), answer); !settled) return fail(settled.error());
    ++m_taken;
    return true;
}

Result<void> StickUnpacking::checkPhoto(const QByteArray& fileId, const HttpAnswer& answer) const {
    const auto id = FileId::fromText(fileId);
    auto row = id ? m_parts.outbox.photoRow(*id) : Result<std::optional<outbox::PhotoToSend>>(fail("MALFORMED"));
    if (!row) return fail(row.error());
    if (!*row) return fail("BUNDLE_FOREIGN", QStringLiteral("The answers name a photo of somebody else."));
    return m_parts.client.verifyCarried(answer, crypto::toBase64Url((*row)->sha256));
}

Result<void> StickUnpacking::settlePhoto(const FileId& file, const HttpAnswer& answer) {
    if (answer.status == 200 || answer.status == 201) {
        ++m_summary.photosSent;
        return m_parts.outbox.photoSent(file);
    }
    const QByteArray code = protocol::readProblem(answer.status, answer.body).code;
    // As over a line: evidence is destroyed for this one word of the server's only.
    if (answer.status == 410 && code == "FILE_ERASED") return m_parts.outbox.photoForgotten(file);
    ++m_summary.photosFailed;
    const bool forGood = answer.status == 422 || answer.status == 413;
    return m_parts.outbox.photoFailed(file, code, forGood);
}

} // namespace haziri::sync
