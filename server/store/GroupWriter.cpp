#include "server/store/GroupWriter.h"

#include "server/store/Writing.h"

#include "core/sql/Savepoint.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace haziri::store {

namespace {
constexpr size_t kMaxGroup = 64; // bounds the time that the first work of a group waits for the last

struct Item {
    GroupWriter::Work work;
    GroupWriter::Done done;
    Result<void> outcome;
};
} // namespace

struct GroupWriter::State {
    QString url;
    std::shared_ptr<const sql::TextSeal> seal;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Item> waiting;
    bool stopping = false;
    std::unique_ptr<sql::Database> database; // only the thread touches it
    std::thread thread;

    void loop();
    std::deque<Item> nextGroup();
    Result<void> writeGroup(std::deque<Item>& group);
    static Result<void> prepareForWriting(sql::Database& open);
    static Result<void> runOne(sql::Database& open, const Work& work);
};

std::deque<Item> GroupWriter::State::nextGroup() {
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] { return stopping || !waiting.empty(); });
    std::deque<Item> group;
    while (!waiting.empty() && group.size() < kMaxGroup) {
        group.push_back(std::move(waiting.front()));
        waiting.pop_front();
    }
    return group;
}

Result<void> GroupWriter::State::runOne(sql::Database& open, const Work& work) {
    auto part = sql::Savepoint::begin(open);
    if (!part) return fail(part.error());
    if (auto outcome = work(open); !outcome) return outcome;
    return part->release();
}

Result<void> GroupWriter::State::prepareForWriting(sql::Database& open) {
    // SQLite: all changed pages of a group and the indexes they stand in; the readers' connections need far less.
    // PostgreSQL: whatever a writer looks for has an index, and plans outlive the day on which the tables were small.
    // One that reads the whole table takes a hundred times as long soon, until the next ANALYZE; and a statement whose
    // keys are an array would be planned anew each time, which takes longer than to run it.
    const QStringList settings = open.dialect() == sql::Dialect::Sqlite
                                     ? QStringList{QStringLiteral("PRAGMA cache_size=-32768")}
                                     : QStringList{QStringLiteral("SET enable_seqscan=off"),
                                                   QStringLiteral("SET plan_cache_mode=force_generic_plan")};
    for (const QString& setting : settings)
        if (auto set = open.run(setting); !set) return fail(set.error());
    return {};
}

Result<void> GroupWriter::State::writeGroup(std::deque<Item>& group) {
    if (!database) {
        auto opened = sql::Database::open(url, sql::Database::IfMissing::Refuse);
        if (!opened) return fail(opened.error());
        database = std::move(*opened);
        database->sealTextsWith(seal);
        if (auto set = prepareForWriting(*database); !set) return set;
    }
    // Nothing of the others is undone with those that come first, so they need no part of their own: keeping the old
    // pages for one costs a tenth of a batch.
    auto first = group.begin();
    for (; first != group.end(); ++first) {
        auto transaction = beginWriting(*database);
        if (!transaction) return fail(transaction.error());
        first->outcome = first->work(*database);
        if (!first->outcome) continue;
        for (auto next = std::next(first); next != group.end(); ++next)
            next->outcome = runOne(*database, next->work);
        return transaction->commit();
    }
    return {};
}

void GroupWriter::State::loop() {
    for (;;) {
        std::deque<Item> group = nextGroup();
        if (group.empty()) break;
        const auto written = writeGroup(group);
        // A connection that failed may be broken for good: the next group starts with a new one.
        if (!written) database.reset();
        for (Item& item : group)
            item.done(written ? std::move(item.outcome) : Result<void>(fail(written.error())));
    }
    database.reset();
}

GroupWriter::GroupWriter(QString url, std::shared_ptr<const sql::TextSeal> seal)
    : m_state(std::make_unique<State>()) {
    m_state->url = std::move(url);
    m_state->seal = std::move(seal);
    m_state->thread = std::thread([state = m_state.get()] { state->loop(); });
}

GroupWriter::~GroupWriter() {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->wake.notify_one();
    m_state->thread.join();
}

void GroupWriter::submit(Work work, Done done) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->waiting.push_back({std::move(work), std::move(done), {}});
    }
    m_state->wake.notify_one();
}

std::future<Result<void>> GroupWriter::submit(Work work) {
    auto promise = std::make_shared<std::promise<Result<void>>>();
    auto future = promise->get_future();
    submit(std::move(work), [promise](Result<void> outcome) { promise->set_value(std::move(outcome)); });
    return future;
}

} // namespace haziri::store
