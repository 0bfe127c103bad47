// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Systemd's own command, where Java cannot reach its socket. It speaks for its parent as far as it
 * may, and waits until systemd has taken the message: a sender that is gone is not known any more.
 * The unit has to let it, by {@code NotifyAccess=all}.
 */
final class NotifyCommand implements Notifier {

  private static final File NOTHING = new File("/dev/null");

  private final String program;

  NotifyCommand(String program) {
    this.program = program;
  }

  @Override
  public boolean send(String message, long millis) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(message.lines().toList());
    Process process =
        new ProcessBuilder(command)
            .redirectInput(NOTHING)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    } finally {
      // The JDK takes its status, so that no zombie stays.
      process.destroyForcibly();
    }
  }
}
