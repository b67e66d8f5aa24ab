// One window per profile: the second start rings at the first, which comes to the front.
//
// A local socket in the user's runtime folder, named after the profile's path and open to its owner only. The lock that
// keeps two programs from writing one profile is the profile's own; this only spares people the hunt for a window.
#pragma once

#include <QLocalServer>

namespace haziri::app {

class WindowBell : public QObject {
    Q_OBJECT
  public:
    explicit WindowBell(const QString& profileDir, QObject* parent = nullptr);
    /// Rings at the window of this profile; false where none answers within two seconds. Blocks.
    static bool ring(const QString& profileDir);
    /// From now on rung() comes for every second start. False where the socket cannot be made: then nobody rings.
    bool listen();

  Q_SIGNALS:
    void rung();

  private:
    void answer();
    QString m_name;
    QLocalServer m_server;
};

} // namespace haziri::app
