// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import io.mcpotel.bootstrap.Agent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Another JVM of the same user, asked by the JDK's attach API. */
final class RunningJvm {

  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

  /** What lets a process be asked. */
  static final String USUAL =
      "it must be a JVM of the same user, in the same container, that lets others attach";

  private static final String NO_JVM = "it is no JVM, or one that lets nobody attach";

  /** Linux'. */
  private static final Path PROCESSES = Path.of("/proc");

  /** Its bit among the signals that a process catches. */
  private static final int SIGQUIT = 1 << 2;

  private RunningJvm() {}

  /** What an agent in it has written down of itself, or null where there is none. */
  static String agentState(String pid) throws Exception {
    return property(pid, Agent.STATE);
  }

  /** What one of its system properties says, or null. */
  static String property(String pid, String name) throws Exception {
    return ask(
        pid,
        (type, machine) ->
            ((Properties) type.getMethod("getSystemProperties").invoke(machine)).getProperty(name));
  }

  /** All that it says of itself: its system properties, and what is for who attaches only. */
  static Facts facts(String pid) throws Exception {
    return ask(
        pid,
        (type, machine) ->
            new Facts(
                texts(type.getMethod("getSystemProperties").invoke(machine)),
                texts(type.getMethod("getAgentProperties").invoke(machine))));
  }

  /** The JVMs of this user by their process ids, with what each was started with. */
  static Map<String, String> all() throws Exception {
    Map<String, String> all = new LinkedHashMap<>();
    Class<?> type = Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    for (Object descriptor : (List<?>) type.getMethod("list").invoke(null)) {
      Class<?> described = descriptor.getClass();
      all.put(
          (String) described.getMethod("id").invoke(descriptor),
          (String) described.getMethod("displayName").invoke(descriptor));
    }
    return all;
  }

  /**
   * What a JVM tells who attaches.
   *
   * @param properties its system properties
   * @param forAttached what it was started with, and what agents have to say
   */
  record Facts(Map<String, String> properties, Map<String, String> forAttached) {}

  /** A process that is not asked. */
  static final class NotAsked extends IOException {
    private static final long serialVersionUID = 1L;

    private final String todo;

    NotAsked(String message, String todo) {
      super(message);
      this.todo = todo;
    }

    /** What would change that. */
    String todo() {
      return todo;
    }
  }

  private interface Question<T> {
    T ask(Class<?> type, Object machine) throws ReflectiveOperationException;
  }

  private static <T> T ask(String pid, Question<T> question) throws Exception {
    Class<?> type = Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    if (Files.exists(PROCESSES.resolve("self").resolve("status"))) {
      checkIsRunningJvm(pid);
    } else if (!all().containsKey(pid)) {
      throw new NotAsked(NO_JVM, USUAL);
    }
    try {
      Object machine = type.getMethod("attach", String.class).invoke(null, pid);
      try {
        return question.ask(type, machine);
      } finally {
        type.getMethod("detach").invoke(machine);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /**
   * To attach is to send SIGQUIT, which ends what is no JVM, and which a JVM that is stopped gets
   * when nobody waits for its answer any more: then it writes a thread dump to stdout.
   */
  private static void checkIsRunningJvm(String pid) throws IOException {
    Path status = PROCESSES.resolve(pid).resolve("status");
    if (!Files.exists(status)) {
      throw new NotAsked("there is no such process", USUAL);
    }
    for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("State:") && value.matches("(?i)t.*")) {
        throw new NotAsked("it is stopped", "let it go on, with kill -CONT");
      }
      if (line.startsWith("SigCgt:") && (new BigInteger(value, 16).intValue() & SIGQUIT) == 0) {
        throw new NotAsked(NO_JVM, USUAL);
      }
    }
  }

  private static Map<String, String> texts(Object properties) {
    Map<String, String> texts = new TreeMap<>();
    Properties all = (Properties) properties;
    for (String name : all.stringPropertyNames()) {
      texts.put(name, all.getProperty(name));
    }
    return texts;
  }
}
