#include "server/http/RequestReader.h"

#include <QSet>

#include <boost/beast/http/parser.hpp>

namespace haziri::http {

namespace beast = boost::beast::http;

namespace {

/// Beast's way of taking a body, straight into the bytes that the handler gets.
struct BytesBody {
    using value_type = QByteArray;

    class reader {
      public:
        template <bool isRequest, class Fields>
        reader(beast::header<isRequest, Fields>&, value_type& body)
            : m_body(body) {}
        void init(const boost::optional<std::uint64_t>& length, boost::system::error_code& problem) {
            // No more than what is sure to be small: a client may announce much and send nothing.
            m_body.reserve(qsizetype(std::min<std::uint64_t>(length.value_or(0), 64 * 1024)));
            problem = {};
        }
        template <class Buffers>
        std::size_t put(const Buffers& buffers, boost::system::error_code& problem) {
            std::size_t taken = 0;
            for (auto at = boost::asio::buffer_sequence_begin(buffers); at != boost::asio::buffer_sequence_end(buffers);
                 ++at) {
                const boost::asio::const_buffer piece = *at;
                m_body.append(static_cast<const char*>(piece.data()), qsizetype(piece.size()));
                taken += piece.size();
            }
            problem = {};
            return taken;
        }
        void finish(boost::system::error_code& problem) { problem = {}; }

      private:
        value_type& m_body;
    };
};

} // namespace

struct RequestReader::Parser {
    beast::request_parser<BytesBody> beast;
};

namespace {

QByteArray toBytes(boost::beast::string_view text) {
    return QByteArray(text.data(), qsizetype(text.size()));
}

/// Fields that decide framing or identity: two of them would let two readers see two different requests.
bool mustBeSingle(const QByteArray& name) {
    static const QSet<QByteArray> names{
        "host",   "content-length", "transfer-encoding", "content-type",       "content-encoding", "authorization",
        "expect", "haziri-device",  "haziri-purpose",    "haziri-fingerprint", "haziri-app"};
    return names.contains(name);
}

/// The absolute form (RFC 9112, 3.2.2) names the same thing as its path; the authority is whoever is asked.
QByteArray toOriginForm(const QByteArray& target) {
    const QByteArray start = target.left(8).toLower();
    const qsizetype authority = start.startsWith("http://") ? 7 : start == "https://" ? 8 : -1;
    if (authority < 0) return target;
    qsizetype end = authority;
    while (end < target.size() && target[end] != '/' && target[end] != '?')
        ++end;
    if (end == authority) return target; // nobody is named: refused as no plain path
    const QByteArray rest = target.mid(end);
    return rest.startsWith('/') ? rest : '/' + rest;
}

bool isUnreserved(uchar c) {
    return c < 0x80 && (std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~');
}

/// Letters, digits and "-._~" mean the same written out and as %XX (RFC 3986, 6.2.2.2); all else stays as it is.
QByteArray withPlainUnreserved(const QByteArray& target) {
    const qsizetype query = target.indexOf('?');
    const qsizetype end = query < 0 ? target.size() : query;
    QByteArray plain;
    for (qsizetype i = 0; i < end; ++i) {
        const QByteArray code =
            target[i] == '%' && i + 2 < end ? QByteArray::fromHex(target.mid(i + 1, 2)) : QByteArray();
        const bool means = code.size() == 1 && isUnreserved(uchar(code[0]));
        plain += means ? code[0] : target[i];
        if (means) i += 2;
    }
    return plain + target.mid(end);
}

bool isPlainTarget(const QByteArray& target) {
    if (!target.startsWith('/') || target.size() > 4096) return false;
    for (qsizetype i = 0; i < target.size(); ++i) {
        const auto c = static_cast<unsigned char>(target[i]);
        if (c <= 0x20 || c >= 0x7f || c == '#' || c == '\\') return false;
        if (c == '%' && (i + 2 >= target.size() || !isxdigit(static_cast<unsigned char>(target[i + 1])) ||
                         !isxdigit(static_cast<unsigned char>(target[i + 2]))))
            return false;
    }
    return true;
}

} // namespace

RequestReader::RequestReader(qsizetype headLimit, int fieldLimit)
    : m_parser(std::make_unique<Parser>())
    , m_headLimit(headLimit)
    , m_fieldLimit(fieldLimit) {
    m_parser->beast.header_limit(std::uint32_t(headLimit) + 1024); // feedHead() refuses before
    m_parser->beast.body_limit(boost::none); // the limit depends on the route, which only the head names
    m_parser->beast.eager(false);            // stop at the end of the head
}

RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::refuse(int status, const char* code, const QString& detail) {
    m_refusal = {status, QByteArray(code), detail};
    return m_state = State::Refused;
}

RequestReader::State RequestReader::feed(QByteArray& buffer) {
    if (m_state == State::Head) return feedHead(buffer);
    if (m_state == State::Body) return feedBody(buffer);
    return m_state;
}

RequestReader::Scan RequestReader::scanHead(const QByteArray& buffer) {
    // The parser gets a head only when it is whole; until then only line ends are looked at, since waiting for the
    // CRLF CRLF of a client that ends its lines otherwise would be waiting for ever.
    for (; m_scanned < buffer.size(); ++m_scanned) {
        const qsizetype i = m_scanned;
        if (buffer[i] != '\n') {
            if (i > 0 && buffer[i - 1] == '\r') return Scan::Malformed;
            if (i > 0 && buffer[i - 1] == '\n' && (buffer[i] == ' ' || buffer[i] == '\t')) return Scan::Malformed;
            continue;
        }
        if (i == 0 || buffer[i - 1] != '\r') return Scan::Malformed;
        if (i >= 3 && buffer[i - 2] == '\n') return Scan::Whole;
    }
    return Scan::Partial;
}

RequestReader::State RequestReader::feedHead(QByteArray& buffer) {
    // RFC 9112 2.2: an empty line before a request is to be ignored.
    while (m_scanned <= 2 && buffer.startsWith("\r\n")) {
        buffer.remove(0, 2);
        m_scanned = 0;
    }
    const Scan scan = scanHead(buffer);
    if (scan == Scan::Malformed)
        return refuse(400, "BAD_REQUEST", QStringLiteral("line ends must be CRLF, lines must not be folded"));
    if (m_scanned >= m_headLimit)
        return refuse(431, "HEADER_TOO_LARGE", QStringLiteral("the request head is too large"));
    if (scan == Scan::Partial) return m_state;

    boost::system::error_code problem;
    const std::size_t used =
        m_parser->beast.put(boost::asio::const_buffer(buffer.constData(), std::size_t(m_scanned + 1)), problem);
    if (problem && problem != beast::error::need_more)
        return refuse(400, "BAD_REQUEST", QString::fromStdString(problem.message()));
    if (!m_parser->beast.is_header_done()) return refuse(400, "BAD_REQUEST", QStringLiteral("not a request head"));
    buffer.remove(0, qsizetype(used));
    if (!readHead()) return m_state;
    return m_state = State::Body;
}

bool RequestReader::readHead() {
    const auto& message = m_parser->beast.get();
    m_head.method = toBytes(message.method_string());
    m_head.target = toOriginForm(toBytes(message.target()));
    m_head.version = int(message.version());
    if (m_head.version != 10 && m_head.version != 11) {
        refuse(505, "HTTP_VERSION", QStringLiteral("only HTTP/1.0 and HTTP/1.1 are spoken here"));
        return false;
    }
    if (!isPlainTarget(m_head.target)) {
        refuse(400, "BAD_REQUEST", QStringLiteral("the request target is not a plain path"));
        return false;
    }
    m_head.target = withPlainUnreserved(m_head.target);
    QSet<QByteArray> seen;
    for (const auto& field : message) {
        const QByteArray name = toBytes(field.name_string()).toLower();
        if (mustBeSingle(name) && seen.contains(name)) {
            refuse(400, "BAD_REQUEST", QStringLiteral("a field that must be single is repeated"));
            return false;
        }
        seen.insert(name);
        m_head.fields.append({name, toBytes(field.value())});
    }
    if (m_head.fields.size() > m_fieldLimit) {
        refuse(431, "HEADER_TOO_LARGE", QStringLiteral("too many header fields"));
        return false;
    }
    if (m_head.version == 11 && !seen.contains("host")) {
        refuse(400, "BAD_REQUEST", QStringLiteral("Host is missing"));
        return false;
    }
    for (const char c : toBytes(message[beast::field::content_length]))
        if (c < '0' || c > '9') {
            refuse(400, "BAD_REQUEST", QStringLiteral("Content-Length is not one number"));
            return false;
        }
    const QByteArray coding = toBytes(message[beast::field::transfer_encoding]).trimmed().toLower();
    if (seen.contains("transfer-encoding") && (coding != "chunked" || m_head.version == 10)) {
        refuse(400, "BAD_REQUEST", QStringLiteral("the only transfer coding is chunked, in HTTP/1.1"));
        return false;
    }
    if (seen.contains("expect")) {
        if (toBytes(message[beast::field::expect]).toLower() != "100-continue") {
            refuse(417, "EXPECTATION_FAILED", QStringLiteral("unknown expectation"));
            return false;
        }
        m_head.expectContinue = m_head.version == 11;
    }
    m_head.chunked = m_parser->beast.chunked();
    m_head.contentLength = qint64(m_parser->beast.content_length().value_or(0));
    m_head.keepAlive = m_head.version == 11 && m_parser->beast.keep_alive();
    return true;
}

RequestReader::State RequestReader::setBodyLimit(qsizetype bytes) {
    m_bodyLimit = bytes;
    if (m_head.contentLength > bytes)
        return refuse(413, "TOO_LARGE", QStringLiteral("the body is larger than this address takes"));
    m_parser->beast.body_limit(std::uint64_t(bytes));
    return m_state;
}

RequestReader::State RequestReader::feedBody(QByteArray& buffer) {
    qsizetype used = 0;
    while (!m_parser->beast.is_done() && used < buffer.size()) {
        boost::system::error_code problem;
        const auto rest = boost::asio::const_buffer(buffer.constData() + used, std::size_t(buffer.size() - used));
        const auto taken = qsizetype(m_parser->beast.put(rest, problem));
        used += taken;
        if (problem == beast::error::body_limit || bodyBytes() > m_bodyLimit)
            return refuse(413, "TOO_LARGE", QStringLiteral("the body is larger than this address takes"));
        if (problem && problem != beast::error::need_more)
            return refuse(400, "BAD_REQUEST", QString::fromStdString(problem.message()));
        if (problem || taken == 0) break;
    }
    buffer.remove(0, used);
    if (m_parser->beast.is_done()) return m_state = State::Done;
    // What the parser leaves lying is at most the line of a chunk's size or a trailer.
    if (buffer.size() > m_headLimit) return refuse(400, "BAD_REQUEST", QStringLiteral("a chunk's head is too large"));
    return m_state;
}

qsizetype RequestReader::bodyBytes() const {
    return qsizetype(m_parser->beast.get().body().size());
}

QByteArray RequestReader::takeBody() {
    return std::move(m_parser->beast.get().body());
}

} // namespace haziri::http
