// A photo in a rounded box; blurred, or a quiet placeholder where there is none. May carry a watermark.
#pragma once

#include <QImage>
#include <QWidget>
#include <functional>

namespace haziri::ui {

class PhotoBox : public QWidget {
    Q_OBJECT
  public:
    explicit PhotoBox(QSize size, QWidget* parent = nullptr);
    void setPhoto(const QImage& photo);
    /// Nothing of a photo is shown or kept here: stripes say that there is one.
    void setHiddenPhoto();
    /// Repeated across the picture, and composed again whenever the language changes; empty: none.
    void setWatermark(std::function<QString()> text);
    bool hasPhoto() const { return !m_photo.isNull(); }
    QImage rendered() const; ///< what is on the screen, for tests

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    void tellWatermark();
    QImage m_photo;
    QString m_watermark;
    std::function<QString()> m_sayWatermark;
    bool m_hidden = false;
};

} // namespace haziri::ui
