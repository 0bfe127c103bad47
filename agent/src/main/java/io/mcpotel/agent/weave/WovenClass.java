// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import io.mcpotel.agent.weave.advice.HookNumber;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A class with hooks in it. Byte Buddy's advice stands between ASM's reader and writer, and nothing
 * else of it: its builder of types loads a hundred classes more, and looks at all that a class
 * inherits.
 */
final class WovenClass {

  private static final ClassFileLocator ADVICE = new AdviceClasses();

  private WovenClass() {}

  /** The class's bytes with the hooks, or null where there are none. */
  static byte[] of(byte[] bytes, TypeDescription type, TypePool pool, List<HookPoint> hooks) {
    if (hooks.isEmpty()) {
      return null;
    }
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    Implementation.Context context = context(type, ClassFileVersion.ofClassFile(bytes));
    ClassVisitor visitor = writer;
    for (HookPoint hook : hooks) {
      visitor =
          new AsmVisitorWrapper.ForDeclaredMethods()
              .invokable(hook.method(), hooked(hook))
              .wrap(
                  type,
                  visitor,
                  context,
                  pool,
                  type.getDeclaredFields(),
                  type.getDeclaredMethods(),
                  0,
                  0);
    }
    reader.accept(visitor, 0);
    return writer.toByteArray();
  }

  private static MethodVisitorWrapper hooked(HookPoint hook) {
    return hook.advice() == TextCalls.class
        ? new TextCalls(hook.hook())
        : Advice.withCustomMapping().bind(HookNumber.class, hook.hook()).to(hook.advice(), ADVICE);
  }

  /** Of a class that gets no member more, and brings no class along that would need a name. */
  private static Implementation.Context context(TypeDescription type, ClassFileVersion version) {
    return Implementation.Context.Disabled.Factory.INSTANCE.make(
        type, null, TypeInitializer.None.INSTANCE, version, version);
  }
}
