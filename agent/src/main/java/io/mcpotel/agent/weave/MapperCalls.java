// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method that reads and writes texts by Jackson's mapper. */
final class MapperCalls extends HookedMethod {

  private static final String MAPPER = "com/fasterxml/jackson/databind/ObjectMapper";
  private static final String READ_OF_TEXT = "(Ljava/lang/String;)";
  private static final String WRITTEN_OF_OBJECT = "(Ljava/lang/Object;)";

  private boolean found;

  MapperCalls(MethodVisitor next, WovenMethod method, int hook) {
    super(next, method, hook, List.of());
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean ofInterface) {
    boolean ofMapper = owner.equals(MAPPER);
    if (ofMapper && name.equals("readTree") && descriptor.startsWith(READ_OF_TEXT)) {
      found = true;
      mv.visitInsn(Opcodes.DUP);
      loadHookBelow();
      mv.visitInsn(Opcodes.ACONST_NULL);
      callBridge("onEvent", BridgeCall.EVENT);
    }
    boolean writes =
        ofMapper && name.startsWith("writeValueAs") && descriptor.startsWith(WRITTEN_OF_OBJECT);
    if (writes) {
      found = true;
      mv.visitInsn(Opcodes.DUP_X1);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
    if (writes) {
      passObjectAndText();
    }
  }

  @Override
  public void visitEnd() {
    if (!found) {
      throw new IllegalStateException("it calls no " + MAPPER);
    }
    super.visitEnd();
  }

  /** What was written is on the stack, and above it the text, which stays there. */
  private void passObjectAndText() {
    mv.visitInsn(Opcodes.DUP_X1);
    loadHook();
    mv.visitInsn(Opcodes.DUP2_X2);
    mv.visitInsn(Opcodes.POP2);
    callBridge("onEvent", BridgeCall.EVENT);
  }
}
