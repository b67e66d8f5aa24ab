// What the operating system says of the line: does it cost by the byte? NetworkManager and Windows know; where nobody
// does, a line counts as not metered, and the budget can be set to hold always.
//
// Made and asked on the main thread, as QNetworkInformation wants it; needs an application object.
#pragma once

#include <QObject>
#include <atomic>
#include <memory>

namespace haziri::sync {

class MeteredLine : public QObject {
    Q_OBJECT
  public:
    explicit MeteredLine(QObject* parent = nullptr);
    /// To be read from any thread, also after this object is gone.
    std::shared_ptr<const std::atomic_bool> state() const { return m_state; }
    bool isKnown() const { return m_known; } ///< there is somebody to ask

  Q_SIGNALS:
    void changed(bool metered);

  private:
    std::shared_ptr<std::atomic_bool> m_state = std::make_shared<std::atomic_bool>(false);
    bool m_known = false;
};

} // namespace haziri::sync
