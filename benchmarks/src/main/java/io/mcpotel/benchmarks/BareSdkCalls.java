// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

/** Measures one span and one histogram record of the bare OpenTelemetry SDK. */
public final class BareSdkCalls {

  private BareSdkCalls() {}

  public static void main(String[] args) throws InterruptedException {
    try (BareSdk sdk = new BareSdk()) {
      System.out.println(new CallLoop(sdk::call).measure(Integer.parseInt(args[0])).line());
    }
  }
}
