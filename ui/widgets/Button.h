// A push button: plain, primary (one per page) or quiet (no line), with an optional drawing and its key.
#pragma once

#include <QPushButton>

namespace haziri::ui {

class Button : public QPushButton {
    Q_OBJECT
  public:
    enum class Kind { Plain, Primary, Danger, Quiet };
    explicit Button(Kind kind = Kind::Plain, QWidget* parent = nullptr);

    void setDrawing(const QString& name);
    /// Shown small behind the text, e.g. "F9". Does not install the shortcut.
    /// Its words begin at its left edge, under the text above it; for quiet buttons that stand in a list.
    void setFlush(bool flush);
    void setKeyHint(const QString& key);
    /// Sets text and accessible name.
    void say(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent*) override;

  private:
    Kind m_kind;
    QString m_drawing, m_keyHint;
    bool m_flush = false;
};

} // namespace haziri::ui
