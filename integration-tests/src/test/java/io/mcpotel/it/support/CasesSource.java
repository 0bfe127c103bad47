// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The cases of a parameterised test, each a line of arguments between commas: all of them in the
 * matrix, and the first one otherwise.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(CasesSource.Provider.class)
public @interface CasesSource {

  String[] value();

  /** Splits the lines. */
  final class Provider implements ArgumentsProvider, AnnotationConsumer<CasesSource> {

    private String[] lines;

    @Override
    public void accept(CasesSource source) {
      lines = source.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Cases.of(lines).map(Provider::split);
    }

    private static Arguments split(String line) {
      return Arguments.of(Arrays.stream(line.split(",", -1)).map(String::trim).toArray());
    }
  }
}
