// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import io.mcpotel.agent.core.Problems;
import java.util.List;
import java.util.Map;

/** What there is to read, and who may read it: nobody whom a web page of others has sent. */
public final class HttpPages {

  private static final String HEAD = "HEAD";

  /** What can be read at a path. */
  public interface Page {
    /**
     * Answers a request; an {@link IllegalArgumentException} says that it makes no sense.
     *
     * @throws Exception where it cannot
     */
    HttpAnswer read(HttpRequest request) throws Exception;
  }

  private final HostNames names;
  private final Map<String, Page> pages;

  /**
   * @param names the names that mean us
   * @param pages by their paths
   */
  public HttpPages(HostNames names, Map<String, Page> pages) {
    this.names = names;
    this.pages = Map.copyOf(pages);
  }

  /** The answer to this, whatever it is. */
  HttpAnswer answer(HttpRequest request) {
    String refusal = refusal(request);
    if (refusal != null) {
      return HttpAnswer.text(403, refusal);
    }
    Page page = pages.get(request.path());
    if (page == null) {
      return HttpAnswer.text(404, "There is " + String.join(", ", pages.keySet()) + ".");
    }
    if (!request.method().equals("GET") && !request.method().equals(HEAD)) {
      return HttpAnswer.text(405, "It can be read only.").with("Allow", "GET, HEAD");
    }
    try {
      return page.read(request);
    } catch (IllegalArgumentException e) {
      return HttpAnswer.text(400, "The query makes no sense.");
    } catch (Throwable t) {
      Problems.report("answering an HTTP request", t);
      return HttpAnswer.text(500, "It failed.");
    }
  }

  /** Whether the body of the answer goes out. */
  static boolean hasBody(HttpRequest request) {
    return !request.method().equals(HEAD);
  }

  private String refusal(HttpRequest request) {
    List<String> hosts = request.values("host");
    // The old version has no such header, and no browser speaks it.
    boolean none = hosts.isEmpty() && request.isOldVersion();
    if (!none && (hosts.size() != 1 || !names.have(hosts.get(0)))) {
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
}
