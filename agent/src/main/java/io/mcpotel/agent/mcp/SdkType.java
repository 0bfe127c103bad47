// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

/** What an object of the SDK is, told by name: a release may lack any of these classes. */
enum SdkType {
  SERVER_SESSION("McpServerSession"),
  STREAMABLE_SESSION("McpStreamableServerSession"),
  RESPONSE_STREAM("McpStreamableServerSession$McpStreamableServerSessionStream"),
  CLIENT_SESSION("McpClientSession"),
  OTHER("");

  private static final String SPEC = "io.modelcontextprotocol.spec.";

  private static final ClassValue<SdkType> TYPES =
      new ClassValue<>() {
        @Override
        protected SdkType computeValue(Class<?> type) {
          for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (SdkType candidate : values()) {
              if (c.getName().equals(SPEC + candidate.name)) {
                return candidate;
              }
            }
          }
          return OTHER;
        }
      };

  private final String name;

  SdkType(String name) {
    this.name = name;
  }

  static SdkType of(Object sdkObject) {
    return TYPES.get(sdkObject.getClass());
  }
}
