#include "ui/presenter/CameraDesk.h"

namespace haziri::ui {

namespace {
constexpr int kTryAgainMs = 4000;
} // namespace

CameraDesk::CameraDesk(std::shared_ptr<const face::GallerySlot> gallery, const Clock& clock, RandomSource& random,
                       QObject* parent)
    : QObject(parent)
    , m_gallery(std::move(gallery))
    , m_clock(clock)
    , m_random(random)
    , m_open([this](const capture::SourceSpec& spec) { return capture::openSource(spec, m_clock); }) {
    m_again.setSingleShot(true);
    m_again.setInterval(kTryAgainMs);
    connect(&m_again, &QTimer::timeout, this, &CameraDesk::openNow);
}

CameraDesk::~CameraDesk() {
    if (m_loader) m_loader->wait();
}

void CameraDesk::start(const capture::SourceSpec& spec) {
    m_spec = spec;
    if (m_pipeline) {
        openNow();
        return;
    }
    if (m_loader) return;
    const bool isCamera = spec.kind != capture::SourceSpec::Kind::File;
    m_loader.reset(QThread::create([this, isCamera] {
        // Whoever asks Qt Multimedia first loads its backend and looks for devices: that is 30 ms which the window's
        // thread would stand still for when the camera is opened.
        if (isCamera) (void)capture::cameras();
        auto engine = std::make_shared<Result<std::unique_ptr<face::FaceEngine>>>(face::FaceEngine::loadStandard());
        QMetaObject::invokeMethod(
            this, [this, engine] { engineLoaded(engine); }, Qt::QueuedConnection);
    }));
    m_loader->setObjectName(QStringLiteral("face models"));
    m_loader->start();
}

void CameraDesk::stop() {
    m_spec.reset();
    m_again.stop();
    if (m_pipeline) m_pipeline->stop();
}

void CameraDesk::forget(const WorkerId& worker) {
    if (m_pipeline) m_pipeline->forget(worker);
}

void CameraDesk::engineLoaded(std::shared_ptr<Result<std::unique_ptr<face::FaceEngine>>> engine) {
    m_loader->wait();
    m_loader.reset();
    if (!*engine) {
        Q_EMIT failed(engine->error().code);
        return;
    }
    capture::CaptureSettings settings;
    settings.stillDwellMs = m_stillDwellMs;
    m_pipeline = std::make_unique<capture::CapturePipeline>(std::move(**engine), m_gallery, m_random, settings);
    connect(m_pipeline.get(), &capture::CapturePipeline::frameReady, this, &CameraDesk::frameReady);
    connect(m_pipeline.get(), &capture::CapturePipeline::facesSeen, this, &CameraDesk::facesSeen);
    connect(m_pipeline.get(), &capture::CapturePipeline::decided, this, &CameraDesk::decided);
    connect(m_pipeline.get(), &capture::CapturePipeline::darkChanged, this, &CameraDesk::darkChanged);
    connect(m_pipeline.get(), &capture::CapturePipeline::finished, this, &CameraDesk::finished);
    connect(m_pipeline.get(), &capture::CapturePipeline::failed, this, [this](const Error& error) {
        Q_EMIT failed(error.code);
        if (error.code.startsWith("CAMERA_")) m_again.start(); // plugged in again, or let go by another program
    });
    openNow();
}

void CameraDesk::openNow() {
    if (!m_spec || !m_pipeline) return;
    auto source = m_open(*m_spec);
    if (!source) {
        Q_EMIT failed(source.error().code);
        if (m_spec->kind != capture::SourceSpec::Kind::File) m_again.start();
        return;
    }
    m_pipeline->start(std::move(*source));
}

} // namespace haziri::ui
