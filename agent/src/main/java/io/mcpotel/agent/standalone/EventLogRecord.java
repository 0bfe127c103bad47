// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.telemetry.LogRecords;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An event as a log record. The SDK's own copies each attribute from one map to the next; this one
 * keeps an array of them, and costs a third.
 */
final class EventLogRecord implements ReadWriteLogRecord, LogRecordData, Attributes {

  private static final int PAIR = 2;

  private final Event event;
  private final SpanContext span;
  private final Origin origin;
  private final long observedNanos;
  private final Value<?> body;
  private Object[] pairs;

  /** Who writes them. */
  record Origin(Resource resource, InstrumentationScopeInfo scope) {}

  EventLogRecord(Event event, SpanContext span, Object[] pairs, Origin origin, long observedNanos) {
    this.event = event;
    this.span = span;
    this.pairs = pairs;
    this.origin = origin;
    this.observedNanos = observedNanos;
    this.body = Value.of(event.body());
  }

  @Override
  public LogRecordData toLogRecordData() {
    return this;
  }

  @Override
  public Resource getResource() {
    return origin.resource();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return origin.scope();
  }

  @Override
  public long getTimestampEpochNanos() {
    return event.epochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return observedNanos;
  }

  @Override
  public SpanContext getSpanContext() {
    return span;
  }

  @Override
  public Severity getSeverity() {
    return LogRecords.severity(event.severity());
  }

  @Override
  public String getSeverityText() {
    return event.severity().name();
  }

  @Override
  @Deprecated
  public Body getBody() {
    return Body.string(event.body());
  }

  @Override
  public Value<?> getBodyValue() {
    return body;
  }

  @Override
  public String getEventName() {
    return event.name();
  }

  @Override
  public int getTotalAttributeCount() {
    return size();
  }

  @Override
  public Attributes getAttributes() {
    return this;
  }

  /** For a processor that adds to every record; the agent's own SDK has none of these. */
  @Override
  public synchronized <T> ReadWriteLogRecord setAttribute(AttributeKey<T> key, T value) {
    Map<AttributeKey<?>, Object> all = new LinkedHashMap<>(asMap());
    all.put(key, value);
    Object[] changed = new Object[all.size() * PAIR];
    int i = 0;
    for (Map.Entry<AttributeKey<?>, Object> entry : all.entrySet()) {
      changed[i++] = entry.getKey();
      changed[i++] = entry.getValue();
    }
    pairs = changed;
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(AttributeKey<T> key) {
    return (T) asMap().get(key);
  }

  @Override
  public <T> T getAttribute(AttributeKey<T> key) {
    return get(key);
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < pairs.length; i += PAIR) {
      consumer.accept((AttributeKey<?>) pairs[i], pairs[i + 1]);
    }
  }

  @Override
  public int size() {
    return pairs.length / PAIR;
  }

  @Override
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
    forEach(map::put);
    return map;
  }

  @Override
  public AttributesBuilder toBuilder() {
    AttributesBuilder builder = Attributes.builder();
    asMap().forEach((key, value) -> put(builder, key, value));
    return builder;
  }

  @SuppressWarnings("unchecked")
  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Object value) {
    builder.put(key, (T) value);
  }
}
