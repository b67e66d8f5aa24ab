// A photo in a rounded box; blurred, or a quiet placeholder where there is none. May carry a watermark.
#pragma once

#include <QImage>
#include <QWidget>

namespace haziri::ui {

class PhotoBox : public QWidget {
    Q_OBJECT
  public:
    explicit PhotoBox(QSize size, QWidget* parent = nullptr);
    void setPhoto(const QImage& photo);
    /// Nothing of a photo is shown or kept here: stripes say that there is one.
    void setHiddenPhoto();
    void setWatermark(const QString& text); ///< repeated across the picture; empty: none
    bool hasPhoto() const { return !m_photo.isNull(); }
    QImage rendered() const; ///< what is on the screen, for tests

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QImage m_photo;
    QString m_watermark;
    bool m_hidden = false;
};

} // namespace haziri::ui
