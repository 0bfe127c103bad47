// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.WeakIdentityMap;
import io.mcpotel.bootstrap.Bridge;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Weaves the hooks into the SDK's classes: calls of the Bridge, and nothing else. No member is
 * added, so that a class that is loaded already can be woven as well.
 */
public final class Weaver implements ClassFileTransformer {

  private static final String OPENTELEMETRY = "io/opentelemetry/";
  static final String LANGCHAIN4J = "dev/langchain4j/";
  private static final String WHAT_TO_SET =
      "JBoss Modules shows it with jboss.modules.system.pkgs=io.mcpotel.bootstrap, OSGi with"
          + " org.osgi.framework.bootdelegation=io.mcpotel.bootstrap and"
          + " org.osgi.framework.bundle.parent=app.";

  private final Map<String, List<HookPoint>> points = new HashMap<>();
  private final BiConsumer<ClassLoader, String> onFirstClass;
  private final FoundStacks found;
  private final WeakIdentityMap<Boolean> seen = new WeakIdentityMap<>();
  private final WeakIdentityMap<Boolean> seenLangChain4j = new WeakIdentityMap<>();

  /**
   * Makes a weaver.
   *
   * @param onFirstClass is given a loader and the name and version of a stack when the first class
   *     of it is woven
   * @param found takes what there is, and what fits
   */
  public Weaver(BiConsumer<ClassLoader, String> onFirstClass, FoundStacks found) {
    this.onFirstClass = onFirstClass;
    this.found = found;
    for (HookPoint point : HookList.ALL) {
      add(point);
    }
    LangChain4jHookList.ALL.forEach(this::add);
  }

  private void add(HookPoint point) {
    points.computeIfAbsent(point.type(), type -> new ArrayList<>()).add(point);
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    List<HookPoint> hooks = points.get(name);
    if (hooks == null) {
      return null;
    }
    try {
      if (name.startsWith(OPENTELEMETRY)) {
        return seesBridge(loader) ? weave(loader, name.replace('/', '.'), hooks, bytes) : null;
      }
      if (!seesBridge(loader)) {
        found.addNotWoven(
            loader,
            name,
            name.startsWith(LANGCHAIN4J) ? "LangChain4j's MCP client" : "MCP SDK",
            "its class loader does not let it see io.mcpotel.bootstrap: " + WHAT_TO_SET);
        AgentLog.once(
            loader
                + " does not let its classes see io.mcpotel.bootstrap; its MCP "
                + (name.startsWith(LANGCHAIN4J) ? "client" : "SDK")
                + " is not instrumented. "
                + WHAT_TO_SET);
        return null;
      }
      if (name.startsWith(LANGCHAIN4J)) {
        if (!name.equals(LangChain4jHookList.PIPE) && isFirst(loader, seenLangChain4j)) {
          String client = LangChain4jVersion.named(loader, domain);
          found.found(loader, name, client, domain);
          onFirstClass.accept(loader, client);
        }
        return weave(loader, name.replace('/', '.'), hooks, bytes);
      }
      if (name.startsWith(HookList.SERVLET) && AotCache.isBeingMade()) {
        return null;
      }
      if (name.equals(HookList.JACKSON)) {
        return SdkVersion.isTooOld(loader)
            ? null
            : weave(loader, name.replace('/', '.'), hooks, bytes);
      }
      if (SdkVersion.isTooOld(loader)) {
        String sdk = "MCP SDK " + SdkVersion.of(loader, domain);
        found.addNotWoven(
            loader, name, sdk, "it is older than 0.8, the oldest that the agent knows");
        AgentLog.once(
            sdk + " is older than 0.8, the oldest that the agent knows; it is not instrumented.");
        return null;
      }
      if (isFirst(loader, seen)) {
        String sdk = "MCP SDK " + SdkVersion.of(loader, domain);
        found.found(loader, name, sdk, domain);
        onFirstClass.accept(loader, sdk);
      }
      return weave(loader, name.replace('/', '.'), hooks, bytes);
    } catch (Throwable t) {
      AgentLog.report("weaving " + name, t);
      return null;
    }
  }

  private synchronized boolean isFirst(ClassLoader loader, WeakIdentityMap<Boolean> known) {
    return known.get(loader) == null && known.computeIfAbsent(loader, () -> true);
  }

  private byte[] weave(ClassLoader loader, String name, List<HookPoint> hooks, byte[] bytes) {
    WovenClass type = new WovenClass(bytes);
    List<HookPoint> there = new ArrayList<>();
    for (HookPoint hook : hooks) {
      if (type.has(hook.method())) {
        there.add(hook);
      } else if (!hook.optional() && !isElsewhere(loader, hook)) {
        missing(loader, hook);
      }
    }
    AgentLog.debug(name + ": " + there.size() + " of " + hooks.size() + " hooks");
    byte[] woven;
    try {
      woven = type.with(there);
    } catch (RuntimeException e) {
      AgentLog.debug(name + ": " + e);
      there = fitting(loader, type, there);
      woven = type.with(there);
    }
    if (!hooks.get(0).type().startsWith(OPENTELEMETRY)) {
      found.woven(loader, hooks.get(0).type(), there.size());
    }
    return woven;
  }

  /** Those of the hooks that can be woven: a method by the right name may have another shape. */
  private List<HookPoint> fitting(ClassLoader loader, WovenClass type, List<HookPoint> hooks) {
    List<HookPoint> fitting = new ArrayList<>();
    for (HookPoint hook : hooks) {
      try {
        type.with(List.of(hook));
        fitting.add(hook);
      } catch (RuntimeException e) {
        missing(loader, hook);
      }
    }
    return fitting;
  }

  private static boolean isElsewhere(ClassLoader loader, HookPoint hook) {
    if (hook.elsewhere() == null) {
      return false;
    }
    try (InputStream other = loader.getResourceAsStream(hook.elsewhere() + ".class")) {
      return other != null && new WovenClass(other.readAllBytes()).has(hook.method());
    } catch (IOException e) {
      return false;
    }
  }

  private void missing(ClassLoader loader, HookPoint hook) {
    if (!hook.type().startsWith(OPENTELEMETRY)) {
      found.missing(loader, hook);
    }
    String stack = hook.type().startsWith(LANGCHAIN4J) ? "LangChain4j" : "the SDK";
    AgentLog.once("not instrumented, this release of " + stack + " has it otherwise: " + hook);
  }

  /**
   * Some loaders let through only what they were told to, and a woven class there could not link.
   */
  private static boolean seesBridge(ClassLoader loader) {
    try {
      return Class.forName(Bridge.class.getName(), false, loader) == Bridge.class;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
