// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.http.HttpListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpListener listener;
  private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    folder = Path.of(Console.class.getResource("index.html").toURI()).getParent();
    listener = new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Console.serve(listener);
    listener.start();
  }

  @AfterAll
  static void end() {
    listener.close();
  }

  @Test
  void everyFileIsServedAsWhatItIsAndOnlyOnce() throws Exception {
    for (String name : files()) {
      HttpResponse<byte[]> plain = get("/console/" + name);
      assertEquals(200, plain.statusCode(), name);
      assertArrayEquals(Files.readAllBytes(folder.resolve(name)), plain.body(), name);
      assertEquals(TYPES.get(name.replaceFirst(".*\\.", "")), header(plain, "Content-Type"), name);
      assertEquals("nosniff", header(plain, "X-Content-Type-Options"), name);
      assertTrue(header(plain, "Content-Security-Policy").contains("default-src 'none'"), name);

      String tag = header(plain, "ETag");
      HttpResponse<byte[]> again = get("/console/" + name, "If-None-Match", tag);
      assertEquals(304, again.statusCode(), name);
      assertEquals(0, again.body().length, name);
    }
  }

  @Test
  void allOfItIsFewerThan150KilobytesOverTheWire() throws Exception {
    int sum = 0;
    for (String name : files()) {
      HttpResponse<byte[]> zipped = get("/console/" + name, "Accept-Encoding", "gzip");
      assertEquals("gzip", header(zipped, "Content-Encoding"), name);
      InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()));
      assertArrayEquals(Files.readAllBytes(folder.resolve(name)), unzipped.readAllBytes(), name);
      sum += zipped.body().length;
    }
    assertTrue(sum < 150_000, sum + " bytes");
  }

  @Test
  void thePageRunsNothingButTheHubsOwnFiles() throws Exception {
    HttpResponse<byte[]> page = get("/");
    assertEquals(200, page.statusCode());
    String text = new String(page.body(), StandardCharsets.UTF_8);
    assertEquals(read("index.html"), text);

    String policy = header(page, "Content-Security-Policy");
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(policy.contains("require-trusted-types-for 'script'"), policy);
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL).matcher(text);
    assertTrue(map.find());
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
    String source = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    assertTrue(policy.contains("script-src 'self' " + source + ";"), policy);
    assertFalse(map.find(), "one inline script, and no other");
    assertFalse(text.contains(" style=") || text.contains(" onload="), text);
  }

  @Test
  void noFileOfOursMakesMarkupOfText() throws Exception {
    Pattern markup =
        Pattern.compile(
            "innerHTML|outerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|document\\.write"
                + "|createContextualFragment|DOMParser|srcdoc|\\beval\\b|new Function");
    for (String name : ours()) {
      assertFalse(markup.matcher(read(name)).find(), name);
    }
  }

  @Test
  void noFileRefersToAnotherHost() throws Exception {
    for (String name : ours()) {
      String text = read(name).replace("http://www.w3.org/2000/svg", "");
      assertFalse(Pattern.compile("https?://[a-z]|[\"'(]//[a-z]").matcher(text).find(), name);
    }
    for (String name : files()) {
      assertFalse(read(name).contains("@import"), name);
      assertFalse(Pattern.compile("url\\((?!#)").matcher(read(name)).find(), name);
    }
  }

  @Test
  void whatAFileImportsIsThere() throws Exception {
    Pattern imports = Pattern.compile("(?:from|import\\()\\s*'([^']+)'");
    String map = read("index.html");
    for (String name : ours()) {
      Matcher imported = imports.matcher(read(name));
      while (name.endsWith(".js") && imported.find()) {
        String target = imported.group(1);
        if (target.startsWith(".")) {
          assertTrue(
              Files.isRegularFile(folder.resolve(name).getParent().resolve(target)),
              name + " imports " + target);
        } else {
          assertTrue(map.contains('"' + target + '"'), name + " imports " + target);
        }
      }
    }
  }

  @Test
  void whatIsNotThereIsSaidSoAndNothingElseIsReached() throws Exception {
    for (String path :
        List.of(
            "/nothing",
            "/console",
            "/console/",
            "/console/nothing.js",
            "/console/Console.class",
            "/console/lib/",
            "/console/parts/%2e%2e/app.js",
            "/console/%2e%2e/query/openapi.json",
            "/api/v1/nothing")) {
      HttpResponse<byte[]> answer = get(path);
      assertEquals(404, answer.statusCode(), path);
      assertEquals(
          "{\"error\":\"there is nothing at this path\"}",
          new String(answer.body(), StandardCharsets.UTF_8));
    }
    HttpRequest post =
        HttpRequest.newBuilder(uri("/")).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    assertEquals(405, CLIENT.send(post, BodyHandlers.discarding()).statusCode());
    HttpRequest head =
        HttpRequest.newBuilder(uri("/"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    assertEquals(200, CLIENT.send(head, BodyHandlers.discarding()).statusCode());
  }

  @Test
  void aPageOfAnotherNameDoesNotGetIt() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names = new ArrayList<>();
      files
          .filter(file -> TYPES.containsKey(file.toString().replaceFirst(".*\\.", "")))
          .forEach(file -> names.add(folder.relativize(file).toString().replace('\\', '/')));
      assertTrue(names.size() > 20, names::toString);
      return names;
    }
  }

  private static List<String> ours() throws IOException {
    return files().stream().filter(name -> !name.startsWith("lib/")).toList();
  }

  private static String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + listener.port() + path);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
