#include "tests/support/DemoReview.h"

#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"

namespace haziri::tests {

std::shared_ptr<review::NameBook> demoNames(bool hindi) {
    auto names = std::make_shared<review::NameBook>();
    QList<review::WorkerLine> workers;
    const auto roll = demoRoll(hindi);
    for (const auto& row : roll.rows) {
        review::WorkerLine worker;
        worker.workerId = row.workerId;
        worker.name = row.name;
        workers << worker;
    }
    names->learn(workers);
    const auto call = [&](const char* kind, auto&& set) {
        review::LogRecord record;
        record.kind = kind;
        set(record);
        names->learn(record);
    };
    const auto user = [&](int n, const QString& name) {
        call("user.add", [&](review::LogRecord& record) {
            record.userId = demoUser(n);
            record.name = name;
        });
    };
    const auto site = [&](int n, const QString& name) {
        call("site.add", [&](review::LogRecord& record) {
            record.siteId = demoSite(n);
            record.name = name;
        });
    };
    user(1, hindi ? QStringLiteral("सुनीता") : QStringLiteral("Sunita"));
    user(2, hindi ? QStringLiteral("हिना") : QStringLiteral("Hina"));
    site(1, hindi ? QStringLiteral("गेट A") : QStringLiteral("Gate A"));
    site(2, hindi ? QStringLiteral("गेट B") : QStringLiteral("Gate B"));
    for (qint64 i = 5; i < 7; ++i)
        names->learn(review::LogRecord::of(demoEntry(i)));
    return names;
}

review::AlertList demoAlerts() {
    review::AlertList list{{}, 6};
    struct Item {
        const char* code;
        int points;
        const char* detail;
        const char* reason;
        QJsonObject parameters;
    };
    const Item items[] = {
        {"CHAIN_FORK", 100, "Two different packets with seq 412: a second copy of this device", "", {}},
        {"SIGNATURE_INVALID", 50, "The MAC does not fit the device's secret", "", {}},
        {"PHOTO_REUSE",
         40,
         "The photo was sent before, with packet 3f1c, for another worker",
         "photoReuse.exact",
         {{QStringLiteral("uses"), 1}}},
        {"CLOCK_STEP",
         25,
         "The clock was put back by 2 h 4 min between two marks",
         "clockStep.setBack",
         {{QStringLiteral("seconds"), 7440}}},
        {"GEOFENCE",
         20,
         "1.2 km from the site's fence, accuracy 9 m",
         "geofence.outside",
         {{QStringLiteral("metres"), 1208}, {QStringLiteral("radiusM"), 180}}},
        {"MANUAL",
         10,
         "Marked by hand on six days in a row",
         "manualShare.device",
         {{QStringLiteral("manual"), 31}, {QStringLiteral("marks"), 42}}},
    };
    int n = 0;
    for (const Item& item : items) {
        review::Alert alert;
        ++n;
        alert.eventId = EventId(demoUser(100 + n).bytes());
        alert.at = today(7, 41 - n);
        alert.code = item.code;
        alert.deviceId = "Zr8Kq2mXw0Yt5bN1cVhJ7sLpD4gAeF9uRiOy3TkQxWs";
        if (n > 2) alert.workerId = workerNumber(n);
        alert.siteId = demoSite(1 + n % 2);
        alert.points = item.points;
        alert.state = "open";
        alert.detail = QString::fromUtf8(item.detail);
        alert.reason = item.reason;
        alert.parameters = item.parameters;
        alert.lossPaise = item.points * 54'000LL / 100 * (n == 1 ? 26 : 1);
        alert.index = 1284290 + n;
        list.alerts << alert;
    }
    return list;
}

review::AttendanceDays demoDays() {
    const QDate last(2026, 11, 22);
    review::AttendanceDays days(last, 30);
    const int base[] = {186, 134};
    for (int back = 29; back >= 0; --back) {
        const QDate day = last.addDays(-back);
        for (int site = 1; site <= 2; ++site) {
            if (site == 2 && back < 3) continue;
            const int rest = day.dayOfWeek() == 7 ? 38 : (back * 7 + site * 5) % 23;
            for (int i = 0; i < base[site - 1] - rest; ++i) {
                review::Mark mark;
                mark.workerId = workerNumber(site * 1000 + i);
                mark.siteId = demoSite(site);
                mark.timestamp = {QDateTime(day, QTime(7, 30), Qt::UTC).toMSecsSinceEpoch()};
                mark.direction = "in";
                mark.status = back == 0 && i < 6 ? "held" : "accepted";
                days.add(mark);
            }
        }
    }
    return days;
}

review::EntryProof demoProof(qint64 index, const crypto::Digest& leaf, int steps) {
    review::EntryProof proof{index, leaf, {}, {"haziri.test/log", 1284306, {}}};
    crypto::Digest node = leaf;
    for (int i = 0; i < steps; ++i) {
        const crypto::Digest sibling = crypto::sha256(QByteArray::number(i));
        const bool left = (index >> i) & 1;
        node = left ? audit::hashChildren(sibling, node) : audit::hashChildren(node, sibling);
        proof.steps << review::ProofStep{sibling, left, node};
    }
    proof.checkpoint.root = node;
    return proof;
}

QList<review::SiteLine> demoSites(bool hindi) {
    return {
        {demoSite(1), hindi ? QStringLiteral("गेट A") : QStringLiteral("Gate A"), 285'355'000, 772'910'000, 300, 330},
        {demoSite(2), hindi ? QStringLiteral("गेट B") : QStringLiteral("Gate B"), 285'361'000, 772'955'000, 180, 330}};
}

QList<review::UserLine> demoUsers(bool hindi) {
    return {{demoUser(1), QStringLiteral("sunita"), hindi ? QStringLiteral("सुनीता") : QStringLiteral("Sunita"),
             "supervisor", false},
            {demoUser(3), QStringLiteral("ramesh"), hindi ? QStringLiteral("रमेश") : QStringLiteral("Ramesh"),
             "thekedar", false},
            {demoUser(2), QStringLiteral("hina"), hindi ? QStringLiteral("हिना") : QStringLiteral("Hina"), "hr", false},
            {demoUser(4), QStringLiteral("iqbal"), hindi ? QStringLiteral("इक़बाल") : QStringLiteral("Iqbal"),
             "thekedar", true}};
}

QList<review::CodeLine> demoCodes(UnixMillis now) {
    const auto ago = [&](qint64 minutes) { return UnixMillis{now.value - minutes * 60'000}; };
    return {{demoUser(1), demoSite(2), "supervisor", {}, ago(3), {now.value + 7 * 60'000}, {}},
            {demoUser(3), demoSite(1), "thekedar", "Zr8Kq2mX", ago(60 * 30), ago(60 * 30 - 10), ago(60 * 30 - 4)},
            {demoUser(1), demoSite(1), "supervisor", {}, ago(60 * 50), ago(60 * 50 - 10), {}}};
}

QList<review::DeviceLine> demoDevices() {
    const auto names = demoNames(false);
    QList<review::DeviceLine> devices;
    const auto add = [&](const QByteArray& id, int site, const char* model, int score, int hour,
                         QList<protocol::TrustRule> why) {
        review::DeviceLine device;
        device.deviceId = id;
        device.userId = demoUser(1);
        device.siteId = demoSite(site);
        device.model = QString::fromUtf8(model);
        device.trustScore = score;
        device.explain = std::move(why);
        device.lastSeen = today(hour, 41);
        devices << device;
    };
    const auto known = names->devices();
    add(known.value(0), 1, "Lenovo ThinkPad E14, Debian 12", 87, 7,
        {{"registered", 100, {}}, {"many-addresses", -5, {}}, {"open-events", -8, {}}});
    add(known.value(1), 2, "HP 240 G9, Debian 12", 52, 6,
        {{"registered", 100, {}}, {"new-device", -10, {}}, {"drifted-fingerprint", -8, {}}, {"open-events", -30, {}}});
    add("q0LmVt7uXa2Ck9bGh3Rs", 1, "HP 240 G9, Debian 12", 0, 3, {{"registered", 100, {}}, {"blocked", -100, {}}});
    devices.last().isBlocked = true;
    devices.last().blockReason = QStringLiteral("stolen at night");
    return devices;
}

QList<review::Mark> demoDayMarks() {
    QList<review::Mark> marks;
    for (int i = 0; i < 40; ++i) {
        review::Mark mark;
        mark.packetId = PacketId(demoUser(500 + i).bytes());
        mark.workerId = workerNumber(1 + i % 8);
        mark.siteId = demoSite(1);
        mark.timestamp = {today(7, 12).value + i * 47'000};
        mark.tzOffsetMin = 330;
        mark.direction = "in";
        mark.method = "face";
        mark.status = i % 9 == 4 ? "held" : "accepted";
        if (i % 9 == 4) mark.codes = {"GEOFENCE"};
        mark.index = 1'284'260 + i;
        marks << mark;
    }
    return marks;
}

review::ReviewClient::Report demoReport(bool hindi, bool isWages, int copies) {
    review::ReviewClient::Report report;
    auto& month = report.month;
    month.isWages = isWages;
    month.siteId = demoSite(1);
    month.site = hindi ? QStringLiteral("गेट A") : QStringLiteral("Gate A");
    month.rules = QStringLiteral("Central rules on wages and working conditions, 2026");
    month.month = QDate(2026, 11, 1);
    month.tzOffsetMin = 330;
    const auto roll = demoRoll(hindi);
    for (int copy = 0; copy < copies; ++copy)
        for (const auto& row : roll.rows) {
            registers::ReportWorker worker;
            const int n = int(month.workers.size());
            worker.workerId = workerNumber(n + 1);
            worker.name = row.name;
            worker.designation = row.trade;
            worker.thekedar = row.gang;
            worker.thekedarId = demoUser(row.gang == roll.rows[0].gang ? 3 : 4);
            for (int day = 1; day <= 21; ++day) {
                if ((day + n) % 7 == 0) continue;
                const QDate date(2026, 11, day);
                const qint64 in = date.startOfDay(Qt::UTC).toMSecsSinceEpoch() + (122 + (n * 7 + day) % 19) * 60'000LL;
                const qint64 minutes = (day + n) % 11 == 0 ? 235 : 480 + (day * n) % 50;
                registers::ReportDay one;
                one.date = date;
                one.in = UnixMillis{in};
                one.out = UnixMillis{in + minutes * 60'000};
                one.minutes = minutes;
                one.units = minutes > 360 ? 100 : 50;
                one.overtime = minutes >= 495 ? minutes > 510 ? 60 : 30 : 0;
                worker.days << one;
                ++worker.daysWorked;
                worker.units += one.units;
                worker.overtime += one.overtime;
                worker.minutes += minutes;
            }
            registers::ReportPay pay;
            pay.basicRate = 54'000 + n % 5 * 4'000;
            pay.basic = pay.basicRate * worker.units / 100;
            pay.overtime = pay.basicRate * worker.overtime * 2 / 480;
            pay.gross = pay.basic + pay.overtime;
            pay.epf = qMin<qint64>(pay.basic, 1'500'000) * 12 / 100 / 100 * 100;
            if (n % 4 != 3) { // the others wait for the office's word
                pay.isSettled = true;
                pay.advances = n % 3 == 0 ? 150'000 : 0;
                pay.deductions = *pay.epf + pay.advances;
                pay.net = pay.gross - pay.deductions;
            }
            worker.pay = pay;
            month.workers << worker;
        }
    report.madeFrom = {1'284'306, "mdClQk3v9sTzW1yXbN7uEoRhFgPaJcLi5D8K2Vt0xMo", "haziri.example/log", today(7, 44)};
    return report;
}

QList<review::PayLine> demoPay(bool hindi) {
    QList<review::PayLine> lines;
    for (const auto& worker : demoReport(hindi, true).month.workers) {
        const qsizetype n = lines.size();
        review::PayLine line;
        line.workerId = worker.workerId;
        line.name = worker.name;
        line.trade = worker.designation;
        if (n != 7 && worker.pay) {
            line.terms.emplace();
            line.terms->from = QDate(2026, n % 3 == 0 ? 11 : 5, 1);
            line.terms->per = n == 2 ? protocol::PayTerms::Per::Month : protocol::PayTerms::Per::Day;
            line.terms->basic = n == 2 ? 1'860'000 : worker.pay->basicRate;
            line.terms->hasEpf = n % 2 == 0;
            line.terms->uan = n % 2 == 0 ? QStringLiteral("10020030040%1").arg(n % 10) : QString();
        }
        if (line.terms && n % 3 != 1) {
            line.month.emplace();
            line.month->month = QDate(2026, 11, 1);
            line.month->advances = n % 3 == 0 ? 150'000 : 0;
        }
        lines << line;
    }
    return lines;
}

} // namespace haziri::tests
