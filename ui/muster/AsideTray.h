// People whom the camera could not settle step aside into this tray while the queue moves on.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "ui/widgets/Panel.h"

#include <QImage>

class QHBoxLayout;

namespace haziri::ui {

class Text;

struct AsidePerson {
    qint64 id = 0;
    UnixMillis at;
    QByteArray code;     ///< UNKNOWN_FACE, AMBIGUOUS_FACE, …
    QImage photo;        ///< may be null
    WorkerId suggestion; ///< null: none
    QString suggestionName;
    bool kept = false;   ///< a mark of his waits for the office already; nothing is to be recorded again
    WorkerId other = {}; ///< the second of two who look alike
    QString otherName = {};
};

/// The strip under the camera. Shows the newest few; the rest as a number.
class AsideTray : public QWidget {
    Q_OBJECT
  public:
    explicit AsideTray(QWidget* parent = nullptr);
    void setPeople(const QList<AsidePerson>& people);
    const QList<AsidePerson>& people() const { return m_people; }

  Q_SIGNALS:
    void opened(qint64 id);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void rebuild();
    QList<AsidePerson> m_people;
    Text *m_title, *m_none;
    QHBoxLayout* m_chips;
};

} // namespace haziri::ui
