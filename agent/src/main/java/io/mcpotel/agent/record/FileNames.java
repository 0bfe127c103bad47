// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of one path: {@code mcp.jsonl} is the active one, and {@code
 * mcp-20261121-120000-123.jsonl} was it until this millisecond, in UTC. {@code %p} is the process
 * id.
 */
final class FileNames {

  private static final String PROCESS = "%p";

  private final Path active;
  private final Pattern pattern;

  /**
   * @throws IllegalArgumentException where the path is none that the system could have
   */
  FileNames(String path) {
    String pid = Long.toString(ProcessHandle.current().pid());
    active = Path.of(path.replace(PROCESS, pid)).toAbsolutePath();
    if (active.getFileName() == null) {
      throw new IllegalArgumentException("No file: " + path);
    }
    // A process id in a folder's name stands for itself: other folders are not searched.
    String name = Path.of(path).getFileName().toString();
    int end = extension(name);
    String regex =
        Pattern.quote(name.substring(0, end))
            + "(?<rotated>-\\d{8}-\\d{6}-\\d{3})?"
            + Pattern.quote(name.substring(end));
    pattern =
        Pattern.compile(
            regex
                .replaceFirst(PROCESS, "\\\\E(?<pid>\\\\d{1,10})\\\\Q")
                .replace(PROCESS, "\\E\\k<pid>\\Q"));
  }

  /** The file that is written to. */
  Path active() {
    return active;
  }

  /** What the active file is to be called from now on. */
  Path rotated(Instant lastWritten) {
    LocalDateTime time = LocalDateTime.ofInstant(lastWritten, ZoneOffset.UTC);
    long day = (time.getYear() * 100L + time.getMonthValue()) * 100 + time.getDayOfMonth();
    long second = (time.getHour() * 100L + time.getMinute()) * 100 + time.getSecond();
    long milli = time.get(ChronoField.MILLI_OF_SECOND);
    String name = active.getFileName().toString();
    int end = extension(name);
    return active.resolveSibling(
        name.substring(0, end)
            + digits(8, day)
            + digits(6, second)
            + digits(3, milli)
            + name.substring(end));
  }

  /** Whether it has a name that is given here. */
  boolean isOurs(Path file) {
    return pattern.matcher(file.getFileName().toString()).matches();
  }

  /** Whether someone may be writing to it: this process, or another that is alive. */
  boolean isInUse(Path file) {
    Matcher matcher = pattern.matcher(file.getFileName().toString());
    if (!matcher.matches() || matcher.group("rotated") != null) {
      return false;
    }
    return file.getFileName().equals(active.getFileName())
        || ProcessHandle.of(Long.parseLong(matcher.group("pid"))).isPresent();
  }

  private static int extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? dot : name.length();
  }

  private static String digits(int length, long number) {
    String shown = Long.toString(number);
    return "-" + "0".repeat(Math.max(0, length - shown.length())) + shown;
  }
}
