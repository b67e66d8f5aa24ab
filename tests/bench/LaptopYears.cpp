// Years of marks on one laptop: what does the start cost, a mark, the queue's page, the day's roll, a sync's share?
//
//   LaptopYears [MARKS …]      10,000 and 200,000 unless told otherwise; the last pending thousand is part of them
//
// 200,000 marks are 250 people, in and out, over 400 days. The store is filled in memory where there is /dev/shm, and
// measured on the disk of TMPDIR, its pages dropped from the cache first where the system allows that.
#include "core/muster/PhotoRecall.h"
#include "core/muster/ShiftMemory.h"
#include "core/sql/Database.h"
#include "tests/support/OutboxBench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <numeric>
#include <unistd.h>

using namespace haziri;
using namespace haziri::test;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double milliseconds(const std::function<void()>& work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::size_t(double(values.size() - 1) * part)];
}

/// The next reader finds nothing in memory.
void forget(const QString& path) {
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY);
    if (file < 0) return;
    ::fsync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

class Years {
  public:
    explicit Years(int marks)
        : m_marks(marks) {
        muster::DayRecord day;
        day.workerId = WorkerId::generate(m_bench.clock, m_bench.random);
        day.name = QStringLiteral("Ramesh Kumar Prajapati");
        day.match = protocol::MatchScores{812, 231, 930, "faceplugin-fr/0.0.1"};
        muster::PhotoTrace trace;
        trace.print.emplace();
        day.photo = trace.toText();
        m_bench.note = day.toText();
    }

    void run() {
        const QTemporaryDir memory(QFileInfo::exists(QStringLiteral("/dev/shm"))
                                       ? QStringLiteral("/dev/shm/haziri-years-XXXXXX")
                                       : m_bench.dir.filePath(QStringLiteral("fill-XXXXXX")));
        fill(memory.path());
        m_path = m_bench.dir.filePath(QStringLiteral("outbox.db"));
        if (!QFile::copy(memory.filePath(QStringLiteral("outbox.db")), m_path)) qFatal("no room for the store");
        forget(m_path);
        const auto open = [this] { m_box = must(m_bench.open(m_bench.dir.path(), outbox::WholeCheck::Later)); };
        const double cold = milliseconds(open); // as the window does; the whole file is read beside the work: "check"
        m_box.reset();
        const double warm = milliseconds(open);
        const double shift = milliseconds([this] { rememberShift(); });
        const auto pieces = rememberPhotos();
        std::printf("%8d %8.1f %9.1f %9.1f %9.1f %9.1f %9.1f", m_marks, double(QFileInfo(m_path).size()) / 1e6, cold,
                    warm, shift, percentile(pieces, 1), std::accumulate(pieces.begin(), pieces.end(), 0.0));
        measure();
        std::printf("\n");
        std::fflush(stdout);
    }

    static void header() {
        const char* const lines[][2] = {
            {"marks", ""},        {"store", "MB"},      {"open cold", "ms"}, {"open warm", "ms"},  {"shift", "ms"},
            {"photos", "ms/200"}, {"photos", "ms all"}, {"mark p50", "ms"},  {"mark p99", "ms"},   {"page 500", "ms"},
            {"roll", "ms"},       {"summary", "ms"},    {"tidy", "ms"},      {"settle", "ms/200"}, {"check", "ms"}};
        for (const int line : {0, 1}) {
            for (std::size_t column = 0; column < std::size(lines); ++column)
                std::printf(column < 2 ? "%s%8s" : "%s%9s", column ? " " : "", lines[column][line]);
            std::printf("\n");
        }
    }

  private:
    void fill(const QString& folder) {
        auto box = must(m_bench.open(folder));
        must(box->beginEpoch(1, "token"));
        outbox::Receipt receipt;
        constexpr int kStillPending = 1000;
        for (int i = 0; i < m_marks; ++i) {
            const auto mark = must(m_bench.append(*box));
            m_bench.clock.advance(i % 500 == 0 ? 80'000'000 : 0); // a day of 250 people
            if (i >= m_marks - kStillPending) continue;
            receipt.results.append(OutboxBench::synced(mark).results);
            must(box->photoSent(mark.photo));
            if (receipt.results.size() < 500) continue;
            must(box->settle(receipt));
            receipt.results.clear();
            must(box->prunePhotos(m_bench.clock.now()));
        }
        must(box->settle(receipt));
        must(box->prunePhotos(m_bench.clock.now()));
    }

    // What opening a profile reads back: who was marked in this shift.
    void rememberShift() {
        const qint64 now = m_bench.clock.now().value;
        muster::ShiftMemory shift(600'000);
        shift.load(must(m_box->between({now - muster::ShiftMemory::kShiftMs}, {now + muster::ShiftMemory::kShiftMs})),
                   {now});
    }

    // And afterwards, beside the work, a piece at a time: which photographs there were.
    std::vector<double> rememberPhotos() {
        muster::PhotoMemory photos;
        muster::PhotoRecall recall;
        std::vector<double> pieces;
        for (bool more = true; more;)
            pieces.push_back(milliseconds([&] { more = must(recall.read(*m_box, m_bench.clock.now(), 200, photos)); }));
        return pieces;
    }

    void measure() {
        std::vector<double> marks;
        outbox::Receipt receipt;
        for (int i = 0; i < 300; ++i) {
            OutboxBench::Mark mark;
            marks.push_back(milliseconds([&] { mark = must(m_bench.append(*m_box)); }));
            if (i < 200) receipt.results.append(OutboxBench::synced(mark).results);
        }
        const UnixMillis now = m_bench.clock.now();
        const double page = milliseconds([this] { must(m_box->queue(500, true)); });
        const double roll = milliseconds([&] { must(m_box->between({now.value - 43'200'000}, now)); });
        const double summary = milliseconds([this] { must(m_box->summary()); });
        const double tidy = milliseconds([&] { must(m_box->prunePhotos({now.value - 7 * 86'400'000LL})); });
        const double settle = milliseconds([&] { must(m_box->settle(receipt)); });
        m_box.reset();
        auto database = must(sql::Database::open(QStringLiteral("sqlite:") + m_path));
        const double check = milliseconds([&] {
            auto rows = must(database->run(QStringLiteral("PRAGMA quick_check(1)")));
            if (!rows.next() || rows.text(0) != QStringLiteral("ok")) qFatal("the store is damaged");
        });
        std::printf(" %9.2f %9.2f %9.1f %9.1f %9.2f %9.2f %9.1f %9.1f", percentile(marks, 0.5), percentile(marks, 0.99),
                    page, roll, summary, tidy, settle, check);
    }

    const int m_marks;
    OutboxBench m_bench;
    QString m_path;
    std::unique_ptr<outbox::Outbox> m_box;
};

} // namespace

int main(int count, char** words) {
    QCoreApplication application(count, words);
    QList<int> sizes;
    for (int i = 1; i < count; ++i)
        sizes.append(QByteArray(words[i]).toInt());
    if (sizes.isEmpty()) sizes = {10'000, 200'000};
    if (std::any_of(sizes.begin(), sizes.end(), [](int size) { return size < 1'500; })) {
        std::fprintf(stderr, "LaptopYears [MARKS …], 1500 at least\n");
        return 2;
    }
    Years::header();
    for (const int size : sizes)
        Years(size).run();
    return 0;
}
