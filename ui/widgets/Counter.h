// A big number with its word under it.
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace haziri::ui {

class Counter : public QWidget {
    Q_OBJECT
  public:
    explicit Counter(QWidget* parent = nullptr);

    void setCaption(const QString& caption);
    void setValue(qint64 value);
    void setTone(Tone tone); ///< Neutral: plain ink
    qint64 value() const { return m_value; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QString m_caption;
    qint64 m_value = 0;
    Tone m_tone = Tone::Neutral;
};

/// Parts of a whole as one bar.
class PartsBar : public QWidget {
    Q_OBJECT
  public:
    explicit PartsBar(QWidget* parent = nullptr);
    void setParts(const QList<std::pair<Tone, qint64>>& parts, qint64 whole);
    QSize sizeHint() const override { return {120, 8}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QList<std::pair<Tone, qint64>> m_parts;
    qint64 m_whole = 0;
};

} // namespace haziri::ui
