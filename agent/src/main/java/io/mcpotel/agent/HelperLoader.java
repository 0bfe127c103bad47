// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.bootstrap.AgentClassLoader;
import java.io.IOException;
import java.net.URL;

/**
 * Loads the code that names both the application's types (MCP, Reactor, SLF4J, OpenTelemetry) and
 * ours, anew for each application loader. It is a child of that loader, so nothing is injected into
 * it.
 */
final class HelperLoader extends ClassLoader {

  private static final String OURS = "io.mcpotel.";
  private static final String MCP_HELPERS = "io.mcpotel.agent.mcp.";
  private static final String REACTOR_HELPERS = "io.mcpotel.agent.reactor.";

  private static final String LANGCHAIN4J_HELPERS = "io.mcpotel.agent.langchain4j.";

  /** For an application that has an OpenTelemetry of its own; else it is not asked for here. */
  private static final String WRITERS = "io.mcpotel.agent.telemetry.";

  static {
    registerAsParallelCapable();
  }

  private final AgentClassLoader agent;

  HelperLoader(ClassLoader application, AgentClassLoader agent) {
    super("mcp-otel-agent-helpers", application);
    this.agent = agent;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    if (!isOwn(name)) {
      return agent.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  /** Other agents look at a class's neighbours while it is being defined. */
  @Override
  protected URL findResource(String name) {
    return isOwn(name.replace('/', '.')) ? agent.getResource(name) : null;
  }

  private static boolean isOwn(String name) {
    return name.startsWith(MCP_HELPERS)
        || name.startsWith(REACTOR_HELPERS)
        || name.startsWith(LANGCHAIN4J_HELPERS)
        || name.startsWith(WRITERS);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = agent.classBytes(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length, AgentClassLoader.domain());
    } catch (LinkageError e) {
      // Another agent's transformer may have had the class loaded in the meantime.
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        throw e;
      }
      return loaded;
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
