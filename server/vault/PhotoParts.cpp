#include "server/vault/PhotoParts.h"

#include "core/crypto/SecretBytes.h"

#include <algorithm>

namespace haziri::vault {

PhotoParts::~PhotoParts() {
    while (!m_begun.empty())
        drop(m_begun.begin());
}

void PhotoParts::drop(All::iterator begun) {
    m_bytes -= begun->second.whole;
    crypto::wipe(begun->second.bytes);
    m_begun.erase(begun);
}

void PhotoParts::dropStale(qint64 nowMs) {
    for (auto at = m_begun.begin(); at != m_begun.end();) {
        const auto begun = at++;
        if (nowMs - begun->second.touchedMs >= m_limits.idleMs) drop(begun);
    }
}

// Never the one that has just grown: each photograph is smaller than what all may take.
void PhotoParts::makeRoom(const Begun& kept) {
    const auto dropOldest = [&](auto counts) {
        auto oldest = m_begun.end();
        for (auto at = m_begun.begin(); at != m_begun.end(); ++at)
            if (&at->second != &kept && counts(at->second) &&
                (oldest == m_begun.end() || at->second.touchedMs < oldest->second.touchedMs))
                oldest = at;
        if (oldest == m_begun.end()) return false;
        drop(oldest);
        return true;
    };
    const auto isSameDevice = [&](const Begun& one) { return one.deviceNo == kept.deviceNo; };
    while (std::count_if(m_begun.begin(), m_begun.end(), [&](const auto& one) { return isSameDevice(one.second); }) >
           m_limits.perDevice)
        if (!dropOldest(isSameDevice)) break;
    while (m_bytes > m_limits.bytes)
        if (!dropOldest([](const Begun&) { return true; })) break;
}

qint64 PhotoParts::offset(const FileId& fileId, qint64 deviceNo) {
    const std::lock_guard lock(m_mutex);
    dropStale(m_clock.boot().bootMs);
    const auto begun = m_begun.find(fileId);
    return begun != m_begun.end() && begun->second.deviceNo == deviceNo ? begun->second.bytes.size() : 0;
}

Result<std::optional<QByteArray>> PhotoParts::add(const FileId& fileId, qint64 deviceNo, qint64 offset,
                                                  QByteArrayView part, qint64 whole) {
    const std::lock_guard lock(m_mutex);
    const qint64 now = m_clock.boot().bootMs;
    dropStale(now);
    auto begun = m_begun.find(fileId);
    if (begun != m_begun.end() && begun->second.deviceNo != deviceNo) {
        drop(begun); // it was announced by whoever asks now
        begun = m_begun.end();
    }
    if (offset != (begun == m_begun.end() ? 0 : begun->second.bytes.size()))
        return fail("OFFSET_MISMATCH", QStringLiteral("these are not the next bytes of the photograph"));
    if (part.size() > whole - offset) {
        if (begun != m_begun.end()) drop(begun);
        return fail("FILE_MISMATCH", QStringLiteral("these are more bytes than were announced"));
    }
    if (begun == m_begun.end()) {
        begun = m_begun.emplace(fileId, Begun{deviceNo, whole, {}, now}).first;
        m_bytes += whole;
    }
    Begun& one = begun->second;
    one.bytes.reserve(whole); // so that no copy of it stays behind
    one.bytes.append(part.data(), part.size());
    one.touchedMs = now;
    if (one.bytes.size() < whole) {
        makeRoom(one);
        return std::optional<QByteArray>();
    }
    std::optional all(std::move(one.bytes));
    m_bytes -= whole;
    m_begun.erase(begun);
    return all;
}

void PhotoParts::putBack(const FileId& fileId, qint64 deviceNo, QByteArray bytes, qint64 whole) {
    const std::lock_guard lock(m_mutex);
    if (m_begun.contains(fileId)) return; // it has begun anew meanwhile
    m_bytes += whole;
    makeRoom(m_begun.emplace(fileId, Begun{deviceNo, whole, std::move(bytes), m_clock.boot().bootMs}).first->second);
}

void PhotoParts::forget(const FileId& fileId) {
    const std::lock_guard lock(m_mutex);
    if (const auto begun = m_begun.find(fileId); begun != m_begun.end()) drop(begun);
}

void PhotoParts::forgetStale() {
    const std::lock_guard lock(m_mutex);
    dropStale(m_clock.boot().bootMs);
}

qint64 PhotoParts::bytes() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace haziri::vault
