// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A class's methods, and the class with hooks in them. It needs to know of no other class, and
 * loads a handful of ASM's.
 */
final class WovenClass {

  private final ClassReader reader;
  private final List<WovenMethod> methods = new ArrayList<>();

  WovenClass(byte[] bytes) {
    reader = new ClassReader(bytes);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            methods.add(new WovenMethod(reader.getClassName(), access, name, descriptor));
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  boolean has(MethodShape shape) {
    return methods.stream().anyMatch(shape::matches);
  }

  /** The class's bytes with the hooks, or null where there are none. */
  byte[] with(List<HookPoint> hooks) {
    if (hooks.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            WovenMethod method = new WovenMethod(reader.getClassName(), access, name, descriptor);
            MethodVisitor visitor =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            for (HookPoint hook : hooks) {
              if (method.hasCode() && hook.method().matches(method)) {
                visitor = hook.call().into(visitor, method, hook.hook());
              }
            }
            return visitor;
          }
        },
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }
}
