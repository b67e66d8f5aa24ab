#include "server/sync/KnownState.h"

#include "core/base/Json.h"
#include "core/protocol/Jws.h"

namespace haziri::sync {

namespace {

constexpr qint64 kVelocityHorizonMs = 24 * 3600'000;

KnownState::Before beforeOf(const store::PacketRow& row) {
    return {{row.bootId, row.bootMs, row.earliest}, {row.bootId, row.bootMs, row.timestamp}};
}

using PacketRows = QHash<qint64, store::PacketRow>;

template <class Hash>
QList<typename Hash::mapped_type> valuesOf(const Hash& hash) {
    return hash.values();
}

WorkerId workerOf(const protocol::Packet& packet) {
    return std::visit([](const auto& body) { return body.workerId; }, packet.body);
}

} // namespace

Result<void> KnownState::load(sql::Database& database, const QList<Loading>& all, const sealed::KeyRing& keys,
                              RandomSource& random) {
    if (auto loaded = loadPackets(database, all); !loaded) return loaded;
    if (auto loaded = loadWorkers(database, all, keys, random); !loaded) return loaded;
    if (auto loaded = loadAnchors(database, all); !loaded) return loaded;
    if (auto loaded = loadChains(database, all); !loaded) return loaded;
    if (auto loaded = loadBoots(database, all); !loaded) return loaded;
    if (auto loaded = loadMarks(database, all); !loaded) return loaded;
    return loadPhotos(database, all);
}

Result<void> KnownState::loadPackets(sql::Database& database, const QList<Loading>& all) {
    QList<PacketId> ids;
    for (const auto& [known, packets] : all) {
        known->m_here.reserve(packets->size());
        known->m_bytesHere.reserve(packets->size());
        known->m_committed.reserve(packets->size());
        known->m_clocks.reserve(packets->size());
        known->m_neighbours.reserve(packets->size());
        known->m_deviceMarks.reserve(packets->size());
        for (const CheckedPacket& checked : *packets)
            if (checked.packet) ids.append(checked.packet->packetId);
    }
    const auto earlier = store::PacketRepository(database).findAll(ids);
    if (!earlier) return fail(earlier.error());
    for (const auto& [known, packets] : all)
        for (const CheckedPacket& checked : *packets)
            if (const auto found = checked.packet ? earlier->constFind(checked.packet->packetId) : earlier->constEnd();
                found != earlier->constEnd())
                known->m_earlier.insert(found.key(), *found);
    return {};
}

Result<void> KnownState::loadWorkers(sql::Database& database, const QList<Loading>& all, const sealed::KeyRing& keys,
                                     RandomSource& random) {
    QSet<WorkerId> workers; // a batch has the same ones again and again
    for (const auto& [known, packets] : all)
        for (const CheckedPacket& checked : *packets)
            if (checked.packet) workers.insert(workerOf(*checked.packet));
    const auto found = store::WorkerRepository(database, keys, random).findAll(workers.values());
    if (!found) return fail(found.error());
    for (const auto& [known, packets] : all)
        for (const CheckedPacket& checked : *packets) {
            if (!checked.packet) continue;
            const auto worker = found->constFind(workerOf(*checked.packet));
            if (worker == found->constEnd()) continue;
            known->m_workers.insert(worker.key(), worker->status);
            known->m_workerTrust.insert(worker.key(), worker->trustScore);
        }
    return {};
}

Result<void> KnownState::loadAnchors(sql::Database& database, const QList<Loading>& all) {
    QSet<QByteArray> jtis;
    QHash<qint64, KnownState*> devices;
    for (const auto& [known, packets] : all) {
        devices.insert(known->m_device.deviceNo, known);
        for (const CheckedPacket& checked : *packets)
            if (checked.packet && !checked.packet->clock.anchor.isEmpty()) jtis.insert(checked.packet->clock.anchor);
    }
    const auto found = store::TokenRepository(database).findTimes(jtis.values());
    if (!found) return fail(found.error());
    for (const auto& kept : *found) // to whoever names another device's token it says nothing
        if (KnownState* const known = devices.value(kept.deviceNo)) known->m_timeTokens.insert(kept.jti, kept);
    return {};
}

KnownState::PacketsOfChain KnownState::seqsOf(const QList<CheckedPacket>& packets) {
    PacketsOfChain seqs;
    for (const CheckedPacket& checked : packets)
        if (checked.packet) {
            const qint64 seq = checked.packet->seq;
            seqs[checked.packet->epoch] << seq - 1 << seq << seq + 1;
        }
    for (auto& some : seqs) {
        std::sort(some.begin(), some.end());
        some.erase(std::unique(some.begin(), some.end()), some.end());
    }
    return seqs;
}

Result<void> KnownState::loadChains(sql::Database& database, const QList<Loading>& all) {
    store::PacketRepository repository(database);
    QList<qint64> devices;
    QList<store::PacketRepository::Range> ranges;
    QList<std::pair<KnownState*, QList<qint64>>> askers;
    for (const auto& [known, packets] : all) {
        const qint64 deviceNo = known->m_device.deviceNo;
        devices.append(deviceNo);
        const PacketsOfChain chains = seqsOf(*packets);
        for (auto it = chains.begin(); it != chains.end(); ++it) {
            // A chain without great gaps, which is nearly every batch, is one range of the index.
            if (it->last() - it->first() < 4 * it->size()) {
                ranges.append({deviceNo, it.key(), it->first(), it->last()});
                askers.append({known, *it});
                continue;
            }
            const auto rows = repository.findSeqs(deviceNo, it.key(), *it).map(valuesOf<PacketRows>);
            if (!rows) return fail(rows.error());
            if (auto taken = known->takeChain(it.key(), *it, *rows); !taken) return taken;
        }
    }
    const auto found = repository.findRanges(ranges);
    if (!found) return fail(found.error());
    for (qsizetype i = 0; i < ranges.size(); ++i)
        if (auto taken = askers[i].first->takeChain(ranges[i].epoch, askers[i].second, (*found)[i]); !taken)
            return taken;
    const auto refused = repository.withRefused(devices);
    if (!refused) return fail(refused.error());
    for (const auto& [known, packets] : all)
        if (refused->contains(known->m_device.deviceNo))
            if (auto loaded = known->loadRefused(*packets); !loaded) return loaded;
    return {};
}

Result<void> KnownState::takeChain(qint64 epoch, const QList<qint64>& seqs, const QList<store::PacketRow>& rows) {
    const qint64 before = seqs.first(); // of the packet before the first one
    bool hasBefore = before < 1;        // a chain begins with 1
    for (const auto& row : rows) {
        m_committed.insert({row.epoch, row.seq}, row.hash);
        m_entries.insert({row.epoch, row.seq}, row.logIndex);
        m_clocks.insert({row.epoch, row.seq}, beforeOf(row));
        if (row.seq != before) continue;
        m_newest.insert(epoch, {row.seq, beforeOf(row)});
        hasBefore = true;
    }
    if (hasBefore) return {};
    const auto last = store::PacketRepository(m_database).findBefore(m_device.deviceNo, epoch, before);
    if (!last) return fail(last.error());
    if (*last) m_newest.insert(epoch, {(*last)->seq, beforeOf(**last)});
    return {};
}

// For the few devices that have refused packets at all.
Result<void> KnownState::loadRefused(const QList<CheckedPacket>& packets) {
    QList<crypto::Digest> hashes;
    QList<PacketId> ids;
    for (const CheckedPacket& checked : packets) {
        if (!checked.packet) continue;
        hashes.append(checked.hash);
        ids.append(checked.packet->packetId);
    }
    store::PacketRepository repository(m_database);
    const auto sameId = repository.findRefusedIds(m_device.deviceNo, ids);
    if (!sameId) return fail(sameId.error());
    for (const auto& row : *sameId)
        if (row.code != "MALFORMED") m_refusedIds.insert(row.packetId);
    const auto sameBytes = repository.findRefused(m_device.deviceNo, hashes);
    if (!sameBytes) return fail(sameBytes.error());
    for (const auto& row : *sameBytes)
        m_refused.insert(crypto::toBytes(row.hash), row);
    const PacketsOfChain chains = seqsOf(packets);
    for (auto it = chains.begin(); it != chains.end(); ++it) {
        const bool isDense = it->last() - it->first() < 4 * it->size();
        const auto rows = isDense ? repository.findRefusedRange(m_device.deviceNo, it.key(), it->first(), it->last())
                                  : repository.findRefusedSeqs(m_device.deviceNo, it.key(), *it);
        if (!rows) return fail(rows.error());
        for (const auto& row : *rows)
            m_refusedPlaces[{row.epoch, row.seq}].append(row.hash);
    }
    return {};
}

// A batch is of one boot, or of a few.
Result<void> KnownState::loadBoots(sql::Database& database, const QList<Loading>& all) {
    QList<store::BootClockRepository::Boot> boots;
    QList<KnownState*> askers;
    for (const auto& [known, packets] : all) {
        QSet<BootName> own;
        for (const CheckedPacket& checked : *packets)
            if (checked.packet && !checked.rejection && !checked.packet->clock.bootId.isEmpty())
                own.insert({checked.packet->epoch, checked.packet->clock.bootId});
        for (const auto& [epoch, bootId] : own) {
            boots.append({known->m_device.deviceNo, epoch, bootId});
            askers.append(known);
        }
    }
    const auto found = store::BootClockRepository(database).findAll(boots);
    if (!found) return fail(found.error());
    for (qsizetype i = 0; i < boots.size(); ++i)
        if (const auto& clock = (*found)[i]) askers[i]->m_boots.insert({boots[i].epoch, boots[i].bootId}, *clock);
    return {};
}

std::optional<qint64> KnownState::highestOfBoot(const protocol::Packet& packet) const {
    const auto known = m_boots.constFind({packet.epoch, packet.clock.bootId});
    if (known == m_boots.constEnd() || known->seq >= packet.seq) return std::nullopt;
    return known->bootMs;
}

bool KnownState::isAheadInDoubt(const protocol::Packet& packet, const fraud::PreviousClock& before) const {
    const auto& clock = packet.clock;
    if (clock.bootId.isEmpty() || before.bootId != clock.bootId || before.bootMs <= clock.bootMs) return false;
    const auto known = m_boots.constFind({packet.epoch, clock.bootId});
    return known == m_boots.constEnd() || before.bootMs > known->bootMs;
}

QList<store::BootClockRepository::Shown> KnownState::newBoots() const {
    QList<store::BootClockRepository::Shown> shown;
    for (const BootName& boot : m_newBoots)
        shown.append({{m_device.deviceNo, boot.first, boot.second}, m_boots.value(boot)});
    return shown;
}

// What each mark will ask for, all at once.
Result<void> KnownState::loadMarks(sql::Database& database, const QList<Loading>& all) {
    QList<store::MarkRepository::Moment> moments;
    QList<store::MarkRepository::Span> spans;
    QList<KnownState*> askers;
    for (const auto& [known, packets] : all)
        for (const CheckedPacket& checked : *packets) {
            if (!checked.packet || checked.rejection || !checked.site || known->earlier(checked.packet->packetId))
                continue;
            const auto* mark = std::get_if<protocol::Attendance>(&checked.packet->body);
            if (!mark) continue;
            const UnixMillis at = checked.packet->timestamp;
            moments.append({mark->workerId, at});
            spans.append({known->m_device.deviceNo, {at.value - checked.site->policy.burstSeconds * 1000LL}, at});
            askers.append(known);
        }
    store::MarkRepository repository(database);
    auto neighbours = repository.neighboursOfAll(moments);
    if (!neighbours) return fail(neighbours.error());
    const auto counts = repository.countsOfDevices(spans);
    if (!counts) return fail(counts.error());
    for (qsizetype i = 0; i < moments.size(); ++i) {
        askers[i]->m_neighbours.insert({moments[i].workerId, moments[i].timestamp.value}, std::move((*neighbours)[i]));
        askers[i]->m_deviceMarks.insert({spans[i].from.value, spans[i].to.value}, (*counts)[i]);
    }
    return {};
}

Result<void> KnownState::loadPhotos(sql::Database& database, const QList<Loading>& all) {
    QList<crypto::Digest> hashes;
    QList<FileId> ids;
    QMultiHash<QByteArray, KnownState*> askers; // by hash
    for (const auto& [known, packets] : all)
        for (const CheckedPacket& checked : *packets) {
            const auto* mark = checked.packet ? std::get_if<protocol::Attendance>(&checked.packet->body) : nullptr;
            if (!mark || !mark->photo) continue;
            hashes.append(mark->photo->sha256);
            ids.append(mark->photo->fileId);
            askers.insert(crypto::toBytes(mark->photo->sha256), known);
            known->m_lookedUp.insert(mark->photo->fileId);
        }
    store::FileRepository repository(database);
    const auto sameHash = repository.withHashes(hashes);
    if (!sameHash) return fail(sameHash.error());
    for (const auto& file : *sameHash)
        for (KnownState* known : askers.values(crypto::toBytes(file.sha256)))
            known->m_files.insert(file.fileId, file);
    const auto sameId = repository.findAll(ids);
    if (!sameId) return fail(sameId.error());
    for (const auto& [known, packets] : all) {
        if (!sameId->isEmpty())
            for (const FileId& id : known->m_lookedUp)
                if (const auto found = sameId->constFind(id); found != sameId->constEnd())
                    known->m_files.insert(id, *found);
        for (const auto& file : known->m_files)
            known->m_photos.add({file.fileId, file.sha256, file.bytes});
    }
    return {};
}

const store::PacketRow* KnownState::earlier(const PacketId& id) const {
    const auto found = m_earlier.constFind(id);
    return found == m_earlier.constEnd() ? nullptr : &*found;
}

std::optional<qsizetype> KnownState::here(const PacketId& id) const {
    const auto found = m_here.constFind(id);
    return found == m_here.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<qsizetype> KnownState::sameBytesHere(const crypto::Digest& hash) const {
    const auto found = m_bytesHere.constFind(crypto::toBytes(hash));
    return found == m_bytesHere.constEnd() ? std::nullopt : std::optional(*found);
}

const store::RefusedPacket* KnownState::refused(const crypto::Digest& hash) const {
    const auto found = m_refused.constFind(crypto::toBytes(hash));
    return found == m_refused.constEnd() ? nullptr : &*found;
}

bool KnownState::isTaken(const PlaceInChain& place, const crypto::Digest& hash) const {
    const auto found = m_committed.constFind({place.epoch, place.seq});
    return found != m_committed.constEnd() && *found != hash;
}

KnownState::Link KnownState::linkBefore(const protocol::Packet& packet) const {
    const ChainPlace place{packet.epoch, packet.seq - 1};
    QList<crypto::Digest> links = m_refusedPlaces.value(place);
    if (const auto found = m_committed.constFind(place); found != m_committed.constEnd()) links.append(*found);
    if (packet.seq == 1)
        if (const auto* own = epoch(packet.epoch)) links.append(own->startHash);
    if (links.isEmpty()) return Link::Missing;
    return links.contains(packet.prev) ? Link::Fits : Link::Other;
}

Result<KnownState::Link> KnownState::linkAfter(const protocol::Packet& packet, const crypto::Digest& hash,
                                               audit::AuditLog& log) const {
    const auto index = m_entries.constFind({packet.epoch, packet.seq + 1});
    if (index == m_entries.constEnd()) return Link::Fits;
    const auto entry = log.entry(m_database, *index);
    if (!entry) return fail(entry.error());
    if (!*entry || !(*entry)->data) return Link::Fits;
    const auto record = json::Reader::parse(*(*entry)->data);
    if (!record) return Link::Fits;
    const auto jws =
        protocol::UnverifiedJws::read(record->textOr("packet", {}, protocol::kMaxSyncBytes), protocol::Purpose::Packet);
    if (!jws) return Link::Fits;
    const auto payload = jws->payloadBeforeVerification(); // it was verified when it was committed
    const auto after = payload ? protocol::readPacket(*payload) : Result<protocol::Packet>(fail(payload.error()));
    return !after || after->prev == hash ? Link::Fits : Link::Other;
}

std::optional<KnownState::Before> KnownState::before(const protocol::Packet& packet) const {
    const auto direct = m_clocks.constFind({packet.epoch, packet.seq - 1});
    if (direct != m_clocks.constEnd()) return *direct;
    const auto newest = m_newest.constFind(packet.epoch);
    if (newest == m_newest.constEnd() || newest->first >= packet.seq) return std::nullopt;
    return newest->second;
}

const store::DeviceEpoch* KnownState::epoch(qint64 number) const {
    for (const auto& epoch : m_epochs)
        if (epoch.epoch == number) return &epoch;
    return nullptr;
}

Result<std::optional<store::KeptTimeToken>> KnownState::anchor(const protocol::PacketClock& clock) {
    if (clock.anchor.isEmpty()) return std::optional<store::KeptTimeToken>();
    const auto known = m_anchors.constFind(clock.anchor);
    if (known != m_anchors.constEnd()) return *known;
    std::optional<store::KeptTimeToken> kept;
    if (const auto loaded = m_timeTokens.constFind(clock.anchor); loaded != m_timeTokens.constEnd()) kept = *loaded;
    // The first boot that names a token is the one in which it arrived; in a later one it says nothing.
    if (kept && !kept->bootId && !clock.bootId.isEmpty()) {
        auto bound = store::TokenRepository(m_database).bindTimeToBoot(clock.anchor, clock.bootId);
        if (!bound) return fail(bound.error());
        kept->bootId = clock.bootId;
    }
    m_anchors.insert(clock.anchor, kept);
    return kept;
}

std::optional<UnixMillis> KnownState::oldestAnchor() const {
    std::optional<UnixMillis> oldest;
    for (const auto& kept : m_anchors)
        if (kept && (!oldest || kept->serverTime < *oldest)) oldest = kept->serverTime;
    return oldest;
}

Result<fraud::OtherMark> KnownState::place(const store::MarkRow& mark) {
    const auto direction = protocol::directionFromText(mark.direction).value_or(protocol::Direction::In);
    if (mark.geo.source != protocol::GeoSource::None)
        return fraud::OtherMark{mark.timestamp,      {mark.geo.latE7, mark.geo.lonE7},
                                mark.geo.accuracyCm, mark.siteId,
                                direction,           mark.deviceNo};
    auto known = m_sites.constFind(mark.siteId);
    if (known == m_sites.constEnd()) {
        auto found = store::SiteRepository(m_database).find(mark.siteId);
        if (!found) return fail(found.error());
        known = m_sites.insert(mark.siteId, *found);
    }
    const store::Site site = known->value_or(store::Site{});
    return fraud::OtherMark{mark.timestamp, {site.latE7, site.lonE7}, site.radiusM * 100, mark.siteId, direction,
                            mark.deviceNo};
}

Result<QList<fraud::OtherMark>> KnownState::otherMarks(const WorkerId& workerId, UnixMillis timestamp) {
    const auto isClose = [&](UnixMillis t) { return std::abs(t.value - timestamp.value) <= kVelocityHorizonMs; };
    const auto known = m_neighbours.constFind({workerId, timestamp.value});
    const auto rows = known != m_neighbours.constEnd()
                          ? Result<QList<store::MarkRow>>(*known)
                          : store::MarkRepository(m_database).neighbours(workerId, timestamp);
    if (!rows) return fail(rows.error());
    QList<fraud::OtherMark> others;
    for (const auto& row : *rows) {
        if (!isClose(row.timestamp)) continue;
        const auto other = place(row);
        if (!other) return fail(other.error());
        others.append(*other);
    }
    for (const auto& other : m_marksHere.value(workerId))
        if (isClose(other.timestamp)) others.append(other);
    return others;
}

Result<qint64> KnownState::deviceMarks(UnixMillis timestamp, qint64 withinSeconds) {
    const qint64 from = timestamp.value - withinSeconds * 1000;
    const auto known = m_deviceMarks.constFind({from, timestamp.value});
    const auto count = known != m_deviceMarks.constEnd()
                           ? Result<qint64>(*known)
                           : store::MarkRepository(m_database).countOfDevice(m_device.deviceNo, {from}, timestamp);
    if (!count) return count;
    return *count + std::count_if(m_timesHere.begin(), m_timesHere.end(),
                                  [&](qint64 t) { return t >= from && t <= timestamp.value; });
}

void PhotoUses::add(const protocol::PhotoRef& photo) {
    const QByteArray hash = crypto::toBytes(photo.sha256);
    ++m_byHash[hash];
    ++m_byId[photo.fileId];
    ++m_byBoth[{photo.fileId, hash}];
}

qint64 PhotoUses::of(const protocol::PhotoRef& photo) const {
    const QByteArray hash = crypto::toBytes(photo.sha256);
    return m_byHash.value(hash) + m_byId.value(photo.fileId) - m_byBoth.value({photo.fileId, hash});
}

const store::FileRecord* KnownState::file(const FileId& id) const {
    const auto found = m_files.constFind(id);
    return found == m_files.constEnd() ? nullptr : &*found;
}

std::optional<qint32> KnownState::workerTrust(const WorkerId& id) const {
    const auto found = m_workerTrust.constFind(id);
    return found == m_workerTrust.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<store::WorkerStatus> KnownState::worker(const WorkerId& id) const {
    const auto found = m_workers.constFind(id);
    return found == m_workers.constEnd() ? std::nullopt : std::optional(*found);
}

void KnownState::addHere(const CheckedPacket& checked, qsizetype place) {
    m_bytesHere.insert(crypto::toBytes(checked.hash), place);
}

void KnownState::addCommitted(const CheckedPacket& checked, qsizetype place, UnixMillis bound, bool isClockDoubted) {
    const protocol::Packet& packet = *checked.packet;
    const Before now{{packet.clock.bootId, packet.clock.bootMs, bound},
                     {packet.clock.bootId, packet.clock.bootMs, packet.timestamp}};
    m_here.insert(packet.packetId, place);
    m_committed.insert({packet.epoch, packet.seq}, checked.hash);
    m_clocks.insert({packet.epoch, packet.seq}, now);
    // A clock that contradicts itself is no measure for those behind it.
    if (const BootName boot{packet.epoch, packet.clock.bootId}; !boot.second.isEmpty() && !isClockDoubted)
        if (const auto known = m_boots.constFind(boot);
            known == m_boots.constEnd() || known->bootMs < packet.clock.bootMs) {
            m_boots.insert(boot, {packet.clock.bootMs, packet.seq});
            m_newBoots.insert(boot);
        }
    const auto newest = m_newest.constFind(packet.epoch);
    if (newest == m_newest.constEnd() || newest->first < packet.seq) m_newest.insert(packet.epoch, {packet.seq, now});
}

void KnownState::addRefused(const CheckedPacket& checked) {
    const auto place = *checked.place();
    m_refusedPlaces[{place.epoch, place.seq}].append(checked.hash);
    if (checked.packet) m_refusedIds.insert(place.packetId);
}

void KnownState::addMark(const protocol::Packet& packet, const protocol::Attendance& mark, const store::Site& site,
                         bool placeInDoubt) {
    m_timesHere.append(packet.timestamp.value);
    if (placeInDoubt) return;
    fraud::OtherMark own{packet.timestamp, {site.latE7, site.lonE7}, site.radiusM * 100,
                         site.siteId,      mark.direction,           m_device.deviceNo};
    if (mark.geo.source != protocol::GeoSource::None) {
        own.point = {mark.geo.latE7, mark.geo.lonE7};
        own.accuracyCm = mark.geo.accuracyCm;
    }
    m_marksHere[mark.workerId].append(own);
}

void KnownState::dropMark(const WorkerId& workerId, const PacketId& packetId, const QList<CheckedPacket>& packets) {
    if (const auto place = here(packetId)) {
        const UnixMillis at = packets[*place].packet->timestamp;
        m_marksHere[workerId].removeIf([&](const fraud::OtherMark& mark) { return mark.timestamp == at; });
    }
    for (auto it = m_neighbours.begin(); it != m_neighbours.end(); ++it)
        if (it.key().first == workerId)
            it->removeIf([&](const store::MarkRow& mark) { return mark.packetId == packetId; });
}

} // namespace haziri::sync
