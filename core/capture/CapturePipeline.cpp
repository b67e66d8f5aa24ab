#include "core/capture/CapturePipeline.h"

#include "core/capture/CardWatch.h"
#include "core/capture/DarkWatch.h"
#include "core/capture/PassageJudge.h"
#include "core/face/Picture.h"

#include <QThread>
#include <QTimer>
#include <atomic>
#include <mutex>

namespace haziri::capture {

namespace {

constexpr int kMostPassedOver = 30;

// Room for one frame. put() says whether the taker has to be woken: it is, once, until it has taken.
class NewestFrame {
  public:
    bool put(const Frame& frame) {
        const std::lock_guard lock(m_mutex);
        m_frame = frame;
        return !std::exchange(m_full, true);
    }
    std::optional<Frame> take() {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_full, false)) return {};
        return std::exchange(m_frame, {});
    }

  private:
    std::mutex m_mutex;
    Frame m_frame;
    bool m_full = false;
};

void registerTypesOnce() {
    qRegisterMetaType<haziri::Error>();
    qRegisterMetaType<Frame>();
    qRegisterMetaType<Decision>();
    qRegisterMetaType<QList<FaceSeen>>();
}
} // namespace

// Where signals are sent from: it lives in the pipeline's thread, and whatever is still queued for it when its run ends
// finds `pipeline` empty. It outlives the run by one turn of the event loop, since a run may be ended from a signal of
// its own.
class Screen final : public QObject {
  public:
    explicit Screen(CapturePipeline* target)
        : pipeline(target) {}
    template <class Emit>
    void post(Emit emit) {
        QMetaObject::invokeMethod(
            this,
            [this, emit] {
                if (pipeline) emit(*pipeline);
            },
            Qt::QueuedConnection);
    }
    CapturePipeline* pipeline;
};

// One run of a source: its two threads and everything that lives in them. Destroying it ends both.
class CaptureRun {
  public:
    CaptureRun(CapturePipeline& pipeline, face::FaceEngine& engine, std::unique_ptr<FrameSource> source,
               PassageJudge judge, const CaptureSettings& settings)
        : m_engine(engine)
        , m_source(std::move(source))
        , m_name(m_source->name())
        , m_judge(std::move(judge))
        , m_stepped(m_source->pace() == Pace::Stepped)
        , m_settings(settings)
        , m_cards(settings.repeatAfterMs)
        , m_screen(new Screen(&pipeline)) {
        m_sourceThread.setObjectName(QStringLiteral("frames"));
        m_visionThread.setObjectName(QStringLiteral("vision"));
        m_source->moveToThread(&m_sourceThread);
        m_sourceRoom.moveToThread(&m_sourceThread);
        m_vision.moveToThread(&m_visionThread);
        connectSource();
        m_visionThread.start();
        m_sourceThread.start();
        QMetaObject::invokeMethod(
            &m_sourceRoom, [this] { m_source->start(); }, Qt::QueuedConnection);
    }

    ~CaptureRun() {
        m_screen->pipeline = nullptr;
        m_screen->deleteLater();
        m_stopping = true;
        m_visionThread.quit(); // first, for it speaks to the source
        m_visionThread.wait();
        // A source must be ended in the thread it works in; players and cameras insist on it.
        QMetaObject::invokeMethod(
            &m_sourceRoom,
            [this] {
                m_source->stop();
                m_source.reset();
            },
            Qt::BlockingQueuedConnection);
        m_sourceThread.quit();
        m_sourceThread.wait();
    }

    void forget(const WorkerId& worker) {
        QMetaObject::invokeMethod(
            &m_vision,
            [this, worker] {
                m_judge.forget(worker);
                m_cards.forget();
            },
            Qt::QueuedConnection);
    }

  private:
    void connectSource() {
        using Source = FrameSource;
        Source* source = m_source.get();
        QObject::connect(
            source, &Source::frame, &m_vision, [this](const Frame& f) { take(f); }, Qt::DirectConnection);
        QObject::connect(
            source, &Source::finished, &m_vision, [this] { finish(); }, Qt::QueuedConnection);
        QObject::connect(
            source, &Source::failed, &m_vision, [this](const Error& e) { giveUp(e); }, Qt::QueuedConnection);
        QObject::connect(
            source, &Source::skipped, &m_vision,
            [this](const QString& label, const Error& error) {
                m_screen->post([label, error](CapturePipeline& p) { Q_EMIT p.skipped(label, error); });
            },
            Qt::QueuedConnection);
    }

    void take(const Frame& frame) { // in the source's thread
        if (m_forScreen->put(frame))
            m_screen->post([box = m_forScreen](CapturePipeline& p) {
                if (const auto newest = box->take()) Q_EMIT p.frameReady(newest->image);
            });
        if (m_forVision.put(frame))
            QMetaObject::invokeMethod(
                &m_vision, [this] { look(); }, Qt::QueuedConnection);
    }

    void look() { // in the vision thread
        const auto frame = m_forVision.take();
        if (!frame || m_stopping || m_failed) return;
        const auto dark = m_stepped ? std::nullopt : m_dark.see(frame->image, frame->at);
        if (dark) m_screen->post([dark](CapturePipeline& p) { Q_EMIT p.darkChanged(*dark); });
        const bool alive = m_stepped || m_judge.needsLiveness(frame->at);
        const auto faces = m_engine.scan(frame->image, {.liveness = alive, .maxFaces = m_stepped ? 6 : 2});
        if (!faces) return passOver(*frame, faces.error());
        m_passedOver = 0;
        auto outcome = m_stepped ? m_judge.judgeStill(*frame, *faces) : m_judge.see(*frame, *faces);
        lookForCard(*frame, outcome.decisions);
        tell(outcome.decisions, outcome.seen);
        if (m_stepped) askForNext();
    }

    // One frame that nobody can look at (cut on the way, or with a face that is none) is one frame; where many in a row
    // are so, nobody will be seen any more.
    void passOver(const Frame& frame, const Error& error) {
        if (!m_stepped) {
            if (++m_passedOver >= kMostPassedOver) giveUp(error);
            return;
        }
        m_screen->post([label = frame.label, error](CapturePipeline& p) { Q_EMIT p.skipped(label, error); });
        askForNext();
    }

    void askForNext() {
        QMetaObject::invokeMethod(
            &m_sourceRoom,
            [this] {
                QTimer::singleShot(m_settings.stillDwellMs, m_source.get(),
                                   [source = m_source.get()] { source->next(); });
            },
            Qt::QueuedConnection);
    }

    // A picture of its own is one decision: of a face that has a name, or else of a card that is on it.
    void lookForCard(const Frame& frame, QList<Decision>& decisions) {
        const bool named = std::any_of(decisions.begin(), decisions.end(),
                                       [](const Decision& d) { return d.kind == DecisionKind::Recognised; });
        if (named) return;
        const auto text = m_stepped ? CardWatch::read(frame.image) : m_cards.see(frame.image, frame.at);
        if (!text) return;
        Decision decision;
        decision.kind = DecisionKind::Card;
        decision.cardText = *text;
        decision.source = m_name;
        decision.label = frame.label;
        decision.at = frame.at;
        decision.frames = 1;
        decision.photoJpeg = face::toJpeg(frame.image, m_settings.photoLongSide);
        if (m_stepped) decisions.clear();
        decisions.append(decision);
    }

    void tell(const QList<Decision>& decisions, const QList<FaceSeen>& seen) {
        m_screen->post([seen](CapturePipeline& p) { Q_EMIT p.facesSeen(seen); });
        for (const Decision& decision : decisions)
            m_screen->post([decision](CapturePipeline& p) { Q_EMIT p.decided(decision); });
    }

    void finish() {
        if (m_failed || m_stopping) return;
        tell(m_judge.finish(), {});
        m_screen->post([](CapturePipeline& p) { Q_EMIT p.finished(); });
    }

    void giveUp(const Error& error) {
        if (m_stopping || std::exchange(m_failed, true)) return;
        tell(m_judge.finish(), {});
        m_screen->post([error](CapturePipeline& p) { Q_EMIT p.failed(error); });
    }

    face::FaceEngine& m_engine; // used in the vision thread only while this run lasts
    std::unique_ptr<FrameSource> m_source;
    const SourceName m_name;
    PassageJudge m_judge; // vision thread
    DarkWatch m_dark;     // vision thread
    const bool m_stepped;
    const CaptureSettings m_settings;
    CardWatch m_cards; // vision thread
    Screen* m_screen;  // deletes itself
    std::atomic<bool> m_stopping = false;
    bool m_failed = false; // vision thread
    int m_passedOver = 0;  // vision thread: frames in a row
    std::shared_ptr<NewestFrame> m_forScreen = std::make_shared<NewestFrame>();
    NewestFrame m_forVision;
    QThread m_sourceThread, m_visionThread;
    QObject m_vision;     ///< lives in the vision thread
    QObject m_sourceRoom; ///< lives in the source's thread
};

struct CapturePipeline::Private {
    std::unique_ptr<face::FaceEngine> engine;
    std::shared_ptr<const face::GallerySlot> gallery;
    RandomSource& random;
    CaptureSettings settings;
    std::unique_ptr<CaptureRun> run;
};

CapturePipeline::CapturePipeline(std::unique_ptr<face::FaceEngine> engine,
                                 std::shared_ptr<const face::GallerySlot> gallery, RandomSource& random,
                                 CaptureSettings settings, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private{std::move(engine), std::move(gallery), random, std::move(settings), {}})) {
    registerTypesOnce();
}

CapturePipeline::~CapturePipeline() {
    stop();
}

void CapturePipeline::start(std::unique_ptr<FrameSource> source) {
    stop();
    PassageJudge judge(source->name(), d->gallery, d->settings, d->random);
    d->run = std::make_unique<CaptureRun>(*this, *d->engine, std::move(source), std::move(judge), d->settings);
}

void CapturePipeline::stop() {
    d->run.reset();
}

void CapturePipeline::forget(const WorkerId& worker) {
    if (d->run) d->run->forget(worker);
}

bool CapturePipeline::isRunning() const {
    return d->run != nullptr;
}

} // namespace haziri::capture
