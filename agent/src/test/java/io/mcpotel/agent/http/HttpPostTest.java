// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPostTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] JSON = "{\"text\":\"ä\"}".getBytes(UTF_8);
  private static final String PASSWORD = "changeit";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** Answers one request with these words, whatever it is; what it was is its result. */
  private static CompletableFuture<String> answer(ServerSocket server, String... words) {
    CompletableFuture<String> request = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                request.complete(read(socket.getInputStream()));
                OutputStream out = socket.getOutputStream();
                for (String part : words) {
                  out.write(part.getBytes(UTF_8));
                  out.flush();
                }
                // Until the other one has had enough: a close with unread bytes would be a reset.
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                request.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return request;
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int length = -1;
    while (length < 0 || text.length() < length) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
      int head = length < 0 ? text.indexOf("\r\n\r\n") : -1;
      if (head >= 0) {
        String sent = text.toString().split("(?i)content-length: ")[1].split("\r\n")[0];
        length = head + 4 + Integer.parseInt(sent);
      }
    }
    return text.toString();
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static HttpPost to(ServerSocket server, String path) {
    return new HttpPost("http://127.0.0.1:" + server.getLocalPort() + path, Map.of(), null);
  }

  private static HttpReply reply(String... words) throws IOException {
    try (ServerSocket server = server()) {
      answer(server, words);
      return to(server, "/").send(JSON, PATIENCE);
    }
  }

  @Test
  void aRequestIsWholeAndTheAnswerToo() throws Exception {
    try (ServerSocket server = server()) {
      CompletableFuture<String> request = answer(server, OK);
      String host = "127.0.0.1:" + server.getLocalPort();
      HttpPost post =
          new HttpPost(
              "http://" + host + "/a/b?c=d#e", Map.of("Authorization", "Bearer word"), null);
      HttpReply reply = post.send(JSON, PATIENCE);
      assertEquals(new HttpReply(200, null, "ok"), reply);
      String sent = request.get(60, TimeUnit.SECONDS);
      assertTrue(sent.startsWith("POST /a/b?c=d HTTP/1.1\r\nHost: " + host + "\r\n"), sent);
      assertTrue(sent.contains("\r\nAuthorization: Bearer word\r\n"), sent);
      assertTrue(sent.endsWith("\r\n\r\n" + new String(JSON, ISO_8859_1)), sent);
      assertEquals("http://" + host, post.shown());
    }
  }

  @Test
  void theUserOfTheUrlIsToldInTheHeaderThatIsMeantForIt() throws Exception {
    try (ServerSocket server = server()) {
      CompletableFuture<String> request = answer(server, OK);
      HttpPost post =
          new HttpPost("http://me:s%40fe@127.0.0.1:" + server.getLocalPort() + "/", Map.of(), null);
      assertTrue(post.send(JSON, PATIENCE).isSuccess());
      String sent = request.get(60, TimeUnit.SECONDS);
      assertTrue(sent.contains("\r\nAuthorization: Basic bWU6c0BmZQ==\r\n"), sent);
      assertFalse(sent.contains("s%40fe"), sent);
    }
  }

  @Test
  void anAnswerInPiecesIsPutTogether() throws IOException {
    HttpReply reply =
        reply(
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 400 Bad Request\r\n",
            "Transfer-Encoding: chunked\r\n\r\n3\r\nno_\r\n4;x=y\r\ntext\r\n0\r\n\r\n");
    assertEquals(new HttpReply(400, null, "no_text"), reply);
    assertFalse(reply.isWorthRetrying());
  }

  @Test
  void ofAnEndlessAnswerTheBeginningIsEnough() throws IOException {
    HttpReply reply = reply("HTTP/1.0 500 Oh\r\n\r\n", "x".repeat(1 << 20));
    assertEquals(8 * 1024, reply.body().length());
    assertTrue(reply.isWorthRetrying());
    assertThrows(IOException.class, () -> reply("HTTP/1.1 200 OK\r\nx: " + "x".repeat(1 << 20)));
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    HttpReply reply =
        reply("HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    assertEquals(307, reply.status());
    assertFalse(reply.isSuccess());
  }

  @Test
  void whoAsksForAPauseIsUnderstood() throws IOException {
    assertEquals(Duration.ofSeconds(30), after("Retry-After: 30"));
    assertEquals(
        Duration.ofSeconds(90),
        after("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\nDate: Fri, 31 Dec 1999 23:58:29 GMT"));
    assertEquals(Duration.ofDays(1), after("Retry-After: 999999999"));
    assertNull(after("Retry-After: soon"));
    assertNull(after("Retry-After: "));
  }

  private static Duration after(String headers) throws IOException {
    return reply("HTTP/1.1 429 Slow Down\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n")
        .retryAfter();
  }

  @Test
  void whoSaysNothingIsNotWaitedForAndWhatElseItSpeaksIsNoAnswer() throws IOException {
    try (ServerSocket server = server()) {
      answer(server);
      HttpPost post = to(server, "/secret");
      assertThrows(SocketTimeoutException.class, () -> post.send(JSON, Duration.ofMillis(200)));
    }
    assertThrows(IOException.class, () -> reply("220 mail.example.com ESMTP\r\n"));
  }

  @Test
  void whoDripsIsNotWaitedForEither() throws IOException {
    try (ServerSocket server = server()) {
      Thread dripping =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  read(socket.getInputStream());
                  while (true) {
                    socket.getOutputStream().write('H');
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  // It has hung up.
                }
              });
      dripping.setDaemon(true);
      dripping.start();
      assertThrows(
          SocketTimeoutException.class, () -> to(server, "/").send(JSON, Duration.ofMillis(300)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/secret",
        "example.com/secret",
        "http://example.com:99999/secret",
        "http://exa mple.com/secret",
        "http://example.com/secret\r\nX: y",
        "http:///secret"
      })
  void whatIsNoAddressIsRefusedWithoutAWordOfIt(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new HttpPost(url, Map.of(), null));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }

  @Test
  void aHeaderThatWouldBeTwoIsRefusedWithoutAWordOfIt() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new HttpPost("http://x/", Map.of("Authorization", "secret\nX: y"), null));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }

  @Test
  void addressesOfContainersAndOfIpv6AreUnderstood() {
    assertEquals("my_hub", HttpAddress.of("http://my_hub:8080").host());
    assertEquals("/", HttpAddress.of("http://my_hub:8080").path());
    assertEquals("/?a=b", HttpAddress.of("https://hub?a=b").path());
    assertEquals(443, HttpAddress.of("HTTPS://hub").port());
    assertEquals("::1", HttpAddress.of("http://[::1]:80/x").host());
    assertEquals("http://[::1]:80", HttpAddress.of("http://u:p@[::1]:80/x").shown());
  }

  @Test
  void whatTheApplicationSetsForItsOwnRequestsIsNotForOurs() throws IOException {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new Refusing());
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected java.net.PasswordAuthentication getPasswordAuthentication() {
            throw new AssertionError("asked for the application's password");
          }
        });
    try {
      assertEquals(
          401,
          reply(
                  "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                      + "Content-Length: 0\r\n\r\n")
              .status());
    } finally {
      ProxySelector.setDefault(before);
      Authenticator.setDefault(null);
    }
  }

  private static final class Refusing extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      throw new AssertionError("asked for the application's proxy");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  @Test
  void overTlsACertificateIsTrustedByItsFileAloneAndForItsHostAlone(@TempDir Path folder)
      throws Exception {
    Path keys = folder.resolve("keys.p12");
    Path certificate = folder.resolve("certificate.pem");
    keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=x", "-ext", "san=dns:localhost");
    keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    try (ServerSocket server =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String port = ":" + server.getLocalPort() + "/";
      CompletableFuture<String> request = answer(server, OK);
      HttpPost post = new HttpPost("https://localhost" + port, Map.of(), certificate);
      assertEquals("ok", post.send(JSON, PATIENCE).body());
      assertTrue(request.get(60, TimeUnit.SECONDS).startsWith("POST / HTTP/1.1"));

      answer(server, OK);
      HttpPost other = new HttpPost("https://127.0.0.1" + port, Map.of(), certificate);
      assertThrows(SSLException.class, () -> other.send(JSON, PATIENCE));

      answer(server, OK);
      HttpPost unknown = new HttpPost("https://localhost" + port, Map.of(), null);
      assertThrows(SSLException.class, () -> unknown.send(JSON, PATIENCE));
    }
    HttpPost missing =
        new HttpPost("https://localhost:1/", Map.of(), folder.resolve("missing.pem"));
    assertThrows(IOException.class, () -> missing.send(JSON, PATIENCE));
  }

  private static void keytool(Path keys, String... more) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "it"));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
