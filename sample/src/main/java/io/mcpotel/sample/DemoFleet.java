// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A hub with three servers and two clients that call them until the demo is ended. */
final class DemoFleet {

  /** Where agents send to by default. */
  private static final int HUB_PORT = 4318;

  private DemoFleet() {}

  static void run(Path agent, Path hubJar, PrintStream out)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("mcp-otel-demo");
    List<String> words =
        List.of(
            "-jar",
            hubJar.toString(),
            "--data",
            data.toString(),
            "--port",
            port(),
            "--grpc-port",
            "0");
    ChildJvm hub = ChildJvm.start("hub", Redirect.PIPE, words);
    String console = console(hub);
    String first = server("weather-server", agent, console);
    String second = server("weather-server", agent, console);
    String third = server("forecast-server", agent, console);
    client("weather-client", agent, console, first, third);
    client("assistant", agent, console, second, first);
    out.println(console + " shows what three servers and two clients do. Ctrl-C ends it.");
    out.println("What the hub keeps is in " + data);
    hub.awaitEnd();
  }

  /** The usual one, unless somebody has it. */
  private static String port() throws IOException {
    try (ServerSocket probe = new ServerSocket(HUB_PORT, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(probe.getLocalPort());
    } catch (IOException e) {
      return "0";
    }
  }

  /** The last word of a line that the hub writes once it listens. */
  private static String console(ChildJvm hub) throws IOException {
    for (String line = hub.nextLine(); line != null; line = hub.nextLine()) {
      if (line.contains("console")) {
        return line.substring(line.lastIndexOf(' ') + 1);
      }
    }
    throw new IllegalStateException("the hub ended before it listened");
  }

  private static String server(String name, Path agent, String endpoint) throws IOException {
    ChildJvm server = ChildJvm.start(name, SampleServer.class, agent, endpoint, Redirect.PIPE);
    String port = server.nextLine();
    if (port == null) {
      throw new IllegalStateException(name + " ended before it could serve");
    }
    return "http://127.0.0.1:" + port;
  }

  private static void client(String name, Path agent, String endpoint, String... servers)
      throws IOException {
    String[] words = new String[servers.length + 1];
    words[0] = SampleClient.FOREVER;
    System.arraycopy(servers, 0, words, 1, servers.length);
    ChildJvm.start(name, SampleClient.class, agent, endpoint, Redirect.DISCARD, words);
  }
}
