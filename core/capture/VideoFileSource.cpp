#include "core/capture/VideoFileSource.h"

#include "core/capture/VideoFrameTap.h"

#include <QFileInfo>
#include <QGuiApplication>
#include <QMediaPlayer>
#include <QTimer>
#include <QUrl>

namespace haziri::capture {

namespace {
constexpr int kFirstPictureMs = 20'000;
}

VideoFileSource::VideoFileSource(const QString& path, const Clock& clock)
    : m_path(path)
    , m_clock(clock) {}
VideoFileSource::~VideoFileSource() {
    VideoFileSource::stop();
}

SourceName VideoFileSource::name() const {
    return {SourceKind::File, QFileInfo(m_path).fileName()};
}

void VideoFileSource::start() {
    if (!QFileInfo(m_path).isFile()) return end("FILE_MISSING", QStringLiteral("%1 does not exist.").arg(m_path));
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return end("FILE_UNREADABLE", QStringLiteral("Videos need a program with QGuiApplication."));
    m_tap = std::make_unique<VideoFrameTap>();
    m_player = std::make_unique<QMediaPlayer>();
    connect(m_tap.get(), &VideoFrameTap::image, this, [this](const QImage& image) {
        Q_EMIT frame({image, m_number++, m_clock.now(), {}});
    });
    // Queued: ending destroys the player, which must not happen inside a call of its own.
    connect(
        m_player.get(), &QMediaPlayer::mediaStatusChanged, this,
        [this](QMediaPlayer::MediaStatus status) {
            if (status == QMediaPlayer::InvalidMedia)
                end("FILE_UNREADABLE", QStringLiteral("%1 is no video that can be read.").arg(m_path));
            if (status == QMediaPlayer::EndOfMedia) end(nullptr, {});
        },
        Qt::QueuedConnection);
    connect(
        m_player.get(), &QMediaPlayer::errorOccurred, this,
        [this](QMediaPlayer::Error, const QString& text) {
            end("FILE_UNREADABLE", QStringLiteral("%1: %2").arg(m_path, text));
        },
        Qt::QueuedConnection);
    // The media framework sometimes neither plays nor complains about a file that is no video.
    m_patience = std::make_unique<QTimer>();
    m_patience->setSingleShot(true);
    connect(
        m_patience.get(), &QTimer::timeout, this,
        [this] {
            if (m_number == 0) end("FILE_UNREADABLE", QStringLiteral("%1 shows no picture.").arg(m_path));
        },
        Qt::QueuedConnection);
    m_patience->start(kFirstPictureMs);
    m_player->setVideoSink(m_tap->sink());
    m_player->setSource(QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath()));
    m_player->play();
}

void VideoFileSource::stop() {
    if (m_player) m_player->disconnect(this);
    m_patience.reset();
    m_player.reset();
    m_tap.reset();
}

// Once only: an unreadable file reports both an error and a status.
void VideoFileSource::end(const char* code, const QString& message) {
    const bool wasRunning = m_player != nullptr;
    if (!wasRunning && !code) return;
    const bool empty = wasRunning && !code && m_number == 0;
    stop();
    if (empty)
        Q_EMIT failed({"FILE_UNREADABLE", QStringLiteral("%1 holds no pictures.").arg(m_path)});
    else if (code)
        Q_EMIT failed({code, message});
    else
        Q_EMIT finished();
}

} // namespace haziri::capture
