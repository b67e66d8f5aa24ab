#include "server/sync/RoundCommit.h"

#include "server/store/ChangeFeed.h"
#include "server/store/CorrectionRepository.h"
#include "server/store/LogRepository.h"

#include <algorithm>
#include <deque>
#include <iterator>

namespace haziri::sync {

namespace {

quint64 numberOf(QByteArrayView name) {
    return qHash(name, size_t(0x9e3779b97f4a7c15));
}

template <class Tag>
QByteArrayView viewOf(const Id<Tag>& id) {
    return {reinterpret_cast<const char*>(id.bytes().data()), qsizetype(id.bytes().size())};
}

bool haveCommon(const std::vector<quint64>& some, const std::vector<quint64>& others) {
    for (auto a = some.begin(), b = others.begin(); a != some.end() && b != others.end();) {
        if (*a == *b) return true;
        *a < *b ? ++a : ++b;
    }
    return false;
}

/// One round, from the first statement to the last.
class Round {
  public:
    Round(const BatchCommit::Parts& parts, sql::Database& database)
        : m_parts(parts)
        , m_database(database) {}

    /// Those whose device was blocked meanwhile have no seat.
    Result<void> seat(const BatchInputs& inputs, const QList<BatchOutput*>& outputs);
    Result<void> run();

  private:
    Result<void> decide();
    Result<QList<store::HeadRepository::Standing>> headStandings();
    Result<void> append();
    Result<void> settle();
    Result<void> checkHeads();
    Result<void> noteCallers();
    Result<void> turnTimeTokens();

    const BatchCommit::Parts& m_parts;
    sql::Database& m_database;
    std::deque<BatchCommit> m_seats;
    QList<BatchOutput*> m_outputs; ///< as m_seats
    QList<qint64> m_devices;
};

Result<void> Round::seat(const BatchInputs& inputs, const QList<BatchOutput*>& outputs) {
    QList<qint64> devices;
    for (const BatchInput* input : inputs)
        devices.append(input->device.deviceNo);
    const auto unblocked = store::DeviceRepository(m_database).unblocked(devices);
    if (!unblocked) return fail(unblocked.error());
    for (qsizetype i = 0; i < inputs.size(); ++i) {
        outputs[i]->isBlocked = !unblocked->contains(devices[i]);
        if (outputs[i]->isBlocked) continue;
        m_seats.emplace_back(m_parts, m_database, *inputs[i]);
        m_outputs.append(outputs[i]);
        m_devices.append(devices[i]);
    }
    return {};
}

Result<void> Round::run() {
    if (m_seats.empty()) return {};
    if (auto done = decide(); !done) return done;
    if (auto done = append(); !done) return done;
    if (auto done = settle(); !done) return done;
    if (auto done = checkHeads(); !done) return done;
    if (auto done = noteCallers(); !done) return done;
    if (auto done = turnTimeTokens(); !done) return done;
    const auto newest = store::TokenRepository(m_database).newestOffline(m_devices);
    if (!newest) return fail(newest.error());
    for (qsizetype i = 0; i < m_outputs.size(); ++i) {
        auto output = m_seats[size_t(i)].finish((*newest)[i]);
        if (!output) return fail(output.error());
        *m_outputs[i] = std::move(*output);
    }
    return {};
}

Result<void> Round::decide() {
    QList<KnownState::Loading> loading;
    for (BatchCommit& seat : m_seats)
        loading.append(seat.loading());
    auto loaded = KnownState::load(m_database, loading, m_parts.vaultKeys, m_parts.random);
    if (!loaded) return loaded;
    for (BatchCommit& seat : m_seats)
        if (auto decided = seat.decide(); !decided) return decided;
    return {};
}

/// As m_seats; of those without a head it says nothing.
Result<QList<store::HeadRepository::Standing>> Round::headStandings() {
    QList<store::HeadRepository::Named> named;
    QList<qsizetype> places;
    for (qsizetype i = 0; i < m_devices.size(); ++i)
        if (const auto& head = m_seats[size_t(i)].input().head) {
            named.append({m_devices[i], &*head});
            places.append(i);
        }
    const auto found = store::HeadRepository(m_database).standings(named);
    if (!found) return fail(found.error());
    QList<store::HeadRepository::Standing> all(m_devices.size());
    for (qsizetype i = 0; i < places.size(); ++i)
        all[places[i]] = (*found)[i];
    return all;
}

// All log entries at once, then the rows that carry their indexes.
Result<void> Round::append() {
    const auto heads = headStandings();
    if (!heads) return fail(heads.error());
    QList<audit::NewEntry> entries;
    RoundRows rows;
    for (qsizetype i = 0; i < m_devices.size(); ++i)
        m_seats[size_t(i)].addEntries((*heads)[i], entries, rows);
    const auto appended =
        entries.isEmpty() ? Result<QList<audit::Appended>>() : m_parts.log.append(m_database, entries);
    if (!appended) return fail(appended.error());
    for (BatchCommit& seat : m_seats)
        seat.addRows(*appended, rows);
    return rows.write(m_database, m_seats.front().input().now);
}

Result<void> Round::settle() {
    const auto waiting = store::CorrectionRepository(m_database).withWaiting(m_devices);
    if (!waiting) return fail(waiting.error());
    for (BatchCommit& seat : m_seats)
        if (auto done = seat.settle(waiting->contains(seat.input().device.deviceNo)); !done) return done;
    return {};
}

Result<void> Round::checkHeads() {
    QList<store::HeadRepository::Range> ranges;
    QList<qsizetype> ends; // of each seat's ranges
    for (BatchCommit& seat : m_seats) {
        ranges += seat.headPlaces();
        ends.append(ranges.size());
    }
    const auto waiting = store::HeadRepository(m_database).waiting(ranges);
    if (!waiting) return fail(waiting.error());
    for (qsizetype i = 0, next = 0; i < ends.size(); ++i) {
        QList<store::KeptHead> own;
        for (; next < ends[i]; ++next)
            own += (*waiting)[next];
        if (auto done = m_seats[size_t(i)].checkHeads(own); !done) return done;
    }
    return {};
}

// Their tokens, addresses and trust.
Result<void> Round::noteCallers() {
    QList<store::KeptOfflineToken> tokens;
    QList<trust::DeviceTrustService::Noted> noted;
    for (const BatchCommit& seat : m_seats) {
        const BatchInput& input = seat.input();
        tokens += input.tokens;
        noted.append({&input.device, &input.contact, &input.trust, input.now});
    }
    auto kept = store::TokenRepository(m_database).keepOffline(tokens, m_seats.front().input().now);
    return kept ? m_parts.trust.note(m_database, noted) : kept;
}

// The new ones come in, those that nobody will name go.
Result<void> Round::turnTimeTokens() {
    QList<store::TokenRepository::Age> ages;
    QList<store::KeptTimeToken> fresh;
    for (const BatchCommit& seat : m_seats) {
        ages.append({seat.input().device.deviceNo, seat.forgetTimeTokensBefore()});
        fresh.append(seat.input().timeToken.kept);
    }
    store::TokenRepository tokens(m_database);
    if (auto kept = tokens.keepTimes(fresh); !kept) return kept;
    const auto some = tokens.withUnnamedTime(ages);
    if (!some) return fail(some.error());
    for (const auto& age : ages)
        if (some->contains(age.deviceNo))
            if (auto done = tokens.forgetUnnamedTime(age.deviceNo, age.before); !done) return done;
    return {};
}

/// The log as it will be for all of them: read here, where its newest pages lie, instead of once by each of them.
Result<void> tellOfLog(const BatchCommit::Parts& parts, sql::Database& database, const BatchInputs& inputs,
                       QList<BatchOutput>& outputs) {
    QList<qint64> sizes;
    for (const BatchInput* input : inputs)
        sizes.append(input->lastCheckpointSize);
    auto standing = parts.log.standing(database, sizes);
    if (!standing) return fail(standing.error());
    const auto change = store::ChangeFeed(database).last();
    if (!change) return fail(change.error());
    for (qsizetype i = 0; i < outputs.size(); ++i)
        outputs[i].consistency = std::move(standing->fromSizes[i]);
    standing->fromSizes.clear();
    const auto log = std::make_shared<const LogAfter>(LogAfter{std::move(*standing), *change});
    for (BatchOutput& output : outputs)
        output.log = log;
    return {};
}

} // namespace

std::optional<std::vector<quint64>> touchedBy(const BatchInput& input) {
    std::vector<quint64> touched{numberOf("device " + QByteArray::number(input.device.deviceNo))};
    touched.reserve(1 + 4 * size_t(input.packets.size()));
    for (const CheckedPacket& checked : input.packets) {
        if (!checked.packet) continue;
        const auto* mark = std::get_if<protocol::Attendance>(&checked.packet->body);
        if (!mark) return std::nullopt;
        touched.push_back(numberOf(viewOf(checked.packet->packetId)));
        touched.push_back(numberOf(viewOf(mark->workerId)));
        if (!mark->photo) continue;
        touched.push_back(numberOf(viewOf(mark->photo->fileId)));
        touched.push_back(numberOf(crypto::view(mark->photo->sha256)));
    }
    std::ranges::sort(touched);
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    return touched;
}

QList<BatchInputs> roundsOf(const BatchInputs& inputs) {
    QList<BatchInputs> rounds;
    std::optional<std::vector<quint64>> touched; // by the batches of the last round
    for (const BatchInput* input : inputs) {
        if (touched && input->touched && !haveCommon(*touched, *input->touched)) {
            std::vector<quint64> both;
            std::ranges::merge(*touched, *input->touched, std::back_inserter(both));
            touched = std::move(both);
            rounds.last().append(input);
            continue;
        }
        rounds.append({input});
        touched = input->touched;
    }
    return rounds;
}

Result<QList<BatchOutput>> commitInRounds(const BatchCommit::Parts& parts, sql::Database& database,
                                          const BatchInputs& inputs) {
    // The head of the log is the one lock there is: what is read from here on stays true until the transaction ends.
    if (const auto locked = store::LogRepository(database).lockHead(); !locked) return fail(locked.error());
    QList<BatchOutput> outputs(inputs.size());
    qsizetype next = 0;
    for (const BatchInputs& together : roundsOf(inputs)) {
        QList<BatchOutput*> own;
        for (qsizetype i = 0; i < together.size(); ++i)
            own.append(&outputs[next++]);
        Round round(parts, database);
        if (auto seated = round.seat(together, own); !seated) return fail(seated.error());
        if (auto done = round.run(); !done) return fail(done.error());
    }
    if (auto told = tellOfLog(parts, database, inputs, outputs); !told) return fail(told.error());
    return outputs;
}

} // namespace haziri::sync
