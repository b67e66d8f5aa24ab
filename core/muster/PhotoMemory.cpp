#include "core/muster/PhotoMemory.h"

#include "core/base/Base64Url.h"

#include <algorithm>

namespace haziri::muster {

PhotoTrace PhotoTrace::of(const QByteArray& jpeg) {
    const QImage picture = QImage::fromData(jpeg);
    return {crypto::sha256(jpeg), picture.isNull() ? std::nullopt : face::photoPrint(picture)};
}

QByteArray PhotoTrace::toText() const {
    return haziri::toBase64Url(crypto::toBytes(sha256) + (print ? face::toBytes(*print) : QByteArray()));
}

std::optional<PhotoTrace> PhotoTrace::fromText(const QByteArray& text) {
    const auto bytes = fromBase64Url(text);
    if (!bytes || bytes->size() < 32) return std::nullopt;
    return PhotoTrace{crypto::toDigest(bytes->first(32)), face::printFromBytes(bytes->sliced(32))};
}

void PhotoMemory::add(Known known) {
    const auto place = std::upper_bound(m_known.begin(), m_known.end(), known.at,
                                        [](UnixMillis at, const Known& other) { return at < other.at; });
    m_known.insert(place, std::move(known));
    while (qsizetype(m_known.size()) > kMost)
        m_known.pop_front();
}

namespace {
struct Near {
    int distance = 64;
    bool mirrored = false; ///< the mirrored picture lies nearer
    const PhotoMemory::Known* known = nullptr;
};

Near nearness(const face::PhotoPrint& print, const face::PhotoPrint& mirrored, const PhotoMemory::Known& known) {
    const int straight = face::printDistance(print, *known.trace.print);
    const int other = face::printDistance(mirrored, *known.trace.print);
    return {std::min(straight, other), other < straight, &known};
}
} // namespace

std::optional<PhotoMemory::Known> PhotoMemory::originalOf(const QByteArray& jpeg, const PhotoTrace& trace,
                                                          const WorkerId& worker, UnixMillis at,
                                                          const std::function<QImage(const FileId&)>& pictureOf) const {
    const auto apart = [&](const Known& known) { return std::abs(at.value - known.at.value); };
    const auto counts = [&](const Known& known) {
        return apart(known) < kKeepMs && (known.workerId != worker || apart(known) >= kSameMomentMs);
    };
    // No camera gives the same bytes twice, however still one stands.
    for (auto known = m_known.rbegin(); known != m_known.rend(); ++known)
        if (known->trace.sha256 == trace.sha256 && apart(*known) < kKeepMs) return *known;
    if (!trace.print) return std::nullopt;

    const QImage picture = QImage::fromData(jpeg), mirror = picture.mirrored(true, false);
    const auto mirrored = face::photoPrint(mirror).value_or(*trace.print);
    std::vector<Near> near;
    for (const Known& known : m_known) {
        if (!known.trace.print || !counts(known)) continue;
        if (const Near one = nearness(*trace.print, mirrored, known); one.distance <= face::kPrintNear)
            near.push_back(one);
    }
    std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) { return a.distance < b.distance; });
    int looks = 0;
    for (const Near& one : near) {
        if (looks == kSecondLooks) break;
        const QImage earlier = pictureOf(one.known->fileId);
        if (earlier.isNull()) continue;
        ++looks;
        if (face::copyLikeness(one.mirrored ? mirror : picture, earlier) >= face::kCopyLikeness) return *one.known;
    }
    return std::nullopt;
}

} // namespace haziri::muster
