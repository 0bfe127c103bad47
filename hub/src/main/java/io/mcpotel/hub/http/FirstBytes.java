// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Predicate;

/** The beginning of somebody's answer; what follows is not read, however much it is. */
public final class FirstBytes implements BodySubscriber<String> {

  private final int most;
  private final Predicate<String> isEnough;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private Flow.Subscription subscription;

  public FirstBytes(int most) {
    this(most, soFar -> false);
  }

  /**
   * Makes one.
   *
   * @param isEnough looks at what is there so far, for answers that have no end
   */
  public FirstBytes(int most, Predicate<String> isEnough) {
    this.most = most;
    this.isEnough = isEnough;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription one) {
    subscription = one;
    one.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
      buffer.get(part);
      bytes.write(part, 0, part.length);
    }
    if (bytes.size() < most && !isEnough.test(soFar())) {
      subscription.request(1);
    } else {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    text.complete(soFar());
  }

  private String soFar() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
