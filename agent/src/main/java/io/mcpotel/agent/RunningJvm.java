// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.bootstrap.Agent;
import java.lang.reflect.InvocationTargetException;
import java.util.Properties;

/** Another JVM of the same user, asked by the JDK's attach API. */
final class RunningJvm {

  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

  private RunningJvm() {}

  /** What an agent in it has written down of itself, or null where there is none. */
  static String agentState(String pid) throws Exception {
    return property(pid, Agent.STATE);
  }

  /** What one of its system properties says, or null. */
  static String property(String pid, String name) throws Exception {
    Class<?> type = Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    try {
      Object machine = type.getMethod("attach", String.class).invoke(null, pid);
      try {
        Properties properties = (Properties) type.getMethod("getSystemProperties").invoke(machine);
        return properties.getProperty(name);
      } finally {
        type.getMethod("detach").invoke(machine);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
