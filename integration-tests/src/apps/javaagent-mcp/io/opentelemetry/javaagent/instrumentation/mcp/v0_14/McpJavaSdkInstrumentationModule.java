// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.javaagent.instrumentation.mcp.v0_14;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.List;

/** Stands for what may become a part of the OpenTelemetry Java agent, by the same names. */
public final class McpJavaSdkInstrumentationModule extends InstrumentationModule {

  public McpJavaSdkInstrumentationModule() {
    super("mcp-java-sdk", "mcp-java-sdk-0.14");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new McpServerRequestInstrumentation());
  }
}
