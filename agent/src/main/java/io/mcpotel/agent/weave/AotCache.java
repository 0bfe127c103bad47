// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether this JVM records an AOT cache (JDK 24 and later). JDK 25 crashes at the start with a
 * cache that was made while a servlet was woven; one that was not is woven when the cache is used.
 */
final class AotCache {

  private AotCache() {}

  static boolean isBeingMade() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return !option(jvm, "AOTCacheOutput").isEmpty()
          || option(jvm, "AOTMode").equals("record")
          || !option(jvm, "AOTConfiguration").isEmpty();
    } catch (LinkageError | RuntimeException e) {
      // Another JVM, or one without this module.
      return false;
    }
  }

  private static String option(HotSpotDiagnosticMXBean jvm, String name) {
    try {
      String value = jvm.getVMOption(name).getValue();
      return value == null ? "" : value;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
