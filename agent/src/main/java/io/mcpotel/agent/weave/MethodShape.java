// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Type;

/**
 * A method, by as much of it as a hook needs.
 *
 * @param names its name, or the names that it has in one release or another; none for any lambda;
 *     that of a lambda without the compiler's number
 * @param parameters the types of its first parameters, {@code *} standing for any
 * @param count how many parameters it has; a negative number stands for any
 * @param anywhere types that must be among its parameters
 * @param returns the type that it returns; null stands for any
 */
record MethodShape(
    List<String> names, List<String> parameters, int count, List<String> anywhere, String returns) {

  private static final String ANY = "*";
  private static final int ANY_NUMBER = -1;
  private static final String LAMBDA = "lambda$";

  /** A method of any of these names, whatever its parameters. */
  static MethodShape method(String... names) {
    return new MethodShape(List.of(names), List.of(), ANY_NUMBER, List.of(), null);
  }

  /** A lambda, whatever its parameters. */
  static MethodShape lambda() {
    return method();
  }

  /** A lambda within the method of this name. */
  static MethodShape lambdaIn(String method) {
    return method(LAMBDA + method + "$");
  }

  /** A constructor with so many parameters. */
  static MethodShape constructor(int count) {
    return new MethodShape(List.of("<init>"), List.of(), count, List.of(), null);
  }

  /** Any constructor. */
  static MethodShape constructor() {
    return constructor(ANY_NUMBER);
  }

  /** With exactly these parameters. */
  MethodShape taking(String... types) {
    return new MethodShape(names, List.of(types), types.length, anywhere, returns);
  }

  /** With these as its first parameters. */
  MethodShape takingFirst(String... types) {
    return new MethodShape(names, List.of(types), ANY_NUMBER, anywhere, returns);
  }

  /** With these types among its parameters. */
  MethodShape takingSomewhere(String... types) {
    return new MethodShape(names, parameters, count, List.of(types), returns);
  }

  MethodShape returning(String type) {
    return new MethodShape(names, parameters, count, anywhere, type);
  }

  boolean matches(WovenMethod method) {
    return isNamed(method)
        && (returns == null || method.returns().getClassName().equals(returns))
        && matches(Stream.of(method.parameters()).map(Type::getClassName).toList());
  }

  private boolean isNamed(WovenMethod method) {
    if (names.isEmpty()) {
      return method.isSynthetic();
    }
    String name = method.name();
    return names.contains(
        name.startsWith(LAMBDA) ? name.substring(0, name.lastIndexOf('$') + 1) : name);
  }

  private boolean matches(List<String> types) {
    if (count >= 0 && types.size() != count || types.size() < parameters.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      String wanted = parameters.get(i);
      if (!wanted.equals(ANY) && !types.get(i).equals(wanted)) {
        return false;
      }
    }
    return types.containsAll(anywhere);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(names.isEmpty() ? "a lambda" : names.get(0)).append('(');
    String separator = "";
    for (String type : parameters.isEmpty() ? anywhere : parameters) {
      text.append(separator).append(type.substring(type.lastIndexOf('.') + 1));
      separator = ", ";
    }
    return text.append(')').toString();
  }
}
