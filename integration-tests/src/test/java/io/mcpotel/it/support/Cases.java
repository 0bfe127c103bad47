// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.support.process.Release;
import java.util.stream.Stream;

/** Which cases of a parameterised test run: all in the matrix, the first otherwise. */
public final class Cases {

  private Cases() {}

  @SafeVarargs
  public static <T> Stream<T> of(T... cases) {
    return first(1, Stream.of(cases));
  }

  /** So many otherwise. */
  public static <T> Stream<T> first(int count, Stream<T> cases) {
    return Release.isEveryCaseTested() ? cases : cases.limit(count);
  }
}
