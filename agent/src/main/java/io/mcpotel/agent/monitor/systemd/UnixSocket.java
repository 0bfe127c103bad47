// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Linux's datagrams, which Java has no sockets for, by the foreign function interface. It is of JDK
 * 22, and the agent is compiled for 17, so it is reached by its names. It is called as the JDK's
 * own classes call it: those are not warned of, and an application's choice of what may call native
 * functions stays as it is.
 */
final class UnixSocket implements Notifier {

  private static final String PACKAGE = "java.lang.foreign.";
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MOST_BYTES = 4_096;

  /** What Linux has room for after the family of an address. */
  private static final int MOST_PATH = 108;

  private final MethodHandle sendTo;
  private final int socket;
  private final ByteBuffer message = ByteBuffer.allocateDirect(MOST_BYTES);
  private final ByteBuffer address;
  private final long messageAt;
  private final long addressAt;

  /**
   * Makes one, or throws where the JDK or the system does not let it.
   *
   * @param path of the socket; the first character of an abstract one is {@code @}
   */
  UnixSocket(String path, Instrumentation instrumentation) throws Throwable {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= MOST_PATH) {
      throw new IllegalArgumentException("the socket's path is too long");
    }
    if (name[0] == '@') {
      name[0] = 0;
    }
    address = ByteBuffer.allocateDirect(Short.BYTES + name.length);
    address.order(ByteOrder.nativeOrder()).putShort((short) AF_UNIX).put(name).flip();
    Lookup lookup = ofTheJdk(instrumentation);
    messageAt = addressOf(message);
    addressAt = addressOf(address);
    socket =
        (int)
            function(lookup, "socket", int.class, int.class, int.class, int.class)
                .invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) {
      throw new IllegalStateException("no socket");
    }
    sendTo =
        function(
            lookup,
            "sendto",
            long.class,
            int.class,
            long.class,
            long.class,
            int.class,
            long.class,
            int.class);
  }

  @Override
  public synchronized boolean send(String text, long millis) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MOST_BYTES);
    message.clear();
    message.put(bytes, 0, length);
    try {
      return length
          == (long)
              sendTo.invokeExact(
                  socket,
                  messageAt,
                  (long) length,
                  MSG_DONTWAIT | MSG_NOSIGNAL,
                  addressAt,
                  address.capacity());
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  private static Lookup ofTheJdk(Instrumentation instrumentation) throws Exception {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of(MethodHandles.class.getPackageName(), Set.of(UnixSocket.class.getModule())),
        Set.of(),
        Map.of());
    Field field = Lookup.class.getDeclaredField("IMPL_LOOKUP");
    field.setAccessible(true);
    return ((Lookup) field.get(null)).in(Class.forName(PACKAGE + "Linker"));
  }

  private static long addressOf(ByteBuffer buffer) throws Exception {
    Class<?> type = Class.forName(PACKAGE + "MemorySegment");
    Object segment = type.getMethod("ofBuffer", Buffer.class).invoke(null, buffer);
    return (long) type.getMethod("address").invoke(segment);
  }

  /** A function of the C library, where a pointer is a long. */
  private static MethodHandle function(
      Lookup lookup, String name, Class<?> result, Class<?>... parameters) throws Throwable {
    Class<?> linkerType = Class.forName(PACKAGE + "Linker");
    Class<?> descriptorType = Class.forName(PACKAGE + "FunctionDescriptor");
    Class<?> segmentType = Class.forName(PACKAGE + "MemorySegment");
    Class<?> layoutType = Class.forName(PACKAGE + "MemoryLayout");
    Class<?> options = Class.forName(PACKAGE + "Linker$Option").arrayType();
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object libraries = linkerType.getMethod("defaultLookup").invoke(linker);
    Object found =
        ((Optional<?>)
                Class.forName(PACKAGE + "SymbolLookup")
                    .getMethod("find", String.class)
                    .invoke(libraries, name))
            .orElseThrow();
    Object layouts = Array.newInstance(layoutType, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      Array.set(layouts, i, layout(parameters[i]));
    }
    Object descriptor =
        descriptorType
            .getMethod("of", layoutType, layoutType.arrayType())
            .invoke(null, layout(result), layouts);
    return (MethodHandle)
        lookup
            .findVirtual(
                linkerType,
                "downcallHandle",
                MethodType.methodType(MethodHandle.class, segmentType, descriptorType, options))
            .asFixedArity()
            .invokeWithArguments(
                linker, found, descriptor, Array.newInstance(options.componentType(), 0));
  }

  private static Object layout(Class<?> primitive) throws Exception {
    String name = primitive == int.class ? "JAVA_INT" : "JAVA_LONG";
    return Class.forName(PACKAGE + "ValueLayout").getField(name).get(null);
  }
}
