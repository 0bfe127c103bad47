// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A client's file to copy has the servers that the docs show. */
class DeployMcpJsonTest {

  private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");

  @Test
  void fileHasTheServersOfTheDocs() throws IOException {
    List<Object> shown = new ArrayList<>();
    Matcher blocks = JSON.matcher(Files.readString(Path.of("../docs/attach.md")));
    while (blocks.find()) {
      shown.addAll(servers(blocks.group(1)));
    }

    assertEquals(2, shown.size());
    assertEquals(shown, servers(Files.readString(Path.of("../deploy/mcp-json/mcp.json"))));
  }

  private static List<Object> servers(String json) {
    return List.copyOf(((Map<?, ?>) Json.parse(json).get("mcpServers")).values());
  }
}
