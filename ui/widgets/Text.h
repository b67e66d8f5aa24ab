// A line or paragraph of text in one of the theme's sizes and inks.
#pragma once

#include "ui/theme/Theme.h"

#include <QLabel>

namespace haziri::ui {

class Text : public QLabel {
    Q_OBJECT
  public:
    enum class Weight { Regular, Bold, Mono };
    explicit Text(TextSize size = TextSize::Body, Colour ink = Colour::Ink, Weight weight = Weight::Regular,
                  QWidget* parent = nullptr);

    void setInk(Colour ink);
    void setInk(Tone tone);
    /// Cut with an ellipsis where there is no room; the whole text then stands in the tool tip.
    void setElided(bool elided);
    bool isElided() const { return m_elided; }

    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void restyle();

    TextSize m_size;
    Colour m_ink;
    std::optional<Tone> m_tone;
    Weight m_weight;
    bool m_elided = false, m_tipIsOurs = false;
};

} // namespace haziri::ui
