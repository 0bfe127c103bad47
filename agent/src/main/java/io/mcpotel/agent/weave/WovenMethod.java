// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A method as its class file has it.
 *
 * @param owner its class, by the internal name
 */
record WovenMethod(String owner, int access, String name, String descriptor) {

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  boolean hasCode() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  Type[] parameters() {
    return Type.getArgumentTypes(descriptor);
  }

  Type returns() {
    return Type.getReturnType(descriptor);
  }

  /** The local variable that a parameter is in; with their number, the first behind them. */
  int slot(int parameter) {
    int slot = isStatic() ? 0 : 1;
    Type[] types = parameters();
    for (int i = 0; i < parameter; i++) {
      slot += types[i].getSize();
    }
    return slot;
  }
}
