// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.mcpotel.agent.core.AgentLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Hears of each garbage collection, on the thread that the JVM has for such news. */
final class GcListener implements NotificationListener {

  private static final double MILLIS = 1000;
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("jvm.gc.name");
  private static final AttributeKey<String> ACTION = AttributeKey.stringKey("jvm.gc.action");

  private final DoubleHistogram durations;

  private GcListener(DoubleHistogram durations) {
    this.durations = durations;
  }

  static void recordInto(DoubleHistogram durations) {
    GcListener listener = new GcListener(durations);
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    String type = GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;
    if (!type.equals(notification.getType())) {
      return;
    }
    try {
      GarbageCollectionNotificationInfo collection =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
      durations.record(
          collection.getGcInfo().getDuration() / MILLIS,
          Attributes.of(NAME, collection.getGcName(), ACTION, collection.getGcAction()));
    } catch (RuntimeException | LinkageError e) {
      AgentLog.report("measuring a garbage collection", e);
    }
  }
}
