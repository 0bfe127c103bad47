// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import io.mcpotel.agent.standalone.Credentials;
import io.mcpotel.agent.standalone.OtlpTarget;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Finds out why an endpoint takes no telemetry: name, connection, TLS, and an empty export. */
final class EndpointCheck {

  private static final String ABOUT = "endpoint";
  private static final int CONNECT_MILLIS = 2_000;
  private static final Duration EXPORT = Duration.ofSeconds(3);
  private static final Duration OTHER_TRY = Duration.ofSeconds(2);

  private final OtlpTarget target;
  private final String shown;
  private String through = "";

  private EndpointCheck(OtlpTarget target) {
    this.target = target;
    this.shown = target.shown();
  }

  static Finding of(OtlpTarget target) {
    EndpointCheck check = new EndpointCheck(target);
    Finding connection = check.connection();
    return connection == null ? check.export() : connection;
  }

  private Finding connection() {
    URI endpoint = target.endpoint();
    InetSocketAddress proxy = proxy();
    String host = proxy == null ? endpoint.getHost() : proxy.getHostString();
    int port = proxy == null ? port(endpoint) : proxy.getPort();
    String where = proxy == null ? host + ":" + port : "the proxy " + host + ":" + port;
    if (proxy != null) {
      through = " through " + where;
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return bad(
          host + " is a name without an address here",
          "check its spelling, and that this machine or container can look it up");
    }
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return null;
    } catch (SocketTimeoutException e) {
      return bad(
          "no connection to " + where + " within " + CONNECT_MILLIS / 1_000 + " s",
          "see whether a firewall or a network policy is in between");
    } catch (IOException e) {
      return bad(
          "no connection to " + where + " (" + e.getMessage() + ")",
          address.isLoopbackAddress()
              ? "start a collector there, or set otel.exporter.otlp.endpoint; in a container,"
                  + " localhost is the container"
              : "start the collector, or set otel.exporter.otlp.endpoint");
    }
  }

  private InetSocketAddress proxy() {
    ProxySelector selector = ProxySelector.getDefault();
    if (selector == null) {
      return null;
    }
    for (Proxy proxy : selector.select(target.endpoint())) {
      if (proxy.type() != Proxy.Type.DIRECT && proxy.address() instanceof InetSocketAddress at) {
        return at;
      }
    }
    return null;
  }

  private Finding export() {
    EmptyExport.Answer answer = EmptyExport.send(target, EXPORT);
    if (answer.isTaken()) {
      return Finding.good(
          ABOUT, shown + through + " takes an empty export by " + protocol(target.grpc()));
    }
    if (answer.error() instanceof SSLException) {
      return ofTls((SSLException) answer.error());
    }
    if (answer.error() != null && speaksPlainly()) {
      return noTls();
    }
    Finding otherProtocol = otherProtocol(answer);
    if (otherProtocol != null) {
      return otherProtocol;
    }
    if (answer.error() != null) {
      return bad("no answer to an empty export (" + words(answer.error()) + ")", whoListens());
    }
    return target.grpc() ? ofGrpc(answer) : ofHttp(answer);
  }

  private Finding ofTls(SSLException error) {
    String words = words(error);
    return words.contains("Unsupported or unrecognized SSL message") || words.contains("plaintext")
        ? noTls()
        : bad(
            "TLS fails (" + words + ")",
            "give the authority that signed its certificate in otel.exporter.otlp.certificate, and"
                + " the name that is in it as the host");
  }

  private Finding noTls() {
    return bad("it speaks no TLS", "write http:// instead of https://, or the port that has TLS");
  }

  /** Whether it answers without TLS where TLS is asked for; no secret goes that way. */
  private boolean speaksPlainly() {
    String endpoint = target.endpoint().toString();
    if (target.grpc() || !endpoint.startsWith("https:")) {
      return false;
    }
    URI plain = URI.create(Credentials.withoutThem(endpoint).replaceFirst("https:", "http:"));
    return EmptyExport.send(target.withoutHeaders().at(plain, false), OTHER_TRY).http() > 0;
  }

  /** Whether what is there answers if it is spoken to in the other way. */
  private Finding otherProtocol(EmptyExport.Answer answer) {
    boolean hopeless =
        answer.error() != null
            || answer.grpc() == GrpcStatusCode.UNKNOWN
            || answer.grpc() == GrpcStatusCode.INTERNAL
            || answer.http() == 400
            || answer.http() == 415
            || answer.http() == 464;
    if (!hopeless) {
      return null;
    }
    URI endpoint = target.endpoint().resolve(target.grpc() ? target.path() : "/");
    EmptyExport.Answer other = EmptyExport.send(target.at(endpoint, !target.grpc()), OTHER_TRY);
    boolean answers =
        other.isTaken()
            || other.grpc() == GrpcStatusCode.UNAUTHENTICATED
            || other.grpc() == GrpcStatusCode.PERMISSION_DENIED
            || target.grpc() && (other.http() == 401 || other.http() == 403);
    if (!answers) {
      return null;
    }
    return target.grpc()
        ? bad(
            "it speaks OTLP by HTTP, not by gRPC",
            "set otel.exporter.otlp.protocol=http/protobuf, or the port of gRPC, mostly 4317")
        : bad(
            "it speaks OTLP by gRPC, not by HTTP",
            "set otel.exporter.otlp.protocol=grpc, or the port of HTTP, mostly 4318");
  }

  private Finding ofHttp(EmptyExport.Answer answer) {
    int status = answer.http();
    String answers = "it answers " + status;
    if (answer.isPage() && status < 300) {
      return bad(answers + " with a page, as no collector does", whoListens());
    }
    if (answer.text().contains("HTTPS")) {
      return bad(answers + ": it speaks TLS", "write https:// instead of http://");
    }
    return switch (status) {
      case 401, 403 -> bad(answers, "it wants to know who sends: set otel.exporter.otlp.headers");
      case 404, 405 -> ofPath(answers);
      case 407 -> bad(answers, "the proxy wants a login: let it pass this host, or go around it");
      case 429 -> bad(answers, "it is told too much: sample, or ask its operator for more");
      case 502, 503, 504 ->
          bad(answers, "a proxy or gateway answers for a collector that it does not reach");
      default -> bad(answers, "see the collector's log");
    };
  }

  private Finding ofPath(String answers) {
    URI usual = target.endpoint().resolve(target.path());
    if (!usual.getPath().equals(target.endpoint().getPath())
        && EmptyExport.send(target.at(usual, false), OTHER_TRY).isTaken()) {
      String root = target.at(target.endpoint().resolve("/"), false).shown();
      String base = root.substring(0, root.length() - 1);
      return bad(
          answers + ", but takes it at " + target.path(),
          target.ofSignal()
              ? "set otel.exporter.otlp."
                  + target.signal()
                  + ".endpoint="
                  + base
                  + target.path()
                  + ", which is used as it is"
              : "set otel.exporter.otlp.endpoint=" + base + ": /v1/… is appended to it");
    }
    return bad(answers, "there is no OTLP at this path: " + whoListens());
  }

  private Finding ofGrpc(EmptyExport.Answer answer) {
    String answers = "it answers " + answer.grpc() + " (" + answer.text() + ")";
    return switch (answer.grpc()) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          bad(answers, "it wants to know who sends: set otel.exporter.otlp.headers");
      case UNIMPLEMENTED ->
          bad(
              answers,
              "it takes no "
                  + target.signal()
                  + ": add them to its pipelines, or set otel."
                  + target.signal()
                  + ".exporter=none");
      case UNAVAILABLE -> bad(answers, "a gateway answers for a collector that it does not reach");
      default -> bad(answers, "see the collector's log");
    };
  }

  private Finding bad(String text, String todo) {
    return Finding.bad(ABOUT, shown + through + ": " + text, todo);
  }

  private static String whoListens() {
    return "see what listens there: OTLP by HTTP mostly has port 4318, by gRPC 4317";
  }

  private static String protocol(boolean grpc) {
    return grpc ? "gRPC" : "HTTP";
  }

  private static int port(URI endpoint) {
    return endpoint.getPort() >= 0
        ? endpoint.getPort()
        : "https".equals(endpoint.getScheme()) ? 443 : 80;
  }

  private static String words(Throwable error) {
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
