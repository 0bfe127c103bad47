// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.catalog.Catalog;
import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Registered;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.WeakIdentityMap;
import io.mcpotel.agent.core.event.CatalogEvent;
import java.lang.ref.WeakReference;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Knows the SDK's servers: how much each has registered, and which of its tools change while it has
 * clients. What it registers is the truth, for what it answers may be filtered for a client.
 */
final class ServerTools {

  private static final String TOOLS = "tools";
  private static final String PROMPTS = "prompts";

  private final Application application;
  private final Catalogs catalogs;
  private final WeakIdentityMap<Server> servers = new WeakIdentityMap<>();

  /** Whether any client has been answered: what is registered before is nobody's surprise. */
  private volatile boolean inUse;

  ServerTools(Application application, Catalogs catalogs) {
    this.application = application;
    this.catalogs = catalogs;
    application.setRegistered(this::registered);
    application.hashesCatalogBy(
        () -> Guard.make("reading servers' tools", null, this::catalogHash));
  }

  /** What is known of one server, which it does not keep alive. */
  private static final class Server {
    private final WeakReference<Object> sdkServer;
    private final Catalog catalog = new Catalog();
    private volatile boolean hasBaseline;
    private volatile boolean closed;

    Server(Object sdkServer) {
      this.sdkServer = new WeakReference<>(sdkServer);
    }
  }

  /** A server was made. */
  void created(Object sdkServer) {
    Object whole = whole(sdkServer);
    // In SDK 0.8 one class extends the other, so that its constructor has only begun.
    if (Fields.read(whole, TOOLS) != null) {
      servers.computeIfAbsent(whole, () -> new Server(whole));
      application.hasServer();
    }
  }

  /** A request was answered, by a server or by a client. */
  void answered(Session session) {
    if (!inUse && !session.isClient()) {
      inUse = true;
    }
  }

  /** A server returned a Mono that adds or removes a tool. */
  Object changing(Object sdkServer, Object result) {
    if (!application.settings().showsDetails() || !(result instanceof Mono<?> change)) {
      return result;
    }
    Object whole = whole(sdkServer);
    Server server = servers.get(whole);
    if (server == null) {
      // It was there before the agent, and so may its clients have been.
      inUse = true;
      server = servers.computeIfAbsent(whole, () -> new Server(whole));
    }
    if (!inUse) {
      return result;
    }
    Server known = server;
    if (!known.hasBaseline) {
      compare(known, whole);
    }
    return change
        .doOnTerminate(() -> compareSafely(known, whole))
        .doOnCancel(() -> compareSafely(known, whole));
  }

  /** A server is closed by the returned Mono. */
  Object closing(Object sdkServer, Object result) {
    return result instanceof Mono<?> mono
        ? mono.doFinally(end -> Guard.run("closing a server", () -> closed(sdkServer)))
        : result;
  }

  /** A server was closed. */
  void closed(Object sdkServer) {
    Server server = servers.get(whole(sdkServer));
    if (server != null) {
      server.closed = true;
    }
  }

  private void compareSafely(Server server, Object sdkServer) {
    Guard.run("reading a server's tools", () -> compare(server, sdkServer));
  }

  /** Has the tools of now compared with those of the last time; the first time, with nothing. */
  private void compare(Server server, Object sdkServer) {
    // So that what was read first is compared first.
    synchronized (server) {
      if (!(Fields.read(sdkServer, TOOLS) instanceof Collection<?> specifications)) {
        return;
      }
      server.hasBaseline = true;
      List<Object> tools = new ArrayList<>();
      for (Object specification : specifications) {
        tools.add(Records.get(specification, "tool"));
      }
      String name =
          Records.get(Fields.read(sdkServer, "serverInfo"), "name") instanceof String text
              ? text
              : null;
      long now = Epoch.now();
      catalogs.later(() -> emit(server.catalog, name, tools, now));
    }
  }

  private void emit(Catalog catalog, String server, List<Object> tools, long at)
      throws NoSuchAlgorithmException {
    for (CatalogEvent.Change change : catalog.allAre(Fingerprints.of(tools))) {
      application
          .telemetry()
          .onEvent(CatalogEvent.madeByServer(server, change, application.privacy(), at));
    }
  }

  /** Whether a server that is not closed has this tool or prompt. */
  boolean has(Target target) {
    for (Server server : servers.values()) {
      Object sdkServer = server.sdkServer.get();
      if (sdkServer != null && !server.closed && has(sdkServer, target)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Object sdkServer, Target target) {
    boolean tool = target.kind() == Target.Kind.TOOL;
    Object registered = Fields.read(sdkServer, tool ? TOOLS : PROMPTS);
    if (registered instanceof Map<?, ?> byName) {
      return byName.containsKey(target.name());
    }
    if (registered instanceof Collection<?> specifications) {
      for (Object specification : specifications) {
        Object item = Records.get(specification, tool ? "tool" : "prompt");
        if (target.name().equals(Records.get(item, "name"))) {
          return true;
        }
      }
    }
    return false;
  }

  /** What all servers that are not closed have, or null where there is none. */
  private Registered registered() {
    Registered all = null;
    for (Server server : servers.values()) {
      Object sdkServer = server.sdkServer.get();
      if (sdkServer != null && !server.closed) {
        Registered one =
            new Registered(
                size(Fields.read(sdkServer, TOOLS)),
                size(Fields.read(sdkServer, PROMPTS)),
                resources(Fields.read(sdkServer, "resources")));
        all = all == null ? one : all.and(one);
      }
    }
    return all;
  }

  /** A hash of the tools of all servers that are not closed, or null where there is none. */
  private String catalogHash() throws NoSuchAlgorithmException {
    List<Object> tools = new ArrayList<>();
    boolean any = false;
    for (Server server : servers.values()) {
      Object sdkServer = server.sdkServer.get();
      Object registered = sdkServer == null ? null : Fields.read(sdkServer, TOOLS);
      if (!server.closed && registered instanceof Collection<?> specifications) {
        any = true;
        specifications.forEach(one -> tools.add(Records.get(one, "tool")));
      }
    }
    return any ? Fingerprints.ofAll(tools) : null;
  }

  private static long size(Object registered) {
    return registered instanceof Collection<?> all
        ? all.size()
        : registered instanceof Map<?, ?> map ? map.size() : Registered.UNKNOWN;
  }

  /** Before 0.14 a template stood among the resources, told by the braces of its URI. */
  private static long resources(Object registered) {
    return registered instanceof Map<?, ?> byUri
        ? byUri.keySet().stream().filter(uri -> !String.valueOf(uri).contains("{")).count()
        : Registered.UNKNOWN;
  }

  /** The server itself: in SDK 0.8 the one that an application holds leads to another. */
  private static Object whole(Object sdkServer) {
    Object delegate = Fields.read(sdkServer, "delegate");
    return delegate == null ? sdkServer : delegate;
  }
}
