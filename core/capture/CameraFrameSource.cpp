#include "core/capture/CameraFrameSource.h"

#include "core/capture/VideoFrameTap.h"

#include <QCamera>
#include <QCameraDevice>
#include <QGuiApplication>
#include <QMediaCaptureSession>
#include <QMediaDevices>

namespace haziri::capture {

namespace {
constexpr int kSilentMs = 5000;

bool hasGuiApplication() {
    return qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr;
}

QCameraDevice deviceFor(const QString& id) {
    if (id.isEmpty()) return QMediaDevices::defaultVideoInput();
    const auto devices = QMediaDevices::videoInputs();
    for (const QCameraDevice& device : devices)
        if (QString::fromUtf8(device.id()) == id) return device;
    for (const QCameraDevice& device : devices)
        if (device.description() == id) return device;
    return {};
}

// Far from 640×480 costs most, then too slow; raw formats before JPEG, which must be unpacked.
double costOf(const QCameraFormat& format) {
    const double pixels = double(format.resolution().width()) * format.resolution().height();
    if (pixels <= 0) return 1e9;
    const double size = std::abs(std::log(pixels / (640.0 * 480)));
    const double speed = format.maxFrameRate() < 24 ? 2 : 0;
    return size + speed + (format.pixelFormat() == QVideoFrameFormat::Format_Jpeg ? 0.1 : 0);
}

std::optional<QCameraFormat> bestFormat(const QCameraDevice& device) {
    const auto formats = device.videoFormats();
    const auto best =
        std::min_element(formats.begin(), formats.end(),
                         [](const QCameraFormat& a, const QCameraFormat& b) { return costOf(a) < costOf(b); });
    if (best == formats.end()) return {};
    return *best;
}
} // namespace

CameraFrameSource::CameraFrameSource(const QString& id, const Clock& clock)
    : m_id(id)
    , m_clock(clock) {
    m_name = {SourceKind::Camera, id.isEmpty() ? QStringLiteral("default") : id};
    if (hasGuiApplication()) nameAfter(deviceFor(id));
    m_silence.setSingleShot(true);
    m_silence.setInterval(kSilentMs);
    connect(&m_silence, &QTimer::timeout, this,
            [this] { end("CAMERA_LOST", QStringLiteral("%1 gives no pictures.").arg(m_name.name)); });
}

CameraFrameSource::~CameraFrameSource() {
    CameraFrameSource::stop();
}

void CameraFrameSource::nameAfter(const QCameraDevice& device) {
    if (device.isNull()) return;
    m_name.name = QStringLiteral("%1 (%2)").arg(device.description(), QString::fromUtf8(device.id()));
}

SourceName CameraFrameSource::name() const {
    return m_name;
}

void CameraFrameSource::start() {
    if (!hasGuiApplication()) return end("CAMERA_NONE", QStringLiteral("Cameras need a program with QGuiApplication."));
    const QCameraDevice device = deviceFor(m_id);
    if (device.isNull())
        return end("CAMERA_NONE", m_id.isEmpty() ? QStringLiteral("No camera is connected.")
                                                 : QStringLiteral("There is no camera %1.").arg(m_id));
    nameAfter(device); // the default may have changed since
    m_id = QString::fromUtf8(device.id());
    m_devices = std::make_unique<QMediaDevices>();
    m_tap = std::make_unique<VideoFrameTap>();
    m_camera = std::make_unique<QCamera>(device);
    m_session = std::make_unique<QMediaCaptureSession>();
    connect(m_devices.get(), &QMediaDevices::videoInputsChanged, this, &CameraFrameSource::checkStillThere,
            Qt::QueuedConnection);
    connect(m_tap.get(), &VideoFrameTap::image, this, [this](const QImage& image) {
        m_silence.start();
        Q_EMIT frame({image, m_number++, m_clock.now(), {}});
    });
    connect(
        m_camera.get(), &QCamera::errorOccurred, this,
        [this](QCamera::Error error, const QString& text) {
            if (error != QCamera::NoError) end("CAMERA_BUSY", QStringLiteral("%1: %2").arg(m_name.name, text));
        },
        Qt::QueuedConnection);
    if (const auto format = bestFormat(device)) m_camera->setCameraFormat(*format);
    m_session->setCamera(m_camera.get());
    m_session->setVideoSink(m_tap->sink());
    m_silence.start();
    m_camera->start();
}

void CameraFrameSource::stop() {
    m_silence.stop();
    if (m_camera) m_camera->disconnect(this);
    m_session.reset();
    m_camera.reset();
    m_tap.reset();
    m_devices.reset();
}

void CameraFrameSource::checkStillThere() {
    if (m_camera && deviceFor(m_id).isNull()) end("CAMERA_LOST", QStringLiteral("%1 was unplugged.").arg(m_name.name));
}

void CameraFrameSource::end(const char* code, const QString& message) {
    stop();
    Q_EMIT failed({code, message});
}

} // namespace haziri::capture
