// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Deletes from a folder of classes what nothing leads to from ours, and from those that stay what
 * nobody reads: the libraries bring twice as much as the agent can ever run. The build calls it with
 * the folder.
 *
 * <p>It errs to the safe side. A class stays if a method that may run names it, if it is in a
 * signature of one that stays, or if a text is its name. A method may run if its class stays and one
 * with its name and descriptor is called anywhere, whoever it belongs to, or if the JDK could call
 * it. {@code JarShapeIT} asks the JVM whether all that stays fits together.
 */
final class LeftOut {

  private static final String OURS = "io/mcpotel/agent/";
  private static final String CLASS = ".class";
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of("toString()Ljava/lang/String;", "hashCode()I", "equals(Ljava/lang/Object;)Z");

  private final Map<String, ClassUse> classes = new HashMap<>();
  private final Set<String> kept = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Map<String, List<ClassUse.Method>> uncalled = new HashMap<>();
  private final Deque<ClassUse.Method> methods = new ArrayDeque<>();

  private LeftOut() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    LeftOut leftOut = new LeftOut();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(CLASS)) {
        leftOut.classes.put(
            name(folder, file), ClassUse.read(new ClassReader(Files.readAllBytes(file))));
      }
    }
    leftOut.keepOurs();
    for (Path file : files) {
      if (folder.relativize(file).startsWith("META-INF/services")) {
        Files.readAllLines(file).forEach(leftOut::keepNamed);
      }
    }
    leftOut.follow();
    for (Path file : files) {
      if (!file.toString().endsWith(CLASS)) {
        continue;
      }
      if (!leftOut.kept.contains(name(folder, file))) {
        Files.delete(file);
      } else if (!name(folder, file).startsWith(OURS)) {
        Files.write(file, Smaller.of(Files.readAllBytes(file)));
      }
    }
  }

  private static String name(Path folder, Path file) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return path.substring(0, path.length() - CLASS.length());
  }

  private void keepOurs() {
    for (String name : classes.keySet()) {
      if (name.startsWith(OURS)) {
        keepNamed(name);
      }
    }
  }

  private void follow() {
    while (!methods.isEmpty()) {
      ClassUse.Method method = methods.pop();
      method.types.forEach(this::keep);
      method.calls.forEach(this::call);
      method.texts.forEach(this::keepNamed);
    }
  }

  /** It may be made by reflection: any of its methods may run. */
  private void keepNamed(String text) {
    String name = text.strip().replace('.', '/');
    ClassUse use = classes.get(name);
    if (use != null) {
      keep(name);
      use.methods.forEach(method -> call(method.signature));
    }
  }

  private void keep(String name) {
    ClassUse use = classes.get(name);
    if (use == null || !kept.add(name)) {
      return;
    }
    use.supers.forEach(this::keep);
    use.types.forEach(this::keep);
    boolean seenByTheJdk = isSeenByTheJdk(use);
    for (ClassUse.Method method : use.methods) {
      method.made.stream().filter(this::isSubclass).forEach(this::keep);
      if (method.isInitializer()
          || called.contains(method.signature)
          || OF_EVERY_OBJECT.contains(method.signature)
          || seenByTheJdk
              && method.isOfObjects()
              && method.parameters.stream().noneMatch(classes::containsKey)) {
        methods.push(method);
      } else {
        uncalled.computeIfAbsent(method.signature, signature -> new ArrayList<>()).add(method);
      }
    }
  }

  /** Whether the JVM, when it checks code that makes or catches one, looks for what it extends. */
  private boolean isSubclass(String name) {
    return classes.containsKey(name) && !classes.get(name).parent.equals("java/lang/Object");
  }

  /** Whether the JDK may call its methods, by a type of its own that they implement. */
  private boolean isSeenByTheJdk(ClassUse use) {
    return use.supers.stream()
        .anyMatch(
            name ->
                classes.containsKey(name)
                    ? isSeenByTheJdk(classes.get(name))
                    : !name.equals("java/lang/Object"));
  }

  private void call(String signature) {
    if (called.add(signature)) {
      List<ClassUse.Method> waiting = uncalled.remove(signature);
      if (waiting != null) {
        methods.addAll(waiting);
      }
    }
  }

  /** A class without what only debuggers and Kotlin's reflection read. Line numbers stay. */
  private static final class Smaller extends ClassVisitor {
    private static final String OF_KOTLIN = "kotlin/Metadata;";

    private Smaller(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    static byte[] of(byte[] content) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(content).accept(new Smaller(writer), 0);
      return writer.toByteArray();
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return descriptor.endsWith(OF_KOTLIN) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, descriptor, generic, exceptions)) {
        @Override
        public void visitLocalVariable(
            String name, String type, String generic, Label start, Label end, int index) {
          // Left out.
        }
      };
    }
  }

  /** What a class names, and what each of its methods does. */
  private static final class ClassUse extends ClassVisitor {

    private static final class Method {
      private final int access;
      private final String signature;
      private final Set<String> parameters = new HashSet<>();
      private final Set<String> types = new HashSet<>();
      private final Set<String> made = new HashSet<>();
      private final Set<String> calls = new HashSet<>();
      private final Set<String> texts = new HashSet<>();

      Method(int access, String signature) {
        this.access = access;
        this.signature = signature;
      }

      boolean isOfObjects() {
        return (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
      }

      boolean isInitializer() {
        return signature.equals("<clinit>()V");
      }
    }

    private String parent;
    private final Set<String> supers = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    private final List<Method> methods = new ArrayList<>();

    private ClassUse() {
      super(Opcodes.ASM9);
    }

    static ClassUse read(ClassReader reader) {
      ClassUse use = new ClassUse();
      reader.accept(use, ClassReader.SKIP_FRAMES);
      return use;
    }

    private static void addType(Type type, Set<String> types) {
      switch (type.getSort()) {
        case Type.ARRAY -> addType(type.getElementType(), types);
        case Type.OBJECT -> types.add(type.getInternalName());
        case Type.METHOD -> {
          addType(type.getReturnType(), types);
          for (Type parameter : type.getArgumentTypes()) {
            addType(parameter, types);
          }
        }
        default -> {}
      }
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] faces) {
      this.parent = parent;
      if (parent != null) {
        supers.add(parent);
      }
      supers.addAll(List.of(faces));
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (visible) {
        addType(Type.getType(descriptor), types);
      }
      return null;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      addType(Type.getType(descriptor), types);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] exceptions) {
      Method method = new Method(access, name + descriptor);
      methods.add(method);
      addType(Type.getMethodType(descriptor), types);
      for (Type parameter : Type.getArgumentTypes(descriptor)) {
        addType(parameter, method.parameters);
      }
      if (exceptions != null) {
        types.addAll(List.of(exceptions));
      }
      return new MethodUse(method, types);
    }
  }

  private static final class MethodUse extends MethodVisitor {
    private final ClassUse.Method method;
    private final Set<String> typesOfTheClass;

    MethodUse(ClassUse.Method method, Set<String> typesOfTheClass) {
      super(Opcodes.ASM9);
      this.method = method;
      this.typesOfTheClass = typesOfTheClass;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (visible) {
        ClassUse.addType(Type.getType(descriptor), typesOfTheClass);
      }
      return null;
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean visible) {
      return visitAnnotation(descriptor, visible);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      ClassUse.addType(Type.getObjectType(type), method.types);
      if (opcode == Opcodes.NEW) {
        method.made.add(type);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      method.types.add(owner);
      ClassUse.addType(Type.getType(descriptor), method.types);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean onInterface) {
      ClassUse.addType(Type.getObjectType(owner), method.types);
      ClassUse.addType(Type.getMethodType(descriptor), method.types);
      method.calls.add(name + descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      ClassUse.addType(Type.getMethodType(descriptor), method.types);
      visitLdcInsn(bootstrap);
      for (Object argument : arguments) {
        visitLdcInsn(argument);
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String text) {
        method.texts.add(text);
      } else if (value instanceof Type type) {
        ClassUse.addType(type, method.types);
      } else if (value instanceof Handle handle) {
        method.types.add(handle.getOwner());
        method.calls.add(handle.getName() + handle.getDesc());
      }
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      ClassUse.addType(Type.getType(descriptor), method.types);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      if (type != null) {
        method.types.add(type);
        method.made.add(type);
      }
    }
  }
}
