// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Tells of the texts that a method reads and writes by Jackson's mapper. They are in local
 * variables, which no advice sees; and to weave the mapper would be to watch all that the
 * application does with it.
 */
final class TextCalls implements MethodVisitorWrapper {

  private static final String MAPPER = "com/fasterxml/jackson/databind/ObjectMapper";
  private static final String READ_OF_TEXT = "(Ljava/lang/String;)";
  private static final String WRITTEN_OF_OBJECT = "(Ljava/lang/Object;)";

  private static final String BRIDGE = Type.getInternalName(Bridge.class);
  private static final String ON_EVENT = "onEvent";
  private static final String ON_EVENT_DESCRIPTOR =
      "(ILjava/lang/Class;Ljava/lang/Object;Ljava/lang/Object;)V";

  /** What is put upon what the mapper takes. */
  private static final int MORE_STACK = 4;

  private final int hook;

  TextCalls(int hook) {
    this.hook = hook;
  }

  @Override
  public MethodVisitor wrap(
      TypeDescription type,
      MethodDescription method,
      MethodVisitor visitor,
      Implementation.Context context,
      TypePool pool,
      int writerFlags,
      int readerFlags) {
    return new MapperCalls(visitor, Type.getObjectType(type.getInternalName()));
  }

  private final class MapperCalls extends MethodVisitor {

    private final Type where;
    private boolean found;

    MapperCalls(MethodVisitor visitor, Type where) {
      super(OpenedClassReader.ASM_API, visitor);
      this.where = where;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      boolean ofMapper = owner.equals(MAPPER);
      if (ofMapper && name.equals("readTree") && descriptor.startsWith(READ_OF_TEXT)) {
        found = true;
        passText();
      }
      boolean writes =
          ofMapper && name.startsWith("writeValueAs") && descriptor.startsWith(WRITTEN_OF_OBJECT);
      if (writes) {
        found = true;
        super.visitInsn(Opcodes.DUP_X1);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      if (writes) {
        passObjectAndText();
      }
    }

    /** The text is on the stack, and stays there. */
    private void passText() {
      super.visitInsn(Opcodes.DUP);
      super.visitLdcInsn(hook);
      super.visitInsn(Opcodes.SWAP);
      super.visitLdcInsn(where);
      super.visitInsn(Opcodes.SWAP);
      super.visitInsn(Opcodes.ACONST_NULL);
      callBridge();
    }

    /** What was written is on the stack, and above it the text, which stays there. */
    private void passObjectAndText() {
      super.visitInsn(Opcodes.DUP_X1);
      super.visitLdcInsn(hook);
      super.visitInsn(Opcodes.DUP_X2);
      super.visitInsn(Opcodes.POP);
      super.visitLdcInsn(where);
      super.visitInsn(Opcodes.DUP_X2);
      super.visitInsn(Opcodes.POP);
      callBridge();
    }

    private void callBridge() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, ON_EVENT, ON_EVENT_DESCRIPTOR, false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + MORE_STACK, maxLocals);
    }

    @Override
    public void visitEnd() {
      if (!found) {
        throw new IllegalStateException("it calls no " + MAPPER);
      }
      super.visitEnd();
    }
  }
}
