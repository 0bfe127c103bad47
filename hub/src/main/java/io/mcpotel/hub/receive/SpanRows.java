// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Locale;

/** A row for each span, MCP's or not. */
final class SpanRows {

  private static final int MOST_EVENTS = 128;

  private SpanRows() {}

  static Received of(ExportTraceServiceRequest request, Times times) {
    Received received = new Received();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      Speaker speaker = Speaker.of(ofResource.getResource());
      received.add(speaker.row(times));
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        for (Span span : ofScope.getSpansList()) {
          try {
            received.add(row(span, ofScope.getScope().getName(), speaker, times));
            if (OperationOfSpan.is(span)) {
              received.add(new OperationOfSpan(span, speaker, times));
            }
          } catch (Unusable e) {
            received.reject("the span " + Attributes.clean(span.getName()), e);
          }
        }
      }
    }
    return received;
  }

  private static Row row(Span span, String scope, Speaker speaker, Times times) throws Unusable {
    String traceId = Ids.hex(span.getTraceId(), Ids.TRACE);
    String spanId = Ids.hex(span.getSpanId(), Ids.SPAN);
    if (traceId == null || spanId == null) {
      throw new Unusable(
          "its trace_id has to have 16 bytes and its span_id 8, and not all of them zero");
    }
    long id =
        new Fingerprint("span")
            .add(span.getTraceId())
            .add(span.getSpanId())
            .add(span.getKindValue())
            .value();
    long time = times.micros(span.getStartTimeUnixNano());
    Attributes attributes = new Attributes(span.getAttributesList());
    return speaker
        .on(Row.of(Table.SPANS, id), time, times)
        .set("trace_id", traceId)
        .set("span_id", spanId)
        .set("parent_span_id", Ids.hex(span.getParentSpanId(), Ids.SPAN))
        .set("name", Attributes.clean(span.getName()))
        .set("kind", kind(span))
        .set("status", status(span.getStatus()))
        .set("status_message", Attributes.orNull(span.getStatus().getMessage()))
        .set("session_id", attributes.text("mcp.session.id"))
        .set("method", attributes.text("mcp.method.name"))
        .set("tool", attributes.text("gen_ai.tool.name"))
        .set("error_type", attributes.text("error.type"))
        .set("scope", Attributes.orNull(scope))
        .set("duration", (Double) OperationOfSpan.seconds(span))
        .set("events", events(span))
        .set("links", links(span))
        .set("attributes", attributes.rest());
  }

  private static String kind(Span span) {
    String name = span.getKind().name();
    return name.startsWith("SPAN_KIND_")
        ? name.substring("SPAN_KIND_".length()).toLowerCase(Locale.ROOT)
        : "unspecified";
  }

  private static String status(Status status) {
    return switch (status.getCode()) {
      case STATUS_CODE_OK -> "ok";
      case STATUS_CODE_ERROR -> "error";
      default -> "unset";
    };
  }

  private static String events(Span span) {
    if (span.getEventsCount() == 0) {
      return null;
    }
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    for (Span.Event event : span.getEventsList()) {
      if (events.size() < MOST_EVENTS) {
        ObjectNode node = events.addObject();
        node.put("name", Attributes.clean(event.getName()));
        node.put("time_unix_nano", Long.toUnsignedString(event.getTimeUnixNano()));
        String attributes = new Attributes(event.getAttributesList()).rest();
        if (attributes != null) {
          node.putRawValue("attributes", new RawValue(attributes));
        }
      }
    }
    return Attributes.json(events);
  }

  private static String links(Span span) {
    if (span.getLinksCount() == 0) {
      return null;
    }
    ArrayNode links = JsonNodeFactory.instance.arrayNode();
    for (Span.Link link : span.getLinksList()) {
      if (links.size() < MOST_EVENTS) {
        links
            .addObject()
            .put("trace_id", Ids.hex(link.getTraceId(), Ids.TRACE))
            .put("span_id", Ids.hex(link.getSpanId(), Ids.SPAN));
      }
    }
    return Attributes.json(links);
  }
}
