// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.javaagent.instrumentation.mcp.v0_14;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Makes a span of each tool call that a server receives. */
public final class McpServerRequestInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.modelcontextprotocol.spec.McpServerSession");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("handleIncomingRequest"), getClass().getName() + "$HandleAdvice");
  }

  public static final class HandleAdvice {

    @Advice.OnMethodEnter
    public static void enter(@Advice.Argument(0) Object request) {
      if (request.toString().contains("tools/call")) {
        GlobalOpenTelemetry.getTracer("io.opentelemetry.mcp-java-sdk-0.14")
            .spanBuilder("tools/call theirs")
            .setSpanKind(SpanKind.SERVER)
            .startSpan()
            .end();
      }
    }
  }
}
