package dev.serai.metrics;

import java.util.List;

/**
 * What is measured of requests.
 *
 * @param enabled whether anything is
 * @param labels that its series have
 * @param mostSeries how many there may be; what comes beyond counts as {@code other}
 */
public record MetricsSettings(boolean enabled, List<String> labels, int mostSeries) {}
