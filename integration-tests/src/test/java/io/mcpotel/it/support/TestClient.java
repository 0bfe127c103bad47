// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.app.ClientMain;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import java.util.List;
import java.util.stream.Stream;

/** A test client in a JVM of its own, told step by step what to do. */
public final class TestClient implements AutoCloseable {

  private final AppProcess process;
  private int read;

  private TestClient(AppProcess process) {
    this.process = process;
  }

  /**
   * Starts the client on an application that has its JDK and agent.
   *
   * @param server the server's URL, or its command for stdio
   */
  public static TestClient start(
      App app, String api, String transport, long timeoutMillis, List<String> server) {
    String[] arguments =
        Stream.concat(Stream.of(api, transport, String.valueOf(timeoutMillis)), server.stream())
            .toArray(String[]::new);
    return of(app.main(ClientMain.class, arguments).start());
  }

  /** One that has been started in a way of its own. */
  public static TestClient of(AppProcess process) {
    return new TestClient(process);
  }

  public AppProcess process() {
    return process;
  }

  /** Runs one command and returns its outcome, {@code = json} or {@code ! exception}. */
  public String run(String command) {
    process.send(command);
    return next("=", "!");
  }

  /** Runs a command that must succeed. */
  public String expect(String command) {
    String outcome = run(command);
    if (!outcome.startsWith("= ")) {
      throw new AssertionError(command + " gave " + outcome + "; stderr:\n" + process.stderr());
    }
    return outcome.substring(2);
  }

  /** The outcome of a command that was started under this name. */
  public String awaitStarted(String id) {
    int index =
        process.stdout().await(0, line -> line.startsWith("* " + id + " "), AppProcess.PATIENCE);
    return process.stdout().line(index).substring(("* " + id + " ").length());
  }

  /** What the client was told by its server, as JSON. */
  public String awaitSaid(String what) {
    int index =
        process.stdout().await(0, line -> line.startsWith("~ " + what + " "), AppProcess.PATIENCE);
    return process.stdout().line(index).substring(("~ " + what + " ").length());
  }

  @Override
  public void close() {
    process.close();
  }

  private String next(String... beginnings) {
    int index =
        process
            .stdout()
            .await(
                read,
                line -> Stream.of(beginnings).anyMatch(word -> line.startsWith(word + " ")),
                AppProcess.PATIENCE);
    read = index + 1;
    return process.stdout().line(index);
  }
}
