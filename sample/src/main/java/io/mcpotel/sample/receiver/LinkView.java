// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

/** One link of a received span, its ids as hex strings. */
public record LinkView(String traceId, String spanId) {}
