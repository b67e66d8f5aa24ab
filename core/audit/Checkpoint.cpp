#include "core/audit/Checkpoint.h"

#include <QStringDecoder>
#include <algorithm>

namespace haziri::audit {

namespace {

constexpr char kEd25519 = 1; // the algorithm byte of signed-note
constexpr qsizetype kMaxNoteBytes = 64 * 1024;
constexpr qsizetype kKeyHashBytes = 4;
constexpr QByteArrayView kDash = "\xe2\x80\x94 "; // em dash, space

tl::unexpected<Error> invalid(const char* why) {
    return fail("CHECKPOINT_INVALID", QLatin1String(why));
}
tl::unexpected<Error> badKey(const char* why) {
    return fail("KEY_INVALID", QLatin1String(why));
}

/// Standard base64 with padding, in its one form.
std::optional<QByteArray> fromBase64(QByteArrayView text) {
    const QByteArray input = text.toByteArray();
    const auto decoded = QByteArray::fromBase64Encoding(input, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.toBase64() != input) return std::nullopt;
    return decoded.decoded;
}

/// Key names are not empty and hold no white space and no plus.
bool isName(QByteArrayView name) {
    if (name.isEmpty()) return false;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(name);
    if (decoder.hasError()) return false;
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || c == QLatin1Char('+') || c.category() == QChar::Other_Control;
    });
}

bool isNoteText(QByteArrayView note) {
    if (note.size() > kMaxNoteBytes) return false;
    if (std::any_of(note.begin(), note.end(), [](char c) { return (uchar(c) < 0x20 && c != '\n') || c == 0x7f; }))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString text = decoder(note);
    return !decoder.hasError();
}

QByteArray keyHash(QByteArrayView name, const crypto::Ed25519PublicKey& key) {
    static constexpr char between[] = {'\n', kEd25519};
    return crypto::toBytes(crypto::sha256({name, QByteArrayView(between, 2), key.raw()})).first(kKeyHashBytes);
}

std::optional<qint64> readSize(QByteArrayView text) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.isEmpty() || text.size() > 18 || !digits || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    return text.toByteArray().toLongLong();
}

/// Origin, size and root on a line each; further lines are extensions that this version passes over.
Result<Checkpoint> readBody(QByteArrayView body) {
    const QList<QByteArray> lines =
        body.toByteArray().split('\n'); // the last piece, behind the final newline, is empty
    if (lines.size() < 4) return invalid("fewer than three lines");
    if (std::any_of(lines.begin(), lines.end() - 1, [](const QByteArray& line) { return line.isEmpty(); }))
        return invalid("an empty line");
    const auto size = readSize(lines[1]);
    const auto root = fromBase64(lines[2]);
    if (!isName(lines[0]) || !size || !root || root->size() != qsizetype(sizeof(crypto::Digest)))
        return invalid("origin, size or root malformed");
    return Checkpoint{lines[0], *size, crypto::toDigest(*root)};
}

struct SignatureLine {
    QByteArray name, hash, signature;
};

Result<QList<SignatureLine>> readSignatures(QByteArrayView block) {
    QList<SignatureLine> result;
    for (const QByteArray& line : block.chopped(1).toByteArray().split('\n')) {
        const qsizetype space = line.indexOf(' ', kDash.size());
        if (!line.startsWith(kDash) || space < 0) return invalid("a malformed signature line");
        const QByteArray name = line.sliced(kDash.size(), space - kDash.size());
        const auto bytes = fromBase64(QByteArrayView(line).sliced(space + 1));
        if (!isName(name) || !bytes || bytes->size() <= kKeyHashBytes) return invalid("a malformed signature line");
        result.append({name, bytes->first(kKeyHashBytes), bytes->sliced(kKeyHashBytes)});
    }
    return result;
}

Result<void> verifySignatures(QByteArrayView body, const QList<SignatureLine>& lines, const VerifierKey& key) {
    bool signedByKey = false;
    const QByteArray hash = keyHash(key.name, key.key);
    for (const SignatureLine& line : lines) {
        if (line.name != key.name || line.hash != hash) continue; // somebody else's
        if (!key.key.verify(body, line.signature)) return invalid("the log's signature does not fit");
        signedByKey = true;
    }
    if (!signedByKey) return invalid("not signed by the log's key");
    return {};
}

QByteArray writeBody(const Checkpoint& checkpoint) {
    return checkpoint.origin + '\n' + QByteArray::number(checkpoint.size) + '\n' +
           crypto::toBytes(checkpoint.root).toBase64() + '\n';
}

} // namespace

QByteArray writeVerifierKey(const QByteArray& name, const crypto::Ed25519PublicKey& key) {
    Q_ASSERT(isName(name));
    return name + '+' + keyHash(name, key).toHex() + '+' + (QByteArray(1, kEd25519) + key.raw()).toBase64();
}

Result<VerifierKey> readVerifierKey(QByteArrayView text) {
    // The key's base64 may hold a plus itself, so the parts are counted from the left.
    const QByteArray input = text.toByteArray();
    const qsizetype first = input.indexOf('+');
    const qsizetype second = first < 0 ? -1 : input.indexOf('+', first + 1);
    if (second < 0) return badKey("not NAME+HASH+KEY");
    const auto bytes = fromBase64(QByteArrayView(input).sliced(second + 1));
    if (!bytes || bytes->size() != 33 || bytes->front() != kEd25519) return badKey("not an Ed25519 verifier key");
    auto key = crypto::Ed25519PublicKey::fromRaw(bytes->sliced(1));
    if (!key) return badKey("not an Ed25519 verifier key");
    const QByteArray name = input.first(first);
    if (!isName(name)) return badKey("malformed key name");
    if (input.sliced(first + 1, second - first - 1) != keyHash(name, *key).toHex())
        return badKey("the key hash does not fit");
    return VerifierKey{name, *key};
}

QByteArray signCheckpoint(const Checkpoint& checkpoint, const crypto::Ed25519PrivateKey& logKey) {
    Q_ASSERT(isName(checkpoint.origin));
    const QByteArray body = writeBody(checkpoint);
    const QByteArray signature = keyHash(checkpoint.origin, logKey.publicKey()) + logKey.sign(body);
    return body + '\n' + kDash.toByteArray() + checkpoint.origin + ' ' + signature.toBase64() + '\n';
}

Result<Checkpoint> verifyCheckpoint(QByteArrayView note, const VerifierKey& key) {
    if (!isNoteText(note) || !note.endsWith('\n')) return invalid("not the text of a signed note");
    // The signatures stand behind the last empty line; the text that is signed ends with the newline before it.
    const qsizetype gap = note.lastIndexOf(QByteArrayView("\n\n"));
    if (gap < 0 || gap + 2 >= note.size()) return invalid("no signatures");
    const QByteArrayView body = note.first(gap + 1);
    const auto lines = readSignatures(note.sliced(gap + 2));
    if (!lines) return fail(lines.error());
    if (auto verified = verifySignatures(body, *lines, key); !verified) return fail(verified.error());
    auto checkpoint = readBody(body);
    if (checkpoint && checkpoint->origin != key.name) return invalid("another log's checkpoint");
    return checkpoint;
}

} // namespace haziri::audit
