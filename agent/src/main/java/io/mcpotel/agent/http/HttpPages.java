// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import io.mcpotel.agent.core.AgentLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What there is to read, and who may read it: nobody whom a web page of others has sent. Several
 * may have their pages here.
 */
public final class HttpPages {

  private static final String HEAD = "HEAD";

  private final ConcurrentMap<String, Entry> entries = new ConcurrentSkipListMap<>();

  /** What can be read at a path. */
  public interface Page {
    /**
     * Answers a request; an {@link IllegalArgumentException} says that it makes no sense.
     *
     * @throws Exception where it cannot
     */
    HttpAnswer read(HttpRequest request) throws Exception;
  }

  /** A page, and the names that its owner goes by. */
  private record Entry(HostNames names, Page page) {}

  /**
   * @param names the names that mean us
   * @param pages by their paths
   */
  public HttpPages(HostNames names, Map<String, Page> pages) {
    pages.forEach((path, page) -> entries.put(path, new Entry(names, page)));
  }

  /** Begins with what there is at another. */
  HttpPages(HttpPages first) {
    add(first);
  }

  /** Takes what there is at others; false where they have a path that is taken. */
  boolean add(HttpPages others) {
    if (others.entries.keySet().stream().anyMatch(entries::containsKey)) {
      return false;
    }
    entries.putAll(others.entries);
    return true;
  }

  /** Lets go of what was taken; true where nothing is left to read. */
  boolean remove(HttpPages others) {
    others.entries.forEach(entries::remove);
    return entries.isEmpty();
  }

  /** The answer to this, whatever it is. */
  HttpAnswer answer(HttpRequest request) {
    Entry entry = entries.get(request.path());
    String refusal = refusal(request, entry);
    if (refusal != null) {
      return HttpAnswer.text(403, refusal);
    }
    if (entry == null) {
      return HttpAnswer.text(404, "There is " + String.join(", ", entries.keySet()) + ".");
    }
    if (!request.method().equals("GET") && !request.method().equals(HEAD)) {
      return HttpAnswer.text(405, "It can be read only.").with("Allow", "GET, HEAD");
    }
    try {
      return entry.page().read(request);
    } catch (IllegalArgumentException e) {
      return HttpAnswer.text(400, "The query makes no sense.");
    } catch (Throwable t) {
      AgentLog.report("answering an HTTP request", t);
      return HttpAnswer.text(500, "It failed.");
    }
  }

  /** Whether the body of the answer goes out. */
  static boolean hasBody(HttpRequest request) {
    return !request.method().equals(HEAD);
  }

  private String refusal(HttpRequest request, Entry entry) {
    List<String> hosts = request.values("host");
    // The old version has no such header, and no browser speaks it.
    boolean none = hosts.isEmpty() && request.isOldVersion();
    if (!none && (hosts.size() != 1 || !isOurs(hosts.get(0), entry))) {
      return "This host does not go by that name; otel.instrumentation.mcp.prometheus.hosts may say so.";
    }
    for (String origin : request.values("origin")) {
      if (none
          || !origin.equalsIgnoreCase("http://" + hosts.get(0))
              && !origin.equalsIgnoreCase("https://" + hosts.get(0))) {
        return "Pages of others may not read this.";
      }
    }
    return null;
  }

  private boolean isOurs(String host, Entry entry) {
    return entry == null
        ? entries.values().stream().anyMatch(any -> any.names().have(host))
        : entry.names().have(host);
  }
}
