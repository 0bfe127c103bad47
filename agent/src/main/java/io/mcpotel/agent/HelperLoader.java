// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.bootstrap.AgentClassLoader;
import java.io.IOException;

/**
 * Loads the code that names both the application's types (MCP, Reactor, SLF4J) and ours, anew for
 * each application loader. It is a child of that loader, so nothing is injected into it.
 */
final class HelperLoader extends ClassLoader {

  private static final String OURS = "io.mcpotel.";
  private static final String MCP_HELPERS = "io.mcpotel.agent.mcp.";
  private static final String REACTOR_HELPERS = "io.mcpotel.agent.reactor.";

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
    if (!name.startsWith(MCP_HELPERS) && !name.startsWith(REACTOR_HELPERS)) {
      return agent.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = agent.classBytes(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
