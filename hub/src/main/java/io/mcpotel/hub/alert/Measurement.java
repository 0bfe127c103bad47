// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.List;

/** Asks the store what a rule wants to know. */
interface Measurement {

  /** At most so many of one rule: a peer's names cannot make more alerts than that. */
  int MOST = 1_000;

  List<Measured> measure(Rule rule, Instant now) throws StoreException;
}
