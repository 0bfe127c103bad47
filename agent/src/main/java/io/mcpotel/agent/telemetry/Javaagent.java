// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.settings.Configuration;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The OpenTelemetry Java agent, or a vendor's build of it. It makes the API of every class loader
 * its own, ours as well, so that what is written with it goes the way of all its telemetry.
 */
public final class Javaagent {

  private static final String STARTER = "io.opentelemetry.javaagent.bootstrap.AgentInitializer";
  private static final String ITS_PACKAGES = "io.opentelemetry.javaagent.";

  private static final String MODULES =
      "META-INF/services/io.opentelemetry.javaagent.extension.instrumentation"
          + ".InstrumentationModule";
  private static final String MCP_PACKAGE = ITS_PACKAGES + "instrumentation.mcp.";
  private static final String SERVER_SPANS = "McpServerRequestInstrumentation";
  private static final String DEFAULT = "otel.instrumentation.common.default-enabled";

  /** The module's names; the first that is switched on or off decides. */
  private static final List<String> MCP_SWITCHES =
      List.of(
          "otel.instrumentation.mcp-java-sdk.enabled",
          "otel.instrumentation.mcp-java-sdk-0.14.enabled",
          DEFAULT);

  private Javaagent() {}

  /** Whether it runs in this JVM. */
  public static boolean isAttached() {
    return modulesLoader() != null;
  }

  /** Its OpenTelemetry, or null where it was told to leave the API alone. */
  public static OpenTelemetry openTelemetry() {
    OpenTelemetry global = GlobalOpenTelemetry.get();
    return global.getClass().getName().startsWith(ITS_PACKAGES) ? global : null;
  }

  /**
   * The sides on which it traces tool calls by itself. Two proposals for it do that, the second of
   * them for servers too, and they are told apart by their classes.
   */
  public static Set<Operation.Kind> tracedToolCalls(Configuration configuration) {
    ClassLoader modules = modulesLoader();
    String module = mcpModule(modules);
    if (module == null || !isOn(configuration)) {
      return Set.of();
    }
    String folder = module.substring(0, module.lastIndexOf('.') + 1).replace('.', '/');
    return modules.getResource(folder + SERVER_SPANS + ".class") == null
        ? Set.of(Operation.Kind.CLIENT)
        : Set.of(Operation.Kind.CLIENT, Operation.Kind.SERVER);
  }

  private static boolean isOn(Configuration configuration) {
    for (String property : MCP_SWITCHES) {
      String value = configuration.get(property);
      if (value != null) {
        return !value.equalsIgnoreCase("false");
      }
    }
    return true;
  }

  private static String mcpModule(ClassLoader modules) {
    try {
      for (URL list : Collections.list(modules.getResources(MODULES))) {
        try (InputStream in = list.openStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          for (String line : text.split("\\s+")) {
            if (line.startsWith(MCP_PACKAGE)) {
              return line;
            }
          }
        }
      }
    } catch (IOException e) {
      AgentLog.report("looking for MCP modules of the OpenTelemetry Java agent", e);
    }
    return null;
  }

  private static ClassLoader modulesLoader() {
    try {
      Class<?> starter = Class.forName(STARTER, false, null);
      return (ClassLoader) starter.getMethod("getExtensionsClassLoader").invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
