// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.settings.AlertSettings;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Reporting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What collectors and a hub are to believe us by: headers, a token, and the user and the query of
 * an endpoint. None of it is ever printed, be it in a message of the SDK's or of an HTTP client.
 */
public final class Credentials {

  private static final String PREFIX = "otel.exporter.otlp.";
  private static final List<String> SIGNALS = List.of("", "traces.", "metrics.", "logs.");
  private static final String HIDDEN = "[redacted:otlp]";

  /** Anything shorter could be a part of a word. */
  private static final int SHORTEST = 6;

  private final List<String> secrets = new ArrayList<>();

  public Credentials(Configuration configuration) {
    addAlerts(configuration);
    for (String signal : SIGNALS) {
      String headers = configuration.get(PREFIX + signal + "headers");
      for (String header : headers == null ? new String[0] : headers.split(",")) {
        add(header.substring(header.indexOf('=') + 1));
      }
      addEndpoint(configuration.get(PREFIX + signal + "endpoint"));
    }
    addEndpoint(Reporting.endpoint(configuration));
    String token = Reporting.token(configuration);
    if (token != null) {
      add(token);
    }
    // A secret may begin with another one.
    secrets.sort((one, other) -> other.length() - one.length());
  }

  /** The text without any of them. */
  public String hiddenIn(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hidden;
  }

  /** Of an endpoint, or of what was meant to be one, what everybody may know. */
  public static String withoutThem(String endpoint) {
    String address = endpoint.substring(0, end(endpoint, 0, "?#"));
    int authority = authority(address);
    int user = address.substring(0, end(address, authority, "/")).lastIndexOf('@');
    return user < authority
        ? address
        : address.substring(0, authority) + address.substring(user + 1);
  }

  /** Who knows a webhook's path may write to it. */
  private void addAlerts(Configuration configuration) {
    for (String url : AlertSettings.urls(configuration)) {
      addEndpoint(url);
      int authority = authority(url);
      String path = url.substring(end(url, authority, "/"), end(url, authority, "?#"));
      add(path);
      add(path.substring(path.lastIndexOf('/') + 1));
    }
    String key = AlertSettings.pagerDutyKey(configuration);
    if (key != null) {
      add(key);
    }
  }

  private void addEndpoint(String endpoint) {
    if (endpoint == null) {
      return;
    }
    int query = end(endpoint, 0, "?#");
    if (query < endpoint.length()) {
      add(endpoint.substring(query + 1));
      for (String pair : endpoint.substring(query + 1).split("[&;#]")) {
        add(pair.substring(pair.indexOf('=') + 1));
      }
    }
    int authority = authority(endpoint);
    int user = endpoint.substring(0, end(endpoint, authority, "/?#")).lastIndexOf('@');
    if (user >= authority) {
      String userInfo = endpoint.substring(authority, user);
      add(userInfo);
      add(userInfo.substring(userInfo.indexOf(':') + 1));
    }
  }

  private void add(String secret) {
    String plain = decoded(secret.trim());
    // Of "Bearer …", the token alone as well.
    String last = plain.substring(plain.lastIndexOf(' ') + 1);
    for (String form : List.of(secret.trim(), plain, last)) {
      if (form.length() >= SHORTEST && !secrets.contains(form)) {
        secrets.add(form);
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static int authority(String endpoint) {
    int scheme = endpoint.indexOf("://");
    return scheme < 0 ? 0 : scheme + 3;
  }

  private static int end(String text, int from, String ends) {
    for (int i = from; i < text.length(); i++) {
      if (ends.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
