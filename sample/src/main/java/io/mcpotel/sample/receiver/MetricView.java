// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import java.util.List;
import java.util.Map;

/**
 * A received metric data point in plain Java values.
 *
 * <p>{@code type} is {@code histogram}, {@code exponential_histogram}, {@code sum} or {@code
 * gauge}. Histograms have {@code count} and {@code sum}, those with explicit buckets also {@code
 * bounds} and {@code bucketCounts} (one more than bounds); their {@code value} is NaN. Sums and
 * gauges have {@code value} only.
 */
public record MetricView(
    String name,
    String unit,
    String type,
    Map<String, Object> attributes,
    Map<String, Object> resource,
    String scopeName,
    long count,
    double sum,
    List<Double> bounds,
    List<Long> bucketCounts,
    double value,
    List<String> exemplarTraceIds) {}
