// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import io.mcpotel.hub.store.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageTest {

  @Test
  void optionsWinOverTheFileAndTheFileOverWhatIsUsual() throws Exception {
    assertEquals(Limits.USUAL, limits(""));
    assertEquals(
        new Limits(256_000_000, Duration.ofDays(30), 1L << 30),
        limits("retention: 30d\nmax_size: 1GiB\n"));
    assertEquals(
        new Limits(512_000_000, Duration.ofHours(36), 5_000_000_000L),
        limits("retention: 30d\nmax_size: 5GB\n", "--memory=512MB", "--retention", "36h"));
  }

  @Test
  void whatIsNoSizeOrTimeIsSaidByItsName() {
    assertEquals(
        "--retention has to be a duration such as 7d, and was week",
        assertThrows(IllegalArgumentException.class, () -> limits("", "--retention=week"))
            .getMessage());
    assertEquals(
        "hub.yaml:1: memory has to be 64MB at least",
        assertThrows(ConfigException.class, () -> limits("memory: 1MB")).messages().get(0));
  }

  private static Limits limits(String file, String... options) throws ConfigException {
    return HubConfig.read(
            ConfigFile.of(Path.of("hub.yaml"), file, Map.of()), Options.parse(List.of(options)))
        .storage()
        .limits();
  }
}
