// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.releases;

import static net.bytebuddy.jar.asm.Opcodes.ACC_FINAL;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PRIVATE;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PROTECTED;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_STATIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_SYNTHETIC;
import static net.bytebuddy.jar.asm.Opcodes.ASM9;

import io.mcpotel.it.app.newest.ManyReleases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.RecordComponentVisitor;
import net.bytebuddy.jar.asm.Type;

/** Writes classes of the SDK as a later release might have them, each release into a folder. */
final class FutureSdk {

  private static final String OBJECT = "java/lang/Object";
  private static final String RECORD = "java/lang/Record";

  private final Path releases;
  private final Map<String, byte[]> classes = new HashMap<>();

  /** Takes the SDK's classes, and those of the applications that use them, from here. */
  FutureSdk(Path releases, List<String> classPath) {
    this.releases = releases;
    classPath.forEach(this::read);
  }

  /** A release without one class. */
  void without(String release, String type) {
    try {
      Files.writeString(folder(release).resolve(ManyReleases.MISSING), type.replace('/', '.'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a class is a record, whose methods {@link #rename} changes. */
  boolean isRecord(String type) {
    return new ClassReader(classes.get(type)).getSuperName().equals(RECORD);
  }

  /** A release in which such lambdas have become methods that the compiler did not make. */
  boolean nameLambdas(String release, HookedMethod hooked) {
    return change(
        release,
        hooked,
        (writer, access, name, descriptor) ->
            writer.visitMethod(access & ~ACC_SYNTHETIC, name, descriptor, null, null));
  }

  /** A release in which a method has moved to a new superclass of its class. */
  boolean move(String release, HookedMethod hooked) {
    return moveUp(release, hooked, "$here", "");
  }

  /** The same, with a method of the old name and one more parameter in its place. */
  boolean extend(String release, HookedMethod hooked) {
    return moveUp(release, hooked, "", "I");
  }

  /** A release in which a component of a record has another name. */
  void rename(String release, String type, String component) {
    String renamed = "renamed" + component;
    classes.forEach(
        (name, bytes) -> {
          if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(component)) {
            return;
          }
          ClassReader reader = new ClassReader(bytes);
          ClassWriter writer = new ClassWriter(0);
          reader.accept(new Renamer(writer, name, type, component, renamed), 0);
          write(release, name, writer.toByteArray());
        });
  }

  private interface Declaration {
    MethodVisitor write(ClassVisitor writer, int access, String name, String descriptor);
  }

  private boolean change(String release, HookedMethod hooked, Declaration declaration) {
    byte[] original = classes.get(hooked.type());
    ClassWriter writer = new ClassWriter(0);
    boolean[] found = {false};
    new ClassReader(original)
        .accept(
            new ClassVisitor(ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if (!hooked.matches(access, name, descriptor)) {
                  return super.visitMethod(access, name, descriptor, signature, thrown);
                }
                found[0] = true;
                return declaration.write(cv, access, name, descriptor);
              }
            },
            0);
    if (found[0]) {
      write(release, hooked.type(), writer.toByteArray());
    }
    return found[0];
  }

  private boolean moveUp(String release, HookedMethod hooked, String suffix, String added) {
    String above = hooked.type() + "$Above";
    ClassWriter superclass = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    superclass.visit(Opcodes.V17, ACC_PUBLIC, above, null, OBJECT, null);
    MethodVisitor constructor = superclass.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    boolean found =
        change(
            release,
            hooked,
            (writer, access, name, descriptor) -> {
              String changed = descriptor.replace(")", added + ")");
              int open = access & ~(ACC_PRIVATE | ACC_PROTECTED | ACC_FINAL) | ACC_PUBLIC;
              callDown(
                  superclass.visitMethod(open, name, descriptor, null, null),
                  hooked.type(),
                  access,
                  name + suffix,
                  changed);
              return new Shifted(
                  writer.visitMethod(open, name + suffix, changed, null, null),
                  added.isEmpty() ? -1 : size(access, descriptor));
            });
    if (!found) {
      return false;
    }
    write(release, above, superclass.toByteArray());
    raise(release, hooked.type(), above);
    return true;
  }

  private static void callDown(
      MethodVisitor method, String type, int access, String name, String descriptor) {
    boolean isStatic = (access & ACC_STATIC) != 0;
    int slot = 0;
    if (!isStatic) {
      method.visitVarInsn(Opcodes.ALOAD, slot++);
      method.visitTypeInsn(Opcodes.CHECKCAST, type);
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      if (argument == Type.INT_TYPE) {
        method.visitInsn(Opcodes.ICONST_0);
      } else {
        method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
        slot += argument.getSize();
      }
    }
    int call = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL;
    method.visitMethodInsn(call, type, name, descriptor, false);
    method.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    method.visitMaxs(0, 0);
  }

  private static int size(int access, String descriptor) {
    int size = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    return (access & ACC_STATIC) != 0 ? size - 1 : size;
  }

  /** Gives a class that was written already its new superclass. */
  private void raise(String release, String type, String above) {
    Path file = file(release, type);
    ClassWriter writer = new ClassWriter(0);
    try {
      new ClassReader(Files.readAllBytes(file))
          .accept(
              new ClassVisitor(ASM9, writer) {
                @Override
                public void visit(
                    int version,
                    int access,
                    String name,
                    String signature,
                    String superName,
                    String[] interfaces) {
                  super.visit(version, access, name, null, above, interfaces);
                }

                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  MethodVisitor method =
                      super.visitMethod(access, name, descriptor, signature, thrown);
                  return name.equals("<init>") ? new Raised(method, above) : method;
                }
              },
              0);
      Files.write(file, writer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String entry) {
    try {
      if (Files.isDirectory(Path.of(entry))) {
        try (Stream<Path> files = Files.walk(Path.of(entry, "io/mcpotel/it/app"))) {
          for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
            add(Files.readAllBytes(file));
          }
        }
        return;
      }
      try (JarFile jar = new JarFile(entry)) {
        for (JarEntry file : Collections.list(jar.entries())) {
          if (file.getName().endsWith(".class")) {
            add(jar.getInputStream(file).readAllBytes());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(byte[] bytes) {
    classes.put(new ClassReader(bytes).getClassName(), bytes);
  }

  private Path folder(String release) throws IOException {
    return Files.createDirectories(releases.resolve(release));
  }

  private Path file(String release, String type) {
    return releases.resolve(release).resolve(type + ".class");
  }

  private void write(String release, String type, byte[] bytes) {
    try {
      Path file = file(release, type);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes room for one more parameter behind the others. */
  private static final class Shifted extends MethodVisitor {
    private final int from;

    Shifted(MethodVisitor method, int from) {
      super(ASM9, method);
      this.from = from;
    }

    private int slot(int slot) {
      return from >= 0 && slot >= from ? slot + 1 : slot;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      super.visitVarInsn(opcode, slot(slot));
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
      super.visitIincInsn(slot(slot), increment);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(stack, locals + 1);
    }

    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label start, Label end, int slot) {
      // Only a debugger wants them.
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacks, Object[] stack) {
      if (from < 0 || type != Opcodes.F_NEW && type != Opcodes.F_FULL) {
        super.visitFrame(type, locals, local, stacks, stack);
        return;
      }
      List<Object> shifted = new ArrayList<>(List.of(local).subList(0, locals));
      int at = 0;
      for (int slot = 0; at < shifted.size() && slot < from; at++) {
        slot += shifted.get(at) == Opcodes.LONG || shifted.get(at) == Opcodes.DOUBLE ? 2 : 1;
      }
      shifted.add(at, Opcodes.INTEGER);
      super.visitFrame(type, shifted.size(), shifted.toArray(), stacks, stack);
    }
  }

  /** Calls the constructor of the new superclass. */
  private static final class Raised extends MethodVisitor {
    private final String above;
    private boolean done;

    Raised(MethodVisitor method, String above) {
      super(ASM9, method);
      this.above = above;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean isSuper = !done && owner.equals(OBJECT) && name.equals("<init>");
      done |= isSuper;
      super.visitMethodInsn(opcode, isSuper ? above : owner, name, descriptor, isInterface);
    }
  }

  /** Renames a component of a record where it is declared, and its accessor where it is called. */
  private static final class Renamer extends ClassVisitor {
    private final boolean inRecord;
    private final String type;
    private final String component;
    private final String renamed;

    Renamer(ClassVisitor writer, String name, String type, String component, String renamed) {
      super(ASM9, writer);
      this.inRecord = name.equals(type);
      this.type = type;
      this.component = component;
      this.renamed = renamed;
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(
        String name, String descriptor, String signature) {
      return super.visitRecordComponent(
          inRecord && name.equals(component) ? renamed : name, descriptor, signature);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      boolean accessor = inRecord && name.equals(component) && descriptor.startsWith("()");
      return new MethodVisitor(
          ASM9,
          super.visitMethod(access, accessor ? renamed : name, descriptor, signature, thrown)) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String form, boolean isInterface) {
          boolean calls = owner.equals(type) && called.equals(component) && form.startsWith("()");
          super.visitMethodInsn(opcode, owner, calls ? renamed : called, form, isInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String form, Handle bootstrap, Object... arguments) {
          for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Handle handle
                && handle.getOwner().equals(type)
                && handle.getName().equals(component)
                && handle.getDesc().startsWith("()")) {
              arguments[i] = new Handle(handle.getTag(), type, renamed, handle.getDesc(), false);
            }
          }
          super.visitInvokeDynamicInsn(called, form, bootstrap, arguments);
        }
      };
    }
  }
}
