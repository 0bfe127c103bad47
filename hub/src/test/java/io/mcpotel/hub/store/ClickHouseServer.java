// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import io.mcpotel.hub.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * ClickHouse behind its HTTP interface: chdb, which is its engine as a library, and {@code
 * src/test/js/clickhouse/server.mjs}. Without Node, tests that ask for one are skipped.
 */
public final class ClickHouseServer implements AutoCloseable {

  public static final String USER = "hub";
  public static final String PASSWORD = "sesame & co";

  private static final Path PACKAGES = Path.of("target", "clickhouse").toAbsolutePath();
  private static final Path SCRIPT = Path.of("src", "test", "js", "clickhouse", "server.mjs");
  private static final long MINUTES = 5;
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static ClickHouseServer shared;

  private final Process process;
  private final int port;

  private ClickHouseServer(Process process) throws IOException {
    this.process = process;
    BufferedReader stdout =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = stdout.readLine();
    if (line == null || !line.startsWith("port ")) {
      process.destroyForcibly();
      throw new IllegalStateException("It said " + line);
    }
    port = Integer.parseInt(line.substring("port ".length()));
  }

  /** One for all tests of this JVM, with which it ends. */
  public static synchronized ClickHouseServer shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static ClickHouseServer start() {
    try {
      Programs.assumeRuns("node");
      Programs.assumeRuns("npm");
      install();
      return new ClickHouseServer(
          new ProcessBuilder("node", "" + SCRIPT, "" + PACKAGES, USER, PASSWORD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a database that is new and empty. */
  public ClickHouseAddress newDatabase() throws StoreException {
    String name = "test_" + DATABASES.incrementAndGet();
    new ClickHouseHttp(address("default")).execute("CREATE DATABASE " + name);
    return address(name);
  }

  public static void execute(ClickHouseAddress address, String sql) throws StoreException {
    new ClickHouseHttp(address).execute(sql);
  }

  public ClickHouseAddress address(String database) {
    return ClickHouseAddress.of(url(database), USER, PASSWORD);
  }

  public int port() {
    return port;
  }

  public String url(String database) {
    return "http://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized void install() throws IOException, InterruptedException {
    if (Files.exists(PACKAGES.resolve("node_modules/chdb/package.json"))) {
      return;
    }
    Files.createDirectories(PACKAGES);
    Programs.run(
        MINUTES,
        "npm",
        "install",
        "--prefix",
        PACKAGES.toString(),
        "--no-audit",
        "--no-fund",
        "chdb@3.4.0");
  }
}
