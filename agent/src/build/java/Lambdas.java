// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the classes of lambdas and method references, which the JVM else makes while the agent
 * starts: three hundred of them, and a hundred more to link them, at a higher cost than that of
 * reading one from the jar. The build calls it with the folder of classes.
 *
 * <p>Each does what the JDK's {@code LambdaMetafactory} would have it do, and is in the nest of its
 * maker, whose private methods it calls.
 */
final class Lambdas {

  private static final List<String> THOSE_THAT_START =
      List.of("io/mcpotel/agent/", "io/mcpotel/own/opentelemetry/");

  /**
   * What the threads of calls run keeps the JVM's: of those it sees that most do not outlive the
   * call that makes them, and allocates none. As classes of the jar they took 350 bytes a call.
   */
  private static final List<String> OF_CALLS =
      List.of(
          "io/mcpotel/agent/core/",
          "io/mcpotel/agent/mcp/",
          "io/mcpotel/agent/langchain4j/",
          "io/mcpotel/agent/reactor/",
          "io/mcpotel/agent/telemetry/");

  private static final String CLASS = ".class";
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Path folder;
  private final Map<String, List<String>> newMembers = new TreeMap<>();

  private Lambdas(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> isStarting(folder, file)).sorted().toList();
    }
    Lambdas lambdas = new Lambdas(folder);
    for (Path file : files) {
      lambdas.writeThoseOf(file);
    }
    lambdas.enlargeNests();
  }

  private static boolean isStarting(Path folder, Path file) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return path.endsWith(CLASS)
        && THOSE_THAT_START.stream().anyMatch(path::startsWith)
        && OF_CALLS.stream().noneMatch(path::startsWith);
  }

  private Path file(String name) {
    return folder.resolve(name + CLASS);
  }

  private void writeThoseOf(Path file) throws IOException {
    ClassReader reader = new ClassReader(Files.readAllBytes(file));
    ClassWriter writer = new ClassWriter(reader, 0);
    Maker maker = new Maker(writer);
    reader.accept(maker, 0);
    if (maker.made.isEmpty()) {
      return;
    }
    Files.write(file, writer.toByteArray());
    for (Map.Entry<String, byte[]> lambda : maker.made.entrySet()) {
      Files.write(file(lambda.getKey()), lambda.getValue());
    }
    newMembers
        .computeIfAbsent(maker.nest, nest -> new ArrayList<>())
        .addAll(maker.made.keySet());
  }

  private void enlargeNests() throws IOException {
    for (Map.Entry<String, List<String>> nest : newMembers.entrySet()) {
      Path file = file(nest.getKey());
      ClassReader reader = new ClassReader(Files.readAllBytes(file));
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visitEnd() {
              nest.getValue().forEach(this::visitNestMember);
              super.visitEnd();
            }
          },
          0);
      Files.write(file, writer.toByteArray());
    }
  }

  /** Reads a class, and makes those of its lambdas. */
  private static final class Maker extends ClassVisitor {

    private final Map<String, byte[]> made = new HashMap<>();
    private String name;
    private String nest;

    Maker(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] faces) {
      this.name = name;
      this.nest = name;
      // Before Java 11 there are no nests; a class of that time is one of its own.
      int atLeast = Math.max(version, Opcodes.V11);
      super.visit(atLeast, access, name, generic, parent, faces);
    }

    @Override
    public void visitNestHost(String host) {
      nest = host;
      super.visitNestHost(host);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String generic, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, method, descriptor, generic, exceptions)) {
        @Override
        public void visitInvokeDynamicInsn(
            String call, String type, Handle bootstrap, Object... arguments) {
          if (!bootstrap.getOwner().equals(FACTORY)
              || !bootstrap.getName().equals("metafactory")
              || !isWithinReach((Handle) arguments[1])) {
            super.visitInvokeDynamicInsn(call, type, bootstrap, arguments);
            return;
          }
          Lambda lambda =
              new Lambda(
                  name + "$Lambda" + (made.size() + 1),
                  nest,
                  Type.getMethodType(type),
                  call,
                  (Type) arguments[0],
                  (Handle) arguments[1],
                  (Type) arguments[2]);
          made.put(lambda.name(), lambda.bytes());
          if (lambda.captured().length == 0) {
            super.visitFieldInsn(
                Opcodes.GETSTATIC, lambda.name(), Lambda.ONLY, lambda.face().getDescriptor());
          } else {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, lambda.name(), Lambda.MAKE, type, false);
          }
        }
      };
    }

    /** A method of a parent that only its children may call would be out of the lambda's reach. */
    private boolean isWithinReach(Handle called) {
      return called.getTag() != Opcodes.H_INVOKESPECIAL || called.getOwner().equals(name);
    }
  }

  /**
   * One lambda.
   *
   * @param name its class
   * @param nest the class whose nest it is in
   * @param made what it captures, and the interface that it is
   * @param method the interface's method, of the type {@code erased}
   * @param called what it calls
   * @param actual the types that its arguments really have
   */
  private record Lambda(
      String name, String nest, Type made, String method, Type erased, Handle called, Type actual) {

    static final String MAKE = "make";
    static final String ONLY = "ONLY";
    private static final String OBJECT = "java/lang/Object";
    private static final String CONSTRUCTOR = "<init>";

    Type face() {
      return made.getReturnType();
    }

    Type[] captured() {
      return made.getArgumentTypes();
    }

    byte[] bytes() {
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      writer.visit(
          Opcodes.V17,
          Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
          name,
          null,
          OBJECT,
          new String[] {face().getInternalName()});
      writer.visitNestHost(nest);
      for (int i = 0; i < captured().length; i++) {
        writer
            .visitField(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
                field(i),
                captured()[i].getDescriptor(),
                null,
                null)
            .visitEnd();
      }
      writeConstructor(writer);
      if (captured().length == 0) {
        writeOnly(writer);
      } else {
        writeMake(writer);
      }
      writeMethod(writer);
      writer.visitEnd();
      return writer.toByteArray();
    }

    private static String field(int i) {
      return "captured" + i;
    }

    private String constructor() {
      return Type.getMethodDescriptor(Type.VOID_TYPE, captured());
    }

    private void writeConstructor(ClassWriter writer) {
      MethodVisitor code =
          writer.visitMethod(Opcodes.ACC_PRIVATE, CONSTRUCTOR, constructor(), null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, CONSTRUCTOR, "()V", false);
      int local = 1;
      for (int i = 0; i < captured().length; i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(captured()[i].getOpcode(Opcodes.ILOAD), local);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured()[i].getDescriptor());
        local += captured()[i].getSize();
      }
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    /** What captures nothing is made once, as by the JDK. */
    private void writeOnly(ClassWriter writer) {
      writer
          .visitField(
              Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, face().getDescriptor(), null, null)
          .visitEnd();
      MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      code.visitCode();
      writeNew(code);
      code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, face().getDescriptor());
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    private void writeMake(ClassWriter writer) {
      MethodVisitor code =
          writer.visitMethod(Opcodes.ACC_STATIC, MAKE, made.getDescriptor(), null, null);
      code.visitCode();
      writeNew(code);
      code.visitInsn(Opcodes.ARETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    private void writeNew(MethodVisitor code) {
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      int local = 0;
      for (Type type : captured()) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        local += type.getSize();
      }
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, CONSTRUCTOR, constructor(), false);
    }

    private void writeMethod(ClassWriter writer) {
      MethodVisitor code =
          writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
      code.visitCode();
      boolean constructs = called.getTag() == Opcodes.H_NEWINVOKESPECIAL;
      if (constructs) {
        code.visitTypeInsn(Opcodes.NEW, called.getOwner());
        code.visitInsn(Opcodes.DUP);
      }
      Type[] taken = taken(constructs);
      for (int i = 0; i < captured().length; i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured()[i].getDescriptor());
        Conversion.write(code, captured()[i], taken[i]);
      }
      int local = 1;
      for (int i = 0; i < erased.getArgumentTypes().length; i++) {
        Type given = erased.getArgumentTypes()[i];
        Type really = actual.getArgumentTypes()[i];
        code.visitVarInsn(given.getOpcode(Opcodes.ILOAD), local);
        Conversion.write(code, given, really);
        Conversion.write(code, really, taken[captured().length + i]);
        local += given.getSize();
      }
      code.visitMethodInsn(
          opcode(),
          called.getOwner(),
          called.getName(),
          called.getDesc(),
          called.isInterface());
      Type result =
          constructs
              ? Type.getObjectType(called.getOwner())
              : Type.getReturnType(called.getDesc());
      writeReturn(code, result, erased.getReturnType());
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    /** What the called method takes, with the object that it belongs to. */
    private Type[] taken(boolean constructs) {
      Type[] parameters = Type.getArgumentTypes(called.getDesc());
      if (constructs || called.getTag() == Opcodes.H_INVOKESTATIC) {
        return parameters;
      }
      return Stream.concat(Stream.of(Type.getObjectType(called.getOwner())), Stream.of(parameters))
          .toArray(Type[]::new);
    }

    private int opcode() {
      return switch (called.getTag()) {
        case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
        case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
        default -> called.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      };
    }

    private static void writeReturn(MethodVisitor code, Type result, Type wanted) {
      if (wanted.getSort() == Type.VOID) {
        if (result.getSize() > 0) {
          code.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
      } else {
        Conversion.write(code, result, wanted);
      }
      code.visitInsn(wanted.getOpcode(Opcodes.IRETURN));
    }
  }

  /** From one type to another, as far as a lambda's types may differ from what it calls. */
  private static final class Conversion {

    private static final Map<Integer, String> BOXES =
        Map.of(
            Type.BOOLEAN, "java/lang/Boolean",
            Type.CHAR, "java/lang/Character",
            Type.BYTE, "java/lang/Byte",
            Type.SHORT, "java/lang/Short",
            Type.INT, "java/lang/Integer",
            Type.LONG, "java/lang/Long",
            Type.FLOAT, "java/lang/Float",
            Type.DOUBLE, "java/lang/Double");

    static void write(MethodVisitor code, Type from, Type to) {
      if (from.equals(to)) {
        return;
      }
      String box = BOXES.get(from.getSort());
      String wanted = BOXES.get(to.getSort());
      if (box == null && wanted == null) {
        if (!to.getInternalName().equals("java/lang/Object")) {
          code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
      } else if (wanted == null) {
        String type = "(" + from.getDescriptor() + ")L" + box + ";";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", type, false);
      } else if (box == null) {
        Type held = unboxed(from, to);
        String holder = BOXES.get(held.getSort());
        code.visitTypeInsn(Opcodes.CHECKCAST, holder);
        String type = "()" + held.getDescriptor();
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, holder, held.getClassName() + "Value", type, false);
        widen(code, held, to);
      } else {
        widen(code, from, to);
      }
    }

    /** What is in a box, which may be less wide than what is wanted of it. */
    private static Type unboxed(Type from, Type to) {
      for (Type type :
          List.of(
              Type.BOOLEAN_TYPE,
              Type.CHAR_TYPE,
              Type.BYTE_TYPE,
              Type.SHORT_TYPE,
              Type.INT_TYPE,
              Type.LONG_TYPE,
              Type.FLOAT_TYPE,
              Type.DOUBLE_TYPE)) {
        if (BOXES.get(type.getSort()).equals(from.getInternalName())) {
          return type;
        }
      }
      return to;
    }

    private static void widen(MethodVisitor code, Type from, Type to) {
      if (from.equals(to) || from.getSort() < Type.INT && to.equals(Type.INT_TYPE)) {
        return;
      }
      boolean ofLong = from.equals(Type.LONG_TYPE);
      boolean ofInt = from.getSort() <= Type.INT;
      if (to.equals(Type.LONG_TYPE) && ofInt) {
        code.visitInsn(Opcodes.I2L);
      } else if (to.equals(Type.DOUBLE_TYPE)) {
        code.visitInsn(ofInt ? Opcodes.I2D : ofLong ? Opcodes.L2D : Opcodes.F2D);
      } else if (to.equals(Type.FLOAT_TYPE)) {
        code.visitInsn(ofInt ? Opcodes.I2F : Opcodes.L2F);
      } else {
        throw new IllegalStateException("no conversion from " + from + " to " + to);
      }
    }
  }
}
