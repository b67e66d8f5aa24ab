// One face against a site: who is named rightly, wrongly or not at all, for galleries of growing size, by the product's
// own gallery and rule.
#pragma once

#include "tests/bench/face/FaceSet.h"

#include <QJsonArray>

namespace haziri::bench {

struct IdentificationPlan {
    int shots = 3;                                                          ///< enrolled a person
    int frames = 1;                                                         ///< pictures a decision is made from
    QList<int> sizes{50, 100, 200, 400, 900, 1000, 1680, 2000, 3000, 5000}; ///< galleries
};

/// Galleries are drawn at random, the same on every run, small ones several times. Who has too few pictures for probes
/// of his own fills large galleries; who is not drawn is a stranger. Sizes beyond the set are named and left out;
/// the whole set is a size too.
QJsonArray identify(const FaceSet& set, const IdentificationPlan& plan);

} // namespace haziri::bench
