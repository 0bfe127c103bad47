// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A hooked method of which also what it throws is told. */
abstract class WatchedMethod extends HookedMethod {

  private final List<Label> ranges = new ArrayList<>();
  private final Label handler = new Label();

  WatchedMethod(MethodVisitor next, WovenMethod method, int hook) {
    super(next, method, hook, List.of(OBJECT_TYPE));
  }

  abstract void beginWatched();

  /** What the method returns may be another object then. */
  void beforeReturnWatched() {
    Type result = method.returns();
    if (isObject(result)) {
      leaveWithObject();
      cast(result);
    } else {
      loadHook();
      loadKept(0);
      mv.visitInsn(Opcodes.ACONST_NULL);
      callBridge("left", BridgeCall.LEFT);
      mv.visitInsn(Opcodes.POP);
    }
  }

  /** What is written where the exception is on the stack, which is then thrown on. */
  abstract void whenThrown();

  @Override
  final void begin() {
    beginWatched();
    startRange();
  }

  /** What is told there is told once, whatever becomes of it. */
  @Override
  final void beforeReturn() {
    endRange(new Label());
    beforeReturnWatched();
  }

  @Override
  public void visitInsn(int opcode) {
    super.visitInsn(opcode);
    if (isReturn(opcode)) {
      startRange();
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    endRange(handler);
    frameOfHandler();
    whenThrown();
    mv.visitInsn(Opcodes.ATHROW);
    // Behind those of the method, which come first.
    for (int i = 0; i < ranges.size(); i += 2) {
      if (ranges.get(i).getOffset() < ranges.get(i + 1).getOffset()) {
        mv.visitTryCatchBlock(ranges.get(i), ranges.get(i + 1), handler, "java/lang/Throwable");
      }
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  /** What was kept goes below the object on the stack. */
  final void leaveWithObject() {
    loadHookBelow();
    loadKept(0);
    mv.visitInsn(Opcodes.SWAP);
    callBridge("left", BridgeCall.LEFT);
  }

  private void startRange() {
    Label start = new Label();
    mv.visitLabel(start);
    ranges.add(start);
  }

  private void endRange(Label end) {
    mv.visitLabel(end);
    ranges.add(end);
  }
}
