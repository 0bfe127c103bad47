// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code probes} of {@code hub.yaml}. */
public record ProbeSettings(List<Probe> probes) {

  private static final int MOST = 200;
  private static final Duration EVERY = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Set<String> NOT_SET =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  public ProbeSettings {
    probes = List.copyOf(probes);
  }

  public static ProbeSettings read(Fields top) {
    List<Probe> probes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Value list = top.value("probes");
    for (Value value : list.list()) {
      Probe probe = probe(value.fields());
      if (probe != null && !names.add(probe.name())) {
        value.fields().value("name").wrong("is the name of another probe, too");
      } else if (probe != null) {
        probes.add(probe);
      }
    }
    if (probes.size() > MOST) {
      list.wrong("has to have " + MOST + " probes at most");
    }
    return new ProbeSettings(probes);
  }

  /** What is on, a line each. */
  public List<String> summary() {
    return probes.stream()
        .map(
            probe ->
                "probe "
                    + probe.name()
                    + ": "
                    + (probe.isMcp() ? "MCP" : "health")
                    + " at "
                    + probe.instance()
                    + " every "
                    + probe.every().toSeconds()
                    + "s")
        .toList();
  }

  private static Probe probe(Fields fields) {
    String name = fields.required("name").text(null);
    URI health = fields.value("health").url(null);
    URI mcp = fields.value("mcp").url(null);
    Duration every = between(fields.value("every"), EVERY, Duration.ofSeconds(1));
    Duration timeout = between(fields.value("timeout"), TIMEOUT, Duration.ofMillis(100));
    String service = fields.value("service").text(name);
    URI url = health == null ? mcp : health;
    String instance = fields.value("instance").text(url == null ? null : place(url));
    Map<String, String> headers = headers(fields.value("headers"));
    if ((health == null) == (mcp == null)) {
      fields
          .value("health")
          .wrong("or mcp has to be a URL that begins with http:// or https://, and not both");
      return null;
    }
    return name == null
        ? null
        : new Probe(name, service, instance, url, mcp != null, every, timeout, headers);
  }

  /** Without a user's name and password, which a URL may have. */
  private static String place(URI url) {
    return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  private static Duration between(Value value, Duration otherwise, Duration least) {
    Duration duration = value.duration(otherwise);
    if (duration.compareTo(least) < 0 || duration.compareTo(Duration.ofHours(1)) > 0) {
      value.wrong("has to be from " + least.toMillis() + "ms to 1h");
      return otherwise;
    }
    return duration;
  }

  private static Map<String, String> headers(Value value) {
    Map<String, String> headers = new TreeMap<>();
    value
        .entries()
        .forEach(
            (name, one) -> {
              String text = one.text("");
              boolean isFine =
                  name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                      && !NOT_SET.contains(name.toLowerCase(Locale.ROOT))
                      && text.matches("[\\x20-\\x7e\\t]*");
              if (isFine) {
                headers.put(name, text);
              } else {
                one.wrong("has to be a header that may be set, with a value of ASCII");
              }
            });
    return headers;
  }
}
