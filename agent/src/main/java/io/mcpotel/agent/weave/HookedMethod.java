// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import io.mcpotel.bootstrap.Bridge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes calls of the Bridge into a method. What a call at its end needs of its beginning is kept
 * in local variables right behind the parameters; those of the method move up. What does not fit,
 * as a parameter that is no object, is an {@link IllegalStateException}.
 */
abstract class HookedMethod extends MethodVisitor {

  private static final String BRIDGE = Type.getInternalName(Bridge.class);
  static final String OBJECT_TYPE = "java/lang/Object";

  /** What the arguments of a call, and what is moved above them, take at most. */
  private static final int MORE_STACK = 8;

  final WovenMethod method;
  private final int hook;
  private final List<String> kept;
  private final int firstKept;

  /**
   * Begins.
   *
   * @param kept the types of what is kept, by their internal names
   */
  HookedMethod(MethodVisitor next, WovenMethod method, int hook, List<String> kept) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.hook = hook;
    this.kept = kept;
    this.firstKept = method.slot(method.parameters().length);
  }

  /** What is written before the method's first instruction. */
  void begin() {}

  /** What is written before it returns: its result, if it has one, is on the stack. */
  void beforeReturn() {}

  @Override
  public void visitCode() {
    super.visitCode();
    begin();
  }

  @Override
  public void visitInsn(int opcode) {
    if (isReturn(opcode)) {
      beforeReturn();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    boolean isWide =
        opcode == Opcodes.LLOAD
            || opcode == Opcodes.DLOAD
            || opcode == Opcodes.LSTORE
            || opcode == Opcodes.DSTORE;
    if (!kept.isEmpty() && isWide && slot == firstKept - 1) {
      throw new IllegalStateException("a variable lies upon the last parameter");
    }
    super.visitVarInsn(opcode, moved(slot));
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    super.visitIincInsn(moved(slot), increment);
  }

  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label start, Label end, int slot) {
    super.visitLocalVariable(name, descriptor, signature, start, end, moved(slot));
  }

  @Override
  public void visitFrame(int type, int count, Object[] locals, int onStack, Object[] stack) {
    if (kept.isEmpty()) {
      super.visitFrame(type, count, locals, onStack, stack);
      return;
    }
    List<Object> all = new ArrayList<>();
    int slot = 0;
    int next = 0;
    while (slot < firstKept && next < count) {
      Object local = locals[next++];
      all.add(local);
      slot += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
    }
    for (; slot < firstKept; slot++) {
      all.add(Opcodes.TOP);
    }
    if (slot > firstKept) {
      throw new IllegalStateException("a variable lies upon the last parameter");
    }
    all.addAll(kept);
    all.addAll(Arrays.asList(locals).subList(next, count));
    super.visitFrame(type, all.size(), all.toArray(), onStack, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + MORE_STACK, Math.max(maxLocals, firstKept) + kept.size());
  }

  /** The object or array of a parameter; null where there is no such parameter. */
  final void load(int parameter) {
    if (parameter >= method.parameters().length) {
      mv.visitInsn(Opcodes.ACONST_NULL);
    } else {
      mv.visitVarInsn(Opcodes.ALOAD, slot(parameter));
    }
  }

  final void loadThis() {
    if (method.isStatic()) {
      mv.visitInsn(Opcodes.ACONST_NULL);
    } else {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
    }
  }

  /** Hook and class, which each call of the Bridge begins with. */
  final void loadHook() {
    mv.visitLdcInsn(hook);
    mv.visitLdcInsn(Type.getObjectType(method.owner()));
  }

  /** The same, below an object that is on the stack. */
  final void loadHookBelow() {
    mv.visitLdcInsn(hook);
    mv.visitInsn(Opcodes.SWAP);
    mv.visitLdcInsn(Type.getObjectType(method.owner()));
    mv.visitInsn(Opcodes.SWAP);
  }

  final void loadKept(int index) {
    if (index >= kept.size()) {
      mv.visitInsn(Opcodes.ACONST_NULL);
    } else {
      mv.visitVarInsn(Opcodes.ALOAD, firstKept + index);
    }
  }

  /** Keeps the first parameters, at most so many. */
  final void keepFirst(int count) {
    for (int i = 0; i < Math.min(count, kept.size()); i++) {
      load(i);
      keep(i);
    }
  }

  /** All parameters, in an array. */
  final void loadArguments() {
    Type[] types = method.parameters();
    mv.visitIntInsn(Opcodes.BIPUSH, types.length);
    mv.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT_TYPE);
    for (int i = 0; i < types.length; i++) {
      mv.visitInsn(Opcodes.DUP);
      mv.visitIntInsn(Opcodes.BIPUSH, i);
      load(i);
      mv.visitInsn(Opcodes.AASTORE);
    }
  }

  final void keep(int index) {
    mv.visitVarInsn(Opcodes.ASTORE, firstKept + index);
  }

  /** Replaces a parameter by the object on the stack. */
  final void store(int parameter) {
    cast(method.parameters()[parameter]);
    mv.visitVarInsn(Opcodes.ASTORE, slot(parameter));
  }

  final void cast(Type type) {
    if (!type.getInternalName().equals(OBJECT_TYPE)) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  /** Calls a method of the Bridge with what is on the stack. */
  final void callBridge(String name, String descriptor) {
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, name, descriptor, false);
  }

  /** Where the method is left by something that it throws. */
  final void frameOfHandler() {
    List<Object> locals = new ArrayList<>();
    for (int slot = 0; slot < firstKept; slot++) {
      locals.add(Opcodes.TOP);
    }
    locals.addAll(kept);
    mv.visitFrame(
        Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
  }

  /** At the beginning, with an object on the stack. */
  final void frameOfBeginning() {
    List<Object> locals = new ArrayList<>();
    if (!method.isStatic()) {
      locals.add(method.owner());
    }
    for (Type type : method.parameters()) {
      locals.add(local(type));
    }
    mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {OBJECT_TYPE});
  }

  static boolean isReturn(int opcode) {
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }

  static boolean isObject(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  /** The types of the first parameters, at most so many. */
  static List<String> first(WovenMethod method, int count) {
    return Arrays.stream(method.parameters()).limit(count).map(Type::getInternalName).toList();
  }

  private int slot(int parameter) {
    if (!isObject(method.parameters()[parameter])) {
      throw new IllegalStateException("parameter " + parameter + " is no object");
    }
    return method.slot(parameter);
  }

  private int moved(int slot) {
    return slot < firstKept ? slot : slot + kept.size();
  }

  private static Object local(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }
}
