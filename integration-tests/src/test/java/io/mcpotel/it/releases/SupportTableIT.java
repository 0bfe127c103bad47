// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.releases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Tested;
import io.mcpotel.it.support.process.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the docs say of the SDK's releases, and what this build has tested; runs last of all, as all
 * isolated ones do.
 */
@Isolated
class SupportTableIT {

  private static final Path PAGE = Path.of("../docs/releases.md");
  private static final List<String> OLD = List.of("stdio", "sse");
  private static final List<String> ALL = List.of("stdio", "streamable", "stateless", "sse");

  @Test
  void docsHaveTheTableOfReleases() throws IOException {
    String table =
        Stream.concat(
                Stream.of(
                    "| SDK | transports, server and client | what the release itself lacks |",
                    "|---|---|---|"),
                Release.all().stream().map(SupportTableIT::row))
            .collect(Collectors.joining("\n"));

    String page = Files.readString(PAGE);
    assertTrue(page.contains(table), () -> PAGE + " should have this table:\n" + table);
  }

  @Test
  void everyTransportOfEveryReleaseWasTested() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (Release release : Release.tested()) {
      for (String transport : transports(release)) {
        wanted.add("server " + release.version() + " " + transport);
        // A client does not know whether a server over HTTP has sessions.
        if (!transport.equals("stateless")) {
          wanted.add("client " + release.version() + " " + transport);
        }
      }
    }
    wanted.removeAll(Tested.all());
    assertEquals(List.of(), wanted);
  }

  private static String row(Release release) {
    String lacks =
        Arrays.stream(Release.Ability.values())
            .filter(ability -> ability != Release.Ability.STREAMABLE && !release.has(ability))
            .map(ability -> ability.words)
            .collect(Collectors.joining("; "));
    return "| %s | %s | %s|"
        .formatted(
            release.version(),
            String.join(", ", transports(release)),
            lacks.isEmpty() ? "" : lacks + " ");
  }

  private static List<String> transports(Release release) {
    return release.has(Release.Ability.STREAMABLE) ? ALL : OLD;
  }
}
