// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpClientTransport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A test client, driven by lines on stdin: {@code sync|async|session}, then {@code
 * stdio|streamable|sse}, the request timeout in milliseconds, and the server's URL or command.
 *
 * <p>Each line is answered by one line: {@code = json} or {@code ! exception}. {@code start ID
 * COMMAND} answers at once, and a later line {@code * ID = json} or {@code * ID ! exception} brings
 * the outcome; {@code cancel ID} gives it up. What the server says on its own is printed as {@code
 * ~ what json}.
 */
public final class ClientMain {

  private final ClientCalls calls;
  private final Map<String, Disposable> started = new ConcurrentHashMap<>();

  private ClientMain(ClientCalls calls) {
    this.calls = calls;
  }

  public static void main(String[] args) throws Exception {
    Duration timeout = Duration.ofMillis(Long.parseLong(args[2]));
    McpClientTransport transport =
        Transports.client(args[1], List.of(args).subList(3, args.length));
    ClientCalls calls =
        switch (args[0]) {
          case "sync" -> new SyncClientCalls(transport, timeout);
          case "async" -> new AsyncClientCalls(transport, timeout);
          case "session" -> new SessionCalls(transport, timeout);
          default -> throw new IllegalArgumentException(args[0]);
        };
    new ClientMain(calls).run();
  }

  private void run() throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "start" -> {
          start(words[1], words[2]);
          print("= \"started\"");
        }
        case "cancel" -> {
          started.remove(words[1]).dispose();
          print("= \"cancelled\"");
        }
        case "exit" -> System.exit(Integer.parseInt(words[1]));
        default -> print(outcome(line));
      }
    }
  }

  private String outcome(String line) {
    try {
      return "= " + OuterContext.json(call(line).block());
    } catch (Exception e) {
      return failure(e);
    }
  }

  private void start(String id, String line) {
    started.put(
        id,
        call(line)
            .subscribe(
                value -> print("* " + id + " = " + OuterContext.json(value)),
                error -> print("* " + id + " " + failure(error)),
                () -> print("* " + id + " .")));
  }

  private Mono<?> call(String line) {
    String[] words = line.split(" ", 2);
    List<Object> arguments = words.length == 1 ? List.of() : parse(words[1]);
    return calls.call(words[0], arguments);
  }

  /** What follows a command is a JSON array of its arguments. */
  @SuppressWarnings("unchecked")
  private static List<Object> parse(String json) {
    return SdkJson.read(json, List.class);
  }

  private static String failure(Throwable error) {
    return "! " + error.getClass().getName() + ": " + String.valueOf(error.getMessage()).strip();
  }

  public static synchronized void print(String line) {
    System.out.println(line.replace('\n', ' '));
  }

  static void said(String what, Object value) {
    print("~ " + what + " " + OuterContext.json(value));
  }
}
