// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Serves the console: its files lie beside this class, and its data are the API's. */
public final class Console {

  private static final String FOLDER = "/console/";
  private static final String PAGE = "index.html";
  private static final Pattern NAME = Pattern.compile("([a-z0-9_-]+/)?[a-z0-9_-]+\\.[a-z]+");

  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();
  private final String policy;

  private Console() {
    policy = ContentPolicy.of(StaticFile.read(PAGE).orElseThrow().content());
  }

  public static void serve(HttpListener listener) {
    Console console = new Console();
    listener.serve("/", console::answer);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Optional<StaticFile> file = file(exchange.getRequestURI().getPath());
    String method = exchange.getRequestMethod();
    if (file.isEmpty()) {
      Answer.error(exchange, 404, "there is nothing at this path");
    } else if (!method.equals("GET") && !method.equals("HEAD")) {
      Answer.error(exchange, 405, "this takes GET");
    } else {
      send(exchange, file.get(), method.equals("HEAD"));
    }
  }

  private Optional<StaticFile> file(String path) {
    String name =
        path.equals("/") ? PAGE : path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    // Only what is there is remembered: anybody can ask for any name.
    StaticFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<StaticFile> read = StaticFile.read(name);
    read.ifPresent(file -> files.put(name, file));
    return read;
  }

  private void send(HttpExchange exchange, StaticFile file, boolean isHead) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", policy);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("ETag", file.tag());
    // Asked for again each time, and answered by 304: a newer hub's page is never mixed of two.
    headers.set("Cache-Control", "no-cache");
    headers.set("Vary", "Accept-Encoding");
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (known != null && known.contains(file.tag())) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean isZipped = accepted != null && accepted.contains("gzip");
    if (isZipped) {
      headers.set("Content-Encoding", "gzip");
    }
    if (isHead) {
      headers.set("Content-Type", file.type());
      headers.set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    Answer.send(exchange, 200, file.type(), isZipped ? file.zipped() : file.content());
  }
}
