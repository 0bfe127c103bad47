// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

/**
 * The one class that woven code calls: it passes each call on to the agent and lets nothing of ours
 * reach the application.
 *
 * <p>Woven classes live in any class loader of the application, so this class is on the system
 * class path and names JDK types only. {@code hook} is a constant of the agent's hook list; {@code
 * where} is the woven class, which tells the agent the class loader.
 */
public final class Bridge {

  /**
   * What the agent does at its hooks; the contract of each method is that of its namesake below.
   */
  public interface Hooks {
    Object returned(
        int hook, Class<?> where, Object self, Object first, Object second, Object result)
        throws Throwable;

    Object instead(int hook, Class<?> where, Object self, Object first, Object second)
        throws Throwable;

    Object argument(int hook, Class<?> where, Object first, Object second, Object value)
        throws Throwable;

    Object entered(int hook, Class<?> where, Object[] arguments) throws Throwable;

    Object left(int hook, Class<?> where, Object token, Object result) throws Throwable;

    void onEvent(int hook, Class<?> where, Object self, Object detail) throws Throwable;

    void failed(int hook, Class<?> where, Throwable failure);
  }

  private static volatile Hooks hooks;

  private Bridge() {}

  /** Connects the agent; until then every hook leaves the application as it is. */
  public static void connect(Hooks agent) {
    hooks = agent;
  }

  /** A hooked method returns {@code result}; the agent may return another object in its place. */
  public static Object returned(
      int hook, Class<?> where, Object self, Object first, Object second, Object result) {
    Hooks agent = hooks;
    if (agent == null) {
      return result;
    }
    try {
      return agent.returned(hook, where, self, first, second, result);
    } catch (Throwable t) {
      report(agent, hook, where, t);
      return result;
    }
  }

  /** A hooked method is about to run; what the agent returns, if not null, is returned instead. */
  public static Object instead(int hook, Class<?> where, Object self, Object first, Object second) {
    Hooks agent = hooks;
    if (agent == null) {
      return null;
    }
    try {
      return agent.instead(hook, where, self, first, second);
    } catch (Throwable t) {
      report(agent, hook, where, t);
      return null;
    }
  }

  /** A hooked constructor is about to run with {@code value}; the agent may hand it another one. */
  public static Object argument(
      int hook, Class<?> where, Object first, Object second, Object value) {
    Hooks agent = hooks;
    if (agent == null) {
      return value;
    }
    try {
      return agent.argument(hook, where, first, second, value);
    } catch (Throwable t) {
      report(agent, hook, where, t);
      return value;
    }
  }

  /** A hooked method begins; the returned token, maybe null, goes to {@link #left}. */
  public static Object entered(int hook, Class<?> where, Object[] arguments) {
    Hooks agent = hooks;
    if (agent == null) {
      return null;
    }
    try {
      return agent.entered(hook, where, arguments);
    } catch (Throwable t) {
      report(agent, hook, where, t);
      return null;
    }
  }

  /** A hooked method ends, {@code result} being null where it throws. */
  public static Object left(int hook, Class<?> where, Object token, Object result) {
    Hooks agent = hooks;
    if (agent == null || token == null) {
      return result;
    }
    try {
      return agent.left(hook, where, token, result);
    } catch (Throwable t) {
      report(agent, hook, where, t);
      return result;
    }
  }

  /** Something happened to {@code self} that the agent wants to know of. */
  public static void onEvent(int hook, Class<?> where, Object self, Object detail) {
    Hooks agent = hooks;
    if (agent == null) {
      return;
    }
    try {
      agent.onEvent(hook, where, self, detail);
    } catch (Throwable t) {
      report(agent, hook, where, t);
    }
  }

  /**
   * An object was written as a text. The mapper may be the application's as well, whose own objects
   * cost a comparison and do not start what the agent has to start.
   */
  public static void written(int hook, Class<?> where, Object object, Object text) {
    if (object != null && object.getClass().getName().startsWith("io.modelcontextprotocol.")) {
      onEvent(hook, where, object, text);
    }
  }

  private static void report(Hooks agent, int hook, Class<?> where, Throwable failure) {
    try {
      agent.failed(hook, where, failure);
    } catch (Throwable ignored) {
      // Nothing may reach the application, not even the failure to tell of a failure.
    }
  }
}
