#include "server/verify/DeviceChain.h"

#include <algorithm>

namespace haziri::verify {

bool DeviceChain::isCovered(ChainPlace place) const {
    const auto epoch = m_intervals.find(place.epoch);
    if (epoch == m_intervals.end()) return false;
    auto after = epoch->second.upper_bound(place.seq);
    return after != epoch->second.begin() && std::prev(after)->second >= place.seq;
}

void DeviceChain::markCovered(ChainPlace place) {
    auto& intervals = m_intervals[place.epoch];
    qint64 first = place.seq, last = place.seq;
    if (const auto next = intervals.find(place.seq + 1); next != intervals.end()) {
        last = next->second;
        intervals.erase(next);
    }
    const auto after = intervals.upper_bound(place.seq);
    if (after != intervals.begin() && std::prev(after)->second == place.seq - 1) first = std::prev(after)->first;
    intervals[first] = last;
}

std::optional<ChainConflict> DeviceChain::add(const ChainLink& link) {
    auto& here = m_open[link.place];
    const bool isTaken =
        isCovered(link.place) || std::any_of(here.cbegin(), here.cend(), [](const auto& one) { return one.counts; });
    if (link.counts && isTaken) return ChainConflict{link.index, link.place, {}, link.hash, false};
    here.append(link);
    const auto wanted = m_wanted.find(link.place);
    if (wanted == m_wanted.end()) return std::nullopt;
    const auto matching = std::find_if(wanted->second.cbegin(), wanted->second.cend(),
                                       [&](const Wanted& one) { return one.hash == link.hash; });
    if (matching == wanted->second.cend()) return std::nullopt;
    const Wanted found = *matching;
    wanted->second.erase(matching);
    if (wanted->second.isEmpty()) m_wanted.erase(wanted);
    want(link.place, found);
    return std::nullopt;
}

void DeviceChain::vouch(ChainPlace place, const crypto::Digest& hash) {
    want(place, {hash, true, false});
}

// Goes down the chain as far as packets are there; what is missing is remembered, for it may still come.
void DeviceChain::want(ChainPlace place, Wanted wanted) {
    while (place.seq >= 1) {
        // Already covered by an earlier signature: were this one to name another, the device contradicts itself.
        if (isCovered(place) || m_rejectedCovered.contains(crypto::toBytes(wanted.hash))) return;
        const auto open = m_open.find(place);
        const auto link = open == m_open.end()
                              ? QList<ChainLink>::const_iterator()
                              : std::find_if(open->second.cbegin(), open->second.cend(),
                                             [&](const ChainLink& one) { return one.hash == wanted.hash; });
        if (open == m_open.end() || link == open->second.cend()) {
            auto& others = m_wanted[place];
            if (std::none_of(others.cbegin(), others.cend(), [&](const Wanted& o) { return o.hash == wanted.hash; }))
                others.append(wanted);
            return;
        }
        const ChainLink found = *link;
        open->second.erase(link);
        if (open->second.isEmpty()) m_open.erase(open);
        cover(found);
        wanted = {found.prev, false, found.tellsOfGap || !found.counts};
        --place.seq;
    }
}

void DeviceChain::cover(const ChainLink& link) {
    if (!link.counts) {
        m_rejectedCovered.insert(crypto::toBytes(link.hash));
        return;
    }
    ++m_covered;
    markCovered(link.place);
}

QList<ChainLink> DeviceChain::uncovered() const {
    QList<ChainLink> all;
    for (const auto& [place, links] : m_open)
        all += links;
    return all;
}

QList<ChainConflict> DeviceChain::conflicts() const {
    QList<ChainConflict> all;
    for (const auto& [place, wanted] : m_wanted) {
        const auto open = m_open.find(place);
        if (open == m_open.end()) continue;
        for (const ChainLink& link : open->second)
            if (link.counts)
                all.append({link.index, place, wanted.first().hash, link.hash,
                            link.tellsOfGap || wanted.first().isDeclared ||
                                m_declared.contains(crypto::toBytes(wanted.first().hash))});
    }
    return all;
}

QList<ChainPlace> DeviceChain::awaited() const {
    QList<ChainPlace> all;
    for (const auto& [place, wanted] : m_wanted)
        if (!m_open.contains(place) &&
            std::any_of(wanted.cbegin(), wanted.cend(), [](const Wanted& w) { return w.byHead; }))
            all.append(place);
    return all;
}

qint64 DeviceChain::highestBelow(ChainPlace place) const {
    qint64 highest = 0;
    if (const auto epoch = m_intervals.find(place.epoch); epoch != m_intervals.end())
        if (const auto after = epoch->second.lower_bound(place.seq); after != epoch->second.begin())
            highest = std::prev(after)->second;
    if (const auto after = m_open.lower_bound(place); after != m_open.begin())
        if (const ChainPlace below = std::prev(after)->first; below.epoch == place.epoch)
            highest = std::max(highest, below.seq);
    return highest;
}

QList<DeviceChain::Gap> DeviceChain::gaps() const {
    QList<Gap> all;
    for (const auto& [place, wanted] : m_wanted) {
        const bool isNamedByHead =
            std::any_of(wanted.cbegin(), wanted.cend(), [](const Wanted& w) { return w.byHead; });
        if (isNamedByHead || m_open.contains(place)) continue; // told as awaited, or as a conflict
        all.append({{place.epoch, highestBelow(place) + 1},
                    place.seq,
                    std::all_of(wanted.cbegin(), wanted.cend(), [](const Wanted& w) { return w.isDeclared; })});
    }
    return all;
}

} // namespace haziri::verify
