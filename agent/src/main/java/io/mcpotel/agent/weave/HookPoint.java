// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

/**
 * One place in the SDK that the agent hooks.
 *
 * @param type the class, by its internal name
 * @param method which of its methods
 * @param advice the kind of call that is woven into it
 * @param hook the number that the call passes on
 * @param optional whether a release without it is nothing to tell
 */
record HookPoint(String type, MethodShape method, Class<?> advice, int hook, boolean optional) {

  HookPoint(String type, MethodShape method, Class<?> advice, int hook) {
    this(type, method, advice, hook, false);
  }

  /** The same, for what only some releases have. */
  HookPoint ifPresent() {
    return new HookPoint(type, method, advice, hook, true);
  }

  @Override
  public String toString() {
    return type.substring(type.lastIndexOf('/') + 1).replace('$', '.') + "." + method;
  }
}
