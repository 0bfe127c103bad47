// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's jar with a {@code hub.yaml}: who may come in, and how. */
class AccessIT {

  @TempDir Path folder;
  private HubProcess hub;
  private HttpClient client;
  private String send;
  private String read;

  @Test
  void reachedFromElsewhereItTakesTokensAndIsServedWithTls() throws Exception {
    new OpenSsl(folder).certificate("hub", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    Path config = writeConfig();
    HubProcess.Ended check = HubProcess.run("check", config.toString());
    assertEquals(0, check.status(), check::stderr);
    for (String line :
        List.of("HTTP on 0.0.0.0 port 4318", "tokens of 1 name", "TLS with the cert", "CN=hub")) {
      assertTrue(check.stdout().contains(line), check::stdout);
    }

    client = HttpClient.newBuilder().sslContext(trusting(folder.resolve("hub.crt"))).build();
    try (HubProcess started = HubProcess.configured(folder.resolve("data"), config)) {
      hub = started;
      assertTokensOverHttp();
      assertConnectionsOutliveRefusals();
      assertTokensOverGrpc();
      assertAgentsAreHeard();
      assertFailedTokensAreLimited();
      assertFalse(hub.stderr().contains(send) || hub.stderr().contains(read), hub::stderr);
      assertFalse(hub.stderr().contains("my-secret"), hub::stderr);
    }
  }

  @Test
  void whatIsWrongWithTheFileIsSaidWithItsLinesByCheckAndAtTheStart() throws Exception {
    Path config = folder.resolve("hub.yaml");
    Files.writeString(config, "host: 0.0.0.0\nprot: 4318\ngrpc_port: many\ntls: {key: x}\n");
    HubProcess.Ended check = HubProcess.run("check", config.toString());
    assertEquals(1, check.status());
    assertEquals("", check.stdout());
    List<String> lines = check.stderr().lines().toList();
    assertEquals(4, lines.size(), check::stderr);
    assertTrue(
        lines.get(0).startsWith(config + ":1: host is reached from other machines, which need"),
        check::stderr);
    assertTrue(lines.get(0).contains("`java -jar mcp-otel-hub.jar token NAME`"), check::stderr);
    assertEquals(config + ":2: there is no key prot: did you mean port?", lines.get(1));
    assertTrue(lines.get(2).startsWith(config + ":3: grpc_port has to be a whole number"));
    assertEquals(config + ":4: tls.certificate is missing", lines.get(3));

    Path data = folder.resolve("data");
    assertEquals(check.stderr(), HubProcess.failure(data, "--config", config.toString()));
    assertFalse(Files.exists(data));
  }

  @Test
  void itSaysWhatItCanDoAndWhichReleaseItIs() {
    HubProcess.Ended help = HubProcess.run("--help");
    assertEquals(0, help.status(), help::stderr);
    assertTrue(help.stdout().contains("check [FILE]"), help::stdout);
    HubProcess.Ended version = HubProcess.run("--version");
    assertTrue(version.stdout().matches("mcp-otel-hub [0-9.]+\\S*\\s"), version::stdout);
  }

  private Path writeConfig() throws Exception {
    HubProcess.Ended made = HubProcess.run("token", "ops");
    assertEquals(0, made.status(), made::stderr);
    send = find("to send  (\\S+)", made.stdout());
    read = find("to read  (\\S+)", made.stdout());
    String config =
        """
        host: 0.0.0.0
        tokens:
          %s
        tls:
          certificate: hub.crt
          key: hub.key
        """;
    return Files.writeString(
        folder.resolve("hub.yaml"), config.formatted(find("(ops: \\{.*})", made.stdout())));
  }

  private void assertTokensOverHttp() throws Exception {
    HttpResponse<String> response = get(null);
    assertEquals(401, response.statusCode());
    assertTrue(
        response.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic realm="));
    assertEquals(200, get("Bearer " + read).statusCode());
    assertEquals(200, get("Basic " + base64("anybody:" + read)).statusCode());
    assertEquals(403, get("Bearer " + send).statusCode());

    assertEquals(401, post(null).statusCode());
    assertEquals(403, post("Bearer " + read).statusCode());
    assertEquals(200, post("Bearer " + send).statusCode());
  }

  /** A request in two parts, of which the second comes while the first is being answered. */
  private void assertConnectionsOutliveRefusals() throws Exception {
    String head =
        "POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
            + "Content-Length: 300\r\nAuthorization: Bearer "
            + read
            + "\r\n\r\n";
    try (Socket socket =
        trusting(folder.resolve("hub.crt"))
            .getSocketFactory()
            .createSocket("localhost", hub.httpPort())) {
      socket.setSoTimeout((int) HubProcess.PATIENCE.toMillis());
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      for (int i = 0; i < 100; i++) {
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        socket.getOutputStream().write(new byte[300]);
        assertEquals("HTTP/1.1 403 Forbidden", answers.readLine());
        int length = 0;
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
            length = Integer.parseInt(line.substring("content-length: ".length()));
          }
        }
        assertEquals(length, answers.skip(length));
      }
    }
  }

  private void assertTokensOverGrpc() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", hub.grpcPort())
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(folder.resolve("hub.crt").toFile())
                    .build())
            .build();
    try {
      assertEquals(Status.Code.UNAUTHENTICATED, refused(channel, "Bearer my-secret"));
      assertEquals(Status.Code.PERMISSION_DENIED, refused(channel, "Bearer " + read));
      stub(channel, "Bearer " + send).export(Batches.operations("by-grpc", List.of("1")));
    } finally {
      channel.shutdownNow();
    }
  }

  private void assertAgentsAreHeard() throws Exception {
    Process server = underAgent("SampleServer", "http/protobuf", hub.httpPort(), "0");
    try {
      String port = server.inputReader().readLine();
      Process peer = underAgent("SampleClient", "grpc", hub.grpcPort(), "http://127.0.0.1:" + port);
      peer.getInputStream().readAllBytes();
      HubProcess.await(
          () -> {
            JsonNode servers = servers();
            return servers.findValuesAsText("service").contains("weather")
                && !servers.findPath("state").isMissingNode()
                && servers.findValues("calls").stream().anyMatch(calls -> calls.asInt() > 0)
                && servers.findValues("state").stream().anyMatch(state -> !state.isNull());
          });
    } finally {
      server.destroyForcibly();
    }
  }

  private void assertFailedTokensAreLimited() throws Exception {
    HttpResponse<String> response = get("Bearer my-secret");
    for (int i = 0; i < 20 && response.statusCode() == 401; i++) {
      response = get("Bearer my-secret");
    }
    assertEquals(429, response.statusCode());
    int seconds = Integer.parseInt(response.headers().firstValue("Retry-After").orElse("0"));
    assertTrue(0 < seconds && seconds <= 60, "" + seconds);
    assertEquals(200, get("Bearer " + read).statusCode());
    assertTrue(
        hub.stderr()
            .contains(
                "127.0.0.1 asked for GET /api/v1/servers and was rejected: with a wrong token"),
        hub::stderr);
  }

  private JsonNode servers() {
    try {
      return new ObjectMapper().readTree(get("Bearer " + read).body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> get(String authorization) throws Exception {
    return send(request("/api/v1/servers?from=15m", authorization));
  }

  private HttpResponse<String> post(String authorization) throws Exception {
    byte[] body = Batches.operations("by-http", List.of("1")).toByteArray();
    return send(
        request("/v1/logs", authorization)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + hub.httpPort() + path))
            .timeout(HubProcess.PATIENCE);
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Status.Code refused(ManagedChannel channel, String authorization) {
    return assertThrows(
            StatusRuntimeException.class,
            () -> stub(channel, authorization).export(Batches.operations("by-grpc", List.of("1"))))
        .getStatus()
        .getCode();
  }

  private static LogsServiceGrpc.LogsServiceBlockingStub stub(
      ManagedChannel channel, String authorization) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return LogsServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private Process underAgent(String main, String protocol, int port, String argument)
      throws Exception {
    String agent = "-Dotel.instrumentation.mcp.";
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-javaagent:" + System.getProperty("agent.jar"),
            "-Dotel.service.name=" + (main.equals("SampleServer") ? "weather" : "weather-client"),
            "-Dotel.exporter.otlp.endpoint=https://localhost:" + port,
            "-Dotel.exporter.otlp.protocol=" + protocol,
            "-Dotel.exporter.otlp.certificate=" + folder.resolve("hub.crt"),
            "-Dotel.exporter.otlp.headers=authorization=Bearer%20" + send,
            agent + "report.endpoint=https://localhost:" + hub.httpPort() + "/api/v1/metrics",
            agent + "report.interval=1s",
            agent + "report.token=" + send,
            agent + "report.certificate=" + folder.resolve("hub.crt"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.mcpotel.sample." + main,
            argument);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "hub", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }
}
