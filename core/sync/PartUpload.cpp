#include "core/sync/PartUpload.h"

#include <algorithm>

namespace haziri::sync {

namespace {

const QByteArray kPartBytes = QByteArrayLiteral("photo-part"); // absent or empty: photographs go whole
constexpr int kMostBreaks = 3;
constexpr int kMostLosses = 3;

bool isBreak(const Error& error) {
    return error.code == "OFFLINE" || error.code == "ANSWER_CUT" || error.code == "TIMEOUT";
}

} // namespace

qint64 PartUpload::partBytes() const {
    const auto text = m_outbox.value(kPartBytes);
    const qint64 bytes = text ? text->toLongLong() : 0;
    return bytes <= 0 ? 0 : std::clamp(bytes, kSmallestPart, kLargestPart);
}

// A size that could not be kept only means that it is learnt again.
void PartUpload::setPartBytes(qint64 bytes) {
    [[maybe_unused]] const auto kept =
        m_outbox.setValue(kPartBytes, bytes > kLargestPart ? QByteArray("") : QByteArray::number(bytes));
}

bool PartUpload::isDue(qint64 photoBytes) const {
    const qint64 part = partBytes();
    return part > 0 && photoBytes > part;
}

void PartUpload::noteBreak(const Error& error) {
    if (!isBreak(error)) return;
    const qint64 part = partBytes();
    setPartBytes(part == 0 ? kFirstPart : std::max(kSmallestPart, part / 2));
}

void PartUpload::start(const FileId& file, const QByteArray& bytes, Spend spend, Done done) {
    ++m_upload;
    m_file = file;
    m_bytes = bytes;
    m_spend = std::move(spend);
    m_done = std::move(done);
    m_offset = m_sent = 0;
    m_breaks = m_losses = 0;
    m_isSmooth = true;
    ask();
}

void PartUpload::end(const Called<void>& answer) {
    ++m_upload;
    m_bytes.clear();
    if (answer && m_isSmooth && partBytes() > 0) setPartBytes(2 * partBytes());
    const Done done = std::exchange(m_done, {});
    done(answer);
}

void PartUpload::ask() {
    m_client.photoProgress(m_file, this, [this, upload = m_upload](const Called<PhotoProgress>& answer) {
        if (upload == m_upload) asked(answer);
    });
}

void PartUpload::asked(const Called<PhotoProgress>& answer) {
    if (!answer) {
        const int status = answer.error().status;
        if (status == 404 || status == 405 || status == 501) return sendWhole(); // an older server, or nobody knows it
        return broke(answer.error());
    }
    if (answer->isStored) return end({});
    m_offset = answer->offset;
    sendNext();
}

void PartUpload::sendNext() {
    if (m_offset >= m_bytes.size()) return sendWhole(); // it has all, and it is not the photograph
    const QByteArray part = m_bytes.mid(m_offset, partBytes());
    if (const auto spent = m_spend(part.size()); !spent)
        return end(tl::make_unexpected(CallError{spent.error(), 0, 0}));
    m_sent += part.size();
    m_client.putPhotoPart(m_file, m_offset, part, this, [this, upload = m_upload](const Called<PhotoProgress>& answer) {
        if (upload == m_upload) sent(answer);
    });
}

void PartUpload::sent(const Called<PhotoProgress>& answer) {
    if (answer && answer->isStored) return end({});
    if (answer && answer->offset > m_offset) {
        m_offset = answer->offset;
        m_breaks = 0;
        return sendNext();
    }
    const int status = answer ? 409 : answer.error().status;
    if (status == 422) return sendWhole();
    if (status != 409) return broke(answer.error());
    // Another part came first, or the server that had the others is not the one that answers now.
    if (++m_losses > kMostLosses) return sendWhole();
    ask();
}

void PartUpload::sendWhole() {
    if (const auto spent = m_spend(m_bytes.size()); !spent)
        return end(tl::make_unexpected(CallError{spent.error(), 0, 0}));
    m_sent += m_bytes.size();
    m_client.putPhoto(m_file, m_bytes, this, [this, upload = m_upload](const Called<void>& answer) {
        if (upload == m_upload) end(answer);
    });
}

// As long as parts arrive between breaks, the photograph gets through; a line that is silent is left to the next run.
void PartUpload::broke(const CallError& error) {
    if (error.status != 0 || !isBreak(error.error)) return end(tl::make_unexpected(error));
    m_isSmooth = false;
    noteBreak(error.error);
    if (++m_breaks > kMostBreaks || error.error.code == "TIMEOUT") return end(tl::make_unexpected(error));
    ask();
}

} // namespace haziri::sync
