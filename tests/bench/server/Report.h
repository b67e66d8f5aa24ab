// What was measured, by name: printed as lines and written as JSON.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <cstdio>
#include <vector>

namespace haziri::bench {

/// Durations of requests in milliseconds.
class Latencies {
  public:
    void add(double ms) { m_all.push_back(ms); }
    void add(const Latencies& other) { m_all.insert(m_all.end(), other.m_all.begin(), other.m_all.end()); }
    double percentile(double part) {
        if (m_all.empty()) return 0;
        const auto at = m_all.begin() + qsizetype(part * double(m_all.size() - 1));
        std::nth_element(m_all.begin(), at, m_all.end());
        return *at;
    }

  private:
    std::vector<double> m_all;
};

class Report {
  public:
    void section(const char* name) { std::printf("\n%s\n", name); }
    void add(const char* key, const char* what, double value, const char* unit) {
        std::printf("  %-58s %12.*f %s\n", what, value < 100 ? 2 : 0, value, unit);
        std::fflush(stdout);
        m_values.insert(QLatin1String(key), value);
    }
    void ratio(const char* key, const char* what, double value, double limit) {
        if (value > 0 && limit > 0) add(key, what, value / limit, "");
    }
    double value(const QString& key) const { return m_values.value(key).toDouble(); }
    const QJsonObject& values() const { return m_values; }

  private:
    QJsonObject m_values;
};

} // namespace haziri::bench
