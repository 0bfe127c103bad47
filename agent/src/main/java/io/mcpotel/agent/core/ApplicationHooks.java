// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * What the helpers of one application do at its hooks; {@code io.mcpotel.bootstrap.Bridge} says
 * what each method means.
 */
public interface ApplicationHooks {

  /** For an application that is not instrumented. */
  ApplicationHooks NONE =
      new ApplicationHooks() {
        @Override
        public Object returned(int hook, Object self, Object first, Object second, Object result) {
          return result;
        }

        @Override
        public Object instead(int hook, Object self, Object first, Object second) {
          return null;
        }

        @Override
        public Object argument(int hook, Object first, Object second, Object value) {
          return value;
        }

        @Override
        public Object entered(int hook, Object[] arguments) {
          return null;
        }

        @Override
        public Object left(int hook, Object token, Object result) {
          return result;
        }

        @Override
        public void onEvent(int hook, Object self, Object detail) {}
      };

  Object returned(int hook, Object self, Object first, Object second, Object result)
      throws Throwable;

  Object instead(int hook, Object self, Object first, Object second) throws Throwable;

  Object argument(int hook, Object first, Object second, Object value) throws Throwable;

  Object entered(int hook, Object[] arguments) throws Throwable;

  Object left(int hook, Object token, Object result) throws Throwable;

  void onEvent(int hook, Object self, Object detail) throws Throwable;
}
