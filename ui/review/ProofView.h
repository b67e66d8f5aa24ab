// The path from one entry up to the signed root, drawn: what was rebuilt here, and what the server had to give for it.
#pragma once

#include "core/review/EntryProof.h"

#include <QWidget>

namespace haziri::ui {

class ProofView : public QWidget {
    Q_OBJECT
  public:
    explicit ProofView(QWidget* parent = nullptr);
    void setProof(const review::EntryProof& proof);
    void clear();
    QSize sizeHint() const override { return {420, 216}; }
    QSize minimumSizeHint() const override { return {260, 216}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

  private:
    void retell();
    struct Node {
        QPointF at;
        QByteArray hash;
        bool given = false;
    };
    QList<Node> nodes() const;

    std::optional<review::EntryProof> m_proof;
};

} // namespace haziri::ui
