#include "ui/review/ProofView.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"
#include "ui/words/Words.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace haziri::ui {

namespace {

constexpr int kTop = 34, kBottom = 40, kRadius = 8;
constexpr int kUpper = 3, kLower = 2; // steps drawn at either end of a long path

QByteArray textOf(const crypto::Digest& digest) {
    return crypto::toBase64Url(digest);
}

} // namespace

ProofView::ProofView(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    onLanguage(this, [this] { retell(); });
}

void ProofView::setProof(const review::EntryProof& proof) {
    m_proof = proof;
    retell();
}

void ProofView::retell() {
    setAccessibleDescription(
        m_proof ? tr("%1 hashes lead from this entry to the signed root.").arg(m_proof->steps.size()) : QString());
    update();
}

void ProofView::clear() {
    m_proof.reset();
    retell();
}

/// Root first, then downwards: each joined node is followed by its given sibling.
QList<ProofView::Node> ProofView::nodes() const {
    QList<Node> list;
    if (!m_proof) return list;
    const auto& steps = m_proof->steps;
    const int count = int(steps.size());
    const bool cut = count > kUpper + kLower + 1;
    const int levels = cut ? kUpper + kLower + 1 : count; // the cut counts as one step
    const qreal room = height() - kTop - kBottom;
    const qreal down = levels > 0 ? qMin(52.0, room / levels) : 0;
    QPointF at(width() * 0.45, kTop);
    list << Node{at, textOf(m_proof->checkpoint.root), false};
    qreal wide = qMin(100.0, width() / 5.0);
    int drawn = 0;
    for (int i = count - 1; i >= 0; --i) {
        if (cut && drawn == kUpper) {
            i = kLower; // the next one drawn is the last but kLower
            at = QPointF(at.x(), at.y() + down);
            list << Node{at, {}, false};
            ++drawn;
            continue;
        }
        const auto& step = steps[i];
        const qreal side = step.siblingIsLeft ? 1 : -1;
        const QPointF own(at.x() + side * wide, at.y() + down), sibling(at.x() - side * wide, at.y() + down);
        list << Node{own, textOf(i > 0 ? steps[i - 1].node : m_proof->leaf), false};
        list << Node{sibling, textOf(step.sibling), true};
        at = own;
        wide = qMax(26.0, wide * 0.62);
        ++drawn;
    }
    qreal least = width(), most = 0; // into the middle
    for (const Node& node : list) {
        least = qMin(least, node.at.x());
        most = qMax(most, node.at.x());
    }
    const qreal shift = qBound(30 - least, width() * 0.45 - (least + most) / 2, width() - 30 - most);
    for (Node& node : list)
        node.at.rx() += shift;
    return list;
}

void ProofView::paintEvent(QPaintEvent*) {
    if (!m_proof) return;
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto list = nodes();
    const QColor given = theme[Colour::FrameHeld], path = theme[Colour::Accent];
    QPointF parent = list.first().at;
    bool afterCut = false;
    QPointF next = parent;
    for (qsizetype i = 1; i < list.size(); ++i) {
        const bool gap = list[i].hash.isEmpty();
        if (list[i].given) {
            painter.setPen(QPen(theme[Colour::Control], 2));
            painter.drawLine(parent, list[i].at);
            continue;
        }
        parent = next;
        QPen pen(path, 4, gap || afterCut ? Qt::DotLine : Qt::SolidLine, Qt::RoundCap);
        if (!afterCut || gap)
            painter.setPen(pen);
        else
            painter.setPen(QPen(path, 4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(parent, list[i].at);
        next = list[i].at;
        afterCut = gap;
    }
    qsizetype leaf = 0;
    for (qsizetype i = 0; i < list.size(); ++i)
        if (!list[i].given) leaf = i;
    painter.setFont(theme.font(TextSize::Small));
    const QFontMetrics metrics(painter.font());
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Node& node = list[i];
        if (node.hash.isEmpty()) {
            const qsizetype left = m_proof->steps.size() - kUpper - kLower;
            painter.setPen(theme[Colour::Dim]);
            painter.drawText(node.at + QPointF(14, 5), tr("%1 more").arg(left));
            continue;
        }
        painter.setPen(QPen(theme[Colour::Panel], 2));
        painter.setBrush(node.given ? given : i == leaf ? theme[Colour::OkInk] : path);
        const qreal radius = i == 0 || i == leaf ? kRadius + 1 : kRadius;
        painter.drawEllipse(node.at, radius, radius);
        painter.setBrush(Qt::NoBrush);
        if (node.given) {
            painter.setPen(theme[Colour::Dim]);
            const QString word = tr("given");
            const bool right = i > 0 && node.at.x() > list[i - 1].at.x();
            const int width = metrics.horizontalAdvance(word);
            painter.drawText(node.at + QPointF(right ? 14 : -14 - width, 5), word);
        }
    }
    painter.setPen(theme[Colour::Ink]);
    const QString root = tr("root %1").arg(Words::shortHash(textOf(m_proof->checkpoint.root)));
    painter.drawText(list.first().at + QPointF(-metrics.horizontalAdvance(root) / 2.0, -16), root);
    const QString own = tr("this entry %1").arg(Words::shortHash(textOf(m_proof->leaf)));
    const qreal x = qBound(0.0, list[leaf].at.x() - metrics.horizontalAdvance(own) / 2.0,
                           qreal(width() - metrics.horizontalAdvance(own)));
    painter.drawText(QPointF(x, list[leaf].at.y() + 28), own);
}

bool ProofView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Node& node : nodes())
        if (!node.hash.isEmpty() && QLineF(node.at, help->pos()).length() <= kRadius + 4) {
            QToolTip::showText(help->globalPos(), QString::fromLatin1(node.hash), this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

} // namespace haziri::ui
