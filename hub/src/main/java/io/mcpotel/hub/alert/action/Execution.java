// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Receiver.Answer;
import io.mcpotel.hub.alert.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a command: without a shell, without input, and within its time. */
record Execution(List<String> arguments, Duration timeout) {

  private static final int MOST_OUTPUT = 1_000;
  private static final int LAST_WORDS_SECONDS = 1;

  Answer run() throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    } catch (IOException e) {
      // Its message has the program's name, which is the operator's.
      return Answer.failed(Words.line("it cannot be started: " + e.getMessage(), MOST_OUTPUT));
    }
    closeInput(process);
    Output output = new Output(process.getInputStream());
    output.start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return Answer.failed(
            "it was ended after " + timeout.toSeconds() + " seconds" + output.words());
      }
      // Something that it has started may hold its output open.
      output.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
      String text = "exit status " + process.exitValue() + output.words();
      return process.exitValue() == 0 ? Answer.delivered(text) : Answer.failed(text);
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  /** Reads what it says, however much, and keeps the beginning. */
  private static final class Output extends Thread {

    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Output(InputStream in) {
      super("hub-command-output");
      setDaemon(true);
      this.in = in;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[4_096];
      try {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          keep(buffer, read);
        }
      } catch (IOException e) {
        // It has ended.
      }
    }

    synchronized String words() {
      String text = kept.toString(StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : ": " + Words.line(text.replaceAll("\\s+", " "), MOST_OUTPUT);
    }

    private synchronized void keep(byte[] buffer, int read) {
      kept.write(buffer, 0, Math.min(read, MOST_OUTPUT - kept.size()));
    }
  }
}
