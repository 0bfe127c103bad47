// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import io.opentelemetry.proto.resource.v1.Resource;

/** Who said what follows: a service and its instance. */
record Speaker(long id, String service, String instance, String version, String attributes) {

  static Speaker of(Resource resource) {
    Attributes attributes = new Attributes(resource.getAttributesList());
    String all = attributes.rest();
    String service = attributes.text("service.name");
    String instance = attributes.text("service.instance.id");
    return new Speaker(
        new Fingerprint("resource").add(resource.toByteString()).value(),
        service == null ? "unknown_service" : service,
        // Those that name no instance are one for each host and process, where they say as much.
        instance == null ? place(attributes) : instance,
        attributes.text("service.version"),
        all);
  }

  Row row(Times times) {
    return on(Row.of(Table.RESOURCES, id), times.nowMicros(), times).set("attributes", attributes);
  }

  Row on(Row row, long time, Times times) {
    return row.set("time", (Long) time)
        .set("received", (Long) times.nowMicros())
        .set("service", service)
        .set("instance", instance)
        .set("resource_id", (Long) id);
  }

  private static String place(Attributes attributes) {
    String host = attributes.text("host.name");
    String process = attributes.text("process.pid");
    return (host == null ? "" : host) + (process == null ? "" : ":" + process);
  }
}
