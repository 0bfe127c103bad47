// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Registered;
import io.mcpotel.agent.core.WeakIdentityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What is known of the servers of all applications, which it does not keep alive. */
final class Servers {

  /** So many it knows at most of what tells one catalogue from another. */
  private static final int MOST_CATALOGS = 10;

  /** Applications, and the release of each one's SDK. */
  private final WeakIdentityMap<String> applications = new WeakIdentityMap<>();

  private volatile Peer lastInitialized;

  void add(Application application, String sdkVersion) {
    applications.computeIfAbsent(application, () -> sdkVersion == null ? "" : sdkVersion);
  }

  /** A request has ended: one that began a session tells who its server is. */
  void ended(Operation operation) {
    if (operation.isOf(Methods.INITIALIZE) && operation.session().facts().serverInfo() != null) {
      lastInitialized = operation.session().facts().serverInfo();
    }
  }

  /** Does something with each application that has a server. */
  void each(Consumer<Application> visitor) {
    applications.forEach(
        (key, version) -> {
          Application application = (Application) key;
          if (application.serves()) {
            visitor.accept(application);
          }
        });
  }

  boolean any() {
    boolean[] any = new boolean[1];
    each(application -> any[0] = true);
    return any[0];
  }

  /** How many sessions clients have open. */
  int sessions() {
    int[] open = new int[1];
    each(
        application ->
            application
                .sessions()
                .values()
                .forEach(session -> open[0] += session.isOpen() && !session.isClient() ? 1 : 0));
    return open[0];
  }

  /** The shortest time since a request was answered without an error, or -1. */
  long sinceSuccess() {
    long[] shortest = {-1};
    each(
        application -> {
          long nanos = application.nanosSinceSuccess();
          if (nanos >= 0 && (shortest[0] < 0 || nanos < shortest[0])) {
            shortest[0] = nanos;
          }
        });
    return shortest[0];
  }

  /** How many tools they have, or -1 where that is not known. */
  int tools() {
    long[] tools = {Registered.UNKNOWN};
    each(
        application -> {
          Registered registered = application.registered();
          if (registered != null && registered.tools() != Registered.UNKNOWN) {
            tools[0] = Math.max(0, tools[0]) + registered.tools();
          }
        });
    return (int) Math.min(Integer.MAX_VALUE, tools[0]);
  }

  /** Who one of them says it is, as it may be exported, or null. */
  Peer peer() {
    return lastInitialized;
  }

  List<String> sdkVersions() {
    TreeSet<String> versions = new TreeSet<>();
    applications.forEach(
        (key, version) -> {
          if (((Application) key).serves() && !version.isEmpty()) {
            versions.add(version);
          }
        });
    return List.copyOf(versions);
  }

  /** What tells their tools from others, or null where nothing does. */
  String catalogHash() {
    List<String> hashes = new ArrayList<>();
    each(
        application -> {
          String hash = application.catalogHash();
          if (hash != null && hashes.size() < MOST_CATALOGS) {
            hashes.add(hash);
          }
        });
    return hashes.isEmpty() ? null : String.join("+", new TreeSet<>(hashes));
  }
}
