// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What there was to weave: the MCP stacks of each class loader, and which of their hooks fitted.
 */
public final class FoundStacks {

  /** There may be any number of loaders, which come and go. */
  private static final int MOST = 100;

  private static final String SCHEMA = "io/modelcontextprotocol/spec/McpSchema.class";

  private final List<Entry> entries = new ArrayList<>();

  /**
   * A stack of one class loader.
   *
   * @param name what it is, with its version
   * @param loader the class loader's name, or else its class
   * @param jar where its classes come from, or null where that is unknown
   * @param hooks how many hooks were woven so far
   * @param missing the hooks that did not fit: the method, and what there is none of without it
   * @param whyNotWoven why nothing of it is woven, or null
   */
  public record Found(
      String name,
      String loader,
      String jar,
      int hooks,
      List<Missing> missing,
      String whyNotWoven) {}

  /** A hook that did not fit. */
  public record Missing(String method, String meaning) {}

  private static final class Entry {
    private final WeakReference<ClassLoader> loader;
    private final boolean langChain4j;
    private String loaderName;
    private String name;
    private String jar;
    private String whyNotWoven;
    private final Map<String, Integer> hooks = new HashMap<>();
    private final List<Missing> missing = new ArrayList<>();

    Entry(ClassLoader loader, boolean langChain4j) {
      this.loader = new WeakReference<>(loader);
      this.langChain4j = langChain4j;
    }
  }

  void found(ClassLoader loader, String type, String name, ProtectionDomain domain) {
    // Not under our lock: a loader may take its own, which another thread has that comes here.
    String jar = jar(loader, type, domain);
    String loaderName = named(loader);
    synchronized (this) {
      Entry entry = entry(loader, type);
      if (entry != null) {
        entry.name = name;
        entry.loaderName = loaderName;
        entry.jar = jar;
      }
    }
  }

  void addNotWoven(ClassLoader loader, String type, String name, String why) {
    String loaderName = named(loader);
    synchronized (this) {
      Entry entry = entry(loader, type);
      if (entry != null) {
        entry.name = name;
        entry.loaderName = loaderName;
        entry.whyNotWoven = why;
      }
    }
  }

  synchronized void woven(ClassLoader loader, String type, int hooks) {
    Entry entry = entry(loader, type);
    if (entry != null) {
      // A class may be woven again.
      entry.hooks.put(type, hooks);
    }
  }

  synchronized void missing(ClassLoader loader, HookPoint hook) {
    Entry entry = entry(loader, hook.type());
    Missing missing = new Missing(hook.toString(), hook.gives());
    if (entry != null && !entry.missing.contains(missing)) {
      entry.missing.add(missing);
    }
  }

  /** All of those that are still there. */
  public synchronized List<Found> all() {
    List<Found> all = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.loader.get() != null && entry.name != null) {
        all.add(
            new Found(
                entry.name,
                entry.loaderName,
                entry.jar,
                sum(entry.hooks),
                List.copyOf(entry.missing),
                entry.whyNotWoven));
      }
    }
    return all;
  }

  private static String named(ClassLoader loader) {
    String name = loader.getName();
    return name == null ? loader.getClass().getName() : name;
  }

  private static int sum(Map<String, Integer> hooks) {
    int sum = 0;
    for (int of : hooks.values()) {
      sum += of;
    }
    return sum;
  }

  private Entry entry(ClassLoader loader, String type) {
    boolean langChain4j = type.startsWith(Weaver.LANGCHAIN4J);
    for (Entry entry : entries) {
      if (entry.loader.get() == loader && entry.langChain4j == langChain4j) {
        return entry;
      }
    }
    entries.removeIf(entry -> entry.loader.get() == null);
    if (entries.size() >= MOST) {
      return null;
    }
    Entry entry = new Entry(loader, langChain4j);
    entries.add(entry);
    return entry;
  }

  /** The first class of an SDK may be one of Spring's, or a mapper's, which are in other jars. */
  private static String jar(ClassLoader loader, String type, ProtectionDomain domain) {
    if (!type.startsWith(Weaver.LANGCHAIN4J)) {
      URL schema = loader.getResource(SCHEMA);
      return schema == null
          ? null
          : schema.toString().replaceFirst("^jar:", "").replaceFirst("!?/" + SCHEMA + "$", "");
    }
    return domain == null || domain.getCodeSource() == null
        ? null
        : String.valueOf(domain.getCodeSource().getLocation());
  }
}
