// Text as a QR code: as large as its box, whole modules, always dark on white, whatever the theme.
#pragma once

#include <QImage>
#include <QWidget>

namespace haziri::ui {

/// One pixel per module without margin; null where the text is too long (2953 bytes, 4296 letters of the alphanumeric
/// kind). Medium correction where that fits, low otherwise.
QImage qrImage(const QByteArray& text);

class QrCode : public QWidget {
    Q_OBJECT
  public:
    explicit QrCode(QWidget* parent = nullptr);
    void setText(const QByteArray& text); ///< empty: nothing is drawn
    bool isShown() const { return !m_code.isNull(); }
    QSize sizeHint() const override { return {220, 220}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QImage m_code;
};

} // namespace haziri::ui
