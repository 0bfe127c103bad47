// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides by name, in nanoseconds, whether a class may be one of the MCP SDK's or of LangChain4j's
 * client; the agent itself is loaded at the first such class and not before. The two classes by
 * which an application makes an OpenTelemetry of its own count as well, where there is one of these
 * beside them, and Jackson's mapper where that SDK has none of its own.
 */
final class McpClassTransformer implements ClassFileTransformer {

  private static final String SDK = "io/modelcontextprotocol/";
  private static final String SDK_CLASS = SDK + "spec/McpSchema.class";

  /** LangChain4j's client: what its messages go through. */
  private static final String LANGCHAIN4J = "dev/langchain4j/mcp/client/transport/";

  private static final String LANGCHAIN4J_CLASS = LANGCHAIN4J + "McpOperationHandler.class";

  /** Spring AI's transports, which were the SDK's up to 0.18. */
  private static final String SPRING = "org/springframework/ai/mcp/server/";

  private static final String OPENTELEMETRY = "io/opentelemetry/";
  private static final String OPENTELEMETRY_SDK = OPENTELEMETRY + "sdk/OpenTelemetrySdkBuilder";
  private static final String OPENTELEMETRY_GLOBAL = OPENTELEMETRY + "api/GlobalOpenTelemetry";

  /** What an SDK before 0.13 turns its messages into text with. */
  private static final String JACKSON = "com/fasterxml/jackson/databind/ObjectMapper";

  private static final String SDK_MAPPER = SDK + "json/McpJsonMapper.class";

  private final String jarPath;
  private final String arguments;
  private final Instrumentation instrumentation;
  private ClassFileTransformer weaver;
  private boolean broken;

  McpClassTransformer(String jarPath, String arguments, Instrumentation instrumentation) {
    this.jarPath = jarPath;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    if (name == null
        || loader == null
        || !(name.startsWith("io/")
            || name.startsWith("dev/")
            || name.startsWith(SPRING)
            || name.equals(JACKSON))) {
      return null;
    }
    try {
      if (isOtherStack(name)) {
        OtherStacks.log(name);
        return null;
      }
      if (!concernsUs(loader, name)) {
        return null;
      }
      ClassFileTransformer agent = weaver();
      return agent == null ? null : agent.transform(loader, name, loaded, domain, bytes);
    } catch (Throwable t) {
      // What the agent throws at its start comes wrapped by reflection.
      Throwable cause = t.getCause() == null ? t : t.getCause();
      System.err.println("[mcp-otel-agent] leaves " + name + " as it is: " + cause);
      return null;
    }
  }

  /**
   * Weaves what was loaded before us: by an agent named earlier, from a JDK 25 AOT cache, or in a
   * JVM that we are attached to.
   */
  void retransformLoadedClasses() {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName().replace('.', '/');
      if (isOtherStack(name)) {
        OtherStacks.log(name);
      } else if (type.getClassLoader() != null
          && concernsUs(type.getClassLoader(), name)
          && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (Throwable t) {
        System.err.println("[mcp-otel-agent] leaves " + type.getName() + " as it is: " + t);
      }
    }
  }

  private static boolean isOtherStack(String name) {
    return name.equals(OtherStacks.KOTLIN)
        || name.equals(OtherStacks.QUARKUS)
        || name.equals(OtherStacks.LANGCHAIN4J);
  }

  private static boolean concernsUs(ClassLoader loader, String name) {
    return name.startsWith(SDK) && !name.startsWith(OtherStacks.KOTLIN_SDK)
        || name.startsWith(SPRING)
        || (name.equals(OPENTELEMETRY_SDK) || name.equals(OPENTELEMETRY_GLOBAL)) && hasMcp(loader)
        || name.startsWith(LANGCHAIN4J)
        || name.equals(JACKSON)
            && loader.getResource(SDK_CLASS) != null
            && loader.getResource(SDK_MAPPER) == null;
  }

  private static boolean hasMcp(ClassLoader loader) {
    return loader.getResource(SDK_CLASS) != null || loader.getResource(LANGCHAIN4J_CLASS) != null;
  }

  private synchronized ClassFileTransformer weaver() throws Exception {
    if (weaver == null && !broken) {
      broken = true;
      Agent.isNow(Agent.FAILED);
      AgentClassLoader loader = new AgentClassLoader(jarPath);
      Class<?> main = Class.forName("io.mcpotel.agent.AgentMain", true, loader);
      weaver =
          (ClassFileTransformer)
              main.getMethod("start", String.class, Instrumentation.class)
                  .invoke(null, arguments, instrumentation);
      broken = weaver == null;
      Agent.isNow(broken ? Agent.FAILED : Agent.STARTED);
    }
    return weaver;
  }
}
