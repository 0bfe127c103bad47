// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import io.mcpotel.agent.core.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Shows what the agent has to say of itself to who attaches to this JVM, and to nobody in it: among
 * the properties that {@code VirtualMachine.getAgentProperties} reads, where the JDK's own agent
 * puts its address. It is put together when it is read, so until then it costs nothing, and to ask
 * loads nothing into this JVM: an agent that was loaded for each question would stay.
 */
public final class PublishedStatus extends Properties {

  public static final String NAME = "io.mcpotel.agent.status";

  private static final String FOR_ATTACHED = "jdk.internal.vm";

  private final transient Supplier<String> status;

  private PublishedStatus(Supplier<String> status) {
    this.status = status;
    setProperty(NAME, "");
  }

  /** Where this JDK has none of it, the doctor says that it cannot know. */
  public static void publish(Supplier<String> status, Instrumentation instrumentation) {
    try {
      Set<Module> ours = Set.of(PublishedStatus.class.getModule());
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of(FOR_ATTACHED, ours),
          Map.of(Properties.class.getPackageName(), ours),
          Set.of(),
          Map.of());
      Properties shown =
          (Properties)
              Class.forName(FOR_ATTACHED + ".VMSupport")
                  .getMethod("getAgentProperties")
                  .invoke(null);
      Field defaults = Properties.class.getDeclaredField("defaults");
      defaults.setAccessible(true);
      if (defaults.get(shown) == null) {
        defaults.set(shown, new PublishedStatus(status));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      AgentLog.debug("this JVM shows no status to who attaches: " + e);
    }
  }

  @Override
  public String getProperty(String name) {
    if (!NAME.equals(name)) {
      return super.getProperty(name);
    }
    try {
      return status.get();
    } catch (Throwable t) {
      AgentLog.report("telling the agent's status", t);
      return "";
    }
  }
}
