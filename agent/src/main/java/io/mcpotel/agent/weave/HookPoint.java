// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

/**
 * One place in the SDK that the agent hooks.
 *
 * @param type the class, by its internal name
 * @param method which of its methods
 * @param call the kind of call that is woven into it
 * @param hook the number that the call passes on
 * @param optional whether a release without it is nothing to log
 * @param elsewhere the class that has it instead in some releases, or null
 * @param gives what there is none of where it does not fit
 */
record HookPoint(
    String type,
    MethodShape method,
    BridgeCall call,
    int hook,
    boolean optional,
    String elsewhere,
    String gives) {

  HookPoint(String type, MethodShape method, BridgeCall call, int hook) {
    this(type, method, call, hook, false, null, null);
  }

  /** The same, for what only some releases have. */
  HookPoint ifPresent() {
    return new HookPoint(type, method, call, hook, true, null, gives);
  }

  /** The same, for what some releases have in that class, which has a hook of its own for it. */
  HookPoint orIn(String otherType) {
    return new HookPoint(type, method, call, hook, false, otherType, gives);
  }

  /** The same, for that without which there is none of this. */
  HookPoint giving(String what) {
    return new HookPoint(type, method, call, hook, optional, elsewhere, what);
  }

  @Override
  public String toString() {
    return type.substring(type.lastIndexOf('/') + 1).replace('$', '.') + "." + method;
  }
}
