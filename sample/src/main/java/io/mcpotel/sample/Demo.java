// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.TelemetryStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the sample server and client, each in a JVM with the agent, and prints what the agents sent.
 *
 * <p>Its arguments are the path of the agent's jar and, where the console is to be seen as well,
 * that of the hub's.
 */
public final class Demo {

  private static final Duration CLIENT_TIME = Duration.ofSeconds(40);
  private static final Duration EXIT_TIME = Duration.ofSeconds(10);

  // The trees are drawn with characters that a POSIX locale's encoding does not have.
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path agent;

  private Demo(Path agent) {
    this.agent = agent;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<Path> jars = Stream.of(args).map(Path::of).toList();
    if (jars.isEmpty() || jars.size() > 2 || !jars.stream().allMatch(Files::isRegularFile)) {
      System.err.println("usage: Demo AGENT_JAR [HUB_JAR]; no such file: " + jars);
      System.exit(2);
    }
    try {
      Demo demo = new Demo(jars.get(0));
      demo.run();
      if (jars.size() > 1) {
        demo.heading("Console");
        DemoFleet.run(jars.get(0), jars.get(1), demo.out);
      }
    } catch (IllegalStateException e) {
      System.err.println("The demo failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      heading("weather-client calls weather-server; both export to " + receiver.endpoint());
      callEverything(receiver.endpoint());
      print(receiver.store());
    }
  }

  /** When this returns, both JVMs have ended and so have sent all that they had. */
  private void callEverything(String endpoint) throws IOException, InterruptedException {
    try (ChildJvm server =
        ChildJvm.start("weather-server", SampleServer.class, agent, endpoint, Redirect.PIPE)) {
      String port = server.nextLine();
      if (port == null) {
        throw new IllegalStateException("weather-server ended before it could serve");
      }
      String url = "http://127.0.0.1:" + port;
      try (ChildJvm client =
          ChildJvm.start(
              "weather-client", SampleClient.class, agent, endpoint, Redirect.INHERIT, url)) {
        int status = client.awaitExit(CLIENT_TIME);
        if (status != 0) {
          throw new IllegalStateException("weather-client ended with status " + status);
        }
      }
      server.terminate();
      server.awaitExit(EXIT_TIME);
    }
  }

  private void print(TelemetryStore store) {
    if (store.spans().isEmpty()) {
      throw new IllegalStateException("no span has arrived");
    }
    heading("Traces");
    out.print(TraceTrees.of(store.spans()));
    heading("Latency per tool");
    out.print(LatencyTable.of(store.metrics()));
  }

  private void heading(String text) {
    out.printf("%n%s%n%s%n", text, "─".repeat(text.length()));
  }
}
