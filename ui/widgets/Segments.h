// Two or three choices side by side, one of them taken: IN | OUT, EN | हिं.
#pragma once

#include <QStringList>
#include <QWidget>

namespace haziri::ui {

class Segments : public QWidget {
    Q_OBJECT
  public:
    explicit Segments(QWidget* parent = nullptr);

    void setChoices(const QStringList& texts, const QStringList& drawings = {});
    int current() const { return m_current; }
    void setCurrent(int index); ///< without the signal
    void setSmall(bool small);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  Q_SIGNALS:
    void chosen(int index);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

  private:
    void choose(int index);
    int widthOf(int index) const;
    QFont textFont() const;

    QStringList m_texts, m_drawings;
    int m_current = 0;
    bool m_small = false;
};

} // namespace haziri::ui
