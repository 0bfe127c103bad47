// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Takes out of the classes what only compilers and debuggers read: the names of local variables,
 * and what Kotlin's compiler notes for itself. The numbers of lines stay, for stack traces. The
 * build calls it with the folder of classes.
 */
final class Slimmed {

  private static final String OF_KOTLINS_COMPILER = "/kotlin/Metadata;";

  private Slimmed() {}

  public static void main(String[] args) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      // A writer of its own leaves out the constants that nothing names any more.
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(Files.readAllBytes(file)).accept(new Slimming(writer), 0);
      Files.write(file, writer.toByteArray());
    }
  }

  private static final class Slimming extends ClassVisitor {
    Slimming(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
      return type.endsWith(OF_KOTLINS_COMPILER) ? null : super.visitAnnotation(type, visible);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, type, signature, exceptions)) {
        @Override
        public void visitLocalVariable(
            String name, String type, String signature, Label start, Label end, int index) {}
      };
    }
  }
}
