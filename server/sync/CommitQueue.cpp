#include "server/sync/CommitQueue.h"

namespace haziri::sync {

namespace {
// What is committed together ends together, and its laptops come back together: while the writer has much to do the
// others had better be parsed beside it. Small batches share as much as they can.
constexpr size_t kMostTogether = 64;
constexpr qsizetype kMostPackets = 1000;
constexpr qsizetype kFewPackets = 16; // a batch of more fills a round by itself
constexpr std::chrono::microseconds kPatience{1500};
constexpr std::chrono::milliseconds kLately{30};
} // namespace

struct CommitQueue::Waiting {
    const BatchInput* input = nullptr;
    BatchOutput output;
    std::promise<Result<void>> done;
    bool wasAlone = false;
};

/// What one work of the writer has taken.
struct CommitQueue::Taken {
    std::vector<std::shared_ptr<Waiting>> all;
    bool hasRun = false;
};

Result<BatchOutput> CommitQueue::commit(const BatchInput& input) {
    auto own = std::make_shared<Waiting>();
    own->input = &input;
    auto done = own->done.get_future();
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_waiting.empty();
        m_waiting.push_back(own);
        expect(input);
        if (m_isPatient && isWorthTaking()) m_worthTaking.notify_one();
    }
    if (isFirst) submit();
    const auto outcome = done.get();
    if (outcome) return std::move(own->output);
    return own->wasAlone ? Result<BatchOutput>(fail(outcome.error())) : commitAlone(input);
}

void CommitQueue::expect(const BatchInput& input) {
    if (input.packets.size() <= kFewPackets)
        m_lately.insert(input.device.deviceNo, std::chrono::steady_clock::now());
    else
        m_lately.remove(input.device.deviceNo);
}

bool CommitQueue::isWorthTaking() const {
    return qsizetype(m_waiting.size()) >= std::min(m_lately.size(), qsizetype(kMostTogether)) ||
           std::any_of(m_waiting.begin(), m_waiting.end(),
                       [](const auto& one) { return one->input->packets.size() > kFewPackets; });
}

void CommitQueue::waitForOthers(std::unique_lock<std::mutex>& lock) {
    const auto since = std::chrono::steady_clock::now() - kLately;
    m_lately.removeIf([since](auto it) { return it.value() < since; });
    if (isWorthTaking()) return;
    m_isPatient = true;
    const bool isComplete = m_worthTaking.wait_for(lock, kPatience, [this] { return isWorthTaking(); });
    m_isPatient = false;
    if (isComplete) return;
    m_lately.clear(); // whoever did not come is not waited for again
    for (const auto& one : m_waiting)
        expect(*one->input);
}

std::vector<std::shared_ptr<CommitQueue::Waiting>> CommitQueue::take() {
    std::vector<std::shared_ptr<Waiting>> taken;
    bool isSomeLeft = false;
    {
        std::unique_lock lock(m_mutex);
        waitForOthers(lock);
        auto end = m_waiting.begin();
        for (qsizetype packets = 0; end != m_waiting.end() && size_t(end - m_waiting.begin()) < kMostTogether; ++end) {
            packets += (*end)->input->packets.size();
            if (packets > kMostPackets && end != m_waiting.begin()) break;
        }
        taken.assign(m_waiting.begin(), end);
        m_waiting.erase(m_waiting.begin(), end);
        isSomeLeft = !m_waiting.empty();
    }
    if (isSomeLeft) submit();
    return taken;
}

void CommitQueue::submit() {
    auto taken = std::make_shared<Taken>();
    const auto work = [this, taken](sql::Database& database) -> Result<void> {
        taken->hasRun = true;
        taken->all = take();
        BatchInputs inputs;
        for (const auto& one : taken->all) {
            inputs.append(one->input);
            one->wasAlone = taken->all.size() == 1;
        }
        auto outputs = commitInRounds(m_parts, database, inputs);
        if (!outputs) return fail(outputs.error());
        for (qsizetype i = 0; i < inputs.size(); ++i)
            taken->all[size_t(i)]->output = std::move((*outputs)[i]);
        return {};
    };
    m_writer.submit(work, [this, taken](const Result<void>& outcome) {
        if (!taken->hasRun) taken->all = take();
        for (const auto& one : taken->all) {
            one->wasAlone |= !taken->hasRun; // the writer could not even begin: nobody beside it is to blame
            one->done.set_value(outcome);
        }
    });
}

Result<BatchOutput> CommitQueue::commitAlone(const BatchInput& input) {
    BatchOutput output;
    const auto written = m_writer.run([&](sql::Database& database) -> Result<void> {
        auto outputs = commitInRounds(m_parts, database, {&input});
        if (!outputs) return fail(outputs.error());
        output = std::move(outputs->first());
        return {};
    });
    return written ? Result<BatchOutput>(std::move(output)) : Result<BatchOutput>(fail(written.error()));
}

} // namespace haziri::sync
