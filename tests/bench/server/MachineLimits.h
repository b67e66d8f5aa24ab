// What this machine can do at best with the bytes that the server is given, one thread, measured in the same run.
#pragma once

#include <QByteArray>
#include <QList>

namespace haziri::bench {

/// Rates a second; each measurement takes about `seconds`.
struct MachineLimits {
    double sqliteRows = 0;       ///< 500 rows a transaction, synchronous=FULL, one unique time-ordered index
    double sqliteSmallRows = 0;  ///< the same with rows of 300 bytes
    double sqliteSingleRows = 0; ///< one row a transaction
    double appendedRows = 0;     ///< the rows of a batch in one write, then fdatasync
    double appendedPhotos = 0;   ///< 60 KB each, fdatasync after every tenth
    double parsedPackets = 0;    ///< a batch through simdjson, SHA-256 of each packet
    double macedPackets = 0;     ///< HMAC-SHA-256 with saved states
    double verifiedHeads = 0;    ///< Ed25519
};

/// `body`: a sync request with `packets` packets, of which each is `packetBytes` long. `folder`: on the disk in
/// question.
MachineLimits measureLimits(const QByteArray& body, int packets, qsizetype packetBytes, const QString& folder,
                            double seconds);

/// The lines of an exported log a second: simdjson over the line, SHA-256 over its entry and its data.
double bareVerification(const QString& exportFile, qint64& entries);

} // namespace haziri::bench
