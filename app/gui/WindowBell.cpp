#include "app/gui/WindowBell.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>

namespace haziri::app {

namespace {

constexpr int kPatienceMs = 2'000;
const QByteArray kHere = QByteArrayLiteral("here\n");

QString bellName(const QString& profileDir) {
    const QFileInfo info(profileDir);
    const QString path = info.exists() ? info.canonicalFilePath() : QDir::cleanPath(info.absoluteFilePath());
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    const QString name = QStringLiteral("haziri-") + QString::fromLatin1(hash);
#ifdef Q_OS_UNIX
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).filePath(name);
#else
    return name;
#endif
}

} // namespace

WindowBell::WindowBell(const QString& profileDir, QObject* parent)
    : QObject(parent)
    , m_name(bellName(profileDir)) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &WindowBell::answer);
}

bool WindowBell::ring(const QString& profileDir) {
    QLocalSocket socket;
    socket.connectToServer(bellName(profileDir));
    if (!socket.waitForConnected(kPatienceMs)) return false;
    return socket.waitForReadyRead(kPatienceMs) && socket.readAll() == kHere;
}

bool WindowBell::listen() {
    if (m_server.listen(m_name)) return true;
    // What a killed program left behind; nobody answered there, or we would not have come this far.
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

void WindowBell::answer() {
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        socket->write(kHere);
        socket->flush();
        socket->disconnectFromServer();
        Q_EMIT rung();
    }
}

} // namespace haziri::app
