// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.record.Stderr;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP stacks that are not covered are told of, and do not wake the agent: it has no jar here. */
class OtherStacksTest {

  private final McpClassTransformer transformer =
      new McpClassTransformer("/no/such/agent.jar", null, null);

  @ParameterizedTest
  @CsvSource({
    "io/modelcontextprotocol/kotlin/sdk/shared/Protocol, Kotlin SDK",
    "io/quarkiverse/mcp/server/runtime/McpMessageHandler, Quarkus",
    "dev/langchain4j/community/mcp/server/McpServer, LangChain4j",
  })
  void stackThatIsNotCoveredIsToldOfOnce(String type, String words) {
    try (Stderr stderr = new Stderr()) {
      load(type);
      load(type);

      List<String> lines = stderr.lines();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).startsWith("[mcp-otel-agent] "), lines::toString);
      assertTrue(lines.get(0).contains(words), lines::toString);
      assertTrue(lines.get(0).contains("not covered"), lines::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "io/modelcontextprotocol/kotlin/sdk/types/Tool",
    "io/quarkiverse/mcp/server/runtime/McpMetrics",
    "dev/langchain4j/mcp/McpToolProvider",
    "dev/langchain4j/mcp/client/McpClient",
    "dev/langchain4j/community/mcp/server/McpServerException",
    // The server of LangChain4j's community reads by it as well.
    "dev/langchain4j/mcp/transport/stdio/JsonRpcIoHandler",
  })
  void itsOtherClassesAreNobodysConcern(String type) {
    try (Stderr stderr = new Stderr()) {
      load(type);

      assertEquals(List.of(), stderr.lines());
    }
  }

  /** The counterexample: it is tried, which is seen by the jar that is missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/modelcontextprotocol/spec/McpSchema",
        "dev/langchain4j/mcp/client/transport/McpOperationHandler"
      })
  void classOfACoveredStackWakesTheAgent(String type) {
    try (Stderr stderr = new Stderr()) {
      load(type);

      assertEquals(1, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains(type + " as it is"), stderr.lines()::toString);
    }
  }

  private void load(String type) {
    assertNull(
        transformer.transform(OtherStacksTest.class.getClassLoader(), type, null, null, null));
  }
}
