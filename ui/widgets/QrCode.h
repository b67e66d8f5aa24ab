// Text as a QR code: as large as its box, whole modules, always dark on white, whatever the theme.
#pragma once

#include <QImage>
#include <QWidget>

namespace haziri::ui {

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
