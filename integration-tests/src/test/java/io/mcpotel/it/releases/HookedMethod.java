// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.releases;

import io.mcpotel.it.support.process.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * One entry of the list of hooks in the agent's jar.
 *
 * @param type the class, by its internal name
 * @param name the method's name, null for any lambda
 * @param parameters the types of its first parameters, {@code *} standing for any
 * @param count how many parameters it has, negative for any number
 * @param anywhere types that are among its parameters
 * @param returns the type that it returns, null for any
 * @param optional whether its absence is nothing to tell
 * @param text what the agent calls it
 */
record HookedMethod(
    String type,
    String name,
    List<String> parameters,
    int count,
    List<String> anywhere,
    String returns,
    boolean optional,
    String text) {

  private static final String SDK = "io/modelcontextprotocol/";
  private static final List<String> OF_TRANSPORTS =
      List.of(SDK + "server/transport/", SDK + "client/", SDK + "json/");
  private static final String LIST = "io.mcpotel.agent.weave.HookList";

  /** Those of the MCP SDK that every server and client has, whatever its transport. */
  static List<HookedMethod> all() {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      Field field = new Hidden(jar).loadClass(LIST).getDeclaredField("ALL");
      field.setAccessible(true);
      List<HookedMethod> all = new ArrayList<>();
      for (Object point : (List<?>) field.get(null)) {
        String type = (String) get(point, "type");
        if (!type.startsWith(SDK) || OF_TRANSPORTS.stream().anyMatch(type::startsWith)) {
          continue;
        }
        Object shape = get(point, "method");
        // The newest release of the SDK has the first of its names.
        List<String> names = strings(get(shape, "names"));
        all.add(
            new HookedMethod(
                type,
                names.isEmpty() ? null : names.get(0),
                strings(get(shape, "parameters")),
                (int) get(shape, "count"),
                strings(get(shape, "anywhere")),
                (String) get(shape, "returns"),
                (boolean) get(point, "optional"),
                point.toString()));
      }
      return all;
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("The agent's list of hooks is not as expected", e);
    }
  }

  boolean isConstructor() {
    return "<init>".equals(name);
  }

  boolean isLambda() {
    return name == null;
  }

  boolean matches(int access, String methodName, String descriptor) {
    List<String> types = new ArrayList<>();
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      types.add(argument.getClassName());
    }
    return (isLambda() ? (access & Opcodes.ACC_SYNTHETIC) != 0 : name.equals(methodName))
        && (returns == null || returns.equals(Type.getReturnType(descriptor).getClassName()))
        && (count < 0 || count == types.size())
        && types.containsAll(anywhere)
        && beginsAsWanted(types);
  }

  private boolean beginsAsWanted(List<String> types) {
    for (int i = 0; i < parameters.size(); i++) {
      String wanted = parameters.get(i);
      if (i >= types.size() || !wanted.equals("*") && !wanted.equals(types.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static Object get(Object record, String component) throws ReflectiveOperationException {
    Method accessor = record.getClass().getDeclaredMethod(component);
    accessor.setAccessible(true);
    return accessor.invoke(record);
  }

  /** Reads the classes that the agent's jar hides from others. */
  private static final class Hidden extends ClassLoader {
    private final JarFile jar;

    Hidden(JarFile jar) {
      super(ClassLoader.getPlatformClassLoader());
      this.jar = jar;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ZipEntry entry = jar.getEntry("mcp-otel-agent/" + name.replace('.', '/') + ".classdata");
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
