// The command line of haziri-verify.
#pragma once

#include "core/audit/Checkpoint.h"
#include "server/verify/EntrySource.h"
#include "server/verify/HttpGet.h"

#include <QStringList>

namespace haziri::verify {

struct Options {
    QString log;     ///< file name or URL; empty: a slip is verified
    QByteArray slip; ///< the text of a hajri slip
    audit::VerifierKey key;
    std::optional<audit::Checkpoint> witnessed;
    HttpAccess access;

    bool isUrl() const;
    std::unique_ptr<EntrySource> open() const;
};

/// USAGE or FILE; HELP and VERSION carry the text to print as their message.
Result<Options> readOptions(const QStringList& arguments);

} // namespace haziri::verify
