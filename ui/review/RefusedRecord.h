// What a refused packet says of itself, for HR to read before letting it count: in words, and byte for byte. Nobody has
// proved any of it, and the widget says so.
#pragma once

#include "core/review/ReviewTypes.h"
#include "ui/review/LogWords.h"

#include <QWidget>

class QGridLayout;

namespace haziri::ui {

class Button;
class Chip;
class Text;

class RefusedRecord : public QWidget {
    Q_OBJECT
  public:
    explicit RefusedRecord(QWidget* parent = nullptr);
    void setNames(Names names);
    void setRefused(std::optional<review::RefusedPacket> refused); ///< nothing: it is hidden
    const std::optional<review::RefusedPacket>& refused() const { return m_refused; }
    Button* bytesButton() const { return m_show; }
    /// What the sheet of the bytes shows: the payload laid out, and the packet as it came.
    QString bytesText() const;

  private:
    void fill();
    void fillMark(const protocol::Packet& packet);
    void addRow(const QString& label, const QString& value);
    void showBytes();

    std::optional<review::RefusedPacket> m_refused;
    LogWords m_words;
    Text *m_title, *m_warning;
    Chip* m_counts;
    Button* m_show;
    QGridLayout* m_rows;
    int m_line = 0; // of the rows, while they are filled in
};

} // namespace haziri::ui
