// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The TypeScript SDK and a server made with it, installed below the build directory. */
public final class NodePackages {

  private static final Duration INSTALL = Duration.ofMinutes(3);

  private final Path folder;

  private NodePackages(Path folder) {
    this.folder = folder;
  }

  /** Aborts the test, saying why, where there is no Node. */
  public static synchronized NodePackages install() throws IOException {
    assumeNode();
    Path folder = Path.of(System.getProperty("project.build.directory"), "node-peers");
    Files.createDirectories(folder);
    try (InputStream client = NodePackages.class.getResourceAsStream("/node/client.mjs")) {
      Files.copy(client, folder.resolve("client.mjs"), StandardCopyOption.REPLACE_EXISTING);
    }
    NodePackages packages = new NodePackages(folder);
    if (!Files.exists(packages.everything())) {
      npmInstall(
          folder,
          "@modelcontextprotocol/sdk@1.32.2",
          "@modelcontextprotocol/server-everything@2026.8.31");
    }
    return packages;
  }

  /** The command line of the client, up to its arguments. */
  public List<String> client() {
    return List.of("node", folder.resolve("client.mjs").toString());
  }

  /** The reference server that offers something of everything. */
  public Path everything() {
    return folder.resolve("node_modules/@modelcontextprotocol/server-everything/dist/index.js");
  }

  public static void assumeNode() {
    Assumptions.assumeTrue(
        runs("node", "--version") && runs("npm", "--version"),
        "Skipped: no node and npm on the PATH, so no peer that is not ours");
  }

  public static void npmInstall(Path folder, String... packages) {
    List<String> command =
        new ArrayList<>(
            List.of("npm", "install", "--prefix", folder.toString(), "--no-audit", "--no-fund"));
    command.addAll(List.of(packages));
    try (AppProcess npm = App.start(command, Map.of())) {
      if (npm.awaitExit(INSTALL) != 0) {
        throw new IllegalStateException("npm install failed:\n" + npm.stderr());
      }
    }
  }

  private static boolean runs(String... command) {
    try (AppProcess process = App.start(List.of(command), Map.of())) {
      return process.awaitExit(AppProcess.PATIENCE) == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
