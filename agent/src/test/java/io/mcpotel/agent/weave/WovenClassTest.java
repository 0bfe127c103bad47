// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static io.mcpotel.agent.weave.MethodShape.constructor;
import static io.mcpotel.agent.weave.MethodShape.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpotel.bootstrap.Bridge;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods with what could get in the way of a hook, run by a JVM that checks them. */
class WovenClassTest {

  private final Recorder recorder = new Recorder();

  @BeforeEach
  void connect() {
    Bridge.connect(recorder);
  }

  @AfterEach
  void disconnect() {
    Bridge.connect(null);
  }

  @Test
  void whatAMethodReturnsIsReplacedAndItsArgumentsAreThoseOfItsBeginning() throws Exception {
    Class<?> woven = woven(hook("counted", BridgeCall.RETURN, 1));

    assertEquals("replaced", call(woven, "counted", "a", "b", 3L, 0.5));
    assertEquals(List.of("returned 1 null a b aaab0.5"), recorder.told);
  }

  @Test
  void bothEndsOfAMethodAreTold() throws Exception {
    Class<?> woven = woven(hook("looped", BridgeCall.AROUND, 2));

    assertEquals("left", call(woven, "looped", List.of("a", "", "b")));
    assertEquals(List.of("entered 2 [[a, , b]]", "left 2 token a,b"), recorder.told);
  }

  @Test
  void whatIsThrownIsToldOnceAndGoesOn() throws Exception {
    Class<?> around = woven(hook("looped", BridgeCall.AROUND, 2));
    Class<?> called = woven(hook("looped", BridgeCall.CALL, 3));

    assertThrows(IllegalArgumentException.class, () -> call(around, "looped", List.of("throw")));
    assertThrows(IllegalArgumentException.class, () -> call(called, "looped", List.of("throw")));
    assertEquals(
        List.of(
            "entered 2 [[throw]]",
            "left 2 token null",
            "entered 3 [null, [throw]]",
            "left 3 token java.lang.IllegalArgumentException: told"),
        recorder.told);
  }

  @Test
  void whatTheMethodCatchesItselfIsNotTold() throws Exception {
    Class<?> woven = woven(hook("caught", BridgeCall.THROWN, 4));

    assertEquals("caught", call(woven, "caught", "first", "second"));
    assertThrows(IllegalStateException.class, () -> call(woven, "caught", "first", null));
    assertEquals(List.of("event 4 null null"), recorder.told);
  }

  @Test
  void aNumberIsReturnedAsItIs() throws Exception {
    Class<?> woven = woven(hook("wide", BridgeCall.AROUND, 5));

    assertEquals(7L, call(woven, "wide", "four"));
    assertEquals(List.of("entered 5 [four]", "left 5 token null"), recorder.told);
  }

  @Test
  void somethingElseIsReturnedInstead() throws Exception {
    Class<?> woven = woven(hook("looped", BridgeCall.INSTEAD, 6));
    assertEquals("a", call(woven, "looped", List.of("a")));

    recorder.instead = "instead";
    assertEquals("instead", call(woven, "looped", List.of("throw")));
    assertEquals(List.of("instead 6 null [a] null", "instead 6 null [throw] null"), recorder.told);
  }

  @Test
  void aConstructorIsToldWhenItHasRun() throws Exception {
    Class<?> woven =
        woven(
            new HookPoint("", constructor(4), BridgeCall.REQUEST_PARAMS, 7),
            new HookPoint("", constructor(4), BridgeCall.EXIT, 8));
    Object made =
        woven
            .getDeclaredConstructor(String.class, String.class, Object.class, Object.class)
            .newInstance("2.0", "ping", 1, "params");

    assertEquals("2.0 ping 1 argued", made.toString());
    assertEquals(
        List.of("argument 7 ping 1 params", "event 8 2.0 ping 1 argued 2.0"), recorder.told);
  }

  @Test
  void twoHooksOfAMethodAreBothTold() throws Exception {
    Class<?> woven =
        woven(
            hook("looped", BridgeCall.ENTER, 9),
            hook("looped", BridgeCall.AROUND, 10),
            hook("looped", BridgeCall.RETURN, 11));

    assertEquals("left", call(woven, "looped", List.of("a")));
    assertEquals(
        List.of(
            "event 9 null [a]",
            "entered 10 [[a]]",
            "returned 11 null [a] null a",
            "left 10 token replaced"),
        recorder.told);
  }

  @Test
  void aHookThatDoesNotFitIsRefused() throws IOException {
    WovenClass number = new WovenClass(bytes());

    assertThrows(
        IllegalStateException.class,
        () -> number.with(List.of(hook("number", BridgeCall.ENTER, 12))));
    assertThrows(
        IllegalStateException.class,
        () -> number.with(List.of(hook("wide", BridgeCall.RETURN, 13))));
  }

  private static HookPoint hook(String name, BridgeCall call, int number) {
    return new HookPoint("", method(name), call, number);
  }

  private static Object call(Class<?> woven, String name, Object... arguments) throws Exception {
    Method method =
        Stream.of(woven.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static Class<?> woven(HookPoint... hooks) throws IOException {
    byte[] bytes = new WovenClass(bytes()).with(List.of(hooks));
    return new ClassLoader(WovenClassTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(Sample.class.getName(), bytes, 0, bytes.length);
      }
    }.define();
  }

  private static byte[] bytes() throws IOException {
    String name = Sample.class.getName().replace('.', '/') + ".class";
    try (InputStream file = Sample.class.getClassLoader().getResourceAsStream(name)) {
      return file.readAllBytes();
    }
  }

  /** What is woven here: with jumps, wide variables, and handlers of its own. */
  public static final class Sample {

    private final String text;

    public Sample(String version, String name, Object id, Object params) {
      text = version + " " + name + " " + id + " " + params;
    }

    public static String counted(String first, String last, long times, double part) {
      String all = "";
      for (long i = 0; i < times; i++) {
        all += first;
      }
      first = all + last + part;
      return first;
    }

    public static String looped(List<String> texts) {
      String all = null;
      for (String text : texts) {
        if (text.equals("throw")) {
          throw new IllegalArgumentException("told");
        }
        if (!text.isEmpty()) {
          all = all == null ? text : all + "," + text;
        }
      }
      return all;
    }

    public static String caught(String first, String second) {
      try {
        if (second == null) {
          throw new IllegalStateException(first);
        }
        throw new IllegalArgumentException(second);
      } catch (IllegalArgumentException e) {
        return "caught";
      }
    }

    public static long wide(String text) {
      long length = text.length();
      return length > 3 ? length + 3 : length;
    }

    public static int number(int first) {
      return first;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class Recorder implements Bridge.Hooks {

    private final List<String> told = new ArrayList<>();
    private String instead;

    @Override
    public Object returned(
        int hook, Class<?> where, Object self, Object first, Object second, Object result) {
      told.add("returned " + hook + " " + self + " " + first + " " + second + " " + result);
      return "replaced";
    }

    @Override
    public Object instead(int hook, Class<?> where, Object self, Object first, Object second) {
      told.add("instead " + hook + " " + self + " " + first + " " + second);
      return instead;
    }

    @Override
    public Object argument(int hook, Class<?> where, Object first, Object second, Object value) {
      told.add("argument " + hook + " " + first + " " + second + " " + value);
      return "argued";
    }

    @Override
    public Object entered(int hook, Class<?> where, Object[] arguments) {
      told.add("entered " + hook + " " + Arrays.toString(arguments));
      return "token";
    }

    @Override
    public Object left(int hook, Class<?> where, Object token, Object result) {
      told.add("left " + hook + " " + token + " " + result);
      return "left";
    }

    @Override
    public void onEvent(int hook, Class<?> where, Object self, Object detail) {
      told.add("event " + hook + " " + self + " " + detail);
    }

    @Override
    public void failed(int hook, Class<?> where, Throwable failure) {
      throw new AssertionError(failure);
    }
  }
}
