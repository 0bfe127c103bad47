// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Redaction;
import io.mcpotel.agent.redact.Redactor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Takes secrets out of what others wrote before it is printed; made ready when first needed. */
public final class ConsoleRedaction implements UnaryOperator<String> {

  private static final int MOST = 1_000;

  private final Configuration configuration;
  private final Redaction redaction;
  private UnaryOperator<String> ready;

  public ConsoleRedaction(Configuration configuration, Redaction redaction) {
    this.configuration = configuration;
    this.redaction = redaction;
  }

  @Override
  public String apply(String text) {
    return ready().apply(text);
  }

  private synchronized UnaryOperator<String> ready() {
    if (ready == null) {
      Credentials credentials = new Credentials(configuration);
      Redactor redactor =
          new Redactor(
              redaction.keys(),
              patterns(redaction),
              redaction.personal(),
              Redactor.Mode.MASK,
              null,
              rule -> {});
      ready = text -> redactor.text(credentials.hiddenIn(text), MOST);
    }
    return ready;
  }

  /** Those that are wrong are logged elsewhere. */
  private static List<String> patterns(Redaction redaction) {
    return redaction.patterns().stream().filter(ConsoleRedaction::isRight).toList();
  }

  private static boolean isRight(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException | StackOverflowError e) {
      return false;
    }
  }
}
