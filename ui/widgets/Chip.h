// A small rounded statement: a shape, a colour and a few words. Where it can be pressed it opens its explanation.
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractButton>

namespace haziri::ui {

class Chip : public QAbstractButton {
    Q_OBJECT
  public:
    explicit Chip(QWidget* parent = nullptr);

    /// `icon`: a drawing's name; empty: none; "shape": the shape of the tone.
    void set(Tone tone, const QString& text, const QString& icon = QStringLiteral("shape"));
    void setTone(Tone tone);
    Tone tone() const { return m_tone; }
    /// A statement only: takes no focus and no clicks.
    void setPassive(bool passive);
    void setBold(bool bold);
    void setChevron(bool chevron);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QFont textFont() const;

    Tone m_tone = Tone::Neutral;
    QString m_icon;
    bool m_passive = false, m_bold = false, m_chevron = false;
};

/// How wide paintChip() would have it.
int chipWidth(const Theme& theme, const QString& text, bool withShape = true);

/// Paints a chip without a widget, for rows of a table; returns its rectangle. `box` limits it; the text is elided.
QRect paintChip(QPainter& painter, const QRect& box, const Theme& theme, Tone tone, const QString& text,
                bool withShape = true);

} // namespace haziri::ui
