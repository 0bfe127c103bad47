// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.core.AgentLog;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes secrets out of texts before they leave the JVM: by the names of keys and by the looks of
 * values. What cannot be checked does not come out.
 *
 * <p>A limit says how many characters come out at most; a text that is longer then ends in a mark
 * of its own. However long a text is, only a window of it is copied at a time.
 */
public final class Redactor {

  /** What is written in the place of a secret. */
  public enum Mode {
    /** {@code [redacted:rule]}. */
    MASK,
    /**
     * {@code [redacted:rule:01234567]}: equal secrets have equal digits, for one and the same key.
     */
    HASH
  }

  static final String UNCHECKED = "[redacted:unchecked]";

  /** Names and ids are looked at where they are. */
  private static final int SHORT = 512;

  /** How many characters of a text are copied at once. */
  private static final int WINDOW = 32_768;

  /** How far behind a window, or behind the limit, a secret may go on and be known by its looks. */
  static final int AHEAD = 4_096;

  /** How far before a window a key may begin. */
  private static final int BEHIND = 512;

  /** How many steps a look may take: at all, for each character that may come out, and for all. */
  private static final int STEPS = 20_000;

  private static final int STEPS_PER_CHARACTER = 64;
  private static final int STEPS_PER_PASSED = 2;

  /** What one of the user's patterns may take in addition. */
  private static final int STEPS_OF_PATTERN = 200_000;

  private static final int STEPS_OF_PATTERN_PER_CHARACTER = 32;

  private final SecretFinder finder;
  private final List<Pattern> patterns;
  private final byte[] hashKey;
  private final Consumer<String> onRedaction;

  /** One that redacts no personal data. */
  public Redactor(
      List<String> keys,
      List<String> patterns,
      Mode mode,
      String hashKey,
      Consumer<String> onRedaction) {
    this(keys, patterns, false, mode, hashKey, onRedaction);
  }

  /**
   * @param keys names of keys whose values are secrets too
   * @param patterns regular expressions of what else is secret; a wrong one is logged and left out
   * @param personal whether personal data is secret too, beyond addresses of e-mail and cards
   * @param hashKey what the digits depend on; null for one of this process
   * @param onRedaction told the rule's name each time that something was taken out
   */
  public Redactor(
      List<String> keys,
      List<String> patterns,
      boolean personal,
      Mode mode,
      String hashKey,
      Consumer<String> onRedaction) {
    List<String> all = new ArrayList<>(keys);
    if (personal) {
      all.addAll(PersonalData.KEYS);
    }
    finder = new SecretFinder(new SecretKeys(all), personal);
    this.patterns = compiled(patterns);
    this.hashKey = mode == Mode.MASK ? null : bytes(hashKey);
    this.onRedaction = onRedaction;
  }

  private static List<Pattern> compiled(List<String> patterns) {
    List<Pattern> compiled = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        compiled.add(Pattern.compile(pattern));
      } catch (RuntimeException | StackOverflowError e) {
        AgentLog.line(
            "redaction pattern \"" + pattern + "\" is no regular expression; it is left out.");
      }
    }
    return List.copyOf(compiled);
  }

  private static byte[] bytes(String key) {
    if (key != null && !key.isEmpty()) {
      return key.getBytes(StandardCharsets.UTF_8);
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }

  /** Free text, with or without JSON in it; null stays null. */
  public String text(CharSequence text, int maxLength) {
    if (text instanceof String name
        && name.length() <= Math.min(maxLength, SHORT)
        && patterns.isEmpty()
        && finder.isClear(name)) {
      return name;
    }
    return text(text, maxLength, new StepLimit());
  }

  String text(CharSequence text, int maxLength, StepLimit steps) {
    if (text == null) {
      return null;
    }
    try {
      steps.allow(STEPS);
      BoundedText out = new BoundedText(maxLength, text.length() + 16, false);
      return write(text, out, steps) ? out.toString("") : UNCHECKED;
    } catch (Throwable failure) {
      AgentLog.report("redacting a text", failure);
      return UNCHECKED;
    }
  }

  /** A text of JSON, which may be cut off or wrong; one that is right and short enough stays so. */
  public String json(CharSequence json, int maxLength) {
    return text(json, maxLength);
  }

  /** A value that goes by a name, which may be that of a secret. */
  public String member(String name, String value, int maxLength) {
    try {
      if (!value.isEmpty() && keys().isSecret(name, value)) {
        count("key");
        return mark("key", CharBuffer.wrap(value));
      }
    } catch (Throwable failure) {
      AgentLog.report("redacting a value", failure);
      return UNCHECKED;
    }
    return text(value, maxLength);
  }

  /** A URI; one with nothing to hide is returned as it is. */
  public String uri(String uri) {
    return text(uri, Integer.MAX_VALUE);
  }

  /** Writes JSON of at most so many characters. */
  public JsonWriter writer(int maxLength) {
    return new JsonWriter(this, maxLength);
  }

  SecretKeys keys() {
    return finder.keys();
  }

  /** Tells of something that was taken out; nobody who listens can break that. */
  void count(String rule) {
    try {
      onRedaction.accept(rule);
    } catch (Throwable failure) {
      AgentLog.report("counting redactions", failure);
    }
  }

  /** Writes what may come out of a text, or returns false where that could not be found out. */
  boolean write(CharSequence text, BoundedText out, StepLimit steps) {
    int length = out.length();
    try {
      long looked = Math.min(text.length(), (long) out.room() + AHEAD);
      steps.allow(STEPS_PER_CHARACTER * looked + (long) STEPS_PER_PASSED * text.length());
      redact(text, out, steps);
      return true;
    } catch (Throwable failure) {
      if (!(failure instanceof StepLimit.Exceeded)) {
        AgentLog.report("redacting a text", failure);
      }
      steps.settle();
      out.backTo(length);
      count("unchecked");
      return false;
    }
  }

  private void redact(CharSequence text, BoundedText out, StepLimit steps) {
    int length = text.length();
    int place = 0;
    while (place < length && !out.isCut()) {
      int ahead = Math.min(length - place, Math.min(out.room(), WINDOW));
      int begin = Math.max(0, place - BEHIND);
      int most = (int) Math.min(length, (long) place + ahead + AHEAD);
      Window window = new Window(text, begin, most, steps);
      int from = window.indexOf(place);
      // A run of backslashes is one character: the rest of one may be all that the window has.
      int to = Math.min(window.length, Math.max(from + 1, window.indexOf(place + ahead)));
      // An address is found at its @ only.
      for (int user = 0;
          to < window.length && user <= EmailAddresses.LONGEST_USER && isUser(window.at(to));
          user++) {
        to++;
      }
      place = write(window, findings(window, from, to), place, to, out);
    }
    if (out.isCut()) {
      out.miss(length - place);
    }
  }

  private static boolean isUser(char c) {
    return Characters.isInUser(c) || c == '@';
  }

  private int write(Window window, List<Finding> findings, int from, int to, BoundedText out) {
    int place = from;
    for (Finding finding : findings) {
      if (finding.end() <= place) {
        continue;
      }
      if (finding.start() > place) {
        place = out.copy(window.text, place, finding.start());
        if (out.isCut()) {
          return place;
        }
      }
      String mark = finding.quote() + mark(window, finding) + finding.quote();
      count(finding.rule());
      if (!out.appendMark(mark)) {
        return place;
      }
      place = finding.end();
    }
    int end = window.inText(to);
    return place < end ? out.copy(window.text, place, end) : place;
  }

  private List<Finding> findings(Window window, int from, int to) {
    List<Finding> findings = finder.find(window, from, to);
    if (patterns.isEmpty()) {
      return findings;
    }
    List<Finding> all = new ArrayList<>(findings);
    for (Pattern pattern : patterns) {
      addMatches(pattern, window, from, to, all);
    }
    return merged(all);
  }

  private static void addMatches(
      Pattern pattern, Window window, int from, int to, List<Finding> findings) {
    StepLimit steps = window.steps();
    long rest =
        steps.setAsideAllBut(
            STEPS_OF_PATTERN + (long) STEPS_OF_PATTERN_PER_CHARACTER * window.length);
    try {
      Matcher matcher = pattern.matcher(new CountedChars(window));
      while (matcher.find() && matcher.start() < to) {
        if (matcher.end() > Math.max(from, matcher.start())) {
          int start = Math.max(from, matcher.start());
          findings.add(
              Finding.secret("pattern", window.inText(start), window.inText(matcher.end())));
        }
      }
    } catch (StepLimit.Exceeded | StackOverflowError e) {
      AgentLog.once(
          "redaction pattern \""
              + pattern
              + "\" takes too long; what it cannot check is not exported.");
      throw new StepLimit.Exceeded();
    } finally {
      steps.giveBack(rest);
    }
  }

  /** What overlaps becomes one, so that no rest of a secret stays. */
  private static List<Finding> merged(List<Finding> findings) {
    findings.sort(Comparator.comparingInt(Finding::start));
    List<Finding> merged = new ArrayList<>();
    Finding last = null;
    for (Finding next : findings) {
      if (last != null && next.start() < last.end()) {
        if (next.end() > last.end()) {
          last = new Finding(last.start(), next.end(), last.rule(), last.quote(), last.instead());
          merged.set(merged.size() - 1, last);
        }
      } else {
        merged.add(next);
        last = next;
      }
    }
    return merged;
  }

  private String mark(Window window, Finding finding) {
    if (finding.instead() != null) {
      return finding.instead();
    }
    int end = window.indexOf(finding.end());
    return end < window.length || window.endsText()
        ? mark(
            finding.rule(),
            CharBuffer.wrap(
                window.uncounted(),
                window.indexOf(finding.start()),
                end - window.indexOf(finding.start())))
        : mark(finding.rule(), CharBuffer.wrap(window.text, finding.start(), finding.end()));
  }

  /** What stands for a secret. */
  String mark(String rule, CharBuffer secret) {
    return hashKey == null
        ? "[redacted:" + rule + "]"
        : "[redacted:" + rule + ":" + digits(secret) + "]";
  }

  private String digits(CharBuffer secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(hashKey, "HmacSHA256"));
      CharsetEncoder encoder =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      ByteBuffer bytes = ByteBuffer.allocate(1024);
      while (encoder.encode(secret, bytes, true).isOverflow()) {
        mac.update(bytes.flip());
        bytes.clear();
      }
      mac.update(bytes.flip());
      byte[] hash = mac.doFinal();
      return String.format(
          "%02x%02x%02x%02x", hash[0] & 0xff, hash[1] & 0xff, hash[2] & 0xff, hash[3] & 0xff);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
