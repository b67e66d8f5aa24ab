#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/capture/CapturePipeline.h"
#include "core/capture/SourceSpec.h"
#include "core/crypto/SystemRandom.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTimer>
#include <deque>

namespace haziri::app {

using capture::Decision;
using capture::DecisionKind;
using muster::Laptop;

namespace {

constexpr int kMostSeconds = 86'400;

/// A code that names nobody here is not a mark that was lost.
bool isNobodysCard(const muster::MarkOutcome& outcome) {
    return outcome.kind == muster::MarkOutcome::Kind::Failed && outcome.codes.value(0).startsWith("CARD_");
}

/// One line per decision, in the order of the decisions, each only after its mark is durable.
class DecisionLines {
  public:
    void add(const Decision& decision, std::optional<qint64> request) {
        m_lines.push_back({request, line(decision)});
        flush();
    }

    void settle(const muster::MarkOutcome& outcome) {
        for (Line& waiting : m_lines) {
            if (waiting.request != outcome.request) continue;
            const QJsonObject mark = toJson(outcome);
            for (auto it = mark.begin(); it != mark.end(); ++it)
                waiting.json[it.key()] = it.value();
            if (isNobodysCard(outcome)) waiting.json[QStringLiteral("decision")] = QStringLiteral("unknown");
            waiting.request.reset();
        }
        flush();
    }

    bool isEmpty() const { return m_lines.empty(); }

  private:
    struct Line {
        std::optional<qint64> request; ///< set: the mark is not durable yet
        QJsonObject json;
    };

    static QJsonObject line(const Decision& decision) {
        QJsonObject object = plainLine(decision);
        if (decision.challenge)
            object[QStringLiteral("challenge")] =
                QJsonObject{{QStringLiteral("asked"), QString::fromLatin1(decision.challenge->asked)},
                            {QStringLiteral("result"), QString::fromLatin1(decision.challenge->result)},
                            {QStringLiteral("measured"), decision.challenge->measured}};
        return object;
    }

    static QJsonObject plainLine(const Decision& decision) {
        const QString source = decision.label.isEmpty() ? decision.source.name : decision.label;
        QJsonArray codes;
        if (!decision.reason.isEmpty()) codes.append(QString::fromLatin1(decision.reason));
        return {{QStringLiteral("at"), decision.at.value},
                {QStringLiteral("decision"), QStringLiteral("unknown")},
                {QStringLiteral("workerId"), QJsonValue()},
                {QStringLiteral("name"), QJsonValue()},
                {QStringLiteral("score"), decision.score},
                {QStringLiteral("runnerUp"), decision.runnerUp},
                {QStringLiteral("liveness"), decision.liveness},
                {QStringLiteral("packetId"), QJsonValue()},
                {QStringLiteral("seq"), QJsonValue()},
                {QStringLiteral("codes"), codes},
                {QStringLiteral("file"), orNull(decision.label)},
                {QStringLiteral("source"), source}};
    }

    void flush() {
        while (!m_lines.empty() && !m_lines.front().request) {
            sayJson(m_lines.front().json);
            m_lines.pop_front();
        }
    }

    std::deque<Line> m_lines;
};

} // namespace

int runCapture(const QStringList& arguments) {
    const Options options(arguments,
                          {{"profile"}, {"camera"}, {"seconds", false}, {"direction", false}, {"gnss", false}});
    auto spec = capture::SourceSpec::parse(options.value("camera"));
    if (!spec) {
        complain(spec.error().code, spec.error().message);
        return kExitUsage;
    }
    const auto wanted =
        options.value("seconds").isEmpty() ? std::optional<qint64>(0) : readWhole(options.value("seconds"));
    if (!wanted || *wanted < 0 || *wanted > kMostSeconds) {
        complain("USAGE", QStringLiteral("--seconds takes a whole number of seconds, a day at most."));
        return kExitUsage;
    }
    const int seconds = int(*wanted);
    protocol::Direction direction = protocol::Direction::In;
    if (const QString text = options.value("direction"); !text.isEmpty()) {
        const auto chosen = readDirection(text);
        if (!chosen) return kExitUsage;
        direction = *chosen;
    }
    auto engine = face::FaceEngine::loadStandard();
    if (!engine) {
        complain(engine.error().code, engine.error().message);
        return kExitFailed;
    }
    const SystemClock clock;
    auto wishes = laptopOptions(options);
    wishes.receiver = receiverFrom(options.value("gnss"));
    Laptop laptop(wishes);
    laptop.setDirection(direction);
    crypto::SystemRandom random;
    capture::CapturePipeline pipeline(std::move(*engine), laptop.gallery(), random);

    DecisionLines lines;
    bool ended = false;
    int result = kExitOk;
    const auto leaveWhenDone = [&] {
        if (ended && lines.isEmpty()) QCoreApplication::exit(result);
    };
    QObject::connect(&pipeline, &capture::CapturePipeline::decided, &laptop, [&](const Decision& decision) {
        if (decision.reason == "AMBIGUOUS_FACE")
            complain(
                decision.reason,
                QStringLiteral("%1 fits two workers about equally (%2 and %3 thousandths). Somebody who was enrolled "
                               "twice does: the office finds both among its alerts as DUPLICATE_FACE.")
                    .arg(decision.label.isEmpty() ? QStringLiteral("This face") : decision.label)
                    .arg(decision.score)
                    .arg(decision.runnerUp));
        const bool known = decision.kind == DecisionKind::Recognised || decision.kind == DecisionKind::Card;
        lines.add(decision, known ? std::optional(laptop.markFace(decision)) : std::nullopt);
    });
    QObject::connect(&laptop, &Laptop::marked, &laptop, [&](const muster::MarkOutcome& outcome) {
        if (outcome.kind == muster::MarkOutcome::Kind::Failed && !isNobodysCard(outcome)) {
            complain(outcome.codes.value(0), outcome.reason);
            result = kExitFailed;
        }
        lines.settle(outcome);
        leaveWhenDone();
    });
    QObject::connect(&pipeline, &capture::CapturePipeline::skipped, &laptop,
                     [](const QString& label, const Error& error) {
                         complain(error.code, label + QStringLiteral(": ") + error.message);
                     });
    QObject::connect(&pipeline, &capture::CapturePipeline::darkChanged, &laptop, [](bool dark) {
        if (dark)
            complain("CAMERA_DARK",
                     QStringLiteral("The picture is black. Is the camera covered, or is there no light?"));
    });
    QByteArray asked;
    QObject::connect(&pipeline, &capture::CapturePipeline::facesSeen, &laptop,
                     [&asked](const QList<capture::FaceSeen>& faces) {
                         const QByteArray now = faces.size() == 1 ? faces.first().guidance : QByteArray();
                         if (now == asked) return;
                         asked = now;
                         if (now == "TURN_LEFT" || now == "TURN_RIGHT")
                             complain(now, QStringLiteral("Please turn the head to that side, then look back."));
                     });
    QObject::connect(&pipeline, &capture::CapturePipeline::failed, &laptop, [&](const Error& error) {
        complain(error.code, error.message);
        result = kExitFailed;
        ended = true;
        leaveWhenDone();
    });
    const auto end = [&] {
        ended = true;
        leaveWhenDone();
    };
    QObject::connect(&pipeline, &capture::CapturePipeline::finished, &laptop, end);
    const auto begin = [&] {
        auto source = capture::openSource(*spec, clock);
        if (!source) {
            complain(source.error().code, source.error().message);
            return QCoreApplication::exit(kExitFailed);
        }
        pipeline.start(std::move(*source));
        if (seconds > 0) {
            QTimer::singleShot(seconds * 1000, &laptop, [&] {
                pipeline.stop();
                end();
            });
        }
    };
    return runLaptop(laptop, [&] { whenPlaced(laptop, begin); });
}

} // namespace haziri::app
