// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickHouseSettingsTest {

  private static final String FILE =
      """
      store: clickhouse
      clickhouse:
        url: http://clickhouse/mcp
        user: hub
        password: "${PASSWORD}"
        read_only: true
      """;

  @Test
  void theFileHasItAllAndOptionsWin() throws Exception {
    assertTrue(read("").clickHouse().isEmpty());
    ClickHouseSettings inFile = read(FILE).clickHouse().orElseThrow();
    assertEquals("http://clickhouse:8123/mcp", "" + inFile.address());
    assertEquals("s3cr:t@/", inFile.address().password());
    assertTrue(read(FILE).isReadOnly());

    Storage other =
        read(FILE, "--clickhouse.url=http://u:p@there:1/d", "--clickhouse.read_only=false");
    assertEquals("http://there:1/d", "" + other.clickHouse().orElseThrow().address());
    assertEquals("u", other.clickHouse().orElseThrow().address().user());
    assertFalse(other.isReadOnly());
    assertTrue(read(FILE, "--store=duckdb").clickHouse().isEmpty());
  }

  @Test
  void whatIsOnIsToldWithoutThePassword() throws Exception {
    String told = "" + read(FILE).summary();
    assertTrue(told.contains("http://clickhouse:8123/mcp, as its user hub"), told);
    assertTrue(told.contains("only read"), told);
    assertFalse(told.contains("s3cr"), told);
  }

  @Test
  void whatIsWrongIsToldByItsName() {
    assertEquals(
        "hub.yaml:1: clickhouse.url is missing",
        assertThrows(ConfigException.class, () -> read("store: clickhouse")).messages().get(0));
    String wrong =
        assertThrows(
                ConfigException.class,
                () -> read("store: clickhouse\nclickhouse: {url: \"tcp://u:s3cr@h\"}"))
            .messages()
            .get(0);
    assertTrue(wrong.startsWith("hub.yaml:2: clickhouse.url has to be a URL such as"), wrong);
    assertFalse(wrong.contains("s3cr"), wrong);
    assertEquals(
        "--store has to be duckdb or clickhouse, and was sqlite",
        assertThrows(IllegalArgumentException.class, () -> read("", "--store=sqlite"))
            .getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> read("", "--store=clickhouse"))
            .getMessage()
            .contains("--clickhouse.url"));
  }

  private static Storage read(String file, String... options) throws ConfigException {
    Map<String, String> environment = Map.of("PASSWORD", "s3cr:t@/");
    return HubConfig.read(
            ConfigFile.of(Path.of("hub.yaml"), file, environment), Options.parse(List.of(options)))
        .storage();
  }
}
